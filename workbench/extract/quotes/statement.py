"""What the rules of this package hand to each other: a statement, its cue and its source."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

Span = tuple[int, int]


@dataclass
class Statement:
    """An attributed statement; spans are characters of the text."""

    content: list[Span]
    rule: str
    cue: Span | None = None
    cue_token: Token | None = None
    source: Span | None = None
    tone: str | None = None
    lemma: str = ""
    details: dict = field(default_factory=dict)

    @property
    def start(self) -> int:
        return min(start for start, _ in self.content)

    @property
    def end(self) -> int:
        return max(end for _, end in self.content)
