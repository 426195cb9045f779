"""The ledger of promises: what was announced, and what the articles then say became of it, each with its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import pandas as pd

from workbench.extract.event_kinds import AHEAD
from workbench.text.calendar_days import tell_days

LATE = timedelta(days=1)  # a plan counts as carried out a day late
OUTCOMES = ("kept", "moved", "cancelled", "denied", "dropped", "still ahead")
COLUMNS = ["event_id", "label", "begin", "finish", "actors", "articles", "outcome", "announced", "announced_in",
           "became", "became_in", "became_as", "when"]
Stage = Mapping[str, Any]


def follow_plans(events: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """What was announced, and what became of it.

    Parameters
    ----------
    events, articles : tables as declared in workbench.tables

    Returns
    -------
    A row for each event that was announced: its event_id, label, days (as they were announced), actors and articles;
    `outcome`: `kept`, `moved`, `cancelled`, `denied`, `dropped` (its days passed and no later article tells of it) or
    `still ahead`; `announced` and `became`, the sentences, with the articles they stand in (`announced_in`,
    `became_in`), and the event they are of (`became_as`); `when` tells the days in words, vague ones as such.

    Examples
    --------
    >>> from workbench import tables
    >>> list(follow_plans(tables.make("events"), tables.make("articles")))[6]
    'outcome'
    """
    last = articles["published"].max()
    rows = events.to_dict("records")
    made = [_follow(row, plan, rows, last) for row in rows if (plan := _plan_of(row)) is not None]
    return pd.DataFrame(made, columns=COLUMNS)


def _plan_of(event: Mapping[str, Any]) -> Stage | None:
    """The stage at which an event was first announced."""
    return next((stage for stage in event["stages"] if stage["stage"] in AHEAD[:-1]), None)


def _follow(event: Mapping[str, Any], plan: Stage, events: Iterable[Mapping[str, Any]], last: Any) -> dict[str, Any]:
    begin, finish = pd.Timestamp(plan["begin"]), pd.Timestamp(plan["finish"])
    came_as, stage = event, _outcome_of(event["stages"])
    if stage is None:
        done = [row for row in events if _carries_out(row, event, begin, finish)]
        if done:
            came_as = max(done, key=lambda row: (len(set(event["about"]) & set(row["about"])), row["event_id"]))
            stage = _outcome_of(came_as["stages"])
    outcome = "still ahead" if pd.isna(last) or finish >= last else "dropped"
    if stage is not None:
        outcome = stage["stage"] if stage["stage"] in OUTCOMES else "kept"
    return {**{name: event[name] for name in ("event_id", "label", "actors", "articles")},
            "begin": begin, "finish": finish, "outcome": outcome, **_sentence(plan, "announced"),
            **_sentence(stage, "became"), "became_as": came_as["event_id"] if stage is not None else None,
            "when": tell_days(begin, finish, event["precision"] == "vague")}


def _outcome_of(stages: Sequence[Stage]) -> Stage | None:
    """The last stage that is no announcement; what took place counts before what was moved or denied."""
    told = [stage for stage in stages if stage["stage"] not in AHEAD or stage["stage"] == "moved"]
    done = [stage for stage in told if stage["stage"] not in OUTCOMES]
    chosen = done or told
    return chosen[-1] if chosen else None


def _carries_out(row: Mapping[str, Any], plan: Mapping[str, Any], begin: pd.Timestamp, finish: pd.Timestamp) -> bool:
    """Whether another event is the plan carried out: within its days or one later, by an actor of it, of its kind."""
    if row["status"] != "happened" or row["kind"] in ("say", "") or row["kind"] != plan["kind"]:
        return False
    in_time = begin <= row["begin"] and row["finish"] <= finish + LATE
    return in_time and (not plan["actors"] or not set(plan["actors"]).isdisjoint(row["actors"]))


def _sentence(stage: Stage | None, name: str) -> dict[str, Any]:
    article, sentence = stage["evidence"][0] if stage is not None else (None, None)
    return {name: sentence, f"{name}_in": article}
