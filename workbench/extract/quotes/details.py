"""The circumstances of a statement: through whom, to whom, where and when it was made."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from workbench.extract.quotes.cues import places, verb_cue
from workbench.extract.quotes.phrases import child, noun_phrase, text_of
from workbench.extract.quotes.sources import source_span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from spacy.tokens import Doc, Token

    from workbench.extract.quotes.statement import Span, Statement
    from workbench.extract.reading import Row

# prepositions that introduce where something was said, and those that introduce to whom
PLACED = {"in", "on", "via", "through", "during", "at", "over", "by"}
# farthest date behind its cue where the parser hung it elsewhere, in characters: "told it in an interview on Monday"
NEAR = 60


def find_addressee(statement: Statement) -> Span | None:
    """To whom: "told Axios", "confirmed to journalists", "in an interview with Axios"."""
    verb = statement.cue_token
    cue = verb_cue(verb.lemma_)
    if cue is not None and "addressee" in cue.takes:
        for other in verb.children:
            if other.dep_ in {"dobj", "dative"} and other.i > verb.i and not _inside(other.idx, statement):
                span = noun_phrase(child(other, "pobj") or other)
                if span is not None and not any(start < span[1] and span[0] < end for start, end in statement.content):
                    return span
    for preposition in _prepositions(verb):
        inner = child(preposition, "pobj")
        if inner is None or _inside(inner.idx, statement):
            continue
        if preposition.lower_ == "to" and preposition.head == verb and _can_hear(inner):
            return noun_phrase(inner)
        if preposition.lower_ == "with" and preposition.head.lemma_ in {"interview", "call", "conversation"}:
            return noun_phrase(inner)
    return None


def find_medium(statement: Statement) -> Span | None:
    """Where: "in a statement", "on Telegram", "at a news conference"."""
    media = places("media")
    for preposition in _prepositions(statement.cue_token):
        inner = child(preposition, "pobj")
        if preposition.lower_ not in PLACED or inner is None or _inside(inner.idx, statement):
            continue
        if inner.lemma_.lower() in media or inner.lower_ in media:
            return _short(inner)
    return None


def find_via(statement: Statement) -> Span | None:
    """Through whom: the agency in "the agency cited the minister as saying"."""
    verb = statement.cue_token
    if verb.dep_ != "pcomp" or verb.head.lower_ != "as":
        return None
    carrier = verb.head.head
    if child(carrier, "nsubjpass") is not None:
        agent = child(carrier, "agent")
        by = agent and child(agent, "pobj")
        return noun_phrase(by) if by is not None else None
    subject = child(carrier, "nsubj")
    return source_span(subject) if subject is not None else None


def find_day(statement: Statement, doc: Doc, times: list[Row]) -> date | None:
    """The day it was said: a date that hangs on the cue, or stands right beside it, outside of what was said."""
    verb = statement.cue_token
    sentence = verb.sent
    first = bisect_left(times, sentence.start_char, key=lambda row: row["start"])
    for row in times[first:bisect_left(times, sentence.end_char, key=lambda row: row["start"])]:
        if row["begin"] is None or row["begin"] != row["finish"] or row["type"] not in {"DATE", "TIME"}:
            continue
        if not sentence.start_char <= row["start"] < sentence.end_char or _inside(row["start"], statement):
            continue
        span = doc.char_span(row["start"], row["end"], alignment_mode="expand")
        if span is not None and (_hangs_on(span.root, verb) or _is_beside(row, statement)):
            return row["begin"]
    return None


def _inside(position: int, statement: Statement) -> bool:
    return any(start <= position < end for start, end in statement.content)


def _prepositions(verb: Token) -> Iterator[Token]:
    """The prepositions that hang on the verb, and those on the nouns of these: "in an interview with Axios"."""
    for other in verb.children:
        if other.dep_ in {"prep", "dative"}:
            yield other
            inner = child(other, "pobj")
            if inner is not None:
                yield from (below for below in inner.children if below.dep_ == "prep")
        elif other.dep_ in {"dobj", "npadvmod"}:
            yield from (below for below in other.children if below.dep_ == "prep")


def _can_hear(noun: Token) -> bool:
    return noun.ent_type_ in {"PERSON", "ORG", "NORP"} or noun.lemma_.lower() in places("hearers")


def _short(noun: Token) -> Span:
    """The noun with what stands before it: "a social media post", not what the post was about."""
    first = min([noun.i, *(other.left_edge.i for other in noun.lefts)])
    return noun.doc[first].idx, noun.idx + len(noun)


def _hangs_on(word: Token, verb: Token) -> bool:
    """Is `verb` the first verb above `word`?"""
    for ancestor in word.ancestors:
        if ancestor == verb:
            return True
        if ancestor.pos_ in {"VERB", "AUX"}:
            return False
    return False


def _is_beside(row: Row, statement: Statement) -> bool:
    """Does the date follow the cue, with nothing but addressee and medium between them?"""
    end = statement.cue[1]
    gap = text_of(statement.cue_token.doc)[end:row["start"]] if row["start"] >= end else None
    return gap is not None and len(gap) < NEAR and not any(mark in gap for mark in ",.;:“”\"") and " that " not in gap
