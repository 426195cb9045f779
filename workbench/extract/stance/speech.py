"""In whose words a judgement stands: those of a quotation's speaker, or of who says the clause it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from workbench.extract.stance.holders import actors_of, holder_of, is_animate
from workbench.extract.stance.stance_words import stance_words, words_of
from workbench.syntax.clauses import is_clause
from workbench.syntax.dependents import children
from workbench.syntax.noun_phrases import bare_noun_phrase

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from workbench.extract.reading import Reading, Row
    from workbench.extract.stance.judging_state import Judgement


class Speech(NamedTuple):
    """Whose words a stretch of text is: a row of the quotes, or a verb of saying above it."""

    speakers: Sequence[str]
    source: str | None
    basis: str
    said_on: date | None = None
    passed_on: str | None = None  # actor in whose words the speaker's stand: "he would go, Castro said she had said"


def is_said(judgement: Judgement) -> bool:
    """Whether the article names an act of speech: "urged the board to build it"; not "has long rejected it"."""
    word, operator = judgement.decider, judgement.operator
    if operator is None:
        return False
    first = operator.word.split()[0]
    lasts = bool(children(word, "aux", "auxpass")) or word.tag_ in ("VBP", "VBZ", "VBN")
    return first in words_of("said_once") or (first in words_of("said_or_meant") and word.pos_ == "VERB" and not lasts)


class Speeches:
    """What is said in one text."""

    def __init__(self, reading: Reading):
        self.reading = reading
        self.quotes = [row for row in reading.rows.get("quotes", []) if self._is_speech(row)]

    def _is_speech(self, row: Row) -> bool:
        """Words said; not what a stance word governs, which some also count as a report: "rejected the plan"."""
        cue = self._cue(row)
        takes_stance = any(token.lemma_.lower() in stance_words() - words_of("speech") for token in cue)
        if row["kind"] != "indirect" or not takes_stance:
            return True
        content = self._span(*row["content_spans"][0])
        return content is not None and is_clause(content)  # "insists that X is Y", not "insists on X"

    def _span(self, start: int, end: int) -> Span | None:
        return self.reading.doc.char_span(start, end, alignment_mode="expand")

    def _cue(self, row: Row) -> list[Token]:
        start = row.get("cue_start")
        return [] if start is None else list(self._span(start, row["cue_end"]) or ())

    def quote_at(self, offset: int) -> Row | None:
        """The innermost quotation or report that a character stands in."""
        holding = [(end - start, number) for number, row in enumerate(self.quotes)
                   for start, end in row["content_spans"] if start <= offset < end]
        return self.quotes[min(holding)[1]] if holding else None

    def around(self, judgement: Judgement) -> Speech | None:
        """Whose words a judgement stands in; None for the narrator's own."""
        row = self.quote_at(judgement.decider.idx)
        if row is not None:
            basis = "own words" if row["kind"] == "direct" else "narration" if self._is_deed(row) else "reported speech"
            return Speech(row["speakers"], row.get("source"), basis, row.get("said_on"), self._passed_on(row))
        for token in (judgement.decider, *judgement.decider.ancestors):
            source = _source_above(token)
            if source is None or source == judgement.holder:
                continue
            actors = actors_of(source, self.reading.cast)
            if actors or is_animate(source):
                return Speech(actors, self.reading.text[slice(*bare_noun_phrase(source))], "reported speech")
        return None

    def _is_deed(self, row: Row) -> bool:
        """Whether a report tells what somebody decided or thinks, not what they said: "ruled that", "agree that"."""
        return any(token.lemma_.lower() in words_of("deeds") for token in self._cue(row))

    def _passed_on(self, row: Row) -> str | None:
        """The speaker of the words that hold a whole report, with who makes it."""
        start = row.get("cue_start")
        outer = self.quote_at(start) if start is not None else None
        others = [actor for actor in outer["speakers"] if actor not in row["speakers"]] if outer is not None else []
        return others[0] if others and row["speakers"] else None

    def is_denied(self, offset: int) -> bool:
        """Whether the report that a character stands in takes back what it reports."""
        row = self.quote_at(offset)
        return row is not None and any(token.lemma_.lower() in words_of("denials") for token in self._cue(row))


def _source_above(token: Token) -> Token | None:
    """Who says the clause of `token`: the doer of "say" above it, or the noun of "according to" beside it."""
    if token.dep_ == "ccomp" and token.head.lemma_.lower() in words_of("speech"):
        return holder_of(token.head)
    if token.dep_ in ("ccomp", "csubj") and token.head.lower_ == "clear" and token.head.head.lemma_ == "make":
        return holder_of(token.head.head)
    according = next((word for word in token.children if word.lower_ == "according"), None)
    if according is None:
        return None
    return next((thing for prep in according.children for thing in prep.children if thing.dep_ == "pobj"), None)
