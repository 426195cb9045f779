"""Suggestions as entries of a TOML file, for the analyst to edit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple


class Entry(NamedTuple):
    """One entry: its id, what is remarked above it, and its fields, texts and lists of texts."""

    id: str
    remarks: Sequence[str]
    fields: Mapping[str, Any]


def write_entries(heading: str, entries: Iterable[Entry]) -> str:
    """The entries under a heading, a comment too.

    >>> print(write_entries("One proposal", [Entry("jane_doe", ["3 mentions"], {"name": "Jane Doe"})]), end="")
    # One proposal
    <BLANKLINE>
    # 3 mentions
    [jane_doe]
    name = "Jane Doe"
    """
    parts = [_comment(heading)]
    for entry in entries:
        is_bare = entry.id.isascii() and entry.id.replace("_", "").isalnum()
        parts.append("".join((*map(_comment, entry.remarks), f"[{entry.id if is_bare else _value(entry.id)}]\n",
                              *(f"{name} = {_value(value)}\n" for name, value in entry.fields.items()))))
    return "\n".join(parts)


def _comment(text: str) -> str:
    return "".join(f"# {line}\n" for line in text.splitlines() if line)


def _value(value: Any) -> str:
    """A TOML string or list of them; JSON's escapes are TOML's, but for one character that TOML wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
