"""What a finding rests on: how much of it is left without one outlet, one agency's text, or one source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from workbench.compare.agencies import find_credit, is_agency
from workbench.compare.independence import trace_sources
from workbench.tables import from_rows

LEFT_OUT = ("outlet", "agency", "text")


def measure_fragility(rows: pd.DataFrame, by: Sequence[str], articles: pd.DataFrame,
                      copies: pd.DataFrame) -> pd.DataFrame:
    """For each finding, how many of its rows are left when the outlet, agency or text it rests on most is left out.

    A text is an original with all its copies; an agency's share is what it published itself or is credited with.

    Parameters
    ----------
    rows
        A table whose rows stand in an article, such as stances or quotes.
    by
        Columns whose values make a finding; a column of lists counts a row for each value.
    articles, copies
        The tables of the corpus.

    Returns
    -------
    The columns of `by`; rows; without_outlet, without_agency, without_text (rows left); rests_on: the weakest point in
    words. Those most easily toppled come first.

    Raises
    ------
    ValueError
        The table has no such column.

    Examples
    --------
    >>> measure_fragility(corpus.stances, ["actor", "issue"], corpus.articles, corpus.copies)  # doctest: +SKIP
    """
    if unknown := [name for name in (*by, "article") if name not in rows]:
        raise ValueError(f"the table has no column {unknown[0]!r}; it has {', '.join(rows.columns)}")
    texts = trace_sources(copies)
    outlets = {row["article"]: row["outlet"] for row in _plain(articles)}
    agencies = {row["article"]: _agency(row) for row in _plain(articles)}
    found = []
    for key, group in _group(rows, by):
        behind = [(outlets.get(article), agencies.get(article), texts.get(article, frozenset([article])))
                  for article in group]
        heaviest = {"outlet": _heaviest([outlet] for outlet, _, _ in behind),
                    "agency": _heaviest([agency] for _, agency, _ in behind),
                    "text": _heaviest(text for _, _, text in behind)}
        left = [len(group) - heaviest[what][1] for what in LEFT_OUT]
        found.append([*key, len(group), *left, _tell(len(group), heaviest, {outlet for outlet, _, _ in behind})])
    names = [*by, "rows", *(f"without_{what}" for what in LEFT_OUT), "rests_on"]
    frame = pd.DataFrame(found, columns=names)
    share = frame[[f"without_{what}" for what in LEFT_OUT]].min(axis=1) / frame["rows"]
    return frame.assign(share=share).sort_values(["share", "rows", *by], ascending=[True, False, *[True] * len(by)],
                                                 ignore_index=True).drop(columns="share")


def _plain(articles: pd.DataFrame) -> list[dict[str, Any]]:
    return from_rows.plain("articles", articles[[name for name in articles if name in ARTICLE_COLUMNS]].to_dict(
        "records"))


ARTICLE_COLUMNS = ("article", "outlet", "authors", "body", "removed")


def _agency(article: Mapping[str, Any]) -> str | None:
    return article["outlet"] if is_agency(article["outlet"]) else find_credit(article)


def _group(rows: pd.DataFrame, by: Sequence[str]) -> list[tuple[tuple, list[str]]]:
    """The articles of each finding's rows."""
    for name in by:
        rows = rows.explode(name)
    rows = rows.dropna(subset=list(by)) if by else rows
    if not by:
        return [((), rows["article"].tolist())] if len(rows) else []
    return [(key, group["article"].tolist()) for key, group in rows.groupby(list(by))]


def _heaviest(named: Iterable[Iterable[str | None]]) -> tuple[str | None, int]:
    """What stands behind most rows, and behind how many."""
    counts = Counter(name for names in named for name in names if name is not None)
    return max(counts.items(), key=lambda item: (item[1], item[0]), default=(None, 0))


def _tell(rows: int, heaviest: Mapping[str, tuple[str | None, int]], outlets: set[str | None]) -> str:
    """The weakest point in words: the one text, agency or outlet behind most of the rows."""
    text, agency, outlet = heaviest["text"], heaviest["agency"], heaviest["outlet"]
    carried = len(outlets - {None})
    if text[1] == rows:
        of = f" of {agency[0]}" if agency[1] == rows else ""
        return f"one text{of}" + (f", carried by {carried} outlets" if carried > 1 else "")
    if agency[1] == rows:
        return f"{agency[0]} alone"
    if outlet[1] == rows:
        return f"{outlet[0]} alone"
    behind, weakest = max((text[1], "its most used text"), (agency[1], f"{agency[0]}"), (outlet[1], f"{outlet[0]}"),
                          key=lambda option: option[0])
    return f"{rows - behind} of {rows} left without {weakest}"
