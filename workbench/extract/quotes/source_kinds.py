"""What kind of source a statement has, and why it is unnamed, both as the text tells it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.extract.name_forms import words_of
from workbench.extract.quotes.cues import words

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Span as Words
    from spacy.tokens import Token

PERSON, BODY = {"PERSON"}, {"ORG", "GPE", "NORP", "FAC", "LOC"}
DEFINITE = {"the", "his", "her", "their", "its", "this", "that"}
SPOKEN_FOR = ("spokesman", "spokeswoman", "spokesperson", "spokespeople", "spokesmen")
# "who was not authorised to speak publicly", "speaking on condition of anonymity", "asking not to be named"
REASON = re.compile(
    r"\b(?:who|speaking|spoke|asking|citing|on (?:the )?condition|because|requesting|granted)\b"
    r"(?:(?![.;“”\"]\s)[^“”\"\n]){0,120}?"
    r"\b(?:anonym(?:ity|ously)|not (?:to )?be (?:named|identified|quoted)|not (?:been )?authori[sz]ed|"
    r"(?:lacked|without) authori[sz]ation)\b(?:(?![.;“”\"])[^,\n])*")


def kind_of_source(phrase: Words, kinds: Collection[str]) -> str | None:
    """What kind of source a noun phrase is; None for a pronoun of which it cannot be told who is meant.

    Parameters
    ----------
    phrase : Span
        The words of the source.
    kinds : collection of str
        The kinds of the actors that it denotes: person, organisation, state … ; none for nobody known.
    """
    head = phrase.root
    noun = head.lemma_.lower()
    if kinds:
        return "named" if set(kinds) == {"person"} else "organisation"
    if noun in words("polls"):
        return "poll"
    if noun in words("texts") or (noun in words("media") and head.pos_ == "NOUN"):
        return "document"
    if head.pos_ == "PROPN" and noun not in words_of("people"):
        return "named" if _is_person(phrase, head) else "organisation"
    if head.pos_ == "PRON" or head.tag_ in {"WP", "WDT", "PRP", "PRP$"}:
        return "crowd" if noun in words("crowds") else None
    return _kind_of_nameless(phrase, head, noun)


def _is_person(phrase: Words, head: Token) -> bool:
    """Whether a name is a person's, or a word like any other that only a capital makes a name."""
    return head.ent_type_ in PERSON or not any(token.ent_type_ in BODY for token in phrase)


def _kind_of_nameless(phrase: Words, head: Token, noun: str) -> str:
    if noun in words("hidden"):
        return "anonymous"
    if noun in words("crowds"):
        return "crowd"
    if noun in words_of("bodies") | words_of("companies"):
        return "organisation"
    definite = any(token.lower_ in DEFINITE or token.tag_ == "POS" for token in phrase if token.i < head.i)
    if noun in SPOKEN_FOR or definite:
        return "role"
    if head.tag_ in {"NNS", "NNPS"} and noun not in words("officials"):
        return "crowd"
    return "anonymous"


def reason_for_anonymity(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Characters of why a source is unnamed, in the sentence or paragraph [start, end).

    Examples
    --------
    >>> text = "The vote is off, said an official who was not authorised to speak publicly."
    >>> start, end = reason_for_anonymity(text, 0, len(text))
    >>> text[start:end]
    'who was not authorised to speak publicly'
    """
    found = REASON.search(text, start, end)
    return found.span() if found else None
