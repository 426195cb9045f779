"""Paragraphs of a page → one article: header, text, headings, what is taken out, the day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workbench.intake.article_dates import (
    COMPACT,
    Dated,
    dateline_day,
    find_dates,
    infer_from_week,
    infer_year,
    make_day,
    read_dateline,
)
from workbench.intake.clutter import cut_words, mark_clutter, read_tags
from workbench.intake.header import Header, read_date_line, read_header
from workbench.intake.origin import Traced, join_stretches
from workbench.intake.paragraphs import Block, is_prose, looks_like_headline, read_blocks

LONGEST_HEADING = 16    # words
STATES_DATE = re.compile(r"\b(?:published|updated|posted|modified)\b", re.I)
LEAD = 3                # paragraphs that may tell the weekday of publication


class Unreadable(Exception):
    """A file or record that cannot be taken in; the message says what was found and what to do."""


@dataclass
class Draft:
    """One article as its reader found it; `known` holds what the file's own metadata says, by column."""

    page: Traced
    blocks: list[Block]
    known: dict[str, Any] = field(default_factory=dict)
    record: str | None = None
    header: Header | None = None    # where the reader has read it; else it is among the paragraphs
    cut: list[dict[str, Any]] = field(default_factory=list)     # rows of `removed` for words cut out of paragraphs
    left: list[tuple[Block, str]] = field(default_factory=list)     # what the reader took out, with the reason


def draft_text(page: Traced, **more: Any) -> Draft:
    """A plain text, its paragraphs found by its lines."""
    page, cut = cut_words(page)
    page, blocks = read_blocks(page)
    return Draft(page, blocks, cut=cut, **more)


def compose(draft: Draft) -> dict[str, Any]:
    """The row of `articles` a draft makes: all but its id, path and hash."""
    page, blocks = draft.page, draft.blocks
    header = draft.header or read_header(blocks)
    text = list(blocks[header.length:])
    if header.rest is not None:
        header.removed = header.removed[:1]
        text = [header.rest, *blocks[1:]]
    reasons = mark_clutter(text, header.title or "")
    for number, block in enumerate(text):
        # in the midst of the text only a line that says so is one: "24 February 2022" may head a part of a chronology
        if reasons[number] is None and STATES_DATE.search(block.text) and read_date_line(header, block):
            reasons[number] = "date line"
            header.removed.pop()
    tags = [*header.tags, *read_tags(text, reasons)]
    kept = [block for block, reason in zip(text, reasons, strict=True) if reason is None]
    headings = _find_headings(kept)
    body_blocks = [block for block in kept if id(block) not in headings]
    body, origin = join_stretches(page, [(block.start, block.end) for block in body_blocks])
    removed = [*draft.cut, *(_removed(page, block, reason) for block, reason in [*header.removed, *draft.left]),
               *(_removed(page, block, reason) for block, reason in zip(text, reasons, strict=True) if reason)]
    row = {
        "title": header.title, "standfirst": header.standfirst, "outlet": header.outlet, "url": header.url,
        "authors": header.authors, "tags": list(dict.fromkeys(tags)), "headings": list(headings.values()),
        "body": body, "origin": origin, "removed": sorted(removed, key=lambda row: row["from"]),
        "words": len(body.split()), "record": draft.record,
    }
    row.update({column: value for column, value in draft.known.items() if value not in (None, "", [])})
    row.update(_date(draft, header, body_blocks, removed))
    return row


def _removed(page: Traced, block: Block, reason: str) -> dict[str, Any]:
    first, last = page.place(block.start, block.end)
    return {"text": block.text, "reason": reason, "from": first, "to": last}


def _find_headings(blocks: Sequence[Block]) -> dict[int, str]:
    """Sub-headings by block: short, no sentence's end, between paragraphs, followed by text. Quoted ones too."""
    headings: dict[int, str] = {}
    for number in range(1, len(blocks) - 1):
        block, following = blocks[number], blocks[number + 1]
        is_one = block.markup == "heading" or (
            not block.markup and block.words <= LONGEST_HEADING and looks_like_headline(block)
            and is_prose(following) and id(blocks[number - 1]) not in headings)
        if is_one:
            headings[id(block)] = block.text
    return headings


def _date(draft: Draft, header: Header, text: Sequence[Block], removed: Iterable[dict]) -> dict[str, Any]:
    """published, published_from and published_evidence: what is stated before what is inferred."""
    if draft.known.get("published"):
        return {"published_from": "metadata", "published_evidence": draft.known.get("published_evidence")}
    if header.day:
        return _dated(header.day, "header", header.evidence)
    stamps = [Dated(day, found[0]) for row in removed for day, found in find_dates(row["text"]) if day]
    dateline = read_dateline(text[0].text) if text else None
    if dateline is not None:
        named = dateline.group(0).strip()
        if dateline["year"] and (day := dateline_day(dateline, 0)):
            return _dated(day, "dateline", named)
        years = [str(stamp.day.year) for stamp in stamps] or [block.text for block in text]
        if inferred := infer_year(dateline, years, " ".join(block.text for block in text[:LEAD])):
            return _dated(inferred.day, "dateline", f"{named} ({inferred.text})")
    if header.updated:
        return _dated(header.updated, "header", "day of the last update")
    # the stamps on a web page are of any day: a page without a date has none
    inferred = None if draft.header else infer_from_week(stamps, " ".join(block.text for block in text[:LEAD]))
    if inferred:
        return _dated(inferred.day, "inferred", inferred.text)
    if header.url and (found := COMPACT.search(header.url)):
        day = make_day(int(found["year"]), int(found["number"]), int(found["day"]))
        if day:
            return _dated(day, "inferred", header.url)
    return {"published_from": "unknown", "published_evidence": header.evidence}


def _dated(day: date, source: str, evidence: str | None) -> dict[str, Any]:
    return {"published": day, "published_from": source, "published_evidence": evidence}
