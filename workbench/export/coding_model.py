"""What codings are, whatever file they stand in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

# layer -> the columns that codings carry
COLUMNS = {"stances": ("actor", "holder_text", "said_by", "issue", "position", "basis", "rule"),
           "relations": ("holder", "target", "sign", "rule")}


class Document(NamedTuple):
    """An article as another tool sees it."""

    id: str
    text: str


@dataclass
class Coding:
    """A span of a document with values by column; `text` is the document's whole text where the file has it."""

    document: str
    start: int | None
    end: int | None
    coder: str | None
    values: dict[str, str] = field(default_factory=dict)
    words: str | None = None
    text: str | None = None


def from_utf16(text: str, place: int) -> int:
    """The character at a place counted in UTF-16 units, as Java counts: the reverse of `dna.utf16_span`.

    >>> from_utf16("😀 yes", 3)
    2
    """
    return len(text.encode("utf-16-le", "surrogatepass")[:2 * place].decode("utf-16-le", "surrogatepass"))


def tag(name: str, value: str) -> str:
    """A value as a code's name, `position: oppose`."""
    return f"{name}: {value}"


def untag(code: str) -> tuple[str, str] | None:
    """Column and value of a code's name; nothing where it is another kind of code.

    >>> untag("position: oppose"), untag("interesting")
    (('position', 'oppose'), None)
    """
    name, colon, value = code.partition(":")
    return (name.strip().lower().replace(" ", "_"), value.strip()) if colon and value.strip() else None
