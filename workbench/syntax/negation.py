"""What is denied: by a word's own negation, or by what governs it."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from workbench.syntax.dependents import VERBAL, child
from workbench.syntax.predicates import is_infinitive

if TYPE_CHECKING:
    from spacy.tokens import Token

NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "scarcely", "nobody", "none"})
NOBODY = frozenset({"nobody", "none", "neither"})  # as subjects
NO = frozenset({"no", "neither"})                  # before a subject
NO_DENIAL = frozenset({"only", "just", "merely"})  # "not only rejected it but …"
# verbs after which what follows does not come about: "Ann refused to endorse Bob"
REFUSALS = frozenset((
    "refuse", "decline", "fail", "stop", "cease", "hesitate", "resist", "withdraw", "reject", "rescind", "drop",
    "lose", "end", "avoid"))


def is_negated(word: Token, apart: Container[int] = ()) -> bool:
    """Whether a verb, noun or adjective is negated by a word of its own: "did not reject", "no deal".

    Parameters
    ----------
    apart : numbers of tokens
        Words that do not count.
    """
    for own in word.children:
        if own.i in apart:
            continue
        if own.dep_ == "neg" or (own.lower_ in NEGATIONS and own.dep_ in ("det", "advmod", "preconj", "cc")):
            return own.i + 1 >= len(own.doc) or own.nbor(1).lower_ not in NO_DENIAL
        if own.lower_ == "longer" and own.nbor(-1).lower_ == "no":
            return True
        if own.dep_ in ("nsubj", "nsubjpass") and (own.lower_ in NOBODY or any(
                below.lower_ in NO and below.dep_ in ("det", "preconj") for below in own.children)):
            return True
    return False


def is_denied(word: Token) -> bool:
    """Whether what a word names does not come about: it is negated, or what governs it is negated or refuses it.

    "Did not praise", "refused to endorse", "was not ready to endorse", "did not come to help".
    """
    if is_negated(word):
        return True
    above = word.head
    if word.dep_ in ("xcomp", "ccomp") and above.pos_ == "ADJ":
        return is_negated(above) or child(above.head, "neg") is not None
    if word.dep_ in ("xcomp", "dobj", "pcomp") and above.lemma_.lower() in REFUSALS:
        return True
    is_below = word.dep_ in ("xcomp", "conj") or (word.dep_ == "advcl" and is_infinitive(word))
    return is_below and above.pos_ in VERBAL and child(above, "neg") is not None
