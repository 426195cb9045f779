"""Whose stance it is: the doer of a verb, the owner of a noun, and what an actor without an id is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.stance.stance_words import base_of, stance_words, words_of
from workbench.syntax.dependents import VERBAL, children, complements
from workbench.syntax.noun_phrases import bare_noun_phrase, bearer_of, possessor_of
from workbench.syntax.subjects import doer_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from workbench.extract.cast import Cast

FROM = ("from", "by", "among")  # "demands from the union"


def holder_of(verb: Token) -> Token | None:
    """Who does what a verb says; where the verb hangs on a noun, whose the noun is: Kyiv of "Kyiv's refusal to go"."""
    return doer_of(verb, owner_of)


def explicit_owner(noun: Token, came: Token | None) -> Token | None:
    """The possessor of a stance noun: "Kyiv's rejection", "Russian demands", "demands from the union"."""
    below = came.subtree if came is not None and came != noun else ()
    far = (end for word in below for end in complements(word, FROM))
    return possessor_of(noun, came, FROM, by_name=True) or next(far, None)


def owner_of(noun: Token, came: Token | None) -> Token | None:
    """The possessor of a stance noun, or who does the verb that governs it: "voiced support", not "ignored calls"."""
    def voices(verb: Token) -> bool:
        return verb.pos_ == "AUX" or base_of(verb) in words_of("voicing") | stance_words()

    return explicit_owner(noun, came) or bearer_of(noun, voices, owner_of) or _who_pursues(noun)


def _who_pursues(noun: Token) -> Token | None:
    """ "In a bid to build it, Ruvia hired engineers": who does what is done for it."""
    preposition = noun.head
    is_pursuit = noun.dep_ == "pobj" and preposition.lower_ == "in" and noun.lemma_.lower() in words_of("pursuits")
    return doer_of(preposition.head, owner_of) if is_pursuit and preposition.head.pos_ in VERBAL else None


def behind(thing: Token) -> Token | None:
    """Who speaks through a thing: "a letter from the relatives", "marked the day with rallies"."""
    def joins(verb: Token) -> bool:
        return base_of(verb) in words_of("joining") | words_of("voicing")

    owner = explicit_owner(thing, None)
    if owner is not None or thing.lemma_.lower() not in words_of("gatherings"):
        return owner
    return bearer_of(thing, joins, owner_of)


def actors_of(head: Token, cast: Cast) -> list[str]:
    """Ids of the actors that a holder's phrase denotes."""
    if head.dep_ in ("amod", "compound", "nmod", "poss"):
        return cast.actors_at(head)
    found = cast.denoted_by(*bare_noun_phrase(head))
    if not found and head.pos_ == "NOUN":  # "the president of the club, Ann Lee, vowed"
        named = next((child for child in head.rights if child.dep_ == "appos" and child.pos_ == "PROPN"), None)
        found = cast.actors_at(named) if named is not None else []
    return found


def is_animate(head: Token) -> bool:
    """Whether a holder without an id is a person or a group: "analysts", "residents", "the opposition"."""
    word = head.lower_
    clauses = children(head, "relcl")
    if any(subject.lower_ == "who" for clause in clauses for subject in children(clause, "nsubj", "nsubjpass")):
        return True
    if word in words_of("things"):
        return False
    if word in words_of("people") or head.lemma_.lower() in words_of("people"):
        return True
    return head.pos_ in ("NOUN", "PROPN") and word.rstrip("s") != word and word.endswith(tuple(words_of("endings")))
