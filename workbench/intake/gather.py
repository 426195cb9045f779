"""Gathers the articles of all files: each file to its reader, every fault to a row of problems."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import project, tables
from workbench.intake.article import Draft, Unreadable, compose
from workbench.intake.cached_files import read_files
from workbench.intake.detect_language import recognise_language
from workbench.intake.files import Missed, Source, list_files, name_files, read_bytes
from workbench.intake.kinds import find_kind
from workbench.intake.overrides import lay_over, read_overrides
from workbench.store.cache import Cache

if TYPE_CHECKING:
    import pandas as pd

NO_TEXT = "no text of an article in it, only headline, page furniture or clutter: fetch the whole article, or remove it"
FOREIGN = "in another language ({}): kept, but nothing is extracted from it; load a translation to have it analysed"
MOST_TOLD = 100     # records of one file that are told one by one
SAME_ID = "its id {!r} is that of another article: it is called {!r} here; give each article an id of its own"

Row = dict[str, Any]


def read_articles(source: Any, columns: dict[str, str] | None = None, overrides: str | Path | None = None,
                  cache: Cache | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables `articles` and `problems` of what is in `source`.

    source: a folder, file, glob, list of these, or a DataFrame with `text` (and published, title, outlet …).
    columns: for records, what their columns mean: {"text": "story", "published": "day"}; usual names are known.
    overrides: a TOML file of what the analyst says of articles by id; default the project's `data/articles.toml`.
    cache: where the rows of files read before are kept.
    What cannot be read is a row of problems that says what to do; the rest goes on.
    Raises FileNotFoundError if a single path isn't there.

    >>> articles, problems = read_articles("seeds")
    >>> articles["published_from"].tolist()
    ['header', 'header', 'header', 'inferred', 'header']
    """
    import pandas as pd

    rows: list[Row] = []
    if isinstance(source, pd.DataFrame):
        from workbench.intake.records import read_frame

        problems: list[Row] = []
        rows = _take_in(read_frame(source, columns), None, "text", problems)
    else:
        paths, problems = list_files(source)
        names = name_files(paths)
        rows, missed = read_files(names, partial(read_file, columns=columns), cache or Cache(), columns)
        problems += missed
        for row in rows:  # what comes from the cache has no spare name
            row["spare_name"] = spare_name(names[Path(row["path"])], row["record"])
    problems += settle_names(rows)
    said = project.find(overrides) if overrides is not None else project.data_file("articles.toml")
    problems += lay_over(rows, read_overrides(said))
    return tables.make("articles", rows), tables.make("problems", problems)


def read_file(path: str | Path, name: str, columns: dict[str, str] | None = None,
              first_line: int | None = None) -> tuple[list[Row], list[Row]]:
    """The rows of `articles` and of `problems` that one file gives, whatever stands in other files.

    path: the file; name: the id of its article, or what its articles' ids begin with (from `name_files`).
    columns: what the columns of records mean, as in `read_articles`. first_line: the number of its first
    line, where the file is a block of a larger one of JSON lines. Never raises for what is in a file.
    """
    try:
        return take_in_file(path, name, columns, first_line)
    except Exception as error:  # a fault of a reader costs one file, not the whole load; tests/fuzz.py looks for them
        what = f"{type(error).__name__}: {error}"[:200]
        problem = f"could not be read ({what}), which is a fault of the workbench: report it, and save the file as text"
        return [], [{"path": str(path), "problem": problem}]


def take_in_file(path: str | Path, name: str, columns: dict[str, str] | None = None,
                 first_line: int | None = None) -> tuple[list[Row], list[Row]]:
    """`read_file`, but it raises where a reader has a fault of its own."""
    file = Source(Path(path))
    problems: list[Row] = []
    try:
        read_bytes(file)
        reader = import_module(f"workbench.intake.{find_kind(file)}")
        found = reader.read(file, columns)
        if first_line is not None:
            found = (replace(item, record=str(int(item.record or 1) + first_line - 1)) for item in found)
        rows = _take_in(found, file, name, problems)
        if not rows and not problems:
            problems.append({"path": str(path), "problem": "no record in it: export it again"})
        return rows, problems
    except (Unreadable, OSError, MemoryError) as error:
        problems.append({"path": str(path), "problem": _explain(error)})
        return [], problems


def _explain(error: Exception) -> str:
    """What was found, and what to do about it."""
    if isinstance(error, PermissionError):
        return "no permission to read it: get the permission, then load again"
    if isinstance(error, FileNotFoundError):
        return f"cannot be found ({error.strerror or error}): it vanished while being read, or a link is broken"
    if isinstance(error, OSError):
        return f"cannot be read ({error.strerror or error}): check the disk, or copy it anew"
    if isinstance(error, MemoryError):
        return "too large for this machine's memory: split it"
    return str(error)


def _take_in(found: Iterable[Draft | Missed], file: Source | None, name: str, problems: list[Row]) -> list[Row]:
    """The rows of the drafts a reader finds; its complaints go to `problems`."""
    path = str(file.path) if file else "DataFrame"
    rows = []
    missed = 0
    for item in found:
        if isinstance(item, Missed):
            missed += 1
            if missed <= MOST_TOLD:
                problems.append({"path": path, "record": item.record, "problem": item.problem})
            continue
        row = compose(item)
        if not row["body"].strip():
            problems.append({"path": path, "record": item.record, "problem": NO_TEXT})
            continue
        row["language"] = row.get("language") or recognise_language(row["body"])
        if row["language"] not in (None, "en"):
            problems.append({"path": path, "record": item.record, "problem": FOREIGN.format(row["language"])})
        row["article"] = row.get("article") or (f"{name}-{item.record}" if item.record else name)
        row["spare_name"] = spare_name(name, item.record)
        row["path"] = str(file.path) if file else None
        row["sha256"] = file.sha256 if file else hashlib.sha256(item.page.text.encode()).hexdigest()
        rows.append(row)
    if missed > MOST_TOLD:
        more = f"{missed - MOST_TOLD} more records like these: see to the whole file"
        problems.append({"path": path, "problem": more})
    return rows


def spare_name(name: str, record: str | None) -> str:
    """The id of an article of the file `name` if its record claims one that is taken."""
    return f"{name}-{record or 1}"


def settle_names(rows: list[Row], claimed: Container[str] | None = None) -> list[Row]:
    """Gives articles whose records claim one id ids of their own; returns the rows of problems that say so.

    claimed: all ids that any article claims, where `rows` are only those that may contest one.
    """
    claimed = {row["article"] for row in rows} if claimed is None else claimed
    taken: set[str] = set()
    problems = []
    for row in rows:
        wanted, spare = row["article"], row.pop("spare_name", row["article"])
        if wanted in taken:
            name, number = spare, 1
            while name in taken or name in claimed:
                number += 1
                name = f"{spare}-{number}"
            row["article"] = name
            problems.append({"path": row["path"] or "DataFrame", "record": row["record"],
                             "problem": SAME_ID.format(wanted, name)})
        taken.add(row["article"])
    return problems
