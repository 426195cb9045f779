"""What kind of event a word names, and at which stage it is: announced, expected, moved, held, ended …"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from workbench.lexicons import read_lexicon
from workbench.syntax.dependents import NOMINAL, VERBAL, children
from workbench.syntax.predicates import is_passive, lemma_with_particle

if TYPE_CHECKING:
    from spacy.tokens import Token

AHEAD = ("announced", "expected", "planned", "moved")  # stages of what has not happened yet
GOVERNED = ("xcomp", "ccomp", "nsubjpass", "dobj", "acomp", "pcomp", "acl", "relcl")  # by a verb that tells the stage
AROUND = ("begin", "end")  # families that say of another event that it begins or ends


@cache
def events_lexicon() -> dict[str, Any]:
    """lexicons/events.toml: families of words that name the same kind of event, and what makes a plan or a stage."""
    return read_lexicon("events")


@cache
def event_nouns() -> frozenset[str]:
    """Nouns that name an event by themselves."""
    return frozenset(noun for family in events_lexicon()["families"].values() for noun in family["nouns"])


@cache
def family_of(part: str) -> dict[str, str]:
    """Word or phrase -> the family of words that name the same kind of event; `part` is "verbs" or "nouns"."""
    return {word: name for name, family in events_lexicon()["families"].items() for word in family[part]}


def kind_of(event: Token) -> str:
    """The family of words an event's verb or noun is of, or its lemma.

    A verb that says little takes the kind of the noun beside it: "hold an election" is a vote, "the talks ended" a
    meeting.
    """
    families = family_of("nouns")
    if event.pos_ not in VERBAL:
        return next((families[word] for word in _noun_lemmas(event) if word in families), event.lemma_.lower())
    word = lemma_with_particle(event)
    family = family_of("verbs").get(word, word)
    is_announced = family == "say" and is_passive(event)  # "the decision was announced"
    if (family == "say" and not is_announced) or (word not in _light_verbs() and family not in (*AROUND, "say")):
        return family
    if _dated_until(event):
        return "deadline"
    about = (families[lemma] for noun in _nouns_of(event) for lemma in _noun_lemmas(noun) if lemma in families)
    return next((kind for kind in about if kind not in (*AROUND, "say")), family)


@cache
def _light_verbs() -> frozenset[str]:
    """Verbs that say little of what happens: "hold", "make", and those by which it is put off."""
    stages = events_lexicon()["stages"]
    return frozenset((*events_lexicon()["light"]["verbs"], *stages["moved"], *stages["cancelled"]))


def _dated_until(verb: Token) -> bool:
    """ "Has given them until Tuesday", "extended it until Friday"."""
    return verb.lemma_ in ("give", "have", "extend", "set") and any(
        word.lower_ == "until" for word in verb.children)


def _nouns_of(verb: Token) -> Iterator[Token]:
    """The nouns that tell what a light verb is about: its object, or else its subject."""
    for label in ("dobj", "nsubjpass", "attr"):
        yield from children(verb, label)
    for hook in children(verb, "prep"):
        if hook.lower_ in ("in", "at", "with", "to"):
            yield from children(hook, "pobj")
    yield from children(verb, "nsubj")
    if verb.dep_ in ("relcl", "acl") and verb.head.pos_ in NOMINAL:
        yield verb.head


def _noun_lemmas(noun: Token) -> list[str]:
    """The lemma of a noun; after it, for "round" or "date", those of what it is of: "round of talks", "return date"."""
    found = [noun.lemma_.lower()]
    if found[0] in events_lexicon()["light"]["of"]:
        found += [word.lemma_.lower() for word in children(noun, "compound", "nmod", "amod")][::-1]
        found += [end.lemma_.lower() for hook in children(noun, "prep") for end in children(hook, "pobj")]
    return found


def stage_of(event: Token, status: str, kind: str, is_denied: bool) -> str:
    """The stage at which a clause tells of its event.

    Parameters
    ----------
    status : happened or planned
    kind : what `kind_of` says
    is_denied : whether the clause, or what governs it, is negated
    """
    stages, above = events_lexicon()["stages"], [word.lower() for word in _words_above(event)]
    for stage in ("cancelled", "moved", "denied"):
        if not set(stages[stage]).isdisjoint(above):
            return stage
    if is_denied:
        return "denied"
    if status == "planned":
        told = (stage for stage in ("expected", "planned") if not set(stages[stage]).isdisjoint(above))
        return next(told, "announced")
    family = family_of("verbs").get(lemma_with_particle(event))
    if family in AROUND and kind != family:
        return "began" if family == "begin" else "ended"
    return str(events_lexicon()["families"].get(kind, {}).get("done", "happened"))


def _words_above(event: Token) -> Iterator[str]:
    """The event's own lemma with its particle, its auxiliaries, and the words it hangs on as subject or complement."""
    word = event
    for _ in range(4):
        yield lemma_with_particle(word) if word.pos_ in VERBAL else word.lemma_
        yield from (helper.lemma_ for helper in word.children if helper.dep_ in ("aux", "acomp"))
        if word.head.i == word.i or word.dep_ not in GOVERNED:
            return
        word = word.head
