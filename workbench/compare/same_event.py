"""Which dated clauses tell of one event: kind, participants, place, words, and days told with differing precision."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Any

from workbench.compare.overlaps import are_compatible, share_enough
from workbench.extract.event_kinds import AHEAD, events_lexicon, family_of
from workbench.extract.numbers import lexicon as numbers_lexicon
from workbench.text.calendar_days import read_day

LEAST_SHARED = 0.5          # of the shorter clause's words, for two reports of one event
ACTOR_LETTERS = 5           # by which a written name is known as an actor's, however it is spelled
FIRM_DAYS = 14              # a range of no more days is told exactly
LATE_DAYS = 1               # a plan counts as carried out so much later
LASTS_DAYS = 4              # between the days that two reports give one event of several days
MOVED_DAYS = 31             # to which an event is put off
# an undated clause tells of an event not longer ago, or not further ahead, than so much from its publication
UNDATED_DAYS = {"happened": 62, "planned": 93}
# words around a statement that say nothing of what was said
MEDIUM_WORDS = frozenset((
    "say", "social", "medium", "media", "post", "interview", "reporter", "journalist", "statement", "news",
    "conference", "agency", "television", "newspaper", "spokesman", "spokeswoman", "spokesperson"))
LASTING = frozenset(("meet", "strike", "protest", "arrest", "vote"))  # kinds that may take several days


@cache
def _kinds_of_words() -> dict[str, str]:
    return family_of("nouns") | family_of("verbs")


@dataclass(frozen=True)
class Clause:
    """A row of `event_mentions`, with what it is compared by."""

    row: Mapping[str, Any]
    kind: str
    words: frozenset[str]     # content lemmas that are no names, each as its family
    names: frozenset[str]     # words written with a capital, the actors' own apart: places, mostly
    actors: frozenset[str]
    begin: date | None
    finish: date | None
    published: date | None

    @classmethod
    def read(cls, row: Mapping[str, Any], published: date | None = None) -> Clause:
        """The clause of a row, of an article published on a day."""
        families = _kinds_of_words()
        about = set(row["about"])
        written = [re.sub(r"^\W+|['’]s$|\W+$", "", word).lower() for word in row["label"].split()]
        capitals = {word for word, as_is in zip(written, row["label"].split(), strict=True) if as_is[:1].isupper()}
        if written[0] not in about or written[0] in families:
            capitals.discard(written[0])  # a capital because it stands first
        actors = {part[:ACTOR_LETTERS] for actor in row["actors"] for part in actor.split("_")}
        names = {part for word in capitals for part in word.split("-") if part[:ACTOR_LETTERS] not in actors}
        words = {families.get(lemma, lemma) for lemma in about - capitals if lemma[:ACTOR_LETTERS] not in actors}
        return cls(row, row["kind"], frozenset(words | {row["kind"]}), frozenset(names), frozenset(row["actors"]),
                   read_day(row["begin"], "begin"), read_day(row["finish"], "finish"), published)

    @cached_property
    def looseness(self) -> tuple[int, int]:
        """0 for a range of days, 1 for a day, 2 and the number of days for what is vague, 3 for what is not dated."""
        if self.begin is None or self.finish is None:
            return 3, 0
        days = (self.finish - self.begin).days
        if days <= FIRM_DAYS and self.row["precision"] != "vague":
            return (0 if days else 1), -days
        return 2, days

    @cached_property
    def is_firm(self) -> bool:
        """Whether it tells the days exactly."""
        return self.looseness < (2, 0)

    @cached_property
    def order(self) -> tuple[Any, ...]:
        """The strictest first; nothing of it hangs on how the rows came."""
        row = self.row
        return (*self.looseness, str(self.begin), str(self.finish), row["article"], row["start"], row["end"])

    @cached_property
    def is_ahead(self) -> bool:
        """Whether it tells of what has not happened yet."""
        return self.row["stage"] in AHEAD

    def months(self) -> Iterator[tuple[int, int]]:
        """The months of the days it can be of, some days around included: (year, month)."""
        first, last = self.begin, self.finish
        if first is None or last is None:
            if self.published is None:
                return
            first = last = self.published
            around = timedelta(UNDATED_DAYS[self.row["status"]])
            first, last = (first, last + around) if self.is_ahead else (first - around, last)
        else:
            first, last = first - timedelta(LASTS_DAYS), last + timedelta(LASTS_DAYS)
        month = first.year, first.month
        while month <= (last.year, last.month):
            yield month
            month = (month[0] + month[1] // 12, month[1] % 12 + 1)


def is_same_event(clause: Clause, other: Clause) -> bool:
    """Whether two clauses of one kind tell of the same event.

    Of the same days, they must agree in an actor where both name any, and in half of the shorter one's words;
    statements, in half of what is said. Different places or persons make them two, and so do different places in a
    series. Where one tells the days more loosely, or other days nearby, they must share an actor or a place besides.
    """
    if clause.kind != other.kind or not are_compatible(_ordinals(clause), _ordinals(other)):
        return False
    relation = relate_days(clause, other)
    if relation in ("same", "within") and _happens_once(clause, other):
        return True
    if relation == "same":
        return clause.row["label"] == other.row["label"] or _tell_the_same(clause, other)
    if relation == "apart" or clause.kind == "say":
        return False
    return _tell_the_same(clause, other) and _is_sure(clause, other, relation)


def relate_days(one: Clause, other: Clause) -> str:
    """How the days of two clauses lie: `same`, `within` (one tells them more loosely), `near`, `moved`, or `apart`."""
    strict, loose = (one, other) if one.looseness <= other.looseness else (other, one)
    if strict.begin is None or strict.finish is None:
        return "apart"  # neither is dated
    if loose.begin is None or loose.finish is None:
        return "within" if _may_be_of(loose, strict.begin, strict.finish) else "apart"
    if (strict.begin, strict.finish) == (loose.begin, loose.finish):
        return "same"
    if loose.begin <= strict.finish and strict.begin <= loose.finish:
        return "within"
    return _relate_apart(one, other, max((strict.begin - loose.finish).days, (loose.begin - strict.finish).days))


def _relate_apart(one: Clause, other: Clause, days: int) -> str:
    """How two clauses lie that have no day in common: a plan and what came of it, first and last days, moved."""
    first, second = sorted((one, other), key=lambda clause: (str(clause.begin), str(clause.finish)))
    if days <= LATE_DAYS and first.is_ahead and not second.is_ahead:
        return "near"
    if days <= LASTS_DAYS and one.kind in LASTING and {one.row["stage"], other.row["stage"]} & {"began", "ended"}:
        return "near"
    off = {"moved", "cancelled"} & {one.row["stage"], other.row["stage"]}
    return "moved" if off and days <= MOVED_DAYS else "apart"


def _may_be_of(undated: Clause, begin: date, finish: date) -> bool:
    """Whether an undated clause may be of certain days: before its publication, or after it if it tells of a plan."""
    if undated.published is None:
        return False
    within = timedelta(UNDATED_DAYS[undated.row["status"]])
    if undated.is_ahead:
        return undated.published <= finish and begin <= undated.published + within
    return begin <= undated.published <= finish + within


def _tell_the_same(clause: Clause, other: Clause) -> bool:
    if not are_compatible(clause.actors, other.actors):
        return False
    if clause.kind == "say":
        return share_enough(clause.words - MEDIUM_WORDS, other.words - MEDIUM_WORDS, LEAST_SHARED, least=2)
    shared = clause.words & other.words
    if not are_compatible(clause.names, other.names) and len(shared) < 3:
        return False
    is_conference = clause.kind == "meet" and clause.row["precision"] == other.row["precision"] == "range"
    has_only_the_deed = bool(shared) and share_enough(clause.names, other.names, LEAST_SHARED, least=1)
    return share_enough(clause.words, other.words, LEAST_SHARED, least=2) or is_conference or has_only_the_deed


def _happens_once(clause: Clause, other: Clause) -> bool:
    """Whether two dated clauses tell, of the same participants, what these do but once in such a time: a ruling."""
    fewer, more = sorted((clause.actors, other.actors), key=len)
    is_short = all(one.begin and one.finish and (one.finish - one.begin).days <= MOVED_DAYS for one in (clause, other))
    is_once = events_lexicon()["families"].get(clause.kind, {}).get("once", False)
    return is_once and is_short and bool(fewer) and fewer <= more


def _is_sure(clause: Clause, other: Clause, relation: str) -> bool:
    """Whether two clauses that tell the days differently share who takes part or where it is, and enough words."""
    if not clause.actors & other.actors and not clause.names & other.names:
        return False
    shared = len(clause.words & other.words) + len(clause.names & other.names) + len(clause.actors & other.actors)
    if clause.begin is None or other.begin is None or relation == "moved":
        return shared >= 4
    is_named = clause.kind in LASTING and not clause.names.isdisjoint(other.names)  # "the talks in Geneva this week"
    return shared >= (2 if is_named and relation == "within" else 3)


def _ordinals(clause: Clause) -> set[str]:
    """Places in a series that a clause names: "the second round"."""
    return clause.words & numbers_lexicon()["ordinals"].keys()
