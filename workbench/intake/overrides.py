"""What the analyst says of an article (data/articles.toml), where its file is silent or wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench import project
from workbench.text.calendar_days import read_day

COLUMNS = {"title": "title", "standfirst": "standfirst", "outlet": "outlet", "url": "url", "date": "published",
           "published": "published", "author": "authors", "authors": "authors", "language": "language", "tags": "tags"}


@dataclass(frozen=True)
class Overrides:
    """What a file says of articles, by id and column, and what is wrong with it."""

    path: Path | None
    said: dict[str, dict[str, Any]] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()


def read_overrides(path: Path | None) -> Overrides:
    """Read what an analyst's TOML file says of articles; nothing without a file, or where it says something wrong.

    What is wrong is told in `Overrides.wrong`, not raised.
    """
    if path is None:
        return Overrides(None)
    try:
        given = project.read_toml(path, "file of what you say of articles", "name one that is there", "article")
    except (OSError, ValueError) as error:
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
    if column == "published":
        return column, read_day(value, key)
    if column in ("authors", "tags"):
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            raise ValueError(f"{key} = {value!r}: give a text or a list of texts")
    elif not isinstance(value, str):
        raise ValueError(f"{key} = {value!r}: give a text in quotation marks")
    return column, value


def lay_over(rows: Iterable[dict[str, Any]], overrides: Overrides) -> list[dict[str, Any]]:
    """Put what the analyst says into rows of `articles`.

    Returns
    -------
    Rows of `problems` for what is wrong in the analyst's file.
    """
    name = overrides.path.name if overrides.path else ""
    for row in rows:
        said = overrides.said.get(row["article"], {})
        row.update(said)
        row["named_by_file"] = [column for column in row.get("named_by_file") or () if column not in said]
        if "published" in said:
            row.update(published_from="metadata", published_evidence=f"said in {name}")
    return [{"path": str(overrides.path), "problem": problem} for problem in overrides.wrong]
