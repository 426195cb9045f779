"""Questions to a timeline: what matters most, what is undated, what one source alone has."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pandas as pd

from workbench.compare.choose_rows import choose, choose_days
from workbench.text.calendar_days import tell_days
from workbench.text.spelling import plain_marks


def select_events(events: pd.DataFrame, actor: str = "", status: str = "", begin: str = "", finish: str = "",
                  least_salience: float = 0) -> pd.DataFrame:
    """The events with an actor, of a status (`happened`, `planned`), from the day `begin` to `finish`, by date.

    An empty text sets no limit; an event that lies partly between the days counts. Those that matter less than
    `least_salience` (0 to 1) are left out; an event without the figure, an analyst's own, never is. A column `when`
    tells the days as a reader says them, of a vague date only as much as its words: "in 2014".

    Raises
    ------
    ValueError : for an unknown status, and where `begin` or `finish` is not a day
    """
    if status not in ("", "happened", "planned"):
        raise ValueError(f"no status {status!r}: it is happened or planned, or nothing for both")
    chosen = choose_days(choose(events, actors=actor, status=status), begin, finish, "begin", "finish")
    chosen = chosen[chosen["salience"].fillna(1) >= least_salience]
    days = zip(chosen["begin"], chosen["finish"], chosen["precision"] == "vague", strict=True)
    return chosen.assign(when=[tell_days(*given) for given in days]).sort_values(
        ["begin", "finish", "event_id"], ignore_index=True)


def list_undated(event_mentions: pd.DataFrame, events: pd.DataFrame, actor: str = "") -> pd.DataFrame:
    """What is told to come without a day: "soon", "in the coming days"; nothing that a dated event tells too.

    Columns: label, `dated` (the words that say when, if any), actors, claimed_by, articles, evidence; one row for each
    label, those with words first, then those that most articles tell.
    """
    told = {tuple(pair) for pairs in events["evidence"] for pair in pairs}
    ahead = event_mentions[event_mentions["begin"].isna() & (event_mentions["status"] == "planned")]
    groups: dict[tuple, list[dict[str, Any]]] = defaultdict(list)
    for row in choose(ahead, actors=actor).to_dict("records"):
        if (row["article"], row["evidence"]) not in told:
            groups[row["kind"], plain_marks(row["label"])].append(row)
    made = [{"label": label, "dated": next((row["dated"] for row in rows if isinstance(row["dated"], str)), None),
             "actors": rows[0]["actors"], "claimed_by": rows[0]["claimed_by"],
             "articles": list(dict.fromkeys(row["article"] for row in rows)),
             "evidence": [[row["article"], row["evidence"]] for row in rows]} for (_, label), rows in groups.items()]
    made.sort(key=lambda row: (row["dated"] is None, -len(row["articles"]), row["label"]))
    return pd.DataFrame(made, columns=["label", "dated", "actors", "claimed_by", "articles", "evidence"])


def find_single_source(events: pd.DataFrame) -> pd.DataFrame:
    """The events that only one independent source has; copies of its text count with it."""
    return events[events["independent_sources"] == 1].reset_index(drop=True)
