"""Makers of calendar dates: what a match of a rule says, with the missing year or weekday settled."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from workbench.extract.times import values
from workbench.extract.times.context import BEHIND, Context, Found
from workbench.extract.times.time_rules import Match
from workbench.extract.times.time_words import lexicon

Maker = Callable[[Match, Context], Found | None]
MAKERS: dict[str, Maker] = {}  # by the name a rule's `make` gives


def maker(function: Maker) -> Maker:
    """Registers a function under its name."""
    MAKERS[function.__name__] = function
    return function


def dated(kind: str, value: str, context: Context, match: Match, anchor: str | None = None) -> Found:
    """A DATE or TIME whose days follow from its value; the day spoken of from now on."""
    days = values.days_of(value)
    if days:
        context.notice(days[0], values.rank(value), _words(match, context), match.start, match.end)
    return Found(kind, value, anchor, *(days or (None, None)))


def _words(match: Match, context: Context) -> str:
    return " ".join(context.text[match.start:match.end].split())


@maker
def iso(match: Match, context: Context) -> Found | None:
    value = match.get("ISO")
    if values.days_of(value[:10]) is None:
        return None
    return dated("TIME" if "T" in value else "DATE", value, context, match)


NUMERIC = re.compile(r"(?<![\d/.])(\d{1,2})([/.])(\d{1,2})\2(?:\d{4}|\d\d)(?![\d/])")
BRITISH = re.compile(r"\b(?:\w{3,}(?:isation|ised|ising|our|ours|oured)|[Cc]entres?|[Dd]efence|programmes?|"
                     r"\d{1,2}(?:st|nd|rd|th)? (?:Jan|Febr)uary|\d{1,2} (?:March|April|May|June|July|August|"
                     r"September|October|November|December)|[Ll]ondon|Sydney|Delhi|per cent)\b")
AMERICAN = re.compile(r"\b(?:\w{3,}(?:ization|ized|izing)|[Cc]enters?|[Dd]efense|[Ll]abor|colors?|favor(?:ed|s)?|"
                      r"(?:January|February|March|April|May|June|July|August|September|October|November|December) "
                      r"\d{1,2}|Washington|percent)\b")
SPELT_LIKE_BOTH = frozenset(("hour", "hours", "four", "your", "tour", "tours", "pour", "raised", "advised", "promised",
                             "raising", "rising", "exercised", "surprised", "comprised", "devised", "revised",
                             "poured"))


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
    british = sum(word.lower() not in SPELT_LIKE_BOTH for word in BRITISH.findall(text))
    american = len(AMERICAN.findall(text))
    return None if british == american else british > american


@maker
def slashed(match: Match, context: Context) -> Found | None:
    """A numeric date: the text settles whether the day or the month comes first, or both stay open."""
    first, second, year = (int(part) for part in re.split(r"[/.]", match.get("SLASHED")))
    year += (1900 if year > 68 else 2000) if year < 100 else 0
    day_first = context.day_first if first <= 12 and second <= 12 else first > 12
    if day_first is None and first != second:
        return Found("DATE", f"{year:04d}-XX-XX", "day and month not told") if first and second else None
    month, day = (second, first) if day_first else (first, second)
    value = f"{year:04d}-{month:02d}-{day:02d}"
    return dated("DATE", value, context, match) if values.days_of(value) else None


def date_in(match: Match, context: Context) -> tuple[str, str | None] | None:
    """Value and anchor of the calendar date, weekday or "yesterday" that the match holds."""
    month = match.get("MONTH") or match.get("SUREMONTH") or match.get("ABBR") or match.get("MAY")
    if match.all("ISO"):
        return match.get("ISO"), None
    if month is None:
        if match.all("DAYNAME"):
            day = values.shift(context.published, match.get("DAYNAME"), "D") if context.published else None
            return values.unit_of(day, "D"), context.against_published()
        number = match.get("FULLDAY")
        return weekday_in(number, match, context) if number else None
    day_number = next(iter(match.all("DAYNUM") + match.all("DAYORD")), None)
    year, anchor = match.get("YEAR"), None
    if year is None:
        turn = next((step for word, step in (("last", -1), ("next", 1), ("this", 0)) if word in match.words), None)
        if turn is not None and "year" in match.words and context.published:
            year = context.published.year + turn
        elif "year" in match.words and "that" in match.words and (spoken := context.spoken_of("Y")[0]):
            year = spoken.year
        else:
            year = context.year_of(month, day_number, match.start, match.end)
        anchor = context.against_published()
    written = f"{year:04d}" if year is not None else "XXXX"
    value = f"{written}-{month:02d}" + (f"-{day_number:02d}" if day_number is not None else "")
    if day_number is not None and values.days_of(value.replace("XXXX", "2000")) is None:
        return None
    return value, anchor


def weekday_in(number: int, match: Match, context: Context) -> tuple[str, str | None]:
    """A bare weekday is the last one, the day of publication included, unless the words around point ahead."""
    if context.published is None:
        return f"XXXX-WXX-{number}", None
    if match.words & {"last", "next", "this", "coming", "previous", "following", "past"}:
        return _turned(number, match, context)
    direction = 1 if _points_ahead(match, context) else -1
    if direction > 0 and number == context.published.isoweekday():
        direction = -1
    return values.weekday(context.published, number, direction).isoformat(), "published"


NEXT_WEEKDAY = re.compile(
    r"\b(?:will|starting|beginning|until|till|scheduled|slated|due|upcoming|resumes?|starts|begins|opens|takes effect|"
    r"(?:is|are|plans?|planning|expects?|expected|hopes?|intends?|set|going|likely|ready) to|set for|planned for|"
    r"(?:be|been) (?:extended|postponed)|by $)\b|['’]ll\b")


def _points_ahead(match: Match, context: Context) -> bool:
    """Whether the clause of a bare weekday speaks of the time to come."""
    before, after = context.around(match.start, match.end)
    cues = list(NEXT_WEEKDAY.finditer(before))
    if cues:
        # a past verb or another reported clause between the cue and the day takes the day to itself
        between, lead = before[cues[-1].end():], before[:cues[-1].start()]
        return not BEHIND.search(between) and not re.search(r"\b(?:had|was|were) (?:been )?$", lead)
    if BEHIND.search(before):
        return False
    cue = NEXT_WEEKDAY.search(after)
    return cue is not None and not BEHIND.search(after[:cue.start()])


def _turned(number: int, match: Match, context: Context) -> tuple[str, str | None]:
    """"Last Monday", "the following Monday", "Monday next week"."""
    published, words = context.published, match.words
    assert published is not None
    if words & {"following", "previous", "preceding", "same"}:
        base, anchor = context.spoken_of("D")
        assert base is not None
        day = values.weekday(base - timedelta(days=1), number, -1) if words & {"previous", "preceding"} \
            else values.weekday(base, number, 1)
        return day.isoformat(), anchor
    if "week" in words:
        weeks = -1 if "last" in words else 1 if "next" in words else 0
        return values.weekday(published + timedelta(weeks=weeks), number, 0).isoformat(), "published"
    if words & {"last", "past", "previous"}:
        return values.weekday(published - timedelta(days=1), number, -1).isoformat(), "published"
    if words & {"next", "coming", "following"}:
        return values.weekday(published, number, 1).isoformat(), "published"
    return values.weekday(published, number, 0).isoformat(), "published"


@maker
def calendar_date(match: Match, context: Context) -> Found | None:
    if match.all("MAY") and not re.search(r"(?:^|\s)[a-z]+ $", context.text[max(0, match.start - 15):match.start]):
        return None
    found = date_in(match, context)
    if found is None:
        return None
    value, anchor = found
    return dated("DATE", value, context, match, anchor)


@maker
def weekday_date(match: Match, context: Context) -> Found | None:
    value, anchor = weekday_in(match.get("FULLDAY"), match, context)
    return dated("DATE", value, context, match, anchor)


@maker
def turned_weekday(match: Match, context: Context) -> Found | None:
    return weekday_date(match, context)


@maker
def calendar_range(match: Match, context: Context) -> Found | None:
    """Days of one month, written as one: the value is an interval."""
    first, last = (match.all("DAYNUM") + match.all("DAYORD"))[:2]
    found = date_in(match, context)
    if found is None or first >= last or ("and" in match.words and last - first > 1):
        return None
    month, anchor = found[0][:7], found[1]
    value = f"{month}-{first:02d}/{month}-{last:02d}"
    if values.days_of(value.replace("XXXX", "2000")) is None:
        return None
    return dated("DATE", value, context, match, anchor)


@maker
def turned_month(match: Match, context: Context) -> Found | None:
    """"Last May" is the last one before the month of publication, or the one before where that is just over."""
    month, published = match.get("MONTH"), context.published
    if published is None:
        return Found("DATE", f"XXXX-{month:02d}")
    back, ahead = (published.month - month) % 12, (month - published.month) % 12
    year = published.year
    if match.words & {"last", "past", "previous"}:
        year -= month >= published.month or back == 1
    elif match.words & {"next", "coming", "following"}:
        year += month <= published.month
    elif not ahead and not back:
        year = published.year
    return dated("DATE", f"{year:04d}-{month:02d}", context, match, "published")


@maker
def year(match: Match, context: Context) -> Found | None:
    number: Any = match.get("YEAR") or match.get("NUMBER")
    if number is None:  # "the fiscal year"
        context.is_about_quarter = False
        if context.text[match.end:match.end + 4] == " end":  # "the fiscal year ended June 30"
            return Found("DURATION", "P1Y")
        value = values.unit_of(context.published, "Y")
        return Found("DATE", value, context.against_published(), *(values.days_of(value) or (None, None)))
    bare = len(match.tokens) == 1
    if bare and not 1900 <= number < 2060:
        following = context.text[match.end:match.end + 2]
        if context.word_before(match.start) not in lexicon().year_after or re.match(r"\s[a-z]", following):
            return None
    if bare and ((context.text[max(0, match.start - 1):match.start] in ("/", "+", "-", "–", ".", ":") and not match.mod)
                 or context.text[match.end:match.end + 1] in ("/", "+")):
        return None
    return dated("DATE", f"{int(number):04d}", context, match)


@maker
def two_years(match: Match, context: Context) -> Found | None:
    years = match.all("YEAR")
    last = years[1] if len(years) > 1 else years[0] - years[0] % 100 + match.get("YY")
    return dated("DATE", f"{years[0]}/{last}", context, match) if years[0] < last < years[0] + 100 else None


@maker
def decade(match: Match, context: Context) -> Found | None:
    written = match.get("YEARS")
    if written:
        figures = re.sub(r"\D", "", written)
        century = context.published.year // 100 if context.published else 20
        this_decade = context.published.year // 10 % 10 if context.published else 2
        past = max(century - (int(figures[0]) > this_decade), 0)
        value = figures[:3] if len(figures) == 4 else f"{past:02d}{figures[0]}"
        value += "X"
    else:
        century = 20 if match.get("DECADE") < 2 else 19
        value = f"{(match.get('YEAR') or century * 100) // 100}{match.get('DECADE')}X"
    return dated("DATE", value, context, match)


@maker
def century(match: Match, context: Context) -> Found | None:
    number = match.get("ORDINAL")
    return dated("DATE", f"{number - 1:02d}", context, match) if 1 <= number <= 30 else None
