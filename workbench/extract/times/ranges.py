"""Two dates written as one range: "from Monday to Wednesday", "between March and May", "March 30 – April 2".

Ends that are complete by themselves ("from 1985 to 1987") stay two expressions, as TIMEX3 has them.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from workbench.extract.times import values
from workbench.text.calendar_days import read_day

LINK = re.compile(r"\s*[-–—]\s*$|,?\s+(?P<word>to|through|until|till|and)\s+(?:the\s+)?$")
LONGEST_LINK_CHARACTERS = 12
OPENING = {"to": "from", "through": "from", "until": "from", "till": "from", "and": "between"}
SHORT = ("weekday", "month")  # rules of ends that mean little without each other
BARE = ("weekday", "month", "day of a month")  # rules whose year or week was settled, not read
WORKDAYS = re.compile("trading|business|working")  # which days these are depends on the country
AMOUNT = re.compile(r"P(\d+)([DWMY])$")

Row = dict[str, Any]


def join_ranges(rows: list[Row], text: str) -> list[Row]:
    """The rows with the two ends of a range as one row, whose value is an ISO interval."""
    joined: list[Row] = []
    for row in rows:
        range_ = _joined(joined[-1], row, text) if joined else None
        if range_:
            joined[-1] = range_
        else:
            joined.append(row)
    return joined


def count_from_next(rows: list[Row], text: str) -> None:
    """"Two days before Christmas", "a week after 3 March": the length becomes the day it leads to."""
    for row, following in pairwise(rows):
        link = text[row["end"]:following["start"]].strip().lower()
        if link not in ("before", "after") or row["type"] != "DURATION" or WORKDAYS.search(row["text"]):
            continue
        amount = AMOUNT.match(row["value"])
        if not amount or following["type"] != "DATE" or not following["begin"] or values.rank(following["value"]):
            continue
        steps = int(amount[1]) * (-1 if link == "before" else 1)
        day = values.shift(following["begin"], steps, amount[2].replace("M", "MO"))
        if day is not None:
            row.update(type="DATE", value=day.isoformat(), begin=day, finish=day, anchor=following["text"],
                       rule="counted from the next date")


def _joined(first: Row, last: Row, text: str) -> Row | None:
    """The range of two dates with a dash or a word between them; None where they are two expressions."""
    between = text[first["end"]:last["start"]]
    link = LINK.match(between) if len(between) <= LONGEST_LINK_CHARACTERS else None
    if not link or not _are_alike(first, last):
        return None
    start = first["start"]
    if link["word"]:
        opening = re.search(rf"\b{OPENING[link['word']]}\s+(?:the\s+)?$", text[max(0, start - 12):start], re.I)
        if first["rule"] not in SHORT or last["rule"] not in (*SHORT, "month of a year") or not opening:
            return None
        start -= len(opening[0])
    ends = _in_order(first, last)
    if ends is None:
        return None
    value = "/".join(ends)
    begin, finish = values.days_of(value) or (None, None)
    return {**first, "start": start, "end": last["end"], "text": text[start:last["end"]], "value": value,
            "mod": first["mod"] or last["mod"], "begin": begin, "finish": finish,
            "anchor": first["anchor"] or last["anchor"], "rule": "range of dates"}


def _are_alike(first: Row, last: Row) -> bool:
    """Two days, or two months …, neither of which is a range itself."""
    return (first["type"] == last["type"] == "DATE" and "/" not in first["value"] + last["value"]
            and values.rank(first["value"]) == values.rank(last["value"]))


def _in_order(first: Row, last: Row) -> tuple[str, str] | None:
    """The two values, a year or week that wasn't written moved so that the first comes first; None if they can't."""
    one, other = first["value"], last["value"]
    if "X" in one + other:
        return (one, other) if one[:4] == other[:4] == "XXXX" and one < other else None
    has_weekday = "weekday" in (first["rule"], last["rule"])
    if first["rule"] in BARE and last["anchor"] is None and not has_weekday:
        one = other[:4] + one[4:]
        if one > other:
            one = _moved(one, -1)
    if one >= other and last["rule"] == "weekday" and len(other) == 10:
        other = str(values.shift(read_day(other, "the last day"), 1, "W"))  # type: ignore[arg-type]
    elif one > other and last["rule"] in BARE:
        other = _moved(other, 1)
    return (one, other) if one < other and values.days_of(f"{one}/{other}") else None


def _moved(value: str, years: int) -> str:
    return f"{int(value[:4]) + years:04d}{value[4:]}"
