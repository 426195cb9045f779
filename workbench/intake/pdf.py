"""Reads PDF documents. Needs the extra `documents`."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator

from workbench.intake.article import Draft, draft_text
from workbench.intake.files import Missed, Source
from workbench.intake.limits import Unreadable

MOST_PAGES = 200
PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.I)


def read(source: Source, _columns: object = None) -> Iterator[Draft | Missed]:
    """The one article of a document: the text of its pages; the place is the character of that text."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise Unreadable("a PDF: to read it, pip install 'workbench[documents]', or save it as text") from error
    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of what it mends
    try:
        document = PdfReader(io.BytesIO(source.data))
        if document.is_encrypted and not document.decrypt(""):
            raise Unreadable("an encrypted PDF: open it with its password and save it without")
        count = len(document.pages)
        pages = [document.pages[number].extract_text() or "" for number in range(min(count, MOST_PAGES))]
        title = document.metadata.title if document.metadata else None
    except Unreadable:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError,
            NotImplementedError, ZeroDivisionError, ImportError) as error:
        # what a broken document makes pypdf raise is not declared anywhere
        raise Unreadable(f"a PDF that is damaged or cut off ({error}): save it again") from error
    text = _join_pages(pages)
    if not text.strip():
        raise Unreadable("a PDF without text, a scan: run text recognition (OCR) over it first")
    draft = draft_text(text)
    if isinstance(title, str) and any(block.text == title.strip() for block in draft.blocks[:5]):
        draft.known["title"] = title.strip()
    yield draft
    if count > MOST_PAGES:
        yield Missed(f"{count - MOST_PAGES} pages after the first {MOST_PAGES}: left out; split the document")


def _join_pages(pages: list[str]) -> str:
    """The pages one after the other, without the head and foot lines that each has; a paragraph may go on."""
    lines = [page.strip("\n").split("\n") for page in pages if page.strip()]
    edges = Counter(line.strip() for page in lines if len(lines) > 2 for line in {page[0], page[-1]})
    repeated = {line for line, number in edges.items() if number > len(lines) / 2}
    kept = [[line for line in page if line.strip() not in repeated and not PAGE_NUMBER.fullmatch(line.strip())]
            for page in lines]
    return re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", "\n".join("\n".join(page) for page in kept))
