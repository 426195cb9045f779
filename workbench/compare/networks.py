"""Who is close to whom: congruence and conflict networks of actors, as Discourse Network Analyzer draws them.

After Leifeld (2017), Discourse Network Analysis, in the Oxford Handbook of Political Networks: two actors are congruent
on an issue if both support or both oppose it, in conflict if one supports what the other opposes.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

KINDS = ("congruence", "conflict", "subtract")
SIGNS = {"support": 1, "oppose": -1}


def build_network(stances: pd.DataFrame, kind: str = "congruence", normalise: bool = False) -> nx.Graph:
    """The actors as nodes, joined by the number of issues on which they agree (or disagree).

    stances: the table; conditional and unclear positions join nobody. kind: `congruence`, `conflict`, or `subtract`
    (congruence minus conflict: negative where they mostly disagree). normalise: weights divided by the mean number of
    issues the two take a side on, so that those who speak about everything are not close to everybody.
    Each node has `statements`; each edge `weight`, `agree` and `disagree` (lists of issue ids).
    Raises ValueError for another kind.

    >>> from workbench import tables
    >>> rows = [{"actor": actor, "issue": "dam", "position": "support"} for actor in ("oz", "id")]
    >>> list(build_network(tables.make("stances", rows)).edges(data="weight"))
    [('id', 'oz', 1.0)]
    """
    import networkx as nx

    if kind not in KINDS:
        raise ValueError(f"no kind of network {kind!r}: use one of {', '.join(KINDS)}")
    sides = _sides(stances)
    graph = nx.Graph(kind=kind)
    counts = stances.dropna(subset=["actor"])["actor"].value_counts()
    for actor in sorted(sides):
        graph.add_node(actor, statements=int(counts[actor]))
    for one, other in combinations(sorted(sides), 2):
        agree = sorted(issue for issue, signs in sides[one].items() if signs & sides[other].get(issue, set()))
        disagree = sorted(issue for issue, signs in sides[one].items()
                          if {-sign for sign in signs} & sides[other].get(issue, set()))
        weight = float({"congruence": len(agree), "conflict": len(disagree)}.get(kind, len(agree) - len(disagree)))
        if normalise:
            weight /= (len(sides[one]) + len(sides[other])) / 2
        if weight or (kind == "subtract" and agree):
            graph.add_edge(one, other, weight=weight, agree=agree, disagree=disagree)
    return graph


def list_ties(graph: nx.Graph, stances: pd.DataFrame) -> pd.DataFrame:
    """The edges of a network as rows, each with the sentences it rests on.

    Returns actor, other, weight, agree, disagree, evidence (pairs of article and sentence), heaviest first.
    """
    import pandas as pd

    rows = []
    for one, other, tie in graph.edges(data=True):
        issues = {*tie["agree"], *tie["disagree"]}
        behind = stances[stances["actor"].isin([one, other]) & stances["issue"].isin(issues)
                         & stances["position"].isin(SIGNS)]
        evidence = dict.fromkeys(zip(behind["article"], behind["evidence"], strict=True))
        rows.append({"actor": one, "other": other, "weight": tie["weight"], "agree": tie["agree"],
                     "disagree": tie["disagree"], "evidence": [list(pair) for pair in evidence]})
    ties = pd.DataFrame(rows, columns=["actor", "other", "weight", "agree", "disagree", "evidence"])
    return ties.sort_values(["weight", "actor", "other"], ascending=[False, True, True], ignore_index=True)


def build_affiliation(stances: pd.DataFrame) -> nx.Graph:
    """Actors and issues as the two kinds of nodes (`bipartite` 0 and 1), joined where an actor takes a side.

    Each edge has `weight` (statements for less statements against) and `statements`.
    """
    import networkx as nx

    graph = nx.Graph()
    sided = stances[stances["position"].isin(SIGNS)].dropna(subset=["actor"])
    for (actor, issue), group in sided.groupby(["actor", "issue"]):
        graph.add_node(actor, bipartite=0)
        graph.add_node(issue, bipartite=1)
        graph.add_edge(actor, issue, weight=int(group["position"].map(SIGNS).sum()), statements=len(group))
    return graph


def _sides(stances: pd.DataFrame) -> dict[str, dict[str, set[int]]]:
    """Actor → issue → the signs of its statements."""
    sides: dict[str, dict[str, set[int]]] = {}
    sided = stances[stances["position"].isin(SIGNS)].dropna(subset=["actor"])
    for actor, issue, position in zip(sided["actor"], sided["issue"], sided["position"], strict=True):
        sides.setdefault(actor, {}).setdefault(issue, set()).add(SIGNS[position])
    return sides
