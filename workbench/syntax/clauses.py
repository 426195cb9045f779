"""Clauses: which one a word belongs to, and what it says of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.syntax.dependents import VERBAL, child, marks
from workbench.syntax.predicates import is_finite
from workbench.syntax.subjects import written_subject

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


def clause_of(word: Token, below: Token | None = None) -> Token | None:
    """The verb of the innermost clause that holds a word.

    Parameters
    ----------
    below : Token, optional
        A verb above the word: only clauses under it count.
    """
    while below is None or word.i != below.i:
        if word.pos_ in VERBAL and word.dep_ not in ("aux", "auxpass", "amod"):
            return word
        if word.head.i == word.i:
            return None
        word = word.head
    return None


def main_verb(verb: Token) -> Token:
    """The verb whose subject does what `verb` says: "is" for "enter" in "is likely to enter"."""
    while verb.dep_ in ("xcomp", "pcomp", "acomp") and written_subject(verb) is None and verb.head.i != verb.i:
        verb = verb.head
    return verb


def is_alleged(verb: Token) -> bool:
    """Whether a verb's clause is what a noun or an accusation says: "claims that Lee lied", "accused Lee of lying"."""
    if verb.dep_ == "pcomp" and verb.head.lower_ in ("of", "for"):
        return child(verb.head.head, "dobj") is not None
    return verb.head.pos_ == "NOUN" and "that" in marks(verb)


def is_clause(span: Span) -> bool:
    """Whether a stretch of text is a finite clause: "that it is dead", not "on its death" or "that it be dead"."""
    root = span.root
    return root.pos_ in VERBAL and is_finite(root) and child(root, "nsubj", "nsubjpass", "expl") is not None
