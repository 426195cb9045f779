"""Quotations and the clause beside them that says whose words they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.quotes.cues import verb_cue
from workbench.extract.quotes.phrases import SUBJECTS, child
from workbench.extract.quotes.sources import source_of
from workbench.extract.quotes.statement import Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from workbench.extract.quotes.marks import Quotation


def find_direct(doc: Doc, quotations: list[Quotation], quoted: list[bool]) -> tuple[list[Statement], set[int]]:
    """Statements made of whole quotations, and the tokens taken as their cues."""
    text = doc.text
    starts = {token.idx: token.i for token in doc}
    statements: list[Statement] = []
    taken: set[int] = set()
    by_cue: dict[int, Statement] = {}
    last: tuple[Quotation, Statement] | None = None
    for number, quotation in enumerate(quotations):
        following = quotations[number + 1].start if number + 1 < len(quotations) else len(text)
        previous = quotations[number - 1].end if number else 0
        cue = cue_after(doc, starts, quotation, following) or cue_before(doc, starts, quotation, previous)
        if cue is not None:
            if cue.i in by_cue:
                by_cue[cue.i].content.append((quotation.start, quotation.end))
                last = (quotation, by_cue[cue.i])
                continue
            entry = verb_cue(cue.lemma_)
            statement = Statement([(quotation.start, quotation.end)], "quotation", (cue.idx, cue.idx + len(cue)), cue,
                                  source_of(cue), entry.tone if entry else "neutral", cue.lemma_.lower())
            statements.append(statement)
            by_cue[cue.i] = statement
            taken.add(cue.i)
            last = (quotation, statement)
        elif last is not None and follows_on(text, last[1], quotation):
            last[1].content.append((quotation.start, quotation.end))
            last = (quotation, last[1])
    return statements, taken


def first_token(starts: dict[int, int], text: str, position: int, end: int) -> int | None:
    while position < end:
        if position in starts:
            return starts[position]
        position += 1
    return None


def cue_after(doc: Doc, starts, quotation: Quotation, until: int) -> Token | None:
    """The verb of the clause right behind the quotation: "…," she said / said the minister."""
    text = doc.text
    inner = text[quotation.inner_start:quotation.inner_end].rstrip()
    if not quotation.closed or not inner:
        return None
    tail = text[quotation.end:quotation.end + 2]
    if not (inner[-1] in ",?!—–-…" or tail.startswith(",") or tail[:2] == " ," ):
        return None
    index = first_token(starts, text, quotation.end, min(until, quotation.end + 60))
    if index is None:
        return None
    stop = text.find("\n", quotation.end)
    stop = len(text) if stop < 0 else stop
    for token in doc[index:index + 40]:
        if token.idx >= min(until, stop) or (token.text in {".", ";", ":"} ):
            return None
        if token.pos_ in {"VERB", "AUX"}:
            if token.dep_ in {"relcl", "acl", "aux", "auxpass"}:
                continue
            if verb_cue(token.lemma_) is not None or subject_beside(token, index):
                return token
            return None
    return None


def subject_beside(verb: Token, first: int) -> bool:
    """Is the verb with its subject all there is between quotation and here?"""
    subject = child(verb, *SUBJECTS)
    return subject is not None and (subject.left_edge.i <= first + 1 or verb.i <= first + 1)


def cue_before(doc: Doc, starts, quotation: Quotation, since: int) -> Token | None:
    """The verb of the clause that ends with a comma or colon before the quotation."""
    text = doc.text
    before = text[since:quotation.start].rstrip()
    if not before or before[-1] not in ",:":
        return None
    index = starts.get(quotation.start)
    if index is None:
        return None
    for token in reversed(doc[max(0, index - 40):index]):
        if token.idx < since or "\n" in token.text or token.text in {".", "?", "!"}:
            return None
        cue = verb_cue(token.lemma_)
        if token.pos_ == "VERB" and cue is not None:
            return token
    return None


def follows_on(text: str, statement: Statement, quotation: Quotation) -> bool:
    """Does the quotation stand in the same paragraph, right after the sentence that attributed the one before?"""
    gap = text[max(end for _, end in statement.content):quotation.start]
    return "\n" not in gap and len(gap) < 300 and gap.rstrip()[-1:] in ".:,"
