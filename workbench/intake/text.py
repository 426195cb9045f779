"""Reads plain text files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.intake.article import Draft, draft_text
from workbench.intake.encodings import decode
from workbench.intake.files import Source
from workbench.intake.limits import Unreadable

# share of characters no text has, beyond which a file is taken for something else
GARBLED = 0.1
# letters of one byte, read in pairs
PAIRS = re.compile("[\u2020-\u7e7e]{16}")
NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x7f-\x84\x86-\x9f\ufffd\ue000-\uf8ff]")


def read(source: Source, _columns: object = None) -> Iterator[Draft]:
    """The one article of a text file."""
    decoded, encoding = decode(source.data)
    if len(NO_TEXT.findall(decoded)) > GARBLED * len(decoded):
        raise Unreadable("not a text: no known encoding makes sense of its bytes; convert it to UTF-8, or remove it")
    if encoding.startswith("utf-16") and any(run[0].encode("utf-16-le").isascii() for run in PAIRS.finditer(decoded)):
        raise Unreadable("two encodings in one file, UTF-16 and one of single bytes: save each part as UTF-8")
    if not decoded.strip("\ufeff \t\r\n\x0b\x0c\u00a0\u200b"):
        raise Unreadable("blank file: nothing but white space in it; remove it, or fetch the article again")
    yield draft_text(decoded, known={"encoding": encoding})
