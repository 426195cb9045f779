"""Days as analysts and files give them: ISO text, a date, or whatever of pandas stands for one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
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


def tell_days(begin: date, finish: date, is_vague: bool = False) -> str:
    """Days for a reader; of a vague date only as much as its words tell.

    Examples
    --------
    >>> tell_days(date(2026, 2, 17), date(2026, 2, 18))
    '17 to 18 February 2026'
    >>> tell_days(date(2014, 1, 1), date(2014, 12, 31), is_vague=True)
    'in 2014'
    """
    last = f"{finish.day} {finish:%B %Y}"
    if begin == finish:
        return last
    if is_vague and (whole := _write_whole(begin, finish, "%B %Y", " and ")):
        return f"{'between' if ' and ' in whole else 'in'} {whole}"
    first = f"{begin.day}" if (begin.year, begin.month) == (finish.year, finish.month) else \
        f"{begin.day} {begin:%B}" if begin.year == finish.year else f"{begin.day} {begin:%B %Y}"
    return f"{'between ' if is_vague else ''}{first} {'and' if is_vague else 'to'} {last}"


def write_days(begin: date, finish: date, is_vague: bool = False) -> str:
    """Days as ISO texts, which sort as they follow; of a vague date only as much as its words tell.

    Examples
    --------
    >>> write_days(date(2026, 2, 17), date(2026, 2, 18))
    '2026-02-17 to 2026-02-18'
    >>> write_days(date(2014, 1, 1), date(2014, 12, 31), is_vague=True)
    '2014'
    """
    if is_vague and (whole := _write_whole(begin, finish, "%Y-%m", " to ")):
        return whole
    return " to ".join(dict.fromkeys(f"{day:%Y-%m-%d}" for day in (begin, finish)))


def _write_whole(begin: date, finish: date, month: str, between: str) -> str:
    """Whole years or a whole month, written as `month`; nothing for other days."""
    if (begin.month, begin.day, finish.month, finish.day) == (1, 1, 12, 31):
        return between.join(dict.fromkeys((str(begin.year), str(finish.year))))
    is_month = begin.day == 1 and (begin.year, begin.month) == (finish.year, finish.month) and \
        (finish + timedelta(days=1)).day == 1
    return f"{begin:{month}}" if is_month else ""
