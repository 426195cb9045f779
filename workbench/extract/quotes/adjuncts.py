"""Attribution without a verb: "according to the ministry", "in her view", "reportedly"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.quotes.phrases import characters, child, noun_phrase
from workbench.extract.quotes.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

# what opens a further clause that the phrase does not attribute: "…, according to police, although …"
CONTRAST = {"but", "although", "though", "while", "whereas", "and", "which", "who", "yet"}
ADVERBS = {"reportedly", "allegedly", "supposedly", "purportedly"}
IN_WORDS = {"view", "opinion", "word", "words", "eyes", "telling", "estimation", "judgment", "judgement"}


def find_adjuncts(doc: Doc, quoted: list[bool]) -> Iterator[Statement]:
    """The statements that a phrase or an adverb beside the clause attributes."""
    for token in doc:
        if quoted[token.i]:
            continue
        if token.lower_ == "according" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
            statement = _phrase(doc, token, token.i + 2, "according-to", (token.idx, doc[token.i + 1].idx + 2))
        elif token.lower_ in IN_WORDS and child(token, "poss") is not None and token.head.lower_ == "in":
            statement = _possessed(doc, token)
        elif token.lower_ in ADVERBS:
            statement = _adverb(doc, token)
        else:
            continue
        if statement is not None:
            yield statement


def _phrase(doc: Doc, first: Token, at: int, rule: str, cue: tuple[int, int]) -> Statement | None:
    """"according to" with the noun phrase behind it; the rest of the clause is the content."""
    source_head = _noun_behind(doc, at)
    if source_head is None:
        return None
    source = noun_phrase(source_head)
    if source is None:
        return None
    last = max(source_head.i + 1, source_head.right_edge.i + 1)
    return Statement(_clause_around(doc, first.i, last), rule, cue, first, (max(source[0], doc[at].idx), source[1]),
                     lemma="according")


def _noun_behind(doc: Doc, at: int) -> Token | None:
    """Head of the noun phrase that begins at the token `at`."""
    if at >= len(doc):
        return None
    token = doc[at]
    while token.head.i > token.i and token.head.sent.start == token.sent.start and token.head.i - at < 25:
        token = token.head
    return token if token.pos_ not in {"PUNCT", "SPACE", "VERB", "AUX"} else None


def _possessed(doc: Doc, noun: Token) -> Statement | None:
    owner = child(noun, "poss")
    source = noun_phrase(owner) if owner is not None else None
    if source is None:
        return None
    return Statement(_clause_around(doc, noun.head.i, noun.right_edge.i + 1), "in-view-of",
                     (noun.head.idx, noun.idx + len(noun)), noun.head, source, lemma=noun.lemma_)


def _adverb(doc: Doc, adverb: Token) -> Statement | None:
    head = adverb.head
    if head.pos_ not in {"VERB", "AUX"}:
        return None
    gap = (adverb.i, adverb.i + 1)
    spans = [characters(doc, *part) for part in ((head.left_edge.i, gap[0]), (gap[1], head.right_edge.i + 1))]
    return Statement([span for span in spans if span], "adverb", (adverb.idx, adverb.idx + len(adverb)), adverb, None,
                     tone="doubt", lemma=adverb.lower_)


def _clause_around(doc: Doc, first: int, last: int) -> list[tuple[int, int]]:
    """The rest of the sentence around the tokens [first, last), without a contrasting clause behind them."""
    sentence = doc[first].sent
    begin, end = sentence.start, sentence.end
    before = (begin, first)
    if begin < first and doc[begin].lower_ in {"but", "and", "so", "yet"}:
        before = (begin + 1, first)
    after = (last, end)
    while after[0] < end and (doc[after[0]].is_punct or doc[after[0]].is_space):
        after = (after[0] + 1, end)
    has_before = any(doc[index].is_alpha for index in range(*before))
    if has_before and after[0] < end and doc[after[0]].lower_ in CONTRAST:
        after = (end, end)
    if has_before and after[0] < end and before[1] - before[0] > 3 and _is_afterthought(doc, after):
        after = (end, end)
    spans = [characters(doc, *part) for part in (before, after) if part[0] < part[1]]
    return [span for span in spans if span]


def _is_afterthought(doc: Doc, after: tuple[int, int]) -> bool:
    """Does a participle or a preposition open what follows: "…, according to police, leaving two dead"?"""
    return doc[after[0]].tag_ in {"VBG", "VBN"}
