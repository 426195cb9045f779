"""Actors that the articles name, as entries for a registry."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.extract.name_forms import is_short
from workbench.extract.reading import Reading, Settings
from workbench.suggest.toml_entries import write_entries
from workbench.text.spelling import fold

if TYPE_CHECKING:
    import pandas as pd

    from workbench.extract.registry import Actor, Registry


@dataclass
class Suggestion:
    """An actor the articles name: its forms and titles with how often they stand there."""

    id: str
    kinds: Counter[str] = field(default_factory=Counter)
    pronoun: str | None = None
    names: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    articles: set[str] = field(default_factory=set)

    @property
    def kind(self) -> str:
        """The kind that most articles show."""
        return max(self.kinds, key=lambda kind: (self.kinds[kind], kind))

    @property
    def name(self) -> str:
        """The form with most words, of these the most frequent."""
        return max(self.names, key=lambda name: (self.kind == "person" and len(name.split()), self.names[name], name))


def suggest_actors(articles: pd.DataFrame, registry: Registry | None = None, least: int = 2) -> list[Suggestion]:
    """Find the actors that the articles name and the registry doesn't hold.

    Parameters
    ----------
    articles : the table
    registry : the actors that are known already
    least : how many mentions an actor must have

    Returns
    -------
    A suggestion per actor, most mentioned first.
    """
    held = set(registry.actors) if registry is not None else set()
    found: dict[str, Suggestion] = {}
    for article, body in zip(articles["article"], articles["body"], strict=True):
        cast = Reading(article, body, None, Settings(actors=registry)).cast
        namer = cast.namer
        for mention in cast.names:
            actor = namer.actors[mention.actors[0]]
            if actor.id in held:
                continue
            entry = _entry_of(actor, found)
            entry.kinds[actor.kind] += 1
            entry.names[namer.doc[mention.first:mention.last].text.strip(".")] += 1
            entry.pronoun = entry.pronoun or actor.pronoun
            entry.articles.add(article)
            if title := namer.title_before(mention):
                entry.titles[title] += 1
    _join_surnames(found)
    frequent = [entry for entry in found.values() if entry.names.total() >= least]
    return sorted(frequent, key=lambda entry: (-entry.names.total(), entry.id))


def _entry_of(actor: Actor, found: dict[str, Suggestion]) -> Suggestion:
    """The suggestion for an actor, who may be there under another spelling: each article settles its own."""
    key = next((key for key, known in found.items() if key == actor.id or (
        known.kind == actor.kind and is_short(actor.name, known.name, actor.kind))), actor.id)
    return found.setdefault(key, Suggestion(key))


def _join_surnames(found: dict[str, Suggestion]) -> None:
    """Puts "Smith" of one article under "Ann Smith" of another, if no other Smith is named in full."""
    for key in [key for key, entry in found.items() if " " not in entry.name]:
        short = found[key]
        full = [entry for entry in found.values() if entry.kind == "person" and " " in entry.name
                and fold(entry.name.split()[-1]) == fold(short.name)]
        if len(full) == 1:
            full[0].names.update(short.names)
            full[0].titles.update(short.titles)
            full[0].articles |= short.articles
            del found[key]


def write_toml(suggestions: list[Suggestion]) -> str:
    """The suggestions as entries of actors.toml, each with how often and where it was seen."""
    entries = []
    for one in suggestions:
        own = (one.name, one.name.split()[-1])
        fields = {"name": one.name, "kind": one.kind,
                  "aliases": [name for name, _ in one.names.most_common() if name not in own],
                  "roles": [title for title, _ in one.titles.most_common(3)], "pronoun": one.pronoun}
        entries.append((one.id, f"{one.names.total()} mentions in {len(one.articles)} articles",
                        {name: value for name, value in fields.items() if value}))
    return write_entries("Suggested from the articles: check kinds, put together what is one, take out what is no "
                         "actor,\nand add speaks_for, roles, metonyms (a capital for its state) and pronouns.", entries)
