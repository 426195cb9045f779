"""Makers of durations, sets, times of day and references to no day at all."""

from __future__ import annotations

import re
from datetime import timedelta

from workbench.extract.times import values
from workbench.extract.times.context import Context, Found
from workbench.extract.times.dates import date_in, dated, maker
from workbench.extract.times.time_rules import Match
from workbench.extract.times.time_words import lexicon


def amount(match: Match, context: Context) -> tuple[float | str, str]:
    """How many of which unit a match says; "X" for a number that isn't told."""
    unit = (match.all("UNITS") + match.all("UNIT") + match.all("LONG"))[0]
    number: float | str
    if match.all("NUMBER"):
        number = match.get("NUMBER")
    elif "couple" in match.words:
        number = 2
    elif match.all("FEW") or (match.all("UNITS") and not match.all("UNIT")):
        number = "X"
    elif "half" in match.words and "and" not in match.words:
        number = 0.5
    elif "quarter" in match.words and unit == "C":
        number = 0.25
    else:
        number = 1
    if "half" in match.words and "and" in match.words and number != "X":
        number = float(number) + 0.5
    return number, unit


@maker
def length(match: Match, context: Context) -> Found | None:
    number, unit = amount(match, context)
    single = not match.all("NUMBER") and not match.all("FEW") and not match.all("UNITS")
    before = context.word_before(match.start)
    after = context.text[match.end:match.end + 8].lower()
    if after.startswith((" old", "-old", " older")) and unit == "Y":
        return None  # somebody's age
    if single and number == 1 and {"a", "an"} & match.words and not match.mod \
            and before not in lexicon().length_after and not after.startswith((" after ", " before ")):
        return None  # "300 lives a month": a rate, or nothing
    if unit in ("N", "WE", "S") and single and match.mod is None:
        return None
    if number == 1 and unit == "D" and "one" in match.words and before in lexicon().some_day_after:
        return Found("DATE", "FUTURE_REF")
    if unit == "Q" and (single or match.rule.name == "duration as adjective"):
        return None  # "a quarter", "three-quarters" of something
    if unit == "MO" and number in (6, 9):
        context.is_about_quarter = False
    return Found("DURATION", values.duration(number, unit))


@maker
def length_range(match: Match, context: Context) -> Found | None:
    unit = (match.all("UNITS") + match.all("UNIT"))[0]
    first, last = match.all("NUMBER")
    if first >= last:
        return None
    return Found("DURATION", f"{values.duration(first, unit)}/{values.duration(last, unit)}")


@maker
def vague_length(match: Match, context: Context) -> Found | None:
    unit = match.get("UNITS")
    if context.word_before(match.start) == "of" and context.text[match.end:match.end + 1] not in (".", ","):
        return None
    return Found("DURATION", values.duration("X", unit))


LENGTHENS = frozenset(("for", "in", "over", "within", "during", "of", "through", "throughout"))


@maker
def last_units(match: Match, context: Context) -> Found | None:
    """"The last four years" ends on the day of publication, "the next two weeks" begins there."""
    number, unit = amount(match, context)
    if unit in ("D", "N", "W", "MO") and number == 1 and "next" in match.words \
            and (unit in ("D", "N") or context.word_before(match.start) not in LENGTHENS):
        return None  # the day after
    if unit == "MO" and number in (6, 9):
        context.is_about_quarter = False
    value = values.duration(number, unit)
    published = context.published
    if published is None or number == "X" or match.words & {"first", "final", "initial", "latest", "following"}:
        return Found("DURATION", value)
    back = bool(match.words & {"last", "past", "previous", "preceding"})
    other = values.shift(published, -float(number) if back else float(number), unit)
    if other is None:
        return Found("DURATION", value)
    begin, finish = sorted((published, other))
    return Found("DURATION", value, "published", begin, finish)


@maker
def every(match: Match, context: Context) -> Found | None:
    """"Every month", "each Thursday", "Mondays"."""
    if match.all("SEASON"):
        return Found("SET", f"XXXX-{match.get('SEASON')}")
    if match.all("MONTH"):
        return Found("SET", f"XXXX-{match.get('MONTH'):02d}")
    weekday = match.get("WEEKDAYS") or match.get("FULLDAY")
    part = match.get("PARTS") or match.get("PART")
    if weekday:
        return Found("SET", f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""))
    if part:
        return Found("SET", f"XXXX-XX-XXT{part}")
    unit = (match.all("UNIT") + match.all("UNITS"))[0]
    if unit == "WE":
        return Found("SET", "XXXX-WXX-WE")
    number = 2 if "other" in match.words else match.get("NUMBER") or match.get("ORDINAL") or 1
    if "few" in match.words:
        number = "X"
    return Found("SET", values.duration(number, unit))


COUNTED = re.compile(r"(?:\d[\d,.]*%?|\w{3,}s|million|billion|percent|share)\s+$")
NO_RATE = re.compile(r"\s+(?:after|before|earlier|later|ago|or|and a half|in|of|that|when)\b")


@maker
def rate(match: Match, context: Context) -> Found | None:
    """"300 lives a month", "twice a week"; a unit after a number or a plural, and not "a day after"."""
    if match.words & {"an", "a", "per"} and not match.words & {"once", "twice", "times"}:
        before, after = context.text[max(0, match.start - 25):match.start], context.text[match.end:match.end + 12]
        if ("per" not in match.words and not COUNTED.search(before)) or NO_RATE.match(after):
            return None
    return None if match.get("UNIT") in ("S", "N") else Found("SET", values.duration(1, match.get("UNIT")))


@maker
def adverb_of_frequency(match: Match, context: Context) -> Found | None:
    """"Daily", but not where it is part of a name."""
    before, after = context.text[max(0, match.start - 25):match.start], context.text[match.end:match.end + 2]
    if context.text[match.start].isupper() and (re.search(r"[A-Z]\w*\s$", before) or re.match(r"\s[A-Z]", after)):
        return None
    return Found("SET", match.get("SET"))


@maker
def reference(match: Match, context: Context) -> Found | None:
    given = match.rule.given
    return Found(given.get("type", "DATE"), given["gives"])


@maker
def recent_units(match: Match, context: Context) -> Found | None:
    """Annotators take recent weeks and months for a length of time, recent days and years for the past."""
    unit = match.get("UNITS")
    return Found("DURATION", values.duration("X", unit)) if unit in ("W", "MO") else Found("DATE", "PAST_REF")


@maker
def part_of_day(match: Match, context: Context) -> Found | None:
    """"Last night", "Friday evening", "this morning", "overnight"."""
    published, words = context.published, match.words
    found = date_in(match, context)
    part = match.get("PART") or "NI"
    if found is None:
        day, anchor = published, context.against_published()
        if words & {"the", "that", "same", "following", "previous"}:
            day, anchor = context.spoken_of("D")
        steps = -1 if words & {"last", "previous", "overnight"} else 1 if words & {"next", "following"} else 0
        day = values.shift(day, steps, "D") if day else None
        found = values.unit_of(day, "D"), anchor
    value, anchor = found
    made = dated("TIME", f"{value}T{part}", context, match, anchor)
    if "overnight" in words and made.finish:
        return made._replace(finish=made.finish + timedelta(days=1))
    return made


@maker
def clock(match: Match, context: Context) -> Found | None:
    """"10 p.m. Wednesday", "5 p.m. EST Nov. 9", "1500 GMT", "noon"."""
    written = clock_in(match)
    if written is None:
        return None
    found = date_in(match, context)
    if found is None:
        day, anchor = context.spoken_of("D", near=match.start)
        found = values.unit_of(day, "D"), anchor
    return dated("TIME", f"{found[0]}T{written}", context, match, found[1])


def clock_in(match: Match) -> str | None:
    """HH:MM of the time of day in a match; None where it is none."""
    if match.all("POINT"):
        return match.get("POINT")
    if match.all("CLOCK"):
        hour, minute = (int(part) for part in re.split("[:.]", match.get("CLOCK")))
    else:
        number = match.get("NUMBER")
        if number != int(number) or number < 0:
            return None
        number = int(number)
        if match.all("ZONE") and not match.all("AMPM") and not match.all("OCLOCK"):
            hour, minute = divmod(number, 100)
        else:
            hour, minute = number, 0
    marker = (match.get("AMPM") or "").lower()[:1]
    if not marker and 1 <= hour < 12 and (match.all("PART") or "tonight" in match.words):  # "6 o'clock this evening"
        part = match.get("PART") or "NI"
        return f"{hour + 12 * (part in ('AF', 'EV') or (part == 'NI' and hour > 4)):02d}:{minute:02d}"
    if marker:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if marker == "p" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None
