"""Numbers with what they count: how many of what, what became of them, and where the clause says so."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from workbench.extract.counting_verbs import VERBS, clause_words, find_status, verb_above, verb_of
from workbench.extract.numbers import Number, find_numbers, lexicon, read_number
from workbench.extract.series import find_series

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from workbench.extract.reading import Reading, Row

RATIO_BEFORE = re.compile(r"(\w+) (?:in|out of|in every|of every) $")
RATIO_AFTER = re.compile(r" (?:in|out of|in every|of every) (\w+)")
PART_BEFORE = re.compile(r"(\w+) of (?:the |its |their |all )?$")

NOUNS = ("NOUN", "PROPN")
CONTENT = ("NOUN", "PROPN", "VERB", "ADJ")
OTHER_CLAUSES = ("ccomp", "relcl", "parataxis", "acl")


def find_quantities(reading: Reading) -> list[Row]:
    """Rows of the layer quantities: numbers that count something; dates, ages, scores and years do not.

    The unit is the lemma of the noun counted, of a currency, or "percent"; several names of one unit are one
    ("troops" and "soldiers"). `predicate` is the verb's lemma, several ways of saying it being one ("died" and
    "were killed"). Where the parser finds no noun, a verb or word of people's fates makes it "person".
    """
    rows = (_read_quantity(reading, number) for number in find_numbers(reading.text)
            if not _is_in_time(reading, number))
    series = find_series(reading)
    taken = {row["start"] for row in series}
    return [*series, *(row for row in rows if row is not None and row["start"] not in taken)]


def _read_quantity(reading: Reading, number: Number) -> Row | None:
    figure = reading.doc.char_span(number.first, number.end, alignment_mode="expand")
    if figure is None or figure.end_char > number.end + 1:  # "18- to 24-year-old"
        return None
    found = _find_unit(reading, figure, number)
    if found is None:
        return None
    unit, head, last = found
    verb = verb_of(head)
    clause = _clause_of(head)
    first, after = reading.sentence_of(number.start)
    return {
        "article": reading.article, "start": number.start, "end": last, "text": reading.text[number.start:last],
        "low": number.low, "high": number.high, "mod": number.mod or None, "unit": unit,
        "predicate": _find_predicate(head, verb), "agent": _find_agent(verb), "status": find_status(verb),
        "about": sorted({_word_of(token) for token in clause if _has_content(token)
                         and token.i != head.i and not figure.start <= token.i < figure.end}),
        "actors": reading.cast.mentioned_in(clause[0].idx, clause[-1].idx + len(clause[-1])),
        **_find_day(reading, first, after), "evidence": reading.text[first:after],
        "rule": "sum" if number.currency else "count",
    }


def _find_day(reading: Reading, first: int, after: int) -> Row:
    """The days meant by the one date of the sentence [first, after); none where it has several, or only since when."""
    dates = [row for row in _times_within(reading, first, after) if row["type"] == "DATE"
             and reading.text[max(0, row["start"] - 6):row["start"]].lower() != "since "]
    return {"begin": dates[0]["begin"], "finish": dates[0]["finish"]} if len(dates) == 1 else {}


def _is_in_time(reading: Reading, number: Number) -> bool:
    times = reading.rows["times"]
    place = bisect_left(times, number.end, key=lambda row: row["start"])
    return place > 0 and number.start < times[place - 1]["end"]


def _times_within(reading: Reading, start: int, end: int) -> list[Row]:
    """The times, which stand in order, that begin in [start, end)."""
    times = reading.rows["times"]
    first, after = (bisect_left(times, place, key=lambda row: row["start"]) for place in (start, end))
    return times[first:after]


def _counts_victims(figure: Token) -> bool:
    """ "Killed three": persons, though no noun says so."""
    return figure.dep_ in ("dobj", "nsubjpass") and same_predicate(figure.head.lemma_) in ("kill", "injure", "arrest")


def _find_unit(reading: Reading, figure: Span, number: Number) -> tuple[str, Token, int] | None:
    """The unit counted, the token that names it, and the character after what belongs to it."""
    doc, last = reading.doc, figure[-1]
    following = doc[figure.end] if figure.end < len(doc) else last
    is_ratio = _is_ratio(reading.text, number) or _is_whole(reading.text, number)
    if is_ratio or last.lower_ == "one" or following.lower_ == "times":
        return None  # "nine in ten", "one reason", "three times the rate"
    if number.currency:
        return same_unit(number.currency), last, number.end
    if "percent" in (same_unit(following.lower_), same_unit(last.lower_)):
        return "percent", following, following.idx + len(following)
    if following.lower_ in clause_words("fates"):
        return "person", following, following.idx + len(following)
    return _unit_of_noun(figure, following, number)


def _unit_of_noun(figure: Span, following: Token, number: Number) -> tuple[str, Token, int] | None:
    """The unit named by the noun that a figure counts."""
    doc, last = figure.doc, figure[-1]
    noun = _noun_counted(last, following)
    if noun is None:
        return ("person", last, number.end) if _counts_victims(last) else None
    unit = same_unit(noun.lemma_.lower())
    if unit in lexicon()["no_units"]["lemmas"] or not noun.is_alpha or noun.ent_type_ in ("DATE", "TIME", "LAW"):
        return None
    if following.text == "-" or (figure.start and doc[figure.start - 1].dep_ == "compound"):
        return None  # "a five-alarm call", "Fortune 500 companies"
    return unit, noun, noun.idx + len(noun)


def _is_ratio(text: str, number: Number) -> bool:
    """Whether the number is one of the two in "nine in ten" or "one of every nine"."""
    before = RATIO_BEFORE.search(text, max(0, number.start - 30), number.start)
    after = RATIO_AFTER.match(text, number.end)
    return any(found and read_number(found[1]) is not None for found in (before, after))


def _is_whole(text: str, number: Number) -> bool:
    """Whether it is what another number is a part of: 30 in "12 of the 30 men", of whom 12 did it."""
    found = PART_BEFORE.search(text, max(0, number.start - 30), number.start)
    return found is not None and read_number(found[1].lower()) is not None


def _noun_counted(last: Token, following: Token) -> Token | None:
    """The noun that a number counts, given by its last token: "12 men", "hundreds of men", "12 of the men"."""
    head = last.head
    if last.dep_ == "quantmod" and following.lower_ == "of" and head.dep_ == "nummod":
        return head.head  # "12 of 30 men"
    if last.dep_ in ("nummod", "compound", "quantmod", "amod", "nmod") and head.i > last.i and head.pos_ in NOUNS:
        return head
    if following.lower_ == "of":
        return next((token for token in following.children if token.dep_ == "pobj" and token.pos_ in NOUNS), None)
    return None


def _climb(token: Token) -> Iterator[Token]:
    yield token
    yield from token.ancestors


def _find_predicate(head: Token, verb: Token | None) -> str:
    """The lemma of the word that says what became of the things counted: of a fate beside them, or of the verb."""
    for token in [head, *head.children, *([head.nbor()] if head.i + 1 < len(head.doc) else [])]:
        if token.lower_ in clause_words("fates") and token.pos_ in ("ADJ", "VERB"):
            return same_predicate(token.lower_)
    if verb is not None and verb.lemma_ == "be":
        verb = next((token for token in verb.children if token.dep_ in ("acomp", "attr") and token.i != head.i), verb)
    return same_predicate(verb.lemma_.lower()) if verb is not None else ""


def _find_agent(verb: Token | None) -> str | None:
    """The word for who does it: the subject of an active verb, or what stands after "by"."""
    for token in verb.children if verb is not None else ():
        if token.dep_ == "nsubj":
            return token.text
        if token.dep_ == "agent":
            return next((child.text for child in token.children if child.dep_ == "pobj"), None)
    return None


def _clause_of(head: Token) -> list[Token]:
    """The tokens of the clause that holds `head`, and of those beside it: "when a ferry sank", "and …".

    Who says so, and what is told of one of the things named, belong to other clauses.
    """
    top = next((token for token in _climb(head) if token.pos_ in VERBS or token.dep_ == "ROOT"), head)
    while top.dep_ in ("conj", "advcl", "xcomp", "pcomp") and (verb := verb_above(top)) is not None:
        top = verb
    tokens, waiting = [], [top]
    way = {token.i for token in _climb(head)}
    while waiting:
        token = waiting.pop()
        tokens.append(token)
        waiting += [child for child in token.children if child.i in way or (
            child.lower_ != "according" and (child.dep_ not in OTHER_CLAUSES or child.pos_ not in VERBS))]
    return sorted(tokens, key=lambda token: token.i)


def _has_content(token: Token) -> bool:
    return token.lower_ in clause_words("contrasts") or (token.pos_ in CONTENT and token.is_alpha and not token.is_stop)


def _word_of(token: Token) -> str:
    is_name = token.pos_ == "PROPN" or (token.ent_type_ and token.is_title)
    return token.text if is_name else same_predicate(token.lemma_.lower())


def same_unit(lemma: str) -> str:
    """The unit's own name for one of its names."""
    return _named(lemma, "same_unit")


def same_predicate(lemma: str) -> str:
    """The predicate's own name for one of the ways to say it."""
    return _named(lemma, "same_predicate")


def _named(lemma: str, table: str) -> str:
    groups: dict[str, Any] = lexicon()[table]
    return next((name for name, members in groups.items() if lemma in members), lemma)
