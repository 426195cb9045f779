"""Edits of one entry of actors.toml or issues.toml: text → text, everything else in the file as it was."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from workbench.edit.entry_texts import EntryText, join_entries, keep_comments, split_entries
from workbench.suggest.toml_entries import write_entries

if TYPE_CHECKING:
    from tomlkit.items import Array

Value = str | Sequence[str] | None  # a text or texts; nothing takes the field out


def set_fields(text: str, key: str, fields: Mapping[str, Value]) -> str:
    """The file with some fields of the entry `key` set; an empty value takes the field out.

    Raises
    ------
    ValueError
        There is no such entry, or it is written in a way that only a person can edit.

    Examples
    --------
    >>> print(set_fields('[ann]\\nname = "Ann"  # hers\\n', "ann", {"name": "Ann Lee", "roles": ["mayor"]}), end="")
    [ann]
    name = "Ann Lee"  # hers
    roles = ["mayor"]
    """
    import tomlkit

    entries = split_entries(text)
    place = find_entry(entries, key)
    old = entries[place]
    document = tomlkit.parse(old.body)
    table: Any = document[key]
    for name, value in fields.items():
        value = value if value is None or isinstance(value, str) else list(value)
        if not value:
            table.pop(name, None)
        elif isinstance(value, list) and isinstance(table.get(name), list):
            _update_array(table[name], value)
        else:
            table[name] = value
    entries[place] = keep_comments(old.body, replace(old, body=tomlkit.dumps(document)))
    return join_entries(entries)


def add_entry(text: str, key: str, fields: Mapping[str, Value], after: str | None = None) -> str:
    """The file with one more entry, at its end or right after another one."""
    entries = split_entries(text)
    place = find_entry(entries, after) if after else len(entries) - 1
    before = entries[place]
    body = write_entries("", [(key, "", {name: value for name, value in fields.items() if value})]).lstrip("\n")
    made = EntryText(key, "", body, "")
    if after:  # what is between the two others stays before the second
        entries[place] = replace(before, tail="\n")
        made = replace(made, tail=before.tail or "\n")
    elif not join_entries(entries).endswith("\n\n") and text.strip():
        entries[place] = replace(before, tail=before.tail + ("\n" if text.endswith("\n") else "\n\n"))
    if before.body and not before.body.endswith("\n"):
        entries[place] = replace(entries[place], body=before.body + "\n")
    return join_entries([*entries[:place + 1], made, *entries[place + 1:]])


def remove_entry(text: str, key: str) -> str:
    """The file without the entry `key` and the comment right above it."""
    entries = split_entries(text)
    place = find_entry(entries, key)
    gone = entries.pop(place)
    if gone.tail.strip():  # a comment that stands by itself is no part of it
        entries[place - 1] = replace(entries[place - 1], tail=entries[place - 1].tail + gone.tail.lstrip("\n"))
    return join_entries(entries)


def find_entry(entries: Sequence[EntryText], key: str | None) -> int:
    """The place of the entry `key`. Raises ValueError for one that is not there, or not in one piece."""
    places = [place for place, entry in enumerate(entries) if entry.key == key and key is not None]
    if len(places) != 1 or not isinstance(tomllib.loads(entries[places[0]].body).get(key or ""), dict):
        raise ValueError(f"[{key}] is not written as one entry with its fields below it: edit it by hand in the file")
    return places[0]


def make_key(name: str, taken: Collection[str]) -> str:
    """An id for a new entry: its name in small letters, with a number where that is taken.

    >>> make_key("Ann Lee", {"ann_lee"})
    'ann_lee_2'
    """
    first = re.sub(r"\W+", "_", name.lower()).strip("_")[:60] or "unnamed"
    key, number = first, 2
    while key in taken:
        key, number = f"{first}_{number}", number + 1
    return key


def _update_array(array: Array, wanted: list[str]) -> None:
    """Makes an array hold `wanted`, changing no more of it than differs."""
    steps = SequenceMatcher(None, [str(item) for item in array], wanted, autojunk=False).get_opcodes()
    for _, start, end, first, last in reversed(steps):
        same = min(end - start, last - first)
        for place in range(end - 1, start + same - 1, -1):
            del array[place]
        for item in reversed(wanted[first + same:last]):
            array.insert(start + same, item)
        for place in range(same):
            if array[start + place] != wanted[first + place]:
                array[start + place] = wanted[first + place]
