"""The relations layer: between the actors of a text, in narration and in what they say of one another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from workbench.extract.relations.clues import Clue, may_be_clue
from workbench.extract.relations.pair import SIGNS, between
from workbench.extract.relations.rules import ATTITUDE_RULES
from workbench.extract.relations.said_of import asserted, claim, is_topic
from workbench.syntax.clauses import clause_of
from workbench.syntax.noun_phrases import INSIDE
from workbench.syntax.subjects import FIRST_PERSON

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from workbench.extract.reading import Reading, Row

LAYER_RULES = (*ATTITUDE_RULES, claim)


class Mention(NamedTuple):
    """A mention of an actor: its id, and the token that heads it."""

    actor: str
    head: Token


class Quoted(NamedTuple):
    """A quotation's part in a sentence: who speaks, and the characters that are its content."""

    speakers: Sequence[str]
    spans: list[tuple[int, int]]


Relation = tuple[Mention, Mention, Clue]  # holder, target, and what shows it


def find_relations(reading: Reading) -> list[Row]:
    """Who speaks or acts for or against whom.

    In narration the rules of `relate` read each pair of mentions in a sentence; in a quotation its speaker
    is for or against those it judges ("Bob can't be trusted") and those that "we" and "I" are for or against.
    """
    sentences = list(reading.doc.sents)
    mentions = _mentions_in(sentences, reading)
    quotes = _quotes_in(sentences, reading)
    rows: dict[tuple, Row] = {}
    for number, sentence in enumerate(sentences):
        here = mentions[number]
        if not here:
            continue
        cues = [token for token in sentence if may_be_clue(token)]
        told = _outermost(list(_told(cues, here)))
        for holder, target, clue in (*((one.actor, other, clue) for one, other, clue in told),
                                     *_said(sentence, here, quotes[number])):
            row = _row(reading, sentence, holder, target, clue)
            if row is not None:
                rows.setdefault((row["evidence"], row["holder"], row["target"]), row)
    return sorted(rows.values(), key=lambda row: (row["start"], row["end"], row["holder"], row["target"]))


def _mentions_in(sentences: list[Span], reading: Reading) -> list[list[Mention]]:
    """The mentions of each sentence."""
    ends = [sentence.end for sentence in sentences]
    found: list[list[Mention]] = [[] for _ in sentences]
    for row in reading.rows["mentions"]:
        span = reading.doc.char_span(row["start"], row["end"], alignment_mode="expand")
        if span is not None:
            found[bisect_right(ends, span.root.i)].append(Mention(row["actor"], span.root))
    return found


def _quotes_in(sentences: list[Span], reading: Reading) -> list[list[Quoted]]:
    """What of each sentence stands in quotations, and whose."""
    starts = [sentence.start_char for sentence in sentences]
    found: list[list[Quoted]] = [[] for _ in sentences]
    for quote in reading.rows["quotes"]:
        parts: dict[int, list[tuple[int, int]]] = {}
        for start, end in quote["content_spans"] if quote["speakers"] else ():
            for number in range(max(0, bisect_right(starts, start) - 1), bisect_left(starts, end)):
                parts.setdefault(number, []).append((start, end))
        for number, spans in parts.items():
            found[number].append(Quoted(quote["speakers"], spans))
    return found


def _told(cues: list[Token], mentions: list[Mention]) -> Iterator[Relation]:
    """What the sentence tells: holder, target and clue."""
    for number, first in enumerate(mentions):
        for second in mentions[number + 1:]:
            found = between(cues, first.head, second.head, LAYER_RULES) if first.actor != second.actor else None
            if found is not None:
                clue, holder = found
                yield (first, second, clue) if holder == first.head else (second, first, clue)


def _outermost(told: list[Relation]) -> list[Relation]:
    """Of several holders, or targets, of one clue those that the phrase denotes: Ann in "Norway's president, Ann"."""
    def depth(mention: Mention) -> int:
        """How many noun phrases the mention is only a part of."""
        count, token = 0, mention.head
        while token.dep_ in INSIDE and token.head.i != token.i:
            count += token.dep_ not in ("appos", "conj")
            token = token.head
        return count

    return [(holder, target, clue) for holder, target, clue in told
            if depth(holder) == min(depth(h) for h, t, c in told if c.word == clue.word and t == target)
            and depth(target) == min(depth(t) for h, t, c in told if c.word == clue.word and h == holder)]


def _said(sentence: Span, mentions: list[Mention], quotes: list[Quoted]) -> Iterator[tuple[str, Mention, Clue]]:
    """What the speakers of quotations say of others in this sentence."""
    for quote in quotes:
        inside = [token for token in sentence if any(start <= token.idx < end for start, end in quote.spans)]
        places = {token.i for token in inside}
        selves = [token for token in inside if token.lower_ in FIRST_PERSON]
        cues = [token for token in inside if may_be_clue(token)]
        for mention in mentions:
            if mention.head.i in places:
                for clue in _statements(cues, places, selves, mention.head):
                    for speaker in quote.speakers:
                        yield speaker, mention, clue


def _statements(cues: list[Token], places: set[int], selves: list[Token], target: Token) -> Iterator[Clue]:
    clause = clause_of(target)
    if clause is not None and clause.i in places and is_topic(clause, target):
        yield Clue(asserted(clause, target), clause, "said")
    for itself in selves:
        found = between(cues, itself, target, ATTITUDE_RULES)
        if found is not None and found[1] == itself:
            yield found[0]


def _row(reading: Reading, sentence: Span, holder: str, target: Mention, clue: Clue) -> Row | None:
    if not clue.sign or holder == target.actor or _are_one(reading, holder, target.actor):
        return None
    text = sentence.text.strip()
    start = reading.text.index(text, sentence.start_char)
    ends = sorted((clue.word, target.head), key=lambda token: token.i)
    return {"article": reading.article, "holder": holder, "target": target.actor, "sign": SIGNS[clue.sign],
            "evidence": text, "start": max(start, ends[0].idx), "end": ends[1].idx + len(ends[1]),
            "rule": clue.rule}


def _are_one(reading: Reading, holder: str, target: str) -> bool:
    """Whether one of the two speaks for the other: a minister is no party against their own state."""
    registry = reading.settings.actors
    actors = registry.actors if registry is not None else {}
    return any(one in actors and actors[one].speaks_for == other for one, other in ((holder, target), (target, holder)))
