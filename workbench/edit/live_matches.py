"""The sentences of a corpus that an issue's wordings match, found bit by bit while they are written."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from workbench.extract.stance.anaphora import Thread
from workbench.extract.stance.issue_phrases import Wording, wordings_of
from workbench.extract.stance.issue_wordings import LEAST_STEMS, find_wordings, stems_at

if TYPE_CHECKING:
    from spacy.tokens import Span

    from workbench.corpus import Corpus
    from workbench.extract.issues_file import Issue
    from workbench.extract.reading import Reading

MOST_ARTICLES = 1000  # that are looked through, drawn evenly over the corpus: their parses stay in memory
MOST_KEPT = 100       # sentences, of those that match


class Sentence(NamedTuple):
    """One sentence of an article, its stems, and those of the sentences before it."""

    span: Span
    stems: frozenset[str]
    known: frozenset[str]


class MatchedSentence(NamedTuple):
    """A sentence that words an issue: its text, the characters in it that do, and by which phrases."""

    article: str
    text: str
    places: list[tuple[int, int]]
    phrases: list[str]
    opposes: bool     # whether the fullest of the phrases is one of `against`


class SentenceFinder:
    """The articles of a corpus, read as they are needed, for one issue after the other to be looked for.

    Parameters
    ----------
    corpus
        With the actors by which the subjects of wordings are recognised.
    most_articles
        How many are looked through; of more, as many are drawn evenly over the corpus.
    """

    def __init__(self, corpus: Corpus, most_articles: int = MOST_ARTICLES):
        ids = corpus.articles["article"].tolist()
        step = max(1.0, len(ids) / most_articles)
        chosen = [ids[int(number * step)] for number in range(min(len(ids), most_articles))]
        self.articles, self.all_articles, self.registry = len(chosen), len(ids), corpus.actors
        self._unread: Iterator[Reading] = corpus.readings(chosen)
        self._read: list[tuple[Reading, list[Sentence]]] = []

    def read(self, number: int) -> tuple[Reading, list[Sentence]] | None:
        """One article by number, with its sentences; None where there are no more."""
        while len(self._read) <= number:
            reading = next(self._unread, None)
            if reading is None:
                return None
            thread = Thread([])
            self._read.append((reading, [Sentence(span, frozenset(stems_at(span)), thread.known(span))
                                         for span in reading.doc.sents]))
        return self._read[number]

    def search(self, issue: Issue) -> Search:
        """A search for an issue's wordings, not begun yet."""
        return Search(self, issue)


@dataclass
class Search:
    """What was found so far of one issue's wordings; `go_on` looks further."""

    finder: SentenceFinder
    issue: Issue
    sentences: list[MatchedSentence] = field(default_factory=list)  # the first of those that match
    count: int = 0         # of the sentences that match
    articles: set[str] = field(default_factory=set)  # those that have one
    counts: Counter[str] = field(default_factory=Counter)  # phrase → sentences that it matches
    looked: int = 0        # articles
    is_done: bool = False

    def __post_init__(self) -> None:
        # each phrase as an issue of its own: a sentence counts for every one that matches it
        self._wordings = [replace(wording, issue=phrase) for phrase, wording in
                          wordings_of(self.issue, self.finder.registry)]

    def go_on(self, seconds: float) -> None:
        """Looks through further articles, at least one, until they took so much of the processor's time."""
        until = time.process_time() + seconds
        while not self.is_done:
            article = self.finder.read(self.looked)
            if article is None:
                self.is_done = True
                return
            self._look_through(*article)
            self.looked += 1
            if time.process_time() >= until:
                break
        self.is_done = self.looked >= self.finder.articles

    def _look_through(self, reading: Reading, sentences: list[Sentence]) -> None:
        for sentence in sentences:
            likely = [wording for wording in self._wordings if _may_match(wording, sentence.stems)]
            mentions = find_wordings(sentence.span, likely, reading.cast, sentence.known) if likely else []
            if not mentions:
                continue
            phrases = list(dict.fromkeys(mention.issue for mention in mentions))
            self.counts.update(phrases)
            self.articles.add(reading.article)
            self.count += 1
            if len(self.sentences) == MOST_KEPT:
                continue
            start, doc = sentence.span.start_char, sentence.span.doc
            fullest = max(mentions, key=lambda mention: len(mention.tokens))
            places = sorted({(doc[i].idx - start, doc[i].idx + len(doc[i]) - start)
                             for mention in mentions for i in mention.tokens})
            self.sentences.append(MatchedSentence(reading.article, sentence.span.text, places, phrases,
                                                  fullest.polarity < 0))


def _may_match(wording: Wording, stems: frozenset[str]) -> bool:
    """Whether a sentence has stems enough to be looked at closely."""
    here = len(stems.intersection(wording.stems))
    return here >= min(LEAST_STEMS, len(wording.stems))
