"""The corpus's articles as JSON Lines: one article a line, readable by anything, and back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from workbench import tables

if TYPE_CHECKING:
    import pandas as pd

    from workbench.corpus import Corpus


def save_articles(corpus: Corpus, path: str | Path) -> Path:
    """Write the table `articles` as JSON Lines: one object per article, its columns by name, days as ISO text.

    `workbench.load` reads such a file like any other; `load_articles` gives back the very same table.

    Parameters
    ----------
    corpus : Corpus
    path : path of the file to write

    Returns
    -------
    The path.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    names = tables.TABLES["articles"].names
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in tables.plain("articles", corpus.articles[names].to_dict("records")):
            file.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
    return path


def load_articles(path: str | Path) -> pd.DataFrame:
    """Read the table `articles` from a file that `save_articles` wrote.

    Parameters
    ----------
    path : path of the file

    Returns
    -------
    The table.

    Raises
    ------
    ValueError
        A line is not a JSON object; the message has its number.
    """
    rows = []
    with Path(path).open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            try:
                rows.append(dict(json.loads(line)))
            except ValueError as error:
                raise ValueError(f"{path}, line {number}: no JSON object ({error})") from error
    return tables.make("articles", rows)
