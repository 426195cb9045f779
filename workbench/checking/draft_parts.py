"""What of a draft is checked: its quotations, attributed statements and the sentences it tells as fact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from workbench.checking.aligned_words import Word, characters_shared, read_words
from workbench.extract.layers import find_layers
from workbench.extract.one_text import HALF_CHARACTER
from workbench.extract.quotes.quotation_marks import find_quotations
from workbench.extract.reading import Reading, Settings
from workbench.text.stems import stem

LEAST_QUOTED_WORDS = 3      # between marks, where nobody is said to have said them
LEAST_TOLD_STEMS = 3        # words of content of a sentence that tells something
LEAST_SAID_STEMS = 2        # of a statement
ELLIPSIS = re.compile(r"\[?\(?(?:…|\.\.\.|\. \. \.)\)?\]?")
BRACKETED = re.compile(r"\[[^\[\]]{0,80}\]|\([^()]{0,80}\)")

Row = dict[str, Any]


@dataclass
class Part:
    """A stretch of a draft to be checked: what it is, its words, and who is said to have said it."""

    what: str                               # quotation, statement, fact
    start: int
    end: int
    words: list[Word]
    row: Row | None = None                  # of `quotes`
    root: str = ""                          # stem of a sentence's main verb
    pieces: list[list[Word]] = field(default_factory=list)  # of a quotation, between marks of omission


class Draft:
    """A draft as it is read: its text, which stays as it is, and its parts."""

    def __init__(self, text: str, published: date | None, settings: Settings):
        self.text = HALF_CHARACTER.sub("\ufffd", text)
        reading = Reading("draft", self.text, published, Settings(settings.actors, (), settings.pipeline))
        find_layers(reading, ["quotes"])
        self.rows, self._reading = reading.rows, reading
        self.quotes = reading.rows["quotes"]

    @cached_property
    def quotations(self) -> list[tuple[int, int]]:
        """Spans between quotation marks."""
        return [(one.inner_start, one.inner_end) for one in find_quotations(self.text)]

    def sentence_at(self, start: int) -> tuple[int, int]:
        """The sentence that holds a character."""
        return next(((row["start"], row["end"]) for row in self.rows["sentences"]
                     if row["start"] <= start < row["end"]), (start, start))

    def parts(self) -> Iterator[Part]:
        """All that is checked, in order."""
        found = [*self._find_quotations(), *self._find_statements(), *self._find_facts()]
        return iter(sorted(found, key=lambda part: (part.start, part.end)))

    def _find_quotations(self) -> Iterator[Part]:
        for start, end in self.quotations:
            row = next((row for row in self.quotes
                        if characters_shared(row["content_spans"], start, end) * 2 >= end - start), None)
            pieces = [read_words(piece, start + place) for place, piece in _split(self.text[start:end])]
            pieces = [piece for piece in pieces if piece]
            words = [word for piece in pieces for word in piece]
            if words and (row is not None or len(words) >= LEAST_QUOTED_WORDS):
                yield Part("quotation", start, end, words, row, pieces=pieces)

    def _find_statements(self) -> Iterator[Part]:
        for row in self.quotes:
            words = [word for start, end in row["content_spans"] for word in read_words(self.text[start:end], start)]
            unquoted = [word for word in words if word.is_content
                        and not any(start <= word.start < end for start, end in self.quotations)]
            if len(unquoted) >= LEAST_SAID_STEMS:
                yield Part("statement", words[0].start, words[-1].end, words, row)

    def _find_facts(self) -> Iterator[Part]:
        for sentence in self.rows["sentences"]:
            start, end = sentence["start"], sentence["end"]
            is_said = any(characters_shared(row["content_spans"], start, end) for row in self.quotes)
            words = read_words(self.text[start:end], start)
            if not is_said and sum(word.is_content for word in words) >= LEAST_TOLD_STEMS \
                    and not any(start <= first < end for first, _ in self.quotations):
                yield Part("fact", start, end, words, root=self._root_of(start, end))

    def _root_of(self, start: int, end: int) -> str:
        """The stem of a sentence's main verb."""
        tokens = self._reading.doc.char_span(start, end, alignment_mode="expand")
        return next((stem(token.lower_) for token in tokens or () if token.dep_ == "ROOT"), "")


def _split(text: str) -> Iterator[tuple[int, str]]:
    """The pieces of a quotation between marks of omission and words put in by its editor."""
    place = 0
    for mark in re.finditer(f"{ELLIPSIS.pattern}|{BRACKETED.pattern}", text):
        yield place, text[place:mark.start()]
        place = mark.end()
    yield place, text[place:]
