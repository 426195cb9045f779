"""The same thing counted or dated differently: claims of independent articles that cannot both be right.

Few and sure rather than many: two claims must be about the same unit and predicate, or the same event, share
names and words of their clauses, and stand in articles of the same days that do not repeat one another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

from workbench import tables
from workbench.compare.independence import trace_sources
from workbench.compare.shingles import hash_shingles, join_keys
from workbench.compare.wordings import content_stems, spell_alike
from workbench.extract.quantities import clause_words

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]

REPORTED_WITHIN = 4   # days between two articles that count the same thing
UNDATED = 60          # days around its article that an undated count is taken to be of
DATED_WITHIN = 3      # days between two dates that one event is given
LEAST_COMMON = 2      # words that two counting clauses share, beside unit and predicate
LEAST_PARTIES = 2     # actors that two places in a series have in common
OWN_WORDS = 4         # words shared for each that both clauses have of their own
LIKE_LABELS = 0.6     # of all words of two events' labels shared
LEAST_LABEL = 3       # words that two labels share at the least
NEAR = 0.05           # two numbers as near as this are one, rounded; ten times that for "about"
CALENDAR = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december today yesterday tomorrow day week month year morning evening night"
)


def find_disagreements(quantities: pd.DataFrame, happenings: pd.DataFrame, articles: pd.DataFrame,
                       copies: pd.DataFrame) -> pd.DataFrame:
    """The table `disagreements`: one thing that independent articles count or date differently.

    quantities, happenings, articles, copies: the tables of these names. `claims` and `evidence` stand in the
    order of `articles`, the earliest article first; of copies of one text one stands for all.
    """
    published = dict(zip(articles["article"], (_day(day) for day in articles["published"]), strict=True))
    sources = trace_sources(copies)
    counted = _read(quantities, published, sources)
    dated = [row for row in _read(happenings, published, sources) if row["precision"] == "day"]
    for row in dated:
        row["words"] = frozenset(content_stems(spell_alike(row["label"]))) - _calendar_stems()
    dated = _drop_recurring(dated)
    rows = [
        *_describe(counted, _pair(counted, _count_keys, count_differently), "count"),
        *_describe(dated, _pair(dated, _date_keys, date_differently), "date"),
    ]
    return tables.make("disagreements", sorted(rows, key=lambda row: (row["about"], row["articles"])))


def count_blocks(quantities: pd.DataFrame) -> pd.Series:
    """The unit and predicate of each quantity: counts without both in common are never compared."""
    return quantities["unit"] + " " + quantities["predicate"].fillna("")


@cache
def _calendar_stems() -> frozenset[str]:
    return frozenset(content_stems(CALENDAR.split()))


def date_blocks(happenings: pd.DataFrame) -> pd.Series:
    """The status and predicate of each happening: days of happenings without both in common are never compared."""
    return happenings["status"] + " " + happenings["predicate"]


def _day(value: Any) -> date | None:
    return None if value is None or value != value else value.date()


def _read(table: pd.DataFrame, published: Mapping[str, date | None],
          sources: Mapping[str, frozenset[str]]) -> list[Row]:
    """The rows of a table with `published` and the article's `sources`, in an order that is its own."""
    name = "quantities" if "unit" in table else "happenings"
    rows = tables.plain(name, table[tables.TABLES[name].names].to_dict("records"))
    for row in rows:
        row["published"] = published.get(row["article"])
        row["sources"] = sources.get(row["article"], frozenset([row["article"]]))
    return sorted(rows, key=lambda row: (str(row["published"]), row["article"], row["start"]))


def _pair(rows: Sequence[Row], keys: Callable[[Row], list[tuple[str, ...]]],
          differ: Callable[[Row, Row], bool]) -> list[tuple[int, int]]:
    """Numbers of rows that differ about one thing; compared are those with a key in common."""
    import numpy as np

    hashed = [np.unique(np.concatenate([hash_shingles(key, len(key)) for key in found]))
              if (found := keys(row)) else np.empty(0, dtype=np.uint64) for row in rows]
    joined = join_keys(hashed)
    return [(one, other) for one, other in zip(joined.first.tolist(), joined.second.tolist(), strict=True)
            if rows[one]["sources"].isdisjoint(rows[other]["sources"])
            and _apart(rows[one]["published"], rows[other]["published"]) <= REPORTED_WITHIN
            and differ(rows[one], rows[other])]


def _apart(one: date | None, other: date | None) -> int:
    return abs((one - other).days) if one and other else 0


def _count_keys(row: Row) -> list[tuple[str, ...]]:
    return [(row["unit"], row["predicate"] or "", word) for word in row["about"]]


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


def _date_keys(row: Row) -> list[tuple[str, ...]]:
    return [(row["status"], row["predicate"], word) for word in row["words"]]


def date_differently(one: Row, other: Row) -> bool:
    """Whether two rows of `happenings` give one event two days that exclude each other.

    What has happened must be of a kind that does not happen again a day later; what is planned may be any.
    """
    if one["status"] == "happened" and one["predicate"] not in clause_words("once"):
        return False
    if (one["status"], one["predicate"]) != (other["status"], other["predicate"]):
        return False
    overlap = one["begin"] <= other["finish"] and other["begin"] <= one["finish"]
    if overlap or _apart(one["begin"], other["begin"]) > DATED_WITHIN:
        return False
    if one["actors"] and other["actors"] and not set(one["actors"]) & set(other["actors"]):
        return False
    common = one["words"] & other["words"]
    return len(common) >= LEAST_LABEL and len(common) >= LIKE_LABELS * len(one["words"] | other["words"])


def _drop_recurring(dated: Sequence[Row]) -> list[Row]:
    """`dated` without events that one article gives several days: strikes night after night, rounds of talks."""
    of_article: dict[str, list[Row]] = {}
    for row in dated:
        of_article.setdefault(row["article"], []).append(row)
    recurring = {id(row) for rows in of_article.values() for pair in combinations(rows, 2)
                 if date_differently(*pair) for row in pair}
    return [row for row in dated if id(row) not in recurring]


def _describe(rows: Sequence[Row], pairs: Iterable[tuple[int, int]], kind: str) -> list[Row]:
    """The rows of `disagreements`: pairs that share a claim are one disagreement."""
    groups: list[set[int]] = []
    for pair in pairs:
        joined = set(pair).union(*(group for group in groups if group & set(pair)))
        groups = [group for group in groups if not group & set(pair)] + [joined]
    found = []
    for group in groups:
        claims = _one_of_each(rows[number] for number in sorted(group))
        found.append({
            "about": _name(claims, kind), "kind": kind, "articles": [claim["article"] for claim in claims],
            "claims": [claim["text" if kind == "count" else "label"] for claim in claims],
            "evidence": [[claim["article"], claim["evidence"]] for claim in claims],
        })
    return found


def _one_of_each(claims: Iterable[Row]) -> list[Row]:
    """The first claim of each source."""
    kept: list[Row] = []
    for claim in claims:
        if all(claim["sources"].isdisjoint(other["sources"]) for other in kept):
            kept.append(claim)
    return kept


def _name(claims: Sequence[Row], kind: str) -> str:
    """What the claims are about, in words that they share, with the day of the first report."""
    words = [set(claim["about"]) if kind == "count" else claim["words"] for claim in claims]
    common = max((one & other for one, other in combinations(words, 2)), key=lambda both: (len(both), sorted(both)))
    first = claims[0]
    what = f"{first['unit']}: {first['predicate']}" if kind == "count" else f"day of: {first['predicate']}"
    rest = ", ".join(sorted(common - {first["predicate"]}))
    return f"{what} ({rest})" + (f", {first['published']}" if first["published"] else "")
