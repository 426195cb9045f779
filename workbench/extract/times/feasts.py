"""Makers of feasts, seasons and anniversaries: what comes again every year."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from workbench.extract.times import values
from workbench.extract.times.context import Context, Found
from workbench.extract.times.periods import direction, year_in
from workbench.extract.times.time_rules import Match
from workbench.extract.times.time_words import lexicon


def season(match: Match, context: Context) -> Found | None:
    """A bare season is this year's, or last year's where it has not begun; a winter is named for its December."""
    name, published, named = match.get("SEASON", "SURESEASON"), context.published, year_in(match, context)
    if named is not None:
        return context.dated(match, f"{named:04d}-{name}", None if match.get("YEAR") else "published")
    if published is None:
        return Found("DATE", f"XXXX-{name}")
    first = values.SEASON_STARTS[name]
    is_late_winter = name == "WI" and published.month <= 2
    is_begun = first <= published.month or is_late_winter
    is_over = published.month > first + 2
    year = published.year - is_late_winter
    if "last" in match.words:
        year -= not is_over
    elif "next" in match.words:
        year += is_begun
    elif not is_begun and not match.words & {"this", "coming"} and context.leaning(match) < 0:
        year -= 1
    return context.dated(match, f"{year:04d}-{name}", "published")


NAMED_AFTER = re.compile(r" (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][a-z]")  # "Easter Island"


def feast(match: Match, context: Context) -> Found | None:
    """A feast of the year named, or the nearest one the words around allow."""
    when, year, published = match.get("FEAST"), match.get("YEAR"), context.published
    if year is not None:
        day = feast_day(when, year)
        return context.dated(match, day.isoformat()) if day else None
    if NAMED_AFTER.match(context.text, match.end):
        return None
    if published is None:
        return Found("DATE", f"XXXX-{when}" if isinstance(when, str) else "XXXX-XX-XX")
    leaning = direction(match.words) or context.leaning(match)
    days = [day for year in range(published.year - 1, published.year + 2) if (day := feast_day(when, year))]
    fitting = [day for day in days if (day - published).days * leaning >= 0] or days
    day = min(fitting, key=lambda day: abs((day - published).days), default=None)
    return context.dated(match, day.isoformat(), "published") if day else None


@cache
def feast_day(when: str | int | tuple[str, str], year: int) -> date | None:
    """The day of a feast: MM-DD, days from Easter, or (country, name) in the holidays library."""
    if isinstance(when, str):
        return date.fromisoformat(f"{year:04d}-{when}")
    if isinstance(when, int):
        from dateutil.easter import easter

        return easter(year) + timedelta(days=when)
    import holidays

    known = holidays.country_holidays(when[0], years=year, language="en_US")
    found = known.get_named(when[1], lookup="exact") or known.get_named(when[1], lookup="startswith")
    return found[0] if found else None


def nth_day(match: Match, context: Context) -> Found | None:
    """"The second day of the talks": counted from the day the text says they began, or else that of publication."""
    number = match.get("ORDINAL")
    if number == 1 or number > 100:
        return None
    opening = next(((day, words) for day, words, start, end in reversed(context.days)
                    if lexicon().cues["opening"].search(" ".join(context.around(start, end)))), None)
    if opening is None:
        return context.unit(match, context.published, "D")
    return context.unit(match, values.shift(opening[0], number - 1, "D"), "D", opening[1])


FULL_DATE = re.compile(r"[^.;\n]{0,60}?\b(?:(\d{1,2}) ([A-Z][a-z]+),? |([A-Z][a-z]+) (\d{1,2}),? )?([12]\d{3})\b")


def anniversary(match: Match, context: Context) -> Found | None:
    """"The 30th anniversary of the accord of 14 December 1995": the day, or the year, so many years later."""
    found = FULL_DATE.match(match.after(90))
    if not found:
        return None
    year = int(found[5]) + match.get("ORDINAL")
    word = lexicon().words.get((found[2] or found[3] or "").lower())
    if word is None or "MONTH" not in word.values:
        return context.dated(match, f"{year:04d}", found[5])
    value = f"{year:04d}-{word.values['MONTH']:02d}-{int(found[1] or found[4]):02d}"
    return context.dated(match, value, found[5]) if values.days_of(value) else None
