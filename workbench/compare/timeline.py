"""What happened when: dated clauses of all articles merged into events, each with the stages it went through.

Clauses are merged only within one block: the same year and kind of event. Those that tell the days most strictly come
first; each joins the event it shares most with, looked up by its words and month, so that the time taken grows with the
number of clauses, not with that of pairs. A plan and what came of it are stages of one event.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

import pandas as pd

from workbench import tables
from workbench.compare.independence import count_independent, trace_sources
from workbench.compare.salience import rate_salience
from workbench.compare.same_event import Clause, is_same_event, relate_days
from workbench.tables import STAGES
from workbench.text.calendar_days import read_day

MOST_EVENTS_COMPARED = 12   # with a clause: those that share most of its words
MOST_CLAUSES_COMPARED = 6   # of an event, with a clause
LABEL_WORDS = range(5, 15)  # of a label that reads well


def blocks(event_mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """The key of each row, its year and kind of event: only rows with the same one are merged.

    Blocks can be built apart. Event ids hold the block's key, so those of different blocks never collide. A row
    without a day is of the year of its article's publication.
    """
    published = event_mentions["article"].map(dict(zip(articles["article"], articles["published"], strict=True)))
    days = event_mentions["begin"].fillna(pd.to_datetime(published))
    return days.dt.strftime("%Y").fillna("undated") + "-" + event_mentions["kind"]


def build_timeline(event_mentions: pd.DataFrame, articles: pd.DataFrame, copies: pd.DataFrame) -> pd.DataFrame:
    """The table `events`: what the articles say happened or is planned, each event once with all its evidence.

    event_mentions, articles, copies: tables as declared in workbench.tables. Copies of one text count as one source.
    Clauses without a day tell more of an event that others date; alone they make none (see `list_undated`).

    >>> from workbench import tables
    >>> build_timeline(tables.make("event_mentions"), tables.make("articles"), tables.make("copies")).shape[0]
    0
    """
    about = {row["article"]: row for row in articles.to_dict("records")}
    sources = trace_sources(copies)
    by_block: dict[str, list[Clause]] = defaultdict(list)
    for block, row in zip(blocks(event_mentions, articles), event_mentions.to_dict("records"), strict=True):
        published = about.get(row["article"], {}).get("published")
        by_block[block].append(Clause.read(row, read_day(published, "published")))
    made = [row for block in sorted(by_block) for row in _event_rows(by_block[block], about, sources)]
    return tables.make("events", sorted(made, key=lambda row: (row["begin"], row["finish"], row["event_id"])))


def _event_rows(block: Iterable[Clause], about: Mapping[str, Mapping[str, Any]],
                sources: Mapping[str, frozenset[str]]) -> Iterable[dict[str, Any]]:
    numbers: Counter[str] = Counter()
    for event in merge_clauses(block):
        if event[0].begin is not None:
            row = describe_event(event, about, sources)
            key = f"{event[0].begin}-{row['kind']}"
            numbers[key] += 1
            yield {"event_id": f"{key}-{numbers[key]}", **row}


def merge_clauses(clauses: Iterable[Clause]) -> list[list[Clause]]:
    """The clauses of one block by the event they tell of, the strictest of each event first."""
    events: list[list[Clause]] = []
    holding: dict[tuple, list[int]] = defaultdict(list)  # word or name and month -> events that hold it
    for clause in sorted(clauses, key=lambda clause: clause.order):
        words, months = clause.words | clause.names | clause.actors, list(clause.months())
        keys = [(word, month) for word in sorted(words) for month in months]
        shared = Counter(chain.from_iterable(holding[key][-MOST_EVENTS_COMPARED * 8:] for key in keys))
        base = len(events) + 1  # so that one number tells both, as sorting by pairs takes three times as long
        ranked = sorted(number - count * base for number, count in shared.items())
        near = [rank % base for rank in ranked[:MOST_EVENTS_COMPARED]]
        near.sort(key=lambda number: _likeness(clause, events[number]), reverse=True)
        number = next((number for number in near if _belongs(clause, events[number])), len(events))
        if number == len(events):
            events.append([])
        events[number].append(clause)
        for key in keys:
            if not holding[key] or holding[key][-1] != number:
                holding[key].append(number)
    return events


def _likeness(clause: Clause, event: Sequence[Clause]) -> tuple[bool, int]:
    """Sorts the events that a clause may be of: those of its very days first, then those that share most with it."""
    head = event[0]
    shared = max(len(clause.words & other.words) + len(clause.names & other.names) + len(clause.actors & other.actors)
                 for other in event[:MOST_CLAUSES_COMPARED])
    return relate_days(clause, head) == "same", shared


def _belongs(clause: Clause, event: Sequence[Clause]) -> bool:
    """Whether a clause tells of an event: it fits its days, and tells the same as one of its strictest clauses."""
    return relate_days(clause, event[0]) != "apart" and any(
        is_same_event(clause, other) for other in event[:MOST_CLAUSES_COMPARED])


def describe_event(event: Sequence[Clause], about: Mapping[str, Mapping[str, Any]],
                   sources: Mapping[str, frozenset[str]]) -> dict[str, Any]:
    """The row of one event from its clauses, the strictest first; `about` has the articles by id."""
    rows, dated = [clause.row for clause in event], [clause.row for clause in event if clause.begin is not None]
    begin, finish = _days(event)
    articles, best = sorted({row["article"] for row in rows}), choose_labelled(rows)
    row = {
        "begin": begin, "finish": finish, "precision": rows[0]["precision"], "label": best["label"],
        "predicate": best["predicate"], "kind": event[0].kind,
        "about": sorted({lemma for row in rows for lemma in row["about"]}),
        "actors": _most_told(actor for row in dated for actor in row["actors"]),
        "articles": articles, "outlets": _outlets(articles, about),
        "independent_sources": count_independent(articles, sources),
        "status": "happened" if any(row["status"] == "happened" for row in dated) else "planned",
        "claimed_by": claimants(dated), "stages": list_stages(event, begin, finish),
        "evidence": [list(pair) for pair in _distinct((row["article"], row["evidence"]) for row in rows)],
    }
    return row | {"salience": rate_salience(row, rows, about)}


def _days(event: Sequence[Clause]) -> tuple[date, date]:
    """The days of an event: those it was moved to, those it took place on if the plan told others, or the strictest."""
    done = [clause for clause in event if clause.is_firm and not clause.is_ahead]
    head = _told_days(event, done)
    near = [clause for clause in done if relate_days(clause, head) == "near"]
    return head.begin or date.min, max(clause.finish or date.min for clause in (head, *near))


def _told_days(event: Sequence[Clause], done: Sequence[Clause]) -> Clause:
    """The clause whose days are the event's; `done` are those that tell exactly when it took place."""
    head = event[0]
    if done:
        late = head.is_ahead and all(relate_days(clause, head) == "near" for clause in done)
        return done[0] if late else head
    moved = [clause for clause in event if clause.is_firm and clause.row["stage"] == "moved"]
    return max(moved, key=lambda clause: (str(clause.published), clause.order), default=head)


def list_stages(event: Sequence[Clause], begin: date, finish: date) -> list[dict[str, Any]]:
    """What became of an event: stage, days, who says so, and [article, sentence] of each telling; in order.

    Who tells the days more loosely than others is taken to mean theirs.
    """
    by_stage: dict[tuple, list[Clause]] = defaultdict(list)
    for clause in sorted(event, key=lambda clause: (str(clause.published), clause.row["article"], clause.row["start"])):
        days = (clause.begin, clause.finish) if clause.is_firm else (begin, finish)
        by_stage[clause.row["stage"], *days].append(clause)
    stages = sorted(by_stage, key=lambda key: (STAGES.index(key[0]), key[1:]))
    return [{"stage": stage, "begin": first.isoformat(), "finish": last.isoformat(),
             "claimed_by": claimants([clause.row for clause in by_stage[stage, first, last]]),
             "evidence": [list(pair) for pair in _distinct((clause.row["article"], clause.row["evidence"])
                                                          for clause in by_stage[stage, first, last])]}
            for stage, first, last in stages]


def claimants(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Who says so; nobody where one report tells it as a fact."""
    claims = [list(row["claimed_by"]) for row in rows]
    return _distinct(actor for claim in claims for actor in claim) if all(claims) else []


def _outlets(articles: Iterable[str], about: Mapping[str, Mapping[str, Any]]) -> list[str]:
    outlets = (about[article]["outlet"] for article in articles if article in about)
    return _distinct(outlet for outlet in outlets if isinstance(outlet, str) and outlet)


def _most_told(values: Iterable[str]) -> list[str]:
    """The distinct values, those that come most often first."""
    counted = Counter(values)
    return sorted(counted, key=lambda value: (-counted[value], value))


def _distinct(values: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(values))


def choose_labelled(rows: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The clause with the most readable label: of a verb, dated, of what took place, short but whole, told by most."""
    told = Counter(row["label"] for row in rows)

    def rank(row: Mapping[str, Any]) -> tuple:
        length = len(row["label"].split())
        return (row["precision"] == "undated", "verb" not in row["rule"], row["status"] != "happened",
                "…" in row["label"],
                max(LABEL_WORDS.start - length, 0) + max(length - LABEL_WORDS.stop, 0), -told[row["label"]], length,
                row["label"])

    return min(rows, key=rank)
