"""An issue's phrases as patterns: the stems that must stand in a text, and the actors who do or undergo it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.extract.name_forms import demonym_of, forms_of
from workbench.extract.people import bare_phrase
from workbench.text.function_words import empty_words
from workbench.text.spelling import fold
from workbench.text.stems import stem

if TYPE_CHECKING:
    from workbench.extract.issues_file import Issue
    from workbench.extract.registry import Registry

POSSESSIVES = ("'s", "’s", "'", "’")
# "is returned"
PASSIVE = re.compile(r"\b(?:be|been|being|is|are|was|were) (?:[a-z]+ly )?[a-z]+(?:ed|en|wn|lt|nt|ld)\b")


@dataclass(frozen=True)
class Wording:
    """One phrase of an issue, ready to match: stems that must be there, and the actor whose doing it is."""

    issue: str
    polarity: int                # -1 for a wording that opposes the proposition
    stems: tuple[str, ...]
    agent: frozenset[str]        # states or bodies; empty: anybody
    is_own: bool                 # the phrase itself names the agent; else the proposition does
    needs_agent: bool = False    # "Europe's role", "Sarvia is indivisible": no match without the actor
    others: frozenset[str] = frozenset()  # further actors it names: "hand the land to Russia"
    is_owned: bool = False       # "the boy's return" is what the agent does, or what is done to the agent


@lru_cache(maxsize=8)
def compile_wordings(issues: tuple[Issue, ...], registry: Registry | None) -> list[Wording]:
    """The phrases of all issues as patterns; actors in them are recognised by the registry."""
    return [wording for issue in issues for _, wording in wordings_of(issue, registry)]


def wordings_of(issue: Issue, registry: Registry | None) -> Iterator[tuple[str, Wording]]:
    """Each phrase of an issue as it is written, its proposition too, with a pattern made of it."""
    agents = _agents(issue.proposition, registry)
    for polarity, phrases in ((1, (*issue.phrases, issue.proposition)), (-1, issue.against)):
        for phrase in phrases:
            for wording in _wordings(issue.id, polarity, phrase, agents, registry):
                yield phrase, wording


def _words(phrase: str, registry: Registry | None) -> list[str]:
    """The words of a phrase; an actor's name or role of several words is one of them."""
    taken = [match.span() for pattern in (forms_of(registry).pattern, _role_pattern(registry)) if pattern is not None
             for match in pattern.finditer(phrase)]
    names = [span for number, span in enumerate(taken)
             if not any(start < span[1] and span[0] < end for start, end in taken[:number])]
    names.sort()
    words, at = [], 0
    for start, end in [*names, (len(phrase), len(phrase))]:
        words += re.findall(r"[^\W_]+(?:[.'’][^\W_]+)*\.?|-|['’]s?(?!\w)", phrase[at:start])
        words += [phrase[start:end]] if end > start else []
        at = end
    return words


def _actor(word: str, registry: Registry | None) -> str | None:
    """The state or body that a word of a phrase names, whom a person of that name speaks for."""
    if registry is None:
        return None
    if word in (roles := _roles(registry)):
        return registry.stands_for(roles[word])
    if not word[:1].isupper():
        return None
    ids = forms_of(registry).ids.get(fold(word), [])
    actor = ids[0] if len(ids) == 1 else demonym_of(word, registry.actors)
    return registry.stands_for(actor) if actor else None


@lru_cache(maxsize=8)
def _roles(registry: Registry) -> dict[str, str]:
    """The role phrases that denote one actor alone, as they stand in a phrase: "the boy", "his father"."""
    owners: dict[str, set[str]] = {}
    for actor in registry.actors.values():
        for role in actor.roles:
            owners.setdefault(bare_phrase(role).lower(), set()).add(actor.id)
    return {f"{before} {role}": min(ids) for role, ids in owners.items() if len(ids) == 1
            for before in ("the", "his", "her", "their")}


@lru_cache(maxsize=8)
def _role_pattern(registry: Registry | None) -> re.Pattern[str] | None:
    roles = _roles(registry) if registry is not None else {}
    longest_first = "|".join(map(re.escape, sorted(roles, key=len, reverse=True)))
    return re.compile(rf"\b(?:{longest_first})\b") if roles else None


def _agents(proposition: str, registry: Registry | None) -> frozenset[str]:
    """The actors before the proposition's verb: "Ukraine" of "Ukraine gives up territory to Russia"; not if passive."""
    agents: set[str] = set()
    if PASSIVE.search(proposition):
        return frozenset()
    for word in _words(proposition, registry):
        actor = _actor(word, registry)
        if actor:
            agents.add(actor)
        elif word.lower() not in ("and", "or", "the", "both", ","):
            break
    return frozenset(agents)


def _wordings(issue: str, polarity: int, phrase: str, agents: frozenset[str],
              registry: Registry | None) -> Iterator[Wording]:
    words = _words(phrase, registry)
    actors = [_actor(word, registry) for word in words]
    items = [word for word, actor in zip(words, actors, strict=True) if actor is None and _has_content(word)]
    if not items:
        return
    first = words.index(items[0])  # who is named before it does it, who is named after has it done to them
    named, others = (frozenset(actor for actor in part if actor) for part in (actors[:first], actors[first:]))
    needs = any(actor and _is_whose(words[number:], registry) for number, actor in enumerate(actors[:first]))
    owned = needs and first > 0 and words[first - 1] in POSSESSIVES
    for stems in _stems(items, phrase):
        yield Wording(issue, polarity, stems, named or agents, bool(named), needs, others, owned)


def _has_content(word: str) -> bool:
    return word[0].isalnum() and len(word) > 1 and word.lower() not in empty_words()


def _is_whose(words: list[str], registry: Registry | None) -> bool:
    """Whether a name begins "Europe's role", "Sarvian land" or "Sarvia is indivisible"."""
    is_adjective = registry is not None and demonym_of(words[0], registry.actors) is not None
    return is_adjective or (len(words) > 1 and words[1].lower() in ("is", "are", *POSSESSIVES))


def _stems(items: list[str], phrase: str) -> Iterator[tuple[str, ...]]:
    """The stems of a phrase's words, once more where "pull-back" is also "pullback"."""
    yield tuple(dict.fromkeys(stem(item) for item in items))
    for one, other in re.findall(r"\b(\w+)-(\w+)\b", phrase):
        joined = tuple(dict.fromkeys(stem(one + other if item == one else item) for item in items if item != other))
        if joined:  # "run-on" has but one word with content
            yield joined
