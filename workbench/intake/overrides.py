"""What the analyst says of an article (data/articles.toml), where its file is silent or wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

COLUMNS = {"title": "title", "standfirst": "standfirst", "outlet": "outlet", "url": "url", "date": "published",
           "published": "published", "author": "authors", "authors": "authors", "language": "language", "tags": "tags"}


@dataclass(frozen=True)
class Overrides:
    """What a file says of articles, by id and column, and what is wrong with it."""

    path: Path | None
    said: dict[str, dict[str, Any]] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()


def read_overrides(path: Path | None) -> Overrides:
    """The overrides in a TOML file; none without one. What is wrong in it is told, not raised."""
    if path is None:
        return Overrides(None)
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Overrides(path, wrong=(f"cannot be read ({error}): nothing of it is used until it is put right",))
    said: dict[str, dict[str, Any]] = {}
    wrong = []
    for article, entry in given.items():
        if not isinstance(entry, dict):
            wrong.append(f"{article!r} stands under no article: begin each article with its id in brackets")
            continue
        for key, value in entry.items():
            try:
                column, meant = _read_value(key, value)
            except ValueError as error:
                wrong.append(f"[{article}] {error}")
                continue
            said.setdefault(article, {})[column] = meant
    return Overrides(path, said, tuple(wrong))


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


def lay_over(rows: Iterable[dict[str, Any]], overrides: Overrides) -> list[dict[str, Any]]:
    """Puts what the analyst says into the rows of articles; returns rows of problems for what is wrong in the file."""
    name = overrides.path.name if overrides.path else ""
    for row in rows:
        said = overrides.said.get(row["article"], {})
        row.update(said)
        if "published" in said:
            row.update(published_from="metadata", published_evidence=f"said in {name}")
    return [{"path": str(overrides.path), "problem": problem} for problem in overrides.wrong]
