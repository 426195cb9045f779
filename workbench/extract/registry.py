"""The analyst's actors: actors.toml read and checked."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench import project
from workbench.text.spelling import fold

KINDS = ("person", "state", "organisation", "group")
PRONOUNS = ("he", "she", "they", "it")
TEXT_FIELDS: dict[str, tuple[str, ...]] = {"kind": KINDS, "speaks_for": (), "pronoun": PRONOUNS}  # what each may hold
LIST_FIELDS = ("aliases", "roles", "metonyms", "demonyms")


@dataclass(frozen=True)
class Actor:
    """One entry of actors.toml."""

    id: str
    name: str
    kind: str = "person"
    speaks_for: str | None = None
    aliases: tuple[str, ...] = ()   # other spellings and names
    roles: tuple[str, ...] = ()     # "Ukrainian President": with or without the state or body it belongs to
    metonyms: tuple[str, ...] = ()  # a capital, a seat, a building that stands for the state or body
    demonyms: tuple[str, ...] = ()  # "French", "Dutch": where the name doesn't show through
    pronoun: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and its aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class Registry:
    """The analyst's actors by id."""

    actors: dict[str, Actor] = field(default_factory=dict)
    path: Path | None = field(default=None, compare=False, repr=False)  # the file it was read from

    def __hash__(self) -> int:
        return hash(tuple(self.actors.values()))

    @classmethod
    def read(cls, source: Any = None) -> Registry | None:
        """A registry from a TOML file's path, a dict of such entries, or as given; None for None.

        Raises ValueError for a file or an entry that can't be used, naming file, entry and remedy.

        >>> Registry.read({"norway": {"name": "Norway", "kind": "state"}}).actors["norway"].kind
        'state'
        """
        if source is None or isinstance(source, Registry):
            return source
        if isinstance(source, dict):
            return cls(_checked(source, "the given registry"))
        path = Path(source)
        entries = project.read_toml(path, "registry of actors", "`workbench actors --suggest` writes one to edit",
                                    "actor")
        return cls(_checked(entries, str(path)), project.find(path))

    def stands_for(self, actor: str) -> str:
        """The state or body `actor` speaks for, or `actor` itself."""
        entry = self.actors.get(actor)
        return entry.speaks_for or actor if entry else actor


def _checked(entries: dict[str, Any], where: str) -> dict[str, Actor]:
    actors = {key: _actor(key, entry, where) for key, entry in entries.items()}
    owner: dict[str, str] = {}
    for key, actor in actors.items():
        if actor.speaks_for is not None and actor.speaks_for not in actors:
            close = difflib.get_close_matches(actor.speaks_for, actors, 1)
            remedy = f"did you mean {close[0]!r}?" if close else f"add [{actor.speaks_for}] or leave it out"
            raise ValueError(f"{where}, [{key}]: speaks_for = {actor.speaks_for!r} is no actor of this file: {remedy}")
        if actor.speaks_for == key:
            raise ValueError(f"{where}, [{key}]: speaks for itself: leave speaks_for out")
        for name in {fold(actor.name), *(fold(alias) for alias in actor.aliases if " " in alias.strip())}:
            if name in owner and owner[name] != key and fold(actors[owner[name]].name) == fold(actor.name):
                raise ValueError(f"{where}, [{key}]: the full name {actor.name!r} is also that of [{owner[name]}]: "
                                 "merge the two entries, or tell the names apart (a middle name, a title, a year)")
            owner.setdefault(name, key)
    return actors


def _actor(key: str, entry: Any, where: str) -> Actor:
    here = f"{where}, [{key}]"
    if not isinstance(entry, dict):
        raise ValueError(f"{where}: {key} = {entry!r} stands outside an entry: begin each actor with a line [its_id]")
    _check_field_names(entry, here)
    if not isinstance(entry.get("name"), str) or not entry["name"].strip():
        raise ValueError(f"{here}: no name: add name = \"…\", as articles write it")
    texts: dict[str, Any] = {name: _text(name, entry[name], here) for name in TEXT_FIELDS if name in entry}
    lists: dict[str, Any] = {name: _list(name, entry[name], here) for name in LIST_FIELDS if name in entry}
    return Actor(key, entry["name"].strip(), **texts, **lists)


def _text(name: str, value: Any, here: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{here}: {name} = {value!r} is not a text: put it in quotation marks")
    if TEXT_FIELDS[name] and value not in TEXT_FIELDS[name]:
        raise ValueError(f"{here}: {name} = {value!r}: use one of {', '.join(TEXT_FIELDS[name])}")
    return value


def _list(name: str, value: Any, here: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ValueError(f"{here}: {name} = {value!r} is not a list of texts: write {name} = [\"…\", \"…\"]")
    return tuple(value)


def _check_field_names(entry: dict[str, Any], here: str) -> None:
    """A slip of the pen is an error; any other unknown field is the analyst's own note."""
    known = ["name", *TEXT_FIELDS, *LIST_FIELDS]
    for name in sorted(entry.keys() - set(known)):
        if close := difflib.get_close_matches(name, known, 1, cutoff=0.7):
            raise ValueError(f"{here}: unknown field {name!r}: did you mean {close[0]!r}?")
