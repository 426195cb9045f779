"""A text as tokens that may belong to a temporal expression, in runs without anything else between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from workbench.extract.times.time_words import (
    DAYLIKE,
    FEAST,
    PLAIN,
    SMALL,
    TWODIGIT,
    YEARLIKE,
    Lexicon,
)

TOKEN = re.compile(
    r"(?P<ISO>(?<!\d)[12]\d{3}-[01]\d-[0-3]\d(?:T[0-2]\d:[0-5]\d(?::[0-5]\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-]))"
    r"|(?P<SLASHED>(?<![\d/.])\d{1,2}(?P<mark>[/.])\d{1,2}(?P=mark)(?:\d{4}|\d\d)(?![\d/.]\d|\d))"
    r"|(?P<CLOCK>(?<![\d:.])[0-2]?\d[:.][0-5]\d(?=\s?[ap]\.?m\b)|(?<![\d:.])[0-2]?\d:[0-5]\d(?![\d:]))"
    r"|(?P<YEARS>(?<![\d,.$£€])(?:1\d|20)\d0['’]?s\b|['’‘]\d0['’]?s\b)"
    r"|(?P<QUARTERMARK>\b[QH][1-4]\b|(?<![\w.])[1-4]Q\b)"
    r"|(?P<ORDINAL>(?<!\d)\d{1,3}(?:st|nd|rd|th)\b)"
    r"|(?P<NUMBER>(?:\d{1,3}(?:,\d{3}(?!\d))+|\d+)(?:\.\d+)?)"
    r"|(?P<AMPM>(?<=[\s\d])[aApP]\.?[mM](?:\.|\b))"
    r"|(?P<OCLOCK>o['’]clock\b)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<POSS>['’]s?\b)"
    r"|(?P<DASH>[-–—‑]+)"
    r"|(?P<COMMA>,)|(?P<DOT>\.)|(?P<SLASH>/)"
    r"|(?P<other>\S)")


class Token(NamedTuple):
    """A token: its place in the text, the symbol of its classes, and its value in each."""

    start: int
    end: int
    symbol: str
    values: Any


def read_runs(text: str, lexicon: Lexicon) -> Iterator[list[Token]]:
    """Stretches of tokens known to the lexicon, with nothing but single white space between them."""
    words, last_end = lexicon.words, 0
    run: list[Token] = []
    for match in TOKEN.finditer(text):
        kind = str(match.lastgroup)
        start, end = match.span()
        token = None
        if kind == "word":
            surface = match[0]
            word = words.get(surface) or words.get(surface.lower())
            if word is not None and surface not in lexicon.capital:
                token = Token(start, end, word.symbol, word.values)
        elif kind != "other":
            token = _read_figure(kind, match[0], start, end, text, lexicon)
        if run and (token is None or (start > last_end and text.count("\n", last_end, start) > 1)):
            yield _join(run, text, lexicon)
            run = []
        if token is not None:
            run.append(token)
            last_end = end
    if run:
        yield _join(run, text, lexicon)


def _read_figure(kind: str, written: str, start: int, end: int, text: str, lexicon: Lexicon) -> Token:
    """The token of something written in figures, or of a mark."""
    classes: frozenset[str] = frozenset((kind,))
    value: Any = written
    if kind == "NUMBER":
        classes, value = _read_number(written, text[start - 1:start], text[end:end + 1])
    elif kind == "ORDINAL":
        value = int(written[:-2])
        classes |= {"DAYORD"} if 0 < value < 32 else set()
    return Token(start, end, lexicon.symbol(classes), dict.fromkeys(classes, value))


def _read_number(written: str, before: str, after: str) -> tuple[frozenset[str], float]:
    """A number in figures; four digits may be a year unless a sign makes them an amount."""
    digits = len(written)
    if not written.isdigit() or digits > 4:
        return PLAIN, float(written.replace(",", "")) if digits < 16 else 0.0
    number = int(written)
    if before in ("$", "£", "€", "#", "¥", ".") or after in ("%", "°"):
        return PLAIN, number
    if digits == 4:
        return YEARLIKE if 1000 <= number < 2200 else PLAIN, number
    if digits == 3:
        return PLAIN, number
    return SMALL if 1 <= number <= 12 else DAYLIKE if 1 <= number <= 31 else TWODIGIT, number


def _join(run: list[Token], text: str, lexicon: Lexicon) -> list[Token]:
    """The run with numbers and feasts of several words as one token each."""
    if any("FEASTWORD" in token.values for token in run):
        run = _joined(run, lambda run, at: _feast_at(run, at, text, lexicon))
    if sum("NUMBER" in token.values for token in run) > 1:
        run = _joined(run, lambda run, at: _number_at(run, at, lexicon))
    return run


def _joined(run: list[Token], compose: Callable[[list[Token], int], tuple[int, Token]]) -> list[Token]:
    """The run made of what `compose` gives for each place: how many tokens, and the one that stands for them."""
    joined, at = [], 0
    while at < len(run):
        size, token = compose(run, at)
        joined.append(token)
        at += size
    return joined


def _feast_at(run: list[Token], at: int, text: str, lexicon: Lexicon) -> tuple[int, Token]:
    """"Good Friday", "New Year's Eve"."""
    first = run[at]
    if "FEASTWORD" in first.values and text[first.start].isupper():
        words = [text[token.start:token.end].lower().replace("’", "'") for token in run[at:at + lexicon.longest_feast]]
        for size in range(len(words), 0, -1):
            when = lexicon.feasts.get(tuple(words[:size]))
            if when is not None:
                return size, Token(first.start, run[at + size - 1].end, lexicon.symbol(FEAST), {"FEAST": when})
    return 1, first


def _number_at(run: list[Token], at: int, lexicon: Lexicon) -> tuple[int, Token]:
    """"Twenty-four", "2 1/2", "nineteen ninety-six"."""
    if "NUMBER" not in run[at].values:
        return 1, run[at]
    number, last, classes = _Composed(run[at]), at, PLAIN
    while (place := _next_number(run, last)) is not None:
        is_dashed = place > last + 1
        if not is_dashed and place + 2 < len(run) and "SLASH" in run[place + 1].values:
            above, below = run[place].values["NUMBER"], run[place + 2].values.get("NUMBER", 0)
            if 0 < above < below <= 10:
                number.value, last, classes = number.value + above / below, place + 2, PLAIN
            break
        if not number.take(run[place], is_dashed, is_second=last == at):
            break
        last = place
        classes = YEARLIKE if number.century and 1700 <= number.total < 2100 else PLAIN
    if last == at:
        return 1, run[at]
    total = int(number.total) if number.total == int(number.total) else number.total
    return last - at + 1, Token(run[at].start, run[last].end, lexicon.symbol(classes), dict.fromkeys(classes, total))


def _next_number(run: list[Token], last: int) -> int | None:
    """The place of a number next to token `last`, or behind a dash."""
    place = last + 1
    if place < len(run) - 1 and "DASH" in run[place].values:
        place += 1
    return place if place < len(run) and "NUMBER" in run[place].values else None


class _Composed:
    """A number that is put together from several: its thousands, which are complete, and what follows them."""

    def __init__(self, first: Token):
        self.thousands, self.value = 0.0, first.values["NUMBER"]
        self.is_spelled = first.values.keys().isdisjoint(("DAYNUM", "YEAR"))
        self.century = self.value if self.is_spelled and 17 <= self.value <= 20 else 0

    @property
    def total(self) -> float:
        return self.thousands + self.value

    def take(self, token: Token, is_dashed: bool, is_second: bool) -> bool:
        """Takes the next number into this one; False where it is another one."""
        following = token.values["NUMBER"]
        if not token.values.keys().isdisjoint(("YY", "YEAR")):
            return False
        if following in (100, 1000, 1_000_000) and not is_dashed and self.value < following:
            self.value *= following
            if following > 100:
                self.thousands, self.value = self.total, 0
        elif self.is_spelled and self._is_followed_by(following, is_dashed):
            self.value += following
        elif self.century and is_second and 10 <= following < 100:  # "nineteen ninety-six"
            self.value = self.century * 100 + following
        else:
            return False
        return True

    def _is_followed_by(self, following: float, is_dashed: bool) -> bool:
        """Whether a smaller number in words belongs to it: "twenty-four", "two hundred five"."""
        if self.value % 100 in range(20, 100, 10) and following < 10:
            return True
        return self.value % 100 == 0 and bool(self.total) and following < 100 and not is_dashed
