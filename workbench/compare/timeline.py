"""What happened when: dated clauses of all articles merged into events.

Clauses are merged only within one block: the same first day, last day, status and kind of deed, so that a plan and
what came of it stay two events. Within a block a clause joins the event it shares most with, looked up by its words:
the time taken grows with the number of clauses, not with that of pairs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from workbench import tables
from workbench.compare.independence import count_independent, trace_sources
from workbench.compare.overlaps import are_compatible, share_enough
from workbench.lexicons import read_lexicon

MOST_EVENTS_COMPARED = 12   # with a clause: those that share most of its words
MOST_CLAUSES_COMPARED = 4   # of an event, with a clause
LEAST_SHARED = 0.5          # of the shorter clause's words, for two reports of one event
ACTOR_LETTERS = 5           # by which a written name is known as an actor's, however it is spelled
# words around a statement that say nothing of what was said
MEDIUM_WORDS = frozenset((
    "say", "social", "medium", "media", "post", "interview", "reporter", "journalist", "statement", "news",
    "conference", "agency", "television", "newspaper", "spokesman", "spokeswoman", "spokesperson"))


@cache
def family_of() -> dict[str, str]:
    """Word or phrase -> the family of words that name the same event (lexicons/events.toml)."""
    lexicon = read_lexicon("events")
    return {word: name for name, family in lexicon["families"].items() for word in family["verbs"] + family["nouns"]}


def find_family(predicate: Any) -> str:
    """The family of words a predicate is of, or the predicate itself."""
    return family_of().get(str(predicate), str(predicate))


@dataclass(frozen=True)
class Clause:
    """A row of `event_mentions`, with what it is compared by."""

    row: Mapping[str, Any]
    family: str               # of its predicate, or the predicate itself
    words: frozenset[str]     # content lemmas that are no names, each as its family
    names: frozenset[str]     # words written with a capital, the actors' own apart: places, mostly
    actors: frozenset[str]

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> Clause:
        families, family = family_of(), find_family(row["predicate"])
        about = set(row["about"]) if row["about"] is not None else set()
        written = [re.sub(r"^\W+|['’]s$|\W+$", "", word).lower() for word in row["label"].split()]
        capitals = {word for word, as_is in zip(written, row["label"].split(), strict=True) if as_is[:1].isupper()}
        if written[0] not in about or written[0] in families:
            capitals.discard(written[0])  # a capital because it stands first
        actors = {part[:ACTOR_LETTERS] for actor in row["actors"] for part in actor.split("_")}
        names = {part for word in capitals for part in word.split("-") if part[:ACTOR_LETTERS] not in actors}
        words = {families.get(lemma, lemma) for lemma in about - capitals if lemma[:ACTOR_LETTERS] not in actors}
        return cls(row, family, frozenset(words | {family}), frozenset(names), frozenset(row["actors"]))


def is_same_event(one: Clause, other: Clause) -> bool:
    """Whether two clauses of one day and status tell of the same event.

    They must agree in the family of their predicate, in an actor where both name any, and in half of the shorter
    one's words; statements, in half of what is said. Different places or persons make them two.
    """
    if one.row["label"] == other.row["label"]:
        return True
    if one.family != other.family or not are_compatible(one.actors, other.actors):
        return False
    if one.family == "say":
        return share_enough(one.words - MEDIUM_WORDS, other.words - MEDIUM_WORDS, LEAST_SHARED, least=2)
    shared = one.words & other.words
    if not are_compatible(one.names, other.names) and len(shared) < 3:
        return False
    is_conference = one.family == "meet" and one.row["precision"] == "range"  # of several days, however it is told of
    has_only_the_deed = bool(shared) and share_enough(one.names, other.names, LEAST_SHARED, least=1)
    return share_enough(one.words, other.words, LEAST_SHARED, least=2) or is_conference or has_only_the_deed


def blocks(event_mentions: pd.DataFrame) -> pd.Series:
    """The key of each row, its day and deed: only rows with the same one are merged, so that blocks can be built apart.

    Event ids hold the block's key, so those of different blocks never collide.
    """
    return event_mentions["begin"].dt.strftime("%Y-%m-%d") + "-" + event_mentions["predicate"].map(find_family)


def build_timeline(event_mentions: pd.DataFrame, articles: pd.DataFrame, copies: pd.DataFrame) -> pd.DataFrame:
    """The table `events`: what the articles say happened or is planned, each event once with all its evidence.

    event_mentions, articles, copies: tables as declared in workbench.tables. Copies of one text count as one source.

    >>> from workbench import tables
    >>> build_timeline(tables.make("event_mentions"), tables.make("articles"), tables.make("copies")).shape[0]
    0
    """
    outlets = articles.set_index("article")["outlet"].dropna().to_dict()
    sources = trace_sources(copies)
    rows = sorted(event_mentions.to_dict("records"), key=lambda row: (row["begin"], row["finish"], row["status"],
                                                                  row["article"], row["start"]))
    by_block: dict[tuple, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_block[row["begin"], row["finish"], row["status"]].append(row)
    made = []
    numbers: Counter[str] = Counter()
    for (begin, _, _), block in by_block.items():
        for event in merge_clauses(Clause.read(row) for row in block):
            key = f"{begin:%Y-%m-%d}-{event[0].family}"
            numbers[key] += 1
            made.append({"event_id": f"{key}-{numbers[key]}", **_event_row(event, outlets, sources)})
    return tables.make("events", made)


def merge_clauses(clauses: Iterable[Clause]) -> list[list[Clause]]:
    """The clauses of one block by the event they tell of; which one comes first changes their order only."""
    events: list[list[Clause]] = []
    holding: dict[str, list[int]] = defaultdict(list)  # word or name -> events that hold it
    for clause in clauses:
        keys = {f"{clause.family} {word}" for word in clause.words | clause.names | clause.actors}
        shared = Counter(number for key in sorted(keys) for number in holding[key][-MOST_EVENTS_COMPARED * 8:])
        near = sorted(shared, key=lambda number: (-shared[number], number))[:MOST_EVENTS_COMPARED]
        number = next((number for number in near if any(is_same_event(clause, other) for other in
                                                        events[number][:MOST_CLAUSES_COMPARED])), len(events))
        if number == len(events):
            events.append([])
        events[number].append(clause)
        for key in keys:
            if not holding[key] or holding[key][-1] != number:
                holding[key].append(number)
    return events


def _event_row(event: Iterable[Clause], outlets: Mapping[str, str],
               sources: Mapping[str, frozenset[str]]) -> dict[str, Any]:
    rows = [clause.row for clause in event]
    articles = _distinct(row["article"] for row in rows)
    best = choose_labelled(rows)
    counted = Counter(actor for row in rows for actor in row["actors"])
    return {
        "begin": rows[0]["begin"], "finish": rows[0]["finish"],
        "precision": min(row["precision"] for row in rows), "label": best["label"], "predicate": best["predicate"],
        "about": sorted({lemma for row in rows for lemma in row["about"]}),
        "actors": sorted(counted, key=lambda actor: (-counted[actor], actor)),
        "articles": articles, "outlets": _distinct(outlets[one] for one in articles if outlets.get(one)),
        "independent_sources": count_independent(articles, sources), "status": rows[0]["status"],
        "claimed_by": _claimants(rows),
        "evidence": [list(pair) for pair in _distinct((row["article"], row["evidence"]) for row in rows)],
    }


def _claimants(rows: list[Mapping[str, Any]]) -> list[str]:
    """Who says so; nobody where one report tells it as a fact."""
    claims = [list(row["claimed_by"]) for row in rows]
    return _distinct(actor for claim in claims for actor in claim) if all(claims) else []


def _distinct(values: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(values))


def choose_labelled(rows: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The clause with the most readable label: of a verb rather than a noun, of 6 to 14 words, told by most."""
    told = Counter(row["label"] for row in rows)

    def rank(row: Mapping[str, Any]) -> tuple:
        length = len(row["label"].split())
        return row["rule"] != "dated verb", max(6 - length, 0) + max(length - 14, 0), -told[row["label"]], row["label"]

    return min(rows, key=rank)
