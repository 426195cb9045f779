"""Codings as W3C web annotations (one JSON file) and as a plain CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.export.cells import protect_text, read_cell
from workbench.export.coding_model import COLUMNS, MALFORMED, Coding, Document, read_coding, tag, untag
from workbench.intake.limits import LARGEST_TEXT, parse_json

if TYPE_CHECKING:
    from workbench.corpus import Corpus

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND_CHARACTERS = 32  # before and after the words, as a text quote selector gives them
ANCHORS = ("document", "start", "end", "words", "coder")


def write_w3c(path: Path, documents: list[Document], codings: list[Coding], layer: str) -> None:
    """A page of annotations: position and words of each, a tag for each value."""
    texts = {document.id: document.text for document in documents}
    items = []
    for number, coding in enumerate(codings, start=1):
        text, start, end = texts[coding.document], coding.start or 0, coding.end or 0
        items.append({
            "@context": CONTEXT, "id": f"urn:workbench:{layer}:{number}", "type": "Annotation",
            "motivation": "classifying",
            "body": [{"type": "TextualBody", "purpose": "tagging", "value": tag(name, value)}
                     for name, value in coding.values.items()],
            "target": {"source": coding.document, "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {"type": "TextQuoteSelector", "exact": text[start:end],
                 "prefix": text[max(0, start - AROUND_CHARACTERS):start],
                 "suffix": text[end:end + AROUND_CHARACTERS]}]}})
    page = {"@context": CONTEXT, "type": "AnnotationPage", "items": items}
    path.write_text(json.dumps(page, ensure_ascii=False, indent=1), encoding="utf-8")


def read_w3c(path: Path, corpus: Corpus, layer: str) -> list[Coding]:
    """The annotations of a page, a collection, a list, or a single one; their bodies' tags are the values."""
    try:
        given = parse_json(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise ValueError(f"{path} is no JSON ({error})") from error
    if isinstance(given, dict):
        first = given.get("first")
        given = given.get("items", first.get("items", []) if isinstance(first, dict) else [given])
    if not isinstance(given, list):
        raise ValueError(f"{path} holds no list of annotations: save them as a W3C annotation page")
    return [read_coding(partial(_read_annotation, one)) for one in given if isinstance(one, dict) and one.get("target")]


def _read_annotation(one: dict[str, Any]) -> Coding:
    target = _listed(one["target"])[0]
    target = {"source": target} if isinstance(target, str) else target
    source = target.get("source", "")
    document = source.get("id", "") if isinstance(source, dict) else source
    start = end = words = None
    for selector in _listed(target.get("selector", [])):
        if selector.get("type") == "TextPositionSelector":
            start, end = int(selector["start"]), int(selector["end"])
        if selector.get("type") == "TextQuoteSelector":
            words = selector["exact"]
    tags = [untag(body if isinstance(body, str) else str(body.get("value", ""))) for body in _listed(one.get("body"))]
    return Coding(document, start, end, _name_of(one), dict(filter(None, tags)), words)


def _name_of(one: dict[str, Any]) -> str | None:
    creator = one.get("creator")
    return creator.get("name") or creator.get("id") if isinstance(creator, dict) else creator


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def write_csv(path: Path, documents: list[Document], codings: list[Coding], layer: str) -> None:
    """A row for each coding: document, start, end, words, coder, and the layer's columns."""
    texts = {document.id: document.text for document in documents}
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow([*ANCHORS, *COLUMNS[layer]])
        for coding in codings:
            cells = [coding.document, coding.start, coding.end, texts[coding.document][coding.start:coding.end],
                     coding.coder, *(coding.values.get(name) for name in COLUMNS[layer])]
            writer.writerow([protect_text(cell) if isinstance(cell, str) else cell for cell in cells])


def read_csv(path: Path, corpus: Corpus, layer: str) -> list[Coding]:
    """Rows with `document` and `words` or `start` and `end`, and the layer's columns.

    Raises ValueError where a column is missing or a number is none.
    """
    csv.field_size_limit(LARGEST_TEXT)  # by itself 131,072 characters
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(_read_rows(path, csv.DictReader(file), layer))
    except (csv.Error, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is no CSV in UTF-8 ({error}): save it as such") from error


def _read_rows(path: Path, reader: csv.DictReader[str], layer: str) -> Iterator[Coding]:
    heads = reader.fieldnames or []
    if "document" not in heads or not ("words" in heads or {"start", "end"} <= set(heads)):
        raise ValueError(f"{path} has the columns {', '.join(heads)}: codings need document, and words or "
                         "start and end")
    for number, row in enumerate(reader, start=2):
        try:
            start, end = (read_cell(row.get(name), "integer") for name in ("start", "end"))
        except MALFORMED as error:
            raise ValueError(f"{path}, row {number}: start and end are numbers of characters ({error})") from error
        text = {name: read_cell(cell, "text") for name, cell in row.items() if isinstance(cell, str)}
        yield Coding(text.get("document") or "", start, end, text.get("coder"),
                     {name: text[name] for name in COLUMNS[layer] if text.get(name)}, text.get("words"))
