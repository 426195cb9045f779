"""`workbench actors`: checks a registry, or suggests one from the names in the articles."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workbench import project
from workbench.text.spelling import fold

if TYPE_CHECKING:
    import pandas as pd

    from workbench.extract.registry import Registry


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


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("articles", nargs="?", help="folder, file or glob of articles (default: articles or seeds)")
    parser.add_argument("--suggest", action="store_true", help="write entries for names that the registry doesn't hold")
    parser.add_argument("--actors", help="the registry (default: the project's actors.toml)")
    parser.add_argument("--least", type=int, default=2, help="leave out names in fewer mentions (default: %(default)s)")


def run_command(args: argparse.Namespace) -> int:
    """Prints suggestions as TOML, or what the registry holds."""
    from workbench.extract.registry import Registry

    registry = Registry.read(project.find(args.actors) if args.actors else project.data_file("actors.toml"))
    if not args.suggest:
        actors = registry.actors.values() if registry is not None else ()
        for actor in actors:
            sys.stdout.write(f"{actor.id:32} {actor.kind:13} {actor.speaks_for or '':20} {', '.join(actor.names)}\n")
        return 0
    articles = read_source(args.articles)
    sys.stdout.write(write_toml(suggest_actors(articles, registry, args.least)))
    return 0


def read_source(source: str | None) -> pd.DataFrame:
    """The articles of `source`, or of the project's folder articles/ or seeds/; problems go to standard error."""
    from workbench.intake import read_articles

    folders = [source] if source else ["articles", "seeds"]
    found = next((path for folder in folders if (path := project.find(folder)).exists()), project.find(folders[0]))
    articles, problems = read_articles(found)
    for problem in problems.itertuples():
        sys.stderr.write(f"{problem.path}: {problem.problem}\n")
    return articles


def suggest_actors(articles: pd.DataFrame, registry: Registry | None = None, least: int = 2,
                   pipeline: str | None = None) -> list[Suggestion]:
    """The actors that the articles name and the registry doesn't hold, most mentioned first.

    articles: the table. least: how many mentions at least.
    """
    from workbench.extract.name_forms import is_short
    from workbench.extract.reading import Reading, Settings

    settings = Settings(actors=registry, pipeline=pipeline or Settings.pipeline)
    held = set(registry.actors) if registry is not None else set()
    found: dict[str, Suggestion] = {}
    for article, body in zip(articles["article"], articles["body"], strict=True):
        namer = Reading(article, body, None, settings).cast.namer
        for mention in namer.mentions:
            actor = namer.actors[mention.actor]
            if actor.id in held:
                continue
            # one actor under several spellings: each article settles its own
            key = next((key for key, known in found.items() if key == actor.id or (
                known.kind == actor.kind and is_short(actor.name, known.name, actor.kind))), actor.id)
            entry = found.setdefault(key, Suggestion(key))
            entry.kinds[actor.kind] += 1
            entry.names[namer.doc[mention.first:mention.last].text.strip(".")] += 1
            entry.pronoun = entry.pronoun or actor.pronoun
            entry.articles.add(article)
            if title := namer.title_before(mention):
                entry.titles[title] += 1
    _join_surnames(found)
    frequent = [entry for entry in found.values() if sum(entry.names.values()) >= least]
    return sorted(frequent, key=lambda entry: (-sum(entry.names.values()), entry.id))


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
    parts = ["# Suggested from the articles: check kinds, put together what is one, take out what is no actor,\n"
             "# and add speaks_for, roles, metonyms (a capital for its state) and pronouns.\n"]
    for entry in suggestions:
        times, places = sum(entry.names.values()), len(entry.articles)
        lines = [f"# {times} mentions in {places} articles", f"[{_key(entry.id)}]", f"name = {_text(entry.name)}",
                 f"kind = {_text(entry.kind)}"]
        last = entry.name.split()[-1]
        aliases = [name for name, _ in entry.names.most_common() if name not in (entry.name, last)]
        if aliases:
            lines.append(f"aliases = [{', '.join(map(_text, aliases))}]")
        if entry.titles:
            lines.append(f"roles = [{', '.join(_text(title) for title, _ in entry.titles.most_common(3))}]")
        if entry.pronoun:
            lines.append(f"pronoun = {_text(entry.pronoun)}")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _text(value: Any) -> str:
    """A TOML string; JSON's escapes are TOML's."""
    return json.dumps(str(value), ensure_ascii=False)


def _key(value: str) -> str:
    return value if value.isascii() and value.replace("_", "").isalnum() else _text(value)
