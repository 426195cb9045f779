"""The stance layer: each judgement of an issue as a row, with whose it is and in whose words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from workbench.extract.name_forms import words_of as naming
from workbench.extract.stance.anaphora import Thread
from workbench.extract.stance.holders import actors_of, behind, is_animate
from workbench.extract.stance.how_sure import LEAST, confidence_of
from workbench.extract.stance.issue_phrases import compile_wordings
from workbench.extract.stance.issue_wordings import IssueMention, find_wordings
from workbench.extract.stance.judged_by_model import weigh
from workbench.extract.stance.judging import judge
from workbench.extract.stance.judging_beside import judge_after, put_first
from workbench.extract.stance.judging_state import Judgement, Scene
from workbench.extract.stance.speech import Speech, Speeches, is_said
from workbench.extract.stance.stance_words import words_of
from workbench.syntax.dependents import children
from workbench.syntax.noun_phrases import bare_noun_phrase
from workbench.syntax.subjects import FIRST_PERSON

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from workbench.extract.reading import Reading, Row

TAKEN_UP = "taken up: "
# rules by which a word with a subject of its own judges
GOVERNING = ("verb", "noun", "adjective", "against", "participle")


class Holding(NamedTuple):
    """Whose stance a row tells: an actor, or only what the text calls them, and who ascribes it to them."""

    actor: str | None
    text: str | None
    said_by: str | None = None


def find_stances(reading: Reading) -> list[Row]:
    """Rows of the layer stances: each assertion that an actor supports, opposes, accepts or leaves open an issue."""
    if not reading.settings.issues:
        return []
    stances = Stances(reading)
    found = _distinct(stances.find())
    rows = [{**row, "confidence": confidence_of(row, is_told=stances.speeches.around(judgement) is None)}
            for row, judgement in found] if reading.settings.method == "rules" else \
        weigh(found, stances.unjudged, reading, stances.speeches)
    return [row for row in sorted(rows, key=lambda row: (row["start"], row["end"])) if row["confidence"] >= LEAST]


def stances_with_rows(reading: Reading) -> list[tuple[Row, Judgement]]:
    """The rows that the rules make of a text, each with the judgement it was made of."""
    return _distinct(Stances(reading).find()) if reading.settings.issues else []


class Stances:
    """The stances of one text."""

    def __init__(self, reading: Reading):
        self.reading, self.doc, self.cast = reading, reading.doc, reading.cast
        self.speeches = Speeches(reading)
        self.unjudged: list[tuple[Span, IssueMention]] = []  # mentions of an issue of which the rules make no row
        self.thread = Thread(compile_wordings(reading.settings.issues, reading.settings.actors))

    def find(self) -> Iterator[tuple[Row, Judgement]]:
        """The rows that each sentence's mentions of issues make, in order."""
        for number, sentence in enumerate(self.doc.sents):
            worded = find_wordings(sentence, self.thread.wordings, self.cast, self.thread.known(sentence))
            for mention in worded:
                self.thread.note(number, mention, self.doc)
            mentions = [*worded, *self.thread.find_anaphora(number, sentence, worded, self.cast)]
            if not mentions or sentence.text.rstrip(" ”\"’'\n").endswith("?"):
                continue
            for mention in self._bare(sorted(mentions, key=lambda mention: mention.tokens)):
                made = [(judgement, self._rows(judgement, sentence))
                        for judgement in self._judge(mention, sentence, worded)]
                if not any(rows for _, rows in made):
                    self.unjudged.append((sentence, mention))
                for judgement, rows in made:
                    yield from ((row, judgement) for row in rows)
                    if rows and rows[0]["position"] in ("support", "oppose"):
                        self.thread.signs[mention.issue] = (number, 1 if rows[0]["position"] == "support" else -1)

    def _bare(self, mentions: list[IssueMention]) -> list[IssueMention]:
        """Without those narrowed by another: "a deal that requires Kyiv to withdraw" is about the withdrawal."""
        def narrowed(mention: IssueMention) -> bool:
            clauses = [clause for clause in children(self.doc[mention.anchor], "acl", "relcl")
                       if clause.lemma_.lower() in words_of("carriers")]
            return any(other.issue != mention.issue and self.doc[other.tokens[-1]] in clause.subtree
                       for clause in clauses for other in mentions)

        return [mention for mention in mentions if not narrowed(mention)]

    def _judge(self, mention: IssueMention, sentence: Span, worded: list[IssueMention]) -> list[Judgement]:
        quote = self.speeches.quote_at(self.doc[mention.anchor].idx)
        spans = quote["content_spans"] if quote else []
        scene = Scene(mention, self.doc, self._same, lambda token: any(s <= token.idx < e for s, e in spans))
        judged = [*judge(scene), *judge_after(scene, sentence, worded)]
        if not judged and quote is not None and quote["kind"] == "direct":
            judged = put_first(scene, sentence)
        # what takes an issue up does so only under a word that says what is thought of it
        return [one for one in judged if not mention.is_anaphor or one.rule in (*GOVERNING, "evaluation")]

    def _same(self, one: Token | None, other: Token | None) -> bool:
        """Whether two heads of phrases denote the same actor."""
        if one is None or other is None:
            return one is other
        mine, theirs = ({self.cast.side(actor) for actor in actors_of(head, self.cast)} for head in (one, other))
        return one.i == other.i or bool(mine & theirs)

    # ---- whose it is

    def _rows(self, judgement: Judgement, sentence: Span) -> list[Row]:
        if self.speeches.is_denied(judgement.decider.idx):
            return []
        speech = self.speeches.around(judgement)
        row = self._row(judgement, speech, sentence)
        holder = self.cast.beyond_dateline(judgement.holder) if judgement.holder is not None else None
        if holder is not None and holder.pos_ == "NOUN" and not is_animate(holder) and not actors_of(holder, self.cast):
            holder = behind(holder) or holder  # "a letter from the relatives asked for it"
        holdings = self._by_speakers(speech) if holder is None else self._by_holder(judgement, holder, speech)
        return [{**row, "actor": one.actor, "holder_text": one.text, "said_by": one.said_by} for one in holdings]

    @staticmethod
    def _by_speakers(speech: Speech | None, named_only: bool = False) -> list[Holding]:
        """Whoever speaks holds it."""
        if speech is None:
            return []
        nameless = [Holding(None, speech.source)] if speech.source and not named_only else []
        return [Holding(actor, speech.source, speech.passed_on) for actor in speech.speakers] or nameless

    def _by_holder(self, judgement: Judgement, holder: Token, speech: Speech | None) -> list[Holding]:
        """Whose it is where a judgement has a holder: the holder's, or the speaker's who judges through it."""
        actors = actors_of(holder, self.cast)
        if not actors and not self._may_hold(holder, judgement, speech):
            return []
        if speech is not None:
            if self._is_own(actors, holder, speech):
                return self._by_speakers(speech)
            if judgement.rule == "condition":
                return self._by_speakers(speech, named_only=True)
            if judgement.rule in ("decision", "refusal"):  # what others will do is foretold, not wanted
                accepts = holder.tag_ in ("NNS", "NNPS") and judgement.openness == "conditional"
                return self._by_speakers(speech, named_only=True) if accepts and not actors else []
        said_by = next(iter(speech.speakers), None) if speech is not None else None
        text = self.reading.text[slice(*bare_noun_phrase(holder))]
        if actors:
            return [Holding(actor, text, said_by) for actor in actors]
        return [Holding(None, text, said_by)] if is_animate(holder) else self._by_speakers(speech, named_only=True)

    @staticmethod
    def _may_hold(holder: Token, judgement: Judgement, speech: Speech | None) -> bool:
        """A thing holds no stance: "negotiations seeking to end the war"; but a speaker may judge through one."""
        if is_animate(holder) or holder.pos_ == "PRON" or holder.tag_ == "EX":
            return True
        return speech is not None and judgement.rule not in GOVERNING

    def _is_own(self, actors: list[str], holder: Token, speech: Speech) -> bool:
        """Whether the holder is the speaker, or the state or body the speaker speaks for."""
        if holder.lower_ in FIRST_PERSON or holder.tag_ == "EX":
            return True
        if actors:
            own = {*speech.speakers, *(self.cast.side(speaker) for speaker in speech.speakers)}
            return bool(set(actors) & own)
        if not is_animate(holder) and holder.pos_ != "PRON":
            return True
        is_body = holder.lower_ in naming("bodies") | naming("own") and any(
            word.lower_ in ("the", "our", "this") for word in holder.lefts)
        backed = not speech.speakers or any(self.cast.side(speaker) != speaker for speaker in speech.speakers)
        return is_body and backed

    def _row(self, judgement: Judgement, speech: Speech | None, sentence: Span) -> Row:
        position = judgement.openness or ("support" if judgement.sign > 0 else "oppose")
        places = [*judgement.mention.tokens, judgement.decider.i]
        first, last = self.doc[min(places)], self.doc[max(places)]
        told = "reported speech" if is_said(judgement) else "narration"
        return {"article": self.reading.article, "issue": judgement.mention.issue, "position": position,
                "basis": speech.basis if speech else told, "said_on": speech.said_on if speech else None,
                "evidence": sentence.text.strip(), "start": first.idx, "end": last.idx + len(last),
                "rule": (TAKEN_UP if judgement.mention.is_anaphor else "") + judgement.rule}


def _distinct(found: Iterable[tuple[Row, Judgement]]) -> list[tuple[Row, Judgement]]:
    """Rows that say different things: one for each holder, issue, position and stretch that isn't inside another's."""
    kept: list[tuple[Row, Judgement]] = []
    for row, judgement in found:
        same = [other for other, _ in kept if all(row[key] == other[key] for key in (
            "actor", "issue", "position", "evidence")) and (row["actor"] or row["holder_text"] == other["holder_text"])]
        again = same and row["rule"].startswith(TAKEN_UP)  # "we want an accord, and we want it soon"
        if not again and not any(row["start"] < other["end"] and other["start"] < row["end"] for other in same):
            kept.append((row, judgement))
    return kept
