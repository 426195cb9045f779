"""Which candidates are no statements: without a source, negated, merely possible, or inside what another one says."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from workbench.extract.quotes.cues import verb_cue
from workbench.extract.quotes.phrases import child, is_misread_main, text_of
from workbench.text.spelling import DOUBLE_QUOTES

if TYPE_CHECKING:
    from spacy.tokens import Token

    from workbench.extract.quotes.statement import Statement

# frames whose source is rightly left unsaid: "is expected to", "seems to", "was asked, “…”"
SOURCELESS = {"raised", "raised-passive", "passive", "adverb", "asked"}
UNNAMED = {"name", "identify", "quote"}
MODALS = {"would", "could", "should", "may", "might", "can", "must", "ought", "'d", "’d"}


def keep_statements(statements: list[Statement]) -> list[Statement]:
    """The statements that the text attributes to somebody."""
    standing = [statement for statement in statements if is_attributed(statement)]
    spans = [span for statement in standing if statement.rule != "raised" for span in statement.content]
    starts, ends = sorted(start for start, _ in spans), sorted(end for _, end in spans)
    return [statement for statement in standing if not is_nested(statement, starts, ends)]


def is_attributed(statement: Statement) -> bool:
    """Has the statement a source, and is it said rather than not said, or possibly said?"""
    verb = statement.cue_token
    if statement.source is None and statement.rule not in SOURCELESS:
        return False
    if verb is None or verb.pos_ not in {"VERB", "AUX"} or statement.rule in {"quotation", "asked"}:
        return True
    auxiliaries = {other.lower_ for other in verb.children if other.dep_ == "aux"}
    if statement.rule not in {"clause", "inserted", "raised", "raised-passive"}:
        if auxiliaries & MODALS or ("to" in auxiliaries and not _holds_quotation(statement)):
            return False
        told = _holds_quotation(statement) and child(verb, "agent") is not None
        if verb.dep_ == "acl" and not told and not is_misread_main(verb):
            return False
    return not _is_denied(verb)


def _holds_quotation(statement: Statement) -> bool:
    """"went on to call it “a farce”": quoted words were said, where "to call it late" may have been left undone."""
    text = text_of(statement.cue_token.doc)
    return any(set(text[start:end]) & set(DOUBLE_QUOTES) for start, end in statement.content)


def _is_denied(verb: Token) -> bool:
    """Not said: "did not say", "neither confirmed nor denied", "declined to comment"; "asked not to be named"."""
    around = {other.lower_ for other in [*verb.children, *(verb.head.children if verb.dep_ == "conj" else ())]}
    if any(other.dep_ == "neg" for other in verb.children) or around & {"neither", "nor"}:
        return True
    asked = child(verb, "xcomp")
    if asked is not None and asked.lemma_ in UNNAMED and any(other.dep_ == "neg" for other in asked.children):
        return True
    withheld = child(verb, "xcomp") if verb.lemma_ in {"decline", "refuse"} else None
    cue = verb_cue(withheld.lemma_) if withheld is not None else None
    return cue is not None and (not cue.takes or "clause" in cue.takes)


def is_nested(statement: Statement, starts: list[int], ends: list[int]) -> bool:
    """Does the cue stand in the content of another statement, whose speaker then says it?

    starts, ends: the sorted first characters of all contents, and the sorted characters after them.
    """
    if statement.rule in {"clause", "predicate"} and statement.cue_token.dep_ in {"relcl", "advcl"}:
        return False
    place = statement.cue[0]
    own = sum(start <= place < end for start, end in statement.content) if statement.rule != "raised" else 0
    return bisect_right(starts, place) - bisect_right(ends, place) > own
