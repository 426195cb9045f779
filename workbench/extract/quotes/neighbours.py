"""The source of a quotation by its place beside the verb, where the parse does not tell it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.extract.quotes.sources import source_of
from workbench.syntax.dependents import child
from workbench.syntax.noun_phrases import characters, noun_phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from workbench.extract.quotes.marked_text import MarkedText
    from workbench.extract.quotes.statement import Span

NAMES = {"PROPN", "NOUN", "PRON"}
NAME = r"[A-Z][\w.'’-]*(?:[ ](?:(?:and|of|the|for|&)[ ])*[A-Z][\w.'’-]*){0,7}"
# a name alone in a paragraph's or sentence's beginning, behind a quotation or a dash: "Talks go on - Ann Lee: “…”"
LABEL = re.compile(rf"(?:^|\n|[.?!”\"][ ]|[ ][-–—―][ ]?)[ ]*(?:(?:More[ ])?[Ff]rom[ ](?:the[ ])?)?(?P<name>{NAME})"
                   r"(?:[ ]\([^()\n]{1,20}\))?[ ]?$")
LABEL_CHARACTERS = 90
LABEL_TOKENS = 20
INVERTED_TOKENS = 8  # behind a verb, its subject: "said the old minister"
BETWEEN = {"ADV", "AUX", "PART"}  # may stand between a subject and its verb


def source_behind(doc: Doc, verb: Token, first: int) -> Span | None:
    """The verb's subject by the parse or, where that is wrong, the noun phrase before or behind it."""
    subject = child(verb, "nsubj")
    if subject is not None and subject.i >= first:
        return noun_phrase(subject)
    if verb.i > first:
        head = next((token for token in reversed(doc[first:verb.i]) if token.pos_ in NAMES), None)
        return (doc[first].idx, head.idx + len(head)) if head is not None else source_of(verb)
    head = _first_noun(doc[verb.i + 1:verb.i + INVERTED_TOKENS])
    return noun_phrase(head) if head is not None else source_of(verb)


def source_before(doc: Doc, verb: Token, since: int, last: int) -> Span | None:
    """Of a finite verb without a subject: the noun before it or, where the verb begins the sentence, the one behind.

    "Her adviser, Ann Lee, said: …", whose name the parser hung elsewhere; "Continued Lee: …".
    """
    if verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN"} or verb.dep_ in {"acl", "advcl", "relcl", "xcomp", "pcomp"} \
            or child(verb, "nsubj", "nsubjpass", "auxpass", "expl") is not None:
        return None
    before = next((token for token in reversed(doc[:verb.i]) if token.idx < since or not (
        token.pos_ in BETWEEN or token.text == ",")), None)
    if before is not None and before.idx >= since and not before.is_space and not before.is_punct:
        return _named(before) if before.pos_ in NAMES else None
    # the noun between a verb that begins the sentence and the colon or comma: nothing else may stand there
    head = _first_noun(doc[verb.i + 1:last])
    return characters(doc, verb.i + 1, head.i + 1) if head is not None else None


def _first_noun(tokens: Iterable[Token]) -> Token | None:
    """The first noun of a stretch, or the one it is compounded with."""
    noun = next((token for token in tokens if token.pos_ in NAMES), None)
    while noun is not None and noun.dep_ == "compound" and noun.head.i > noun.i:
        noun = noun.head
    return noun


def _named(noun: Token) -> Span | None:
    """The noun with what it is put beside: "her adviser, Ann Lee"."""
    span = noun_phrase(noun)
    if span is not None and noun.dep_ == "appos" and noun.head.pos_ == "NOUN" and noun.head.i < noun.i:
        return noun.doc[noun.head.left_edge.i].idx, span[1]
    return span


def find_label(marked: MarkedText, last: int, since: int) -> tuple[Token, Span] | None:
    """MARIA LOPEZ: “…”: the colon before the token `last` and the name before it, where nothing else stands there."""
    colon = next((token for token in reversed(marked.doc[max(0, last - 3):last]) if token.text == ":"), None)
    if colon is None:
        return None
    begin = max(since - 1, colon.idx - LABEL_CHARACTERS, 0)
    found = LABEL.search(marked.text[begin:colon.idx])
    if found is None or (begin and found.start() == 0 and marked.text[begin] not in "\n.?!”\""):
        return None
    span = begin + found.start("name"), begin + found.end("name")
    words = [token for token in marked.doc[max(0, colon.i - LABEL_TOKENS):colon.i] if span[0] <= token.idx < span[1]]
    is_name = all(token.pos_ == "PROPN" or token.text.islower() or not token.is_alpha for token in words)
    return (colon, span) if words and is_name else None
