"""What an expression is resolved against: the day of publication, what was spoken of before, the tense around it."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from workbench.extract.times import values
from workbench.extract.times.time_rules import Match
from workbench.extract.times.time_words import lexicon

REACH_CHARACTERS = 90  # of the sentence looked at on either side, so that reading stays linear
SPOKEN_OF_CHARACTERS = 270  # how far before it the day that a time of day belongs to may have been spoken of
LATEST_REPORT_DAYS = 270  # how long after its end a report may be about a quarter
RANKS = {"D": 0, "N": 0, "W": 1, "WE": 1, "F": 1, "MO": 2, "Q": 3, "HY": 3}  # as `values.rank`; 4 for all coarser
TITLE = "".join(rf"(?<!\b{title})" for title in ("Mr", "Ms", "Mrs", "Dr", "St", "Gen", "Sen", "Gov", "Rep"))
BOUNDARY = re.compile(  # the end of a sentence, not of an initial or a title, or of a quotation
    rf"(?<=[\w%)”\"'][\w%)”\"']){TITLE}[.!?][\"'”’)]*\s+(?=[A-Z“\"'])|\n\s*\n|[“”]|``|''")


Place = tuple[date, str, int, int]  # a day, the words that named it, and where they stand


class Found(NamedTuple):
    """What an expression means."""

    type: str
    value: str
    anchor: str | None = None
    begin: date | None = None
    finish: date | None = None
    mod: str | None = None


@dataclass
class Context:
    """State of the reading of one text."""

    text: str
    published: date | None
    day_first: bool | None = None  # 13/02/2026, and not 02/13/2026; None where the text doesn't tell
    focus: dict[int, Place] = field(default_factory=dict)  # what was last spoken of, by rank
    days: deque[Place] = field(default_factory=lambda: deque(maxlen=12))  # the last days spoken of
    quarter: str | None = None  # the quarter a report is about
    is_about_quarter: bool = False  # whether that was the last period spoken of, and not its nine months or year

    def dated(self, match: Match, value: str, anchor: str | None = None, kind: str = "DATE") -> Found:
        """A DATE or TIME whose days follow from its value; the day spoken of from now on."""
        days = values.days_of(value)
        if days:
            rank, place = values.rank(value), (days[0], " ".join(match.written.split()), match.start, match.end)
            if rank == 0:
                self.days.append(place)
            for coarser in range(rank, 5):  # a day also tells its week, month and year
                self.focus[coarser] = place
        return Found(kind, value, anchor, *(days or (None, None)))

    def unit(self, match: Match, day: date | None, unit: str, anchor: str | None = None, kind: str = "DATE") -> Found:
        """The calendar unit that holds `day`, counted from the day of publication unless `anchor` says otherwise."""
        return self.dated(match, values.unit_of(day, unit), anchor or self.anchor, kind)

    def quarter_of(self, match: Match, value: str, anchor: str | None) -> Found:
        """A quarter; the one a report is about, if it is just over."""
        days = values.days_of(value)
        if days and self.published and 0 < (self.published - days[1]).days < LATEST_REPORT_DAYS:
            self.quarter, self.is_about_quarter = value, True
        return self.dated(match, value, anchor)

    def around(self, start: int, end: int) -> tuple[str, str]:
        """The sentence's text before and after [start, end), REACH_CHARACTERS at most."""
        before = self.text[max(0, start - REACH_CHARACTERS):start]
        after = self.text[end:end + REACH_CHARACTERS]
        cut = max((boundary.end() for boundary in BOUNDARY.finditer(before)), default=0)
        boundary_after = BOUNDARY.search(after)
        return " " * cut + before[cut:], after[:boundary_after.start()] if boundary_after else after

    def leaning(self, match: Match) -> int:
        """1 where the words around point after publication, -1 where before it, 0 where they don't tell."""
        before, after = self.around(match.start, match.end)
        cues = lexicon().cues["ahead"], lexicon().cues["behind"]
        ahead, behind = (max((found.end() for found in cue.finditer(before)), default=0) for cue in cues)
        if ahead or behind:
            return 1 if ahead >= behind else -1
        ahead, behind = (found.start() if (found := cue.search(after)) else REACH_CHARACTERS for cue in cues)
        return (behind > ahead) - (ahead > behind)

    def year_of(self, match: Match, month: int, day: int | None) -> int | None:
        """The year of a month, or day of a month, written without one; None without a day of publication.

        Most are of the year of publication or the nearest; the words around decide the others.
        """
        if self.published is None:
            return None
        gap = (month - self.published.month) % 12  # months until it comes again
        leaning = self.leaning(match) if 0 < gap < 10 else 0
        # next month is to come, and a day of the month after; farther ones only where the words say so
        is_ahead = gap == 1 or (gap == 2 and day is not None) or (gap > 0 and leaning > 0)
        if is_ahead:
            return self.published.year + (month < self.published.month)
        return self.published.year - (month > self.published.month)

    def spoken_of(self, unit: str, near: int | None = None) -> tuple[date | None, str | None]:
        """The day in the unit last spoken of, and the words; that of publication where there was none.

        near: a character; what was spoken of more than a few sentences before it doesn't count.
        """
        day, words, _, end = self.focus.get(RANKS.get(unit, 4), (None, None, 0, 0))
        if day is None or (near is not None and near - end > SPOKEN_OF_CHARACTERS):
            return self.published, self.anchor
        return day, words

    @property
    def anchor(self) -> str | None:
        """What to write in `anchor` for what hangs on the day of publication."""
        return "published" if self.published else None

    def quarter_before(self) -> str:
        """The last quarter that was over on the day of publication."""
        over = values.shift(self.published, -1, "Q") if self.published else None
        return values.unit_of(over, "Q")
