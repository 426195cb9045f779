"""Stretches of a parsed sentence: noun phrases, clauses, verb groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from workbench.extract.quotes.statement import Span

SUBJECTS = {"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"}
EDGE_PUNCTUATION = set(",;:.-–—…\"“”'‘’()[]")
# what may stand behind a noun in its phrase
NOMINAL = {"prep", "appos", "cc", "conj", "punct", "amod", "nummod", "compound", "nmod", "case", "poss", "advmod",
           "npadvmod", "det"}
# what belongs to a verb's group beside the verb
VERB_GROUP = {"aux", "auxpass", "neg", "prt"}


def text_of(doc: Doc) -> str:
    """The text of `doc`, put together once: spaCy makes it anew each time it is asked."""
    if "text" not in doc.user_data:
        doc.user_data["text"] = doc.text
    return doc.user_data["text"]


def child(token: Token, *labels: str) -> Token | None:
    """The first dependent of `token` with one of the labels."""
    return next((other for other in token.children if other.dep_ in labels), None)


def subtree_range(token: Token) -> tuple[int, int]:
    """First token and the one after the last of what hangs on `token`."""
    return token.left_edge.i, token.right_edge.i + 1


def characters(doc: Doc, first: int, last: int) -> Span | None:
    """Characters of the tokens [first, last) without white space and commas at the edges; None for nothing left."""
    while first < last and (doc[first].is_space or doc[first].text in ",;:.-–—"):
        first += 1
    while first < last and (doc[last - 1].is_space or doc[last - 1].text in ",;:.-–—"):
        last -= 1
    if first >= last:
        return None
    return doc[first].idx, doc[last - 1].idx + len(doc[last - 1])


def noun_phrase(token: Token) -> Span | None:
    """The noun phrase of the head `token` with its appositions, without a trailing clause."""
    doc = token.doc
    first, last = token.left_edge.i, token.i + 1
    for other in token.rights:
        if other.dep_ not in NOMINAL:
            break
        if other.dep_ == "appos":
            last = max(last, _end_of_apposition(other))
        else:
            last = max(last, other.right_edge.i + 1)
    if token.dep_ == "conj" and token.head.i < token.i:
        first = max(first, token.head.i + 1)
    return characters(doc, first, last)


def _end_of_apposition(noun: Token) -> int:
    clause = next((other for other in noun.rights if other.dep_ in {"relcl", "advcl", "acl"}), None)
    return clause.left_edge.i if clause is not None else noun.right_edge.i + 1


def is_misread_main(verb: Token) -> bool:
    """Is what the parser takes for a participle the main verb: "The envoy, a friend of hers, called it late."?"""
    return (verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head.dep_ == "ROOT"
            and verb.head.pos_ in {"NOUN", "PROPN"} and child(verb, "dobj", "oprd", "ccomp", "xcomp") is not None)


def verb_group(verb: Token) -> list[Token]:
    """The verb with its auxiliaries, negation and particle, in order."""
    return sorted([verb, *(other for other in verb.children if other.dep_ in VERB_GROUP)], key=lambda token: token.i)


def without(first: int, last: int, gaps: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The token ranges of [first, last) that remain when `gaps` are cut out."""
    parts = []
    for gap_first, gap_last in sorted(gaps):
        if gap_last <= first or gap_first >= last:
            continue
        if gap_first > first:
            parts.append((first, gap_first))
        first = max(first, gap_last)
    if first < last:
        parts.append((first, last))
    return parts
