"""Who is independent of whom: how many sources stand behind several articles, copies of one text counted once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd


def trace_sources(copies: pd.DataFrame) -> dict[str, frozenset[str]]:
    """The originals that each article in the table `copies` goes back to, by article id.

    A copy of a copy goes back to the first of them; a round-up of two texts goes back to both. An article
    that repeats nothing is its own original, and so is every article that is not in the result.

    Examples
    --------
    >>> from workbench import tables
    >>> trace_sources(tables.make("copies", [{"article": "b", "copy_of": "a", "shared": 0.9}]))["b"]
    frozenset({'a'})
    """
    import networkx as nx

    repeats = nx.DiGraph(zip(copies["article"], copies["copy_of"], strict=True))
    # in a circle, which find_copies never makes but an analyst's table may, the first name stands for all
    return {article: frozenset(one for one in chain if not repeats.out_degree(one)) or frozenset([min(chain)])
            for article in sorted(repeats) for chain in [nx.descendants(repeats, article) | {article}]}


def count_independent(articles: Iterable[str], sources: Mapping[str, frozenset[str]]) -> int:
    """How many of `articles` are independent: the most of them of which no two go back to the same original.

    Articles with few originals are taken first, so that a round-up of two reports adds nothing to them.

    Parameters
    ----------
    sources : what `trace_sources` returns; an article missing there is its own original

    Examples
    --------
    >>> count_independent(["a", "b", "c"], {"a": frozenset("a"), "b": frozenset("a")})
    2
    """
    counted, used = 0, set[str]()
    originals = [sources.get(article, frozenset([article])) for article in set(articles)]
    for behind in sorted(originals, key=lambda behind: (len(behind), sorted(behind))):
        if used.isdisjoint(behind):
            counted += 1
            used |= behind
    return counted
