"""Two wordings of one statement: how alike they are, and which words differ or were left out."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from workbench.compare.shingles import ACRONYM, WORD
from workbench.text.function_words import function_words
from workbench.text.spelling import QUOTES, plain_marks
from workbench.text.stems import uninflected

QUOTED = re.compile(r"“([^“”]*)”?|\"([^\"]*)\"?|«([^«»]*)»?")
CHANGED_END_WORDS = 3  # words that differ at the end of a wording are a change up to so many
EDGES = f" \t\n{QUOTES}.,;:!?…-–—"


class Difference(NamedTuple):
    """Where two wordings part: the words of each side, one of which may be empty."""

    one: str
    other: str


def spell_alike(text: str) -> list[str]:
    """The words of `text` for comparison: no punctuation, no capitals, "business-like" as "businesslike"."""
    joined = re.sub(r"(?<=\w)\.?-(?=\w)", "", ACRONYM.sub("", plain_marks(text)))
    return WORD.findall(joined.lower())


def content_stems(words: list[str]) -> list[str]:
    """The stems of the words that carry content, in order.

    >>> content_stems(["they", "will", "not", "be", "negotiating", "with", "us"])
    ['negotiat']
    """
    return [uninflected(word) for word in words if word not in function_words()]


def quoted_part(text: str) -> str:
    """What stands between quotation marks in `text`, joined; empty if nothing does."""
    return " ".join(next(part for part in found if part is not None) for match in QUOTED.finditer(text)
                    if any(found := match.groups())).strip()


def compare_wordings(one: str, other: str) -> tuple[list[Difference], list[Difference]]:
    """Where two wordings differ within what both have, and what only one of them has before or after that.

    Each difference comes with the word before and after it. Punctuation, hyphens, the full stops of "U.S.", quotation
    marks and capitals make none; spelling does. Words that differ at an end are a change if they are few, and else two
    other texts.

    >>> changed, cut = compare_wordings("They drag out talks that could end.", "drag out talks that could soon end")
    >>> changed
    [Difference(one='could end', other='could soon end')]
    >>> cut
    [Difference(one='They', other='')]
    """
    ours, theirs = ([word for word in words.split() if _edgeless(word)] for words in (one, other))
    bare = [[_edgeless(word) for word in words] for words in (ours, theirs)]
    changed, cut = [], []
    for tag, begin, end, its_begin, its_end in SequenceMatcher(a=bare[0], b=bare[1], autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        is_first, is_last = begin == its_begin == 0, (end, its_end) == (len(ours), len(theirs))
        if (is_first or is_last) and not _are_few(end - begin, its_end - its_begin):
            cut.append(Difference(_tidy(ours[begin:end]), _tidy(theirs[its_begin:its_end])))
        else:
            before, after = int(not is_first), int(not is_last)
            changed.append(Difference(_tidy(ours[begin - before:end + after]),
                                      _tidy(theirs[its_begin - before:its_end + after])))
    return [each for each in changed if each.one != each.other], cut


def _are_few(*numbers: int) -> bool:
    """Whether these numbers of words make a change at an end, none of them being left out or another text."""
    return all(0 < number <= CHANGED_END_WORDS for number in numbers)


@lru_cache(maxsize=1 << 16)
def _edgeless(word: str) -> str:
    bare = plain_marks(word).strip(EDGES + "[]()").casefold()
    return re.sub(r"(?<=\w)[.-]+(?=[^\W\d])", "", bare)  # not of a number: "17-18", "2.5"


def _tidy(words: list[str]) -> str:
    return " ".join(words).strip(EDGES)
