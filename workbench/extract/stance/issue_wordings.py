"""Where a text words an issue: phrases matched over inflection, order, a few words in between, and anaphora."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from workbench.extract.stance.issue_phrases import Wording
from workbench.extract.stance.stance_words import lexicon
from workbench.syntax.dependents import children, complements
from workbench.syntax.predicates import FINITE_TAGS, PARTICLES
from workbench.syntax.subjects import subject_of
from workbench.text.stems import stem

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from workbench.extract.cast import Cast

GAP_WORDS = 5     # that may stand between two neighbouring words of a phrase
LEAST_STEMS = 2   # of a longer phrase that must stand in a sentence
PART_OF_PHRASE = 0.6  # and so much of it where the sentences before don't say the rest
PATH_STEPS = 2    # or so many in the parse
BEFORE_WORDS = 7  # how far before its words a phrase's actor may stand where the parse doesn't tell
LIGHT = frozenset({"have", "play", "take", "get", "make", "give", "hold"})  # "have a role": its subject has the role


@dataclass(frozen=True)
class IssueMention:
    """Tokens that word an issue; `anchor` is the highest of them in the parse."""

    issue: str
    polarity: int
    tokens: tuple[int, ...]
    anchor: int
    is_anaphor: bool = False


# ---- matching


def find_wordings(sentence: Span, wordings: list[Wording], cast: Cast,
                  known: frozenset[str] = frozenset()) -> list[IssueMention]:
    """The issues that a sentence words; of overlapping matches of one issue the fullest, leftmost first.

    Parameters
    ----------
    known : set of str
        Stems of the sentences before, which need not be said again.
    """
    at = stems_at(sentence)
    found: list[IssueMention] = []
    parts = [(part, wording) for wording in wordings if (part := _part_in(at, wording.stems, known))]
    for stems, wording in sorted(parts, key=lambda one: (-len(one[0]) - len(one[1].others), len(one[1].stems))):
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
    if any(one in _needed() for one in stems if one not in at):
        return ()
    if stems[0] in missing:  # "leave the boy with his great-uncle" isn't worded by a great-uncle
        return ()
    enough = len(here) >= LEAST_STEMS and (not missing or len(here) >= PART_OF_PHRASE * len(stems))
    return here if enough else ()


@cache
def _needed() -> frozenset[str]:
    """Stems without which a phrase says something else: "give up land", "lift the ban"."""
    takers = {stem(word) for words in lexicon()["verbs"].values() for phrase in words for word in phrase.split()}
    return PARTICLES | takers


def stems_at(sentence: Span) -> dict[str, list[int]]:
    """The stems of a sentence's words, each with the tokens that have it."""
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
    if not _names_others(wording, tokens, sentence, cast):
        return False
    if not wording.agent or (wording.others and not wording.is_own):
        return True  # of "hand the boy to his father" who hands him over matters less than whom to whom
    doers = _doers_of(wording, tokens, sentence, cast)
    # "a return to Cuba" leaves open whose, and Cuba is enough to know it by
    return bool(set(doers) & wording.agent) if doers else not wording.needs_agent or bool(wording.others)


def _names_others(wording: Wording, tokens: tuple[int, ...], sentence: Span, cast: Cast) -> bool:
    """Whether the further actors of a phrase are named too: near its word, where it has but one."""
    if not wording.others:
        return True
    near = sentence if len(wording.stems) > 1 else _words_near(sentence.doc[tokens[0]], sentence)
    return wording.others <= {side for token in near for side in map(cast.side, cast.may_denote(token))}


def _doers_of(wording: Wording, tokens: tuple[int, ...], sentence: Span, cast: Cast) -> list[str]:
    """The sides that do what a match says, or undergo it where the phrase leaves that open."""
    words = [sentence.doc[i] for i in tokens]
    doers = [side for word in words for side in _sides_doing(word, cast, shared=wording.is_own)]
    if wording.is_owned:  # "the boy's return": the boy returns, or is returned
        doers += [cast.side(actor) for word in words for below in _undergoers(word) for actor in cast.may_denote(below)]
    if doers or not wording.needs_agent:
        return doers
    # whatever the parse: the actor named last before
    start = max(sentence.start, tokens[0] - BEFORE_WORDS)
    before = (cast.may_denote(word) for word in reversed(sentence.doc[start:tokens[0]]))
    return [cast.side(actor) for actor in next((actors for actors in before if actors), [])]


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
    actors = cast.may_denote(head)  # the phrase says more than the pronoun whose it is
    for word in head.children:
        if word.dep_ == "conj":
            actors = actors + cast.actors_at(word)
        elif word.dep_ in ("poss", "amod") and head.pos_ == "NOUN" and not actors:
            actors = cast.actors_at(word)  # "Ukrainian troops withdraw"
    return [cast.side(actor) for actor in actors]
