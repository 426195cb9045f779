"""Who is close to whom: networks of actors from the positions they share, as discourse network analysis draws them."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

SIDES = {"support": 1, "oppose": -1}


def connect_actors(stances: pd.DataFrame) -> nx.Graph:
    """The network of actors: how many issues two agree on, and how many they are on opposite sides of.

    An actor is on a side of an issue where their statements for it and against it do not balance; a condition or an
    open answer takes no side. Returns a graph with nodes (attribute issues: number of issues they take a side on)
    and edges (agree, differ: numbers of issues; weight: agree − differ; on: the issues, as text).
    Source: the congruence and conflict networks of Leifeld (2017), Discourse Network Analysis.

    >>> from workbench import tables
    >>> rows = [("norway", "support"), ("sweden", "support"), ("finland", "oppose")]
    >>> graph = connect_actors(tables.make("stances", [{"actor": a, "issue": "tunnel", "position": p} for a, p in rows]))
    >>> [(a, b, d["agree"], d["differ"]) for a, b, d in graph.edges(data=True)]
    [('finland', 'norway', 0, 1), ('finland', 'sweden', 0, 1), ('norway', 'sweden', 1, 0)]
    """
    import networkx as nx

    side = find_sides(stances)
    graph = nx.Graph()
    for actor, issues in sorted(side.items()):
        graph.add_node(actor, issues=len(issues))
    for one, other in combinations(sorted(side), 2):
        shared = sorted(side[one].keys() & side[other].keys())
        if shared:
            same = [side[one][issue] == side[other][issue] for issue in shared]
            on = "; ".join(f"{issue} ({'agree' if s else 'differ'})" for issue, s in zip(shared, same, strict=True))
            graph.add_edge(one, other, agree=sum(same), differ=len(same) - sum(same),
                           weight=2 * sum(same) - len(same), on=on)
    return graph


def find_sides(stances: pd.DataFrame) -> dict[str, dict[str, int]]:
    """Actor → issue → 1 for or −1 against, where their statements on the issue do not balance."""
    sides: dict[str, dict[str, int]] = {}
    taken = stances.dropna(subset=["actor"])
    sums = taken["position"].map(SIDES).fillna(0).groupby([taken["actor"], taken["issue"]]).sum()
    for (actor, issue), total in sums.items():
        if total:
            sides.setdefault(actor, {})[issue] = 1 if total > 0 else -1
    return sides


def list_ties(stances: pd.DataFrame) -> pd.DataFrame:
    """The network's ties as a table, closest first: columns actor, other, agree, differ, on."""
    import pandas as pd

    rows = [(one, other, tie["agree"], tie["differ"], tie["on"])
            for one, other, tie in connect_actors(stances).edges(data=True)]
    rows.sort(key=lambda row: (row[3] - row[2], row[0], row[1]))
    return pd.DataFrame(rows, columns=["actor", "other", "agree", "differ", "on"])
