"""What a word says of an attitude: the lexicon, and the judgement that the words of a clause add up to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from workbench.lexicons import read_lexicon
from workbench.syntax.negation import NEGATIONS, is_denied

if TYPE_CHECKING:
    from spacy.tokens import Token

NEAR = 13  # tokens: what stands farther off is about something or somebody else
ATTITUDES = {"VERB": "verb", "NOUN": "noun", "ADJ": "adjective"}
MISSING = ("miss", "lack", "lose", "waste", "squander", "reject")  # "missed a great chance", "lacks courage"


class Clue(NamedTuple):
    """One sign of an attitude: +1 or -1, the word that carries it, and the rule that saw it."""

    sign: int
    word: Token
    rule: str


Rule = Callable[[Iterable["Token"], "Token", "Token"], Iterator[Clue]]


@cache
def lexicon() -> dict[str, dict[str, int]]:
    """lexicons/relations.toml as {kind: {word: sign}}; spellings in -ise and -ize are one."""
    entries = read_lexicon("relations")
    return {kind: {key_of(word): -1 if name in ("negative", "accuses") else 1 for name, words in signs.items()
                   for word in words} for kind, signs in entries.items()}


def key_of(entry: str) -> str:
    lemma, space, preposition = entry.lower().partition(" ")
    return (lemma[:-3] + "ize" if lemma.endswith("ise") and len(lemma) > 6 else lemma) + space + preposition


def keys_of(word: Token) -> tuple[str, ...]:
    """What the lexicon may call the word: the lemmatiser takes "hated" and "shamed" for forms of "hat" and "sham"."""
    lemma = key_of(word.lemma_)
    return (lemma, word.lower_, lemma + "e") if word.tag_.startswith("V") else (lemma, word.lower_)


def sign_of(kind: str, word: Token) -> int:
    """+1 or -1 for a word of that kind in the lexicon, else 0."""
    words = lexicon()[kind]
    return next((words[key] for key in keys_of(word) if key in words), 0)


@cache
def _cue_words() -> frozenset[str]:
    """Every word by which some rule may decide; of a verb with its preposition the verb."""
    known = {word.partition(" ")[0] for kind, words in lexicon().items() for word in words if kind != "opinion"}
    return frozenset(known | {"against"})


def may_be_clue(word: Token) -> bool:
    """Whether a rule may decide by this word: all it needs to look at of a sentence."""
    return not _cue_words().isdisjoint(keys_of(word))


def unless_denied(sign: int, word: Token) -> int:
    """The sign of a word that may be denied: not to praise is against; not to blame says nothing."""
    return sign if not is_denied(word) else min(0, -sign)


def judgement(words: Iterable[Token], by_attitudes: bool = False) -> int:
    """The sum of the signs of the judging words, each turned round where it is denied or missed.

    by_attitudes: words that name an attitude ("thank", "criticism", "proud") judge too.
    """
    total = 0
    for word in words:
        sign = sign_of("opinion", word) if word.pos_ not in ("ADV", "AUX") else 0  # "had better come"
        if by_attitudes and not sign and word.pos_ in ATTITUDES:
            sign = sign_of(ATTITUDES[word.pos_], word)
        total += -sign if sign and _is_turned(word) else sign
    return total


def _is_turned(word: Token) -> bool:
    noun = word.head if word.dep_ == "amod" else word
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in MISSING:
        return True
    frame = [*word.children, *(word.head.children if word.dep_ in ("acomp", "attr", "dobj", "xcomp") else ())]
    return any(child.lower_ in NEGATIONS or child.dep_ == "neg" for child in frame)
