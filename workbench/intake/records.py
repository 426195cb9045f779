"""Reads files of records: JSON, JSON Lines, CSV, Parquet, and DataFrames. One record is one article."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from workbench.intake.article import Draft, draft_text
from workbench.intake.article_dates import find_date
from workbench.intake.characters import repair, unescape
from workbench.intake.encodings import decode
from workbench.intake.files import Missed, Source
from workbench.intake.header import Header
from workbench.intake.html import draft_page
from workbench.intake.limits import MOST_MISSED, Unreadable, parse_json
from workbench.intake.parquet_records import read_rows
from workbench.lexicons import read_lexicon
from workbench.text.name_lists import read_names, split_list

if TYPE_CHECKING:
    import pandas as pd

LONGEST_CELL_LINES = 2000
LONGEST_ID = 80         # characters
LONGEST_LINE = 5000     # characters of a title, name or address; more is none
MOST_LINES = 3_000_000
MOST_COLUMNS = 2000
MOST_LISTED = 1000      # authors or tags
LINE = re.compile(r"[^\n]*\n?")


def read(source: Source, columns: Mapping[str, str] | None = None) -> Iterator[Draft | Missed]:
    """The articles of a file of records, and what is wrong with each that can't be read (its line as `record`)."""
    if source.data.startswith(b"PAR1"):
        yield from _read_parquet(source, columns)
        return
    decoded, encoding = decode(source.data)
    is_table = source.suffix in (".csv", ".tsv")
    found = _read_csv(decoded, source.suffix) if is_table else _read_json(decoded)
    yield from _draft_all(found, columns, encoding=encoding)


def read_frame(frame: pd.DataFrame, columns: Mapping[str, str] | None = None) -> Iterator[Draft | Missed]:
    """The articles of a DataFrame, one a row; the record is the row's label."""
    rows = ((str(label), row) for label, row in zip(frame.index, frame.to_dict("records"), strict=True))
    yield from _draft_all(rows, columns)


Found = Iterable[tuple[str | None, Any]]


def _draft_all(found: Found, columns: Mapping[str, str] | None, **known: Any) -> Iterator[Draft | Missed]:
    """The drafts of records, whose fields are found once and anew where a record has other ones."""
    fields: dict[str, str] = {}
    drafted, since = False, 0
    for record, row in found:
        since += 1
        if since > MOST_MISSED:
            if not drafted:
                raise Unreadable(f"no article among its first {MOST_MISSED:,} records: export it anew, or remove it")
            yield Missed(f"{MOST_MISSED:,} records without an article among them: left out from here on; mend the file")
            return
        try:
            if isinstance(row, Missed):
                yield row
                continue
            if not isinstance(row, Mapping):
                raise Unreadable(f"{type(row).__name__} where a record with named fields was expected: left out")
            row = {str(key): value for key, value in row.items() if key is not None}
            if fields.get("text") not in row:
                fields = find_fields(row, columns)
            if "text" not in fields:
                raise Unreadable(f"no field with the text among {', '.join(list(row)[:12])}: call the one "
                                 "that holds it text")
            draft = _draft(row, fields, record, known)
            drafted, since = True, 0
            yield draft
        except Unreadable as error:
            yield Missed(str(error), record)


def find_fields(row: Mapping[str, Any], columns: Mapping[str, str] | None = None) -> dict[str, str]:
    """Which field of a record holds which column of `articles`.

    columns: what the analyst says of it, {"text": "story"}; it goes before the usual names.

    >>> find_fields({"Headline": "Port closed", "Body": "It is.", "Publication Date": "2026-02-17"})
    {'text': 'Body', 'title': 'Headline', 'published': 'Publication Date'}
    """
    if len(row) > MOST_COLUMNS:
        raise Unreadable(f"{len(row):,} fields, as no record of an article has: export it anew")
    folded = {re.sub(r"[\W_]", "", key.lower()): key for key in reversed(list(row))}
    fields = {column: folded[name] for column, names in read_lexicon("fields")["records"].items()
              if (name := next((name for name in names if name in folded), None))}
    given = {column: key for column, key in (columns or {}).items() if key in row}
    return {**{column: key for column, key in fields.items() if key not in given.values()}, **given}


def _draft(row: Mapping[str, Any], fields: Mapping[str, str], record: str | None, known: dict[str, Any]) -> Draft:
    text = row.get(fields["text"])
    if not isinstance(text, str) or not text.strip():
        raise Unreadable("a record without text: left out; fetch the article again")
    known = {**known, **_known(row, fields)}
    if re.search(r"<(?:p|div|br|h[1-6]|article|body)\b", text[:20_000], re.I):
        draft = draft_page(text, **known)
    else:
        draft = draft_text(text, known=known)
        if known.get("title"):
            draft.header = Header(title=known["title"])
            if draft.blocks and draft.blocks[0].text == known["title"]:
                draft.header.removed.append((draft.blocks.pop(0), "repeats the title"))
    draft.record = record
    return draft


def _known(row: Mapping[str, Any], fields: Mapping[str, str]) -> dict[str, Any]:
    """What a record says of its article, by column of `articles`."""
    given = {column: row.get(field) for column, field in fields.items()}
    known: dict[str, Any] = {column: _line(given.get(column)) for column in (
        "title", "outlet", "url", "standfirst", "language", "article")}
    if known["article"] and (len(known["article"]) > LONGEST_ID or re.search(r"[\s:/\\]", known["article"])):
        known["article"] = None
    language = re.match(r"[a-zA-Z]{2}(?=[-_]|$)", known["language"] or "")
    known["language"] = language[0].lower() if language else None
    known["authors"], known["tags"] = _read_authors(given.get("authors")), _read_list(given.get("tags"))
    if (day := read_day(given.get("published"))) is not None:
        known.update(published=day, published_evidence=f"{fields['published']}: {given['published']}")
    return {column: value for column, value in known.items() if value}


def _line(value: Any) -> str | None:
    """A field of one line, its characters repaired."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title")
    if isinstance(value, list) and value:
        value = value[0]
    if value is None or isinstance(value, list | dict | bool) or value != value:
        return None
    return " ".join(repair(unescape(str(value)[:LONGEST_LINE])).text.split()) or None


def _read_list(value: Any) -> list[str]:
    if isinstance(value, str):
        if value.strip().startswith("["):
            with suppress(ValueError):  # not JSON after all: a plain text with separators
                return _read_list(parse_json(value.replace("'", '"')))
        return [part for item in split_list(value, ";,|") if (part := item.strip(" []'\""))]
    if hasattr(value, "tolist"):
        value = value.tolist()
    return [text for item in value[:MOST_LISTED] if (text := _line(item))] if isinstance(value, list | tuple) else []


def _read_authors(value: Any) -> list[str]:
    """The persons of an author field: a text, a list of texts, or of records with a name."""
    texts = [value] if isinstance(value, str) and not value.startswith("[") else _read_list(value)
    names = [name for text in texts for name in read_names(text) or ([] if text.isascii() else [text])]
    return list(dict.fromkeys(names))


def read_day(value: Any) -> date | None:
    """The day a field of a record states: ISO, a written date, RFC 2822, seconds or milliseconds since 1970.

    >>> read_day("Tue, 17 Feb 2026 18:04:00 GMT"), read_day(1771351440)
    (datetime.date(2026, 2, 17), datetime.date(2026, 2, 17))
    """
    if value is None or value != value or isinstance(value, bool):
        return None
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    text = str(value).strip()
    if re.fullmatch(r"\d{9,10}(?:\.\d+)?|\d{12,13}", text):
        return datetime.fromtimestamp(float(text) / (1000 if float(text) > 1e11 else 1), UTC).date()
    return find_date(re.sub(r"^((?:19|20)\d\d)(\d\d)(\d\d)$", r"\1-\2-\3", text)[:200])


def _read_json(decoded: str) -> Found:
    """A list of records, one record, records under a key; or one record a line."""
    try:
        whole = parse_json(decoded)
    except ValueError:
        return _read_lines(decoded)
    if isinstance(whole, dict):
        lists = [value for value in whole.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
        if not lists or "text" in find_fields(whole):
            return [(None, whole)]
        whole = max(lists, key=len)
    return [(str(number), row) for number, row in enumerate(whole if isinstance(whole, list) else [whole], 1)]


def _read_lines(decoded: str) -> Found:
    """JSON Lines; a line that is cut off or broken is told by its number, the others load."""
    good = False
    held: list[tuple[str, Missed]] = []     # bad lines before the first good one
    for number, found in enumerate(LINE.finditer(decoded), 1):
        line = found[0].strip()
        if line in ("", "[", "]", ","):
            continue
        try:
            row = parse_json(line.rstrip(","))
        except ValueError as error:
            row = Missed(f"a line that is no whole JSON record ({error}): mend it, or export it anew", str(number))
            if not good:
                held.append((str(number), row))
                if len(held) > MOST_MISSED:
                    break
                continue
        else:
            good = True
            yield from held
            held = []
        yield str(number), row
    if len(held) > 3:
        raise Unreadable(f"no JSON: {held[0][1].problem}, and so are the other {len(held) - 1} lines")
    yield from held


def _read_csv(decoded: str, suffix: str) -> Found:
    """The rows of a CSV file; a stray quotation mark costs its row, not the rest of the file."""
    csv.field_size_limit(10_000_000)
    if (count := max(decoded.count("\n"), decoded.count("\r"))) > MOST_LINES:
        raise Unreadable(f"{count:,} lines, more than a file of articles has ({MOST_LINES:,}): split it")
    lines = decoded.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").split("\n")
    mark = "\t" if suffix == ".tsv" else max(",;\t|", key=lines[0].count)
    if lines[0].count(mark) > MOST_COLUMNS:
        raise Unreadable(f"{lines[0].count(mark):,} columns, as no file of articles has: export it anew")
    names = [name.strip() for name in next(csv.reader(lines[:1], delimiter=mark), [])]
    if not find_fields(dict.fromkeys(names, "")) and len(names) < 2:
        raise Unreadable("a CSV file without a header: its first line has to name the columns, one of them text")
    number = 1
    while number < len(lines):
        first = number + 1
        if not lines[number].strip():
            number += 1
            continue
        values, number = _csv_row(lines, number, mark, len(names))
        if values is not None:
            yield str(first), dict(zip(names, values, strict=True))
        else:
            yield None, Missed(f"a line that does not have the {len(names)} columns of the header (a stray quotation "
                               "mark or separator): mend it, or export it anew", str(first))


def _csv_row(lines: list[str], first: int, mark: str, width: int) -> tuple[list[str] | None, int]:
    """The values of the row that begins at a line, and the number of the line after it; none if it has no such width.

    A row goes on to the next line while a quotation mark is open, as far as that makes a whole row.
    """
    marks = 0
    for last in range(first, min(first + LONGEST_CELL_LINES, len(lines))):
        marks += lines[last].count('"')
        if marks % 2 and last > first:
            continue
        try:
            values = next(csv.reader(io.StringIO("\n".join(lines[first:last + 1])), delimiter=mark, strict=True), [])
        except csv.Error:
            values = []
        if len(values) == width:
            return values, last + 1
        if marks % 2 == 0:
            break
    return None, first + 1


def _read_parquet(source: Source, columns: Mapping[str, str] | None) -> Iterator[Draft | Missed]:
    def choose(names: list[str]) -> Iterable[str]:
        fields = find_fields(dict.fromkeys(names), columns)
        return fields.values() if "text" in fields else names[:12]

    yield from _draft_all(read_rows(source.data, choose), columns)
