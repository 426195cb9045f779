"""Days as analysts and files give them: ISO text, a date, or whatever of pandas stands for one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EMPTY = ("", "None", "NaT", "nan", "<NA>")  # as text, for pandas.NA can't be compared


def read_day(value: Any, what: str) -> date | None:
    """Read a day; what stands behind it (the time of day) is left out.

    Parameters
    ----------
    value : ISO text, date, datetime or pandas Timestamp; None, "", NaT, NaN and NA give None
    what : name of the value, for the message

    Raises
    ------
    ValueError : the value is not a day of the calendar

    Examples
    --------
    >>> read_day("2026-02-17T09:30Z", "published")
    datetime.date(2026, 2, 17)
    """
    text = str(value)
    if text in EMPTY:
        return None
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    try:
        return date.fromisoformat(text.replace("T", " ").partition(" ")[0])
    except ValueError as error:
        raise ValueError(f"{what}: {value!r} is no day; write it as 2026-02-17") from error


def read_period(begin: Any, finish: Any) -> tuple[str | None, str | None]:
    """Read the first and last day of a period as ISO texts, None where there is no limit.

    Raises
    ------
    ValueError : one of them is not a day, or `begin` is after `finish`
    """
    first, last = read_day(begin, "begin"), read_day(finish, "finish")
    if first and last and first > last:
        raise ValueError(f"begin ({first}) is after finish ({last}): give the earlier day first")
    return (first.isoformat() if first else None), (last.isoformat() if last else None)


def days_apart(one: date | None, other: date | None) -> int:
    """The number of days between two days; 0 where one of them is not known."""
    return abs((one - other).days) if one and other else 0
