"""Makers of quarters, halves, seasons, feasts, and of units counted from publication or from a day spoken of."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from workbench.extract.times import values
from workbench.extract.times.context import Context, Found
from workbench.extract.times.dates import dated, maker
from workbench.extract.times.time_rules import Match
from workbench.extract.times.time_words import lexicon

BACK = frozenset(("last", "past", "previous", "preceding", "prior", "ago", "earlier", "before", "beforehand"))
AHEAD = frozenset(("next", "coming", "following", "later", "after", "afterward", "afterwards", "hence", "from"))


def direction(words: frozenset[str]) -> int:
    """-1 for "last" and its like, 1 for "next" and its like, 0 for "this"."""
    return -1 if words & BACK else 1 if words & AHEAD else 0


def _year_in(match: Match, context: Context) -> int | None:
    """The year that a match names: "2025", "last year", "the year-ago"."""
    if match.get("YEAR"):
        return match.get("YEAR")
    if "year" not in match.words:
        return None
    return context.published.year + direction(match.words) if context.published else None


@maker
def quarter(match: Match, context: Context) -> Found | None:
    """A bare quarter is the last one begun; "the latest quarter" the last one over, or the one spoken of."""
    number, published = match.get("ORDINAL"), context.published
    named = _year_in(match, context)
    if number is not None and number > 4:
        return None
    if number is not None and "quarters" in match.words and named is None:
        return Found("SET", f"XXXX-Q{number}")  # "in the second and fourth quarters"
    if number is None and named:  # "last year's quarter", "the last quarter of 2025"
        number = 4 if "of" in match.words else int((context.quarter or context.quarter_before())[-1:].replace("X", "4"))
    if number is None:
        if "current" in match.words:
            value = values.unit_of(published, "Q")
        else:
            value = context.quarter or context.quarter_before()
        return _quarter(value, context, match, context.against_published())
    if {"ago", "earlier"} & match.words and published:  # "the year-ago third quarter"
        named = published.year - 1 - (3 * number - 2 > published.month)
    if named is not None:
        return _quarter(f"{named:04d}-Q{number}", context, match, None if match.get("YEAR") else "published")
    if published is None:
        return Found("DATE", f"XXXX-Q{number}")
    begun = published.year - (3 * number - 2 > published.month)
    if context.leaning(match.start, match.end) > 0 and 3 * number - 2 > published.month:
        begun += 1
    return _quarter(f"{begun:04d}-Q{number}", context, match, "published")


def _quarter(value: str, context: Context, match: Match, anchor: str | None) -> Found:
    context.notice_quarter(value)
    return dated("DATE", value, context, match, anchor)


@maker
def short_quarter(match: Match, context: Context) -> Found | None:
    """"Q3 2025", "3Q"; "H1 2025" with its year only."""
    mark = match.get("QUARTERMARK")
    number = int(mark.strip("QH"))
    if mark[0] == "H":
        named = match.get("YEAR")
        return dated("DATE", f"{named}-H{number}", context, match) if named and number < 3 else None
    if match.get("YEAR") or context.published is None:
        return dated("DATE", f"{match.get('YEAR') or 'XXXX'}-Q{number}", context, match)
    year = context.published.year - (3 * number - 2 > context.published.month)
    return _quarter(f"{year:04d}-Q{number}", context, match, "published")


@maker
def half(match: Match, context: Context) -> Found | None:
    number = match.get("ORDINAL") or (1 if "first" in match.words else 2)
    named = _year_in(match, context)
    if number > 2:
        return None
    if named is None and context.published:
        named = context.published.year - (number == 2 and context.published.month <= 6)
    return dated("DATE", f"{named:04d}-H{number}" if named else f"XXXX-H{number}", context, match,
                 None if match.get("YEAR") else context.against_published())


@maker
def season(match: Match, context: Context) -> Found | None:
    """A bare season is this year's, or last year's where it has not begun; a winter is named for its December."""
    name, published = match.get("SEASON") or match.get("SURESEASON"), context.published
    named = _year_in(match, context)
    if named is not None:
        return dated("DATE", f"{named:04d}-{name}", context, match, None if match.get("YEAR") else "published")
    if published is None:
        return Found("DATE", f"XXXX-{name}")
    first, last = values.SEASONS[name]
    year = published.year - (name == "WI" and published.month <= 2)
    begun = first <= published.month or (name == "WI" and published.month <= 2)
    over = begun and name != "WI" and published.month > last
    if match.words & {"last"}:
        year -= not over
    elif match.words & {"next"}:
        year += begun
    elif not begun and not match.words & {"this", "coming"} and context.leaning(match.start, match.end) < 0:
        year -= 1
    return dated("DATE", f"{year:04d}-{name}", context, match, "published")


NAMED_AFTER = re.compile(r" (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][a-z]")  # "Easter Island"


@maker
def feast(match: Match, context: Context) -> Found | None:
    """A feast of the year named, or the nearest one the words around allow."""
    when, named, published = match.get("FEAST"), match.get("YEAR"), context.published
    if named is None and NAMED_AFTER.match(context.text, match.end):
        return None
    if named is None and published is None:
        return Found("DATE", f"XXXX-{when}" if isinstance(when, str) else "XXXX-XX-XX")
    anchor = None if named else "published"
    if named is None:
        assert published is not None
        days = [day for year in (published.year - 1, published.year, published.year + 1)
                if (day := feast_day(when, year))]
        leaning = direction(match.words) or context.leaning(match.start, match.end)
        days = [day for day in days if (day - published).days * leaning >= 0] or days
        day = min(days, key=lambda day: abs((day - published).days), default=None)
    else:
        day = feast_day(when, named)
    return dated("DATE", day.isoformat(), context, match, anchor) if day else None


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


@maker
def day_name(match: Match, context: Context) -> Found | None:
    away = match.get("DAYNAME")
    if re.search(r"[A-Z]\w*\s$", context.text[max(0, match.start - 12):match.start]) and \
            context.text[match.start].isupper():
        return None  # a name: "USA Today"
    if {"before", "after"} & match.words:
        away *= 2
    day = values.shift(context.published, away, "D") if context.published else None
    return dated("DATE", values.unit_of(day, "D"), context, match, context.against_published())


@maker
def turned_unit(match: Match, context: Context) -> Found | None:
    """"This week", "last month", "the year after next"."""
    unit, steps = match.unit, direction(match.words)
    if context.text[match.tokens[-1].start].isupper():
        return None  # a title: "This Week"
    if {"before", "after"} & match.words:
        steps = -2 if "before" in match.words else 2
    if unit in values.UNIT_SECONDS or (unit == "D" and steps != 0):
        return None
    if unit == "N":
        return Found("TIME", values.unit_of(context.published, "N"), context.against_published())
    if unit == "Q" and steps == 0 and context.quarter and "this" in match.words:
        return dated("DATE", context.quarter, context, match, context.against_published())
    size = "W" if unit == "WE" else unit
    day = values.shift(context.published, steps, size) if context.published else None
    return dated("DATE", values.unit_of(day, unit), context, match, context.against_published())


@maker
def stepped_unit(match: Match, context: Context) -> Found | None:
    """"The following day", "that year": counted from the day spoken of, or else from publication."""
    unit = match.get("UNIT")
    if unit in values.UNIT_SECONDS:
        return None
    base, anchor = context.spoken_of(unit)
    size = {"WE": "W", "N": "D"}.get(unit, unit)
    if "next" in match.words and unit != "D":  # "the next week" is counted from now, "the next day" from then
        base, anchor = context.published, context.against_published()
    steps = direction(match.words)
    if unit == "Q" and steps == 0 and context.quarter:
        return dated("DATE", context.quarter, context, match, context.against_published())
    day = values.shift(base, steps, size) if base else None
    return dated("TIME" if unit == "N" else "DATE", values.unit_of(day, unit), context, match, anchor)


@maker
def the_unit(match: Match, context: Context) -> Found | None:
    """"The end of the month", "over the weekend", "for the quarter"; nothing where it is one of many."""
    unit, published = match.get("UNIT"), context.published
    following = context.text[match.end:match.end + 9].lower()
    if unit == "WE":
        weekend = published
        if published and published.isoweekday() < 5:
            ahead = context.leaning(match.start, match.end) > 0
            weekend = published - timedelta(weeks=not ahead)
        return dated("DATE", values.unit_of(weekend, "WE"), context, match, context.against_published())
    if unit == "Q":
        return _quarter(context.quarter or context.quarter_before(), context, match, context.against_published())
    if unit == "Y":
        context.is_about_quarter = False
    if unit == "Y" and following.startswith((" ended", " ending", " to ")):
        return Found("DURATION", "P1Y")
    before = context.text[max(0, match.start - 9):match.start].lower()
    whole = (unit in ("Y", "W") and before.endswith((" for ", " of ", " in ", " during "))
             and not following.startswith((" of ", " that ")))
    if unit in ("D", "W", "MO", "Y", "E", "C") and (match.mod in ("START", "END", "MID") or whole):
        return dated("DATE", values.unit_of(published, unit), context, match, context.against_published())
    return None


@maker
def unit_end(match: Match, context: Context) -> Found | None:
    value = values.unit_of(context.published, match.unit)
    found = dated("DATE", value, context, match, context.against_published())
    return found._replace(begin=found.finish, mod="END")


@maker
def ago(match: Match, context: Context) -> Found | None:
    """"Two weeks ago" is a day, "five months ago" a month, "two years ago" a year."""
    return _away(match, context, context.published, context.against_published())


@maker
def later(match: Match, context: Context) -> Found | None:
    """"Two days later" counts from the day spoken of, or else from publication."""
    return _away(match, context, *context.spoken_of("D"))


def _away(match: Match, context: Context, base: date | None, anchor: str | None) -> Found | None:
    from workbench.extract.times.lengths import amount

    number, unit = amount(match, context)
    sign = direction(match.words & (BACK | AHEAD))
    if match.rule.name == "later" and (number == "X" or unit in values.UNIT_SECONDS):
        return None
    if unit == "Y" and number == 1 and context.quarter and context.is_about_quarter and sign < 0:  # of earnings
        year, _, which = context.quarter.partition("-")
        value = f"{int(year) - 1:04d}-{which}" if year.isdigit() else context.quarter
        return dated("DATE", value, context, match, anchor)
    if number == "X":
        return Found("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", anchor)
    if unit in values.UNIT_SECONDS:
        value = values.unit_of(base, "D")
        return Found("DATE", value, anchor, *(values.days_of(value) or (None, None)))
    day = values.shift(base, sign * float(number), unit) if base else None
    fine = {"W": "W" if float(number) > 3 else "D", "F": "D", "E": "Y", "N": "D", "WE": "WE"}.get(unit, unit)
    return dated("DATE", values.unit_of(day, fine), context, match, anchor)


OPENING = re.compile(r"\b(?:began|begins?|beginning|opened|opens?|opening|start(?:ed|s|ing)?|kicked off|launched)\b")


@maker
def nth_day(match: Match, context: Context) -> Found | None:
    """"The second day of the talks": counted from the day the text says they began, or else that of publication."""
    number = match.get("ORDINAL")
    if number == 1 or number > 100:
        return None
    opening = next(((day, words) for day, words, start, end in reversed(context.days)
                    if OPENING.search(" ".join(context.around(start, end)))), None)
    if opening is not None:
        value = values.unit_of(values.shift(opening[0], number - 1, "D"), "D")
        return dated("DATE", value, context, match, opening[1])
    return dated("DATE", values.unit_of(context.published, "D"), context, match, context.against_published())


FULL_DATE = re.compile(r"[^.;\n]{0,60}?\b(?:(\d{1,2}) ([A-Z][a-z]+),? |([A-Z][a-z]+) (\d{1,2}),? )?([12]\d{3})\b")


@maker
def anniversary(match: Match, context: Context) -> Found | None:
    """"The 30th anniversary of the accord of 14 December 1995": the day, or the year, so many years later."""
    found = FULL_DATE.match(context.text[match.end:match.end + 90])
    if not found:
        return None
    year = int(found[5]) + match.get("ORDINAL")
    word = lexicon().words.get((found[2] or found[3] or "").lower())
    if word is None or "MONTH" not in word.values:
        return dated("DATE", f"{year:04d}", context, match, found[5])
    value = f"{year:04d}-{word.values['MONTH']:02d}-{int(found[1] or found[4]):02d}"
    return dated("DATE", value, context, match, found[5]) if values.days_of(value) else None


@maker
def compared_period(match: Match, context: Context) -> Found | None:
    """"The year-ago period", "the latest period": the quarter spoken of, or the same a year before."""
    if "months" in match.words:
        return Found("DURATION", values.duration(match.get("NUMBER"), "MO"))
    quarter = context.quarter or context.quarter_before()
    year, _, which = quarter.partition("-")
    if match.get("YEAR"):
        year = str(match.get("YEAR"))
    elif match.words & {"ago", "earlier", "last", "comparable", "corresponding"} and year.isdigit():
        year = f"{int(year) - 1:04d}"
    elif "same" in match.words:
        return None
    return dated("DATE", f"{year}-{which}", context, match, context.against_published())
