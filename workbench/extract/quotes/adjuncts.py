"""Attribution without a verb: "according to the ministry", "in her view", "reportedly"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.quotes.cues import words
from workbench.extract.quotes.statement import Statement
from workbench.syntax.dependents import VERBAL, child
from workbench.syntax.noun_phrases import noun_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from workbench.extract.quotes.marked_text import MarkedText
    from workbench.extract.quotes.statement import Span

OPENERS = {"but", "and", "so", "yet"}  # of a sentence; they belong to no statement in it
SOURCE_TOKENS = 25  # at most, from "according to" to the head of the source


def find_adjuncts(marked: MarkedText) -> Iterator[Statement]:
    """The statements that a phrase or an adverb beside the clause attributes."""
    for token in marked.doc:
        if marked.quoted[token.i]:
            continue
        if token.lower_ == "according" and token.i + 1 < len(marked.doc) and token.nbor(1).lower_ == "to":
            statement = _according_to(marked, token)
        elif token.lower_ in words("views") and token.head.lower_ == "in":
            statement = _in_view_of(marked, token)
        elif token.lower_ in words("adverbs") and token.head.pos_ in VERBAL:
            statement = _adverb(marked, token)
        else:
            continue
        if statement is not None:
            yield statement


def _according_to(marked: MarkedText, cue: Token) -> Statement | None:
    """"According to" with the noun phrase behind it; the rest of the clause is the content."""
    to = cue.nbor(1)
    head = _noun_behind(marked, to.i + 1)
    source = noun_phrase(head) if head is not None else None
    if head is None or source is None:
        return None
    return Statement(_clause_around(marked, cue.i, head.right_edge.i + 1), "according-to", cue,
                     (max(source[0], to.nbor(1).idx), source[1]), cue=(cue.idx, to.idx + len(to)))


def _noun_behind(marked: MarkedText, first: int) -> Token | None:
    """Head of the noun phrase that begins with a token."""
    if first >= len(marked.doc):
        return None
    token = marked.doc[first]
    while token.i < token.head.i < first + SOURCE_TOKENS and token.head.sent.start == token.sent.start:
        token = token.head
    return token if token.pos_ not in {"PUNCT", "SPACE", *VERBAL} else None


def _in_view_of(marked: MarkedText, noun: Token) -> Statement | None:
    owner = child(noun, "poss")
    source = noun_phrase(owner) if owner is not None else None
    return None if source is None else Statement(
        _clause_around(marked, noun.head.i, noun.right_edge.i + 1), "in-view-of", noun.head, source,
        cue=(noun.head.idx, noun.idx + len(noun)))


def _adverb(marked: MarkedText, adverb: Token) -> Statement:
    clause = adverb.head
    spans = marked.spans((clause.left_edge.i, adverb.i), (adverb.i + 1, clause.right_edge.i + 1))
    return Statement(spans, "adverb", adverb, tone="doubt")


def _clause_around(marked: MarkedText, first: int, last: int) -> list[Span]:
    """The rest of the sentence around the tokens [first, last), without a contrasting clause behind them."""
    doc, sentence = marked.doc, marked.doc[first].sent
    begin = sentence.start + (sentence.start < first and doc[sentence.start].lower_ in OPENERS)
    while last < sentence.end and (doc[last].is_punct or doc[last].is_space):
        last += 1
    has_before = any(token.is_alpha for token in doc[begin:first])
    if has_before and last < sentence.end and _opens_other_clause(doc[last], first - begin):
        last = sentence.end
    return marked.spans((begin, first), (last, sentence.end))


def _opens_other_clause(token: Token, tokens_before: int) -> bool:
    """Whether what the phrase does not attribute begins: "…, according to police, although", "…, leaving two dead"."""
    return token.lower_ in words("contrasts") or (token.tag_ in {"VBG", "VBN"} and tokens_before > 3)
