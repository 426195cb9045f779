"""Charts of positions: who stands where, how that moved, who is for or against whom."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap
from typing import Any

import pandas as pd

from workbench.compare.independence import count_independent, trace_sources
from workbench.show import theme
from workbench.show.chart_parts import alt, finish, keep_frequent, name_all, name_axis, say_empty, scale_of, signs_of
from workbench.show.labels import AND_SPEAKERS, UNNAMED, count, name

COLUMN_PIXELS = 106  # of an issue's column: four signs side by side
MOST_ISSUES = 6      # side by side; more stand below each other
MOST_MOVES = 72      # rows of actors, over all issues
SIGN_PIXELS = 12
MOST_DAYS = 21       # side by side; beyond, positions stand by week or month
PERIODS = {"D": "on that day", "W": "in the week from that day", "M": "in that month"}
# what a cell says besides its colour: a sign, and how often where it is more than once
SIGN_OF_POSITION = "{support: '▲', oppose: '▼', conditional: '◆', unclear: '●'}[datum.position]"
AND_HOW_OFTEN = " + (datum.statements > 1 ? ' ' + datum.statements : '')"


def draw_positions(stances: pd.DataFrame, copies: pd.DataFrame, names: Mapping[str, str],
                   propositions: Mapping[str, str] | None = None, most: int = 15) -> Any:
    """Actor × issue: the positions found, by sign and colour, with the number of statements and of sources.

    propositions: what each issue's positions are for or against, by its id, to stand below its name
    """
    title = "Who stands where"
    if stances.empty:
        return say_empty(title, "No position fits: none was found on these issues, or none of this actor.")
    rows = _named(stances, names)
    rows["issue"] = rows["on"]
    stated = {issue: f"\n“{words}”" for issue, words in (propositions or {}).items()}
    rows["on"] = [_in_lines(on) + "\n".join(map(_in_lines, stated.get(issue, "").split("\n")))
                  for on, issue in zip(rows["on"], stances["issue"], strict=True)]
    issues = rows["on"].value_counts().index.tolist()
    rows, who = keep_frequent(rows, "who", most)
    rows = rows.groupby(["who", "on", "issue", "position", "whose"], as_index=False).agg(
        statements=("evidence", "size"), articles=("article", list), example=("evidence", "first"))
    sources = trace_sources(copies)
    rows["sources"] = [count_independent(articles, sources) for articles in rows.pop("articles")]
    counts = zip(rows["statements"], rows["sources"], strict=True)
    rows["label"] = [f"{n} ({m})" if n > m else str(n) for n, m in counts]
    blocks = [_draw_signs(rows, issues[first:first + MOST_ISSUES], who) for first in range(0, len(issues), MOST_ISSUES)]
    told = zip(rows["who"], rows["issue"], rows["position"], rows["statements"], strict=True)
    described = "; ".join(f"{who} on {on}: {position} ({count(n, 'statement')})" for who, on, position, n in told)
    chart = blocks[0] if len(blocks) == 1 else alt.vconcat(*blocks, spacing=24)
    return finish(chart, title, "Positions towards each issue's proposition; below each sign the number of "
                                "statements (in brackets: of independent sources, where fewer)", described,
                  {"layer": "stances", "actor": "whose", "issue": "issue", "kind": "position"})


def _draw_signs(rows: pd.DataFrame, issues: list[str], who: list[str]) -> Any:
    """Some issues side by side: a sign for each position of each actor, and the number of statements below it."""
    rows = rows[rows["on"].isin(issues)]
    there = [one for one in who if one in set(rows["who"])]
    base = alt.Chart(rows).encode(
        y=alt.Y("who:N", sort=there, title=None, axis=name_axis(grid=True)),
        x=alt.X("on:N", sort=issues, title=None, axis=_issue_axis(max(issue.count("\n") for issue in issues) + 1)),
        xOffset=alt.XOffset("position:N", scale=alt.Scale(domain=list(theme.POSITIONS))))
    signs = base.mark_point(filled=True, size=150, opacity=1).encode(
        **signs_of("position", theme.POSITIONS),
        tooltip=["who", "issue", "position", "statements", "sources", "example"])
    numbers = base.mark_text(dy=13, fontSize=10).encode(text="label:N")
    return (signs + numbers).properties(width=COLUMN_PIXELS * len(issues), height=36 * len(there))


def _named(stances: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    rows = stances.copy()
    rows["who"] = [_holder(row.actor, row.holder_text, row.said_by, names)
                   for row in rows[["actor", "holder_text", "said_by"]].itertuples(index=False)]
    rows["on"] = name_all(rows["issue"], names)
    rows["whose"] = _find_whose(rows, names)
    return rows


def _find_whose(rows: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    """What a click on a mark looks for: the holder, or the actor with who speaks for it where persons stand with it."""
    persons = rows["person"] if "person" in rows else rows["actor"]
    joined = set(rows.loc[rows["actor"].notna() & (persons != rows["actor"]), "actor"])
    holders = zip(rows["actor"], rows["who"], strict=True)
    return [f"{actor}{AND_SPEAKERS}" if actor in joined else name(actor, names) if isinstance(actor, str) else who
            for actor, who in holders]


def _holder(actor: Any, written: Any, said_by: Any, names: Mapping[str, str]) -> str:
    """The holder, apart from what somebody else says of them: "Russia, says Donald Trump"."""
    who = name(actor, names) if isinstance(actor, str) else written if isinstance(written, str) else UNNAMED
    return f"{who}, says {name(said_by, names)}" if isinstance(said_by, str) and said_by != actor else who


def _in_lines(text: str) -> str:
    """`text` in lines as wide as an issue's column."""
    return "\n".join(wrap(text, COLUMN_PIXELS // 8))


def _issue_axis(lines: int) -> Any:
    # the grid stands between the issues, not in their middle
    return alt.Axis(orient="top", labelAngle=0, labelLimit=COLUMN_PIXELS, labelExpr=r"split(datum.label, '\n')",
                    grid=True, bandPosition=0, labelPadding=6 + 14 * (lines - 1), domain=False, ticks=False)


def draw_moves(stances: pd.DataFrame, articles: pd.DataFrame, names: Mapping[str, str], most: int = 12) -> Any:
    """Actor × issue × day as a heat map: what was said on each day, and on which days nothing was."""
    title = "How positions moved"
    rows = _named(stances, names).merge(articles[["article", "published"]], on="article", how="left")
    rows["at"] = rows["said_on"].fillna(rows["published"])
    rows = rows.dropna(subset=["at"])
    if rows.empty:
        return say_empty(title, "No position could be dated.")
    rows, who = keep_frequent(rows, "who", most)
    first, last = rows["at"].min(), rows["at"].max()
    step = "D" if (last - first).days <= MOST_DAYS else "W" if (last - first).days <= 7 * MOST_DAYS else "M"
    rows["day"] = rows["at"].dt.to_period(step).dt.start_time.dt.strftime("%Y-%m-%d")
    # every day between stands on the axis, so that gaps are seen
    days = pd.period_range(first, last, freq=step).start_time.strftime("%Y-%m-%d").tolist()
    rows = rows.groupby(["on", "who", "whose", "day", "position"], as_index=False).agg(
        statements=("evidence", "size"), example=("evidence", "first"))
    issues = rows["on"].value_counts().index.tolist()
    fewer = max(4, MOST_MOVES // len(issues))
    panels = [_draw_moves_on(rows[rows["on"] == issue], issue, who[:fewer], days, issue == issues[-1])
              for issue in issues]
    heard = f"; of {len(who)} actors the {fewer} most heard" if len(who) > fewer else ""
    described = "; ".join(f"{row.day} {row.who} on {row.on}: {row.position}" for row in rows.itertuples())
    return finish(alt.vconcat(*panels, spacing=14), title,
                  f"Each cell: what was said {PERIODS[step]}, or published then where the day is not told; "
                  f"empty where nothing was{heard}", described,
                  {"layer": "stances", "actor": "whose", "issue": "on", "kind": "position",
                   **({"from": "day", "to": "day"} if step == "D" else {})})


def _draw_moves_on(part: pd.DataFrame, issue: str, who: list[str], days: list[str], is_last: bool) -> Any:
    """One issue's panel of `draw_moves`; the last one bears the days."""
    part = part[part["who"].isin(who)]
    there = [one for one in who if one in set(part["who"])]
    # all cells are as narrow as the number of positions in the panel makes them
    is_wide = theme.WIDTH_PIXELS / len(days) / max(1, part["position"].nunique()) > 2 * SIGN_PIXELS
    base = alt.Chart(part).encode(
        x=alt.X("day:O", title=None, scale=alt.Scale(domain=days), axis=alt.Axis(
            labelAngle=0, labelOverlap=True, grid=True, bandPosition=0, labels=is_last)),
        y=alt.Y("who:N", title=None, sort=there, axis=name_axis(grid=True, bandPosition=0)),
        # two positions of one day share its cell
        xOffset=alt.XOffset("position:N"))
    cells = base.mark_rect(stroke="white").encode(
        color=alt.Color("position:N", title=None, scale=scale_of(theme.POSITIONS, 0)),
        tooltip=["who", "day", "position", "statements", "example"])
    signs = base.transform_calculate(sign=SIGN_OF_POSITION + (AND_HOW_OFTEN if is_wide else "")).mark_text(
        fontSize=11).encode(text="sign:N", color=alt.when("datum.position == 'conditional'").then(
            alt.value(theme.INK)).otherwise(alt.value("white")))
    return (cells + signs).properties(
        width=theme.WIDTH_PIXELS, height=theme.ROW_PIXELS * len(there),
        title=alt.TitleParams(issue, fontSize=13, offset=4, frame="group"))


def draw_relations(relations: pd.DataFrame, names: Mapping[str, str], most: int = 12, left_out: int = 0) -> Any:
    """Holder × target: who speaks or acts for or against whom, with the number of sentences.

    Parameters
    ----------
    relations, names
        The rows to draw, and the actors' names by id.
    most : int
        Of so many holders, and so many targets, the most frequent.
    left_out : int
        How many less sure rows are not drawn; the subtitle tells.
    """
    title = "Who is for or against whom"
    waiting = f"; {count(left_out, 'less sure row')} left out" if left_out else ""
    if relations.empty:
        return say_empty(title, f"Nobody was found to speak or act for or against another{waiting}.")
    rows = relations.assign(who=name_all(relations["holder"], names), whom=name_all(relations["target"], names))
    by_who, who = keep_frequent(rows, "who", most)
    _, whom = keep_frequent(rows, "whom", most)
    rows = by_who[by_who["whom"].isin(whom)].groupby(["who", "whom", "sign"], as_index=False).agg(
        sentences=("evidence", "size"), example=("evidence", "first"))
    base = alt.Chart(rows).encode(
        y=alt.Y("who:N", sort=who, title="who", axis=name_axis(grid=True, titlePadding=12)),
        x=alt.X("whom:N", sort=whom, title="towards whom",
                axis=name_axis(labelAngle=-30, grid=True, bandPosition=0, orient="bottom")),
        xOffset=alt.XOffset("sign:N", scale=alt.Scale(domain=list(theme.SIGNS))))
    signs = base.mark_point(filled=True, size=140, opacity=1).encode(
        **signs_of("sign", theme.SIGNS), tooltip=["who", "whom", "sign", "sentences", "example"])
    chart = signs + base.mark_text(dy=13, fontSize=10).encode(text="sentences:Q")
    described = "; ".join(f"{row.who} towards {row.whom}: {row.sign} ({count(row.sentences, 'sentence')})"
                          for row in rows.itertuples())
    return finish(chart.properties(width=min(58, 600 // len(whom)) * len(whom), height=36 * len(who)), title,
                  f"Signs: speaks or acts for (up) or against (down); below, the number of sentences{waiting}",
                  described,
                  {"layer": "relations", "actor": "who", "q": "whom", "kind": "sign"})
