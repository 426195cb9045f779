"""Reads saved RSS and Atom feeds, one article an entry. Nothing a feed points to is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from workbench.intake.article import Draft, draft_text
from workbench.intake.characters import unescape
from workbench.intake.encodings import decode
from workbench.intake.files import Missed, Source
from workbench.intake.header import Header
from workbench.intake.html import draft_page
from workbench.intake.limits import Unreadable
from workbench.text.name_lists import read_names

DECLARED = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w-]{2,30})")
# a document type may define entities that grow without bound; no feed needs one. One without an end takes all the rest
DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*+(?:\[[^\]]*+(?:\]\s*+|\Z))?+(?:>|\Z)?|<!ENTITY[^>]*+(?:>|\Z)", re.I)


def read(source: Source, _columns: object = None) -> Iterator[Draft | Missed]:
    """The articles of a feed's entries; an entry that has only a teaser says so in `problems`."""
    import feedparser

    declared = DECLARED.search(source.data[:400])
    decoded, encoding = decode(source.data, declared[1].decode() if declared else None)
    plain = re.sub(r"(<\?xml[^>]{0,200}?)\s+encoding\s*=\s*[\"'][\w-]+[\"']", r"\1", DOCTYPE.sub("", decoded), count=1)
    feed = feedparser.parse(plain.encode("utf-8", errors="replace"), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        why = f" ({feed.bozo_exception})" if feed.bozo else ""
        raise Unreadable(f"a feed without entries{why}: save it again")
    if feed.bozo and not decoded.rstrip().endswith(">"):
        yield Missed("a feed that is cut off: the entries before are there; save it again")
    for number, entry in enumerate(feed.entries, 1):
        try:
            yield _draft(entry, feed.feed, str(number), encoding)
        except Unreadable as error:
            yield Missed(str(error), str(number))


def _draft(entry: Any, feed: Any, record: str, encoding: str) -> Draft:
    contents = [part.get("value") or "" for part in entry.get("content", [])]
    text = max([*contents, entry.get("summary") or ""], key=len)
    if not text.strip():
        raise Unreadable("an entry without text: open its link and save the page")
    known: dict[str, Any] = {
        "title": _plain(entry.get("title")), "url": entry.get("link"), "outlet": _plain(feed.get("title")),
        "authors": read_names(entry.get("author") or ""), "encoding": encoding,
        "tags": [tag["term"] for tag in entry.get("tags", []) if tag.get("term")],
    }
    stamp = entry.get("published_parsed") or entry.get("updated_parsed")
    if stamp:
        known.update(published=date(*stamp[:3]), published_evidence=entry.get("published") or entry.get("updated"))
    known = {column: value for column, value in known.items() if value}
    if re.search(r"<[a-zA-Z][^<>]*+>", text):
        draft = draft_page(text if re.search(r"<(?:p|div|br)\b", text, re.I) else f"<p>{text}</p>", **known)
    else:
        draft = draft_text(text, known=known, header=Header(title=known.get("title")))
    draft.record = record
    # characters of an entry are escaped once or twice in its file: no place can be told exactly
    draft.page = draft.page.untraced()
    return draft


def _plain(text: str | None) -> str | None:
    """A title without markup."""
    return " ".join(unescape(re.sub(r"<[^>]{1,200}>", "", text)).split()) if text else None
