"""Temporal expressions of a text, as TIMEX3: plain text in, no parser, time linear in its length.

The rules and words are in `lexicons/times.toml`. Sources: TimeML's TIMEX3 guidelines (Saurí et al. 2006), the
TIDES 2005 standard, and the error classes of HeidelTime (Strötgen and Gertz 2013) on TimeBank.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from workbench.extract.times import clock_times, dates, feasts, lengths, periods
from workbench.extract.times.context import Context, Found
from workbench.extract.times.dates import puts_day_first
from workbench.extract.times.ranges import count_from_next, join_ranges
from workbench.extract.times.time_rules import Match, find_matches
from workbench.text.calendar_days import read_day

if TYPE_CHECKING:
    from workbench.extract.reading import Reading, Row

# the functions that the `make` of a rule names: each gives what a match means, or None where it is no time
MAKERS = {name: function for module in (clock_times, dates, feasts, lengths, periods)
          for name, function in vars(module).items()}


def find_times(text: str, published: str | date | None = None) -> list[dict[str, Any]]:
    """Temporal expressions of `text`, in order, as dicts with the columns of the table `times` but `article`.

    published: day of publication (ISO text or date). Without it, what hangs on it has X in its value and no
    `begin`: nothing is ever resolved against today.

    >>> [(time["text"], time["value"]) for time in find_times("They met on Friday.", "2026-02-14")]
    [('Friday', '2026-02-13')]
    """
    context = Context(text, read_day(published, "published"), puts_day_first(text))
    found = find_matches(text, lambda match: MAKERS[match.rule.make](match, context))
    rows = [{"start": match.start, "end": match.end, "text": match.written, "type": means.type, "value": means.value,
             "mod": means.mod or match.mod, **_bounds(match, means, context.published), "anchor": means.anchor,
             "rule": match.rule.name} for match, means in found]
    count_from_next(rows, text)
    return join_ranges(rows, text)


def _bounds(match: Match, found: Found, published: date | None) -> dict[str, date | None]:
    """First and last day: what says "earlier" or "so far" ends on the day of publication, "later" begins there."""
    begin, finish = found.begin, found.finish
    if begin and finish and published and begin <= published <= finish:
        words = match.written.lower()
        if "earlier" in words or match.before(7).lower() == "so far ":
            finish = published
        elif "later" in words:
            begin = published
    return {"begin": begin, "finish": finish}


def find_times_in(reading: Reading) -> list[Row]:
    """Rows of the times layer."""
    return [{"article": reading.article, **row} for row in find_times(reading.text, reading.published)]
