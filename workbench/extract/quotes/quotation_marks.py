"""Quotation marks: which of them belong together."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

PARAGRAPH_END = re.compile(r"\n\s*")
# marks that may open or close a quotation; two apostrophes in a row are a typewriter's double mark
DOUBLE_MARK = re.compile(r"''|``|[\"“”„‟«»‹›]")
SINGLE_MARK = re.compile(r"(?<!')'(?!')|[‘’`‚]")
CLOSING_SLIP = re.compile(r"[.,!?…]['’](?=\s|$)")
INNER_OPENING = re.compile(r"\s['‘]\w")
CLOSERS = {"“": {"”", '"', "“"}, "„": {"“", "”", '"'}, "‟": {"”"}, "«": {"»"}, "‹": {"›"},
           "``": {"''", '"'}, '"': {'"', "”"}, "''": {"''", '"'}}
EITHER = {'"', "''"}  # may open or close
LONGEST_OVERLAP = 8   # spans that may begin before a quotation's end and still share a character with it


class Quotation(NamedTuple):
    """A stretch between two marks that belong together: [start, end) with the marks, inner span without."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True


def find_quotations(text: str) -> list[Quotation]:
    """The outermost quotations of a text, in order.

    A quotation ends in its paragraph, unless the next paragraph opens with a mark again, as a speech over several
    paragraphs does; a mark without a partner costs at most its own paragraph.

    Examples
    --------
    >>> text = "He said “no” twice."
    >>> [text[one.inner_start:one.inner_end] for one in find_quotations(text)]
    ['no']
    """
    found: list[Quotation] = []
    for start, end in _paragraphs(text):
        here = _pair(text, start, end)
        if found and here and not found[-1].closed and here[0].start == start and _reopens(text, found[-1], start):
            first, last = here.pop(0), found.pop()
            here.insert(0, first._replace(start=last.start, inner_start=last.inner_start))
        found += here
    return found


def quotations_in(quotations: list[Quotation], start: int, end: int) -> Iterator[Quotation]:
    """Those of the ordered quotations that share a character with [start, end)."""
    for quotation in quotations[bisect_right(quotations, start, key=lambda one: one.end):]:
        if quotation.start >= end:
            return
        yield quotation


def is_taken(spans: list[tuple[int, int]], quotation: Quotation) -> bool:
    """Whether one of the sorted spans shares a character with a quotation."""
    index = bisect_left(spans, (quotation.end, 0))
    return any(end > quotation.start for _, end in spans[max(0, index - LONGEST_OVERLAP):index])


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in PARAGRAPH_END.finditer(text):
        if paragraph := text[start:gap.start()].rstrip():
            yield start, start + len(paragraph)
        start = gap.end()
    if start < len(text):
        yield start, len(text)


def _reopens(text: str, before: Quotation, start: int) -> bool:
    """Whether the paragraph at `start` takes up the quotation that the one before left open."""
    return text[before.end:start].strip() == "" and text[before.start] == text[start]


def _pair(text: str, start: int, end: int) -> list[Quotation]:
    """The outermost quotations of the paragraph [start, end): double marks first, single ones in what is left."""
    doubles = _pair_doubles(text, start, end)
    borders = [start, *(border for one in doubles for border in (one.start, one.end)), end]
    singles = [one for begin, until in list(pairwise(borders))[::2] for one in _pair_singles(text, begin, until)]
    return sorted(doubles + singles)


# ---- double marks


def _pair_doubles(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened: re.Match | None = None
    for mark in DOUBLE_MARK.finditer(text, start, end):
        sign = mark.group()
        if opened is None:
            if sign in CLOSERS and (sign not in EITHER or _opens(text, mark, start)):
                opened = mark
        elif _opens(text, mark, start) and _opens_word(text, mark):
            if sign == opened.group() and sign in EITHER:
                opened = mark  # a second opening mark: the first one had no partner
        elif sign in CLOSERS[opened.group()]:
            found.append(Quotation(opened.start(), mark.end(), opened.end(), mark.start()))
            opened = None
    return found if opened is None else [*found, _without_partner(text, opened, end)]


def _opens(text: str, mark: re.Match, start: int) -> bool:
    """Whether a mark that may stand on either side opens here: space before and none behind."""
    before = text[mark.start() - 1] if mark.start() > start else " "
    return (before.isspace() or before in "([{—–-‘'“") and not text[mark.end():mark.end() + 1].isspace() \
        and mark.end() < len(text)


def _opens_word(text: str, mark: re.Match) -> bool:
    after = text[mark.end()]
    return after.isalnum() or after in "[(…$‘'"


def _without_partner(text: str, opened: re.Match, end: int) -> Quotation:
    """A quotation up to a single mark that closes it by a slip, or else to the paragraph's end."""
    slip = CLOSING_SLIP.search(text, opened.end(), end)
    if slip is not None and not INNER_OPENING.search(text, opened.end(), slip.end()):
        return Quotation(opened.start(), slip.end(), opened.end(), slip.end() - 1)
    return Quotation(opened.start(), end, opened.end(), end, closed=False)


# ---- single marks, which may be apostrophes


def _pair_singles(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened = doubtful = None  # where a quotation opens; where it closes, unless that is a plural's possessive
    for mark in SINGLE_MARK.finditer(text, start, end):
        position = mark.start()
        before = text[position - 1] if position > start else " "
        after = text[position + 1] if position + 1 < end else " "
        opens = _opens_single(text[position], before, after)
        if opened is None or (doubtful is not None and opens):
            found += _single(opened, doubtful)
            opened, doubtful = (position if opens else None), None
        elif _closes_single(text[position], before, after):
            if before == "s" and after not in ",.;:!?)”\"—–" and position + 1 < end:
                doubtful = position  # wait for a better one
            else:
                found += _single(opened, position)
                opened = doubtful = None
    return found + _single(opened, doubtful)


def _single(opened: int | None, closed: int | None) -> list[Quotation]:
    return [] if opened is None or closed is None else [Quotation(opened, closed + 1, opened + 1, closed)]


def _closes_single(sign: str, before: str, after: str) -> bool:
    return sign in "’'" and not after.isalnum() and not before.isspace()


def _opens_single(sign: str, before: str, after: str) -> bool:
    return sign in "‘'`‚" and (before.isspace() or before in "([—–-“\"") and (after.isalnum() or after in "[…“\"")
