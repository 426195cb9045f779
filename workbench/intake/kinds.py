"""Which reader a file needs: by its content first, by its name where the content leaves it open."""

from __future__ import annotations

import re

from workbench.intake.encodings import decode
from workbench.intake.files import Source
from workbench.intake.limits import Unreadable

# what files begin with that are no articles
SIGNATURES = (
    (b"\x89PNG\r\n", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"),
    (b"BM", "a bitmap image"), (b"II*\x00", "a TIFF image"), (b"MM\x00*", "a TIFF image"),
    (b"RIFF", "a picture or sound"), (b"\x00\x00\x01\x00", "an icon"),
    (b"\x1f\x8b", "a gzip archive: unpack it first"), (b"BZh", "a bzip2 archive: unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive: unpack it first"), (b"Rar!", "a RAR archive: unpack it first"),
    (b"\xfd7zXZ", "an xz archive: unpack it first"), (b"(\xb5/\xfd", "a Zstandard archive: unpack it first"),
    (b"\x7fELF", "a program"), (b"MZ\x90", "a program"), (b"ID3", "a sound recording"), (b"OggS", "a sound recording"),
    (b"SQLite format 3", "a database: export its articles as CSV or JSON Lines"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file: save it as .docx or .csv"),
    (b"{\\rtf", "a rich text file: save it as .docx or plain text"),
)
NO_ARTICLES = {".py", ".ipynb", ".toml", ".yaml", ".yml", ".ini", ".cfg", ".css", ".js", ".log", ".lock", ".sh",
               ".sql", ".svg"}
BY_NAME = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
    ".json": "records", ".jsonl": "records", ".ndjson": "records", ".csv": "records", ".tsv": "records",
    ".rss": "feeds", ".atom": "feeds",
}
# what may stand before the first element, piece by piece: declaration, comment, document type
PROLOGUE = re.compile(r"\s+|<\?[^>]*+>|<!--.*?-->|<!DOCTYPE[^\[>]*+(?:\[[^\]]*+\]\s*+)?>", re.I | re.S)
HTML = re.compile(r"\s*<!doctype\s+html", re.I)
BY_CONTENT = {kind: re.compile(pattern, re.I) for kind, pattern in {
    "feeds": r"<(?:rss|feed|rdf:RDF)\b",
    "html": r"<(?:html|head|body|article|main|div|p|h1|title|meta)\b",
    "records": r"(?:\[\s*)?\{\s*\"",
}.items()}


def find_kind(source: Source) -> str:
    """The name of the reader for a file: text, html, records, feeds, word or pdf.

    Raises Unreadable for what is empty or no article.
    """
    data = source.data
    if not data:
        raise Unreadable("empty file: nothing in it; remove it, or fetch the article again")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        if b"word/" in data:
            return "word"
        raise Unreadable("a zip archive or an office file: unpack it, or save its text as .docx, .csv or .txt")
    if data.startswith(b"PAR1"):
        return "records"
    for signature, what in SIGNATURES:
        if data.startswith(signature) and (signature != b"BM" or b"\x00" in data[:64]):
            raise Unreadable(f"{what}, not an article: remove it, or save its text")
    if source.suffix in NO_ARTICLES:
        raise Unreadable(f"a {source.suffix} file, not an article: left out")
    by_content = _kind_of_text(decode(data[:20_000])[0])
    return by_content if by_content in ("feeds", "html") else BY_NAME.get(source.suffix, by_content)


def _kind_of_text(start: str) -> str:
    """The kind that the first characters of a file tell."""
    at = 0
    while piece := PROLOGUE.match(start, at):
        at = piece.end()
    found = next((kind for kind, pattern in BY_CONTENT.items() if pattern.match(start, at)), "text")
    return "html" if found != "feeds" and HTML.match(start) else found
