"""The network of a debate in two modes: actors on one side, what they are for or against on the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from workbench.show import theme
from workbench.show.chart_parts import alt, finish, keep_frequent, name_all, say_empty, scale_of
from workbench.show.labels import count, name

# how a tie looks by how many sentences it rests on: one sentence is thin, and named as such
STRENGTHS = {"one sentence": 1, "2 or 3 sentences": 2.5, "4 or more": 5}
MOST_TIES = 40  # beyond, lines hide each other
DASHES = {"support": [1, 0], "oppose": [6, 4], "conditional": [2, 3], "unclear": [1, 5]}


def draw_network(stances: pd.DataFrame, names: Mapping[str, str], most: int = 12) -> Any:
    """Actors at the left, issues at the right, joined where an actor takes a position: as Discourse Network Analyzer.

    A tie is as wide as the number of sentences that show it, and one that rests on a single sentence is thin.
    """
    title = "Who is tied to what"
    rows = stances.dropna(subset=["actor"])
    if rows.empty:
        return say_empty(title, "No named actor takes a position on any issue.")
    rows, _ = keep_frequent(rows, "actor", most)
    ties = rows.groupby(["actor", "issue", "position"], as_index=False).agg(
        sentences=("evidence", "nunique"), example=("evidence", "first"))
    each = max(1, MOST_TIES // ties["actor"].nunique()) if len(ties) > MOST_TIES else len(ties)
    every, ties = len(ties), ties.sort_values("sentences", ascending=False, kind="stable").groupby("actor").head(each)
    issues = ties.groupby("issue")["sentences"].sum().sort_values(ascending=False, kind="stable").index.tolist()
    places = {issue: place for place, issue in enumerate(issues)}
    # an actor stands beside the middle of what it speaks on, so that few ties cross
    middle = ties.assign(place=ties["issue"].map(places)).groupby("actor")["place"].mean()
    actors = sorted(middle.index, key=lambda actor: (middle[actor], actor))
    height = theme.ROW_PIXELS * 1.2 * max(len(actors), len(issues))
    at = {**{("actor", one): (n + 0.5) / len(actors) for n, one in enumerate(actors)},
          **{("issue", one): (n + 0.5) / len(issues) for n, one in enumerate(issues)}}
    ties = ties.assign(
        who=name_all(ties["actor"], names), on=name_all(ties["issue"], names), x=0, x2=1,
        y=[at["actor", actor] for actor in ties["actor"]], y2=[at["issue", issue] for issue in ties["issue"]],
        strength=[next(reversed([word for word, least in zip(STRENGTHS, (1, 2, 4), strict=True) if number >= least]))
                  for number in ties["sentences"]])
    # two positions of one actor on one issue run side by side
    beside = ties.groupby(["actor", "issue"]).cumcount() * 0.012
    ties = ties.assign(y=ties["y"] + beside, y2=ties["y2"] + beside).drop(columns=["actor", "issue"])
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-0.62, 1.75]))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, 1], reverse=True))
    lines = alt.Chart(ties).mark_rule(opacity=0.85).encode(
        x=x, y=y, x2="x2:Q", y2="y2:Q", tooltip=["who", "on", "position", "sentences", "example"],
        size=alt.Size("strength:O", scale=scale_of(STRENGTHS), legend=None),
        color=alt.Color("position:N", title=None, scale=scale_of(theme.POSITIONS, 0)),
        strokeDash=alt.StrokeDash("position:N", title=None, scale=scale_of(DASHES)))
    nodes = pd.DataFrame([{"name": name(key, names), "x": int(side == "issue"), "y": place, "side": side}
                          for (side, key), place in at.items()])
    points = alt.Chart(nodes).mark_circle(size=90, color=theme.INK, opacity=1).encode(x=x, y=y, tooltip=["name"])
    sides: list[tuple[str, Any, int]] = [("actor", "right", -9), ("issue", "left", 9)]
    labels = [alt.Chart(nodes[nodes["side"] == side]).mark_text(align=align, dx=dx, fontSize=12).encode(
        x=x, y=y, text="name:N") for side, align, dx in sides]
    described = "; ".join(f"{tie.who} on {tie.on}: {tie.position} ({count(tie.sentences, 'sentence')})"
                          for tie in ties.itertuples())
    return finish(alt.layer(lines, points, *labels).properties(width=theme.WIDTH_PIXELS + 80, height=height), title,
                  "A line from an actor to an issue is a position on it; thin where one sentence alone shows it"
                  + (f"; of each actor the {each} most frequent" if every > len(ties) else ""),
                  described, {"layer": "stances", "actor": "who", "issue": "on", "kind": "position"})
