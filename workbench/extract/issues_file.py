"""The issues in dispute: issues.toml read and checked."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench import project

FIELDS = ("name", "proposition", "phrases", "against")


@dataclass(frozen=True)
class Issue:
    """A proposition actors can be for or against, and the wordings it is recognised by."""

    id: str
    name: str
    proposition: str
    phrases: tuple[str, ...] = ()
    against: tuple[str, ...] = ()  # wordings that oppose it by themselves


def read_issues(source: Any = None) -> tuple[Issue, ...]:
    """Read issues from a TOML file, a dict of such entries, or as given; none from None.

    Raises
    ------
    ValueError
        For a file or an entry that can't be used; the message names file, entry and remedy.

    Examples
    --------
    >>> read_issues({"dam": {"proposition": "Ruvia builds the dam", "phrases": ["building the dam"]}})[0].name
    'dam'
    """
    if source is None:
        return ()
    if isinstance(source, dict):
        return tuple(_issue(key, entry, "the given issues") for key, entry in source.items())
    if not isinstance(source, str | Path):
        return tuple(source)
    path = Path(source)
    entries = project.read_toml(path, "file of issues",
                                "`workbench issues --suggest` proposes phrases from the articles", "issue")
    return tuple(_issue(key, entry, str(path)) for key, entry in entries.items())


def _issue(key: str, entry: Any, where: str) -> Issue:
    here = f"{where}, [{key}]"
    if not isinstance(entry, dict):
        raise ValueError(f"{where}: {key} = {entry!r} stands outside an entry: begin each issue with a line [its_id]")
    for name in set(entry) - set(FIELDS):
        close = difflib.get_close_matches(name, FIELDS, 1, cutoff=0.7)
        if close:  # anything else is the analyst's own note
            raise ValueError(f"{here}: unknown field {name!r}: did you mean {close[0]!r}?")
    name, proposition = (_text(entry, field, here) for field in ("name", "proposition"))
    phrases, against = (_texts(entry, field, here) for field in ("phrases", "against"))
    if not proposition.strip() and not phrases:
        raise ValueError(f"{here}: neither proposition nor phrases: write what can be supported or opposed, "
                         "and some wordings of it")
    both = {phrase.casefold() for phrase in phrases} & {phrase.casefold() for phrase in against}
    if both:
        raise ValueError(f"{here}: {min(both)!r} stands in phrases and in against: leave it in one of them")
    return Issue(key, name if "name" in entry else key, proposition, phrases, against)


def _text(entry: dict[str, Any], field: str, here: str) -> str:
    value = entry.get(field, "")
    if not isinstance(value, str):
        raise ValueError(f"{here}: {field} = {value!r} is not a text: put it in quotation marks")
    return value


def _texts(entry: dict[str, Any], field: str, here: str) -> tuple[str, ...]:
    value = entry.get(field, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ValueError(f"{here}: {field} = {value!r} is not a list of texts: write {field} = [\"…\", \"…\"]")
    return tuple(value)
