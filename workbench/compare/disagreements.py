"""The same thing counted or dated differently: claims of independent articles that cannot both be right.

Few and sure rather than many: two claims must be about the same unit and predicate, or the same event, share
names and words of their clauses, and stand in articles of the same days that do not repeat one another. Claims are
compared within blocks of some days and one subject, each pair in one of its blocks at least, so that the time taken
grows with the number of claims.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from workbench import tables
from workbench.compare.contradictions import (
    Claim,
    count_differently,
    date_differently,
    drop_recurring,
    is_datable,
    label_words,
)
from workbench.compare.independence import trace_sources
from workbench.compare.shingles import hash_shingles, join_keys
from workbench.text.calendar_days import days_apart, read_day, tell_days

REPORTED_WITHIN_DAYS = 4  # of one another that two articles count the same thing
BLOCK_DAYS = 7            # more than those
KINDS = {"quantities": "count", "event_mentions": "date"}  # what differs in the rows of each table
Pair = tuple[Claim, Claim]


def find_disagreements(quantities: pd.DataFrame, event_mentions: pd.DataFrame, articles: pd.DataFrame,
                       copies: pd.DataFrame) -> pd.DataFrame:
    """The table `disagreements`: one thing that independent articles count or date differently.

    quantities, event_mentions, articles, copies: the tables of these names. `claims` and `evidence` stand in the
    order of `articles`, the earliest article first; of copies of one text one stands for all. Articles without a
    day are compared with each other only.
    """
    given = {"quantities": quantities, "event_mentions": event_mentions}
    return describe_pairs({name: find_pairs(name, rows, articles, copies) for name, rows in given.items()})


def find_pairs(name: str, frame: pd.DataFrame, articles: pd.DataFrame, copies: pd.DataFrame,
               blocks: Container[str] | None = None) -> list[Pair]:
    """Pairs of rows of table `name` (a key of KINDS) that cannot both be right, the earlier article's row first.

    blocks: only the pairs of these, of `blocks_of`; with each row's blocks in one call or another, all are found.
    """
    rows = sorted(read_claims(name, frame, articles), key=place_of)
    sources = trace_sources(copies)
    for row in rows:
        row["sources"] = sorted(sources.get(row["article"], [row["article"]]))
    if name == "quantities":
        return _pair(rows, lambda row: row["about"], count_differently, blocks)
    return _pair(drop_recurring([row for row in rows if is_datable(row)]), lambda row: label_words(row["label"]),
                 date_differently, blocks)


def blocks_of(row: Mapping[str, Any]) -> list[str]:
    """The blocks of a row of `quantities` or `event_mentions` with `published`; rows with one in common are compared.

    Two articles of days as near as REPORTED_WITHIN_DAYS have a span in common, wherever spans begin.
    """
    if "unit" in row:
        subject = f"{row['unit']} {row['predicate'] or ''}"
    elif is_datable(dict(row)):
        subject = f"{row['status']} {row['predicate']}"
    else:
        return []
    if not row["published"]:
        return [f"{subject} undated"]
    day = row["published"]
    spans = {day.toordinal() // BLOCK_DAYS, (day.toordinal() + REPORTED_WITHIN_DAYS) // BLOCK_DAYS}
    return [f"{subject} {span}" for span in sorted(spans)]


def read_claims(name: str, frame: pd.DataFrame, articles: pd.DataFrame) -> list[Claim]:
    """The rows of table `name` as plain values, each with the day its article was `published`."""
    days = (read_day(day, "published") for day in articles["published"])
    published = dict(zip(articles["article"], days, strict=True))
    rows = tables.plain(name, frame[tables.TABLES[name].names].to_dict("records"))
    return [{**row, "published": published.get(row["article"])} for row in rows]


def place_of(row: Claim) -> tuple[str, str, int, int, str]:
    """What tells a claim from all others, and their order: nothing of it hangs on how they came."""
    return str(row["published"]), row["article"], row["start"], row["end"], str(row["begin"])


def _pair(rows: Sequence[Claim], words: Callable[[Claim], Iterable[str]], differ: Callable[[Claim, Claim], bool],
          blocks: Container[str] | None) -> list[Pair]:
    """Rows that differ about one thing; compared are those with a block and a word in common."""
    hashed = []
    for row in rows:
        chosen = [block for block in blocks_of(row) if blocks is None or block in blocks]
        about = list(words(row))
        keys = [hash_shingles(about, 1, salt=block) for block in chosen]
        hashed.append(np.unique(np.concatenate([np.empty(0, np.uint64), *keys])))
    joined = join_keys(hashed)
    pairs = ((rows[one], rows[other]) for one, other in zip(joined.first.tolist(), joined.second.tolist(), strict=True))
    return [(one, other) for one, other in pairs
            if set(one["sources"]).isdisjoint(other["sources"])
            and days_apart(one["published"], other["published"]) <= REPORTED_WITHIN_DAYS and differ(one, other)]


def describe_pairs(found: Mapping[str, Collection[Pair]]) -> pd.DataFrame:
    """The table `disagreements` from the pairs of each table: those that share a claim are one disagreement."""
    rows = [_describe(group, KINDS[name]) for name, pairs in found.items() for group in _group(pairs)]
    return tables.make("disagreements", sorted(rows, key=lambda row: (row["about"], row["articles"])))


def _group(pairs: Collection[Pair]) -> list[list[Claim]]:
    """The claims of pairs that hang together, each group in the order of its claims."""
    import networkx as nx

    claims = {place_of(claim): claim for pair in pairs for claim in pair}
    graph = nx.Graph((place_of(one), place_of(other)) for one, other in pairs)
    return [[claims[place] for place in group] for group in sorted(map(sorted, nx.connected_components(graph)))]


def _describe(group: Sequence[Claim], kind: str) -> Claim:
    claims = _one_of_each(group)
    return {"about": _name(claims, kind), "kind": kind, "articles": [claim["article"] for claim in claims],
            "claims": [claim["text" if kind == "count" else "label"] for claim in claims],
            "evidence": [[claim["article"], claim["evidence"]] for claim in claims]}


def _one_of_each(claims: Iterable[Claim]) -> list[Claim]:
    """The first claim of each source."""
    kept: list[Claim] = []
    for claim in claims:
        if all(set(claim["sources"]).isdisjoint(other["sources"]) for other in kept):
            kept.append(claim)
    return kept


def _name(claims: Sequence[Claim], kind: str) -> str:
    """The question that the claims answer differently, with words that they share and the day of the first report."""
    words = [set(claim["about"]) if kind == "count" else label_words(claim["label"]) for claim in claims]
    common = max((one & other for one, other in combinations(words, 2)), key=lambda both: (len(both), sorted(both)))
    first = claims[0]
    told = [claim["text"] if kind == "count" else tell_days(claim["begin"], claim["finish"]) for claim in claims]
    what = " or ".join(dict.fromkeys(told))
    rest = ", ".join([first["predicate"], *sorted(common - {first["predicate"]})])
    return f"{what[:1].upper()}{what[1:]}? ({rest})" + (f", {first['published']}" if first["published"] else "")
