"""One value ↔ one cell of a spreadsheet: nothing is evaluated there, and everything comes back as it was.

A spreadsheet takes a text that begins with = + - @ or a control character for a formula, and articles are other
people's text. Such a text, one that begins with an apostrophe, and the empty text get an apostrophe in front,
which `read_cell` takes away again; so an empty cell always means a missing value.
"""

from __future__ import annotations

import json
import re
from typing import Any

from workbench.tables import LISTS

# with the full-width signs, which a spreadsheet in a Japanese or Chinese locale reads like the plain ones
FORMULA = ("=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠")
_PART = re.compile(rf"([;\t\r\n][\s\"]*)(['{re.escape(''.join(FORMULA))}])")
_PROTECTED = re.compile(r"([;\t\r\n][\s\"]*)'")


def protect_text(text: str) -> str:
    """`text` as a cell that no spreadsheet evaluates.

    >>> protect_text("=HYPERLINK(1)"), protect_text("a = b"), protect_text("")
    ("'=HYPERLINK(1)", 'a = b', "'")
    """
    is_safe = text and not text.startswith(("'", *FORMULA)) and text[0].isprintable() and not text[0].isspace()
    return text if is_safe else f"'{text}"


def protect_parts(cell: str) -> str:
    """A cell of a CSV file that begins no formula either where it is opened as one with semicolons or tabs,
    where lines within a cell begin rows.

    >>> protect_parts("port;=A1"), free_parts(protect_parts("port;=A1"))
    ("port;'=A1", 'port;=A1')
    """
    return _PART.sub(r"\1'\2", cell)


def free_parts(cell: str) -> str:
    """The cell that `protect_parts` was given."""
    return _PROTECTED.sub(r"\1", cell)


def write_cell(value: Any, kind: str) -> Any:
    """The cell of a plain value (see `tables.plain`) of a column of this kind: None, text, number, bool or date."""
    if kind in LISTS:
        return json.dumps(value, ensure_ascii=False)
    return protect_text(value) if isinstance(value, str) else value


def read_cell(cell: Any, kind: str) -> Any:
    """The value that `write_cell` made `cell` of; a number or day may have become text on the way.

    Raises ValueError for a text that is no value of this kind.
    """
    if cell is None or cell == "":
        return [] if kind in LISTS else None
    if kind in LISTS:
        return json.loads(cell)
    if kind == "text":
        return str(cell).removeprefix("'")
    if kind == "day":
        return str(cell)[:10]
    if kind == "yes or no":
        return {"true": True, "false": False}[str(cell).lower()]
    return int(float(cell)) if kind == "integer" else float(cell)
