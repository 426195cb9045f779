"""The words and rules of lexicons/times.toml, compiled once a process.

A text is read as a string of one character a token: the character stands for the classes of the token's word
(`second` is an ORDINAL and a UNIT), so a rule is an ordinary regular expression over that string.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from workbench.lexicons import read_lexicon
from workbench.text.calendar_days import MONTHS

MONTH = f"(?:{'|'.join(month.title() for month in MONTHS)})"
FIRST_SYMBOL = 0x4E00  # no special meaning in a regular expression
PUNCTUATION = ("DASH", "COMMA", "DOT", "SLASH", "POSS")
# which classes go with a number written in figures
SMALL = frozenset(("NUMBER", "DAYNUM", "HOUR", "YY"))
DAYLIKE = frozenset(("NUMBER", "DAYNUM", "YY"))
TWODIGIT = frozenset(("NUMBER", "YY"))
YEARLIKE = frozenset(("NUMBER", "YEAR"))
PLAIN = frozenset(("NUMBER",))
FEAST = frozenset(("FEAST",))
# classes of tokens that no list of words gives
WORDLESS = (SMALL, DAYLIKE, TWODIGIT, YEARLIKE, PLAIN, FEAST, frozenset(("ORDINAL", "DAYORD")), *(
    frozenset((name,)) for name in (*PUNCTUATION, "ORDINAL", "CLOCK", "ISO", "SLASHED", "YEARS", "QUARTERMARK", "AMPM",
                                    "OCLOCK")))


class Word(NamedTuple):
    """What a word may stand for: the symbol of its classes, and its value in each."""

    symbol: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Rule:
    """A pattern over tokens, and the function that makes a value of a match."""

    name: str
    make: str
    pattern: re.Pattern[str]
    classes: tuple[str, ...]  # of the pattern's groups, from the first
    given: Mapping[str, Any]  # everything else the entry says


class Lexicon:
    """Words by surface form, rules and modifiers."""

    def __init__(self, source: Mapping[str, Any]):
        self.capital, self.alone = frozenset(source["capital"]), frozenset(source["alone"])
        self.spelt_like_both = frozenset(source["spelt_like_both"])
        self.word_before = {name: frozenset(words) for name, words in source["word_before"].items()}
        self.cues = {name: re.compile("|".join(patterns).replace("{month}", MONTH))
                     for name, patterns in source["cues"].items()}
        self.parts: dict[str, str] = source["parts"]
        self.feasts = {tuple(name.split()): tuple(when) if isinstance(when, list) else when
                       for name, when in source["feasts"].items()}
        self.longest_feast = max(map(len, self.feasts))
        self._literals = frozenset(re.findall(r"(?<![@a-z])[a-z]+", " ".join(_patterns(source))))
        self._symbols: dict[frozenset[str], str] = {}
        self.words = {word: Word(self.symbol(frozenset(values), word), values)
                      for word, values in self._meanings(source["words"]).items() if word != "'s"}
        for signature in WORDLESS:
            self.symbol(signature)
        # a run of nothing but marks and small words of the patterns ("in the", "of a") holds no expression
        self.may_hold = re.compile("[" + "".join(
            symbol for signature, symbol in self._symbols.items()
            if signature - self._literals.union(PUNCTUATION) or signature & self.alone) + "]")
        self.rules = [Rule(entry["name"], entry["make"], *self.compile(entry["pattern"]), entry)
                      for entry in source["rule"]]
        self.modifiers: list[dict[str, Any]] = [
            {key: self.compile(value)[0] if key in ("before", "after") else value
             for key, value in entry.items()} for entry in source["modifier"]]

    def _meanings(self, classes: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
        """The value of each word in each of its classes; those of patterns and feasts may have none."""
        meanings: dict[str, dict[str, Any]] = {word: {} for word in self._literals.union(*self.feasts)}
        for name, words in classes.items():
            for word, value in words.items():
                meanings.setdefault(word, {})[name] = value
        for feast in self.feasts:
            meanings[feast[0]]["FEASTWORD"] = True
        return meanings

    def symbol(self, classes: frozenset[str], word: str = "") -> str:
        """The character for `classes` and, where a pattern names it, the word itself."""
        signature = classes | ({word} if word in self._literals else set())
        return self._symbols.setdefault(signature, chr(FIRST_SYMBOL + len(self._symbols)))

    def compile(self, pattern: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
        """A rule's pattern as a regular expression over symbols, and the class of each of its groups."""
        while "@" in pattern:
            pattern = re.sub(r"@(\w+)", lambda part: f"(?:{self.parts[part[1]]})", pattern)
        classes: list[str] = []

        def term(match: re.Match[str]) -> str:
            name = match[0]
            symbols = "".join(symbol for signature, symbol in self._symbols.items() if name in signature)
            if not symbols:
                raise ValueError(f"lexicons/times.toml: no word of class {name} for the pattern {pattern!r}")
            if name.islower():
                return f"[{symbols}]"
            classes.append(name)
            return f"([{symbols}])"

        plain = re.sub(r"\((?!\?)", "(?:", pattern)
        return re.compile(re.sub(r"[A-Z]+|[a-z]+", term, plain).replace(" ", "")), tuple(classes)


def _patterns(source: Mapping[str, Any]) -> Iterator[str]:
    yield from source["parts"].values()
    for entry in source["rule"] + source["modifier"]:
        yield from (entry[key] for key in ("pattern", "before", "after") if key in entry)


@cache
def lexicon() -> Lexicon:
    """The lexicon of temporal expressions."""
    return Lexicon(read_lexicon("times"))
