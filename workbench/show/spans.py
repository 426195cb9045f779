"""Spans marked in a text, overlapping ones too, as HTML: each with its label in words, never by colour alone."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from workbench.show.escape import html


class Mark(NamedTuple):
    """Characters [start, end) of a body, what they are (a CSS class: see STYLE) and the label to read there."""

    start: int
    end: int
    role: str
    label: str = ""


# Okabe and Ito's colours, thinned as backgrounds; each role also has a line of its own kind below it
STYLE = """<style>
.wb{font-family:var(--jp-content-font-family,system-ui,sans-serif);font-size:14px;line-height:1.55;color:#1b1b1b;background:#fff;
max-width:52rem;border:1px solid #8a8a8a;border-radius:4px;padding:.7rem 1rem;margin:.3rem 0;overflow-wrap:anywhere}
.wb h3,.wb h4{margin:0 0 .3rem;font-size:1.05em;color:#1b1b1b}.wb h4{font-size:1em;margin-top:.8rem}
.wb p{margin:.35rem 0}.wb .wb-text{white-space:pre-wrap}
.wb .wb-meta{color:#474747;font-size:.93em}.wb a{color:#00598c;text-decoration:underline}
.wb .wb-label{font:600 .72em/1 system-ui,sans-serif;color:#1b1b1b;background:#fff;border:1px solid #6b6b6b;
border-radius:3px;padding:0 .25em;margin:0 .2em 0 .1em;user-select:none;white-space:nowrap}
.wb .wb-sentence{background:#fff8d6}
.wb .wb-source{background:#cfe6f5;border-bottom:2px solid #0072b2}
.wb .wb-cue{background:#fbe0cc;border-bottom:2px dotted #b34700}
.wb .wb-content{background:#d3efe4;border-bottom:2px dashed #00735c}
.wb .wb-stance,.wb .wb-relation{background:#f4deeb;border-bottom:2px double #99437a}
.wb .wb-time{border-bottom:2px dotted #00598c}.wb .wb-mention{border-bottom:1px solid #6b6b6b}
.wb .wb-event,.wb .wb-shared{border-bottom:2px dashed #7a6400}
.wb .wb-quantity{border-bottom:1px dotted #1b1b1b}
</style>"""


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
