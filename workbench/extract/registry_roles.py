"""The roles of the registry, read: "Ann's father", "head of the dockers", "Ukrainian President"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from workbench.extract.name_forms import demonym_of, forms_of
from workbench.extract.people import POSSESSIVE, bare_phrase
from workbench.extract.registry import Registry
from workbench.text.spelling import fold

PREPOSITIONS = ("of", "to", "for", "in", "from", "at", "on", "with")
OWNED = re.compile(r"(?P<owner>.+?)(?:'s|s'|') (?P<role>.+)")
OWNED_BEHIND = re.compile(r"(?P<role>.+?) (?:of|for|to) (?P<owner>.+)")


class Role(NamedTuple):
    """A role of the registry: whose, of whom or what, its head noun and its other words."""

    actor: str
    owners: frozenset[str]  # as the words say, or else whom or what the actor speaks for
    head: str
    rest: frozenset[str]


@lru_cache(maxsize=8)
def roles_of(registry: Registry | None) -> tuple[Role, ...]:
    """Read all roles of a registry.

    Examples
    --------
    >>> role, = roles_of(Registry.read({"ann": {"name": "Ann Lee", "aliases": ["Ann"]},
    ...                                 "bo": {"name": "Bo Lee", "roles": ["Ann's elder brother"]}}))
    >>> role.actor, role.head, sorted(role.rest), sorted(role.owners)
    ('bo', 'brother', ['elder'], ['ann'])
    """
    if registry is None:
        return ()
    phrases = {fold(bare_phrase(role)): actor.id for actor in registry.actors.values() for role in actor.roles}
    read = [_read_role(registry, phrases, actor, role) for actor in registry.actors for role in
            registry.actors[actor].roles]
    return tuple(_with_owner(role, read, registry.actors[role.actor].speaks_for) for role in read)


def _read_role(registry: Registry, phrases: dict[str, str], actor: str, role: str) -> Role:
    text = bare_phrase(role.replace("’", "'"))
    owned = OWNED.fullmatch(text) or OWNED_BEHIND.fullmatch(text)
    owners = _owners(registry, phrases, owned["owner"]) if owned else frozenset()
    words = [word.strip("',") for word in (owned["role"] if owned and owners else text).split()]
    states = {word: key for word in words if (key := _state(registry, word))}
    plain = [word.lower() for word in words if word not in states and word.lower() not in ("the", "a", *POSSESSIVE)]
    head = _head_of(plain)
    return Role(actor, owners or frozenset(states.values()), head, frozenset(plain) - {head, *PREPOSITIONS})


def _head_of(words: list[str]) -> str:
    """The last word before the first preposition."""
    cut = next((place for place, word in enumerate(words) if place and word in PREPOSITIONS), len(words))
    return words[cut - 1] if words else ""


def _with_owner(role: Role, others: list[Role], speaks_for: str | None) -> Role:
    """ "His father", of whom another role says "Ann's father", is Ann's; else a role is what one speaks for has."""
    if role.owners:
        return role
    alike = frozenset[str]().union(*(other.owners for other in others
                                     if other.actor == role.actor and other.head == role.head))
    return role._replace(owners=frozenset([speaks_for]) if speaks_for else alike)


def _owners(registry: Registry, phrases: dict[str, str], phrase: str) -> frozenset[str]:
    """Whom the registry means by "Ann", "Ann Lee", "the boy" or "Cuba"."""
    key = fold(bare_phrase(phrase))
    ids = forms_of(registry).ids.get(key, [])
    return frozenset(ids if len(ids) == 1 else [phrases[key]] if key in phrases else ())


def _state(registry: Registry, word: str) -> str | None:
    """Id of the actor that a word names or is the adjective of."""
    ids = forms_of(registry).ids.get(fold(word), []) if word[:1].isupper() else []
    return ids[0] if len(ids) == 1 else demonym_of(word, registry.actors)
