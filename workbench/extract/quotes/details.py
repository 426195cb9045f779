"""The circumstances of a statement: through whom, to whom, where and when it was made."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from workbench.extract.quotes.cues import verb_cue, words
from workbench.extract.quotes.sources import source_of
from workbench.syntax.dependents import VERBAL, child, children
from workbench.syntax.noun_phrases import noun_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from spacy.tokens import Token

    from workbench.extract.quotes.marked_text import MarkedText
    from workbench.extract.quotes.statement import Span, Statement
    from workbench.extract.reading import Row

# farthest date behind its cue where the parser hung it elsewhere: "told it in an interview on Monday"
DATE_CHARACTERS = 60
PARTED = set(",.;:“”\"")  # between cue and date: the date belongs to something else


def find_addressee(statement: Statement) -> Span | None:
    """To whom: "told Axios", "confirmed to journalists", "in an interview with Axios"."""
    verb = statement.cue_token
    cue = verb_cue(verb.lemma_)
    told = children(verb, "dobj", "dative") if cue is not None and "addressee" in cue.takes else ()
    for other in told:
        span = noun_phrase(child(other, "pobj") or other)
        if span is not None and other.i > verb.i and not any(
                start < span[1] and span[0] < end for start, end in statement.content):
            return span
    return next((noun_phrase(inner) for preposition, inner in _phrases(statement) if _names_hearer(
        verb, preposition, inner)), None)


def _names_hearer(verb: Token, preposition: Token, inner: Token) -> bool:
    if preposition.lower_ == "to" and preposition.head == verb:
        return inner.ent_type_ in {"PERSON", "ORG", "NORP"} or inner.lemma_.lower() in words("hearers")
    return preposition.lower_ == "with" and preposition.head.lemma_ in {"interview", "call", "conversation"}


def find_medium(statement: Statement) -> Span | None:
    """Where: "in a statement", "on Telegram", "at a news conference"; "a post", not what the post was about."""
    noun = next((inner for preposition, inner in _phrases(statement) if preposition.lower_ in words("placing")
                 and {inner.lemma_.lower(), inner.lower_} & words("media")), None)
    if noun is None:
        return None
    first = min([noun.i, *(other.left_edge.i for other in noun.lefts)])
    return noun.doc[first].idx, noun.idx + len(noun)


def _phrases(statement: Statement) -> Iterator[tuple[Token, Token]]:
    """Prepositions outside of what was said, with their nouns: on the cue, and on the nouns that hang on it."""
    verb = statement.cue_token
    for other in verb.children:
        found = []
        if other.dep_ in {"prep", "dative"}:
            inner = child(other, "pobj")
            found = [other, *(children(inner, "prep") if inner is not None else ())]  # "in an interview with Axios"
        elif other.dep_ in {"dobj", "npadvmod"}:
            found = children(other, "prep")
        for preposition in found:
            inner = child(preposition, "pobj")
            if inner is not None and not statement.says(inner.idx):
                yield preposition, inner


def find_via(statement: Statement) -> Span | None:
    """Through whom: the agency in "the agency cited the minister as saying"."""
    verb = statement.cue_token
    return source_of(verb.head.head) if verb.dep_ == "pcomp" and verb.head.lower_ == "as" else None


def find_day(marked: MarkedText, statement: Statement, times: list[Row]) -> date | None:
    """The day it was said: a date that hangs on the cue, or stands right beside it, outside of what was said."""
    verb, sentence = statement.cue_token, statement.cue_token.sent
    first, after = (bisect_left(times, place, key=lambda row: row["start"])
                    for place in (sentence.start_char, sentence.end_char))
    for row in times[first:after]:
        if row["begin"] is None or row["begin"] != row["finish"] or row["type"] not in {"DATE", "TIME"} \
                or statement.says(row["start"]):
            continue
        span = marked.doc.char_span(row["start"], row["end"], alignment_mode="expand")
        if span is not None and (_hangs_on(span.root, verb) or _is_beside(marked.text, row, statement)):
            return row["begin"]
    return None


def _hangs_on(word: Token, verb: Token) -> bool:
    """Whether a verb is the first one above a word."""
    return next((above for above in word.ancestors if above == verb or above.pos_ in VERBAL), None) == verb


def _is_beside(text: str, row: Row, statement: Statement) -> bool:
    """Whether a date follows the cue, with nothing but addressee and medium between them."""
    end = statement.cue[1]
    gap = text[end:row["start"]]
    return end <= row["start"] < end + DATE_CHARACTERS and not PARTED & set(gap) and " that " not in gap
