"""Days of publication: written out, stamped, in a dateline, or inferred from what the text says of its week."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

from workbench.intake.disjoint_matches import disjoint_matches
from workbench.text.calendar_days import MONTHS, WEEKDAYS

_NAMES = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|" \
         r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_MONTH = rf"(?P<month>{_NAMES})"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
FORMS = tuple(re.compile(pattern, re.I) for pattern in (
    rf"(?<!\d){_YEAR}[-/.](?P<number>[01]?\d)[-/.](?P<day>[0-3]?\d)(?!\d)",
    rf"(?<!\w){_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}(?!\d)",
    rf"(?<!\w){_MONTH}[\s-]+{_DAY}(?:,\s*|\s+|-){_YEAR}(?!\d)",
    rf"(?<!\w){_YEAR}\s+{_MONTH}\s+{_DAY}(?!\w)",
    rf"(?<![\d/.-])(?P<first>[0-3]?\d)(?P<mark>[/.-])(?P<second>[0-3]?\d)(?P=mark){_YEAR}(?!\d)",
))
COMPACT = re.compile(rf"(?<!\d){_YEAR}[-_/.]?(?P<number>0\d|1[0-2])[-_/.]?(?P<day>[0-2]\d|3[01])(?!\d)")
NAMED_IN_ADDRESS = re.compile(rf"/{_YEAR}[/-]{_MONTH}[/-](?P<day>[0-3]?\d)(?!\d)", re.I)
YEAR_PASSED = re.compile(r"(?<!\d)(?<!by )(?<!until )(?<!through )((?:19|20)\d\d)(?!\d)")
WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})\b", re.I)
AMERICAN = re.compile(r"\b(?:E[SD]?T|C[SD]?T|P[SD]?T|M[SD]T|[AP]\.?M\.?\s+E)\b")
EUROPEAN = re.compile(r"\b(?:GMT|BST|CET|CEST|EET|EEST|IST|MSK|SAST|AEDT|AEST|UTC)\b")


class Dated(NamedTuple):
    """A day and the words it was read from."""

    day: date
    text: str


def find_dates(text: str) -> Iterator[tuple[date | None, re.Match[str]]]:
    """The days written in full in `text`, in order; none for one that may be read in two ways (02/03/2026)."""
    return ((_day_of(match, text), match) for match in disjoint_matches(FORMS, text))


def find_date(text: str) -> date | None:
    """The first day written in full in `text`.

    >>> find_date("Published On 16 Feb 2026")
    datetime.date(2026, 2, 16)
    """
    return next((day for day, _ in find_dates(text) if day), None)


def day_in_address(url: str) -> date | None:
    """The day in the address of a page, /2026/02/16/, /2026/feb/16/ or 20260216."""
    found = COMPACT.search(url) or NAMED_IN_ADDRESS.search(url)
    return _day_of(found, url) if found else None


def _make_day(year: int, month: int, day: int) -> date | None:
    """The day, or none if the calendar has none such."""
    with suppress(ValueError):
        return date(year, month, day)
    return None


def _day_of(match: re.Match[str], text: str) -> date | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if parts.get("first"):
        return _numeric(year, int(parts["first"]), int(parts["second"]), parts["mark"], text)
    month = _month_number(parts["month"]) if parts.get("month") else int(parts["number"])
    return _make_day(year, month, int(parts["day"]))


def _month_number(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name.lower()[:3]))


def _numeric(year: int, first: int, second: int, mark: str, text: str) -> date | None:
    """16/02/2026 or 02/16/2026: by what the calendar allows, the weekday beside it, the time zone; else unknown."""
    european, american = _make_day(year, second, first), _make_day(year, first, second)
    if european is None or american is None or european == american:
        return european or american
    weekday = WEEKDAY.search(text)
    if weekday:
        index = WEEKDAYS.index(weekday[1].lower())
        fitting = [day for day in (european, american) if day.weekday() == index]
        if len(fitting) == 1:
            return fitting[0]
    if mark == "." or EUROPEAN.search(text):
        return european
    return american if AMERICAN.search(text) else None


DATELINE = re.compile(
    # GENEVA, Switzerland, Nov. 5, 2025 (Agency) —        Nov 5 (Agency) -        Geneva, 5 November 2025 –
    rf"^(?P<place>(?:[A-Z][\w.'’/ -]{{1,40}}?[,.]\s*){{0,3}})"
    rf"(?:(?:{'|'.join(WEEKDAYS)}),?\s+)?"
    rf"(?P<when>(?i:{_MONTH}\s+{_DAY}|(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?\s+(?P<month2>{_NAMES}))(?:,?\s+{_YEAR})?)"
    r"\s*,?"
    r"\s*(?P<agency>[(/][^()/\n]{2,60}[)/])?\s*(?:--|[-–—:])\s*(?=\S)")


def read_dateline(text: str) -> re.Match[str] | None:
    """The dateline a body begins with, if it names a day: groups place, when, agency, month, day, year."""
    return DATELINE.match(text[:200])


def settle_dateline(text: str, stamps: Iterable[Dated], texts: Iterable[str], lead: str,
                    latest: date) -> tuple[Dated, bool] | None:
    """The day of the dateline that a text begins with, and whether its year is stated there.

    Without a year it is of one that the file names, or of a later one, and never after the day `latest`. A dateline
    is of the day the lead speaks of, or of the next: the first year that fits the weekday is taken, without a weekday
    the first; the words tell which other years fit.
    """
    dateline = read_dateline(text)
    if dateline is None:
        return None
    named, parts = dateline[0].strip(), dateline.groupdict()
    month, number = _month_number(parts["month"] or parts["month2"]), int(parts["day"] or parts["day2"])
    if parts["year"] and (day := _make_day(int(parts["year"]), month, number)):
        return Dated(day, named), True
    years = {stamp.day.year for stamp in stamps} or set(map(int, YEAR_PASSED.findall(" ".join(texts))))
    days = _days_of_years({year for year in years if year <= latest.year}, month, number, latest)
    why = "the latest the text names that is not to come"
    if weekday := WEEKDAY.search(lead):
        days = _nearest_after(weekday[1].lower(), days)
        why = f"its weekday agrees with “{weekday[1].capitalize()}” in the lead"
        why += f", as in {', '.join(str(day.year) for day in days[1:])}" if days[1:] else ""
    return (Dated(days[0], f"{named} (year {days[0].year}: {why})"), False) if days else None


def _days_of_years(named: Collection[int], month: int, number: int, latest: date) -> list[date]:
    """That day in the last of the years named and in the seven after it, up to `latest`; else in the year before."""
    years = [max(named) + later for later in range(8)] if named else []
    days = [day for year in years if (day := _make_day(year, month, number)) and day <= latest]
    if years and not days and (before := _make_day(years[0] - 1, month, number)):
        return [before]
    return days


def _nearest_after(weekday: str, days: Iterable[date]) -> list[date]:
    """The days that are on the weekday, then those on the next one."""
    away = [((day.weekday() - WEEKDAYS.index(weekday)) % 7, day) for day in days]
    return [day for distance, day in sorted(away) if distance <= 1]


def infer_from_week(stamps: Iterable[Dated], lead: str) -> Dated | None:
    """The day of publication from stamps beside the article and the weekday its lead speaks of.

    The stamps bound it; the last such weekday up to the latest stamp is taken. Nothing is without a weekday, nor if
    the stamps are of more than one week.

    >>> infer_from_week([Dated(date(2026, 2, 18), "Feb 18, 2026")], "The talks ended on Tuesday.").day
    datetime.date(2026, 2, 17)
    """
    stamps, weekdays = list(stamps), [match[1] for match in WEEKDAY.finditer(lead)]
    if not stamps or not weekdays:
        return None
    stamp = max(stamps, key=lambda dated: dated.day)
    if stamp.day - min(dated.day for dated in stamps) > timedelta(days=7):
        return None
    named, _ = Counter(weekdays).most_common(1)[0]
    day = stamp.day - timedelta(days=(stamp.day.weekday() - WEEKDAYS.index(named.lower())) % 7)
    return Dated(day, f"stamp “{stamp.text}” beside the article; its lead says “{named}”")
