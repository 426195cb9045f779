"""Charts of positions: who stands where on each issue, how that moved, who is for or against whom."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from workbench.show import theme
from workbench.show.labels import UNNAMED, count, name

STEP = 106  # width of an issue's column: four signs side by side


def draw_positions(stances: pd.DataFrame, copies: pd.DataFrame, names: Mapping[str, str], most: int = 15) -> Any:
    """Actor × issue: the positions found, by sign and colour, with the number of statements and of sources."""
    from workbench.compare.independence import count_independent, trace_sources

    title = "Who stands where"
    if stances.empty:
        return theme.say_empty(title, "No position fits: none was found on these issues, or none of this actor.")
    rows = _named(stances, names)
    rows["on"] = rows["on"].map(_in_lines)
    who = rows["who"].value_counts().head(most).index.tolist()
    issues = rows["on"].value_counts().index.tolist()
    rows = rows[rows["who"].isin(who)].groupby(["who", "on", "position"], as_index=False).agg(
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
        shape=alt.Shape("position:N", title=None, scale=theme.scale_of(theme.POSITIONS, 1)),
        color=alt.Color("position:N", title=None, scale=theme.scale_of(theme.POSITIONS, 0)),
        tooltip=["who", "on", "position", "statements", "sources", "example"])
    numbers = base.mark_text(dy=13, fontSize=10).encode(text="label:N")
    told = zip(rows["who"], rows["on"].str.replace("\n", " "), rows["position"], rows["statements"], strict=True)
    described = "; ".join(f"{who} on {on}: {position} ({count(n, 'statement')})" for who, on, position, n in told)
    chart = (signs + numbers).properties(width=STEP * len(issues), height=36 * len(who))
    return theme.finish(chart, title, "Positions towards each issue's proposition; below each sign the number of "
                                      "statements (in brackets: of independent sources, where fewer)", described)


def _named(stances: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    rows = stances.copy()
    rows["who"] = [name(actor, names) if isinstance(actor, str) else holder if isinstance(holder, str) else UNNAMED
                   for actor, holder in zip(rows["actor"], rows["holder_text"], strict=True)]
    rows["on"] = [name(issue, names) for issue in rows["issue"]]
    return rows


def _in_lines(text: str) -> str:
    """`text` in lines as wide as an issue's column."""
    return "\n".join(wrap(text, STEP // 8))


def _issue_axis(lines: int) -> Any:
    # the grid stands between the issues, not in their middle
    return alt.Axis(orient="top", labelAngle=0, labelLimit=STEP, labelExpr=r"split(datum.label, '\n')", grid=True,
                    bandPosition=0, labelPadding=6 + 14 * (lines - 1), domain=False, ticks=False)


def draw_moves(stances: pd.DataFrame, articles: pd.DataFrame, names: Mapping[str, str], most: int = 12) -> Any:
    """Positions over time: each statement on the day it was made (or published), one panel an issue."""
    title = "How positions moved"
    rows = _named(stances, names).merge(articles[["article", "published"]], on="article", how="left")
    rows["day"] = rows["said_on"].fillna(rows["published"])
    rows = rows.dropna(subset=["day"])
    if rows.empty:
        return theme.say_empty(title, "No position could be dated.")
    who = rows["who"].value_counts().head(most).index.tolist()
    rows = rows[rows["who"].isin(who)].groupby(["on", "who", "day", "position"], as_index=False).agg(
        statements=("evidence", "size"), example=("evidence", "first"))
    span = alt.Scale(domain=[_moment(rows["day"].min(), -1), _moment(rows["day"].max(), 1)])
    panels = []
    for issue in rows["on"].value_counts().index:
        part = rows[rows["on"] == issue]
        panels.append(alt.Chart(part).mark_point(filled=True, size=140, opacity=0.85).encode(
            x=alt.X("day:T", title=None, scale=span, axis=alt.Axis(format="%-d %b %Y", grid=True, tickCount=6)),
            y=alt.Y("who:N", title=None, sort=who, axis=alt.Axis(grid=True)),
            # two positions of one day stand side by side
            yOffset=alt.YOffset("position:N", scale=alt.Scale(domain=list(theme.POSITIONS))),
            shape=alt.Shape("position:N", title=None, scale=theme.scale_of(theme.POSITIONS, 1)),
            color=alt.Color("position:N", title=None, scale=theme.scale_of(theme.POSITIONS, 0)),
            tooltip=["who", "day", "position", "statements", "example"],
        ).properties(width=theme.WIDTH, height=1.3 * theme.ROW * part["who"].nunique(),
                     title=alt.TitleParams(issue, fontSize=13, offset=4, frame="group")))
    described = "; ".join(f"{row.day:%Y-%m-%d} {row.who} on {row.on}: {row.position}" for row in rows.itertuples())
    return theme.finish(alt.vconcat(*panels, spacing=14), title,
                        "Each sign: what was said on that day, or published then where the day is not told", described)


def _moment(day: Any, shift: int) -> Any:
    day = day + pd.Timedelta(days=shift)
    return alt.DateTime(year=day.year, month=day.month, date=day.day)


def draw_relations(relations: pd.DataFrame, names: Mapping[str, str], most: int = 12) -> Any:
    """Holder × target: who speaks or acts for or against whom, with the number of sentences."""
    title = "Who is for or against whom"
    if relations.empty:
        return theme.say_empty(title, "Nobody was found to speak or act for or against another.")
    rows = relations.assign(who=[name(key, names) for key in relations["holder"]],
                            whom=[name(key, names) for key in relations["target"]])
    who = rows["who"].value_counts().head(most).index.tolist()
    whom = rows["whom"].value_counts().head(most).index.tolist()
    rows = rows[rows["who"].isin(who) & rows["whom"].isin(whom)].groupby(["who", "whom", "sign"], as_index=False).agg(
        sentences=("evidence", "size"), example=("evidence", "first"))
    base = alt.Chart(rows).encode(
        y=alt.Y("who:N", sort=who, title="who", axis=alt.Axis(grid=True)),
        x=alt.X("whom:N", sort=whom, title="towards whom",
                axis=alt.Axis(labelAngle=-30, grid=True, bandPosition=0, orient="bottom")),
        xOffset=alt.XOffset("sign:N", scale=alt.Scale(domain=list(theme.SIGNS))))
    signs = base.mark_point(filled=True, size=140, opacity=1).encode(
        shape=alt.Shape("sign:N", title=None, scale=theme.scale_of(theme.SIGNS, 1)),
        color=alt.Color("sign:N", title=None, scale=theme.scale_of(theme.SIGNS, 0)),
        tooltip=["who", "whom", "sign", "sentences", "example"])
    chart = signs + base.mark_text(dy=13, fontSize=10).encode(text="sentences:Q")
    described = "; ".join(f"{row.who} towards {row.whom}: {row.sign} ({count(row.sentences, 'sentence')})"
                          for row in rows.itertuples())
    return theme.finish(chart.properties(width=58 * len(whom), height=36 * len(who)), title,
                        "Signs: speaks or acts for (up) or against (down); below, the number of sentences", described)
