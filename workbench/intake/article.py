"""Paragraphs of a page → one article: header, text, headings, what is taken out, the day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from workbench.intake.article_dates import (
    Dated,
    day_in_address,
    find_dates,
    infer_from_week,
    settle_dateline,
)
from workbench.intake.characters import repair
from workbench.intake.clutter import cut_words, mark_clutter, read_tags
from workbench.intake.header import Header, read_date_line, read_header
from workbench.intake.limits import LARGEST_TEXT, check_size
from workbench.intake.origin import Traced, join_stretches
from workbench.intake.paragraphs import Block, is_prose, looks_like_headline, read_blocks

LONGEST_HEADING_WORDS = 16
STATES_DATE = re.compile(r"\b(?:published|updated|posted|modified)\b", re.I)
LEAD_PARAGRAPHS = 3     # they may tell the weekday of publication


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


def draft_text(decoded: str, **more: Any) -> Draft:
    """A plain text, its paragraphs found by its lines. Raises Unreadable for one that is too long."""
    check_size("characters of text", len(decoded), LARGEST_TEXT, "split it into its articles")
    page, cut = cut_words(repair(decoded))
    page, blocks = read_blocks(page)
    return Draft(page, blocks, cut=cut, **more)


def compose(draft: Draft) -> dict[str, Any]:
    """The row of `articles` a draft makes: all but its id, path and hash."""
    page, blocks = draft.page, draft.blocks
    header = draft.header or read_header(blocks)
    text = blocks[header.length:] if header.rest is None else [header.rest, *blocks[1:]]
    reasons = mark_clutter(text, header.title or "")
    # in the midst of the text a date line has to say that it is one: "24 February 2022" may head a part of a chronology
    kept = [block for block, reason in zip(text, reasons, strict=True)
            if reason is None and not (STATES_DATE.search(block.text) and read_date_line(header, block))]
    headings = _find_headings(kept)
    body_blocks = [block for block in kept if id(block) not in headings]
    body, origin = join_stretches(page, [(block.start, block.end) for block in body_blocks])
    left_out = [*header.removed, *draft.left, *zip(text, reasons, strict=True)]
    removed = [*draft.cut, *(page.removed(block.start, block.end, reason) for block, reason in left_out if reason)]
    row = {
        "title": header.title, "standfirst": header.standfirst, "outlet": header.outlet, "url": header.url,
        "authors": header.authors, "tags": list(dict.fromkeys([*header.tags, *read_tags(text, reasons)])),
        "headings": list(headings.values()), "body": body, "origin": origin,
        "removed": sorted(removed, key=lambda row: row["from"]), "words": len(body.split()), "record": draft.record,
    }
    row.update({column: value for column, value in draft.known.items() if value not in (None, "", [])})
    return {**row, **_date(draft, header, body_blocks, removed)}


def _find_headings(blocks: Sequence[Block]) -> dict[int, str]:
    """Sub-headings by block: short, no sentence's end, between paragraphs, followed by text. Quoted ones too."""
    headings: dict[int, str] = {}
    for number in range(1, len(blocks) - 1):
        block, following = blocks[number], blocks[number + 1]
        is_one = block.markup == "heading" or (
            not block.markup and block.words <= LONGEST_HEADING_WORDS and looks_like_headline(block)
            and is_prose(following) and id(blocks[number - 1]) not in headings)
        if is_one:
            headings[id(block)] = block.text
    return headings


def _date(draft: Draft, header: Header, text: Sequence[Block], removed: Iterable[dict]) -> dict[str, Any]:
    """published, published_from and published_evidence."""
    if draft.known.get("published"):
        return {"published_from": "metadata", "published_evidence": draft.known.get("published_evidence")}
    day, source, evidence = next(_find_days(draft, header, text, removed), (None, "unknown", header.evidence))
    return {"published": day, "published_from": source, "published_evidence": evidence}


def _list_stamps(removed: Iterable[dict]) -> list[Dated]:
    return [Dated(day, found[0]) for row in removed for day, found in find_dates(row["text"]) if day]


def _find_days(draft: Draft, header: Header, text: Sequence[Block],
               removed: Iterable[dict]) -> Iterator[tuple[date, str, str | None]]:
    """The days of publication that are stated, then those that are inferred: the day, from where, and the words."""
    if header.day:
        yield header.day, "header", header.evidence
    lead = " ".join(block.text for block in text[:LEAD_PARAGRAPHS])
    stamps = _list_stamps(removed)
    latest = (datetime.now(UTC) + timedelta(hours=14)).date()  # the latest day that it is anywhere
    if text and (told := settle_dateline(text[0].text, stamps, [block.text for block in text], lead, latest)):
        yield told[0].day, "dateline" if told[1] else "inferred", told[0].text
    if header.updated:
        yield header.updated, "header", "day of the last update"
    # the stamps on a web page are of any day: a page without a date has none
    if draft.header is None and (inferred := infer_from_week(stamps, lead)):
        yield inferred.day, "inferred", inferred.text
    address = header.url or draft.known.get("url") or ""
    if day := day_in_address(address):
        yield day, "inferred", address
