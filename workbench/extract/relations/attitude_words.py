"""What a word says of an attitude: the lexicon, and the judgement that the words of a clause add up to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from workbench.lexicons import read_lexicon
from workbench.syntax.dependents import children
from workbench.syntax.negation import NEGATIONS, REFUSALS, is_denied

if TYPE_CHECKING:
    from spacy.tokens import Token

ATTITUDES = {"VERB": "verb", "NOUN": "noun", "ADJ": "adjective"}
MISSING = ("miss", "lack", "lose", "waste", "squander", "reject")  # "missed a great chance", "lacks courage"


class Clue(NamedTuple):
    """One sign of an attitude: +1, -1 or, denied, 0; the word that carries it, and the rule that saw it."""

    sign: int
    word: Token
    rule: str = ""


@cache
def lexicon() -> dict[str, dict[str, int]]:
    """lexicons/relations.toml as {kind: {word: sign}}; spellings in -ise and -ize are one."""
    return {kind: {key_of(word): -1 if name in ("negative", "accuses") else 1 for name, words in signs.items()
                   for word in words} for kind, signs in read_lexicon("relations").items()}


def key_of(entry: str) -> str:
    """A word of the lexicon with its spelling made one."""
    lemma, space, preposition = entry.lower().partition(" ")
    return (lemma[:-3] + "ize" if lemma.endswith("ise") and len(lemma) > 6 else lemma) + space + preposition


def keys_of(word: Token) -> tuple[str, ...]:
    """What the lexicon may call the word: the lemmatiser takes "hated" and "shamed" for forms of "hat" and "sham"."""
    lemma = key_of(word.lemma_)
    return (lemma, word.lower_, lemma + "e") if word.tag_.startswith("V") else (lemma, word.lower_)


def sign_of(kind: str, word: Token, preposition: str = "", exact: bool = False) -> int:
    """+1 or -1 for a word of that kind in the lexicon, with the preposition after it if one is given; else 0.

    With `exact` only the word as written is looked for, not its lemma.
    """
    words = lexicon()[kind]
    if exact:
        return words.get(word.lower_, 0)
    keys = (f"{key} {preposition}" if preposition else key for key in keys_of(word))
    return next((words[key] for key in keys if key in words), 0)


@cache
def first_words(kind: str) -> frozenset[str]:
    """The first words of the entries of a kind: of "vote against" "vote"."""
    return frozenset(entry.partition(" ")[0] for entry in lexicon()[kind])


@cache
def _cue_words() -> frozenset[str]:
    """Every word by which some rule may decide; of a verb with its preposition the verb."""
    return frozenset(word.partition(" ")[0] for kind, words in lexicon().items() for word in words if kind != "opinion")


def may_be_clue(word: Token) -> bool:
    """Whether a rule may decide by this word: all it needs to look at of a sentence."""
    return not _cue_words().isdisjoint(keys_of(word))


def unless_denied(sign: int, word: Token) -> int:
    """The sign of a word that may be denied: not to praise is against; not to blame says nothing."""
    return min(0, -sign) if is_denied(word) else sign


def judgement(words: Iterable[Token], by_attitudes: bool = False) -> int:
    """The sum of the signs of the judging words, each turned round where it is denied or missed.

    Parameters
    ----------
    by_attitudes : bool
        Whether words that name an attitude ("thank", "criticism", "proud") judge too.
    """
    signs = ((word, _judging_sign(word, by_attitudes)) for word in words)
    return sum(-sign if _is_turned(word) else sign for word, sign in signs if sign)


def one_of(total: int) -> int:
    """+1, -1 or 0 of a sum of signs."""
    return (total > 0) - (total < 0)


def _judging_sign(word: Token, by_attitudes: bool) -> int:
    if word.pos_ == "ADV":  # "acted wisely", not "sadly, he left", "a really bad day" or "had better come"
        return sign_of("manner", word) if word.dep_ == "advmod" and word.head.pos_ == "VERB" else 0
    sign = _phrase_sign(word) or (sign_of("opinion", word) if word.pos_ != "AUX" else 0)
    return sign_of(ATTITUDES[word.pos_], word) if by_attitudes and not sign and word.pos_ in ATTITUDES else sign


def _phrase_sign(word: Token) -> int:
    """The sign of a verb with its object: "tells the truth", "broke his word", "is to blame"."""
    hooks = children(word, "prep") if word.pos_ == "VERB" else []
    things = [*children(word, "dobj", "xcomp"), *(end for hook in hooks for end in children(hook, "pobj"))]
    return next((sign for thing in things if (sign := sign_of("opinion", word, thing.lemma_.lower()))), 0)


def _is_turned(word: Token) -> bool:
    noun = word.head if word.dep_ == "amod" else word
    if word.dep_ == "xcomp" and word.head.lemma_.lower() in REFUSALS:  # "failed to keep his word"
        return True
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in MISSING:
        return True
    above = word.head.children if word.dep_ in ("acomp", "attr", "dobj", "xcomp") else ()
    return any(other.lower_ in NEGATIONS or other.dep_ == "neg" for other in (*word.children, *above))
