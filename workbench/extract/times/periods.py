"""Makers of quarters and halves of a year, and of units counted from publication or from a day spoken of."""

from __future__ import annotations

import re
from datetime import date, timedelta

from workbench.extract.times import values
from workbench.extract.times.context import Context, Found
from workbench.extract.times.dates import points_ahead, weekday_in
from workbench.extract.times.lengths import amount
from workbench.extract.times.time_rules import Match

BACK = frozenset(("last", "past", "previous", "preceding", "prior", "ago", "earlier", "before", "beforehand"))
AHEAD = frozenset(("next", "coming", "following", "later", "after", "afterward", "afterwards", "hence", "from"))


def direction(words: frozenset[str]) -> int:
    """-1 for "last" and its like, 1 for "next" and its like, 0 for "this"."""
    return -1 if words & BACK else 1 if words & AHEAD else 0


def year_in(match: Match, context: Context) -> int | None:
    """The year that a match names: "2025", "last year", "the year-ago"."""
    if match.get("YEAR"):
        return match.get("YEAR")
    if "year" not in match.words:
        return None
    return context.published.year + direction(match.words) if context.published else None


def quarter(match: Match, context: Context) -> Found | None:
    """A bare quarter is the last one begun; "the latest quarter" the last one over, or the one spoken of."""
    number, named = match.get("ORDINAL"), year_in(match, context)
    spoken_of = context.quarter or context.quarter_before()
    if number is not None:
        return _numbered_quarter(number, named, match, context)
    if named:  # "the last quarter of 2025", "last year's quarter"
        number = 4 if "of" in match.words else int(spoken_of[-1].replace("X", "4"))
        return _numbered_quarter(number, named, match, context)
    value = values.unit_of(context.published, "Q") if "current" in match.words else spoken_of
    return context.quarter_of(match, value, context.anchor)


def _numbered_quarter(number: int, named: int | None, match: Match, context: Context) -> Found | None:
    published = context.published
    if number > 4:
        return None
    if "quarters" in match.words and named is None:  # "in the second and fourth quarters"
        return Found("SET", f"XXXX-Q{number}")
    if published and {"ago", "earlier"} & match.words:  # "the year-ago third quarter"
        named = _last_begun(number, published) - 1
    if named is not None:
        return context.quarter_of(match, f"{named:04d}-Q{number}", None if match.get("YEAR") else "published")
    if published is None:
        return Found("DATE", f"XXXX-Q{number}")
    year = _last_begun(number, published)
    if year < published.year and context.leaning(match) > 0:
        year += 1
    return context.quarter_of(match, f"{year:04d}-Q{number}", "published")


def _last_begun(quarter: int, published: date) -> int:
    """The year of the last quarter of that number which has begun."""
    return published.year - (3 * quarter - 2 > published.month)


def short_quarter(match: Match, context: Context) -> Found | None:
    """"Q3 2025", "3Q"; "H1 2025" with its year only."""
    mark, named = match.get("QUARTERMARK"), match.get("YEAR")
    number = int(mark.strip("QH"))
    if mark[0] == "H":
        return context.dated(match, f"{named}-H{number}") if named and number < 3 else None
    if named or context.published is None:
        return context.dated(match, f"{named or 'XXXX'}-Q{number}")
    return context.quarter_of(match, f"{_last_begun(number, context.published):04d}-Q{number}", "published")


def half(match: Match, context: Context) -> Found | None:
    number = match.get("ORDINAL") or (1 if "first" in match.words else 2)
    if number > 2:
        return None
    named = year_in(match, context)
    if named is None and context.published:
        named = context.published.year - (number == 2 and context.published.month <= 6)
    year = f"{named:04d}" if named else "XXXX"
    return context.dated(match, f"{year}-H{number}", None if match.get("YEAR") else context.anchor)


def day_name(match: Match, context: Context) -> Found | None:
    if match.is_capital and re.search(r"[A-Z]\w*\s$", match.before(12)):
        return None  # a name: "USA Today"
    away = match.get("DAYNAME") * (2 if {"before", "after"} & match.words else 1)
    return context.unit(match, values.shift(context.published, away, "D") if context.published else None, "D")


def turned_unit(match: Match, context: Context) -> Found | None:
    """"This week", "last month", "the year after next"."""
    unit, steps, published = match.unit, direction(match.words), context.published
    if match.text[match.tokens[-1].start].isupper() and not re.search(r"[a-z] to [A-Z][^.]*$", match.before(60)):
        return None  # a title: "This Week", but not a headline's "Premier to Visit Troops This Week"
    if {"before", "after"} & match.words:
        steps = -2 if "before" in match.words else 2
    if unit in values.UNIT_SECONDS or (unit == "D" and steps != 0):
        return None
    if unit == "N":
        return Found("TIME", values.unit_of(published, "N"), context.anchor)
    if unit == "Q" and steps == 0 and context.quarter and "this" in match.words:
        return context.dated(match, context.quarter, context.anchor)
    day = values.shift(published, steps, "W" if unit == "WE" else unit) if published else None
    return context.unit(match, day, unit)


def stepped_unit(match: Match, context: Context) -> Found | None:
    """"The following day", "that year": counted from the day spoken of, or else from publication."""
    unit, steps = match.get("UNIT"), direction(match.words)
    if unit in values.UNIT_SECONDS:
        return None
    base, anchor = context.spoken_of(unit)
    if "next" in match.words and unit != "D":  # "the next week" is counted from now, "the next day" from then
        base, anchor = context.published, context.anchor
    if unit == "Q" and steps == 0 and context.quarter:
        return context.dated(match, context.quarter, context.anchor)
    day = values.shift(base, steps, {"WE": "W", "N": "D"}.get(unit, unit)) if base else None
    return context.unit(match, day, unit, anchor, "TIME" if unit == "N" else "DATE")


def the_unit(match: Match, context: Context) -> Found | None:
    """"The end of the month", "over the weekend", "for the quarter"; nothing where it is one of many."""
    unit, published = match.get("UNIT"), context.published
    if unit == "WE":
        if published and published.isoweekday() < 5 and not points_ahead(match, context):
            published = values.shift(published, -1, "W")
        return context.unit(match, published, "WE")
    if unit == "Q":
        return context.quarter_of(match, context.quarter or context.quarter_before(), context.anchor)
    before, after = match.before(9).lower(), match.after(9).lower()
    if unit == "Y":
        context.is_about_quarter = False
        if after.startswith((" ended", " ending", " to ")):
            return Found("DURATION", "P1Y")
    is_whole = (unit in ("Y", "W") and before.endswith((" for ", " of ", " in ", " during "))
                and not after.startswith((" of ", " that ")))
    if unit in ("D", "W", "MO", "Y", "E", "C") and (match.mod in ("START", "END", "MID") or is_whole):
        return context.unit(match, published, unit)
    return None


def unit_end(match: Match, context: Context) -> Found | None:
    found = context.unit(match, context.published, match.unit)
    return found._replace(begin=found.finish, mod="END")


def ago(match: Match, context: Context) -> Found | None:
    """"Two weeks ago" is a day, "five months ago" a month, "two years ago" a year."""
    return _away(match, context, context.published, context.anchor)


def ago_on(match: Match, context: Context) -> Found | None:
    """"Ten years ago Sunday", "a year ago next month": counted from that day or month and not from publication."""
    number, unit = amount(match)
    if number == "X" or context.published is None or unit in values.UNIT_SECONDS:
        return None
    weekday, at, told = match.get("FULLDAY"), context.published, "D"
    if weekday:
        at = date.fromisoformat(weekday_in(weekday, match, context)[0])
    elif match.all("DAYNAME"):
        at += timedelta(days=match.get("DAYNAME"))
    else:
        told = "MO" if "month" in match.words else "W"
        at = values.shift(at, 1 if "next" in match.words else -1 if "last" in match.words else 0, told) or at
    return context.unit(match, values.shift(at, -float(number), unit), told, context.anchor)


def later(match: Match, context: Context) -> Found | None:
    """"Two days later" counts from the day spoken of, or else from publication."""
    number, unit = amount(match)
    if number == "X" or unit in values.UNIT_SECONDS:
        return None
    return _away(match, context, *context.spoken_of("D"))


def _away(match: Match, context: Context, base: date | None, anchor: str | None) -> Found | None:
    number, unit = amount(match)
    sign = direction(match.words & (BACK | AHEAD))
    if number == "X":
        return Found("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", anchor)
    if unit == "Y" and number == 1 and context.quarter and context.is_about_quarter and sign < 0:  # of earnings
        return context.dated(match, _year_before(context.quarter), anchor)
    if unit in values.UNIT_SECONDS:
        value = values.unit_of(base, "D")
        return Found("DATE", value, anchor, *(values.days_of(value) or (None, None)))
    day = values.shift(base, sign * float(number), unit) if base else None
    told = {"W": "W" if float(number) > 1 else "D", "F": "D", "E": "Y", "N": "D"}.get(unit, unit)  # how exactly
    return context.unit(match, day, told, anchor)


def _year_before(quarter: str) -> str:
    year, _, which = quarter.partition("-")
    return f"{int(year) - 1:04d}-{which}" if year.isdigit() else quarter


def compared_period(match: Match, context: Context) -> Found | None:
    """"The year-ago period", "the latest period": the quarter spoken of, or the same a year before."""
    if "months" in match.words:
        return Found("DURATION", values.duration(match.get("NUMBER"), "MO"))
    quarter, year = context.quarter or context.quarter_before(), match.get("YEAR")
    if year:
        quarter = f"{year}-{quarter.partition('-')[2]}"
    elif match.words & {"ago", "earlier", "last", "comparable", "corresponding"} and quarter[0].isdigit():
        quarter = _year_before(quarter)
    elif "same" in match.words:
        return None
    return context.dated(match, quarter, context.anchor)
