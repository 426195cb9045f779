"""The sources a draft is checked against: their words, sentences, quotations and statements, found by words."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench import tables
from workbench.checking.aligned_words import Word, characters_shared, read_words
from workbench.extract.quotes.quotation_marks import find_quotations
from workbench.text.calendar_days import read_day

if TYPE_CHECKING:
    from workbench.corpus import Corpus

COMMON_SHARE = 0.05     # a stem in more of all sentences finds none
COMMON_LEAST = 200      # but one in so many does

Row = dict[str, Any]


class Place(NamedTuple):
    """A stretch of a source's words: the number of its article, first word and the word after the last."""

    article: int
    first: int
    last: int


@dataclass
class SourceText:
    """One article of the sources."""

    article: str
    body: str
    published: date | None
    sentences: list[tuple[int, int]]
    statements: list[Row]

    @cached_property
    def words(self) -> list[Word]:
        return read_words(self.body)

    @cached_property
    def starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def joined(self) -> str:
        """All keys, with a space around each."""
        return " " + " ".join(word.key for word in self.words) + " "

    @cached_property
    def places(self) -> list[int]:
        """Where each key stands in `joined`."""
        places, place = [], 0
        for word in self.words:
            places.append(place)
            place += len(word.key) + 1
        return places

    @cached_property
    def quoted(self) -> list[tuple[int, int]]:
        """Spans between quotation marks."""
        return [(one.inner_start, one.inner_end) for one in find_quotations(self.body)]

    def words_within(self, start: int, end: int) -> tuple[int, int]:
        """The words that begin in the characters [start, end)."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def sentence_at(self, start: int) -> tuple[int, int]:
        """The sentence that holds the character `start`."""
        place = max(0, bisect_right(self.sentences, (start, 10**9)) - 1)
        return self.sentences[place] if self.sentences else (0, len(self.body))

    def is_quoted(self, start: int, end: int) -> bool:
        """Whether half of [start, end) stands between quotation marks."""
        return 2 * characters_shared(self.quoted, start, end) >= end - start

    def statements_at(self, start: int, end: int, least: float = 0.5) -> list[Row]:
        """The attributed statements whose content holds at least that share of [start, end), the shortest first."""
        return sorted((row for row in self.statements
                       if characters_shared(row["content_spans"], start, end) >= least * (end - start)),
                      key=lambda row: sum(map(len, row["content"])))


class SourceIndex:
    """The articles of a corpus, found by their words."""

    def __init__(self, corpus: Corpus):
        statements, sentences = defaultdict(list), defaultdict(list)
        for row in tables.plain("quotes", corpus.quotes[tables.TABLES["quotes"].names].to_dict("records")):
            statements[row["article"]].append(row)
        spans = corpus.sentences
        for article, start, end in zip(spans["article"], spans["start"], spans["end"], strict=True):
            sentences[article].append((int(start), int(end)))
        articles = corpus.articles
        self.texts = [SourceText(article, body or "", read_day(day, "published"), sorted(sentences[article]),
                                 statements[article])
                      for article, body, day in zip(articles["article"], articles["body"], articles["published"],
                                                    strict=True)]
        self.actors = corpus.actors
        self.places: list[Place] = []
        self._holding: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(self.texts):
            for start, end in text.sentences or [(0, len(text.body))]:
                place = Place(number, *text.words_within(start, end))
                for one in {word.stem for word in text.words[place.first:place.last] if word.stem}:
                    self._holding[one].append(len(self.places))
                self.places.append(place)

    def weight(self, stem: str) -> float:
        """How much a stem tells: the more, the fewer sentences have it."""
        return math.log(1 + len(self.places) / (1 + len(self._holding.get(stem, ()))))

    def find_exactly(self, words: Sequence[Word]) -> list[Place]:
        """Where these words stand one after the other."""
        wanted, found = " " + " ".join(word.key for word in words) + " ", []
        for number, text in enumerate(self.texts):
            for match in re.finditer(f"(?={re.escape(wanted)})", text.joined) if wanted in text.joined else ():
                first = bisect_left(text.places, match.start())
                found.append(Place(number, first, first + len(words)))
        return found

    def rank_sentences(self, words: Iterable[Word], most: int = 12) -> list[tuple[float, int]]:
        """Sentences that share words of content: the share by weight, 0 to 1, and the sentence's number."""
        stems = {word.stem for word in words if word.stem}
        total = sum(map(self.weight, stems))
        common = max(COMMON_LEAST, COMMON_SHARE * len(self.places))
        scores: dict[int, float] = defaultdict(float)
        for one in stems:
            holding = self._holding.get(one, ())
            if len(holding) <= common:
                for number in holding:
                    scores[number] += self.weight(one)
        return [(score / total, number) for number, score in
                sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:most]] if total else []

    def window(self, number: int, before: int, after: int) -> Place:
        """The sentence of that number with the words of some sentences around it, in its article."""
        article = self.places[number].article
        around = [place for place in self.places[max(0, number - before):number + after + 1]
                  if place.article == article]
        return Place(article, around[0].first, around[-1].last)

    def words_of(self, place: Place) -> list[Word]:
        """The words that stand there."""
        return self.texts[place.article].words[place.first:place.last]

    def span_of(self, place: Place) -> tuple[int, int]:
        """The characters of the article's body."""
        words = self.words_of(place)
        return words[0].start, words[-1].end

    def statements_at(self, place: Place, least: float = 0.5) -> list[Row]:
        """The attributed statements that hold the place."""
        return self.texts[place.article].statements_at(*self.span_of(place), least)
