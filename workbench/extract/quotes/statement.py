"""What the rules of this package hand to each other: a statement, its cue and its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

Span = tuple[int, int]


@dataclass
class Statement:
    """An attributed statement; spans are characters of the text."""

    content: list[Span]
    rule: str
    cue: Span
    cue_token: Token
    source: Span | None = None
    tone: str = "neutral"
    lemma: str = ""
    via: Span | None = None

    @property
    def start(self) -> int:
        """First character of the content."""
        return min(start for start, _ in self.content)

    @property
    def reach(self) -> int:
        """The last character of content, cue and source."""
        return max(*(end for _, end in self.content), self.cue[1], self.source[1] if self.source else 0)
