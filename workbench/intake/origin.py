"""Where each stretch of a body stood in its file.

A stretch is a dict of `start`, `end` (characters of the body) and `from`, `to` (characters of the decoded file:
its bytes decoded with the article's `encoding`, the byte order mark left out). Two kinds:

- `end - start == to - from`: character for character. Only white space may differ: a no-break space or the line end
  of a wrapped line stands as a plain space in the body.
- lengths differ: the body's characters replace the file's as a whole (mojibake, an HTML entity, a soft hyphen
  taken out); such a stretch is short and is located whole.

The empty line between two paragraphs of the body stands nowhere. On a web page a stretch is the text between two
tags. Of a record (JSON, CSV, Parquet), a Word or a PDF document the characters are those of its own text, since that
stands escaped or packed in the file; an entry of a feed has no stretches.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from io import StringIO
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np


class Edit(NamedTuple):
    """The characters [start, end) of a text are to be replaced by `text`."""

    start: int
    end: int
    text: str


class Traced:
    """A text that remembers where in the file each of its characters stood: at [first, last)."""

    def __init__(self, text: str, first: np.ndarray | None = None, last: np.ndarray | None = None):
        self.text = text
        self.first = np.arange(len(text), dtype=np.int32) if first is None else first
        self.last = self.first + 1 if last is None else last

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The first and last place in the file of the characters [start, end)."""
        return (int(self.first[start]), int(self.last[end - 1])) if start < end else (0, 0)

    def removed(self, start: int, end: int, reason: str) -> dict[str, Any]:
        """What is told of the characters [start, end) where they are taken out."""
        first, last = self.place(start, end)
        return {"text": self.text[start:end].strip(), "reason": reason, "from": first, "to": last}

    def untraced(self) -> Traced:
        """The same text, which stands in the file in some other way: nowhere."""
        nowhere = np.zeros(len(self.text), dtype=np.int32)
        return Traced(self.text, nowhere, nowhere)

    def same_length(self, text: str) -> Traced:
        """`text` in place of this one, of the same length, each character for its like."""
        return Traced(text, self.first, self.last)

    def replace(self, edits: Iterable[Edit]) -> Traced:
        """The text with `edits` (in order, apart from each other) made.

        A replacement of the same length stands for the file's characters one by one, another one as a whole.
        """
        text, done = StringIO(), 0
        spans = array("i")  # start, end and new length of each edit: a file may need millions
        for start, end, new in edits:
            text.write(self.text[done:start])
            text.write(new)
            spans.extend((start, end, len(new)))
            done = end
        if not spans:
            return self
        text.write(self.text[done:])
        return Traced(text.getvalue(), *self._places(np.array(spans, dtype=np.int32).reshape(-1, 3)))

    def _places(self, spans: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The first and last place of each character once the edits are made, given start, end, new length of each."""
        starts, ends, lengths = spans.T
        before = np.concatenate((starts, [len(self.first)])) - np.concatenate(([0], ends))  # kept before each edit
        is_kept, was_kept = (np.repeat(np.arange(2 * len(before) - 1) % 2 == 0, _in_turn(before, changed))
                             for changed in (lengths, ends - starts))
        stood = starts < ends
        firsts, lasts = np.zeros((2, len(spans)), dtype=np.int32)   # of what each edit replaces
        firsts[stood], lasts[stood] = self.first[starts[stood]], self.last[ends[stood] - 1]
        number = np.repeat(np.arange(len(spans)), lengths)          # the edit of each new character
        is_even = (lengths == lasts - firsts)[number]
        offset = np.arange(len(number)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        first, last = np.empty((2, len(is_kept)), dtype=np.int32)
        first[is_kept], last[is_kept] = self.first[was_kept], self.last[was_kept]
        first[~is_kept] = firsts[number] + offset * is_even
        last[~is_kept] = np.where(is_even, first[~is_kept] + 1, lasts[number])
        return first, last


def _in_turn(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """one[0], other[0], one[1] …, where `one` is longer by one."""
    both = np.empty(len(one) + len(other), dtype=np.int64)
    both[::2], both[1::2] = one, other
    return both


def join_stretches(page: Traced, spans: Iterable[tuple[int, int]], between: str = "\n\n") -> tuple[str, list[dict]]:
    """The text of `spans` of the page joined by `between`, and the stretches it is made of."""
    parts: list[str] = []
    stretches: list[dict] = []
    length = 0
    for start, end in spans:
        length += len(between) if parts else 0
        parts.append(page.text[start:end])
        borders = _borders(page.first[start:end], page.last[start:end]) if page.last.any() else []
        for first, last in pairwise(borders):
            place, to = page.place(start + first, start + last)
            stretches.append({"start": length + first, "end": length + last, "from": place, "to": to})
        length += end - start
    return between.join(parts), stretches


def _borders(first: np.ndarray, last: np.ndarray) -> list[int]:
    """Where stretches begin and end among characters that stood at [first, last)."""
    is_same = (first[1:] == first[:-1]) & (last[1:] == last[:-1])  # two characters of one replacement
    is_uneven = last - first != 1
    is_uneven[1:] |= is_same
    is_uneven[:-1] |= is_same
    follows = (first[1:] == last[:-1]) & ~is_uneven[1:] & ~is_uneven[:-1]
    return [0, *(np.flatnonzero(~(is_same | follows)) + 1).tolist(), len(first)]


def locate(origin: Iterable[Mapping[str, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Find the (from, to) characters of the decoded file under the body's characters [start, end).

    Neighbouring places are one; a stretch whose length the repair changed is given whole.

    Examples
    --------
    >>> locate([{"start": 0, "end": 4, "from": 10, "to": 14}, {"start": 4, "end": 5, "from": 14, "to": 17}], 2, 5)
    [(12, 17)]
    """
    places: list[tuple[int, int]] = []
    for stretch in origin:
        first, last = max(start, stretch["start"]), min(end, stretch["end"])
        if first >= last:
            continue
        place, to = stretch["from"], stretch["to"]
        if stretch["end"] - stretch["start"] == to - place:
            place, to = place + first - stretch["start"], place + last - stretch["start"]
        if places and places[-1][1] == place:
            place, _ = places.pop()
        places.append((place, to))
    return places
