"""The network of actors who share positions, or are on opposite sides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import networkx as nx
import pandas as pd

from workbench.show import theme
from workbench.show.labels import count, name

TIES = {"more agreement": (theme.BLUE, [1, 0]), "more conflict": (theme.RED, [6, 4]),
        "as much of both": (theme.GREY, [1, 3])}


def draw_network(stances: pd.DataFrame, names: Mapping[str, str]) -> Any:
    """Actors in a circle, joined where they take sides on the same issue: solid for agreement, dashed for conflict."""
    from workbench.compare.networks import build_network

    title = "Who is close to whom"
    graph = build_network(stances, kind="subtract")
    if not graph.number_of_edges():
        return theme.say_empty(title, "No two actors take sides on the same issue.")
    graph = graph.subgraph(sorted(node for node, degree in graph.degree if degree))
    place = nx.circular_layout(sorted(graph, key=lambda actor: (_side(graph, actor), actor)))
    nodes = pd.DataFrame([{"who": name(actor, names), "x": place[actor][0], "y": place[actor][1],
                           "statements": graph.nodes[actor]["statements"],
                           "left": bool(place[actor][0] < -0.05)}
                          for actor in graph])
    ties = pd.DataFrame([{"x": place[a][0], "y": place[a][1], "x2": place[b][0], "y2": place[b][1],
                          "between": f"{name(a, names)} – {name(b, names)}", "agree": len(tie["agree"]),
                          "differ": len(tie["disagree"]), "tie": _kind(tie["weight"]),
                          "issues": len(tie["agree"]) + len(tie["disagree"])}
                         for a, b, tie in graph.edges(data=True)])
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-1.9, 1.9]))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-1.15, 1.15]))
    lines = alt.Chart(ties).mark_rule().encode(
        x=x, y=y, x2="x2:Q", y2="y2:Q", tooltip=["between", "agree", "differ"],
        size=alt.Size("issues:Q", scale=alt.Scale(range=[1.5, 6], zero=False), legend=None),
        color=alt.Color("tie:N", title=None, scale=theme.scale_of(TIES, 0)),
        strokeDash=alt.StrokeDash("tie:N", title=None, scale=theme.scale_of(TIES, 1)))
    points = alt.Chart(nodes).mark_circle(size=220, color=theme.INK, opacity=1).encode(
        x=x, y=y, tooltip=["who", "statements"])
    sides: list[tuple[pd.DataFrame, Any, int]] = [
        (nodes[~nodes["left"]], "left", 11), (nodes[nodes["left"]], "right", -11)]
    labels = [alt.Chart(part).mark_text(align=align, dx=dx, fontSize=12).encode(x=x, y=y, text="who:N")
              for part, align, dx in sides if len(part)]
    described = "; ".join(f"{row.between}: agree on {count(row.agree, 'issue')}, differ on {count(row.differ, 'issue')}"
                          for row in ties.itertuples())
    return theme.finish(alt.layer(lines, points, *labels).properties(width=theme.WIDTH + 80, height=380), title,
                        "Solid: more issues they agree on. Dashed: more they are on opposite sides of. "
                        "Thicker: more issues", described)


def _side(graph: Any, actor: str) -> float:
    """Where the actor stands between the two camps of the strongest division: like stands beside like."""
    first = max(graph, key=lambda node: (graph.degree(node), node))
    tie = graph.get_edge_data(first, actor)
    return 0 if actor == first else -tie["weight"] if tie else 0.5


def _kind(weight: int) -> str:
    return "more agreement" if weight > 0 else "more conflict" if weight < 0 else "as much of both"
