"""Makers of calendar dates: what a match of a rule says, with the missing year or weekday settled."""

from __future__ import annotations

import re
from datetime import timedelta

from workbench.extract.times import values
from workbench.extract.times.context import Context, Found
from workbench.extract.times.time_rules import Match
from workbench.extract.times.time_words import lexicon


def iso(match: Match, context: Context) -> Found | None:
    value = match.get("ISO")
    if values.days_of(value[:10]) is None:
        return None
    return context.dated(match, value, kind="TIME" if "T" in value else "DATE")


LOOKING_BACK = re.compile(r"\b(?:had|was|were) (?:been )?(?:\w+ to )?$")  # "was to", "was supposed to"
STANDING = ("planning", "promised", "pledged", "vowed")  # what "had" and "were" before it don't make over
GIVEN_UP = re.compile(r"\s+(?:was|were|had been) (?:put off|called off|cancell?ed|postponed|scrapped|abandoned)\b")
NEAR_CHARACTERS = 10
NUMERIC = re.compile(r"(?<![\d/.])(\d{1,2})([/.])(\d{1,2})\2(?:\d{4}|\d\d)(?![\d/])")


def puts_day_first(text: str) -> bool | None:
    """Whether the text's numeric dates are British: settled by one that allows no other reading, or by its spelling.

    None where there is no such date or nothing tells.

    >>> puts_day_first("On 05/02/2026 the defence ministry met."), puts_day_first("5/2/26 and 2/17/26")
    (True, False)
    """
    dates = [(int(one), mark, int(other)) for one, mark, other in NUMERIC.findall(text)]
    if not dates:
        return None
    if any(one > 12 >= other for one, _, other in dates):
        return True
    if any(other > 12 >= one for one, _, other in dates):
        return False
    if all(mark == "." for _, mark, _ in dates):
        return True
    cues = lexicon().cues
    british = sum(word.lower() not in lexicon().spelt_like_both for word in cues["british"].findall(text))
    american = len(cues["american"].findall(text))
    return None if british == american else british > american


def slashed(match: Match, context: Context) -> Found | None:
    """A numeric date: the text settles whether the day or the month comes first, or both stay open."""
    first, second, year = (int(part) for part in re.split(r"[/.]", match.get("SLASHED")))
    year += (1900 if year > 68 else 2000) if year < 100 else 0
    day_first = context.day_first if first <= 12 and second <= 12 else first > 12
    if day_first is None and first != second:
        return Found("DATE", f"{year:04d}-XX-XX", "day and month not told") if first and second else None
    month, day = (second, first) if day_first else (first, second)
    value = f"{year:04d}-{month:02d}-{day:02d}"
    return context.dated(match, value) if values.days_of(value) else None


def date_in(match: Match, context: Context) -> tuple[str, str | None] | None:
    """Value and anchor of the calendar date, weekday or "yesterday" that the match holds."""
    if match.all("ISO"):
        return match.get("ISO"), None
    month = match.get("MONTH", "SUREMONTH", "ABBR", "MAY")
    if month is not None:
        return _day_of_month(month, match, context)
    if match.all("DAYNAME"):
        day = values.shift(context.published, match.get("DAYNAME"), "D") if context.published else None
        return values.unit_of(day, "D"), context.anchor
    number = match.get("FULLDAY")
    return weekday_in(number, match, context) if number else None


def _day_of_month(month: int, match: Match, context: Context) -> tuple[str, str | None] | None:
    """Value and anchor of a month, or a day of it; None for a day that the month doesn't have."""
    day, year = match.get("DAYNUM", "DAYORD"), match.get("YEAR")
    anchor = None if year is not None else context.anchor
    if year is None:
        year = _year_said(match, context)
    if year is None:
        year = context.year_of(match, month, day)
    value = f"{year:04d}-{month:02d}" if year is not None else f"XXXX-{month:02d}"
    if day is None:
        return value, anchor
    value += f"-{day:02d}"
    return (value, anchor) if values.days_of(value.replace("XXXX", "2000")) else None


def _year_said(match: Match, context: Context) -> int | None:
    """The year of "June last year", "June that year"."""
    if "year" not in match.words:
        return None
    turn = next((step for word, step in (("last", -1), ("next", 1), ("this", 0)) if word in match.words), None)
    if turn is not None and context.published:
        return context.published.year + turn
    spoken = context.spoken_of("Y")[0] if "that" in match.words else None
    return spoken.year if spoken else None


def weekday_in(number: int, match: Match, context: Context) -> tuple[str, str | None]:
    """A bare weekday is the last one, the day of publication included, unless the words around point ahead."""
    if context.published is None:
        return f"XXXX-WXX-{number}", None
    if match.words & {"last", "next", "this", "coming", "previous", "following", "past"}:
        return _turned(number, match, context)
    is_ahead = number != context.published.isoweekday() and points_ahead(match, context)
    return values.weekday(context.published, number, 1 if is_ahead else -1).isoformat(), "published"


def points_ahead(match: Match, context: Context) -> bool:
    """Whether the clause of a bare weekday speaks of the time to come."""
    before, after = context.around(match.start, match.end)
    ahead, behind = lexicon().cues["next_weekday"], lexicon().cues["behind"]
    cues = list(ahead.finditer(before))
    if cues:
        # a past verb or another reported clause between the cue and the day takes the day to itself
        between, lead = before[cues[-1].end():], before[:cues[-1].start()]
        is_over = LOOKING_BACK.search(lead) is not None and not cues[-1][0].startswith(STANDING)
        # "would get around Wednesday's ruling": a day's own event is to come only where the cue is at it
        is_far = match.after(2) in ("'s", "’s") and len(between) > NEAR_CHARACTERS
        return not (is_over or is_far or GIVEN_UP.match(after) or behind.search(between))
    if behind.search(before):
        return False
    cue = ahead.search(after)
    return cue is not None and not behind.search(after[:cue.start()])


def _turned(number: int, match: Match, context: Context) -> tuple[str, str | None]:
    """"Last Monday", "the following Monday", "Monday next week"."""
    words, anchor = match.words, context.anchor
    base, direction = context.published, 0
    if words & {"following", "previous", "preceding", "same"}:
        base, anchor = context.spoken_of("D")
        direction = -1 if words & {"previous", "preceding"} else 1
    elif "week" in words:
        base = values.shift(base, -1 if "last" in words else 1 if "next" in words else 0, "W") if base else None
    elif words & {"last", "past"}:
        direction = -1
    elif words & {"next", "coming"}:
        direction = 1
    assert base is not None
    # "last Monday" is not the day itself
    return values.weekday(base - timedelta(days=direction < 0), number, direction).isoformat(), anchor


def calendar_date(match: Match, context: Context) -> Found | None:
    if match.all("MAY") and not re.search(r"(?:^|\s)[a-z]+ $", match.before(15)):
        return None
    found = date_in(match, context)
    return context.dated(match, *found) if found else None


def weekday_date(match: Match, context: Context) -> Found | None:
    return context.dated(match, *weekday_in(match.get("FULLDAY"), match, context))


def week_of(match: Match, context: Context) -> Found | None:
    found = date_in(match, context)
    days = values.days_of(found[0]) if found else None
    return context.unit(match, days[0], "W", found[1]) if found and days else None


def calendar_range(match: Match, context: Context) -> Found | None:
    """Days of one month, written as one: the value is an interval."""
    first, last = match.all("DAYNUM", "DAYORD")[:2]
    found = date_in(match, context)
    if found is None or first >= last or (
            "and" in match.words and last - first > 1 and match.word_before != "between"):
        return None
    month, anchor = found[0][:7], found[1]
    value = f"{month}-{first:02d}/{month}-{last:02d}"
    return context.dated(match, value, anchor) if values.days_of(value.replace("XXXX", "2000")) else None


def turned_month(match: Match, context: Context) -> Found | None:
    """"Last May" is the last one before the month of publication, or the one before where that is just over."""
    month, published = match.get("MONTH"), context.published
    if published is None:
        return Found("DATE", f"XXXX-{month:02d}")
    year = published.year
    if match.words & {"last", "past", "previous"}:
        year -= month >= published.month or (published.month - month) % 12 == 1
    elif match.words & {"next", "coming", "following"}:
        year += month <= published.month
    return context.dated(match, f"{year:04d}-{month:02d}", "published")


def turned_day_of_month(match: Match, context: Context) -> Found | None:
    """"Last Oct. 23" is the last one before the day of publication."""
    month, day, published = match.get("MONTH"), match.get("DAYNUM", "DAYORD"), context.published
    if published is None:
        return Found("DATE", f"XXXX-{month:02d}-{day:02d}")
    today = (published.month, published.day)
    year = published.year + (-((month, day) >= today) if "last" in match.words else (month, day) <= today)
    value = f"{year:04d}-{month:02d}-{day:02d}"
    return context.dated(match, value, "published") if values.days_of(value) else None


def year(match: Match, context: Context) -> Found | None:
    number = match.get("YEAR", "NUMBER")
    if number is None:
        return _fiscal_year(match, context)
    if len(match.tokens) == 1 and not _is_bare_year(number, match):
        return None
    return context.dated(match, f"{int(number):04d}")


def _fiscal_year(match: Match, context: Context) -> Found:
    context.is_about_quarter = False
    if match.after(4) == " end":  # "the fiscal year ended June 30"
        return Found("DURATION", "P1Y")
    value = values.unit_of(context.published, "Y")
    return Found("DATE", value, context.anchor, *(values.days_of(value) or (None, None)))


def _is_bare_year(number: float, match: Match) -> bool:
    """Whether four figures by themselves are a year: near ours or after "in", and no part of something longer."""
    if not 1900 <= number < 2060 and (match.word_before not in lexicon().word_before["year"]
                                      or re.match(r"\s[a-z]", match.after(2))):
        return False
    is_joined = match.before(1) in ("/", "+", "-", "–", ".", ":") and not match.mod
    return not is_joined and match.after(1) not in ("/", "+")


def two_years(match: Match, context: Context) -> Found | None:
    first, *others = match.all("YEAR")
    last = others[0] if others else first - first % 100 + match.get("YY")
    return context.dated(match, f"{first}/{last}") if first < last < first + 100 else None


def decade(match: Match, context: Context) -> Found | None:
    written = match.get("YEARS")
    if written is None:
        century = 20 if match.get("DECADE") < 2 else 19
        return context.dated(match, f"{(match.get('YEAR') or century * 100) // 100}{match.get('DECADE')}")
    figures = re.sub(r"\D", "", written)
    if len(figures) == 4:
        return context.dated(match, figures[:3])
    this_year = context.published.year if context.published else 2020
    century = max(this_year // 100 - (int(figures[0]) > this_year // 10 % 10), 0)  # the last one begun
    return context.dated(match, f"{century:02d}{figures[0]}")


def century(match: Match, context: Context) -> Found | None:
    number = match.get("ORDINAL")
    return context.dated(match, f"{number - 1:02d}") if 1 <= number <= 30 else None
