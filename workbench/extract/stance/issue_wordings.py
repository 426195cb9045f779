"""Where a text words an issue: phrases matched over inflection, order, a few words in between, and anaphora."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from workbench.extract.name_forms import demonym_of, forms_of
from workbench.extract.people import bare_phrase
from workbench.syntax.dependents import children, complements
from workbench.syntax.predicates import FINITE_TAGS
from workbench.syntax.subjects import subject_of
from workbench.text.function_words import empty_words
from workbench.text.spelling import fold
from workbench.text.stems import stem

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from workbench.extract.cast import Cast
    from workbench.extract.issues_file import Issue
    from workbench.extract.registry import Registry

GAP_WORDS = 5     # that may stand between two neighbouring words of a phrase
LEAST_STEMS = 2   # of a longer phrase that must stand in a sentence
PART_OF_PHRASE = 0.6  # and so much of it where the sentences before don't say the rest
PATH_STEPS = 2    # or so many in the parse
BEFORE_WORDS = 7  # how far before its words a phrase's actor may stand where the parse doesn't tell
POSSESSIVES = ("'s", "’s", "'", "’")
PASSIVE = re.compile(r"\b(?:be|been|being|is|are|was|were) (?:[a-z]+ly )?[a-z]+(?:ed|en|wn|lt|nt|ld)\b")  # "is returned"
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
    is_owned: bool = False       # "the boy's return" is what the agent does, or what is done to the agent


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
        for polarity, phrases in ((1, (*issue.phrases, issue.proposition)), (-1, issue.against)):
            for phrase in phrases:
                found += _wordings(issue.id, polarity, phrase, agents, registry)
    return found


def _words(phrase: str, registry: Registry | None) -> list[str]:
    """The words of a phrase; an actor's name or role of several words is one of them."""
    taken = [match.span() for pattern in (forms_of(registry).pattern, _role_pattern(registry)) if pattern is not None
             for match in pattern.finditer(phrase)]
    names = [span for number, span in enumerate(taken) if not any(s < span[1] and span[0] < e for s, e in taken[:number])]
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
    """The actors before the proposition's verb: "Ukraine" of "Ukraine gives up territory to Russia"; none if passive."""
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


# ---- matching


def find_wordings(sentence: Span, wordings: list[Wording], cast: Cast,
                  known: frozenset[str] = frozenset()) -> list[IssueMention]:
    """The issues that a sentence words; of overlapping matches of one issue the fullest, leftmost first.

    Parameters
    ----------
    known : set of str
        Stems of the sentences before, which need not be said again.
    """
    at = _stems_at(sentence)
    found: list[IssueMention] = []
    parts = [(part, wording) for wording in wordings if (part := _part_in(at, wording.stems, known))]
    for stems, wording in sorted(parts, key=lambda one: -len(one[0]) - len(one[1].others)):
        for start in at[stems[0]]:
            tokens = _nearest(start, stems, at, sentence)
            if tokens is None or any(mention.issue == wording.issue and set(mention.tokens) & set(tokens)
                                     for mention in found):
                continue
            if _fits(wording, tokens, sentence, cast):
                found.append(IssueMention(wording.issue, wording.polarity, tokens, _anchor(tokens, sentence)))
    return sorted(found, key=lambda mention: mention.tokens)


def _part_in(at: dict[str, list[int]], stems: tuple[str, ...], known: frozenset[str]) -> tuple[str, ...]:
    """Those stems of a phrase that a sentence holds, if they are enough of it: "outlaw walkouts (on the ferries)"."""
    here = tuple(one for one in stems if one in at)
    if len(here) == len(stems):
        return here
    missing = [one for one in stems if one not in at and one not in known]
    enough = len(here) >= LEAST_STEMS and (not missing or len(here) >= PART_OF_PHRASE * len(stems))
    return here if enough else ()


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
        is_far = second - first - 1 > GAP_WORDS or any(token.tag_ in FINITE_TAGS for token in between)
        if is_far and _path(doc[first], doc[second]) > PATH_STEPS:
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
    return min(inner or tokens, key=lambda i: (len(list(doc[i].ancestors)), i))


def _fits(wording: Wording, tokens: tuple[int, ...], sentence: Span, cast: Cast) -> bool:
    """Whether the actors around a match do in it what they do in the phrase."""
    doc = sentence.doc
    if wording.others:
        near = sentence if len(wording.stems) > 1 else _words_near(doc[tokens[0]], sentence)
        if not wording.others <= {side for token in near for side in map(cast.side, cast.may_denote(token))}:
            return False
    if not wording.agent:
        return True
    doers = [side for i in tokens for side in _sides_doing(doc[i], cast, shared=wording.is_own)]
    if wording.is_owned:  # "the boy's return": the boy returns, or is returned
        doers = doers + [side for i in tokens for word in _undergoers(doc[i])
                          for side in map(cast.side, cast.may_denote(word))]
    if not doers and wording.needs_agent:  # whatever the parse: the actor named last before
        start = max(sentence.start, tokens[0] - BEFORE_WORDS)
        before = (cast.actors_at(word) for word in reversed(doc[start:tokens[0]]))
        doers = [cast.side(actor) for actor in next((actors for actors in before if actors), [])]
    return bool(set(doers) & wording.agent) if doers else not wording.needs_agent


def _words_near(word: Token, sentence: Span) -> list[Token]:
    """The words of a sentence that stand near one, in the text or in the parse."""
    return [other for other in sentence if abs(other.i - word.i) <= GAP_WORDS or _path(word, other) <= PATH_STEPS]


def _undergoers(word: Token) -> list[Token]:
    """To whom is done what a word says: "return the boy", "the boy was returned", "the return of the boy"."""
    return [*children(word, "dobj", "nsubjpass"), *complements(word, ("of",))]


def _sides_doing(word: Token, cast: Cast, shared: bool) -> list[str]:
    """The sides that do what a word says or own what it names; none where the text names none.

    Parameters
    ----------
    shared : bool
        Whether a verb's subject may be the one it takes from the verb above.
    """
    sides = ([side for doer in doers for side in _sides(doer, cast)] for doers in _doers(word, shared))
    return next((found for found in sides if found), [])


def _doers(word: Token, shared: bool) -> Iterator[list[Token]]:
    """Those who may do it, the surest first."""
    before = ("amod", "compound", "nmod") if word.pos_ == "NOUN" else ()
    yield [*children(word, "nsubj", "poss", *before), *complements(word, ("by",))]
    if word.dep_ in ("acomp", "attr") or (word.dep_ == "dobj" and word.head.lemma_ in LIGHT):
        yield children(word.head, "nsubj")
    if word.dep_ == "conj" and word.pos_ == word.head.pos_ == "NOUN":
        yield from _doers(word.head, shared)
    if shared and word.pos_ == "VERB" and word.dep_ in ("xcomp", "conj") and (subject := subject_of(word)) is not None:
        yield [subject]


def _sides(head: Token, cast: Cast) -> list[str]:
    actors = cast.actors_at(head)
    for word in head.children:
        if word.dep_ == "conj":
            actors = actors + cast.actors_at(word)
        elif word.dep_ in ("poss", "amod") and head.pos_ == "NOUN" and not actors:
            actors = cast.actors_at(word)  # "Ukrainian troops withdraw"
    return [cast.side(actor) for actor in actors]
