"""Questions to a timeline: what became of plans, what one source alone has, what sources date differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pandas as pd

from workbench.compare.choose_rows import choose, choose_days
from workbench.compare.overlaps import share_enough
from workbench.compare.timeline import family_of, find_family

LATE = timedelta(days=1)            # a plan counts as carried out a day late
REPORTED_WITHIN = timedelta(days=31)  # of one another that reports date one event
LEAST_SHARED = 0.75                 # of the shorter one's words, for two reports dated differently


def select_events(events: pd.DataFrame, actor: str = "", status: str = "", begin: str = "",
                  finish: str = "") -> pd.DataFrame:
    """The events with an actor, of a status (`happened`, `planned`), from the day `begin` to `finish`, by date.

    An empty text sets no limit; an event that lies partly between the days counts.

    Raises
    ------
    ValueError : for an unknown status, and where `begin` or `finish` is not a day
    """
    if status not in ("", "happened", "planned"):
        raise ValueError(f"no status {status!r}: it is happened or planned, or nothing for both")
    chosen = choose_days(choose(events, actors=actor, status=status), begin, finish, "begin", "finish")
    return chosen.sort_values(["begin", "finish", "event_id"], ignore_index=True)


def follow_plans(events: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """What was announced, and whether the articles then report it.

    Columns: those of the planned event (event_id, label, begin, finish, actors, articles), `outcome` (`reported`,
    `not reported`, `still ahead`: it ends after the last article was published), and `reported_as`, `reported_label`
    of the event that carries it out: within its days or one later, by an actor of the plan, in the same kind of deed.
    """
    last = articles["published"].max()
    rows = events.to_dict("records")
    happened = [row for row in rows if row["status"] == "happened" and _kinds(row)[0] != "say"]
    names = ["event_id", "label", "begin", "finish", "actors", "articles"]
    made = []
    for plan in (row for row in rows if row["status"] == "planned"):
        best = max((row for row in happened if _carries_out(row, plan)), default=None,
                   key=lambda row: (len(set(plan["about"]) & set(row["about"])), row["event_id"]))
        ahead = pd.isna(last) or plan["finish"] > last
        made.append({name: plan[name] for name in names} | {
            "outcome": "reported" if best else "still ahead" if ahead else "not reported",
            "reported_as": best["event_id"] if best else None, "reported_label": best["label"] if best else None})
    return pd.DataFrame(made, columns=[*names, "outcome", "reported_as", "reported_label"])


def _carries_out(row: Mapping[str, Any], plan: Mapping[str, Any]) -> bool:
    in_time = plan["begin"] <= row["begin"] and row["finish"] <= plan["finish"] + LATE
    shares_actor = not plan["actors"] or not set(plan["actors"]).isdisjoint(row["actors"])
    return in_time and shares_actor and not set(_kinds(plan)).isdisjoint(_kinds(row))


def find_single_source(events: pd.DataFrame) -> pd.DataFrame:
    """The events that only one independent source has; copies of its text count with it."""
    return events[events["independent_sources"] == 1].reset_index(drop=True)


def find_dated_differently(events: pd.DataFrame) -> pd.DataFrame:
    """Pairs of events that seem to be one, put on different days by different articles.

    They share an actor, the kind of deed and three quarters of the shorter one's words, lie within a month of each
    other, neither's days hold the other's, and no article has both. Columns: event_id, label, begin, finish,
    articles of the one, the same with `other_` of the other, `days_apart`.
    """
    names = ("event_id", "label", "begin", "finish", "articles")
    made = [{name: one[name] for name in names} | {f"other_{name}": other[name] for name in names}
            | {"days_apart": (other["begin"] - one["begin"]).days} for one, other in _near_pairs(events)]
    columns = [*names, *(f"other_{name}" for name in names), "days_apart"]
    return pd.DataFrame(made, columns=columns).sort_values(["begin", "event_id", "other_event_id"], ignore_index=True)


def _near_pairs(events: pd.DataFrame) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Pairs looked up by actor, kind of deed and status, so that the work grows with the events of a month."""
    groups: dict[tuple, list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(events.to_dict("records"), key=lambda row: (row["begin"], row["event_id"])):
        for actor in row["actors"]:
            groups[actor, _kinds(row)[0], row["status"]].append(row)
    seen = set()
    for group in groups.values():
        for number, one in enumerate(group):
            for other in group[number + 1:]:
                if other["begin"] - one["begin"] > REPORTED_WITHIN:
                    break
                key = one["event_id"], other["event_id"]
                if key not in seen and _is_one_dated_twice(one, other):
                    seen.add(key)
                    yield one, other


def _is_one_dated_twice(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if set(one["articles"]) & set(other["articles"]) or other["begin"] <= one["finish"]:
        return False
    return share_enough(set(one["about"]), set(other["about"]), LEAST_SHARED, least=3)


def _kinds(row: Mapping[str, Any]) -> list[str]:
    """The kinds of deed an event's words tell of: that of its predicate first."""
    families = family_of()
    found = [find_family(row["predicate"]), *(families[lemma] for lemma in row["about"] if lemma in families)]
    return list(dict.fromkeys(kind for kind in found if kind != "say" or kind == found[0]))
