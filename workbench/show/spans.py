"""Spans marked in a text, overlapping ones too, as HTML: each with its label in words, never by colour alone."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from workbench.show.escape import html


class Mark(NamedTuple):
    """Characters [start, end) of a body, what they are (a CSS class: see STYLE) and the label to read there."""

    start: int
    end: int
    role: str
    label: str = ""


# Okabe and Ito's colours, thinned as backgrounds; each role also has a line of its own kind below it
STYLE = f"<style>\n{Path(__file__).with_name('spans.css').read_text(encoding='utf-8')}</style>"


def mark_spans(body: str, start: int, end: int, marks: Iterable[Mark]) -> str:
    """The characters [start, end) of `body` as HTML with `marks` drawn in; they may overlap and nest.

    Each piece carries `data-start`, its first character in the body: so a selection in a page leads back to it.
    A label stands before the first piece of its mark. Takes time linear in the text and the marks' boundaries.
    """
    inside = [Mark(max(mark.start, start), min(mark.end, end), mark.role, mark.label)
              for mark in marks if mark.start < end and mark.end > start and mark.start < mark.end]
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in inside:
        opening.setdefault(mark.start, []).append(mark)
        closing.setdefault(mark.end, []).append(mark)
    cuts = sorted({start, end, *opening, *closing})
    pieces: list[str] = []
    current: list[Mark] = []
    for first, last in pairwise(cuts):
        for mark in closing.get(first, ()):
            current.remove(mark)
        opened = sorted(opening.get(first, ()), key=lambda mark: -mark.end)
        current += opened
        pieces += [f'<span class="wb-label">{html(mark.label)}</span>' for mark in opened if mark.label]
        roles = " ".join(dict.fromkeys(f"wb-{mark.role}" for mark in current))
        css = f' class="{roles}"' if roles else ""
        pieces.append(f'<span{css} data-start="{first}">{html(body[first:last])}</span>')
    return "".join(pieces)
