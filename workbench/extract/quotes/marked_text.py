"""A parsed text with its quotations: what the rules of this package read."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from workbench.extract.quotes.quotation_marks import find_quotations
from workbench.syntax.noun_phrases import characters

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from workbench.extract.quotes.quotation_marks import Quotation
    from workbench.extract.quotes.statement import Span

SENTENCE_ENDS = {".", "?", "!", ";"}


class MarkedText:
    """A parse, its text (which spaCy would make anew each time), its quotations, and which tokens stand in one."""

    def __init__(self, doc: Doc, text: str):
        self.doc, self.text = doc, text
        self.quotations = find_quotations(text)
        self.quoted = [False] * len(doc)
        self._starts = [token.idx for token in doc]
        for quotation in self.quotations:
            for number in range(self.token_at(quotation.start), self.token_at(quotation.end)):
                self.quoted[number] = True

    def token_at(self, position: int) -> int:
        """Number of the first token that begins at a character or behind it."""
        return bisect_left(self._starts, position)

    def words_of(self, quotation: Quotation) -> str:
        """What stands between the marks."""
        return self.text[quotation.inner_start:quotation.inner_end]

    def spans(self, *ranges: tuple[int, int]) -> list[Span]:
        """Characters of ranges of tokens, without empty ones."""
        return [span for first, last in ranges if (span := characters(self.doc, first, last))]

    def begins_sentence(self, quotation: Quotation) -> bool:
        """Whether a quotation begins a sentence of its own, rather than goes on with the one it stands in."""
        first = self.words_of(quotation).lstrip()[:1]
        if not (first.isupper() or first in "[…'‘(." or first.isdigit()):
            return False
        before = self.text[max(0, quotation.start - 4):quotation.start]
        return "\n" in before or not before.strip() or before.rstrip()[-1] in ".!?…:,;—–-”\"’')"


def ends_sentence(token: Token) -> bool:
    """Whether a sentence or a paragraph ends with a token."""
    return token.text in SENTENCE_ENDS or "\n" in token.text
