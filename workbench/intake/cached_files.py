"""Files read before come from the cache, by their name and bytes; the others are read."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from workbench import tables
from workbench.intake.files import Source, read_bytes
from workbench.intake.limits import SETTING
from workbench.intake.one_file import Row, read_file, spare_name
from workbench.progress import track
from workbench.store.cache import Cache
from workbench.store.hashes import digest, engine_version, lexicon_version

LEXICONS = ("clutter", "fields")
TABLES = ("articles", "problems")

Rows = tuple[list[Row], list[Row]]  # of the two TABLES


def read_files(names: Mapping[Path, str], columns: dict[str, str] | None, cache: Cache) -> Rows:
    """The rows of `articles` and `problems` of every file, in their order.

    names: the id of each file's article, from `name_files`. columns: as in `read_articles`.
    """
    keys = {path: key for path, name in names.items() if (key := _key_of(path, name, columns))} if cache.folder else {}
    kept = _kept(cache, set(keys.values()))
    fresh: dict[str, Rows] = {}
    articles: list[Row] = []
    problems: list[Row] = []
    for path, name in track(names.items(), "reading files", len(names), "files"):
        found, missed = kept.get(keys.get(path, "")) or read_file(path, name, columns)
        for row in found:
            row["spare_name"] = spare_name(name, row["record"])
        articles += found
        problems += missed
        if path in keys and keys[path] not in kept:
            fresh[keys[path]] = found, missed
    for number, table in enumerate(TABLES if fresh else ()):
        made = [(key, row) for key, pair in fresh.items() for row in pair[number]]
        cache.put(table, tables.make(table, [row for _, row in made]), [key for key, _ in made], fresh)
        cache.merge(table)
    return articles, problems


def _kept(cache: Cache, keys: set[str]) -> dict[str, Rows]:
    """The rows that the cache has of files, by key."""
    found = [cache.get(table, keys) for table in TABLES]
    kept: dict[str, Rows] = {key: ([], []) for key in set.intersection(*(one.keys for one in found))}
    for number, (table, one) in enumerate(zip(TABLES, found, strict=True)):
        for key, row in zip(one.row_keys, tables.plain(table, one.rows.to_dict("records")), strict=True):
            if key in kept:
                kept[key][number].append(row)
    return kept


def _key_of(path: Path, name: str, columns: dict[str, str] | None) -> str | None:
    """A hash of what the rows of a file hang on: its name, its bytes, the code; none where it can't be read."""
    file = Source(path)
    try:
        read_bytes(file)
        return digest(path, name, file.sha256, columns, os.environ.get(SETTING), engine_version("intake"),
                      *map(lexicon_version, LEXICONS))
    except (OSError, ValueError):  # read_file says so
        return None
