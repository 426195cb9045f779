"""Whether two claims of one thing can both be right: two counts, or two days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import combinations
from typing import Any

from workbench.compare.wording_differences import content_stems, spell_alike
from workbench.extract.quantities import clause_words
from workbench.text.calendar_days import MONTHS, WEEKDAYS

Row = dict[str, Any]

UNDATED = 60          # days around its article that an undated count is taken to be of
DATED_WITHIN = 3      # days between two dates that one event is given
LEAST_COMMON = 2      # words that two counting clauses share, beside unit and predicate
LEAST_PARTIES = 2     # actors that two places in a series have in common
OWN_WORDS = 4         # words shared for each that both clauses have of their own
LIKE_LABELS = 0.6     # of all words of two events' labels shared
LEAST_LABEL = 3       # words that two labels share at the least
NEAR = 0.05           # two numbers as near as this are one, rounded; ten times that for "about"
CALENDAR = (*MONTHS, *WEEKDAYS, "today", "yesterday", "tomorrow", "day", "week", "month", "year", "morning", "evening",
            "night")


def count_differently(one: Row, other: Row) -> bool:
    """Whether two rows of `quantities` give numbers of one thing that cannot both be right."""
    if any(one[column] != other[column] for column in ("unit", "predicate", "rule", "status")):
        return False
    mine, its = _period(one), _period(other)
    if mine and its and (mine[1] < its[0] or its[1] < mine[0]):
        return False
    if one["rule"] == "series":  # of one kind, and by the same ones: two rounds of talks between two parties
        return len(set(one["actors"]) & set(other["actors"])) >= LEAST_PARTIES and _conflict(one, other)
    return _are_alike(one, other) and _conflict(one, other)


def _period(row: Row) -> tuple[date, date] | None:
    """The days a count is of: those its sentence names, or else the weeks before the article."""
    if row["begin"] and row["finish"]:
        return row["begin"], row["finish"]
    published = row["published"]
    return (published - timedelta(days=UNDATED), published + timedelta(days=UNDATED)) if published else None


def _are_alike(one: Row, other: Row) -> bool:
    """Whether two counting clauses are about one thing: names, words, and what is said of the things counted."""
    names, its_names = ({word.lower() for word in row["about"] if word[:1].isupper()} for row in (one, other))
    mine, its = ({word.lower() for word in row["about"]} for row in (one, other))
    if names and its_names and not names & its_names:
        return False
    if one["actors"] and other["actors"] and not set(one["actors"]) & set(other["actors"]):
        return False
    common = (mine & its) - {one["predicate"]}
    only_one, only_other = mine - its, its - mine
    if (only_one | only_other) & clause_words("contrasts"):
        return False
    # where each clause has words of its own, one of them may be what makes the difference: a bank, a museum
    if len(common) < max(LEAST_COMMON, OWN_WORDS * min(len(only_one), len(only_other))):
        return False
    agent, its_agent = ((row["agent"] or "").lower() for row in (one, other))
    if agent != its_agent and {agent, its_agent} <= common:
        return False  # who sends, and to whom
    ours, theirs = (_modifiers(row) for row in (one, other))
    return not (ours and theirs) or bool(ours & theirs)


def _modifiers(row: Row) -> set[str]:
    """The words between number and unit: "17 American sailors" are no "17 British sailors"."""
    return set(spell_alike(row["text"])[1:-1]) & {word.lower() for word in row["about"]}


def _conflict(one: Row, other: Row) -> bool:
    """Whether no number is meant by both, "at least", "nearly" and rounding taken into account."""
    (low, high), (its_low, its_high) = (_bounds(row) for row in (one, other))
    return high < its_low or its_high < low


def _bounds(row: Row) -> tuple[float, float]:
    low, high = row["low"], row["high"]
    slack = (10 * NEAR if row["mod"] == "APPROX" else NEAR) * low if row["mod"] == "APPROX" or low >= 1000 else 0
    return (0 if row["mod"] == "LESS_THAN" else low - slack,
            float("inf") if row["mod"] == "MORE_THAN" else high + slack)


@cache
def _calendar_stems() -> frozenset[str]:
    return frozenset(content_stems(list(CALENDAR)))


@lru_cache(maxsize=1 << 14)
def label_words(label: str) -> frozenset[str]:
    """What an event's label says, without the names of days."""
    return frozenset(content_stems(spell_alike(label))) - _calendar_stems()


def is_datable(row: Row) -> bool:
    """Whether a row of `event_mentions` is of a kind that two articles cannot give two days: told to the day, and once.

    What has happened must be of a kind that does not happen again a day later; what is planned may be any.
    """
    return row["precision"] == "day" and (row["status"] == "planned" or row["predicate"] in clause_words("once"))


def date_differently(one: Row, other: Row) -> bool:
    """Whether two rows of `event_mentions`, both datable, give one event two days that exclude each other."""
    if (one["status"], one["predicate"]) != (other["status"], other["predicate"]):
        return False
    overlap = one["begin"] <= other["finish"] and other["begin"] <= one["finish"]
    if overlap or days_apart(one["begin"], other["begin"]) > DATED_WITHIN:
        return False
    if one["actors"] and other["actors"] and not set(one["actors"]) & set(other["actors"]):
        return False
    mine, its = label_words(one["label"]), label_words(other["label"])
    common = mine & its
    return len(common) >= LEAST_LABEL and len(common) >= LIKE_LABELS * len(mine | its)


def drop_recurring(dated: Sequence[Row]) -> list[Row]:
    """`dated` without events that one article gives several days: strikes night after night, rounds of talks."""
    of_article: dict[str, list[Row]] = {}
    for row in dated:
        of_article.setdefault(row["article"], []).append(row)
    recurring = {id(row) for rows in of_article.values() for pair in combinations(rows, 2)
                 if date_differently(*pair) for row in pair}
    return [row for row in dated if id(row) not in recurring]


def days_apart(one: date | None, other: date | None) -> int:
    """Days from one to the other; none where a day is not known."""
    return abs((one - other).days) if one and other else 0
