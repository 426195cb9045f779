"""One file → rows of articles, and of problems: to its reader, and every fault told."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from workbench import tables
from workbench.intake import feeds, html, pdf, records, text, word
from workbench.intake.article import Draft, compose
from workbench.intake.detect_language import recognise_language
from workbench.intake.files import LARGEST_BYTES, Missed, Source, read_bytes
from workbench.intake.kinds import find_kind
from workbench.intake.limits import (
    LARGEST_FILE,
    MOST_ARTICLES,
    MOST_TOLD,
    TimeUp,
    Unreadable,
    check_size,
    limited_time,
)

NO_TEXT = "no text of an article in it, only headline, page furniture or clutter: fetch the whole article, or remove it"
FOREIGN = "in another language ({}): kept, but nothing is extracted from it; load a translation to have it analysed"

READERS: dict[str, Callable[..., Iterable[Draft | Missed]]] = {
    "text": text.read, "html": html.read, "records": records.read, "feeds": feeds.read, "word": word.read,
    "pdf": pdf.read}

Row = dict[str, Any]


def read_file(path: str | Path, name: str, columns: dict[str, str] | None = None,
              first_line: int | None = None) -> tuple[list[Row], list[Row]]:
    """Read the articles of one file; whatever is in it, nothing is raised.

    Parameters
    ----------
    path : the file
    name : id of its article, or what its articles' ids begin with (from `name_files`)
    columns : what the columns of records mean, as in `read_articles`
    first_line : number of its first line, where the file is a block of a larger one of JSON lines

    Returns
    -------
    Rows of `articles` and of `problems`.
    """
    try:
        return take_in_file(path, name, columns, first_line)
    except (Exception, TimeUp) as error:  # a reader's fault costs one file, not the load; tests/fuzz.py looks for them
        what = f"{type(error).__name__}: {error}"[:200]
        problem = f"could not be read ({what}), which is a fault of the workbench: report it, and save the file as text"
        return [], [{"path": str(path), "problem": problem}]


def take_in_file(path: str | Path, name: str, columns: dict[str, str] | None = None,
                 first_line: int | None = None) -> tuple[list[Row], list[Row]]:
    """`read_file`, but it raises where a reader has a fault of its own."""
    file = Source(Path(path))
    try:
        read_bytes(file)
        kind = find_kind(file)
        check_size("bytes", len(file.data), LARGEST_FILE.get(kind, LARGEST_BYTES), "split it into its articles")
        with limited_time() as begin_anew:
            found = READERS[kind](file, columns)
            if first_line is not None:
                found = (replace(item, record=str(int(item.record or 1) + first_line - 1)) for item in found)
            rows, problems = take_in(found, file, name, begin_anew)
    except (Unreadable, TimeUp, OSError, MemoryError) as error:
        return [], [{"path": str(path), "problem": _explain(error)}]
    if not rows and not problems:
        problems = [{"path": str(path), "problem": "no record in it: export it again"}]
    return rows, problems


def _explain(error: BaseException) -> str:
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


def take_in(found: Iterable[Draft | Missed], file: Source | None, name: str,
            begin_anew: Callable[[], None] = lambda: None) -> tuple[list[Row], list[Row]]:
    """The rows of the drafts that a reader finds, and the problems it tells.

    begin_anew: called with each article that comes in, which has the time anew that one may take.
    """
    path = str(file.path) if file else "DataFrame"
    rows: list[Row] = []
    problems: list[Row] = []
    sha256 = file.sha256 if file else None
    missed = 0
    try:
        for item in found:
            problem = item.problem if isinstance(item, Missed) else _take_in_one(item, rows, path, name, sha256)
            if isinstance(item, Missed) or problem == NO_TEXT:
                missed += 1
            else:
                begin_anew()
            if problem and missed <= MOST_TOLD:
                problems.append({"path": path, "record": item.record, "problem": problem})
            if len(rows) == MOST_ARTICLES:
                problems.append({"path": path, "problem": f"what follows article {len(rows):,} is left out: split it"})
                break
    except TimeUp as error:
        problems.append({"path": path, "problem": str(error)})
    if missed > MOST_TOLD:
        more = f"{missed - MOST_TOLD} more records like these: see to the whole file"
        problems.append({"path": path, "problem": more})
    return rows, problems


def _take_in_one(draft: Draft, rows: list[Row], path: str, name: str, sha256: str | None) -> str | None:
    """Adds the row of a draft, if it has text; what is wrong with it."""
    row = compose(draft)
    problem = _fault_of(row)
    if problem != NO_TEXT:
        row["article"] = tables.whole(row.get("article") or "") or (f"{name}-{draft.record}" if draft.record else name)
        row["spare_name"] = spare_name(name, draft.record)
        row["path"] = path if sha256 else None
        row["sha256"] = sha256 or hashlib.sha256(draft.page.text.encode()).hexdigest()
        rows.append(row)
    return problem


def _fault_of(row: Row) -> str | None:
    """What is wrong with an article, whose language is settled here."""
    if not row["body"].strip():
        return NO_TEXT
    row["language"] = row.get("language") or recognise_language(row["body"])
    return FOREIGN.format(row["language"]) if row["language"] not in (None, "en") else None


def spare_name(name: str, record: str | None) -> str:
    """The id of an article of the file `name` if its record claims one that is taken."""
    return f"{name}-{record or 1}"
