"""Which candidates are no statements: without a source, negated, merely possible, or inside what another one says."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from workbench.extract.quotes.cues import verb_cue, words
from workbench.syntax.dependents import VERBAL, child, children
from workbench.syntax.negation import is_negated
from workbench.syntax.predicates import is_infinitive, is_misread_participle
from workbench.text.spelling import DOUBLE_QUOTES

if TYPE_CHECKING:
    from spacy.tokens import Token

    from workbench.extract.quotes.marked_text import MarkedText
    from workbench.extract.quotes.statement import Statement

# frames whose source is rightly left unsaid: "is expected to", "seems to", "was asked, “…”"
SOURCELESS = {"raised", "raised-passive", "passive", "adverb", "asked"}
WORDS_THEMSELVES = {"quotation", "asked"}  # rules whose content was said, whatever the mood of the cue
CLAUSAL = {"clause", "inserted", "raised", "raised-passive"}  # of those, only a denied cue is none: "would say that …"
NEITHER = {"neither", "nor"}
UNNAMED = {"name", "identify", "quote"}  # "asked not to be named"
WITHHOLDING = {"decline", "refuse"}      # "declined to comment"


def keep_statements(marked: MarkedText, statements: list[Statement]) -> list[Statement]:
    """The statements that the text attributes to somebody."""
    standing = [statement for statement in statements if _is_attributed(marked, statement)]
    spans = [span for statement in standing if statement.rule != "raised" for span in statement.content]
    starts, ends = sorted(start for start, _ in spans), sorted(end for _, end in spans)
    return [statement for statement in standing if not _is_nested(statement, starts, ends)]


def _is_attributed(marked: MarkedText, statement: Statement) -> bool:
    """Whether a statement has a source, and is said rather than not said, or possibly said."""
    verb = statement.cue_token
    if statement.source is None and statement.rule not in SOURCELESS:
        return False
    if verb.pos_ not in VERBAL or statement.rule in WORDS_THEMSELVES:
        return True
    if _is_denied(verb) or _is_mere_case(verb):
        return False
    return statement.rule in CLAUSAL or _is_real(marked, statement)


def _is_mere_case(verb: Token) -> bool:
    """"Would go if the owners promised to pay": nobody has said it yet."""
    mark = child(verb, "mark")
    return verb.dep_ == "advcl" and mark is not None and mark.lower_ in words("conditions")


def _is_real(marked: MarkedText, statement: Statement) -> bool:
    """Whether it was said: not "could call it late", nor, without quoted words, "to call it late"."""
    verb = statement.cue_token
    # "went on to call it “a farce”": quoted words were said
    quoted = any(set(marked.text[start:end]) & set(DOUBLE_QUOTES) for start, end in statement.content)
    if any(aux.lower_ in words("possible") for aux in children(verb, "aux")) or (
            is_infinitive(verb) and not quoted and verb.head.lemma_ not in words("doing")):
        return False
    return verb.dep_ != "acl" or is_misread_participle(verb) or (quoted and child(verb, "agent") is not None)


def _is_denied(verb: Token) -> bool:
    """Not said: "did not say", "neither confirmed nor denied", "declined to comment"; "asked not to be named"."""
    joined = verb.head.children if verb.dep_ == "conj" else ()
    if is_negated(verb) or any(word.lower_ in NEITHER for word in joined):
        return True
    inner = child(verb, "xcomp")
    if inner is None:
        return False
    cue = verb_cue(inner.lemma_)
    withheld = verb.lemma_ in WITHHOLDING and cue is not None and (not cue.takes or "clause" in cue.takes)
    return withheld or (inner.lemma_ in UNNAMED and is_negated(inner))


def _is_passed_on(verb: Token) -> bool:
    """"The mayor said it was late, his wife told reporters": both have said it."""
    above = verb.head
    return verb.dep_ == "ccomp" and verb.i < above.i and verb_cue(above.lemma_) is not None


def _is_nested(statement: Statement, starts: list[int], ends: list[int]) -> bool:
    """Whether the cue stands in the content of another statement, whose speaker then says it.

    starts, ends: the sorted first characters of all contents, and the sorted characters after them.
    """
    if statement.rule in {"clause", "predicate"} and statement.cue_token.dep_ in {"relcl", "advcl"}:
        return False
    if statement.rule == "clause" and _is_passed_on(statement.cue_token):
        return False
    place = statement.cue[0]
    own = statement.rule != "raised" and statement.says(place)
    return bisect_right(starts, place) - bisect_right(ends, place) > own
