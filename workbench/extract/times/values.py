"""TIMEX3 values: calendar units counted from a day, written in ISO 8601, and the days a value covers."""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, date, timedelta

from dateutil.relativedelta import relativedelta

SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first of three months, northern
UNIT_MONTHS = {"MO": 1, "Q": 3, "HY": 6, "Y": 12, "E": 120, "C": 1200, "L": 12000}
UNIT_DAYS = {"D": 1, "N": 1, "W": 7, "WE": 7, "F": 14}
UNIT_SECONDS = {"H": 3600, "M": 60, "S": 1}
# how a calendar unit is written; a millennium has no ISO value: its century stands for it
FORMS = {"W": "{week}", "F": "{week}", "WE": "{week}-WE", "MO": "{month}", "Q": "{year}-Q{quarter}",
         "HY": "{year}-H{half}", "Y": "{year}", "E": "{decade}", "C": "{century}", "L": "{century}",
         "N": "{day}TNI"}
NOT_KNOWN = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "quarter": "X", "half": "X", "year": "XXXX",
             "decade": "XXX", "century": "XX"}
# a duration of the unit is written in another one: half a year in months, a decade in years
COUNTED_IN = {"N": (1, "D"), "F": (2, "W"), "HY": (6, "MO"), "E": (10, "Y"), "C": (100, "Y"), "L": (1000, "Y")}
PARTS = {"Y": (12, "M"), "D": (24, "H"), "H": (60, "M"), "M": (60, "S")}  # what a part of the unit is counted in


def shift(day: date, number: float, unit: str) -> date | None:
    """`day` moved by `number` units; the last day of a shorter month; None outside the years 1 to 9999.

    >>> shift(date(2026, 3, 31), -1, "MO")
    datetime.date(2026, 2, 28)
    """
    try:
        if unit in UNIT_MONTHS:
            return day + relativedelta(months=round(number * UNIT_MONTHS[unit]))
        if unit in UNIT_DAYS:
            return day + timedelta(days=round(number * UNIT_DAYS[unit]))
        return day + timedelta(seconds=round(number * UNIT_SECONDS[unit]))
    except (OverflowError, ValueError):
        return None


def unit_of(day: date | None, unit: str) -> str:
    """The value of the calendar unit that holds `day`, with X for a day not known.

    >>> unit_of(date(2026, 2, 18), "W"), unit_of(date(2026, 2, 18), "Q"), unit_of(None, "D")
    ('2026-W08', '2026-Q1', 'XXXX-XX-XX')
    """
    form = FORMS.get(unit, "{day}")
    if day is None:
        return form.format(**NOT_KNOWN)
    iso, year = day.isocalendar(), f"{day.year:04d}"
    return form.format(day=day, week=f"{iso.year:04d}-W{iso.week:02d}", month=f"{year}-{day.month:02d}",
                       quarter=(day.month + 2) // 3, half=1 + day.month // 7, year=year,
                       decade=year[:3], century=year[:2])


_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-W(?P<week>\d\d)(?P<weekend>-WE)?|-Q(?P<quarter>[1-4])|-H(?P<half>[12])"
    r"|-(?P<season>SP|SU|FA|WI)|-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T[\w:+-]+)?)?)?$"
    r"|(?P<decade>\d{3})X?$|(?P<century>\d\d)(?:XX)?$")


def days_of(value: str) -> tuple[date, date] | None:
    """First and last day of a value, or None where it is no stretch of the calendar.

    >>> days_of("2026-W08")
    (datetime.date(2026, 2, 16), datetime.date(2026, 2, 22))
    """
    if "/" in value:
        begin, finish = (days_of(part) for part in value.split("/", 1))
        return (begin[0], finish[1]) if begin and finish and begin[0] <= finish[1] else None
    match = _VALUE.match(value)
    if not match:
        return None
    part = match.groupdict()
    try:
        if part["decade"] or part["century"]:
            size = 10 if part["decade"] else 100
            first_year = int(part["decade"] or part["century"]) * size
            return date(max(first_year, MINYEAR), 1, 1), date(min(first_year + size - 1, MAXYEAR), 12, 31)
        year = int(part["year"])
        if part["week"]:
            monday = date.fromisocalendar(year, int(part["week"]), 1)
            return monday + timedelta(days=5 if part["weekend"] else 0), monday + timedelta(days=6)
        if part["day"]:
            day = date(year, int(part["month"]), int(part["day"]))
            return day, day
        first, months = _months_of(part)
        opening = date(year, first, 1)
        return opening, opening + relativedelta(months=months - 1, day=31)  # the last day of that month
    except (ValueError, OverflowError):
        return None


def rank(value: str) -> int:
    """How fine a value is: 0 a day, 1 a week, 2 a month, 3 a quarter, half or season, 4 a year, 5 coarser."""
    first = value.split("/")[0]
    if len(first) >= 10 or "-WE" in first:
        return 0
    if "-W" in first and "-WI" not in first:
        return 1
    return 2 if re.fullmatch(r"\d{4}-\d\d", first) else 3 if "-" in first else 4 if len(first) == 4 else 5


def _months_of(part: dict[str, str | None]) -> tuple[int, int]:
    """The first month of a quarter, half, season, month or year, and how many it has."""
    if part["season"]:
        return SEASON_STARTS[part["season"]], 3
    months = next((months for name, months in (("quarter", 3), ("half", 6), ("month", 1)) if part[name]), 12)
    nth = int(part["quarter"] or part["half"] or part["month"] or 1)
    return (nth - 1) * months + 1, months


def duration(number: float | str, unit: str) -> str:
    """An ISO 8601 duration; a number that isn't told is X.

    >>> duration(4, "Y"), duration(2, "H"), duration("X", "MO"), duration(2.5, "Y"), duration(2, "E")
    ('P4Y', 'PT2H', 'PXM', 'P2Y6M', 'P20Y')
    """
    time = "T" if unit in UNIT_SECONDS else ""
    times, counted = COUNTED_IN.get(unit, (1, unit))
    if number == "X":
        letter = unit if unit in ("WE", "E", "C", "L") else counted[0]
        return f"P{time}X{letter}"
    number = float(number) * times
    whole, part = divmod(number, 1)
    if not part:
        return f"P{time}{whole:.0f}{counted if counted == 'WE' else counted[0]}"
    if counted not in PARTS:
        return f"P{time}{number:g}{counted[0]}"
    size, smaller = PARTS[counted]
    larger = f"{whole:.0f}{counted}" if whole else ""
    return f"P{time}{larger}{'T' if counted == 'D' else ''}{round(part * size)}{smaller}"


def weekday(day: date, number: int, direction: int) -> date:
    """The weekday `number` (Monday 1) nearest before (-1, the day itself counts), after (1), or in the week (0)."""
    gap = number - day.isoweekday()
    if direction < 0:
        gap -= 7 * (gap > 0)
    elif direction > 0:
        gap += 7 * (gap <= 0)
    return day + timedelta(days=gap)
