"""Numbers in a text, in figures and in words: what is the least and the most each means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from workbench.lexicons import read_lexicon

FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
CURRENCY = r"(?:US)?\$|€|£"


class Number(NamedTuple):
    """A number as it stands: its span with bound and currency, the span of the figures alone, and its meaning."""

    start: int
    end: int
    first: int
    low: float
    high: float
    mod: str        # MORE_THAN, LESS_THAN, APPROX, or nothing
    currency: str   # the sign before it, or nothing


@cache
def lexicon() -> dict[str, Any]:
    """The tables of lexicons/numbers.toml."""
    return read_lexicon("numbers")


@cache
def _pattern() -> re.Pattern[str]:
    known = lexicon()
    bounds = _any(phrase for phrases in known["bounds"].values() for phrase in phrases)
    words = rf"(?:{_any(known['values'])}|{_any(known['scales'])})"
    figures = rf"(?:{FIGURE})(?:[ -](?:{_any(known['scales'])}))?"
    one = rf"(?:{figures}|(?:an? )?{words}(?:(?: and |[ -]){words}){{0,6}})(?!\w)"
    return re.compile(
        rf"(?<![\w.,$€£-])(?:(?P<bound>{bounds})\s+)?(?:(?P<between>between)\s+)?(?:"
        rf"(?P<vague>{_any(known['vague'])})(?!\w)|(?:(?P<currency>{CURRENCY})\s?)?(?P<low>{one})"
        rf"(?:(?(between)\s+and\s+|\s?(?:-|–|\bto\b|\bor\b)\s?)(?:{CURRENCY})?(?P<high>{one}))?)",
        re.I)


def _any(phrases: Any) -> str:
    """A pattern for any of these phrases, the longest first."""
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def find_numbers(text: str) -> Iterator[Number]:
    """The numbers of `text`, in order; a range is one number.

    >>> [(number.low, number.high, number.mod) for number in find_numbers("at least 12 of 30-35 men")]
    [(12.0, 12.0, 'MORE_THAN'), (30.0, 35.0, '')]
    """
    for match in _pattern().finditer(text):
        mod = next((mod for mod, phrases in lexicon()["bounds"].items()
                    if match["bound"] and match["bound"].lower() in phrases), "")
        if match["vague"]:
            low, high = lexicon()["vague"][match["vague"].lower()]
            first = match.start("vague")
        else:
            low, first = read_number(match["low"]), match.start("low")
            high = read_number(match["high"]) if match["high"] else low
            if low is None or high is None:
                continue
            if low < high and re.fullmatch(FIGURE, match["low"]) and high >= 1e3 > low and high % 1e3 == 0:
                low *= _scale_of(match["high"])  # "30 to 35 thousand"
            if low > high:  # "19-15" is a score, "3 and 2" a list
                high = low
        yield Number(match.start(), match.end(), first, float(low), float(high), mod, match["currency"] or "")


def _scale_of(written: str) -> float:
    return next((scale for word, scale in lexicon()["scales"].items() if written.lower().endswith(word)), 1)


def read_number(written: str) -> float | None:
    """The value of one number in figures or words; None for what is none.

    >>> read_number("two hundred and five"), read_number("2.3 million")
    (205.0, 2300000.0)
    """
    values, scales = lexicon()["values"], lexicon()["scales"]
    total: float = 0
    group: float | None = None
    for word in re.findall(rf"{FIGURE}|[a-z]+", written.lower()):
        if word in ("and", "a", "an"):
            continue
        if word in scales:
            group = (1 if group is None else group) * scales[word]
            if scales[word] > 100:
                total, group = total + group, None
        elif word in values:
            group = (group or 0) + values[word]
        elif word[0].isdigit():
            group = (group or 0) + float(word.replace(",", ""))
        else:
            return None
    return round(total + (group or 0), 6) if total or group is not None else None  # 65.4 billion, not 65.400…01
