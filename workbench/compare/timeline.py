"""What happened when: dated clauses of all articles merged into events.

Clauses are merged only within one block: the same first day, last day, status and kind of deed, so that a plan and
what came of it stay two events. Within a block a clause joins the event it shares most with, looked up by its words:
the time taken grows with the number of clauses, not with that of pairs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from workbench import tables
from workbench.compare.independence import count_independent, trace_sources
from workbench.lexicons import read_lexicon

if TYPE_CHECKING:
    import pandas as pd

CANDIDATES = 12  # events a clause is compared with, those that share most of its words
MEMBERS = 4      # clauses of an event it is compared with
SHARED = 0.5     # share of the shorter clause's words that the other has, for two reports of one event
ACTOR = 5        # letters by which a written name is known as an actor's, however it is spelled
# words around a statement that say nothing of what was said
MEDIUM = frozenset(("say", "social", "medium", "media", "post", "interview", "reporter", "journalist", "statement",
                    "news", "conference", "agency", "television", "newspaper", "spokesman", "spokeswoman",
                    "spokesperson"))


@cache
def family_of() -> dict[str, str]:
    """Word or phrase -> the family of words that name the same event (lexicons/events.toml)."""
    lexicon = read_lexicon("events")
    return {word: name for name, family in lexicon["families"].items() for word in family["verbs"] + family["nouns"]}


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
        families = family_of()
        family = families.get(str(row["predicate"]), str(row["predicate"]))
        about = set(row["about"]) if row["about"] is not None else set()
        written = [re.sub(r"^\W+|['’]s$|\W+$", "", word).lower() for word in row["label"].split()]
        capitals = {word for word, as_is in zip(written, row["label"].split(), strict=True) if as_is[:1].isupper()}
        if written[0] not in about or written[0] in families:
            capitals.discard(written[0])  # a capital because it stands first
        actors = {part[:ACTOR] for actor in row["actors"] for part in actor.split("_")}
        names = {part for word in capitals for part in word.split("-") if part[:ACTOR] not in actors}
        words = {families.get(lemma, lemma) for lemma in about - capitals if lemma[:ACTOR] not in actors}
        return cls(row, family, frozenset(words | {family}), frozenset(names), frozenset(row["actors"]))


@dataclass
class Event:
    """The clauses that tell of one event."""

    clauses: list[Clause] = field(default_factory=list)

    def holds(self, clause: Clause) -> bool:
        return any(is_same_event(clause, other) for other in self.clauses[:MEMBERS])


def is_same_event(one: Clause, other: Clause) -> bool:
    """Whether two clauses of one day and status tell of the same event.

    They must agree in the family of their predicate, in an actor where both name any, and in half of the shorter
    one's words; statements, in half of what is said. Different places or persons make them two.
    """
    if one.row["label"] == other.row["label"]:
        return True
    if one.family != other.family or (one.actors and other.actors and one.actors.isdisjoint(other.actors)):
        return False
    if one.family == "say":
        said = [clause.words - MEDIUM for clause in (one, other)]
        shared = said[0] & said[1]
        return len(shared) >= 2 and len(shared) >= SHARED * min(map(len, said))
    shared = one.words & other.words
    if one.names and other.names and one.names.isdisjoint(other.names) and len(shared) < 3:
        return False
    if len(shared) >= max(2, SHARED * min(len(one.words), len(other.words))):
        return True
    # a meeting of several days, however it is told of; or nothing but the deed itself, told with the same names
    if one.family == "meet" and one.row["precision"] == "range":
        return True
    return bool(shared) and len(one.names & other.names) >= max(1, SHARED * min(len(one.names), len(other.names)))


def blocks(event_mentions: pd.DataFrame) -> pd.Series:
    """The key of each row, its day and deed: only rows with the same one are merged, so that blocks can be built apart.

    Event ids hold the block's key, so those of different blocks never collide.
    """
    deeds = event_mentions["predicate"].map(lambda predicate: family_of().get(str(predicate), str(predicate)))
    return event_mentions["begin"].dt.strftime("%Y-%m-%d") + "-" + deeds


def build_timeline(event_mentions: pd.DataFrame, articles: pd.DataFrame, copies: pd.DataFrame) -> pd.DataFrame:
    """The table `events`: what the articles say happened or is planned, each event once with all its evidence.

    event_mentions, articles, copies: tables as declared in workbench.tables. Copies of one text count as one source.

    >>> from workbench import tables
    >>> build_timeline(tables.make("event_mentions"), tables.make("articles"), tables.make("copies")).shape[0]
    0
    """
    outlets = {row.article: row.outlet for row in articles[["article", "outlet"]].itertuples(index=False)
               if isinstance(row.outlet, str) and row.outlet}
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
            key = f"{begin:%Y-%m-%d}-{event.clauses[0].family}"
            numbers[key] += 1
            made.append({"event_id": f"{key}-{numbers[key]}", **_event_row(event, outlets, sources)})
    return tables.make("events", made)


def merge_clauses(clauses: Iterable[Clause]) -> Iterator[Event]:
    """The events of one block; which clause comes first doesn't change what is merged, only the order."""
    events: list[Event] = []
    holding: dict[str, list[int]] = defaultdict(list)  # word or name -> events that hold it
    for clause in clauses:
        keys = {f"{clause.family} {word}" for word in clause.words | clause.names | clause.actors}
        shared = Counter(number for key in sorted(keys) for number in holding[key][-CANDIDATES * 8:])
        near = (number for number, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:CANDIDATES])
        number = next((number for number in near if events[number].holds(clause)), len(events))
        if number == len(events):
            events.append(Event())
        events[number].clauses.append(clause)
        for key in keys:
            if not holding[key] or holding[key][-1] != number:
                holding[key].append(number)
    return iter(events)


def _event_row(event: Event, outlets: Mapping[str, str], sources: Mapping[str, frozenset[str]]) -> dict[str, Any]:
    rows = [clause.row for clause in event.clauses]
    articles = list(dict.fromkeys(row["article"] for row in rows))
    claims = [list(row["claimed_by"]) for row in rows]
    best = choose_labelled(rows)
    counted = Counter(actor for row in rows for actor in row["actors"])
    return {
        "begin": rows[0]["begin"], "finish": rows[0]["finish"],
        "precision": min(row["precision"] for row in rows), "label": best["label"], "predicate": best["predicate"],
        "about": sorted({lemma for row in rows for lemma in row["about"]}),
        "actors": [actor for actor, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))],
        "articles": articles, "outlets": list(dict.fromkeys(outlets[a] for a in articles if a in outlets)),
        "independent_sources": count_independent(articles, sources), "status": rows[0]["status"],
        "claimed_by": list(dict.fromkeys(actor for claim in claims for actor in claim)) if all(claims) else [],
        "evidence": [list(pair) for pair in dict.fromkeys((row["article"], row["evidence"]) for row in rows)],
    }


def choose_labelled(rows: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The clause with the most readable label: of a verb rather than a noun, of 6 to 14 words, told by most."""
    told = Counter(row["label"] for row in rows)

    def rank(row: Mapping[str, Any]) -> tuple:
        length = len(row["label"].split())
        return row["rule"] != "dated verb", max(6 - length, 0) + max(length - 14, 0), -told[row["label"]], row["label"]

    return min(rows, key=rank)
