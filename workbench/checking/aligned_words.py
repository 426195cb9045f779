"""Words of a text with their places, and where two rows of words differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import Match, SequenceMatcher
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from workbench.lexicons import read_lexicon
from workbench.text.calendar_days import MONTHS, WEEKDAYS
from workbench.text.function_words import function_words
from workbench.text.spelling import fold, plain_marks
from workbench.text.stems import stem

WORD = re.compile(r"\d+(?:[.,]\d+)*(?:-\d+(?:[.,]\d+)*)?|[^\W_]+(?:[.'-](?=[^\W_])[^\W_]+)*")
NEAR_WORDS = 3      # a word or two in common behind more others are no part of what is told
CONTRACTED = re.compile(r"n't$")


class Word(NamedTuple):
    """A word: its key, which all its spellings share, its stem, and its span in the text."""

    key: str
    stem: str
    start: int
    end: int

    @property
    def is_content(self) -> bool:
        """Whether it carries content of its own."""
        return bool(self.stem)


class Change(NamedTuple):
    """Where a draft's words [first, last) stand for a source's words [its_first, its_last)."""

    first: int
    last: int
    its_first: int
    its_last: int


class Alignment(NamedTuple):
    """How a draft's words stand among a source's: the places in both, words in common, and the changes between."""

    first: int
    last: int
    common: int
    changes: tuple[Change, ...]
    draft_first: int
    draft_last: int


@cache
def words_for(*kinds: str) -> frozenset[str]:
    """The words of these kinds in lexicons/checks.toml."""
    return frozenset(word for kind in kinds for word in read_lexicon("checks")[kind])


@lru_cache(maxsize=1 << 17)
def _keys_of(word: str) -> tuple[str, str]:
    """The key of a word and its stem, which is empty for words without content."""
    bare = word.removesuffix("'s").lower()
    if CONTRACTED.search(bare):
        return bare.replace("'", ""), ""
    key = fold(bare).replace(" ", "").replace("'", "") if not word[0].isdigit() else word
    key = "a" if key == "an" else key
    return key, "" if bare in function_words() or (len(key) < 2 and not key.isdigit()) else stem(key)


def read_words(text: str, first: int = 0) -> list[Word]:
    """The words of `text`, which begins at character `first`, one key for all spellings.

    Examples
    --------
    >>> [word.key for word in read_words("“Zelensky’s U.S.-brokered talks, 17–18 May”")]
    ['zelensky', 'us', 'brokered', 'talks', '17-18', 'may']
    """
    return [Word(*_keys_of(match.group()), first + match.start(), first + match.end())
            for match in WORD.finditer(plain_marks(text))]


def characters_shared(spans: Iterable[Sequence[int]], start: int, end: int) -> int:
    """How many of the characters [start, end) lie in the spans."""
    return sum(max(0, min(end, last) - max(start, first)) for first, last in spans)


def is_number(word: Word) -> bool:
    """Whether a word is a number, in figures or in letters."""
    return (word.key[0].isdigit() or word.key in _number_words()
            or word.key.removeprefix("one") in words_for("fractions"))


@cache
def _number_words() -> frozenset[str]:
    return frozenset(fold(word) for word in read_lexicon("numbers")["values"]) - {"a", "an"}


def is_calendar(word: Word) -> bool:
    """Whether a word names a day of the week or a month ("may" may be a verb)."""
    return word.key in _calendar() and word.key != "may"


@cache
def _calendar() -> frozenset[str]:
    return frozenset(map(fold, (*WEEKDAYS, *MONTHS)))


def is_negation(word: Word) -> bool:
    """Whether a word denies."""
    return word.key in words_for("negations") or (word.key.endswith("nt") and word.key[:-2] in _auxiliaries())


@cache
def _auxiliaries() -> frozenset[str]:
    return function_words("auxiliaries") | {"wo", "ca"}


def align(draft: Sequence[Word], source: Sequence[Word]) -> Alignment | None:
    """How the words of a draft stand among those of a source; None where none stands there.

    Words in common that stand alone far from the others are not taken for theirs.
    """
    blocks = SequenceMatcher(None, [one.key for one in draft], [one.key for one in source],
                             autojunk=False).get_matching_blocks()[:-1]
    blocks = _hang_together(blocks, draft)
    if not blocks:
        return None
    changes = [Change(one.a + one.size, other.a, one.b + one.size, other.b)
               for one, other in pairwise(blocks)]
    head, tail = blocks[0], blocks[-1]
    return Alignment(head.b, tail.b + tail.size, sum(block.size for block in blocks), tuple(changes),
                     head.a, tail.a + tail.size)


def _hang_together(blocks: list[Match], draft: Sequence[Word]) -> list[Match]:
    """The matching blocks without strays at either end: a word or two behind a gap, the smaller end first."""
    def is_stray(block: Match, gap: int) -> bool:
        content = sum(draft[place].is_content for place in range(block.a, block.a + block.size))
        return gap > NEAR_WORDS and content < 2 and block.size < 3

    while len(blocks) > 1:
        ends = [(block.size, place) for place, block, gap in
                ((0, blocks[0], blocks[1].b - blocks[0].b - blocks[0].size),
                 (len(blocks) - 1, blocks[-1], blocks[-1].b - blocks[-2].b - blocks[-2].size)) if is_stray(block, gap)]
        if not ends:
            break
        del blocks[min(ends)[1]]
    return blocks
