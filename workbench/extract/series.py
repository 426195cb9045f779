"""Where a thing stands in a series: "two previous rounds of talks", "will meet for a second round of talks"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from workbench.extract.counting_verbs import find_status, verb_of
from workbench.extract.numbers import lexicon, read_number

if TYPE_CHECKING:
    from spacy.tokens import Token

    from workbench.extract.reading import Reading, Row

PREDICATE = "precede"


def find_series(reading: Reading) -> list[Row]:
    """Rows of the layer quantities that say how many of a kind came before: predicate "precede", rule "series".

    "Two previous rounds of talks" are two; a second round that is still to come has one before it. The unit is
    the noun's lemma, `about` what it is a round of, and `actors` are those of the sentence.
    """
    return [row for match in _pattern().finditer(reading.text) if (row := _read(reading, match)) is not None]


@cache
def _pattern() -> re.Pattern[str]:
    known = lexicon()
    counts, ordinals, earlier = ("|".join(known[name]) for name in ("values", "ordinals", "earlier"))
    return re.compile(rf"\b(?P<count>{counts}|\d{{1,3}}) (?P<earlier>{earlier})\b|"
                      rf"\b(?P<ordinal>{ordinals}|\d{{1,3}}(?:st|nd|rd|th))\b", re.I)


def _read(reading: Reading, match: re.Match[str]) -> Row | None:
    group = "earlier" if match["earlier"] else "ordinal"
    span = reading.doc.char_span(*match.span(group))
    noun = span[-1].head if span is not None and span[-1].dep_ == "amod" else None
    if noun is None or noun.pos_ != "NOUN" or noun.lemma_ in lexicon()["no_units"]["lemmas"]:
        return None
    if not (about := _series_of(noun)):
        return None
    status = find_status(verb_of(noun))
    if group == "ordinal" and status != "planned":
        return None  # "the second round failed" tells nothing of how many there were
    before = read_number(match["count"]) if match["count"] else _place(match["ordinal"].lower()) - 1
    first, after = reading.sentence_of(match.start())
    end = noun.idx + len(noun)
    return {"article": reading.article, "start": match.start(), "end": end, "text": reading.text[match.start():end],
            "low": before, "high": before, "unit": noun.lemma_.lower(), "predicate": PREDICATE, "status": "happened",
            "about": about, "actors": reading.cast.mentioned_in(first, after), "evidence": reading.text[first:after],
            "rule": "series"}


def _series_of(noun: Token) -> list[str]:
    """Lemmas of what the noun is a part of: a round of peace talks, a debate round."""
    found = {token.lemma_.lower() for token in noun.children if token.dep_ == "compound" and token.pos_ == "NOUN"}
    for preposition in noun.children:
        if preposition.lower_ == "of":
            found |= {token.lemma_.lower() for token in preposition.children if token.dep_ == "pobj"}
    return sorted(found)


def _place(ordinal: str) -> int:
    return lexicon()["ordinals"].get(ordinal) or int(ordinal[:-2])
