"""The stance layer: each judgement of an issue as a row, with whose it is and in whose words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.extract.coreference import words_of as naming
from workbench.extract.stance.anaphora import Thread
from workbench.extract.stance.holders import actors_of, holder_of, is_animate
from workbench.extract.stance.issue_wordings import IssueMention, compile_wordings, find_wordings
from workbench.extract.stance.judging import Climb, Judgement
from workbench.extract.stance.stance_words import operator_at, stance_words, words_of
from workbench.syntax.clauses import is_clause
from workbench.syntax.noun_phrases import bare_noun_phrase
from workbench.syntax.predicates import agent_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from workbench.extract.reading import Reading, Row

# rules by which a word with a subject of its own judges
TAKEN_UP = "taken up: "
GOVERNING = ("verb", "noun", "adjective", "against", "participle")


def find_stances(reading: Reading) -> list[Row]:
    """One row for each assertion that an actor supports, opposes, conditionally accepts or leaves open an issue."""
    if not reading.settings.issues:
        return []
    return Stances(reading).find()


@dataclass
class Speech:
    """Whose words a stretch of text is: a row of the quotes, or a verb of saying above it."""

    speakers: list[str]
    source: str | None
    basis: str
    said_on: object = None


class Stances:
    """The stances of one text."""

    def __init__(self, reading: Reading):
        self.reading, self.doc, self.cast = reading, reading.doc, reading.cast
        self.quotes = [row for row in reading.rows.get("quotes", []) if self._is_speech(row)]
        self.thread = Thread(compile_wordings(reading.settings.issues, reading.settings.actors))

    def find(self) -> list[Row]:
        rows: list[Row] = []
        for number, sentence in enumerate(self.doc.sents):
            mentions = find_wordings(sentence, self.thread.wordings, self.cast)
            for mention in mentions:
                self.thread.note(number, mention, self.doc)
            mentions += self.thread.find_anaphora(number, sentence, mentions, self.cast)
            if not mentions or sentence.text.rstrip(" ”\"’'\n").endswith("?"):
                continue
            for mention in self._bare(sorted(mentions, key=lambda mention: mention.tokens)):
                for judgement in self._judge(mention, sentence):
                    made = self._rows(judgement, sentence)
                    rows += made
                    if made and made[0]["position"] in ("support", "oppose"):
                        self.thread.signs[mention.issue] = (number, 1 if made[0]["position"] == "support" else -1)
        return _distinct(rows)

    def _bare(self, mentions: list[IssueMention]) -> list[IssueMention]:
        """Without those narrowed by another: "a deal that requires Kyiv to withdraw" is about the withdrawal."""
        def narrowed(mention: IssueMention) -> bool:
            return any(other.tokens[-1] in {token.i for token in child.subtree} and other.issue != mention.issue
                       for child in self.doc[mention.anchor].children if child.dep_ in ("acl", "relcl")
                       and child.lemma_.lower() in words_of("carriers") for other in mentions)

        return [mention for mention in mentions if not narrowed(mention)]

    def _judge(self, mention: IssueMention, sentence: Span) -> list[Judgement]:
        quote = self._quote_at(self.doc[mention.anchor].idx)
        spans = quote["content_spans"] if quote else []
        climb = Climb(mention, self.doc, self._same,
                      lambda token: any(start <= token.idx < end for start, end in spans))
        judged = [*climb.judge(), *self._judged_after(mention, sentence)] or self._put_first(mention, sentence, quote)
        # what takes an issue up does so only under a word that says what is thought of it
        return [one for one in judged if not mention.is_anaphor or one.rule in (*GOVERNING, "evaluation")]

    def _put_first(self, mention: IssueMention, sentence: Span, quote: Row | None) -> list[Judgement]:
        """ "I think: first, X": named first by a speaker in their own words."""
        before = [token for token in self.doc[max(sentence.start, mention.tokens[0] - 3):mention.tokens[0]]
                  if not token.is_punct]
        first = next((token for token in before if token.lower_ in ("first", "firstly")), None)
        in_person = any(token.dep_ == "nsubj" and token.lower_ in ("i", "we") and token.i < mention.tokens[0]
                        for token in sentence)
        if first is None or quote is None or quote["kind"] != "direct" or not in_person:
            return []
        return [Judgement(mention, mention.polarity, None, first, None, "put first")]

    def _judged_after(self, mention: IssueMention, sentence: Span) -> list[Judgement]:
        """ "A truce, which Dolno has opposed", "concessions, rejected by Kyiv": judged by what follows."""
        found = []
        for token in sentence:
            if token.i <= mention.tokens[-1] or token.tag_ not in ("VBN", "VBD", "VBZ", "VBP"):
                continue
            related = token.dep_ == "relcl" and token.head.i in mention.tokens and not any(
                child.dep_ == "dobj" and child.tag_ != "WDT" for child in token.children)
            orphan = token.tag_ == "VBN" and token.dep_ in ("acl", "advcl", "dep", "conj") \
                and agent_of(token) is not None and not any(child.dep_ == "nsubjpass" for child in token.children) \
                and not any(sentence.doc[i] in token.subtree for i in mention.tokens) \
                and not self._between(mention, token, sentence)
            if not related and not orphan:
                continue
            operator = operator_at(token, token, []) if token.dep_ != "advmod" else None
            if operator is None or operator.effect not in ("support", "oppose"):
                continue
            holder = agent_of(token) if orphan else holder_of(token)
            if holder is None or holder.i in mention.tokens:
                continue
            sign = mention.polarity * operator.sign * (-1 if any(c.dep_ == "neg" for c in token.children) else 1)
            found.append(Judgement(mention, sign, None, token, holder, "participle"))
        return found

    def _between(self, mention: IssueMention, token: Token, sentence: Span) -> bool:
        """Whether another issue is worded nearer to the participle."""
        others = find_wordings(sentence, self.thread.wordings, self.cast)
        return any(mention.tokens[-1] < other.tokens[0] < token.i for other in others)

    def _same(self, one: Token | None, other: Token | None) -> bool:
        if one is None or other is None:
            return one is other
        mine, theirs = ({self.cast.side(actor) for actor in actors_of(head, self.cast)} for head in (one, other))
        return one.i == other.i or bool(mine & theirs)

    # ---- whose words

    def _is_speech(self, row: Row) -> bool:
        """Words said; not what a stance word governs, which some also count as a report: "rejected the plan"."""
        span = self._cue(row)
        if row["kind"] != "indirect" or span is None:
            return True
        if not any(token.lemma_.lower() in stance_words() - words_of("speech") for token in span):
            return True
        start, end = row["content_spans"][0]
        content = self.doc.char_span(start, end, alignment_mode="expand")
        return content is not None and is_clause(content)  # "insists that X is Y", not "insists on X"

    def _cue(self, row: Row) -> Span | None:
        start = row.get("cue_start")
        return None if start is None else self.doc.char_span(start, row["cue_end"], alignment_mode="expand")

    def _quote_at(self, offset: int) -> Row | None:
        """The innermost quotation or report that a character stands in."""
        holding = [(end - start, number) for number, row in enumerate(self.quotes)
                   for start, end in row["content_spans"] if start <= offset < end]
        return self.quotes[min(holding)[1]] if holding else None

    def _speech(self, judgement: Judgement) -> Speech | None:
        row = self._quote_at(judgement.decider.idx)
        if row is not None:
            basis = "own words" if row["kind"] == "direct" else "reported speech"
            return Speech(list(row["speakers"]), row.get("source"), basis, row.get("said_on"))
        for token in (judgement.decider, *judgement.decider.ancestors):
            source = _source_above(token)
            actors = actors_of(source, self.cast) if source is not None else []
            if source is not None and source != judgement.holder and (actors or is_animate(source)):
                start, end = bare_noun_phrase(source)
                return Speech(actors, self.reading.text[start:end], "reported speech")
        return None

    def _is_denied(self, row: Row) -> bool:
        """Whether the report takes back what it reports."""
        span = self._cue(row)
        return span is not None and any(token.lemma_.lower() in words_of("denials") for token in span)

    # ---- rows

    def _rows(self, judgement: Judgement, sentence: Span) -> list[Row]:
        quote = self._quote_at(judgement.decider.idx)
        if quote is not None and self._is_denied(quote):
            return []
        speech = self._speech(judgement)
        row = self._row(judgement, speech, sentence)
        holder = self.cast.beyond_dateline(judgement.holder) if judgement.holder is not None else None
        actors = actors_of(holder, self.cast) if holder is not None else []
        text = self.reading.text[slice(*bare_noun_phrase(holder))] if holder is not None else None
        if holder is not None and not actors and not self._may_hold(holder, judgement, speech):
            return []
        if speech is None:
            if actors:
                return [{**row, "actor": actor, "holder_text": text} for actor in actors]
            return [{**row, "actor": None, "holder_text": text}] if holder is not None and is_animate(holder) else []
        if holder is None or self._is_own(actors, holder, speech):
            if speech.speakers:
                return [{**row, "actor": actor, "holder_text": speech.source} for actor in speech.speakers]
            return [{**row, "actor": None, "holder_text": speech.source}] if speech.source else []
        if judgement.rule == "condition":
            return [{**row, "actor": actor, "holder_text": speech.source} for actor in speech.speakers]
        if judgement.rule in ("decision", "refusal"):  # what others will do is foretold, not wanted
            plural = holder.tag_ in ("NNS", "NNPS") and judgement.openness == "conditional"
            if actors or not plural:
                return []
            return [{**row, "actor": actor, "holder_text": speech.source} for actor in speech.speakers]
        said_by = speech.speakers[0] if speech.speakers else None
        if actors:
            return [{**row, "actor": actor, "holder_text": text, "said_by": said_by} for actor in actors]
        if is_animate(holder):
            return [{**row, "actor": None, "holder_text": text, "said_by": said_by}]
        return [{**row, "actor": actor, "holder_text": speech.source} for actor in speech.speakers]

    def _may_hold(self, holder: Token, judgement: Judgement, speech: Speech | None) -> bool:
        """A thing holds no stance: "negotiations seeking to end the war"; but a speaker may judge through one."""
        if is_animate(holder) or holder.pos_ == "PRON" or holder.tag_ == "EX":
            return True
        return speech is not None and judgement.rule not in GOVERNING

    def _is_own(self, actors: list[str], holder: Token, speech: Speech) -> bool:
        """Whether the holder is the speaker, or the state or body the speaker speaks for."""
        if holder.lower_ in ("i", "we", "my", "our", "us", "me") or holder.tag_ == "EX":
            return True
        if not actors:
            body = holder.lower_ in naming("bodies") | naming("own") and any(
                child.lower_ in ("the", "our", "this") for child in holder.lefts)
            backed = not speech.speakers or any(self.cast.side(speaker) != speaker for speaker in speech.speakers)
            return (body and backed) or (not is_animate(holder) and holder.pos_ != "PRON")
        own = {*speech.speakers, *(self.cast.side(speaker) for speaker in speech.speakers)}
        return bool(set(actors) & own)

    def _row(self, judgement: Judgement, speech: Speech | None, sentence: Span) -> Row:
        position = judgement.openness or ("support" if judgement.sign > 0 else "oppose")
        places = [*judgement.mention.tokens, judgement.decider.i]
        first, last = self.doc[min(places)], self.doc[max(places)]
        evidence = sentence.text.strip()
        return {"article": self.reading.article, "issue": judgement.mention.issue, "position": position,
                "basis": speech.basis if speech else "narration", "said_by": None,
                "said_on": speech.said_on if speech else None, "evidence": evidence,
                "start": first.idx, "end": last.idx + len(last),
                "rule": (TAKEN_UP if judgement.mention.is_anaphor else "") + judgement.rule}


def _source_above(token: Token) -> Token | None:
    """Who says the clause of `token`: the subject of "say" above it, or the noun of "according to" beside it."""
    if token.dep_ == "ccomp" and token.head.lemma_.lower() in words_of("speech"):
        return holder_of(token.head)
    if token.dep_ in ("ccomp", "csubj") and token.head.lower_ == "clear" and token.head.head.lemma_ == "make":
        return holder_of(token.head.head)
    for child in token.children:
        if child.lower_ == "according":
            return next((thing for prep in child.children for thing in prep.children if thing.dep_ == "pobj"), None)
    return None


def _distinct(rows: list[Row]) -> list[Row]:
    """Rows that say different things: one for each holder, issue, position and stretch that isn't inside another's."""
    kept: list[Row] = []
    for row in rows:
        same = [other for other in kept if all(row.get(key) == other.get(key) for key in (
            "actor", "issue", "position", "evidence")) and (row["actor"] or row["holder_text"] == other["holder_text"])]
        again = same and row["rule"].startswith(TAKEN_UP)  # "we want an accord, and we want it soon"
        if not again and not any(row["start"] < other["end"] and other["start"] < row["end"] for other in same):
            kept.append(row)
    return kept
