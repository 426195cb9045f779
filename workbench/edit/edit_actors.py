"""What an analyst does to actors: rename, merge and split, as edits of the text of actors.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from workbench.edit.edit_entries import add_entry, find_entry, make_key, remove_entry, set_fields
from workbench.edit.entry_texts import comments_of, join_entries, split_entries
from workbench.extract.registry import LIST_FIELDS, TEXT_FIELDS
from workbench.text.spelling import fold


def rename_actor(text: str, key: str, name: str) -> str:
    """The file with another name for an actor; the old one becomes an alias, so that articles' words still count.

    Examples
    --------
    >>> print(rename_actor('[ann]\\nname = "Ann"\\n', "ann", "Ann Lee"), end="")
    [ann]
    name = "Ann Lee"
    aliases = ["Ann"]
    """
    entry = _entry(text, key)
    aliases = [alias for alias in entry.get("aliases", []) if alias != name]
    old = entry.get("name", "")
    return set_fields(text, key, {"name": name, "aliases": _distinct([*aliases, old], name)})


def merge_actors(text: str, key: str, into: str) -> str:
    """The file with two actors as one: `into` takes names, roles and comments of `key`, which goes.

    Whoever spoke for it speaks for `into`. Where both say something, such as a kind or a note, that of `into` stays,
    and the other is kept as a comment.

    Raises
    ------
    ValueError
        Both are the same, or one of them is not there.
    """
    if key == into:
        raise ValueError(f"[{key}] cannot be merged into itself: choose another actor")
    gone, kept = _entry(text, key), _entry(text, into)
    fields = _fields_of_both(gone, kept, key, into)
    known = {"name", *LIST_FIELDS, *fields}
    told = [f"# of [{key}], now here: {name} = {value!r}" for name, value in gone.items()
            if name not in known and value not in (kept.get(name), into)]
    entries = split_entries(text)
    old = entries[find_entry(entries, key)]
    notes = [*comments_of(old.lead + old.body).elements(), *told]
    text = set_fields(text, into, fields)
    for other, entry in tomllib.loads(text).items():
        if other not in (key, into) and entry.get("speaks_for") == key:
            text = set_fields(text, other, {"speaks_for": into})
    entries = split_entries(remove_entry(text, key))
    place = find_entry(entries, into)
    entries[place] = replace(entries[place], lead=entries[place].lead + "".join(f"{note}\n" for note in notes))
    return join_entries(entries)


def _fields_of_both(gone: Mapping[str, Any], kept: Mapping[str, Any], key: str, into: str) -> dict[str, Any]:
    """The fields of the actor `into` that change as it takes what the actor `key` has."""
    fields: dict[str, Any] = {}
    for name in LIST_FIELDS:
        also = [gone["name"], *gone.get(name, [])] if name == "aliases" else gone.get(name, [])
        joined = _distinct([*kept.get(name, []), *also], kept["name"] if name == "aliases" else None)
        if joined != kept.get(name, []):
            fields[name] = joined
    for name in TEXT_FIELDS:
        if name in gone and gone[name] != into and (name not in kept or kept[name] == key):
            fields[name] = gone[name]
    if kept.get("speaks_for") == key:
        fields.setdefault("speaks_for", None)
    return fields


def split_actor(text: str, key: str, name: str, theirs: Iterable[str]) -> tuple[str, str]:
    """The file with a second actor, who takes some of the names and roles of `key`; and the new actor's id.

    Parameters
    ----------
    name
        What the new actor is called; it may be one of the names that go with it.
    theirs
        The aliases, roles, metonyms and demonyms of `key` that are the new actor's.

    Raises
    ------
    ValueError
        There is no name, or nothing of `key` is to go.
    """
    entry, taken = _entry(text, key), set(theirs)
    if not name.strip():
        raise ValueError("the other one needs a name: write it, as articles do")
    moved = {field: [one for one in entry.get(field, []) if one in taken] for field in LIST_FIELDS}
    if not any(moved.values()):
        raise ValueError("nothing is to be split off: choose the names that are the other one's")
    text = set_fields(text, key, {field: [one for one in entry[field] if one not in taken]
                                  for field, gone in moved.items() if gone})
    new = make_key(name, tomllib.loads(text))
    fields = {"name": name.strip(), "kind": entry.get("kind"), "speaks_for": entry.get("speaks_for"), **moved,
              "aliases": _distinct(moved["aliases"], name.strip())}
    return add_entry(text, new, fields, after=key), new


def _entry(text: str, key: str) -> dict[str, Any]:
    entry = tomllib.loads(text).get(key)
    if not isinstance(entry, dict):
        raise ValueError(f"there is no actor [{key}] in the file")
    return entry


def _distinct(names: Sequence[str], without: str | None = None) -> list[str]:
    """Each name once, and not the full name itself; spellings that differ stay, for articles have them."""
    return [one for one in dict.fromkeys(names) if one != without]


def list_same_names(text: str, key: str) -> list[str]:
    """The other actors of the file with a name of `key`, which may be the same one: to be merged, or told apart.

    Examples
    --------
    >>> list_same_names('[ann]\\nname = "Ann Lee"\\n[lee]\\nname = "Lee"\\naliases = ["Ann Lee"]\\n', "ann")
    ['lee']
    """
    entries = tomllib.loads(text)
    names = {other: {fold(one) for one in (entry.get("name", ""), *entry.get("aliases", []))}
             for other, entry in entries.items()}
    return [other for other in names if other != key and names[other] & names[key]]
