"""At whom an attitude is aimed: at those who did a thing, not at those to whom it is done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from workbench.syntax.dependents import children, complements
from workbench.syntax.noun_phrases import stands_in
from workbench.syntax.predicates import is_passive
from workbench.syntax.subjects import RELATIVES, written_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

# what is done to those named with it: who condemns "the arrest of Bob" or "Bob's murder" has nothing against Bob
SUFFERED = frozenset((
    "abduction", "abuse", "arrest", "assassination", "beating", "bombing", "conviction", "death", "deportation",
    "detention", "displacement", "dismissal", "eviction", "execution", "exclusion", "expulsion", "extradition",
    "firing", "harassment", "humiliation", "impeachment", "imprisonment", "incarceration", "indictment", "invasion",
    "jailing", "kidnapping", "killing", "maltreatment", "mistreatment", "murder", "occupation", "ouster", "overthrow",
    "persecution", "poisoning", "prosecution", "removal", "repatriation", "sacking", "sentencing", "shooting", "siege",
    "suspension", "torture", "treatment", "trial"))
# "the deal that Bob signed", not "the house that Bob left"
DOING = frozenset((
    "allow", "announce", "commit", "conduct", "do", "give", "hold", "impose", "introduce", "issue", "launch", "lead",
    "make", "negotiate", "offer", "order", "pass", "permit", "play", "produce", "promote", "propose", "publish", "put",
    "run", "say", "show", "sign", "strike", "take", "tell", "write"))
ASKING = frozenset(("how", "what", "why"))


def is_aimed(phrases: Iterable[Token], name: Token) -> bool:
    """Whether a name stands in one of the phrases for who is, has or did it."""
    return any(stands_in(phrase, name) and not _suffers(phrase, name) for phrase in phrases)


def _suffers(phrase: Token, name: Token) -> bool:
    """Whether the phrase names what is done to the one named: "the arrest of Bob", not "the arrests by Bob"."""
    word = name
    while word.i != phrase.i:
        above = word.head
        if above.lemma_.lower() in SUFFERED and (word.dep_ == "poss" or (word.dep_ == "prep" and word.lower_ == "of")):
            return True
        word = above
    return False


def deeds_below(word: Token, things: Iterable[Token]) -> list[Token]:
    """Who did what a word or its objects name: "how Bob acted", "the deal that Bob signed", "the work done by Bob"."""
    found = [written_subject(clause) for clause in children(word, "ccomp", "pcomp") if _asks(clause)]
    for thing in things:
        for clause in children(thing, "relcl", "acl"):
            if clause.lemma_.lower() in DOING:
                found += complements(clause, ("by",)) if is_passive(clause) else [_own_subject(clause)]
    return [one for one in found if one is not None]


def _asks(clause: Token) -> bool:
    return any(below.lower_ in ASKING for below in clause.children)


def _own_subject(clause: Token) -> Token | None:
    subject = written_subject(clause)
    return None if subject is None or subject.lower_ in RELATIVES else subject
