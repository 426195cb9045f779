"""The issues in dispute: issues.toml read and checked."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Issue:
    """A proposition actors can be for or against, and the wordings it is recognised by."""

    id: str
    name: str
    proposition: str
    phrases: tuple[str, ...] = ()
    against: tuple[str, ...] = ()  # wordings that oppose it by themselves


def read_issues(source: Any = None) -> tuple[Issue, ...]:
    """Issues from a TOML file's path, or as given; none for None."""
    if source is None:
        return ()
    if not isinstance(source, (str, Path)):
        return tuple(source)
    entries = tomllib.loads(Path(source).read_text(encoding="utf-8"))
    return tuple(Issue(key, entry.get("name", key), entry.get("proposition", ""), tuple(entry.get("phrases", ())),
                       tuple(entry.get("against", ()))) for key, entry in entries.items())
