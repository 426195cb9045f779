"""Noun phrases: their stretch, whose the noun is, and which names stand in one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from workbench.syntax.dependents import VERBAL, child
from workbench.syntax.subjects import Owner, antecedent_of, doer_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Characters = tuple[int, int]

EDGES = frozenset(",;:.-–—")
CLAUSES = ("relcl", "advcl", "acl")
# what may stand behind a noun in its phrase
BEHIND = frozenset((
    "prep", "appos", "cc", "conj", "punct", "amod", "nummod", "compound", "nmod", "case", "poss", "advmod", "npadvmod",
    "det"))
# inside one noun phrase: "[Ann]'s party", "the head of [Bob]'s office", "Carol, [Ann]'s lawyer"
INSIDE = frozenset((
    "amod", "compound", "poss", "nmod", "appos", "prep", "pobj", "conj", "nummod", "det", "npadvmod", "quantmod",
    "dep"))
OWNING = frozenset({"of", "from", "by", "like"})  # "the policy of Bob", but not "the arrests in Bob's town"
# those who are not the one they are named after: "Bob's critics", "opponents of Bob", "Bob's father"
OTHERS = frozenset((
    "critic", "opponent", "foe", "enemy", "rival", "adversary", "detractor", "accuser", "challenger",
    "father", "mother", "parent", "grandmother", "grandfather", "grandparent", "brother", "sister", "uncle", "aunt",
    "cousin", "nephew", "niece", "son", "daughter", "child", "wife", "husband", "widow", "girlfriend", "boyfriend",
    "relative", "neighbor", "neighbour", "victim", "captor", "predecessor", "successor"))
# the way from a noun up to the verb that governs it
TO_VERB = ("pobj", "prep", "conj", "dobj", "attr", "acomp", "oprd", "appos", "nsubjpass")


# ---- the stretch


def characters(doc: Doc, first: int, last: int) -> Characters | None:
    """Characters of the tokens [first, last) without white space and commas at the edges; None for nothing left."""
    while first < last and (doc[first].is_space or doc[first].text in EDGES):
        first += 1
    while first < last and (doc[last - 1].is_space or doc[last - 1].text in EDGES):
        last -= 1
    return (doc[first].idx, doc[last - 1].idx + len(doc[last - 1])) if first < last else None


def noun_phrase(head: Token) -> Characters | None:
    """Characters of the noun phrase of a head with its appositions, without a trailing clause."""
    first, last = head.left_edge.i, head.i + 1
    for word in head.rights:
        if word.dep_ not in BEHIND:
            break
        last = max(last, _end_of_apposition(word) if word.dep_ == "appos" else word.right_edge.i + 1)
    if head.dep_ == "conj" and head.head.i < head.i:
        first = max(first, head.head.i + 1)
    return characters(head.doc, first, last)


def _end_of_apposition(noun: Token) -> int:
    clause = next((word for word in noun.rights if word.dep_ in CLAUSES), None)
    return clause.left_edge.i if clause is not None else noun.right_edge.i + 1


def bare_noun_phrase(head: Token) -> Characters:
    """Characters of the noun phrase of a head up to the first clause or aside that a comma sets off."""
    last = head
    for word in head.rights:
        if word.dep_ in ("prep", "cc", "conj", "case") or (word.dep_ == "appos" and word.pos_ == "PROPN"):
            last = word.right_edge
        else:
            break
    clause = next((word for word in head.doc[head.i + 1:last.i + 1] if word.dep_ in ("relcl", "acl")), None)
    if clause is not None:
        last = head.doc[max(head.i, clause.left_edge.i - 1)]
    while last.i > head.i and last.is_punct:
        last = last.nbor(-1)
    return head.left_edge.idx, last.idx + len(last)


def subject_phrase(subject: Token) -> Characters | None:
    """Characters of a subject as written; of a relative pronoun together with what it stands for."""
    if subject.dep_ == "expl":
        return None
    antecedent = antecedent_of(subject)
    if antecedent is not None and (before := noun_phrase(antecedent)) is not None:
        return before[0], subject.idx + len(subject)
    if subject.lower_ in ("'s", "’s") and subject.i > 0 and subject.nbor(-1).pos_ == "PRON":
        return characters(subject.doc, subject.i - 1, subject.i)  # "he’s said": the verb is read as a noun
    verb = _verb_within(subject)
    return noun_phrase(subject) if verb is None else characters(subject.doc, subject.left_edge.i, verb.left_edge.i)


def _verb_within(noun: Token) -> Token | None:
    """A verb that the parser took for an adjective of a noun: no adjective precedes the determiner."""
    determiner = next((word for word in noun.lefts if word.dep_ in ("det", "poss")), None)
    return None if determiner is None else next((
        word for word in noun.lefts
        if word.dep_ == "amod" and word.tag_ in ("VBN", "VBD") and word.i < determiner.left_edge.i), None)


# ---- whose it is


def possessor_of(noun: Token, apart: Token | None = None, by: Iterable[str] = ("by", "from"),
                 by_name: bool = False) -> Token | None:
    """Whose a noun is: "its claim", "Russian demands", "a warning from Rome".

    Parameters
    ----------
    apart : Token, optional
        A dependent that names no possessor.
    by : prepositions
        Those after which the possessor may stand.
    by_name : bool
        Whether a name or an adjective of one before the noun is its possessor too: "Russian demands".
    """
    if (owner := next((word for word in noun.lefts if word.dep_ == "poss"), None)) is not None:
        return owner
    for word in noun.lefts if by_name else ():
        if word.dep_ in ("amod", "compound", "nmod") and word.text[0].isupper() and word != apart:
            return word
    hook = next((word for word in noun.children if word.dep_ in ("prep", "agent") and word.lower_ in by
                 and word != apart), None)
    return None if hook is None else child(hook, "pobj")


def bearer_of(noun: Token, voices: Callable[[Token], bool], owner: Owner | None = None) -> Token | None:
    """Who does the verb that governs a noun, where that verb makes the noun its own: Kyiv in "Kyiv voiced support".

    Parameters
    ----------
    voices : function of a verb
        Whether what its object names is its subject's: so of "voice", not of "ignore".
    owner : function of a noun and the word that hangs on it
        As in `subject_of`.
    """
    word = noun
    while word.dep_ in TO_VERB and word.head != word:
        word = word.head
        if word.pos_ in VERBAL:
            return doer_of(word, owner) if voices(word) else None
    return None


# ---- names within


def stands_in(phrase: Token, name: Token) -> bool:
    """Whether a name stands in the noun phrase of a head for what the phrase denotes or owns.

    "Ann" and "Ann's party", not a clause that hangs on the noun, "Ann's critics" or "anti-Ann activists".
    """
    if name.i > 1 and {name.nbor(-1).lower_, name.nbor(-2).lower_} & {"anti", "non"}:
        return False
    word, compounds = name, 0
    while word.i != phrase.i:
        if word.dep_ not in INSIDE or word.head.i == word.i or (word.dep_ == "prep" and word.lower_ not in OWNING):
            return False
        compounds += word.dep_ == "compound"
        if word.dep_ in ("compound", "poss", "amod", "prep") and word.head.lemma_.lower() in OTHERS:
            return False
        word = word.head
    return compounds < 2  # "Oslo city council member Bob" is not Oslo


def any_holds(phrases: Iterable[Token], name: Token) -> bool:
    """Whether a name stands in one of the noun phrases; see `stands_in`."""
    return any(stands_in(phrase, name) for phrase in phrases)
