"""Files read before come from the cache, by their name and bytes; the others are read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbench import tables
from workbench.intake.files import Source, read_bytes
from workbench.intake.one_file import Row, read_file, spare_name
from workbench.store.cache import Cache, digest, engine_version, lexicon_version

LEXICONS = ("clutter", "fields")
TABLES = ("articles", "problems")


def read_files(names: Mapping[Path, str], columns: dict[str, str] | None, cache: Cache) -> tuple[list[Row], list[Row]]:
    """The rows of `articles` and `problems` of every file, in their order.

    names: the id of each file's article, from `name_files`. columns: as in `read_articles`.
    """
    keys = {path: _key_of(path, name, columns) for path, name in names.items()} if cache.folder else {}
    kept = {table: cache.get(table, filter(None, keys.values())) for table in TABLES}
    known = kept["articles"].keys & kept["problems"].keys
    by_key: dict[str, dict[Any, list[Row]]] = {table: {} for table in TABLES}
    for table, (frame, row_keys, _) in kept.items():
        for key, row in zip(row_keys, tables.plain(table, frame.to_dict("records")), strict=True):
            by_key[table].setdefault(key, []).append(row)
    result: tuple[list[Row], list[Row]] = ([], [])
    fresh: dict[str, tuple[list[Row], list[Row]]] = {}
    for path, name in names.items():
        key = keys.get(path)
        if key in known:
            found, missed = (by_key[table].get(key, []) for table in TABLES)
            for row in found:
                row["spare_name"] = spare_name(name, row["record"])
        else:
            found, missed = read_file(path, name, columns)
            if key:
                fresh[key] = found, missed
        result[0].extend(found)
        result[1].extend(missed)
    for number, table in enumerate(TABLES):
        made = [(key, row) for key, pair in fresh.items() for row in pair[number]]
        cache.put(table, tables.make(table, [row for _, row in made]), [key for key, _ in made], fresh)
        if fresh:
            cache.merge(table)
    return result


def _key_of(path: Path, name: str, columns: dict[str, str] | None) -> str | None:
    """A hash of what the rows of a file hang on: its name, its bytes, the code; none where it can't be read."""
    file = Source(path)
    try:
        read_bytes(file)
        return digest(path, name, file.sha256, columns, engine_version("intake"), *map(lexicon_version, LEXICONS))
    except (OSError, ValueError):  # read_file says so
        return None
