"""Suggestions as entries of a TOML file, for the analyst to edit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

Entry = tuple[str, str, Mapping[str, Any]]  # its id, remarks that stand above it, its texts and lists of texts by name


def write_entries(heading: str, entries: Iterable[Entry]) -> str:
    """The entries under a heading, a comment too.

    >>> print(write_entries("One proposal", [("jane_doe", "3 mentions", {"name": "Jane Doe"})]), end="")
    # One proposal
    <BLANKLINE>
    # 3 mentions
    [jane_doe]
    name = "Jane Doe"
    """
    parts = [_comment(heading)]
    for key, remarks, fields in entries:
        is_bare = key.isascii() and key.replace("_", "").isalnum()
        parts.append(f"{_comment(remarks)}[{key if is_bare else _value(key)}]\n"
                     + "".join(f"{name} = {_value(value)}\n" for name, value in fields.items()))
    return "\n".join(parts)


def _comment(text: str) -> str:
    """The text as comments, without control characters: TOML takes none."""
    lines = ("".join(character for character in line if character.isprintable()) for line in text.splitlines())
    return "".join(f"# {line}\n" for line in lines if line)


def _value(value: Any) -> str:
    """A TOML string or list of them; JSON's escapes are TOML's, but for one character that TOML wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
