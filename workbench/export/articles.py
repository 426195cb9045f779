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
    """Writes the table `articles` to `path`, one JSON object a line, its columns by name, days as ISO text.

    `workbench.load(path)` takes such a file in like any other; `load_articles` gives the very same table.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    names = tables.TABLES["articles"].names
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in tables.plain("articles", corpus.articles[names].to_dict("records")):
            file.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
    return path


def load_articles(path: str | Path) -> pd.DataFrame:
    """The table `articles` that `save_articles` wrote to `path`.

    Raises ValueError, with the number of the line, where one is no JSON object.
    """
    rows = []
    with Path(path).open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            try:
                rows.append(dict(json.loads(line)))
            except ValueError as error:
                raise ValueError(f"{path}, line {number}: no JSON object ({error})") from error
    return tables.make("articles", rows)
