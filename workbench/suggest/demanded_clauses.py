"""What is demanded or refused as a deed: "to send the boy back to Cuba", "should scrap the levy", as a phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workbench.extract.stance.stance_words import operator_at
from workbench.syntax.negation import is_negated

if TYPE_CHECKING:
    from spacy.tokens import Token

CLAUSES = ("xcomp", "ccomp")
DUE = ("should", "must", "ought")
OBJECTS = ("dobj", "nsubjpass")
# what a stance word says of what it governs; to end or stop it opposes it
EFFECTS = {"support": "support", "oppose": "oppose", "flip": "oppose"}
TURNED = {"support": "oppose", "oppose": "support"}
TOWARDS = ("to", "from", "into", "on", "over")
LONGEST_PHRASE = 6  # words
# verbs that say nothing of what is done
LIGHT_VERBS = frozenset((
    "be", "have", "do", "make", "take", "get", "go", "say", "see", "know", "come", "tell", "ask", "keep", "find",
    "look", "let", "use", "try", "want", "need", "help", "think", "meet", "talk", "speak", "read", "learn", "show",
    "become", "begin", "start", "hear", "feel", "call", "put", "give", "play", "follow", "watch", "answer", "discuss",
    "consider", "hold", "allow", "permit", "force", "order", "expect", "urge", "cause", "mean"))
NO_THINGS = ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL")


class Demand(NamedTuple):
    """A deed as a phrase, and whether it is wanted: "support" or "oppose"."""

    phrase: str
    deed: str       # the verb with its particle
    thing: Token    # whom or what it is done to
    effect: str


def read_demand(verb: Token) -> Demand | None:
    """What is demanded or refused where `verb` stands below a stance word or a "should"; None where nothing is."""
    if verb.pos_ != "VERB" or not verb.lemma_.isalpha() or verb.lemma_.lower() in LIGHT_VERBS:
        return None
    effect = _effect_on_clause(verb)
    thing = next((child for child in verb.children if child.dep_ in OBJECTS and _is_thing(child)), None)
    if not effect or thing is None:
        return None
    deed = " ".join([verb.lemma_.lower(), *(child.lower_ for child in verb.children if child.dep_ == "prt")])
    phrase = " ".join([deed, _bare(thing), *_whereto(verb)])
    return Demand(phrase, deed, thing, effect) if len(phrase.split()) <= LONGEST_PHRASE else None


def _is_thing(noun: Token) -> bool:
    return noun.pos_ in ("NOUN", "PROPN") and noun.ent_type_ not in NO_THINGS


def _whereto(verb: Token) -> list[str]:
    """The preposition below a verb, and what it leads to: "to prison"."""
    for child in verb.children:
        where = next((below for below in child.children if below.dep_ == "pobj" and _is_thing(below)), None)
        if child.dep_ == "prep" and child.lower_ in TOWARDS and where is not None:
            return [child.lower_, _bare(where)]
    return []


def _effect_on_clause(verb: Token) -> str:
    effect = ""
    if verb.dep_ in CLAUSES and (operator := operator_at(verb.head, verb, [])) is not None:
        effect = EFFECTS.get(operator.effect, "")
        if effect and is_negated(verb.head):
            effect = TURNED[effect]
    elif any(child.lemma_.lower() in DUE for child in verb.children if child.dep_ == "aux"):
        effect = "support"
    return TURNED.get(effect, "") if is_negated(verb) else effect


def _bare(noun: Token) -> str:
    """A noun with its name or compound, without article."""
    left = [child.text for child in noun.lefts if child.dep_ in ("compound", "amod")][-2:]
    return " ".join([*left, noun.text])
