"""Makers of durations, rates, repeated times and references to no day at all."""

from __future__ import annotations

import re

from workbench.extract.times import values
from workbench.extract.times.context import Context, Found
from workbench.extract.times.time_rules import Match
from workbench.extract.times.time_words import lexicon


def amount(match: Match) -> tuple[float | str, str]:
    """How many of which unit a match says; "X" for a number that isn't told."""
    unit, words = match.get("UNITS", "UNIT", "LONG"), match.words
    number: float | str = 1
    if match.all("NUMBER"):
        number = match.get("NUMBER")
    elif "couple" in words:
        number = 2
    elif match.all("FEW") or (match.all("UNITS") and not match.all("UNIT")):
        number = "X"
    elif "half" in words and "and" not in words:
        number = 0.5
    elif "quarter" in words and unit == "C":
        number = 0.25
    if {"half", "and"} <= words and number != "X":
        number = float(number) + 0.5
    return number, unit


def length(match: Match, context: Context) -> Found | None:
    number, unit = amount(match)
    if _is_no_length(number, unit, match):
        return None
    if number == 1 and unit == "D" and "one" in match.words and match.word_before in lexicon().word_before["some_day"]:
        return Found("DATE", "FUTURE_REF")
    _notice_months(number, unit, context)
    return Found("DURATION", values.duration(number, unit))


def _is_no_length(number: float | str, unit: str, match: Match) -> bool:
    """Somebody's age, a rate ("300 lives a month"), "a second", "three-quarters" of something."""
    after = match.after(8).lower()
    if unit == "Y" and after.startswith((" old", "-old", " older")):
        return True
    is_single = not match.all("NUMBER", "FEW", "UNITS")
    if is_single and number == 1 and {"a", "an"} & match.words and not match.mod:
        is_length = match.word_before in lexicon().word_before["length"] or after.startswith((" after ", " before "))
        if not is_length:
            return True
    if unit == "Q":
        return is_single or match.rule.name == "duration as adjective"
    return unit in ("N", "WE", "S") and is_single and match.mod is None


def _notice_months(number: float | str, unit: str, context: Context) -> None:
    """A report's "nine months" are no quarter."""
    if unit == "MO" and number in (6, 9):
        context.is_about_quarter = False


def length_range(match: Match, context: Context) -> Found | None:
    unit = match.get("UNITS", "UNIT")
    first, last = match.all("NUMBER")
    if first >= last:
        return None
    return Found("DURATION", f"{values.duration(first, unit)}/{values.duration(last, unit)}")


def vague_length(match: Match, context: Context) -> Found | None:
    if match.word_before == "of" and match.after(1) not in (".", ","):
        return None
    return Found("DURATION", values.duration("X", match.get("UNITS")))


def last_units(match: Match, context: Context) -> Found | None:
    """"The last four years" ends on the day of publication, "the next two weeks" begins there."""
    number, unit = amount(match)
    if number == 1 and "next" in match.words and (
            unit in ("D", "N") or (unit in ("W", "MO") and match.word_before not in lexicon().word_before["next"])):
        return None  # the day after
    _notice_months(number, unit, context)
    value, published = values.duration(number, unit), context.published
    if published is None or number == "X" or match.words & {"first", "final", "initial", "latest", "following"}:
        return Found("DURATION", value)
    sign = -1 if match.words & {"last", "past", "previous", "preceding"} else 1
    other = values.shift(published, sign * float(number), unit)
    if other is None:
        return Found("DURATION", value)
    return Found("DURATION", value, "published", min(published, other), max(published, other))


def every(match: Match, context: Context) -> Found | None:
    """"Every month", "each Thursday", "Mondays"."""
    if match.all("SEASON"):
        return Found("SET", f"XXXX-{match.get('SEASON')}")
    if match.all("MONTH"):
        return Found("SET", f"XXXX-{match.get('MONTH'):02d}")
    weekday, part = match.get("WEEKDAYS", "FULLDAY"), match.get("PARTS", "PART")
    if weekday or part:
        return Found("SET", (f"XXXX-WXX-{weekday}" if weekday else "XXXX-XX-XX") + (f"T{part}" if part else ""))
    unit = match.get("UNIT", "UNITS")
    if unit == "WE":
        return Found("SET", "XXXX-WXX-WE")
    number = 2 if "other" in match.words else match.get("NUMBER", "ORDINAL") or 1
    return Found("SET", values.duration("X" if "few" in match.words else number, unit))


def rate(match: Match, context: Context) -> Found | None:
    """"300 lives a month", "twice a week"; a unit after a number or a plural, and not "a day after"."""
    unit, cues = match.get("UNIT"), lexicon().cues
    if match.words & {"an", "a", "per"} and not match.words & {"once", "twice", "times"}:
        is_counted = "per" in match.words or cues["counted"].search(match.before(25))
        if not is_counted or cues["no_rate"].search(match.after(12)):
            return None
    return None if unit in ("S", "N") else Found("SET", values.duration(1, unit))


def adverb_of_frequency(match: Match, context: Context) -> Found | None:
    """"Daily", but not where it is part of a name."""
    is_name = match.is_capital and (re.search(r"[A-Z]\w*\s$", match.before(25)) or re.match(r"\s[A-Z]", match.after(2)))
    return None if is_name else Found("SET", match.get("SET"))


def reference(match: Match, context: Context) -> Found | None:
    given = match.rule.given
    return Found(given.get("type", "DATE"), given["gives"])


def recent_units(match: Match, context: Context) -> Found | None:
    """Annotators take recent weeks and months for a length of time, recent days and years for the past."""
    unit = match.get("UNITS")
    return Found("DURATION", values.duration("X", unit)) if unit in ("W", "MO") else Found("DATE", "PAST_REF")
