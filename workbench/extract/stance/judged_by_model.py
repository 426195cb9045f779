"""What the trained model makes of stances: it weighs the rows of the rules, and judges speakers where there is none.

The rules say why; the model has read more ways to be for or against something. What it thinks of a row of the rules
moves the row's confidence; an issue in somebody's words that no rule judges is a row where the model is sure enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

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
LEAST_OF_FOLLOWING = 0.65  # and where the issue itself is worded in a sentence before
RULE = "model"
SHORT_WORDS = 12  # a row's sentence of fewer is read with the one before it: the time is that of the words read


class Candidate(NamedTuple):
    """A row whose position is open or to be weighed, and the texts to read, in each of which its holder is marked."""

    row: Row
    marked: tuple[str, ...]
    least: float = 0.0  # from this probability on it is a row
    is_told: bool = False


class Unjudged(NamedTuple):
    """What the rules leave open: mentions of an issue, and sentences soon after one, with the issue."""

    mentions: Sequence[tuple[Span, IssueMention]]
    following: Sequence[tuple[Span, str]]


def weigh(found: Sequence[tuple[Row, Judgement]], unjudged: Unjudged, reading: Reading,
          speeches: Speeches) -> list[Row]:
    """The rows of the rules and those that the model adds, with their confidence."""
    judged = [Candidate(row, (_marked(reading, row, judgement),), is_told=speeches.around(judgement) is None) for row, judgement in found]
    taken = {(row["issue"], row["evidence"]) for row, _ in found}
    open_ones = [*(one for sentence, mention in unjudged.mentions
                   for one in _spoken(reading, speeches, sentence, mention)),
                 *(one for sentence, issue in unjudged.following for one in _quoted(reading, speeches, sentence, issue))]
    spoken = list({(one.row["issue"], one.row["evidence"], one.row["actor"]): one for one in reversed(open_ones)
                   if (one.row["issue"], one.row["evidence"]) not in taken}.values())
    candidates = [*judged, *spoken]
    rows = []
    for number, (candidate, of_each) in enumerate(zip(candidates, _chances(candidates, reading), strict=True)):
        row, is_rule = candidate.row, number < len(judged)
        if not is_rule:
            row["position"] = POSITIONS[1 + int(of_each[1:].argmax())]
        chance = float(of_each[POSITIONS.index(row["position"])])
        if chance >= candidate.least:
            rows.append({**row, "confidence": confidence_of(row, chance, not is_rule, candidate.is_told)})
    return rows


def _chances(candidates: Sequence[Candidate], reading: Reading) -> list[np.ndarray]:
    """The model's probabilities for each candidate: the mean over the texts in which it is read."""
    propositions = {issue.id: issue.proposition for issue in reading.settings.issues}
    texts = [(marked, propositions[one.row["issue"]]) for one in candidates for marked in one.marked]
    read = iter(load_model().judge_positions(*zip(*texts, strict=True))) if texts else iter(())
    return [np.mean([next(read) for _ in one.marked], axis=0) for one in candidates]


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
    return _of_speakers(reading, quote, sentence, mention.issue, (first.idx, last.idx + len(last)), LEAST_OF_MODEL)


def _quoted(reading: Reading, speeches: Speeches, sentence: Span, issue: str) -> list[Candidate]:
    """A candidate for each speaker of a sentence in quotation marks, or in part so, that follows an issue."""
    quoted = ((quote, max(start, sentence.start_char), min(end, sentence.end_char)) for quote in speeches.quotes
              if quote["kind"] == "direct" for start, end in quote["content_spans"]
              if start < sentence.end_char and sentence.start_char < end)
    return [one for quote, start, end in quoted
            for one in _of_speakers(reading, quote, sentence, issue, (start, end), LEAST_OF_FOLLOWING, twice=True)]


def _of_speakers(reading: Reading, quote: Row, sentence: Span, issue: str, shown: tuple[int, int], least: float,
                 twice: bool = False) -> list[Candidate]:
    """A candidate for each speaker of words that may show where they stand, at the characters `shown`."""
    row = {"article": reading.article, "issue": issue, "position": "", "said_on": quote.get("said_on"),
           "basis": "own words" if quote["kind"] == "direct" else "reported speech", "said_by": None,
           "evidence": sentence.text.strip(), "start": shown[0], "end": shown[1], "rule": RULE,
           "holder_text": quote.get("source")}
    start, end = quote.get("source_start"), quote.get("source_end")
    holder = (start, end) if start is not None and end is not None and \
        sentence.start_char <= start < end <= sentence.end_char else None
    return [Candidate({**row, "actor": actor},
                      tuple(_in_context(sentence, holder, _name_of(reading, actor) or "", with_context)
                            for with_context in ((True, False) if twice else (True,))), least)
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
