"""Words without content of their own (lexicons/function_words.toml)."""

from __future__ import annotations

from functools import cache

from workbench.lexicons import read_lexicon

# kinds that a phrase means the same without; the others ("not", "all", "without") change what it says
EMPTY_KINDS = ("articles", "possessives", "relatives", "auxiliaries", "links", "cases")


@cache
def function_words(*kinds: str) -> frozenset[str]:
    """Collect the function words of the kinds given, of all kinds by default.

    Examples
    --------
    >>> sorted(function_words("negations"))
    ['never', 'not']
    """
    lexicon = read_lexicon("function_words")
    return frozenset(word for kind in kinds or lexicon.keys() - {"example"} for word in lexicon[kind])


def empty_words() -> frozenset[str]:
    """Collect the words that a phrase means the same without.

    Examples
    --------
    >>> "the" in empty_words(), "without" in empty_words()
    (True, False)
    """
    return function_words(*EMPTY_KINDS)


@cache
def stop_words() -> frozenset[str]:
    """Collect the words that are left out where words are counted: spaCy's list, with adverbs, numbers and "say"."""
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS) | {"said", "says"}
