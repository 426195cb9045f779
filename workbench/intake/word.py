"""Reads Word documents (.docx). Needs the extra `documents`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from workbench.intake.article import Draft, draft_text
from workbench.intake.files import Source
from workbench.intake.limits import MOST_TAGS, Unreadable, check_size

XML = (".xml", ".rels")
LARGEST_UNPACKED = 100_000_000  # bytes; a document that unpacks to more is a bomb


def read(source: Source, _columns: object = None) -> Iterator[Draft]:
    """The one article of a document: its paragraphs, one a line; the place is the character of that text."""
    document = _open(source)
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    if not text.strip():
        raise Unreadable("a Word document without text (pictures or tables only): save its text")
    yield draft_text(text, known=_properties(document))


def read_paragraphs(source: Source) -> list[str]:
    """The paragraphs of a document as they stand, those of its tables too, in order."""
    document = _open(source)  # which tells where the library is missing
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    paragraphs = [Paragraph(element, document).text for element in document.element.body.iter(qn("w:p"))]
    if not "".join(paragraphs).strip():
        raise Unreadable("a Word document without text: save its text")
    return paragraphs


def _open(source: Source) -> Any:
    try:
        import docx
    except ImportError as error:
        raise Unreadable("a Word file: to read it, pip install 'workbench[documents]', or save it as text") from error
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
                raise Unreadable("a Word document that unpacks to more than any article has: left out; save its text")
            tags = sum(archive.read(part).count(b"<") for part in archive.infolist() if part.filename.endswith(XML))
            check_size("tags", tags, MOST_TAGS, "save its text")
        document = docx.Document(io.BytesIO(source.data))
        # where its text names an entity, the library ends the paragraph without a word
        if document.element.getroottree().docinfo.internalDTD is not None:
            raise Unreadable("a Word document that declares a document type, as Word never does: save its text")
        return document
    except Unreadable:
        raise
    except Exception as error:  # python-docx lets through what its XML and zip libraries raise
        raise Unreadable(f"a Word file that is damaged or encrypted ({error}): save it again") from error


def _properties(document: Any) -> dict[str, Any]:
    # author and dates of a document are those of whoever saved it, and its template's: only the tags are used
    keywords = document.core_properties.keywords or ""
    return {"tags": [tag.strip() for tag in keywords.split(",") if tag.strip()]}
