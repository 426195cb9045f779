"""Makers of times of day: parts of a day, and what the clock says."""

from __future__ import annotations

import re
from datetime import timedelta

from workbench.extract.times import values
from workbench.extract.times.context import Context, Found
from workbench.extract.times.dates import date_in
from workbench.extract.times.time_rules import Match


def part_of_day(match: Match, context: Context) -> Found | None:
    """"Last night", "Friday evening", "this morning", "overnight"."""
    words = match.words
    found = date_in(match, context)
    if found is None:
        day, anchor = context.published, context.anchor
        if words & {"the", "that", "same", "following", "previous"}:
            day, anchor = context.spoken_of("D")
        steps = -1 if words & {"last", "previous", "overnight"} else 1 if words & {"next", "following"} else 0
        found = values.unit_of(values.shift(day, steps, "D") if day else None, "D"), anchor
    value, anchor = found
    made = context.dated(match, f"{value}T{match.get('PART') or 'NI'}", anchor, "TIME")
    if "overnight" in words and made.finish:
        return made._replace(finish=made.finish + timedelta(days=1))
    return made


def clock(match: Match, context: Context) -> Found | None:
    """"10 p.m. Wednesday", "5 p.m. EST Nov. 9", "1500 GMT", "noon"."""
    written = match.get("POINT") or _clock_in(match)
    if written is None:
        return None
    found = date_in(match, context)
    if found is None:
        day, anchor = context.spoken_of("D", near=match.start)
        found = values.unit_of(day, "D"), anchor
    return context.dated(match, f"{found[0]}T{written}", found[1], "TIME")


def _clock_in(match: Match) -> str | None:
    """HH:MM of the time of day in a match; None where it is none."""
    written = _hour_and_minute(match)
    if written is None:
        return None
    hour, minute = written
    half = (match.get("AMPM") or "").lower()[:1]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (half == "p")
    elif 1 <= hour < 12 and (match.all("PART") or "tonight" in match.words):  # "6 o'clock this evening"
        part = match.get("PART") or "NI"
        hour += 12 * (part in ("AF", "EV") or (part == "NI" and hour > 4))
        return f"{hour:02d}:{minute:02d}"
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def _hour_and_minute(match: Match) -> tuple[int, int] | None:
    """The figures as written: "5:30", "1500 GMT", "5" of "5 p.m."."""
    if match.all("CLOCK"):
        hour, minute = re.split("[:.]", match.get("CLOCK"))
        return int(hour), int(minute)
    number = match.get("NUMBER")
    if number != int(number) or number < 0:
        return None
    is_military = match.all("ZONE") and not match.all("AMPM", "OCLOCK")
    return divmod(int(number), 100) if is_military else (int(number), 0)
