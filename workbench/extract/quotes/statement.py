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
    cue_token: Token
    source: Span | None = None
    tone: str = "neutral"
    cue: Span = (0, 0)  # that of the cue's token, where none is given
    via: Span | None = None

    def __post_init__(self) -> None:
        if self.cue == (0, 0):
            self.cue = self.cue_token.idx, self.cue_token.idx + len(self.cue_token)

    @property
    def start(self) -> int:
        """First character of the content."""
        return min(start for start, _ in self.content)

    @property
    def reach(self) -> int:
        """The last character of content, cue and source."""
        return max(*(end for _, end in self.content), self.cue[1], self.source[1] if self.source else 0)

    def says(self, position: int) -> bool:
        """Whether a character stands in the content."""
        return any(start <= position < end for start, end in self.content)


def contents_of(statements: list[Statement]) -> list[Span]:
    """The spans of all contents, in order."""
    return sorted(span for statement in statements for span in statement.content)
