"""Positions that a sentence may show beyond those the machine found, and what speaks for each of them.

A position is possible for every actor whom a sentence names or who speaks in it, on every issue. What speaks for it
are a few figures that a table can show: how fully the issue is worded there, what is known of the actor's position
from other sentences, and whether the actor speaks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import log
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench.review.confidence import machine_confidence
from workbench.review.judgeable import Row
from workbench.review.judged_rows import JudgedRow, judged_rows
from workbench.text.function_words import empty_words
from workbench.text.stems import stem

if TYPE_CHECKING:
    from workbench.corpus import Corpus

SIDES = ("support", "oppose")
EVIDENCE = ("any position", "issue is worded", "same position elsewhere", "other position elsewhere", "actor speaks",
            "in the actor's own words", "actor is named first")
WORDS = re.compile(r"[^\W\d_]{3,}")
MOST_OF_PHRASE = 0.6
LESS_BEFORE = 0.5  # what words of the sentence before count for
Kind = tuple[str | None, str, str]  # actor, issue, position


class Possible(NamedTuple):
    """A position that a sentence may show; `row` is the number of the machine's row that says so, if one does."""

    place: int
    kind: Kind
    row: int | None = None


@dataclass
class Sentence:
    """A sentence, who is in it, and what was judged of it."""

    article: str
    start: int
    end: int
    text: str
    stems: frozenset[str]
    named: dict[str, str] = field(default_factory=dict)        # actor id -> the words, first named first
    speaking: dict[str, Row] = field(default_factory=dict)     # actor id -> the statement the sentence stands in
    rows: dict[Kind, int] = field(default_factory=dict)        # the machine's
    missed: set[Kind] = field(default_factory=set)
    is_judged: bool = False                                    # asked whether a position is missing here


class PossiblePositions:
    """All positions that the sentences of a corpus may show, and what speaks for them."""

    def __init__(self, corpus: Corpus):
        self.sentences = _read_sentences(corpus)
        self.at = _Places(self.sentences)
        self.judged = judged_rows(corpus, "stances")
        self.worded = [_measure_wording(self.sentences, issue) for issue in _issue_words(corpus, self.sentences)]
        self.issues = [issue.id for issue in corpus.settings.issues]
        for number, one in enumerate(self.judged):
            place = self.at.find(one.row["article"], one.row["start"])
            if place is not None:
                self.sentences[place].rows.setdefault(kind_of(one.row), number)
        self.answers = self._read_answers(corpus)
        self.is_any_missed = any(sentence.missed for sentence in self.sentences)
        self.known = self._gather_known()
        self.spoken_of = self._find_issues()

    def list_all(self) -> list[Possible]:
        """Every possible position, sentence by sentence; the machine's rows among them."""
        found = []
        for place, sentence in enumerate(self.sentences):
            taken = {kind[:2] for kind in sentence.rows}
            found += [Possible(place, kind, number) for kind, number in sentence.rows.items()]
            found += [Possible(place, (actor, issue, side)) for actor in {**sentence.named, **sentence.speaking}
                      for issue in self.spoken_of.get(sentence.article, ()) if (actor, issue) not in taken
                      for side in SIDES]
        return found

    def figures(self, one: Possible) -> list[float]:
        """What speaks for a position: a figure for each of EVIDENCE; 0 says nothing."""
        sentence, (actor, issue, position) = self.sentences[one.place], one.kind
        elsewhere = [(side == position, weight) for place, side, weight in self.known.get((actor, issue), ())
                     if place != one.place]
        same, other = (sum(weight for is_same, weight in elsewhere if is_same is wanted) for wanted in (True, False))
        worded = self.worded[self.issues.index(issue)][one.place] if issue in self.issues else 0.0
        said = sentence.speaking.get(actor or "")
        return [1.0, 2 * worded - 1, log(1 + same), log(1 + other), float(said is not None),
                float(said is not None and said["kind"] == "direct"),
                float(actor is not None and next(iter(sentence.named), None) == actor)]

    def _read_answers(self, corpus: Corpus) -> int:
        """Takes in what was said of whole sentences, and how many answers there are."""
        answers = 0
        for line in corpus.reviews.standing:
            if line["layer"] != "stances" or line["verdict"] not in ("missed", "nothing"):
                continue
            place = self.at.find(line["article"], line["start"])
            if place is None:
                continue
            answers += 1
            self.sentences[place].is_judged |= "sentence" in line.get("draw", {})
            if line["verdict"] == "missed":
                self.sentences[place].missed.add(kind_of({**line["row"], **line["to"]}))
        return answers

    def _find_issues(self) -> dict[str, list[str]]:
        """The issues that each article speaks of: it words most of a phrase, or has a position on them."""
        found: dict[str, set[str]] = defaultdict(set)
        for place, sentence in enumerate(self.sentences):
            found[sentence.article].update(issue for issue, worded in zip(self.issues, self.worded, strict=True)
                                           if worded[place] >= MOST_OF_PHRASE)
        for (_, issue), places in self.known.items():
            for place, _, _ in places:
                found[self.sentences[place].article].add(issue)
        return {article: [issue for issue in self.issues if issue in issues] for article, issues in found.items()}

    def _gather_known(self) -> dict[tuple[str | None, str], list[tuple[int, str, float]]]:
        """By actor and issue: in which sentence which position was found, and how sure that is; 1 where judged."""
        known: dict[tuple[str | None, str], list[tuple[int, str, float]]] = defaultdict(list)
        for one in self.judged:
            place = self.at.find(one.row["article"], one.row["start"])
            truth = one.row if one.truth is None else one.truth
            if truth and place is not None:
                weight = machine_confidence(one.row) if one.truth is None else 1.0
                actor, issue, position = kind_of(truth)
                known[actor, issue].append((place, position, weight))
        for place, sentence in enumerate(self.sentences):
            for actor, issue, position in sorted(sentence.missed, key=repr):
                known[actor, issue].append((place, position, 1.0))
        return known


def kind_of(row: Row) -> Kind:
    """Who stands where on what, by a row of stances."""
    return row.get("actor") or None, row["issue"], row["position"]


class _Places:
    """The number of the sentence that a character stands in."""

    def __init__(self, sentences: Sequence[Sentence]):
        self.sentences = sentences
        self.starts: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, sentence in enumerate(sentences):
            self.starts[sentence.article].append((sentence.start, place))

    def find(self, article: str, offset: int) -> int | None:
        """None for an article or a character that no sentence holds."""
        starts = self.starts.get(article, [])
        number = bisect_right(starts, (offset, len(self.sentences))) - 1
        return starts[number][1] if number >= 0 and offset < self.sentences[starts[number][1]].end else None


def _read_sentences(corpus: Corpus) -> list[Sentence]:
    bodies = dict(zip(corpus.articles["article"], corpus.articles["body"], strict=True))
    spans = corpus.sentences[["article", "start", "end"]].itertuples(index=False, name=None)
    found = [Sentence(article, int(start), int(end), text := bodies[article][start:end], _stems_of(text))
             for article, start, end in spans]
    at = _Places(found)
    mentions = corpus.mentions.dropna(subset=["actor"]).sort_values("start", kind="stable")
    for article, start, text, actor in mentions[["article", "start", "text", "actor"]].itertuples(index=False,
                                                                                                 name=None):
        if (place := at.find(article, start)) is not None:
            found[place].named.setdefault(actor, text)
    for quote in corpus.quotes.to_dict("records"):
        for start, end in quote["content_spans"]:
            first, last = at.find(quote["article"], start), at.find(quote["article"], end - 1)
            for place in range(first, last + 1) if first is not None and last is not None else ():
                found[place].speaking.update(dict.fromkeys(quote["speakers"], quote))
    return found


def _issue_words(corpus: Corpus, sentences: Sequence[Sentence]) -> list[list[dict[str, float]]]:
    """For each issue its phrases as stems with their weights: a word that stands in few sentences says more."""
    frequent = Counter(one for sentence in sentences for one in sentence.stems)
    return [[{one: log(1 + len(sentences) / (1 + frequent[one])) for one in stems}
             for phrase in (*issue.phrases, *issue.against, issue.proposition) if (stems := _stems_of(phrase))]
            for issue in corpus.settings.issues]


def _measure_wording(sentences: Sequence[Sentence], phrases: Iterable[dict[str, float]]) -> list[float]:
    """For each sentence the largest share of a phrase that stands in it, or half of that in the one before."""
    wholes = [(phrase, sum(phrase.values()) or 1.0) for phrase in phrases]
    here = [max((sum(phrase[one] for one in sentence.stems & phrase.keys()) / whole for phrase, whole in wholes),
                default=0.0) for sentence in sentences]
    before = [0.0, *(LESS_BEFORE * share if one.article == other.article else 0.0
                     for share, one, other in zip(here, sentences, sentences[1:], strict=False))]
    return [max(pair) for pair in zip(here, before, strict=True)] if here else []


def _stems_of(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in WORDS.findall(text) if word.lower() not in empty_words())


def truth_of(one: JudgedRow) -> bool | None:
    """Whether a row of stances was judged right in all that it says; None where it was not judged."""
    if one.truth is None:
        return None
    return bool(one.truth) and kind_of(one.truth) == kind_of(one.row)


def holder_words(sentence: Sentence, actor: str) -> dict[str, Any]:
    """The columns of a row that say whose position it is and in whose words it stands."""
    said = sentence.speaking.get(actor)
    if said is None:
        return {"actor": actor, "holder_text": sentence.named[actor], "basis": "narration"}
    return {"actor": actor, "holder_text": said.get("source") or sentence.named.get(actor),
            "basis": "own words" if said["kind"] == "direct" else "reported speech", "said_on": said.get("said_on")}
