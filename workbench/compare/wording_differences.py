"""Two wordings of one statement: how alike they are, and which words differ or were left out."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import NamedTuple

from workbench.compare.shingles import ACRONYM, WORD
from workbench.lexicons import read_lexicon

QUOTED = re.compile(r"“([^“”]*)”?|\"([^\"]*)\"?|«([^«»]*)»?")
CHANGED_END_WORDS = 3  # words that differ at the end of a wording are a change up to so many
EDGES = " \t\n\"“”„«»'‘’.,;:!?…-–—"
SAME = str.maketrans({"’": "'", "‘": "'", "‑": "-", "–": "-", "—": "-", "\u00a0": " "})

LEAST_STEM_LETTERS = 3
ENDINGS = (  # the first that fits is replaced
    ("ations", "at"), ("ation", "at"), ("ating", "at"), ("ated", "at"), ("ates", "at"), ("ions", ""), ("ion", ""),
    ("ingly", ""), ("edly", ""), ("ings", ""), ("ing", ""), ("ied", "y"), ("ies", "y"), ("eed", "ee"), ("ed", ""),
    ("sses", "ss"), ("ss", "ss"), ("us", "us"), ("is", "is"), ("s", ""), ("ly", ""),
)


class Difference(NamedTuple):
    """Where two wordings part: the words of each side, one of which may be empty."""

    one: str
    other: str


def spell_alike(text: str) -> list[str]:
    """The words of `text` for comparison: no punctuation, no capitals, "business-like" as "businesslike"."""
    joined = re.sub(r"(?<=\w)\.?-(?=\w)", "", ACRONYM.sub("", text.translate(SAME)))
    return WORD.findall(joined.lower())


@cache
def function_words() -> frozenset[str]:
    """Words that carry no content of their own, from the lexicon."""
    kinds = read_lexicon("function_words")
    return frozenset(word for kind, words in kinds.items() if kind != "example" for word in words)


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """The stem of a lower-case word, for comparison only: "negotiations", "negotiating" and "negotiated" have one.

    Endings of nouns and verbs are taken off, as in M. Porter's first step; a library's stemmer (nltk) does little
    more for comparing and takes seconds to import.
    """
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= LEAST_STEM_LETTERS:
            word = word[:-len(ending)] + instead
            break
    if len(word) > LEAST_STEM_LETTERS and word[-1] == word[-2] and word[-1] in "bdgmnprt":
        word = word[:-1]  # planned: plan
    return word[:-1] + "i" if word.endswith("y") else word.removesuffix("e") if len(word) > LEAST_STEM_LETTERS else word


def content_stems(words: list[str]) -> list[str]:
    """The stems of the words that carry content, in order.

    >>> content_stems(["they", "will", "not", "be", "negotiating", "with", "us"])
    ['negotiat']
    """
    return [stem(word) for word in words if word not in function_words()]


def quoted_part(text: str) -> str:
    """What stands between quotation marks in `text`, joined; empty if nothing does."""
    return " ".join(next(part for part in found if part is not None) for match in QUOTED.finditer(text)
                    if any(found := match.groups())).strip()


def compare_wordings(one: str, other: str) -> tuple[list[Difference], list[Difference]]:
    """Where two wordings differ within what both have, and what only one of them has before or after that.

    Each difference comes with the word before and after it. Punctuation, quotation marks and capitals make
    none; spelling does. Words that differ at an end are a change if they are few, and else two other texts.

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
    return word.translate(SAME).strip(EDGES).casefold()


def _tidy(words: list[str]) -> str:
    return " ".join(words).strip(EDGES)
