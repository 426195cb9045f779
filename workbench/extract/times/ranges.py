"""Two dates written as one range: "from Monday to Wednesday", "between March and May", "March 30 – April 2".

Ends that are complete by themselves ("from 1985 to 1987") stay two expressions, as TIMEX3 has them.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from workbench.extract.times import values

LINK = re.compile(r"\s*(?P<dash>[-–—])\s*$|,?\s+(?P<word>to|through|until|till|and)\s+(?:the\s+)?$")
OPENING = {"to": "from", "through": "from", "until": "from", "till": "from", "and": "between"}
SHORT = ("weekday", "month")  # rules of ends that mean little without each other
BARE = ("weekday", "month", "day of a month")  # rules whose year or week was settled, not read


def join_ranges(rows: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """The rows with the two ends of a range as one row, whose value is an ISO interval."""
    joined: list[dict[str, Any]] = []
    for row in rows:
        range_ = _joined(joined[-1], row, text) if joined else None
        if range_:
            joined[-1] = range_
        else:
            joined.append(row)
    return joined


WORKDAYS = re.compile("trading|business|working")  # which days these are depends on the country
AMOUNT = re.compile(r"P(\d+)([DWMY])$")


def count_from_next(rows: list[dict[str, Any]], text: str) -> None:
    """"Two days before Christmas", "a week after 3 March": the length becomes the day it leads to."""
    for row, following in pairwise(rows):
        link = text[row["end"]:following["start"]].strip().lower()
        amount = AMOUNT.match(row["value"])
        counts = row["type"] == "DURATION" and amount and not WORKDAYS.search(row["text"])
        exact = following["type"] == "DATE" and following["begin"] is not None and values.rank(following["value"]) == 0
        if link in ("before", "after") and counts and exact and amount:
            steps = int(amount[1]) * (-1 if link == "before" else 1)
            day = values.shift(following["begin"], steps, amount[2].replace("M", "MO"))
            if day is not None:
                row.update(type="DATE", value=day.isoformat(), begin=day, finish=day, anchor=following["text"],
                           rule="counted from the next date")


def _joined(first: dict[str, Any], last: dict[str, Any], text: str) -> dict[str, Any] | None:
    between = text[first["end"]:last["start"]]
    if first["type"] != "DATE" or last["type"] != "DATE" or len(between) > 12:
        return None
    link = LINK.match(between)
    if not link or any("/" in row["value"] for row in (first, last)) or \
            values.rank(first["value"]) != values.rank(last["value"]):
        return None
    start = first["start"]
    if link["word"]:
        if first["rule"] not in SHORT or last["rule"] not in (*SHORT, "month of a year"):
            return None
        opening = re.search(rf"\b{OPENING[link['word']]}\s+(?:the\s+)?$", text[max(0, start - 12):start], re.I)
        if not opening:
            return None
        start -= len(opening[0])
    ends = _in_order(first, last)
    if ends is None:
        return None
    value = "/".join(ends)
    days = values.days_of(value)
    return {**first, "start": start, "end": last["end"], "text": text[start:last["end"]], "value": value,
            "mod": first["mod"] or last["mod"], "begin": days[0] if days else None, "finish": days[1] if days else None,
            "anchor": first["anchor"] or last["anchor"], "rule": "range of dates"}


def _in_order(first: dict[str, Any], last: dict[str, Any]) -> tuple[str, str] | None:
    """The two values, a year or week that wasn't written moved so that the first comes first; None if they can't."""
    one, other = first["value"], last["value"]
    if "X" in one + other:
        return (one, other) if one[:4] == other[:4] == "XXXX" and one < other else None
    if first["rule"] in BARE and last["anchor"] is None and "weekday" not in (first["rule"], last["rule"]):
        one = other[:4] + one[4:]
        if one > other:
            one = f"{int(one[:4]) - 1:04d}{one[4:]}"
    if one >= other and last["rule"] == "weekday" and len(other) == 10:
        other = (date.fromisoformat(other) + timedelta(weeks=1)).isoformat()
    elif one > other and last["rule"] in BARE:
        other = f"{int(other[:4]) + 1:04d}{other[4:]}"
    return (one, other) if one < other and values.days_of(f"{one}/{other}") else None
