"""Charts of positions: who stands where and is close to whom, how that moved, who is for or against whom."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap
from typing import Any

import networkx as nx
import pandas as pd

from workbench.compare.independence import count_independent, trace_sources
from workbench.compare.networks import build_network
from workbench.show import theme
from workbench.show.chart_parts import alt, finish, keep_frequent, moment, name_all, say_empty, scale_of, signs_of
from workbench.show.labels import UNNAMED, count, name

COLUMN_PIXELS = 106  # of an issue's column: four signs side by side
TIES = {"more agreement": (theme.BLUE, [1, 0]), "more conflict": (theme.RED, [6, 4]),
        "as much of both": (theme.GREY, [1, 3])}


def draw_positions(stances: pd.DataFrame, copies: pd.DataFrame, names: Mapping[str, str], most: int = 15) -> Any:
    """Actor × issue: the positions found, by sign and colour, with the number of statements and of sources."""
    title = "Who stands where"
    if stances.empty:
        return say_empty(title, "No position fits: none was found on these issues, or none of this actor.")
    rows = _named(stances, names)
    rows["on"] = rows["on"].map(_in_lines)
    issues = rows["on"].value_counts().index.tolist()
    rows, who = keep_frequent(rows, "who", most)
    rows = rows.groupby(["who", "on", "position"], as_index=False).agg(
        statements=("evidence", "size"), articles=("article", list), example=("evidence", "first"))
    sources = trace_sources(copies)
    rows["sources"] = [count_independent(articles, sources) for articles in rows.pop("articles")]
    counts = zip(rows["statements"], rows["sources"], strict=True)
    rows["label"] = [f"{n} ({m})" if n > m else str(n) for n, m in counts]
    base = alt.Chart(rows).encode(
        y=alt.Y("who:N", sort=who, title=None, axis=alt.Axis(grid=True)),
        x=alt.X("on:N", sort=issues, title=None, axis=_issue_axis(max(issue.count("\n") for issue in issues) + 1)),
        xOffset=alt.XOffset("position:N", scale=alt.Scale(domain=list(theme.POSITIONS))))
    signs = base.mark_point(filled=True, size=150, opacity=1).encode(
        **signs_of("position", theme.POSITIONS),
        tooltip=["who", "on", "position", "statements", "sources", "example"])
    numbers = base.mark_text(dy=13, fontSize=10).encode(text="label:N")
    told = zip(rows["who"], rows["on"].str.replace("\n", " "), rows["position"], rows["statements"], strict=True)
    described = "; ".join(f"{who} on {on}: {position} ({count(n, 'statement')})" for who, on, position, n in told)
    chart = (signs + numbers).properties(width=COLUMN_PIXELS * len(issues), height=36 * len(who))
    return finish(chart, title, "Positions towards each issue's proposition; below each sign the number of "
                                "statements (in brackets: of independent sources, where fewer)", described,
                  {"layer": "stances", "actor": "who", "issue": "on", "kind": "position"})


def _named(stances: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    rows = stances.copy()
    rows["who"] = [name(actor, names) if isinstance(actor, str) else holder if isinstance(holder, str) else UNNAMED
                   for actor, holder in zip(rows["actor"], rows["holder_text"], strict=True)]
    rows["on"] = name_all(rows["issue"], names)
    return rows


def _in_lines(text: str) -> str:
    """`text` in lines as wide as an issue's column."""
    return "\n".join(wrap(text, COLUMN_PIXELS // 8))


def _issue_axis(lines: int) -> Any:
    # the grid stands between the issues, not in their middle
    return alt.Axis(orient="top", labelAngle=0, labelLimit=COLUMN_PIXELS, labelExpr=r"split(datum.label, '\n')",
                    grid=True, bandPosition=0, labelPadding=6 + 14 * (lines - 1), domain=False, ticks=False)


def draw_moves(stances: pd.DataFrame, articles: pd.DataFrame, names: Mapping[str, str], most: int = 12) -> Any:
    """Positions over time: each statement on the day it was made (or published), one panel an issue."""
    title = "How positions moved"
    rows = _named(stances, names).merge(articles[["article", "published"]], on="article", how="left")
    rows["day"] = rows["said_on"].fillna(rows["published"])
    rows = rows.dropna(subset=["day"])
    if rows.empty:
        return say_empty(title, "No position could be dated.")
    rows, who = keep_frequent(rows, "who", most)
    rows = rows.groupby(["on", "who", "day", "position"], as_index=False).agg(
        statements=("evidence", "size"), example=("evidence", "first"))
    beside = pd.Timedelta(days=1)
    span = alt.Scale(domain=[moment(rows["day"].min() - beside), moment(rows["day"].max() + beside)])
    panels = []
    for issue in rows["on"].value_counts().index:
        part = rows[rows["on"] == issue]
        panels.append(alt.Chart(part).mark_point(filled=True, size=140, opacity=0.85).encode(
            x=alt.X("day:T", title=None, scale=span, axis=alt.Axis(format="%-d %b %Y", grid=True, tickCount=6)),
            y=alt.Y("who:N", title=None, sort=who, axis=alt.Axis(grid=True)),
            # two positions of one day stand side by side
            yOffset=alt.YOffset("position:N", scale=alt.Scale(domain=list(theme.POSITIONS))),
            **signs_of("position", theme.POSITIONS), tooltip=["who", "day", "position", "statements", "example"],
        ).properties(width=theme.WIDTH_PIXELS, height=1.3 * theme.ROW_PIXELS * part["who"].nunique(),
                     title=alt.TitleParams(issue, fontSize=13, offset=4, frame="group")))
    described = "; ".join(f"{row.day:%Y-%m-%d} {row.who} on {row.on}: {row.position}" for row in rows.itertuples())
    return finish(alt.vconcat(*panels, spacing=14), title,
                  "Each sign: what was said on that day, or published then where the day is not told", described,
                  {"layer": "stances", "actor": "who", "issue": "on", "kind": "position", "from": "day", "to": "day"})


def draw_relations(relations: pd.DataFrame, names: Mapping[str, str], most: int = 12) -> Any:
    """Holder × target: who speaks or acts for or against whom, with the number of sentences."""
    title = "Who is for or against whom"
    if relations.empty:
        return say_empty(title, "Nobody was found to speak or act for or against another.")
    rows = relations.assign(who=name_all(relations["holder"], names), whom=name_all(relations["target"], names))
    by_who, who = keep_frequent(rows, "who", most)
    _, whom = keep_frequent(rows, "whom", most)
    rows = by_who[by_who["whom"].isin(whom)].groupby(["who", "whom", "sign"], as_index=False).agg(
        sentences=("evidence", "size"), example=("evidence", "first"))
    base = alt.Chart(rows).encode(
        y=alt.Y("who:N", sort=who, title="who", axis=alt.Axis(grid=True)),
        x=alt.X("whom:N", sort=whom, title="towards whom",
                axis=alt.Axis(labelAngle=-30, grid=True, bandPosition=0, orient="bottom")),
        xOffset=alt.XOffset("sign:N", scale=alt.Scale(domain=list(theme.SIGNS))))
    signs = base.mark_point(filled=True, size=140, opacity=1).encode(
        **signs_of("sign", theme.SIGNS), tooltip=["who", "whom", "sign", "sentences", "example"])
    chart = signs + base.mark_text(dy=13, fontSize=10).encode(text="sentences:Q")
    described = "; ".join(f"{row.who} towards {row.whom}: {row.sign} ({count(row.sentences, 'sentence')})"
                          for row in rows.itertuples())
    return finish(chart.properties(width=58 * len(whom), height=36 * len(who)), title,
                  "Signs: speaks or acts for (up) or against (down); below, the number of sentences", described,
                  {"layer": "relations", "actor": "who", "q": "whom", "kind": "sign"})


def draw_network(stances: pd.DataFrame, names: Mapping[str, str]) -> Any:
    """Actors in a circle, joined where they take sides on the same issue: solid for agreement, dashed for conflict."""
    title = "Who is close to whom"
    graph = build_network(stances, kind="subtract")
    if not graph.number_of_edges():
        return say_empty(title, "No two actors take sides on the same issue.")
    graph = graph.subgraph(sorted(node for node, degree in graph.degree if degree))
    place = nx.circular_layout(sorted(graph, key=lambda actor: (_side(graph, actor), actor)))
    nodes = pd.DataFrame([{"who": name(actor, names), "x": place[actor][0], "y": place[actor][1],
                           "statements": graph.nodes[actor]["statements"], "left": bool(place[actor][0] < -0.05)}
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
        color=alt.Color("tie:N", title=None, scale=scale_of(TIES, 0)),
        strokeDash=alt.StrokeDash("tie:N", title=None, scale=scale_of(TIES, 1)))
    points = alt.Chart(nodes).mark_circle(size=220, color=theme.INK, opacity=1).encode(
        x=x, y=y, tooltip=["who", "statements"])
    sides: list[tuple[pd.DataFrame, Any, int]] = [
        (nodes[~nodes["left"]], "left", 11), (nodes[nodes["left"]], "right", -11)]
    labels = [alt.Chart(part).mark_text(align=align, dx=dx, fontSize=12).encode(x=x, y=y, text="who:N")
              for part, align, dx in sides if len(part)]
    described = "; ".join(f"{row.between}: agree on {count(row.agree, 'issue')}, differ on {count(row.differ, 'issue')}"
                          for row in ties.itertuples())
    return finish(alt.layer(lines, points, *labels).properties(width=theme.WIDTH_PIXELS + 80, height=380), title,
                  "Solid: more issues they agree on. Dashed: more they are on opposite sides of. "
                  "Thicker: more issues", described)


def _side(graph: Any, actor: str) -> float:
    """Where the actor stands between the two camps of the strongest division: like stands beside like."""
    first = max(graph, key=lambda node: (graph.degree(node), node))
    tie = graph.get_edge_data(first, actor)
    return 0 if actor == first else -tie["weight"] if tie else 0.5


def _kind(weight: int) -> str:
    return "more agreement" if weight > 0 else "more conflict" if weight < 0 else "as much of both"
