"""What the trained model makes of stances: it weighs the rows of the rules, and judges speakers where there is none.

The rules say why; the model has read more ways to be for or against something. What it thinks of a row of the rules
moves the row's confidence; an issue in somebody's words that no rule judges is a row where the model is sure enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from workbench.extract.stance.how_sure import confidence_of
from workbench.model.attitude_model import POSITIONS, load_model, mark, put_before
from workbench.syntax.noun_phrases import bare_noun_phrase

if TYPE_CHECKING:
    from spacy.tokens import Span

    from workbench.extract.reading import Reading, Row
    from workbench.extract.stance.issue_wordings import IssueMention
    from workbench.extract.stance.judging_state import Judgement
    from workbench.extract.stance.speech import Speeches

LEAST_OF_MODEL = 0.6   # from it on the model's own judgement is a row
RULE = "model"
SHORT_WORDS = 12  # a row's sentence of fewer is read with the one before it: the time is that of the words read


class Candidate(NamedTuple):
    """A row whose position is open or to be weighed, and the text in which its holder is marked."""

    row: Row
    marked: str
    is_told: bool = False  # by the article itself, no speech around it


def weigh(found: Sequence[tuple[Row, Judgement]], unjudged: Sequence[tuple[Span, IssueMention]],
          reading: Reading, speeches: Speeches) -> list[Row]:
    """The rows of the rules and those that the model adds, with their confidence."""
    judged = [Candidate(row, _marked(reading, row, judgement), speeches.around(judgement) is None)
              for row, judgement in found]
    taken = {(row["issue"], row["evidence"]) for row, _ in found}
    spoken = list({(one.row["issue"], one.row["evidence"], one.row["actor"]): one for sentence, mention in unjudged
                   for one in _spoken(reading, speeches, sentence, mention)
                   if (mention.issue, one.row["evidence"]) not in taken}.values())
    candidates = [*judged, *spoken]
    propositions = {issue.id: issue.proposition for issue in reading.settings.issues}
    chances = load_model().judge_positions([one.marked for one in candidates],
                                           [propositions[one.row["issue"]] for one in candidates])
    rows = []
    for number, (candidate, of_each) in enumerate(zip(candidates, chances, strict=True)):
        row, is_rule = candidate.row, number < len(judged)
        if not is_rule:
            row["position"] = POSITIONS[1 + int(of_each[1:].argmax())]
        chance = float(of_each[POSITIONS.index(row["position"])])
        if is_rule or chance >= LEAST_OF_MODEL:
            rows.append({**row, "confidence": confidence_of(row, chance, not is_rule, candidate.is_told)})
    return rows


def _marked(reading: Reading, row: Row, judgement: Judgement) -> str:
    """The sentence of a row with its holder marked: as the judgement names it, or the speaker."""
    sentence = judgement.decider.sent
    if judgement.holder is not None and judgement.holder.sent == sentence:
        return _in_context(sentence, bare_noun_phrase(judgement.holder))
    return _in_context(sentence, None, _name_of(reading, row["actor"]) or row["holder_text"] or "")


def _spoken(reading: Reading, speeches: Speeches, sentence: Span, mention: IssueMention) -> list[Candidate]:
    """A candidate for each speaker of the words in which an issue is mentioned."""
    quote = speeches.quote_at(reading.doc[mention.anchor].idx)
    if quote is None:
        return []
    first, last = reading.doc[mention.tokens[0]], reading.doc[mention.tokens[-1]]
    row = {"article": reading.article, "issue": mention.issue, "position": "", "said_on": quote.get("said_on"),
           "basis": "own words" if quote["kind"] == "direct" else "reported speech", "said_by": None,
           "evidence": sentence.text.strip(), "start": first.idx, "end": last.idx + len(last), "rule": RULE,
           "holder_text": quote.get("source")}
    start, end = quote.get("source_start"), quote.get("source_end")
    holder = (start, end) if start is not None and end is not None and \
        sentence.start_char <= start < end <= sentence.end_char else None
    return [Candidate({**row, "actor": actor},
                      _in_context(sentence, holder, _name_of(reading, actor) or "", with_context=True))
            for actor in (quote["speakers"] or ([None] if quote.get("source") else []))
            if holder or actor]


def _name_of(reading: Reading, actor: str | None) -> str | None:
    return reading.cast.actors[actor].name if actor in reading.cast.actors else None


def _in_context(sentence: Span, holder: tuple[int, int] | None, name: str = "", with_context: bool = False) -> str:
    """The sentence, its holder marked in it or named before it; a short one always after the one before."""
    begin = sentence.start_char
    marked = put_before(name, sentence.text) if holder is None else \
        mark(sentence.text, (holder[0] - begin, holder[1] - begin))
    is_read = sentence.start and (with_context or len(sentence) < SHORT_WORDS)
    before = sentence.doc[sentence.start - 1].sent.text if is_read else ""
    return " ".join(f"{before} {marked}".split())
