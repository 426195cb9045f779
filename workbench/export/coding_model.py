"""What codings are, whatever file they stand in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from workbench.tables import whole

# layer -> the columns that codings carry
COLUMNS = {"stances": ("actor", "holder_text", "said_by", "issue", "position", "basis", "rule"),
           "relations": ("holder", "target", "sign", "rule")}


class Document(NamedTuple):
    """An article as another tool sees it."""

    id: str
    text: str


# what a coding raises that is none, whatever another tool or a stranger wrote in its place
MALFORMED = (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError)


@dataclass
class Coding:
    """A span of a document with values by column; `text` is the document's whole text where the file has it.

    wrong: why it is none that can be taken in, if so.
    """

    document: str
    start: int | None
    end: int | None
    coder: str | None
    values: dict[str, str] = field(default_factory=dict)
    words: str | None = None
    text: str | None = None
    wrong: str = ""

    def __post_init__(self) -> None:
        """Raises TypeError for what is no text; a half of a character, which no table holds, becomes U+FFFD."""
        self.document = whole(_as_text(self.document) or "")
        self.coder, self.words = (value and whole(value) for value in map(_as_text, (self.coder, self.words)))
        self.values = {name: whole(_as_text(value) or "") for name, value in self.values.items()}


def _as_text(value: str | None) -> str | None:
    if not isinstance(value, str | None):
        raise TypeError(f"{value!r:.60} is no text")
    return value


def read_coding(make: Callable[[], Coding], document: str = "") -> Coding:
    """What `make` gives, or where it raises a coding of `document` that tells what is wrong: the others go on."""
    try:
        return make()
    except MALFORMED as error:
        return Coding(document, None, None, None, wrong=f"it is damaged: {error} ({type(error).__name__})")


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
