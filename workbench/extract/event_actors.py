"""Who takes part in an event: the actors of its clause, without places and those who only own what is spoken of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.event_kinds import event_nouns, kind_of
from workbench.extract.people import owns_a_person
from workbench.syntax.dependents import VERBAL
from workbench.syntax.subjects import subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from workbench.extract.reading import Reading


def actors_of_event(reading: Reading, event: Token, tokens: list[Token], sentence: tuple[int, int]) -> list[str]:
    """Actors of the clause: those of its label and its subject; failing that, those of the sentence."""
    found: list[str] = []
    subject = subject_of(event) if event.pos_ in VERBAL else None
    if subject is not None:
        found += reading.cast.denoted_by(*_characters(subject))
    found += _mentioned_among(reading, {token.i for token in tokens}, sentence)
    demonyms = _demonyms(reading)
    for token in tokens:  # "the Ukrainian delegation", "its deputy"
        found += demonyms.get(token.text, [])
        if token.lower_ in ("its", "their"):
            owners = reading.cast.denoted_by(token.idx, token.idx + len(token)) or \
                reading.cast.mentioned_in(sentence[0], token.idx)
            found += [owner for owner in owners if reading.cast.actors[owner].kind != "person"][:1]
    everywhere = {token.i for token in event.sent}
    return list(dict.fromkeys(found or _mentioned_among(reading, everywhere, sentence)))


def _mentioned_among(reading: Reading, kept: set[int], sentence: tuple[int, int]) -> list[str]:
    """The actors mentioned in a sentence by tokens of `kept`, not as a place or as whose relative or aide it is.

    Whose thing it is ("asked for Ann's custody") takes part only where nobody else does.
    """
    found: list[str] = []
    owners: list[str] = []
    for row in reading.rows["mentions"]:
        if row["actor"] and sentence[0] <= row["start"] < sentence[1]:
            span = reading.doc.char_span(row["start"], row["end"], alignment_mode="expand")
            if span is not None and not kept.isdisjoint(range(span.start, span.end)) and not _is_place(span.root) \
                    and not owns_a_person(span.root):
                owns = span.root.dep_ == "poss" and span.root.head.lemma_.lower() not in event_nouns()
                (owners if owns else found).append(row["actor"])
    return found or owners


def _is_place(token: Token) -> bool:
    """"Met in Abu Dhabi", "flew to Cuba": where something happened, or whereto, takes no part in it."""
    if token.dep_ != "pobj":
        return False
    preposition = token.head
    return preposition.lower_ in ("in", "at", "near", "outside", "across") or (
        preposition.lower_ in ("to", "from", "into", "for") and preposition.head.pos_ in VERBAL
        and kind_of(preposition.head) == "travel")


def _demonyms(reading: Reading) -> dict[str, list[str]]:
    return {name: [actor.id] for actor in reading.cast.actors.values() for name in actor.demonyms}


def _characters(token: Token) -> tuple[int, int]:
    return token.left_edge.idx, token.right_edge.idx + len(token.right_edge)
