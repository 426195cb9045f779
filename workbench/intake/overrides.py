"""What the analyst says of an article (data/articles.toml), where its file is silent or wrong."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

COLUMNS = {"title": "title", "standfirst": "standfirst", "outlet": "outlet", "url": "url", "date": "published",
           "published": "published", "author": "authors", "authors": "authors", "language": "language", "tags": "tags"}


def read_overrides(path: Path | None) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """What the file says, by article id and column, and what is wrong with it."""
    if path is None:
        return {}, []
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return {}, [f"cannot be read ({error}): what it says of articles is not used until it is put right"]
    said: dict[str, dict[str, Any]] = {}
    wrong = []
    for article, entry in given.items():
        if not isinstance(entry, dict):
            wrong.append(f"[{article}] is missing above {article!r}: begin each article with its id in brackets")
            continue
        for key, value in entry.items():
            try:
                column, value = _read_value(key, value)
            except ValueError as error:
                wrong.append(f"[{article}] {error}")
                continue
            said.setdefault(article, {})[column] = value
    return said, wrong


def _read_value(key: str, value: Any) -> tuple[str, Any]:
    column = COLUMNS.get(key)
    if column is None:
        raise ValueError(f"{key}: no such key; these may be given: {', '.join(COLUMNS)}")
    if column in ("authors", "tags"):
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            raise ValueError(f"{key} = {value!r}: give a text or a list of texts")
    elif column == "published":
        if isinstance(value, datetime):
            value = value.date()
        elif isinstance(value, str):
            value = date.fromisoformat(value[:10])
        if not isinstance(value, date):
            raise ValueError(f"{key} = {value!r}: give a day as 2026-02-17")
    elif not isinstance(value, str):
        raise ValueError(f"{key} = {value!r}: give a text in quotation marks")
    return column, value


def lay_over(row: dict[str, Any], said: dict[str, Any], path: Path | None) -> None:
    """Puts what the analyst says into the row of an article."""
    row.update(said)
    if "published" in said:
        row.update(published_from="metadata", published_evidence=f"said in {path.name if path else 'articles.toml'}")
