"""What hangs on a word: its dependents by label, the ends of its prepositions, the tokens under it.

Labels are spaCy's (ClearNLP): nsubj, dobj, prep, pobj …
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

VERBAL = ("VERB", "AUX")
NOMINAL = ("NOUN", "PROPN")


def children(word: Token, *labels: str) -> list[Token]:
    """The dependents of a word with one of the labels, in order."""
    return [below for below in word.children if below.dep_ in labels]


def child(word: Token, *labels: str) -> Token | None:
    """The first dependent of a word with one of the labels."""
    return next((below for below in word.children if below.dep_ in labels), None)


def complements(word: Token, prepositions: Iterable[str], after: int = -1) -> list[Token]:
    """Heads of the phrases that hang on a word by one of the prepositions.

    Parameters
    ----------
    after : int
        Only those whose preposition stands after this position.
    """
    return [end for hook in word.children
            if hook.dep_ in ("prep", "agent", "dative") and hook.lower_ in prepositions and hook.i > after
            for end in children(hook, "pobj", "pcomp")]


def subtree_range(word: Token) -> tuple[int, int]:
    """The first token under a word, and the one after the last."""
    return word.left_edge.i, word.right_edge.i + 1


def governors(word: Token) -> Iterator[Token]:
    """The verbs above a word, from the inside out."""
    return (above for above in word.ancestors if above.pos_ in VERBAL)


def marks(clause: Token) -> set[str]:
    """The conjunctions that begin a clause: "that", "whether", "for"."""
    return {mark.lower_ for mark in children(clause, "mark")}
