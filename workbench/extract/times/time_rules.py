"""The rules of the lexicon, tried on runs of tokens: which words make an expression of time, and by which rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from workbench.extract.times.time_words import Lexicon, Rule, lexicon
from workbench.extract.times.tokens import Token, read_runs

WINDOW_TOKENS = 16  # tokens; no expression is longer, so that reading takes time linear in the length of the text
MODIFIER_TOKENS = 5


Fit = tuple[int, int, tuple[tuple[str, int], ...]]  # number of the rule, tokens, its classes with their tokens
Made = TypeVar("Made")


class Match(NamedTuple):
    """A rule that fits some tokens of a run, and the modifiers around them."""

    rule: Rule
    tokens: list[Token]
    groups: tuple[tuple[str, int], ...]  # class and number of the token in `tokens`
    words: frozenset[str]
    text: str  # the whole one
    start: int
    end: int
    mod: str | None = None

    def get(self, *names: str) -> Any:
        """Value of the first token that stands in the pattern as the first of the classes that has one, or None."""
        return next((value for name in names for value in self.all(name)), None)

    def all(self, *names: str) -> list[Any]:
        """Values of all the tokens that stand in the pattern as these classes."""
        return [self.tokens[at].values[name] for name in names for group, at in self.groups if group == name]

    @property
    def unit(self) -> str:
        """The calendar unit that a token names, also where the pattern gives the word itself."""
        return next(token.values["UNIT"] for token in reversed(self.tokens) if "UNIT" in token.values)

    @property
    def written(self) -> str:
        return self.text[self.start:self.end]

    @property
    def is_capital(self) -> bool:
        return self.text[self.start].isupper()

    def before(self, characters: int) -> str:
        """The text before it."""
        return self.text[max(0, self.start - characters):self.start]

    def after(self, characters: int) -> str:
        """The text behind it."""
        return self.text[self.end:self.end + characters]

    @property
    def word_before(self) -> str:
        """The word before it, in small letters; empty at the beginning."""
        return "".join(self.before(12).lower().split()[-1:])


def find_matches(text: str, make: Callable[[Match], Made | None]) -> Iterator[tuple[Match, Made]]:
    """Where rules fit, of those at one place the longest of which `make` makes something, and what that is."""
    known = lexicon()
    for run in read_runs(text, known):
        symbols = "".join([token.symbol for token in run])
        if not known.may_hold.search(symbols):
            continue
        at = free = 0
        while at < len(run):
            for fit in _fitting(symbols[max(at - 1, 0):at + WINDOW_TOKENS], min(at, 1)):
                match = _match(known, fit, run, symbols, at, free, text)
                made = make(match)
                if made is not None:
                    yield match, made
                    while at < len(run) and run[at].start < match.end:
                        at += 1
                    free = at
                    break
            else:
                at += 1


@lru_cache(maxsize=1 << 16)
def _fitting(window: str, at: int) -> tuple[Fit, ...]:
    """Number of the rule, length and groups of each rule that fits `window` from `at`, longest first."""
    found = []
    for number, rule in enumerate(lexicon().rules):
        match = rule.pattern.match(window, at)
        if match and match.end() > at:
            groups = tuple((name, match.start(group) - at) for group, name in enumerate(rule.classes, 1)
                           if match.start(group) >= at)
            found.append((number, match.end() - at, groups))
    return tuple(sorted(found, key=lambda fit: (-fit[1], fit[0])))


@lru_cache(maxsize=1 << 14)
def _modifier_before(window: str, first: frozenset[str]) -> tuple[int, str | None]:
    """Tokens of the longest modifier that ends `window`, and its TIMEX3 mod; none of them where it stays outside.

    first: classes of the first token of the expression; some modifiers depend on it.
    """
    for size in range(min(len(window), MODIFIER_TOKENS), 0, -1):
        for modifier in lexicon().modifiers:
            if ("before" in modifier and first.issuperset(modifier.get("needs", ()))
                    and modifier["before"].fullmatch(window, len(window) - size)):
                outside = modifier.get("outside", False) or not first.isdisjoint(modifier.get("outside_before", ()))
                return 0 if outside else size, modifier["mod"]
    return 0, None


@lru_cache(maxsize=1 << 14)
def _modifier_after(window: str) -> tuple[int, str | None]:
    """Tokens of the first modifier that starts `window`, and its TIMEX3 mod."""
    for modifier in lexicon().modifiers:
        match = modifier["after"].match(window) if "after" in modifier else None
        if match:
            return match.end(), modifier["mod"]
    return 0, None


def _match(known: Lexicon, fit: Fit, run: list[Token], symbols: str, at: int, free: int, text: str) -> Match:
    number, length, groups = fit
    tokens = run[at:at + length]
    before, mod = _modifier_before(symbols[max(free, at - MODIFIER_TOKENS):at], frozenset(tokens[0].values))
    after, mod_after = _modifier_after(symbols[at + length:at + length + 3])
    start, end = run[at - before].start, run[at + length + after - 1].end
    words = frozenset([text[token.start:token.end].lower() for token in tokens])
    return Match(known.rules[number], tokens, groups, words, text, start, end, mod or mod_after)
