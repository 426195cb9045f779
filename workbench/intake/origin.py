"""Where each stretch of a body stood in its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def locate(origin: Iterable[Mapping[str, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The (from, to) characters of the decoded file under the body's characters [start, end)."""
    places = []
    for stretch in origin:
        first, last = max(start, stretch["start"]), min(end, stretch["end"])
        if first < last:
            shift = stretch["from"] - stretch["start"]
            places.append((first + shift, last + shift))
    return places
