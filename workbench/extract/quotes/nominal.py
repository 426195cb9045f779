"""Statements named by a noun or an adjective: "his warning that …", "her plan to …", "confident that …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.quotes.cues import lexicon
from workbench.extract.quotes.phrases import characters, child, noun_phrase
from workbench.extract.quotes.sources import possessor_of, source_span, subject_of
from workbench.extract.quotes.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from workbench.extract.quotes.cues import Cue
    from workbench.extract.quotes.statement import Span

# verbs that leave it to their object to say what is said: their subject is its source
LIGHT_VERBS = {"have", "make", "give", "issue", "express", "voice", "offer", "repeat", "reiterate", "raise", "announce",
               "outline", "unveil", "release", "deliver", "share", "take", "hold", "abandon", "renew", "lay", "detail",
               "present", "send", "keep", "maintain", "drop", "stand", "stick", "propose", "introduce", "put", "launch",
               "show", "reveal", "join", "shout", "respond",
               "erupt", "burst"}

LONGEST = 25  # tokens of a quotation before the noun that names it


def find_nominal(doc: Doc, quoted: list[bool]) -> Iterator[Statement]:
    """The statements that cue nouns and adjectives outside quotation marks take as complements."""
    nouns, adjectives = lexicon("nouns"), lexicon("adjectives")
    for token in doc:
        if quoted[token.i]:
            continue
        if token.pos_ == "NOUN" and token.lemma_.lower() in nouns:
            cue, source = nouns[token.lemma_.lower()], owner_of(token)
            besides = _said_before(doc, token, cue, quoted) or _equated(doc, token, cue, source)
            if besides is not None:
                yield besides
                continue
        elif token.pos_ in {"ADJ", "VERB"} and token.dep_ in {"acomp", "conj", "ROOT", "ccomp", "advcl"} \
                and token.lower_ in adjectives:
            cue, source = adjectives[token.lower_], _bearer_of(token)
            if source is None:
                continue
        else:
            continue
        statement = _build(doc, token, cue, source)
        if statement is not None:
            yield statement


def owner_of(noun: Token) -> Span | None:
    """Whose statement the noun names: its possessor, or the subject of the verb it is the object of."""
    owner = possessor_of(noun)
    if owner is not None:
        return owner
    verb = noun.head
    if noun.dep_ in {"dobj", "attr"} and verb.lemma_ in LIGHT_VERBS:
        subject = subject_of(verb)
        return source_span(subject) if subject is not None else None
    if noun.dep_ == "pobj" and verb.dep_ == "prep" and verb.head.pos_ == "VERB" and verb.head.lemma_ in LIGHT_VERBS:
        subject = subject_of(verb.head)
        return source_span(subject) if subject is not None else None
    return None


def _bearer_of(adjective: Token) -> Span | None:
    """The subject of "is confident", "sounds worried"."""
    verb = adjective if child(adjective, "nsubj") is not None else adjective.head
    subject = subject_of(verb) if verb.pos_ in {"VERB", "AUX", "ADJ"} else None
    return source_span(subject) if subject is not None else None


def _build(doc: Doc, token: Token, cue: Cue, source: Span | None) -> Statement | None:
    for other in token.children:
        if other.i < token.i or _frame(other) not in cue.takes:
            continue
        first = other.left_edge.i if other.dep_ != "prep" else other.i + 1
        last = other.right_edge.i + 1
        span = characters(doc, first, last)
        if span is not None:
            rule = "noun" if token.pos_ == "NOUN" else "adjective"
            return Statement([span], rule, (token.idx, token.idx + len(token)), token, source, cue.tone, cue.lemma)
    return None


def _said_before(doc: Doc, noun: Token, cue: Cue, quoted: list[bool]) -> Statement | None:
    """Lopez’s “forty per cent” remark: the quotation stands between the noun and whose it is."""
    last = noun.i
    if last < 3 or not quoted[last - 1] or not doc[last - 1].is_quote:
        return None
    first = last - 1
    while first > 0 and last - first < LONGEST and quoted[first - 1]:
        first -= 1
    owner = doc[first - 1] if first else noun
    if owner.tag_ == "POS" and first > 1:
        source = noun_phrase(owner.head if owner.head.i < owner.i else doc[first - 2])
    elif owner.tag_ == "PRP$":
        source = characters(doc, owner.i, owner.i + 1)
    else:
        return None
    span = characters(doc, first, last)
    return None if span is None or source is None else \
        Statement([span], "noun-behind", (noun.idx, noun.idx + len(noun)), noun, source, cue.tone, cue.lemma)


def _equated(doc: Doc, noun: Token, cue: Cue, source: Span | None) -> Statement | None:
    """Her answer was that …, her slogan is “…”: the copula makes content of a clause or a quotation."""
    verb = noun.head
    if "is" not in cue.takes or source is None or noun.dep_ != "nsubj" or verb.lemma_ != "be" or verb.i < noun.i:
        return None
    clause = child(verb, "ccomp")
    if doc[min(verb.i + 1, len(doc) - 1)].is_quote:
        span = characters(doc, verb.i + 1, min(verb.i + 3, len(doc)))  # made whole with its quotation
    elif clause is not None and clause.i > verb.i and child(clause, "mark") is not None:
        span = characters(doc, clause.left_edge.i, clause.right_edge.i + 1)
    else:
        return None
    return None if span is None else \
        Statement([span], "noun-is", (noun.idx, noun.idx + len(noun)), noun, source, cue.tone, cue.lemma)


def _frame(other: Token) -> str:
    """What the lexicon calls this complement: that, to, or the preposition."""
    if other.dep_ == "prep":
        return other.lower_
    if other.dep_ in {"acl", "ccomp", "xcomp"} and other.pos_ in {"VERB", "AUX"}:
        if any(word.dep_ == "aux" and word.lower_ == "to" for word in other.children):
            return "infinitive"
        if any(word.lower_ == "that" for word in other.lefts) or other.dep_ == "ccomp":
            return "clause"
    return ""
