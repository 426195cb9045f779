"""Statements whose content hangs on a cue verb: clauses, infinitives, objects, and clauses the cue stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.quotes.cues import verb_cue
from workbench.extract.quotes.frames import Complement, find_complements
from workbench.extract.quotes.phrases import characters, child, verb_group
from workbench.extract.quotes.sources import source_of
from workbench.extract.quotes.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from workbench.extract.quotes.cues import Cue


def find_indirect(doc: Doc, quoted: list[bool]) -> Iterator[Statement]:
    """The statements that cue verbs outside quotation marks take as complements."""
    for verb in doc:
        cue = verb_cue(verb.lemma_)
        if cue is None or quoted[verb.i] or verb.pos_ not in {"VERB", "AUX"} or verb.dep_ in {"aux", "auxpass", "amod"}:
            continue
        complement = next((one for one in find_complements(verb) if accepts(cue, one)), None)
        if complement is not None:
            yield build(doc, verb, cue, complement)


def accepts(cue: Cue, complement: Complement) -> bool:
    """Does the lexicon say that `cue` reports with a complement of this frame?"""
    frame, takes = complement.frame, cue.takes
    if frame in {"inserted", "as-inserted"}:
        return "clause" in takes
    if frame == "object-clause":
        return "addressee" in takes or "predicate" in takes
    if frame == "object":
        return "object" in takes and "addressee" not in takes
    if frame == "predicate":
        return bool(takes & {"predicate", "object"})
    if frame.startswith("object-") and frame != "object-to":
        return "object" in takes
    if frame == "raised-passive":
        return bool(takes & {"clause", "infinitive", "predicate", "object-to"})
    if frame == "passive":
        return "object" in takes or ("predicate" in takes and complement.head.dep_ == "prep")
    return frame in takes


def build(doc: Doc, verb: Token, cue: Cue, complement: Complement) -> Statement:
    """The statement that `verb` makes of its complement."""
    ranges = complement.ranges
    if complement.frame == "object-clause" and child(verb, "dobj") is not None:
        ranges = [(complement.head.left_edge.i, complement.head.right_edge.i + 1)]
    spans = [span for span in (characters(doc, *part) for part in ranges) if span]
    return Statement(
        content=spans, rule=complement.frame, cue=(verb.idx, verb.idx + len(verb)), cue_token=verb,
        source=None if complement.frame == "raised" else source_of(verb), tone=cue.tone, lemma=cue.lemma,
        details={"group": verb_group(verb), "head": complement.head},
    )
