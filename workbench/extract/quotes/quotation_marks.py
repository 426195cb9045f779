"""Quotation marks: which of them belong together."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

PARAGRAPH_END = re.compile(r"\n\s*")
# every mark that may open or close a quotation; two apostrophes in a row are a typewriter's double mark
MARK = re.compile(r"''|``|[\"“”„‟«»‘’‚‹›'`]")
CLOSING_SLIP = re.compile(r"[.,!?…]['’](?=\s|$)")
INNER_OPENING = re.compile(r"\s['‘]\w")
OPENS_ONLY = {"“": "”", "„": "”", "«": "»", "‹": "›", "``": "''", "‚": "’", "‟": "”"}
CLOSES_ONLY = {"”", "»", "›"}
EITHER = {'"', "''"}
SINGLE = {"‘", "’", "'", "`"}
CLOSERS = {"“": {"”", '"', "“"}, "„": {"“", "”", '"'}, "‟": {"”"}, "«": {"»"}, "‹": {"›"},
           "``": {"''", '"'}, '"': {'"', "”"}, "''": {"''", '"'}, "‚": {"‘", "’"}}


@dataclass(frozen=True)
class Quotation:
    """A stretch between two marks that belong together: [start, end) with the marks, inner span without."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    single: bool = False
    closed: bool = True


def find_quotations(text: str) -> list[Quotation]:
    """The outermost quotations of `text`, in order.

    A quotation ends in its paragraph, unless the next paragraph opens with a mark again, as a speech over several
    paragraphs does; a mark without a partner costs at most its own paragraph.

    >>> [text[q.inner_start:q.inner_end] for text in ['He said “no” twice.'] for q in find_quotations(text)]
    ['no']
    """
    found: list[Quotation] = []
    for start, end in _paragraphs(text):
        here = _pair(text, start, end)
        if found and here and not found[-1].closed and here[0].start == start and _reopens(text, found[-1], start):
            first = here.pop(0)
            last = found.pop()
            here.insert(0, Quotation(last.start, first.end, last.inner_start, first.inner_end,
                                     last.single, first.closed))
        found += here
    return found


def quotations_in(quotations: list[Quotation], start: int, end: int) -> list[Quotation]:
    """Those of the ordered quotations that share a character with [start, end)."""
    index = bisect_right(quotations, start, key=lambda one: one.end)
    found = []
    while index < len(quotations) and quotations[index].start < end:
        found.append(quotations[index])
        index += 1
    return found


def _paragraphs(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for gap in PARAGRAPH_END.finditer(text):
        if end := len(text[start:gap.start()].rstrip()):
            spans.append((start, start + end))
        start = gap.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _reopens(text: str, before: Quotation, start: int) -> bool:
    """Does the paragraph at `start` take up the quotation that the one before left open?"""
    return text[before.end:start].strip() == "" and text[before.start] == text[start]


def _pair(text: str, start: int, end: int) -> list[Quotation]:
    """The outermost quotations of the paragraph [start, end): double marks first, single ones in what is left."""
    doubles = _pair_doubles(text, start, end)
    singles: list[Quotation] = []
    position = start
    for quotation in [*doubles, None]:
        until = quotation.start if quotation else end
        singles += _pair_singles(text, position, until)
        position = quotation.end if quotation else end
    # a British quotation in single marks may hold double ones: then the single ones are the outer pair
    return sorted(doubles + singles, key=lambda quotation: quotation.start)


def _pair_doubles(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened: re.Match | None = None
    for mark in MARK.finditer(text, start, end):
        sign = mark.group()
        if sign in SINGLE:
            continue
        opening = _opens(text, mark, start, strict=True)
        if opened is not None and sign in CLOSERS.get(opened.group(), ()) and not opening:
            found.append(Quotation(opened.start(), mark.end(), opened.end(), mark.start()))
            opened = None
        elif opened is None and (sign in OPENS_ONLY or (sign in EITHER and _opens(text, mark, start))):
            opened = mark
        elif opened is not None and sign == opened.group() and opening and sign in EITHER:
            # a second opening mark: the first one had no partner
            opened = mark
    if opened is not None:
        slip = CLOSING_SLIP.search(text, opened.end(), end)
        # opened as a double quotation, closed as a single one
        if slip is not None and not INNER_OPENING.search(text, opened.end(), slip.end()):
            found.append(Quotation(opened.start(), slip.end(), opened.end(), slip.end() - 1))
        else:
            found.append(Quotation(opened.start(), end, opened.end(), end, closed=False))
    return found


def _opens(text: str, mark: re.Match, start: int, strict: bool = False) -> bool:
    """Does a mark that may stand on either side open here? Space before and none behind."""
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < len(text) else " "
    opening = (before.isspace() or before in "([{—–-‘'“") and not after.isspace()
    return opening and (not strict or (after.isalnum() or after in "[(…$‘'"))


def _pair_singles(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened = -1
    candidate = -1
    for position in (mark.start() for mark in re.finditer("[‘’'`‚]", text[start:end])):
        position += start
        if text[position:position + 2] == "''" or text[position - 1:position + 1] == "''":
            continue
        before = text[position - 1] if position > start else " "
        after = text[position + 1] if position + 1 < end else " "
        if opened < 0 or (candidate > 0 and _opens_single(text[position], before, after)):
            if candidate > 0:
                found.append(Quotation(opened, candidate + 1, opened + 1, candidate, single=True))
            opened, candidate = (position if _opens_single(text[position], before, after) else -1), -1
        elif text[position] in "’'" and not after.isalnum() and not before.isspace():
            sure = before in ",.!?…;”\"" or after in ",.;:!?)”\"—–" or position + 1 == end
            if sure or before != "s":
                found.append(Quotation(opened, position + 1, opened + 1, position, single=True))
                opened = candidate = -1
            else:
                candidate = position  # may be a plural's possessive: wait for a better one
    if opened >= 0 and candidate > 0:
        found.append(Quotation(opened, candidate + 1, opened + 1, candidate, single=True))
    return found


def _opens_single(sign: str, before: str, after: str) -> bool:
    return sign in "‘'`‚" and (before.isspace() or before in "([—–-“\"") and (after.isalnum() or after in "[…“\"")
