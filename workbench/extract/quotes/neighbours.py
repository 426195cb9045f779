"""The source of a quotation by its place beside the verb, where the parse does not tell it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.extract.quotes.phrases import characters, child, noun_phrase, text_of
from workbench.extract.quotes.sources import source_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from workbench.extract.quotes.statement import Span

NAMES = {"PROPN", "NOUN", "PRON"}
NAME = r"[A-Z][\w.'’-]*(?:[ ](?:(?:and|of|the|for|&)[ ])*[A-Z][\w.'’-]*){0,7}"
# a name alone in a paragraph's or sentence's beginning, behind a quotation or a dash: "Talks go on - Ann Lee: “…”"
LABEL = re.compile(rf"(?:^|\n|[.?!”\"][ ]|[ ][-–—―][ ]?)[ ]*(?:(?:More[ ])?[Ff]rom[ ](?:the[ ])?)?(?P<name>{NAME})"
                   r"(?:[ ]\([^()\n]{1,20}\))?[ ]?$")
FARTHEST = 90  # characters of a label
BETWEEN = {"ADV", "AUX", "PART"}  # may stand between a subject and its verb


def source_behind(doc: Doc, verb: Token, first: int) -> Span | None:
    """The verb's subject by the parse or, where that is wrong, the noun phrase before or behind it."""
    subject = child(verb, "nsubj")
    if subject is not None and subject.i >= first:
        return noun_phrase(subject)
    if verb.i > first:
        head = next((token for token in reversed(doc[first:verb.i]) if token.pos_ in NAMES), None)
        return (doc[first].idx, head.idx + len(head)) if head is not None else source_of(verb)
    behind = next((token for token in doc[verb.i + 1:verb.i + 8] if token.pos_ in NAMES), None)
    if behind is None:
        return source_of(verb)
    while behind.dep_ == "compound" and behind.head.i > behind.i:
        behind = behind.head
    return noun_phrase(behind)


def source_before(doc: Doc, verb: Token, since: int, last: int) -> Span | None:
    """Of a finite verb without a subject: the noun before it or, where the verb begins the sentence, the one behind.

    "Her adviser, Ann Lee, said: …", whose name the parser hung elsewhere; "Continued Lee: …".
    """
    if verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN"} or verb.dep_ in {"acl", "advcl", "relcl", "xcomp", "pcomp"} \
            or child(verb, "nsubj", "nsubjpass", "auxpass", "expl") is not None:
        return None
    at = verb.i - 1
    while at >= 0 and doc[at].idx >= since and (doc[at].pos_ in BETWEEN or doc[at].text == ","):
        at -= 1
    if at < 0 or doc[at].idx < since or doc[at].is_space or doc[at].is_punct:
        return _inverted(doc, verb, last)
    return _named(doc[at]) if doc[at].pos_ in NAMES else None


def _inverted(doc: Doc, verb: Token, last: int) -> Span | None:
    """The noun between a verb that begins the sentence and the colon or comma: nothing else may stand there."""
    behind = next((token for token in doc[verb.i + 1:last] if token.pos_ in NAMES), None)
    if behind is None or verb.i + 1 >= last:
        return None
    while behind.dep_ == "compound" and behind.i < behind.head.i < last:
        behind = behind.head
    return characters(doc, verb.i + 1, behind.i + 1)


def _named(noun: Token) -> Span | None:
    """The noun with what it is put beside: "her adviser, Ann Lee"."""
    span = noun_phrase(noun)
    if span is not None and noun.dep_ == "appos" and noun.head.pos_ == "NOUN" and noun.head.i < noun.i:
        return noun.doc[noun.head.left_edge.i].idx, span[1]
    return span


def find_label(doc: Doc, last: int, since: int) -> tuple[Token, Span] | None:
    """MARIA LOPEZ: “…”: the colon before the token `last` and the name before it, where nothing else stands there."""
    text = text_of(doc)
    colon = next((token for token in reversed(doc[max(0, last - 3):last]) if token.text == ":"), None)
    if colon is None:
        return None
    begin = max(since - 1, colon.idx - FARTHEST, 0)
    found = LABEL.search(text[begin:colon.idx])
    if found is None or (begin and found.start() == 0 and text[begin] not in "\n.?!”\""):
        return None
    span = begin + found.start("name"), begin + found.end("name")
    words = [token for token in doc[max(0, colon.i - 20):colon.i] if span[0] <= token.idx < span[1]]
    if not words or not all(token.pos_ == "PROPN" or token.text.islower() or not token.is_alpha for token in words):
        return None
    return colon, span
