"""Statements named by a noun or an adjective: "his warning that …", "her plan to …", "confident that …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.quotes.cues import lexicon, words
from workbench.extract.quotes.sources import source_of
from workbench.extract.quotes.statement import Statement
from workbench.syntax.dependents import VERBAL, child
from workbench.syntax.noun_phrases import noun_phrase, possessor_of
from workbench.syntax.predicates import is_infinitive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from workbench.extract.quotes.cues import Cue
    from workbench.extract.quotes.marked_text import MarkedText
    from workbench.extract.quotes.statement import Span

QUOTATION_TOKENS = 25  # at most, of a quotation before the noun that names it


def find_nominal(marked: MarkedText) -> Iterator[Statement]:
    """The statements that cue nouns and adjectives outside quotation marks take as complements."""
    nouns, adjectives = lexicon("nouns"), lexicon("adjectives")
    for token in marked.doc:
        if marked.quoted[token.i]:
            continue
        noun, adjective = nouns.get(token.lemma_.lower()), adjectives.get(token.lower_)
        statement = None
        if noun is not None and token.pos_ == "NOUN":
            statement = _said_before(marked, token, noun) or _equated(marked, token, noun) \
                or _build(marked, token, noun, "noun", _owner_of(token))
        elif adjective is not None and token.pos_ in {"ADJ", "VERB"} \
                and token.dep_ in {"acomp", "conj", "ROOT", "ccomp", "advcl"} and (bearer := _bearer_of(token)):
            statement = _build(marked, token, adjective, "adjective", bearer)
        elif token.lower_ in words("made") and token.head.lemma_ in {"make", "leave"}:
            statement = _made_known(marked, token)
        if statement is not None:
            yield statement


def _owner_of(noun: Token) -> Span | None:
    """Whose statement a noun names: its possessor, or the subject of the verb it is the object of."""
    owner = possessor_of(noun)
    if owner is not None:
        return noun_phrase(owner)
    verb, is_direct = noun.head, noun.dep_ in {"dobj", "attr"}
    if verb.lemma_ == "have" and noun.lemma_ in words("told"):
        return None
    if noun.dep_ == "pobj" and verb.dep_ == "prep" and verb.head.pos_ == "VERB":
        verb, is_direct = verb.head, True
    return source_of(verb) if is_direct and verb.lemma_ in words("voicing") else None


def _bearer_of(adjective: Token) -> Span | None:
    """The subject of "is confident", "sounds worried"."""
    verb = adjective if child(adjective, "nsubj") is not None else adjective.head
    return source_of(verb) if verb.pos_ in (*VERBAL, "ADJ") else None


def _build(marked: MarkedText, token: Token, cue: Cue, rule: str, source: Span | None) -> Statement | None:
    for other in token.rights:
        if _frame(other) in cue.takes:
            first = other.left_edge.i if other.dep_ != "prep" else other.i + 1
            if spans := marked.spans((first, other.right_edge.i + 1)):
                return Statement(spans, rule, token, source, cue.tone)
    return None


def _made_known(marked: MarkedText, adjective: Token) -> Statement | None:
    """"Made it clear that …"."""
    verb, doc = adjective.head, marked.doc
    clause = next((other for word in (adjective, verb) for other in word.rights if other.i > adjective.i
                   and other.dep_ in {"ccomp", "advcl", "acl"} and child(other, "mark") is not None), None)
    if clause is None or clause.left_edge.i != adjective.i + 1 or doc[adjective.i + 1].lower_ != "that":
        return None
    source, spans = source_of(verb), marked.spans((clause.left_edge.i, clause.right_edge.i + 1))
    return Statement(spans, "made-clear", adjective, source) if source and spans else None


def _frame(other: Token) -> str:
    """What the lexicon calls a complement: clause, infinitive, or the preposition."""
    if other.dep_ == "prep":
        return other.lower_
    if other.dep_ in {"acl", "ccomp", "xcomp"} and other.pos_ in VERBAL:
        if is_infinitive(other):
            return "infinitive"
        if other.dep_ == "ccomp" or any(word.lower_ == "that" for word in other.lefts):
            return "clause"
    return ""


def _said_before(marked: MarkedText, noun: Token, cue: Cue) -> Statement | None:
    """Lopez’s “forty per cent” remark: the quotation stands between the noun and whose it is."""
    doc, quoted, last = marked.doc, marked.quoted, noun.i
    if last < 3 or not quoted[last - 1] or not doc[last - 1].is_quote:
        return None
    first = last - 1
    while first > 1 and last - first < QUOTATION_TOKENS and quoted[first - 1]:
        first -= 1
    owner = doc[first - 1]
    if owner.tag_ == "POS" and first > 1:
        owner = owner.head if owner.head.i < owner.i else doc[first - 2]
    elif owner.tag_ != "PRP$":
        return None
    source, spans = noun_phrase(owner), marked.spans((first, last))
    return Statement(spans, "noun-behind", noun, source, cue.tone) if spans and source else None


def _equated(marked: MarkedText, noun: Token, cue: Cue) -> Statement | None:
    """Her answer was that …, her slogan is “…”: the copula makes content of a clause or a quotation."""
    verb = noun.head
    if "is" not in cue.takes or noun.dep_ != "nsubj" or verb.lemma_ != "be" or verb.i < noun.i:
        return None
    clause, behind = child(verb, "ccomp"), marked.doc[verb.i + 1:verb.i + 3]
    if len(behind) and behind[0].is_quote:
        content = behind.start, behind.end  # made whole with its quotation
    elif clause is not None and clause.i > verb.i and child(clause, "mark") is not None:
        content = clause.left_edge.i, clause.right_edge.i + 1
    else:
        return None
    source, spans = _owner_of(noun), marked.spans(content)
    return Statement(spans, "noun-is", noun, source, cue.tone) if source and spans else None
