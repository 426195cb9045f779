"""What an expression is resolved against: the day of publication, what was spoken of before, the tense around it."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from workbench.extract.times import values

REACH = 90  # characters of the sentence looked at on either side, so that reading stays linear

# words that turn a bare weekday or month to the time after publication, or before it
AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|due|scheduled|slated|payable|effective|until|till|expires?|matur\w+|"
    r"starting|beginning|upcoming|forthcoming|deadline|expect(?:ed|s)? to|expected (?:in|on|by|for)|"
    r"plan(?:s|ned)? (?:to|for)|set (?:to|for)|(?:is|are|likely) to|going to|ahead of|hopes? to|agree(?:d|s|ment)? to|"
    r"(?:to|may|could|should|might|can|must|would) be|holders of record|stock of record)\b|['’]ll\b"
    r"|\b(?:by|through)(?: the)?(?: (?:end|start|middle|beginning) of)? $"
    # "set a trial for", "adjourned the hearing until"
    r"|\b(?:sets?|fixed|call(?:ed|s)|postponed|delayed|adjourned|rescheduled|put off) [^.;:,]{1,40} (?:for|to|until) $")
BEHIND = re.compile(
    r"\b(?:was|were|had|did|said|told|met|began|rose|fell|won|lost|left|took|made|came|went|saw|gave|held|sold|bought|"
    r"led|ended|since|ago|(?<!be )(?!(?:suc|ex|pro)ceed|(?:inde|ne|spe)ed|hundred)\w{3,}ed)\b")
TITLE = "".join(rf"(?<!\b{title})" for title in ("Mr", "Ms", "Mrs", "Dr", "St", "Gen", "Sen", "Gov", "Rep"))
BOUNDARY = re.compile(  # the end of a sentence, not of an initial or a title, or of a quotation
    rf"(?<=[\w%)”\"'][\w%)”\"']){TITLE}[.!?][\"'”’)]*\s+(?=[A-Z“\"'])|\n\s*\n|[“”]|``|''")


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
    # what was last spoken of, by rank: a day, the words, and where they end
    focus: dict[int, tuple[date, str, int]] = field(default_factory=dict)
    # the last days spoken of: day, words, place
    days: deque[tuple[date, str, int, int]] = field(default_factory=lambda: deque(maxlen=12))
    quarter: str | None = None  # the quarter a report is about
    is_about_quarter: bool = False  # whether that was the last period spoken of, and not its nine months or year

    def around(self, start: int, end: int) -> tuple[str, str]:
        """The sentence's text before and after [start, end), REACH characters at most."""
        before = self.text[max(0, start - REACH):start]
        after = self.text[end:end + REACH]
        for boundary in BOUNDARY.finditer(before):
            cut = boundary.end()
            before = " " * cut + before[cut:]
        boundary_after = BOUNDARY.search(after)
        return before, after[:boundary_after.start()] if boundary_after else after

    def word_before(self, start: int) -> str:
        """The word before a character, in small letters; empty at the beginning."""
        return "".join(self.text[max(0, start - 12):start].lower().split()[-1:])

    def leaning(self, start: int, end: int) -> int:
        """1 where the words around point after publication, -1 where before it, 0 where they don't tell."""
        before, after = self.around(start, end)
        ahead = max((cue.end() for cue in AHEAD.finditer(before)), default=0)
        behind = max((cue.end() for cue in BEHIND.finditer(before)), default=0)
        if ahead or behind:
            return 1 if ahead >= behind else -1
        ahead = min((cue.start() for cue in AHEAD.finditer(after)), default=REACH)
        behind = min((cue.start() for cue in BEHIND.finditer(after)), default=REACH)
        return 0 if ahead == behind else 1 if ahead < behind else -1

    def year_of(self, month: int, day: int | None, start: int, end: int) -> int | None:
        """The year of a month, or day of a month, written without one; None without a day of publication.

        Most are of the year of publication or the nearest; the words around decide the others.
        """
        if self.published is None:
            return None
        gap = (month - self.published.month) % 12  # months until it comes again
        this, leaning = self.published.year, self.leaning(start, end) if 0 < gap < 10 else 0
        ahead = gap and (gap == 1 or (leaning > 0 if gap > 2 or day is None else True))
        if ahead:
            return this + (month < self.published.month)
        return this - (month > self.published.month)

    def notice(self, day: date, rank: int, words: str, start: int, end: int) -> None:
        """Remembers what was last spoken of: a day also tells its week, month and year."""
        if rank == 0:
            self.days.append((day, words, start, end))
        for coarser in range(rank, 5):
            self.focus[coarser] = day, words, end

    def notice_quarter(self, quarter: str) -> None:
        """Remembers the quarter a report is about: one that is just over."""
        days = values.days_of(quarter)
        if days and self.published and 0 < (self.published - days[1]).days < 270:
            self.quarter, self.is_about_quarter = quarter, True

    def spoken_of(self, unit: str, near: int | None = None) -> tuple[date | None, str | None]:
        """The day in the unit last spoken of, and the words; that of publication where there was none.

        near: a character; what was spoken of more than a few sentences before it doesn't count.
        """
        rank = {"D": 0, "N": 0, "W": 1, "WE": 1, "F": 1, "MO": 2, "Q": 3, "HY": 3}.get(unit, 4)
        day, words, end = self.focus.get(rank, (None, None, 0))
        if day is None or (near is not None and near - end > 3 * REACH):
            return self.published, self.against_published()
        return day, words

    def against_published(self) -> str | None:
        """What to write in `anchor` for what hangs on the day of publication."""
        return "published" if self.published else None

    def quarter_before(self, years: int = 0) -> str:
        """The last quarter that was over on the day of publication, or `years` before."""
        if self.published is None:
            return "XXXX-QX"
        over = values.shift(self.published, -1, "Q")
        return values.unit_of(values.shift(over, -years, "Y") if over else None, "Q")
