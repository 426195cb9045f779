"""Who is close to whom: congruence and conflict networks of actors, as Discourse Network Analyzer draws them.

After Leifeld (2017), Discourse Network Analysis, in the Oxford Handbook of Political Networks: two actors are congruent
on an issue if both support or both oppose it, in conflict if one supports what the other opposes.
"""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import pandas as pd

KINDS = ("congruence", "conflict", "subtract")
SIGNS = {"support": 1, "oppose": -1}


def build_network(stances: pd.DataFrame, kind: str = "congruence") -> nx.Graph:
    """The actors as nodes, joined by the number of issues on which they agree (or disagree).

    Parameters
    ----------
    stances : the table; conditional and unclear positions join nobody
    kind : `congruence`, `conflict`, or `subtract` (congruence minus conflict: negative where they mostly disagree)

    Returns
    -------
    A graph whose nodes have `statements`, and whose edges have `weight`, `agree` and `disagree` (lists of issue ids).

    Raises
    ------
    ValueError : for another kind

    Examples
    --------
    >>> from workbench import tables
    >>> rows = [{"actor": actor, "issue": "dam", "position": "support"} for actor in ("oz", "id")]
    >>> list(build_network(tables.make("stances", rows)).edges(data="weight"))
    [('id', 'oz', 1.0)]
    """
    if kind not in KINDS:
        raise ValueError(f"no kind of network {kind!r}: use one of {', '.join(KINDS)}")
    named = stances.dropna(subset=["actor"])
    sided = named[named["position"].isin(SIGNS)]
    sides = {actor: group["position"].map(SIGNS).groupby(group["issue"]).agg(set).to_dict()
             for actor, group in sided.groupby("actor")}
    counts = named["actor"].value_counts()
    graph = nx.Graph(kind=kind)
    graph.add_nodes_from((actor, {"statements": int(counts[actor])}) for actor in sides)
    for one, other in combinations(sides, 2):
        both = sorted(sides[one].keys() & sides[other].keys())
        agree = [issue for issue in both if sides[one][issue] & sides[other][issue]]
        disagree = [issue for issue in both if {-sign for sign in sides[one][issue]} & sides[other][issue]]
        weight = float({"congruence": len(agree), "conflict": len(disagree)}.get(kind, len(agree) - len(disagree)))
        if weight or (kind == "subtract" and agree):
            graph.add_edge(one, other, weight=weight, agree=agree, disagree=disagree)
    return graph
