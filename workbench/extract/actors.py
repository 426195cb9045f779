"""The actors: the analyst's registry, where a text mentions them, and whom a stretch of it denotes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.extract.reading import Reading, Row

KINDS = ("person", "state", "organisation", "group")


@dataclass(frozen=True)
class Actor:
    """One entry of actors.toml."""

    id: str
    name: str
    kind: str = "person"
    speaks_for: str | None = None
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    pronoun: str | None = None


@dataclass(frozen=True)
class Registry:
    """The analyst's actors by id."""

    actors: dict[str, Actor] = field(default_factory=dict)

    @classmethod
    def read(cls, source: Any = None) -> Registry | None:
        """A registry from a TOML file's path, or as given; None for None."""
        if source is None or isinstance(source, Registry):
            return source
        entries = tomllib.loads(Path(source).read_text(encoding="utf-8"))
        return cls({key: Actor(key, entry["name"], entry.get("kind", "person"), entry.get("speaks_for"),
                               tuple(entry.get("aliases", ())), tuple(entry.get("roles", ())), entry.get("pronoun"))
                    for key, entry in entries.items()})


class Cast:
    """The actors of one text: made from the registry and the rows of the `mentions` layer."""

    def __init__(self, reading: Reading):
        self.reading = reading

    def denoted_by(self, start: int, end: int) -> list[str]:
        """Ids of the actors that the noun phrase at [start, end) denotes.

        Its head decides: "an aide to President X" denotes nobody, "Russia's chief negotiator, Y" denotes Y,
        "Zelenskyy and NATO" two, "both countries" the two in focus. Empty for unnamed and unresolved ones.
        """
        return []

    def mentioned_in(self, start: int, end: int) -> list[str]:
        """Ids of all the actors mentioned anywhere in [start, end), in order, each once."""
        found = (row["actor"] for row in self.reading.rows.get("mentions", ())
                 if start <= row["start"] and row["end"] <= end)
        return list(dict.fromkeys(found))


def find_mentions(reading: Reading) -> list[Row]:
    """Where actors are mentioned: by name, role, metonym or pronoun."""
    return []
