"""Rules that guess where the parse gives out: who is named nearest to a verb that lacks its doer or target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from workbench.extract.relations.clues import NEAR, Clue, Rule, sign_of, unless_denied
from workbench.syntax.dependents import VERBAL, children, governors
from workbench.syntax.noun_phrases import any_holds
from workbench.syntax.predicates import undergoers
from workbench.syntax.subjects import doers_of

if TYPE_CHECKING:
    from spacy.tokens import Token

CLOSE = 4  # tokens between which hardly anybody else can be meant
ACTORS = frozenset(("PERSON", "ORG", "GPE", "NORP", "FAC", "PRODUCT"))
ELSEWHERE = frozenset((  # "Ann praised firemen in Bob's town", "Ann blamed herself for Bob's loss"
    "in", "at", "near", "from", "himself", "herself", "itself", "themselves"))


def nearest_doer(tokens: Iterable[Token], holder: Token, target: Token) -> Iterator[Clue]:
    """Ann (Oslo) criticised Bob; Ann left the hall after she criticised Bob: the last one named before the verb."""
    for word, sign in _attitudes(tokens, holder, target):
        if not (holder.i < word.i and any_holds(undergoers(word), target) and _alone(holder, word)):
            continue
        subjects = doers_of(word)
        unsaid = word.i - holder.i < CLOSE or any(subject.pos_ == "PRON" for subject in subjects)
        others = any(subject.ent_type_ in ACTORS or subject.is_ancestor(holder) for subject in subjects)
        if unsaid and not others and not any_holds(subjects, target):  # "Ann's lawyer criticised Bob" is not Ann
            yield Clue(unless_denied(sign, word), word, "nearest doer")


def nearest_target(tokens: Iterable[Token], holder: Token, target: Token) -> Iterator[Clue]:
    """Ann criticised plans to invite Bob: the first one named after the verb, in whatever is criticised."""
    for word, sign in _attitudes(tokens, holder, target):
        between = word.doc[word.i + 1:target.i]
        if (word.i < target.i <= word.i + CLOSE and any_holds(doers_of(word), holder) and _alone(word, target)
                and any(child == target or child.is_ancestor(target)
                        for child in children(word, "dobj", "prep", "npadvmod"))
                and not any(token.lower_ in ELSEWHERE for token in between)):
            yield Clue(unless_denied(sign, word), word, "nearest target")


def against(tokens: Iterable[Token], holder: Token, target: Token) -> Iterator[Clue]:
    """Ann took action against Bob; Ann's case against Bob: whatever it is that is done."""
    for word in tokens:
        if (word.lower_ != "against" or not _near(holder, target)
                or not any_holds(children(word, "pobj", "pcomp"), target)):
            continue
        verb = word.head if word.head.pos_ in VERBAL else next(governors(word), None)
        having = [*children(word.head, "poss", "compound", "amod"), *(doers_of(verb) if verb is not None else ())]
        if any_holds(having, holder):
            yield Clue(-1, word, "against")


def named_again(rules: tuple[Rule, ...]) -> Rule:
    """Ann met Bob on Monday. "Bob is great," said Ann: what holds of another mention of the same name."""
    def again(tokens: Iterable[Token], holder: Token, target: Token) -> Iterator[Clue]:
        pairs = [(one, other) for one in _namesakes(holder) for other in _namesakes(target) if one.i != other.i]
        for rule in rules if len(pairs) > 1 else ():
            for one, other in pairs:
                yield from rule(tokens, one, other)

    return again


def _namesakes(name: Token) -> list[Token]:
    """The mention itself and every other one by the same name."""
    return [name, *(token for token in name.doc if token.i != name.i and token.lower_ == name.lower_
                    and token.pos_ == name.pos_ == "PROPN")]


def _attitudes(tokens: Iterable[Token], one: Token, other: Token) -> Iterator[tuple[Token, int]]:
    """The verbs of attitude, if the two mentions stand near one another."""
    for word in tokens if _near(one, other) else ():
        sign = sign_of("verb", word) if word.tag_.startswith("V") else 0
        if sign:
            yield word, sign


def _near(one: Token, other: Token) -> bool:
    return abs(one.i - other.i) <= NEAR


def _alone(start: Token, end: Token) -> bool:
    """Whether nobody is named between the two words."""
    return not any(token.ent_iob_ == "B" and token.ent_type_ in ACTORS for token in start.doc[start.i + 1:end.i])
