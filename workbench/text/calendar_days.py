"""A day as an analyst gives it: ISO text, a date, or whatever of pandas stands for one."""

from __future__ import annotations

from datetime import date
from typing import Any

EMPTY = ("", "None", "NaT", "nan", "<NA>")  # as text, for pandas.NA can't be compared


def read_day(value: Any, what: str) -> date | None:
    """The day `value` means; None for an empty one (None, "", NaT, NaN, NA). What is behind the day is left out.

    what: the name of the value for the message. Raises ValueError for what is no day.

    >>> read_day("2026-02-17T09:30Z", "published")
    datetime.date(2026, 2, 17)
    """
    if str(value) in EMPTY:
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise ValueError(f"{what}: {value!r} is no day; write it as 2026-02-17") from error


def read_period(begin: Any, finish: Any) -> tuple[str | None, str | None]:
    """The first and the last day of a period, ISO, None where there is no limit; ValueError where it runs backwards."""
    first, last = read_day(begin, "begin"), read_day(finish, "finish")
    if first and last and first > last:
        raise ValueError(f"begin ({first}) is after finish ({last}): give the earlier day first")
    return (first.isoformat() if first else None), (last.isoformat() if last else None)


def days_apart(one: date | None, other: date | None) -> int:
    """The number of days between two days; 0 where one of them is not known."""
    return abs((one - other).days) if one and other else 0
