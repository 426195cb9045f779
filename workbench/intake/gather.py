"""Gathers the articles of all files, each under an id of its own, with what the analyst says of them laid over."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import project, tables
from workbench.intake.cached_files import read_files
from workbench.intake.corpus_problems import judge_corpus
from workbench.intake.file_names import read_file_names
from workbench.intake.files import list_files, name_files
from workbench.intake.one_file import Row, take_in
from workbench.intake.overrides import lay_over, read_overrides
from workbench.intake.records import read_frame
from workbench.store.cache import Cache

if TYPE_CHECKING:
    import pandas as pd

SAME_ID = "its id {!r} is that of another article: it is called {!r} here; give each article an id of its own"


def read_articles(source: Any, columns: dict[str, str] | None = None, overrides: str | Path | None = None,
                  cache: Cache | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the articles in `source`. What cannot be read is a row of problems that says what to do; the rest goes on.

    Parameters
    ----------
    source : a folder, file, glob, list of these, or a DataFrame with `text` (and published, title, outlet …)
    columns : for records, what their columns mean: {"text": "story", "published": "day"}; usual names are known
    overrides : a TOML file of what the analyst says of articles by id; default the project's `data/articles.toml`
    cache : where the rows of files read before are kept

    Returns
    -------
    The tables `articles` and `problems`.

    Raises
    ------
    FileNotFoundError : a single path isn't there

    Examples
    --------
    >>> articles, problems = read_articles("seeds")
    >>> articles["published_from"].tolist()
    ['header', 'header', 'header', 'inferred', 'header']
    """
    import pandas as pd

    problems: list[Row] = []
    if isinstance(source, pd.DataFrame):
        rows, missed = take_in(read_frame(source, columns), None, "text")
    else:
        paths, problems = list_files(source)
        rows, missed = read_files(name_files(paths), columns, cache or Cache())
    read_file_names(rows)
    said = project.find(overrides) if overrides is not None else project.data_file("articles.toml")
    problems += [*missed, *settle_names(rows), *lay_over(rows, read_overrides(said))]
    problems += judge_corpus(rows, source)
    return tables.make("articles", rows), tables.make("problems", problems)


def settle_names(rows: list[Row], claimed: Container[str] | None = None) -> list[Row]:
    """Give articles whose records claim one id ids of their own.

    Parameters
    ----------
    rows : rows of `articles`, which are changed
    claimed : all ids that any article claims, where `rows` are only those that may contest one

    Returns
    -------
    Rows of `problems` that say so.
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
