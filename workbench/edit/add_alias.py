"""A correction kept for good: a name as an alias of an actor, written into the analyst's actors.toml."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.edit.edit_entries import set_fields
from workbench.edit.edited_file import EditedFile
from workbench.extract.registry import Registry
from workbench.text.function_words import function_words
from workbench.text.spelling import fold

if TYPE_CHECKING:
    from workbench.corpus import Corpus

MOST_WORDS = 5  # of a name; more are a description


def is_name(words: str | None) -> bool:
    """Whether words as written can be an alias: a name, no pronoun, role or description.

    >>> is_name("Ms Holm"), is_name("They"), is_name("the harbour master"), is_name("The Mayor")
    (True, False, False, False)
    """
    parts = (words or "").split()
    return 0 < len(parts) <= MOST_WORDS and parts[0].lower() not in function_words() and all(
        part[0].isupper() or part[0].isdigit() for part in parts)


def add_alias(corpus: Corpus, actor: str, alias: str) -> Path:
    """Write a name into the actors file as an alias of an actor; everything else in the file stays as it is.

    It counts from the next load on, for every mention of that name.

    Parameters
    ----------
    actor
        The actor's id in the file.
    alias
        The name as articles write it.

    Returns
    -------
    The file.

    Raises
    ------
    ValueError
        The actors were not read from a file; the file has no such actor; the name is no name, or another actor's.
    """
    path = corpus.actors.path if corpus.actors else None
    if path is None:
        raise ValueError("the actors were not read from a file: give one as `actors`, and load anew")
    if not is_name(alias):
        raise ValueError(f"{alias!r} is no name but a pronoun or a description, which may mean another elsewhere")
    file = EditedFile(path, Registry.read)
    registry = Registry.read(file.entries) or Registry()
    if actor not in registry.actors:
        raise ValueError(f"{path} has no [{actor}]: add an entry for it first")
    for other in registry.actors.values():
        if fold(alias) in {fold(name) for name in other.names}:
            if other.id == actor:
                return path
            raise ValueError(f"{alias!r} is a name of [{other.id}] in {path}: take it out there first")
    aliases = [*registry.actors[actor].aliases, alias]
    file.change(lambda text: set_fields(text, actor, {"aliases": aliases}), [actor], f"{alias} is {actor}")
    return file.save()
