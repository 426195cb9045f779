"""Where a text words an issue: phrases matched over inflection, order, a few words in between, and anaphora."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from workbench.extract.name_forms import demonym_of, forms_of
from workbench.syntax.predicates import FINITE_TAGS, PARTICLES
from workbench.text.function_words import empty_words
from workbench.text.spelling import fold
from workbench.text.stems import stem

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from workbench.extract.cast import Cast
    from workbench.extract.issues_file import Issue
    from workbench.extract.registry import Registry

GAP = 5       # words that may stand between two neighbouring words of a phrase
NEAR = 7      # how far before its words a phrase's actor may stand where the parse doesn't tell
PATH = 2      # or so many steps in the parse
LIGHT = frozenset({"have", "play", "take", "get", "make", "give", "hold"})  # "have a role": its subject has the role


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


@dataclass(frozen=True)
class IssueMention:
    """Tokens that word an issue; `anchor` is the highest of them in the parse."""

    issue: str
    polarity: int
    tokens: tuple[int, ...]
    anchor: int
    is_anaphor: bool = False


@lru_cache(maxsize=8)
def compile_wordings(issues: tuple[Issue, ...], registry: Registry | None) -> list[Wording]:
    """The phrases of all issues as patterns; actors in them are recognised by the registry."""
    found: list[Wording] = []
    for issue in issues:
        agents = _agents(issue.proposition, registry)
        for polarity, phrases in ((1, (*issue.phrases, *_proposition(issue))), (-1, issue.against)):
            for phrase in phrases:
                found += _wordings(issue.id, polarity, phrase, agents, registry)
    return found


def _proposition(issue: Issue) -> tuple[str, ...]:
    return (issue.proposition,) if issue.proposition else ()


def _words(phrase: str, registry: Registry | None) -> list[str]:
    """The words of a phrase; an actor's name of several words is one of them."""
    pattern = forms_of(registry).pattern
    names = [match.span() for match in pattern.finditer(phrase)] if pattern is not None else []
    words, at = [], 0
    for start, end in [*names, (len(phrase), len(phrase))]:
        words += re.findall(r"[^\W_]+(?:[.'’][^\W_]+)*\.?|-|['’]s?(?!\w)", phrase[at:start])
        words += [phrase[start:end]] if end > start else []
        at = end
    return words


def _actor(word: str, registry: Registry | None) -> str | None:
    """The state or body that a word of a phrase names, whom a person of that name speaks for."""
    if registry is None or not word[:1].isupper():
        return None
    ids = forms_of(registry).ids.get(fold(word), [])
    actor = ids[0] if len(ids) == 1 else demonym_of(word, registry.actors)
    return registry.stands_for(actor) if actor else None


def _agents(proposition: str, registry: Registry | None) -> frozenset[str]:
    """The actors before the proposition's verb: "Ukraine" of "Ukraine gives up territory to Russia"."""
    agents = set()
    for word in _words(proposition, registry):
        actor = _actor(word, registry)
        if actor:
            agents.add(actor)
        elif word.lower() not in ("and", "or", "the", "both", ","):
            break
    return frozenset(agents)


def _wordings(issue: str, polarity: int, phrase: str, agents: frozenset[str],
              registry: Registry | None) -> Iterator[Wording]:
    named: set[str] = set()
    others: set[str] = set()
    items: list[str] = []
    needs = False
    words = _words(phrase, registry)
    for number, word in enumerate(words):
        actor = _actor(word, registry)
        following = words[number + 1].lower() if number + 1 < len(words) else ""
        if actor and not items:
            named.add(actor)
            needs = needs or following in ("is", "are", "'s", "’s", "'", "’") \
                or (registry is not None and demonym_of(word, registry.actors) is not None)
        elif actor:
            others.add(actor)
        elif not word[0].isalnum():
            continue
        elif word.lower() in PARTICLES and items and (word.lower() != "over" or following not in empty_words()):
            items.append(word.lower())
        elif word.lower() not in empty_words() and len(word) > 1:
            items.append(word)
    if not items:
        return
    stems = tuple(dict.fromkeys(stem(item) for item in items))
    agent, further = frozenset(named) or agents, frozenset(others)
    yield Wording(issue, polarity, stems, agent, bool(named), needs, further)
    for first, second in re.findall(r"\b(\w+)-(\w+)\b", phrase):  # "pull-back" is also "pullback"
        joined = [stem(first + second) if item == first else stem(item) for item in items if item != second]
        yield Wording(issue, polarity, tuple(dict.fromkeys(joined)), agent, bool(named), needs, further)


# ---- matching


def find_wordings(sentence: Span, wordings: list[Wording], cast: Cast) -> list[IssueMention]:
    """The issues that a sentence words; of overlapping matches of one issue the fullest, leftmost first."""
    at = _stems_at(sentence)
    found: list[IssueMention] = []
    for wording in sorted(wordings, key=lambda wording: -len(wording.stems) - len(wording.others)):
        if not all(one in at for one in wording.stems):
            continue
        for start in at[wording.stems[0]]:
            tokens = _nearest(start, wording.stems, at, sentence)
            if tokens is None or any(mention.issue == wording.issue and set(mention.tokens) & set(tokens)
                                     for mention in found):
                continue
            anchor = _anchor(tokens, sentence)
            if _fits(wording, tokens, anchor, sentence, cast):
                found.append(IssueMention(wording.issue, wording.polarity, tokens, anchor))
    return sorted(found, key=lambda mention: mention.tokens)


def _stems_at(sentence: Span) -> dict[str, list[int]]:
    at: dict[str, list[int]] = {}
    tokens = list(sentence)
    for number, token in enumerate(tokens):
        if token.is_punct or token.is_space:
            continue
        keys = {stem(token.text), stem(token.lemma_)}
        if number > 1 and tokens[number - 1].text == "-":
            keys.add(stem(tokens[number - 2].text + token.text))
        for key in keys:
            at.setdefault(key, []).append(token.i)
    return at


def _nearest(start: int, stems: tuple[str, ...], at: dict[str, list[int]], sentence: Span) -> tuple[int, ...] | None:
    """The tokens nearest to `start` that hold the other stems, if each is near enough to its neighbour."""
    tokens = {start}
    for one in stems[1:]:
        near = [i for i in at[one] if i not in tokens]
        if not near:
            return None
        tokens.add(min(near, key=lambda i: min(abs(i - j) for j in tokens)))
    ordered = tuple(sorted(tokens))
    doc = sentence.doc
    for first, second in pairwise(ordered):
        between = doc[first + 1:second]
        if any(token.text in (";", ":") or token.lower_ in ("but", "while", "although") for token in between):
            return None
        is_far = second - first - 1 > GAP or any(token.tag_ in FINITE_TAGS for token in between)
        if is_far and _path(doc[first], doc[second]) > PATH:
            return None
    return ordered


def _path(one: Token, other: Token) -> float:
    """Steps between two tokens in the parse; those within a noun phrase count half."""
    above = [one, *one.ancestors]
    steps = 0.0
    for token in (other, *other.ancestors):
        if token in above:
            return steps + sum(_step(below) for below in above[:above.index(token)])
        steps += _step(token)
    return 99.0


def _step(token: Token) -> float:
    return 0.5 if token.dep_ in ("prep", "pobj", "appos", "compound", "poss") else 1.0


def _anchor(tokens: tuple[int, ...], sentence: Span) -> int:
    """The highest token in the parse, not one that is only the subject of another verb: "crews are ready to strike"."""
    doc = sentence.doc
    inner = [i for i in tokens if not (doc[i].dep_ in ("nsubj", "nsubjpass") and doc[i].head.i not in tokens)]
    return min(inner or tokens, key=lambda i: (_depth(doc[i]), i))


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _fits(wording: Wording, tokens: tuple[int, ...], anchor: int, sentence: Span, cast: Cast) -> bool:
    """Whether the actors around a match do in it what they do in the phrase."""
    doc = sentence.doc
    if wording.others:
        sides = {cast.side(actor) for token in sentence for actor in cast.actors_at(token)}
        if not wording.others <= sides:
            return False
    if not wording.agent:
        return True
    doers = [side for i in tokens for side in doers_of(doc[i], cast, shared=wording.is_own)]
    if not doers and wording.needs_agent:  # whatever the parse: the actor named last before
        before = [cast.actors_at(doc[i]) for i in range(tokens[0] - 1, max(sentence.start, tokens[0] - NEAR) - 1, -1)]
        doers = [cast.side(actor) for actor in next((actors for actors in before if actors), [])]
    if not doers:
        return not wording.needs_agent
    return bool(set(doers) & wording.agent)


def doers_of(token: Token, cast: Cast, shared: bool = True) -> list[str]:
    """The sides that stand as subject, possessor or agent of a verb or noun; none where the text names none.

    shared: also the subject that an infinitive takes from the verb above it.
    """
    found: list[str] = []
    for child in token.children:
        if child.dep_ in ("nsubj", "poss") or (child.dep_ in ("amod", "compound", "nmod") and token.pos_ == "NOUN"):
            found += _sides(child, cast)
        elif child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            found += [side for thing in child.children for side in _sides(thing, cast)]
    if not found and token.dep_ == "dobj" and token.head.lemma_ in LIGHT:
        found = [side for child in token.head.children if child.dep_ == "nsubj" for side in _sides(child, cast)]
    if not found and token.dep_ in ("acomp", "attr"):
        found = [side for child in token.head.children if child.dep_ == "nsubj" for side in _sides(child, cast)]
    if not found and token.dep_ == "conj" and token.pos_ == "NOUN" and token.head.pos_ == "NOUN":
        found = doers_of(token.head, cast, shared)
    if not found and shared and token.pos_ == "VERB" and token.dep_ in ("xcomp", "conj") and token.head.pos_ == "VERB" \
            and not any(child.dep_ in ("nsubj", "nsubjpass") for child in token.children):
        controllers = [child for child in token.head.children if child.dep_ == "dobj"] if token.dep_ == "xcomp" else []
        controllers = controllers or [child for child in token.head.children if child.dep_ in ("nsubj", "dobj")]
        found = [side for child in controllers for side in _sides(child, cast)]
    return found


def _sides(token: Token, cast: Cast) -> list[str]:
    actors = cast.actors_at(token)
    for child in token.children:
        if child.dep_ == "conj":
            actors = actors + cast.actors_at(child)
        elif child.dep_ in ("poss", "amod") and token.pos_ == "NOUN" and not actors:
            actors = cast.actors_at(child)  # "Ukrainian troops withdraw"
    return [cast.side(actor) for actor in actors]
