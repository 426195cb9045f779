"""Attitudes that two have towards each other: Ann and Bob blamed each other, traded insults, are rivals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from workbench.extract.relations.attitude_words import Clue, sign_of
from workbench.syntax.dependents import children
from workbench.syntax.negation import is_denied
from workbench.syntax.noun_phrases import stands_in
from workbench.syntax.predicates import undergoers
from workbench.syntax.subjects import doers_of

if TYPE_CHECKING:
    from spacy.tokens import Token

EXCHANGING = frozenset(("exchange", "swap", "trade"))
BEING = frozenset(("be", "become", "remain"))


def mutual_clues(words: Iterable[Token]) -> list[tuple[Clue, list[Token]]]:
    """What several of a sentence feel for each other, and the heads of the phrases that name them."""
    found = ((word, *_signed_members(word)) for word in words)
    return [(Clue(sign, word, "mutual"), members) for word, sign, members in found if sign and not is_denied(word)]


def mutual_clue(clues: Iterable[tuple[Clue, list[Token]]], one: Token, other: Token) -> Clue | None:
    """The first of them that two show who are named with "and"; None without one."""
    return next((clue for clue, members in clues if _are_apart(members, one, other)), None)


def _signed_members(word: Token) -> tuple[int, list[Token]]:
    """The sign of what a word tells of several, and the heads of the phrases that name them."""
    if word.pos_ == "VERB":
        return _sign_for_each_other(word), doers_of(word)
    if word.pos_ != "NOUN":
        return 0, []
    above = word.head
    if word.dep_ == "dobj" and above.lemma_.lower() in EXCHANGING:
        return sign_of("noun", word), doers_of(above)
    if word.dep_ == "attr" and above.lemma_ in BEING and word.tag_ == "NNS":
        return sign_of("person", word), doers_of(above)
    return 0, []


def _sign_for_each_other(verb: Token) -> int:
    """Of "blamed each other" and "sided with one another" the sign of the verb."""
    if any(_is_each_other(thing) for thing in undergoers(verb)):
        return sign_of("verb", verb)
    hooks = [hook for hook in children(verb, "prep") if any(_is_each_other(end) for end in children(hook, "pobj"))]
    return next((sign for hook in hooks if (sign := sign_of("verb_with", verb, hook.lower_))), 0)


def _is_each_other(word: Token) -> bool:
    """ "Each other", "one another", and "the other" where "each side" does it."""
    before = {below.lower_ for below in word.children}
    if word.lower_ == "other":
        return not before.isdisjoint(("each", "the"))
    return word.lower_ == "another" or (word.lower_ == "one" and "another" in before)


def _are_apart(members: list[Token], one: Token, other: Token) -> bool:
    """Whether two names stand in different members of a phrase with "and"."""
    phrases = [part for head in members for part in _joined(head)]
    owners = [[phrase.i for phrase in phrases if stands_in(phrase, name)] for name in (one, other)]
    return bool(owners[0] and owners[1]) and max(owners[0]) != max(owners[1])  # the innermost


def _joined(head: Token) -> list[Token]:
    """A head, and those that stand beside it with "and" or as apposition."""
    return [head, *(part for below in children(head, "conj", "appos") for part in _joined(below))]
