"""Statements whose content hangs on a cue verb: clauses, infinitives, objects, and clauses the cue stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.quotes import cues
from workbench.extract.quotes.frames import Complement, find_complements
from workbench.extract.quotes.phrases import characters, verb_group
from workbench.extract.quotes.sources import source_of
from workbench.extract.quotes.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from workbench.extract.quotes.cues import Cue

# frame of the parse -> what the lexicon calls it
TAKEN_AS = {
    "clause": "clause", "bare clause": "clause", "wh-clause": "clause", "fronted": "clause", "inserted": "clause",
    "as-inserted": "clause", "relative": "clause", "gerund": "gerund", "infinitive": "infinitive",
    "object-infinitive": "object to", "object+infinitive": "object to", "object+gerund": "object",
    "object": "object", "object+predicate": "predicate", "object+as": "predicate", "predicate": "predicate",
    "passive-predicate": "predicate", "passive": "object", "object+small clause": "addressee", "small clause": "clause",
}


def find_indirect(doc: Doc, quoted: list[bool]) -> Iterator[Statement]:
    """The statements that cue verbs outside quotation marks take as complements."""
    lexicon = cues.verbs()
    for verb in doc:
        if verb.pos_ not in {"VERB", "AUX"} or quoted[verb.i]:
            continue
        cue = lexicon.get(verb.lemma_.lower())
        if cue is None:
            continue
        best = choose(verb, cue)
        if best is not None:
            yield build(doc, verb, cue, best)


def choose(verb: Token, cue: Cue) -> Complement | None:
    """The complement that is the content, if the cue takes one of this kind."""
    fitting = [complement for complement in find_complements(verb) if accepts(verb, cue, complement)]
    order = ["clause", "bare clause", "wh-clause", "fronted", "object+small clause"]
    fitting.sort(key=lambda complement: order.index(complement.frame) if complement.frame in order else 9)
    return fitting[0] if fitting else None


def accepts(verb: Token, cue: Cue, complement: Complement) -> bool:
    """Does the lexicon say that `cue` reports with a complement of this frame?"""
    frame = complement.frame
    if frame.startswith("prep "):
        return frame[5:] in cue.takes
    if frame.startswith("object+") and frame not in TAKEN_AS:
        return "object" in cue.takes
    taken = TAKEN_AS.get(frame)
    if frame in {"object+as", "object+predicate"} and "object" in cue.takes:
        return True
    if frame == "relative":
        return False
    if frame == "object" and "addressee" in cue.takes:
        return False
    return taken in cue.takes


def build(doc: Doc, verb: Token, cue: Cue, complement: Complement) -> Statement:
    spans = [span for span in (characters(doc, *part) for part in complement.ranges) if span]
    group = verb_group(verb)
    return Statement(
        content=spans, rule=complement.frame.replace(" ", "-"), cue=(verb.idx, verb.idx + len(verb)), cue_token=verb,
        source=source_of(verb), tone=cue.tone, lemma=cue.lemma, details={"group": group, "head": complement.head},
    )
