"""Files read before come from the cache, by their name and bytes; the others are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from workbench import tables
from workbench.intake.files import Source, read_bytes
from workbench.store.cache import Cache
from workbench.store.hashes import digest, engine_version, lexicon_version

LEXICONS = ("clutter", "fields")
TABLES = ("articles", "problems")

Rows = list[dict[str, Any]]
Read = Callable[[Path, str], tuple[Rows, Rows]]  # a file and its article's id → rows of the two TABLES


def read_files(names: Mapping[Path, str], read: Read, cache: Cache, how: object = None) -> tuple[Rows, Rows]:
    """The rows of `articles` and `problems` of every file, in their order.

    names: the id of each file's article, from `name_files`. how: what, besides the file, tells `read` what to do.
    """
    keys = {path: key for path, name in names.items() if (key := _key_of(path, name, how))} if cache.folder else {}
    kept = _kept(cache, set(keys.values()))
    fresh: dict[str, tuple[Rows, Rows]] = {}
    articles: Rows = []
    problems: Rows = []
    for path, name in names.items():
        found, missed = kept.get(keys.get(path, "")) or read(path, name)
        articles += found
        problems += missed
        if path in keys and keys[path] not in kept:
            fresh[keys[path]] = found, missed
    for number, table in enumerate(TABLES):
        made = [(key, row) for key, pair in fresh.items() for row in pair[number]]
        cache.put(table, tables.make(table, [row for _, row in made]), [key for key, _ in made], fresh)
        if fresh:
            cache.merge(table)
    return articles, problems


def _kept(cache: Cache, keys: set[str]) -> dict[str, tuple[Rows, Rows]]:
    """The rows that the cache has of files, by key."""
    found = [cache.get(table, keys) for table in TABLES]
    kept: dict[str, tuple[Rows, Rows]] = {key: ([], []) for key in set.intersection(*(one.keys for one in found))}
    for number, (table, one) in enumerate(zip(TABLES, found, strict=True)):
        for key, row in zip(one.row_keys, tables.plain(table, one.rows.to_dict("records")), strict=True):
            if key in kept:
                kept[key][number].append(row)
    return kept


def _key_of(path: Path, name: str, how: object) -> str | None:
    """A hash of what the rows of a file hang on: its name, its bytes, the code; none where it can't be read."""
    file = Source(path)
    try:
        read_bytes(file)
        return digest(path, name, file.sha256, how, engine_version("intake"), *map(lexicon_version, LEXICONS))
    except (OSError, ValueError):  # its reader says so
        return None
