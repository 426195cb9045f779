"""The verb of a clause that counts something, and whether it tells what happened or what is planned."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from workbench.extract.numbers import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

VERBS = ("VERB", "AUX")


def verb_of(head: Token) -> Token | None:
    """The verb whose clause holds the things counted; "had to be evacuated" is evacuated."""
    verb = head if head.pos_ in VERBS else verb_above(head)
    if verb is not None and verb.lemma_ in clause_words("raising"):
        return next((token for token in verb.children if token.dep_ == "xcomp"), verb)
    return verb


def find_status(verb: Token | None) -> str:
    """Whether it happened, or is only planned, expected or possible."""
    for token in [verb, *verb.ancestors] if verb is not None else ():
        has_modal = any(child.lower_ in clause_words("modals") for child in token.children)
        if has_modal or token.lemma_.lower() in clause_words("plans"):
            return "planned"
        if token.dep_ not in ("xcomp", "conj"):
            break
    return "happened"


def verb_above(token: Token) -> Token | None:
    return next((above for above in token.ancestors if above.pos_ in VERBS), None)


@cache
def clause_words(kind: str) -> frozenset[str]:
    """The words of one kind that tell what a clause says: fates, raising, modals, plans, contrasts or once."""
    return frozenset(lexicon()["clause_words"][kind])
