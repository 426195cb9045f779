"""Gathers the articles of all files: each file to its reader, every fault to a row of problems."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import project, tables
from workbench.intake.article import Draft, Unreadable, compose
from workbench.intake.files import Missed, Source, list_sources, read_bytes
from workbench.intake.kinds import find_kind
from workbench.intake.language import recognise_language
from workbench.intake.overrides import lay_over, read_overrides

if TYPE_CHECKING:
    import pandas as pd

NO_TEXT = "no text of an article in it, only headline, page furniture or clutter: fetch the whole article, or remove it"
FOREIGN = "in another language ({}): kept, but nothing is extracted from it; load a translation to have it analysed"


def read_articles(source: Any, columns: dict[str, str] | None = None,
                  overrides: str | Path | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables `articles` and `problems` of what is in `source`.

    source: a folder, file, glob, list of these, or a DataFrame with `text` (and published, title, outlet …).
    columns: for records, what their columns mean: {"text": "story", "published": "day"}; usual names are known.
    overrides: a TOML file of what the analyst says of articles by id; default the project's `data/articles.toml`.
    What cannot be read is a row of problems that says what to do; the rest goes on.
    Raises FileNotFoundError if a single path isn't there.

    >>> articles, problems = read_articles("seeds")
    >>> articles["published_from"].tolist()
    ['header', 'header', 'header', 'inferred', 'header']
    """
    import pandas as pd

    path = project.find(overrides) if overrides is not None else project.data_file("articles.toml")
    said, wrong = read_overrides(path)
    missed = [Missed(str(path), problem) for problem in wrong]
    rows: list[dict[str, Any]] = []
    found = _read_frame if isinstance(source, pd.DataFrame) else _read_files
    for draft, file in found(source, columns, missed):
        row = _make_row(draft, file, missed)
        if row is not None:
            rows.append(row)
    _name_articles(rows)
    for row in rows:
        lay_over(row, said.get(row["article"], {}), path)
    return tables.make("articles", rows), tables.make("problems", [vars(one) for one in missed])


Found = Iterator[tuple[Draft, Source | None]]


def _read_frame(source: pd.DataFrame, columns: dict[str, str] | None, missed: list[Missed]) -> Found:
    from workbench.intake.records import read_frame

    return ((draft, None) for draft in read_frame(source, columns, missed))


def _read_files(source: Any, columns: dict[str, str] | None, missed: list[Missed]) -> Found:
    for item in list_sources(source):
        if isinstance(item, Missed):
            missed.append(item)
            continue
        try:
            read_bytes(item)
            kind = find_kind(item)
            reader = import_module(f"workbench.intake.{kind}")
            drafts = reader.read(item, columns, missed) if kind == "records" else reader.read(item)
            yield from ((draft, item) for draft in drafts)
        except (Unreadable, OSError, ValueError) as error:
            missed.append(Missed(str(item.path), _explain(error)))


def _explain(error: Exception) -> str:
    """What was found, and what to do about it."""
    if isinstance(error, PermissionError):
        return "no permission to read it: get the permission, then load again"
    if isinstance(error, FileNotFoundError):
        return f"cannot be found ({error.strerror or error}): it vanished while being read, or a link is broken"
    if isinstance(error, OSError):
        return f"cannot be read ({error.strerror or error}): check the disk, or copy it anew"
    return str(error)


def _make_row(draft: Draft, file: Source | None, missed: list[Missed]) -> dict[str, Any] | None:
    """The row of one article, without its final id; none if nothing of it is text."""
    path = str(file.path) if file else None
    missed += [Missed(path or "DataFrame", problem, draft.record) for problem in draft.problems]
    row = compose(draft)
    if not row["body"].strip():
        missed.append(Missed(path or "DataFrame", NO_TEXT, draft.record))
        return None
    row.setdefault("language", recognise_language(row["body"]))
    row["path"] = path
    row["sha256"] = file.sha256 if file else hashlib.sha256(draft.page.text.encode()).hexdigest()
    row["article"] = row.get("article") or (file.path.stem if file else None)
    row["_file"] = file
    if row["language"] not in (None, "en"):
        missed.append(Missed(path or "DataFrame", FOREIGN.format(row["language"]), draft.record))
    return row


def _name_articles(rows: list[dict[str, Any]]) -> None:
    """Gives each row its id: the stem; where two collide the record's number, the suffix or the folder is added."""
    stems = [row["article"] or "text" for row in rows]
    for further in (_with_record, _with_suffix, _with_folder):
        count = Counter(stems)
        stems = [further(row, stem) if count[stem] > 1 else stem for row, stem in zip(rows, stems, strict=True)]
    seen: Counter[str] = Counter()
    for row, stem in zip(rows, stems, strict=True):
        seen[stem] += 1
        row["article"] = stem if seen[stem] == 1 else f"{stem}-{seen[stem]}"
        row.pop("_file", None)


def _with_record(row: dict[str, Any], stem: str) -> str:
    return f"{stem}-{row['record']}" if row.get("record") else stem


def _with_suffix(row: dict[str, Any], stem: str) -> str:
    return f"{stem}{row['_file'].path.suffix}" if row["_file"] else stem


def _with_folder(row: dict[str, Any], stem: str) -> str:
    file = row["_file"]
    if file is None:
        return stem
    folder = os.path.relpath(file.path.parent, file.top)
    return stem if folder == "." else f"{Path(folder).as_posix()}/{stem}"
