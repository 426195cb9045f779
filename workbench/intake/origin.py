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

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple


class Piece(NamedTuple):
    """Characters [start, end) of a text stood at [first, last) of its file."""

    start: int
    end: int
    first: int
    last: int

    @property
    def is_even(self) -> bool:
        return self.end - self.start == self.last - self.first


class Edit(NamedTuple):
    """The characters [start, end) of a text are to be replaced by `text`."""

    start: int
    end: int
    text: str


class Traced:
    """A text that remembers where each of its characters stood in the file."""

    def __init__(self, text: str, pieces: Sequence[Piece] | None = None):
        self.text = text
        self.pieces = [Piece(0, len(text), 0, len(text))] if pieces is None else list(pieces)
        self._starts = [piece.start for piece in self.pieces]

    def pieces_of(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces under [start, end), even ones cut to it, others whole."""
        for number in range(max(bisect_right(self._starts, start) - 1, 0), len(self.pieces)):
            piece = self.pieces[number]
            if piece.start >= end:
                return
            if piece.end <= start:
                continue
            if piece.is_even:
                first, last = max(piece.start, start), min(piece.end, end)
                shift = piece.first - piece.start
                yield Piece(first, last, first + shift, last + shift)
            else:
                yield piece

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The first and last place in the file of the characters [start, end)."""
        pieces = list(self.pieces_of(start, end))
        return (pieces[0].first, pieces[-1].last) if pieces else (0, 0)

    def same_length(self, text: str) -> Traced:
        """`text` in place of this one, of the same length, each character for its like."""
        return Traced(text, self.pieces)

    def replace(self, edits: Iterable[Edit]) -> Traced:
        """The text with `edits` (in order, apart from each other) made."""
        parts: list[str] = []
        pieces: list[Piece] = []
        length = done = 0

        def keep(start: int, end: int) -> None:
            nonlocal length
            for piece in self.pieces_of(start, end):
                pieces.append(piece._replace(start=piece.start - start + length, end=piece.end - start + length))
            parts.append(self.text[start:end])
            length += end - start

        for edit in edits:
            keep(done, edit.start)
            if edit.text:
                first, last = self.place(edit.start, edit.end)
                pieces.append(Piece(length, length + len(edit.text), first, last))
                parts.append(edit.text)
                length += len(edit.text)
            done = edit.end
        if not parts:
            return self
        keep(done, len(self.text))
        return Traced("".join(parts), _joined(pieces))


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours that are even and follow each other in the file as one."""
    joined: list[Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if before and before.is_even and piece.is_even and before.end == piece.start and before.last == piece.first:
            joined[-1] = Piece(before.start, piece.end, before.first, piece.last)
        elif piece.end > piece.start:
            joined.append(piece)
    return joined


def join_stretches(page: Traced, spans: Iterable[tuple[int, int]], between: str = "\n\n") -> tuple[str, list[dict]]:
    """The text of `spans` of the page joined by `between`, and the stretches it is made of."""
    parts: list[str] = []
    stretches: list[dict] = []
    length = 0
    for start, end in spans:
        length += len(between) if parts else 0
        parts.append(page.text[start:end])
        for piece in page.pieces_of(start, end):
            # an uneven piece may begin or end outside the span: only what is in the span counts as body
            first, last = max(piece.start, start), min(piece.end, end)
            stretches.append({"start": first - start + length, "end": last - start + length,
                              "from": piece.first, "to": piece.last})
        length += end - start
    return between.join(parts), stretches


def locate(origin: Iterable[Mapping[str, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The (from, to) characters of the decoded file under the body's characters [start, end).

    Neighbouring places are one; a stretch whose length the repair changed is given whole.

    >>> locate([{"start": 0, "end": 4, "from": 10, "to": 14}, {"start": 4, "end": 5, "from": 14, "to": 17}], 2, 5)
    [(12, 17)]
    """
    places = []
    for stretch in origin:
        first, last = max(start, stretch["start"]), min(end, stretch["end"])
        if first >= last:
            continue
        if stretch["end"] - stretch["start"] == stretch["to"] - stretch["from"]:
            shift = stretch["from"] - stretch["start"]
            places.append((first + shift, last + shift))
        else:
            places.append((stretch["from"], stretch["to"]))
    breaks = [0, *(number + 1 for number, (a, b) in enumerate(pairwise(places)) if a[1] != b[0]), len(places)]
    return [(places[a][0], places[b - 1][1]) for a, b in pairwise(breaks) if a < b]
