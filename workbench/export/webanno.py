"""Codings as WebAnno TSV 3, which INCEpTION reads and writes: a file for each article, a line for each token."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from workbench.export.coding_model import COLUMNS, Coding, Document, from_utf16
from workbench.export.dna import utf16_span

if TYPE_CHECKING:
    from workbench.corpus import Corpus

HEAD = "#FORMAT=WebAnno TSV 3.3"
TYPE = "webanno.custom."
SPECIAL = re.compile(r"[\\\[\]|_>;\t\n*]")  # what a backslash stands before, in values
SENTENCE = re.compile(r"[^\n]+")
TOKEN = re.compile(r"\w+|[^\w\s]")
# what no file's name may hold, as in an address: an article's id may be a stranger's, and lead out of the folder
NO_NAME = re.compile(r'[%/\\\x00-\x1f:*?"<>|]|^\.')
NOTHING, EMPTY = "_", "*"
PLACE = re.compile("([0-9]{1,12})-([0-9]{1,12})")
NUMBERED = re.compile(r"(?<!\\)\[(\d+)\]$")
UNESCAPED_BAR = re.compile(r"(?<!\\)\|")
Token = tuple[int, int, str]
Span = tuple[list[Token], dict[str, str]]
ESCAPES = {"\\n": "\n", "\\t": "\t", "\\r": "\r"}


def write_webanno(path: Path, documents: list[Document], codings: list[Coding], layer: str) -> None:
    """A file for each document with codings, in the folder `path`; or the file `path`, if there is one such document.

    Raises ValueError where one file would have to hold several.
    """
    coded = [document for document in documents if any(coding.document == document.id for coding in codings)]
    if path.suffix and len(coded) > 1:
        raise ValueError(f"{len(coded)} articles have codings, and a WebAnno file holds one: name a folder")
    for document in coded:
        file = path if path.suffix else path / f"{NO_NAME.sub(_as_hex, document.id)}.tsv"
        file.parent.mkdir(parents=True, exist_ok=True)
        here = [coding for coding in codings if coding.document == document.id]
        file.write_text(_write_document(document.text, here, layer), encoding="utf-8", newline="\n")


def _as_hex(found: re.Match[str]) -> str:
    return f"%{ord(found[0]):02X}"


def _write_document(text: str, codings: list[Coding], layer: str) -> str:
    columns = COLUMNS[layer]
    cuts = {place for coding in codings for place in (coding.start or 0, coding.end or 0)}
    lines = [HEAD, f"#T_SP={TYPE}{layer.capitalize()}|{'|'.join(columns)}", "", ""]
    for number, sentence in enumerate(SENTENCE.finditer(text), start=1):
        lines.append(f"#Text={_escape_text(sentence.group())}")
        for place, (start, end) in enumerate(_tokens(text, sentence.start(), sentence.end(), cuts), start=1):
            over = {n: c.values for n, c in enumerate(codings, start=1)
                    if (c.start or 0) < end and start < (c.end or 0)}
            cells = [_write_cell(over, name) for name in columns]
            first, last = utf16_span(text, start, end)
            lines.append("\t".join([f"{number}-{place}", f"{first}-{last}", text[start:end], *cells, ""]))
        lines.append("")
    return "\n".join(lines)


def _write_cell(over: dict[int, dict[str, str]], name: str) -> str:
    """The values of one column for the codings over a token, each with its coding's number."""
    return "|".join(f"{_escape(values[name]) if values.get(name) else EMPTY}[{number}]"
                    for number, values in over.items()) or NOTHING


def _tokens(text: str, start: int, end: int, cuts: set[int]) -> list[tuple[int, int]]:
    """The tokens of a sentence, cut where a coding begins or ends, so that it comes back as it was."""
    found = []
    for token in TOKEN.finditer(text, start, end):
        edges = [token.start(), *sorted(cut for cut in cuts if token.start() < cut < token.end()), token.end()]
        found += list(pairwise(edges))
    return found


def read_webanno(path: Path, corpus: Corpus, layer: str) -> list[Coding]:
    """The spans of one file, or of the .tsv files of a folder; features named like the layer's columns are read.

    The document is the file's name; its words are cut from the article there, or joined from the tokens.
    Raises ValueError for a file that is no WebAnno TSV 3.
    """
    bodies = dict(zip(corpus.articles["article"], corpus.articles["body"], strict=True))
    files = sorted(path.glob("*.tsv")) if path.is_dir() else [path]
    return [coding for file in files for coding in _read_document(file, bodies, COLUMNS[layer])]


def _read_document(file: Path, bodies: Mapping[str, str], wanted: tuple[str, ...]) -> list[Coding]:
    document = file.stem if file.stem in bodies else unquote(file.stem)
    found = [(tokens, {name: values[name] for name in wanted if name in values})
             for tokens, values in _read_spans(file).values()]
    return [_make(document, bodies.get(document), tokens, values) for tokens, values in found if values]


def _read_spans(file: Path) -> dict[str, Span]:
    """The tokens and values of each span of a file, by its number."""
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise ValueError(f"{file} is no WebAnno TSV 3: not UTF-8 at byte {error.start}") from error
    if not lines[0].startswith("#FORMAT=WebAnno TSV 3"):
        raise ValueError(f"{file} is no WebAnno TSV 3: its first line is {lines[0][:60]!r}")
    names = [name for line in lines if line.startswith("#T_SP=") for name in line.split("|")[1:]]
    spans: dict[str, Span] = {}
    for number, line in enumerate(lines, start=1):
        if line.startswith("#") or not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) < 3 + len(names):
            raise ValueError(f"{file}, line {number}: {len(cells)} cells, and {3 + len(names)} are declared")
        if not (place := PLACE.fullmatch(cells[1])):
            raise ValueError(f"{file}, line {number}: {cells[1]!r:.60} are no characters from and to, such as 0-5")
        token = (int(place[1]), int(place[2]), cells[2])
        for name, cell in zip(names, cells[3:], strict=False):
            _read_cell(spans, token, name, cell, f"line {number}")  # without a number a span is its token alone
    return spans


def _read_cell(spans: dict[str, Span], token: Token, name: str, cell: str, alone: str) -> None:
    """Adds a token and a column's values to the spans they are of, by number."""
    for part in [] if cell in (NOTHING, "") else UNESCAPED_BAR.split(cell):
        group = NUMBERED.search(part)
        tokens, values = spans.setdefault(group[1] if group else alone, ([], {}))
        if token not in tokens:
            tokens.append(token)
        if (value := NUMBERED.sub("", part)) != EMPTY:
            values[name] = _unescape(value)


def _make(document: str, body: str | None, tokens: list[Token], values: dict[str, str]) -> Coding:
    if body is None:
        return Coding(document, None, None, None, values, " ".join(words for _, _, words in tokens))
    start, end = from_utf16(body, tokens[0][0]), from_utf16(body, tokens[-1][1])
    stands = all(body[from_utf16(body, first):from_utf16(body, last)] == words for first, last, words in tokens)
    return Coding(document, start, end, None, values, body[start:end] if stands else
                  " ".join(words for _, _, words in tokens))


def _escape(value: str) -> str:
    return SPECIAL.sub(lambda found: {"\n": "\\n", "\t": "\\t"}.get(found.group(), f"\\{found.group()}"), value)


def _escape_text(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\r", "\\r")


def _unescape(value: str) -> str:
    return re.sub(r"\\.", lambda found: ESCAPES.get(found.group(), found.group()[1]), value)
