"""Stems: one key for the forms of a word, with the derivations of its root (`stem`) or without (`uninflected`)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from workbench.text.spelling import fold

LEAST_STEM_LETTERS = 3
ENDINGS = (  # the first that fits is replaced
    ("ations", "at"), ("ation", "at"), ("ating", "at"), ("ated", "at"), ("ates", "at"), ("ions", ""), ("ion", ""),
    ("ingly", ""), ("edly", ""), ("ings", ""), ("ing", ""), ("ied", "y"), ("ies", "y"), ("eed", "ee"), ("ed", ""),
    ("sses", "ss"), ("ss", "ss"), ("us", "us"), ("is", "is"), ("s", ""), ("ly", ""),
)


@cache
def _snowball():
    from nltk.stem.snowball import EnglishStemmer

    return EnglishStemmer()


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """Reduce a word to its Snowball stem, British and American spelling alike.

    Examples
    --------
    >>> stem("Negotiations"), stem("colours"), stem("color")
    ('negoti', 'color', 'color')
    """
    word = fold(word).replace("'", "")
    word = re.sub(r"is(e[ds]?|ing|ations?|ers?)$", r"iz\1", word) if len(word) > 5 else word
    word = re.sub(r"(?<=.{3})our(s|ed|ing|er|ers)?$", r"or\1", word)
    word = re.sub(r"fence(s?)$", r"fense\1", word)
    return _snowball().stem(word)


@lru_cache(maxsize=1 << 17)
def uninflected(word: str) -> str:
    """Take the endings of nouns and verbs off a lower-case word, so that "nation" and "national" stay two words.

    Snowball would join those, and two statements about them would count as one.

    Examples
    --------
    >>> uninflected("planned"), uninflected("plans"), uninflected("planet")
    ('plan', 'plan', 'planet')
    """
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= LEAST_STEM_LETTERS:
            word = word[:-len(ending)] + instead
            break
    if len(word) > LEAST_STEM_LETTERS and word[-1] == word[-2] and word[-1] in "bdgmnprt":
        word = word[:-1]  # planned: plan
    if word.endswith("y"):
        return word[:-1] + "i"
    return word.removesuffix("e") if len(word) > LEAST_STEM_LETTERS else word
