"""Whether two claims of one thing can both be right: two counts, or two days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import combinations
from typing import Any

from workbench.compare.overlaps import are_compatible
from workbench.compare.wording_differences import content_stems, spell_alike
from workbench.extract.counting_verbs import clause_words
from workbench.text.calendar_days import MONTHS, WEEKDAYS, days_apart

Claim = dict[str, Any]  # a row of `quantities` or `event_mentions`, with the day its article was `published`

UNDATED_DAYS = 60            # around its article that an undated count is taken to be of
DATED_WITHIN_DAYS = 3        # of one another that one event is given
LEAST_COMMON_WORDS = 2       # of two counting clauses, beside unit and predicate
LEAST_COMMON_ACTORS = 2      # of two places in a series
COMMON_PER_OWN_WORD = 4      # words shared for each that both clauses have of their own
LEAST_LABEL_SHARE = 0.6      # of all words of two events' labels in both
LEAST_LABEL_WORDS = 3        # in both labels
ROUNDING = 0.05              # two numbers as near as this share are one, rounded; ten times that for "about"
CALENDAR = [*MONTHS, *WEEKDAYS, "today", "yesterday", "tomorrow", "day", "week", "month", "year", "morning", "evening",
            "night"]


def count_differently(one: Claim, other: Claim) -> bool:
    """Whether two rows of `quantities` give numbers of one thing that cannot both be right."""
    if any(one[column] != other[column] for column in ("unit", "predicate", "rule", "status")):
        return False
    mine, its = _period(one), _period(other)
    if mine and its and (mine[1] < its[0] or its[1] < mine[0]):
        return False
    if one["rule"] == "series":  # of one kind, and by the same ones: two rounds of talks between two parties
        return len(set(one["actors"]) & set(other["actors"])) >= LEAST_COMMON_ACTORS and _conflict(one, other)
    return _are_alike(one, other) and _conflict(one, other)


def _period(claim: Claim) -> tuple[date, date] | None:
    """The days a count is of: those its sentence names, or else the weeks around the article."""
    if claim["begin"] and claim["finish"]:
        return claim["begin"], claim["finish"]
    published, around = claim["published"], timedelta(days=UNDATED_DAYS)
    return (published - around, published + around) if published else None


def _are_alike(one: Claim, other: Claim) -> bool:
    """Whether two counting clauses are about one thing: names, words, and what is said of the things counted."""
    names, its_names = ({word.lower() for word in claim["about"] if word[:1].isupper()} for claim in (one, other))
    return (are_compatible(names, its_names) and are_compatible(one["actors"], other["actors"])
            and _share_words(one, other) and are_compatible(_modifiers(one), _modifiers(other)))


def _share_words(one: Claim, other: Claim) -> bool:
    """Whether two clauses share enough words, none of those they don't share sets them apart, and one agent acts."""
    mine, its = (_words(claim) for claim in (one, other))
    common = (mine & its) - {one["predicate"]}
    if (mine ^ its) & clause_words("contrasts"):
        return False
    # where each clause has words of its own, one of them may be what makes the difference: a bank, a museum
    own = min(len(mine - its), len(its - mine))
    agents = {(claim["agent"] or "").lower() for claim in (one, other)}
    is_exchange = len(agents) == 2 and agents <= common  # who sends, and to whom
    return len(common) >= max(LEAST_COMMON_WORDS, COMMON_PER_OWN_WORD * own) and not is_exchange


def _words(claim: Claim) -> set[str]:
    return {word.lower() for word in claim["about"]}


def _modifiers(claim: Claim) -> set[str]:
    """The words between number and unit: "17 American sailors" are no "17 British sailors"."""
    return set(spell_alike(claim["text"])[1:-1]) & _words(claim)


def _conflict(one: Claim, other: Claim) -> bool:
    """Whether no number is meant by both, "at least", "nearly" and rounding taken into account."""
    (low, high), (its_low, its_high) = (_bounds(claim) for claim in (one, other))
    return high < its_low or its_high < low


def _bounds(claim: Claim) -> tuple[float, float]:
    low, high, is_about = claim["low"], claim["high"], claim["mod"] == "APPROX"
    slack = (10 * ROUNDING if is_about else ROUNDING) * low if is_about or low >= 1000 else 0
    return (0 if claim["mod"] == "LESS_THAN" else low - slack,
            float("inf") if claim["mod"] == "MORE_THAN" else high + slack)


@cache
def _calendar_stems() -> frozenset[str]:
    return frozenset(content_stems(CALENDAR))


@lru_cache(maxsize=1 << 14)
def label_words(label: str) -> frozenset[str]:
    """The stems of what an event's label says, without the names of days."""
    return frozenset(content_stems(spell_alike(label))) - _calendar_stems()


def is_datable(mention: Claim) -> bool:
    """Whether two articles cannot give a row of `event_mentions` two days: it is told to the day, and happens once.

    The article must name the day itself: what "yesterday" means hangs on our dating of the article. What has happened
    must be of a kind that does not happen again a day later; what is planned may be any.
    """
    return mention["precision"] == "day" and _names_day(mention["dated"] or "") and (
        mention["status"] == "planned" or mention["predicate"] in clause_words("once"))


def _names_day(words: str) -> bool:
    return any(letter.isdigit() for letter in words) or any(day in words.lower() for day in WEEKDAYS)


def date_differently(one: Claim, other: Claim) -> bool:
    """Whether two rows of `event_mentions`, both datable, give one event two days that exclude each other."""
    if (one["status"], one["predicate"]) != (other["status"], other["predicate"]):
        return False
    overlap = one["begin"] <= other["finish"] and other["begin"] <= one["finish"]
    if overlap or days_apart(one["begin"], other["begin"]) > DATED_WITHIN_DAYS:
        return False
    mine, its = label_words(one["label"]), label_words(other["label"])
    return (are_compatible(one["actors"], other["actors"])
            and len(mine & its) >= max(LEAST_LABEL_WORDS, LEAST_LABEL_SHARE * len(mine | its)))


def drop_recurring(dated: Sequence[Claim]) -> list[Claim]:
    """`dated` without events that one article gives several days: strikes night after night, rounds of talks."""
    of_article: dict[str, list[Claim]] = {}
    for claim in dated:
        of_article.setdefault(claim["article"], []).append(claim)
    recurring = {id(claim) for claims in of_article.values() for pair in combinations(claims, 2)
                 if date_differently(*pair) for claim in pair}
    return [claim for claim in dated if id(claim) not in recurring]
