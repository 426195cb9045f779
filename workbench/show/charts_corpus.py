"""Charts of what came in: the articles, and who is mentioned in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from workbench.show import theme
from workbench.show.chart_parts import PALE_TO_BLUE, alt, finish, keep_frequent, name_all, say_empty, white_where
from workbench.show.labels import count, name

MOST_ROWS = 30  # beyond, articles are counted by day instead of listed


def draw_corpus(articles: pd.DataFrame, names: Mapping[str, str]) -> Any:
    """Words of each article, in order of publication, with the day and where it comes from."""
    title = "What came in"
    if articles.empty:
        return say_empty(title, "No article came in: see the table of problems.")
    if len(articles) > MOST_ROWS:
        return _by_day(articles, title)
    rows = articles.sort_values(["published", "article"])[["article", "words", "published", "published_from"]]
    day = rows.pop("published").dt.strftime("%Y-%m-%d").fillna("no date")
    rows = rows.assign(name=name_all(rows["article"], names), day=day,
                       label=rows["words"].astype(str) + " words, " + day + " (" + rows["published_from"] + ")",
                       words=rows["words"].astype(int))
    base = alt.Chart(rows).encode(
        y=alt.Y("name:N", sort=rows["name"].tolist(), title=None),
        x=alt.X("words:Q", title="words of text", axis=alt.Axis(tickCount=5),
                scale=alt.Scale(domainMax=int(rows["words"].max() * 1.55))),
        tooltip=["article", "words", "day", "published_from"])
    chart = base.mark_bar() + base.mark_text(align="left", dx=6).encode(text="label:N")
    described = "; ".join(f"{a}: {b}" for a, b in zip(rows["name"], rows["label"], strict=True))
    return finish(chart.properties(width=theme.WIDTH_PIXELS, height=theme.ROW_PIXELS * len(rows)), title,
                  "Length of each article's text; its day, and in brackets where the day was read", described)


def _by_day(articles: pd.DataFrame, title: str) -> Any:
    rows = articles.groupby("published").size().reset_index(name="articles")
    chart = alt.Chart(rows).mark_bar().encode(
        x=alt.X("published:T", title="day of publication"), y=alt.Y("articles:Q", title="articles"),
        tooltip=["published", "articles"])
    dated = int(rows["articles"].sum())
    return finish(chart.properties(width=theme.WIDTH_PIXELS + 160), title,
                  f"Articles by day of publication; {len(articles) - dated} without a day are not shown",
                  f"{dated} articles on {len(rows)} days")


def draw_presence(mentions: pd.DataFrame, names: Mapping[str, str], most: int = 15) -> Any:
    """How often each of the `most` mentioned actors is mentioned in each article."""
    title = "Who is in it"
    if mentions.empty:
        return say_empty(title, "No actor was found: is actors.toml the right one for these articles?")
    rows, order = keep_frequent(mentions, "actor", most)
    top = "; ".join(f"{name(key, names)}: {count(n, 'mention')}"
                    for key, n in rows["actor"].value_counts().loc[order].items())
    rows = rows.groupby(["actor", "article"]).size().reset_index(name="mentions")
    rows = rows.assign(**{"who": name_all(rows["actor"], names), "in": name_all(rows["article"], names)})
    base = alt.Chart(rows).encode(
        y=alt.Y("who:N", sort=name_all(order, names), title=None),
        x=alt.X("in:N", title=None, axis=alt.Axis(labelAngle=-30, labelLimit=200, orient="bottom")))
    shade = alt.Color("mentions:Q", scale=alt.Scale(range=PALE_TO_BLUE), legend=None)
    chart = base.mark_rect(stroke="white").encode(color=shade, tooltip=["who", "in", "mentions"]) + base.mark_text(
    ).encode(text="mentions:Q", color=white_where(f"datum.mentions > {0.75 * rows['mentions'].max()}"))
    width = max(120, min(64 * rows["article"].nunique(), theme.WIDTH_PIXELS))
    return finish(chart.properties(width=width, height=theme.ROW_PIXELS * len(order)), title,
                  "Mentions of each actor, by name, role, place or pronoun, in each article", top)
