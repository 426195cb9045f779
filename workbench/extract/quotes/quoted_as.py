"""What a verb that is no cue calls something in quoted words: "waved off the delay as “minimal”"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.quotes.phrases import SUBJECTS, characters, child
from workbench.extract.quotes.sources import source_of
from workbench.extract.quotes.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

NEAR = 5  # tokens between "as" and the quotation: "as having only a “minimal” effect"


def find_quoted_as(doc: Doc, quoted: list[bool]) -> Iterator[Statement]:
    """Statements in which quotation marks alone tell that somebody's words follow "as"."""
    for token in doc:
        verb = token.head if token.head.dep_ != "dobj" else token.head.head
        if token.lower_ != "as" or quoted[token.i] or verb.pos_ != "VERB" or verb.i > token.i or quoted[verb.i] \
                or child(token, *SUBJECTS) is not None or not _is_quoted(doc, token):
            continue
        thing = next((other for other in verb.children if other.dep_ == "dobj" and verb.i < other.i < token.i), None)
        source = source_of(verb)
        span = characters(doc, thing.left_edge.i, token.right_edge.i + 1) if thing is not None else None
        if source is not None and span is not None:
            yield Statement([span], "as-quoted", (verb.idx, verb.idx + len(verb)), verb, source, lemma=verb.lemma_)


def _is_quoted(doc: Doc, preposition: Token) -> bool:
    """Does a quotation of small letters, so no title or name, open right behind?"""
    last = min(preposition.right_edge.i + 1, preposition.i + 1 + NEAR, len(doc) - 1)
    mark = next((token for token in doc[preposition.i + 1:last] if token.is_quote), None)
    return mark is not None and doc[mark.i + 1].text[:1].islower()
