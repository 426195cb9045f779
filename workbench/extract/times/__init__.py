"""Temporal expressions of a text, as TIMEX3: plain text in, no parser, time linear in its length.

The rules and words are in `lexicons/times.toml`. Sources: TimeML's TIMEX3 guidelines (Saurí et al. 2006), the
TIDES 2005 standard, and the error classes of HeidelTime (Strötgen and Gertz 2013) on TimeBank.
"""

from __future__ import annotations

from collections.abc import Generator
from datetime import date
from typing import TYPE_CHECKING, Any

from workbench.extract.times import lengths, periods  # noqa: F401  # they register their makers
from workbench.extract.times.context import Context, Found
from workbench.extract.times.dates import MAKERS, puts_day_first
from workbench.extract.times.ranges import count_from_next, join_ranges
from workbench.extract.times.time_rules import Match, find_matches

if TYPE_CHECKING:
    from workbench.extract.reading import Reading, Row


def find_times(text: str, published: str | date | None = None) -> list[dict[str, Any]]:
    """Temporal expressions of `text`, in order, as dicts with the columns of the table `times` but `article`.

    published: day of publication (ISO text or date). Without it, what hangs on it has X in its value and no
    `begin`: nothing is ever resolved against today.

    >>> [(time["text"], time["value"]) for time in find_times("They met on Friday.", "2026-02-14")]
    [('Friday', '2026-02-13')]
    """
    day = date.fromisoformat(str(published)[:10]) if published is not None else None
    context = Context(text, day, day_first=puts_day_first(text))
    rows: list[dict[str, Any]] = []
    places = find_matches(text)
    matches = next(places, None)
    while matches is not None:
        taken, found = _first_made(matches, context)
        if taken is not None and found is not None:
            rows.append(_row(taken, found, context))
        matches = _next_place(places, taken)
    count_from_next(rows, text)
    return join_ranges(rows, text)


def _next_place(places: Generator[list[Match], Match | None], taken: Match | None) -> list[Match] | None:
    try:
        return places.send(taken)
    except StopIteration:
        return None


def _first_made(matches: list[Match], context: Context) -> tuple[Match | None, Found | None]:
    """The longest match that its maker accepts, and what it means."""
    for match in matches:
        found = MAKERS[match.rule.make](match, context)
        if found is not None:
            return match, found
    return None, None


def _row(match: Match, found: Found, context: Context) -> dict[str, Any]:
    begin, finish = _bounds(match, found, context)
    return {
        "start": match.start, "end": match.end, "text": context.text[match.start:match.end], "type": found.type,
        "value": found.value, "mod": found.mod or match.mod, "begin": begin, "finish": finish,
        "anchor": found.anchor, "rule": match.rule.name,
    }


def _bounds(match: Match, found: Found, context: Context) -> tuple[date | None, date | None]:
    """First and last day: what says "earlier" or "so far" ends on the day of publication, "later" begins there."""
    begin, finish, published = found.begin, found.finish, context.published
    if begin is None or finish is None or published is None or not begin <= published <= finish:
        return begin, finish
    words = context.text[match.start:match.end].lower()
    if "earlier" in words or context.text[max(0, match.start - 7):match.start].lower() == "so far ":
        return begin, published
    if "later" in words:
        return published, finish
    return begin, finish


def find_times_in(reading: Reading) -> list[Row]:
    """Rows of the times layer."""
    return [{"article": reading.article, **row} for row in find_times(reading.text, reading.published)]
