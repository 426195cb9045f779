"""The relations layer: between the actors of a text, in narration and in what they say of one another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from workbench.extract.relations.assertions import asserted, described_as, is_topic
from workbench.extract.relations.attitude_words import Clue, may_be_clue
from workbench.extract.relations.mutual import mutual_clue, mutual_clues
from workbench.extract.relations.relation_confidence import confidence_of_relation
from workbench.extract.relations.rules import ATTITUDE_RULES, TABLE_RULES, decide, read_cues
from workbench.extract.relations.said_of import is_said_by_another
from workbench.syntax.clauses import clause_of, is_alleged
from workbench.syntax.noun_phrases import INSIDE
from workbench.syntax.subjects import FIRST_PERSON

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from workbench.extract.reading import Reading, Row

SIGNS = {1: "positive", -1: "negative"}


class Mention(NamedTuple):
    """A mention of an actor: its id, and the token that heads it."""

    actor: str
    head: Token


class Quoted(NamedTuple):
    """A quotation's part in a sentence: who speaks, and the characters that are its content."""

    speakers: Sequence[str]
    spans: list[tuple[int, int]]

    def holds(self, word: Token) -> bool:
        """Whether a word stands in it."""
        return any(start <= word.idx < end for start, end in self.spans)


class Relation(NamedTuple):
    """Who is for or against whom, and the clue that shows it."""

    holder: str
    target: Mention
    clue: Clue
    said_as: str = ""  # the words by which a speaker names themselves: "we"


def find_relations(reading: Reading) -> list[Row]:
    """Rows of the layer relations: who speaks or acts for or against whom.

    In narration the rules read each pair of mentions in a sentence; in a quotation its speaker is for or against
    those it judges ("Bob can't be trusted") and those that "we" and "I" are for or against.
    """
    return [row for row, _ in relations_with_rows(reading)]


def relations_with_rows(reading: Reading) -> list[tuple[Row, Relation]]:
    """The rows of a text, each with the relation it was made of."""
    sentences = list(reading.doc.sents)
    mentions = _mentions_in(sentences, reading)
    quotes = _quotes_in(sentences, reading)
    found: dict[tuple, tuple[Row, Relation]] = {}
    for sentence, here, quoted in zip(sentences, mentions, quotes, strict=True):
        for relation in relations_among(list(sentence), here, quoted) if here else ():
            if not _are_one(reading, relation):
                row = _row(reading, sentence, relation)
                found.setdefault((row["evidence"], row["holder"], row["target"]), (row, relation))
    return sorted(found.values(), key=lambda one: [one[0][name] for name in ("start", "end", "holder", "target")])


def relations_among(words: list[Token], mentions: list[Mention], quotes: list[Quoted]) -> Iterator[Relation]:
    """The relations between the mentions of a sentence: told, and then said by the speakers of its quotations."""
    cues = [word for word in words if may_be_clue(word)]
    yield from _outermost(list(_told(cues, mentions)))
    for quote in quotes:
        for speaker in quote.speakers:
            for relation in _said(speaker, words, mentions, quote):
                if relation.clue.sign and relation.holder != relation.target.actor:
                    yield relation


# ---- told


def _told(cues: list[Token], mentions: list[Mention]) -> Iterator[tuple[Mention, Relation]]:
    """What the sentence tells, with the holder's mention."""
    apart, signed, shared = _named_inside(mentions), read_cues(cues, TABLE_RULES), mutual_clues(cues)
    for number, first in enumerate(mentions):
        for second in mentions[number + 1:]:
            if first.actor == second.actor:
                continue
            found = decide(signed, first.head, second.head)
            if found is None and (clue := mutual_clue(shared, first.head, second.head)) is not None:
                yield first, Relation(first.actor, second, clue)
                yield second, Relation(second.actor, first, clue)
            if found is not None and not is_alleged(found[0].word):
                clue, head = found
                if clue.rule != "person" and not apart.isdisjoint((first, second)):
                    continue
                if is_said_by_another(clue.word, head):
                    continue
                holder, target = (first, second) if head == first.head else (second, first)
                yield holder, Relation(holder.actor, target, clue)


def _named_inside(mentions: list[Mention]) -> set[Mention]:
    """Those that only name what another actor is or whose: Ann in "Ann's father", where he is one of the actors."""
    actors = {mention.head.i: mention.actor for mention in mentions}
    return {mention for mention in mentions if any(
        actors.get(head.i, mention.actor) != mention.actor for head in _holding(mention.head))}


def _holding(word: Token) -> Iterator[Token]:
    """The heads of the noun phrases that a word is only a part of.

    Not behind a verb that the parser took for an adjective: "Ann recently criticised President Bob".
    """
    name, is_part = word, False
    while word.dep_ in INSIDE and word.head.i != word.i:
        is_part = is_part or word.dep_ not in ("appos", "conj")
        word = word.head
        if is_part and not any(between.pos_ == "VERB" for between in word.doc[name.i + 1:word.i]):
            yield word


def _outermost(told: list[tuple[Mention, Relation]]) -> Iterator[Relation]:
    """Of several holders, or targets, of one clue those that the phrase denotes: Ann in "Norway's president, Ann"."""
    for holder, relation in told:
        of_clue = [(h, r.target) for h, r in told if r.clue.word == relation.clue.word]
        if _depth(holder) == min(_depth(h) for h, t in of_clue if t == relation.target) and \
                _depth(relation.target) == min(_depth(t) for h, t in of_clue if h == holder):
            yield relation


def _depth(mention: Mention) -> int:
    """How many noun phrases the mention is only a part of."""
    count, token = 0, mention.head
    while token.dep_ in INSIDE and token.head.i != token.i:
        count += token.dep_ not in ("appos", "conj")
        token = token.head
    return count


# ---- said


def _said(speaker: str, words: list[Token], mentions: list[Mention], quote: Quoted) -> Iterator[Relation]:
    """What the speaker of a quotation says of those it mentions."""
    inside = [word for word in words if quote.holds(word)]
    cues = read_cues((word for word in inside if may_be_clue(word)), ATTITUDE_RULES)
    apart = _named_inside(mentions)
    for target in mentions:
        if not quote.holds(target.head) or target in apart:
            continue
        yield from (Relation(speaker, target, clue) for clue in _asserted_in(inside, target.head))
        for itself in inside:
            found = decide(cues, itself, target.head) if itself.lower_ in FIRST_PERSON else None
            if found is not None and found[1] == itself:
                yield Relation(speaker, target, found[0], itself.text)


def _asserted_in(inside: list[Token], topic: Token) -> Iterator[Clue]:
    """What the words of a quotation assert of somebody."""
    clause = clause_of(topic)
    if clause is not None and clause in inside and is_topic(clause, topic):
        yield Clue(asserted(clause, topic), clause, "said")
    if (described := described_as(topic)) is not None:
        yield described


# ---- mentions, quotations, rows


def _mentions_in(sentences: list[Span], reading: Reading) -> list[list[Mention]]:
    """The mentions of each sentence."""
    ends = [sentence.end for sentence in sentences]
    found: list[list[Mention]] = [[] for _ in sentences]
    for row in reading.rows["mentions"]:
        span = reading.doc.char_span(row["start"], row["end"], alignment_mode="expand")
        if span is not None and row["actor"]:
            found[bisect_right(ends, span.root.i)].append(Mention(row["actor"], span.root))
    return found


def _quotes_in(sentences: list[Span], reading: Reading) -> list[list[Quoted]]:
    """What of each sentence stands in quotations, and whose."""
    starts = [sentence.start_char for sentence in sentences]
    found: list[list[Quoted]] = [[] for _ in sentences]
    for quote in reading.rows["quotes"]:
        parts: dict[int, list[tuple[int, int]]] = {}
        for start, end in quote["content_spans"] if quote["speakers"] else ():
            for number in range(max(0, bisect_right(starts, start) - 1), bisect_left(starts, end)):
                parts.setdefault(number, []).append((start, end))
        for number, spans in parts.items():
            found[number].append(Quoted(quote["speakers"], spans))
    return found


def _row(reading: Reading, sentence: Span, relation: Relation) -> Row:
    target, clue = relation.target, relation.clue
    text = sentence.text.strip()
    start = reading.text.index(text, sentence.start_char)
    ends = sorted((clue.word, target.head), key=lambda token: token.i)
    return {"article": reading.article, "holder": relation.holder, "target": target.actor, "sign": SIGNS[clue.sign],
            "evidence": text, "start": max(start, ends[0].idx), "end": ends[1].idx + len(ends[1]),
            "rule": clue.rule, "confidence": confidence_of_relation(clue.rule, target.head)}


def _are_one(reading: Reading, relation: Relation) -> bool:
    """Whether one of the two speaks for the other: a minister is no party against their own state."""
    registry, one, other = reading.settings.actors, relation.holder, relation.target.actor
    actors = registry.actors if registry is not None else {}
    return any(mine in actors and actors[mine].speaks_for == theirs for mine, theirs in ((one, other), (other, one)))
