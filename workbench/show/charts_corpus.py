"""Charts of what came in: the articles, and who is mentioned in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from workbench.show import theme
from workbench.show.labels import count, name

MOST_ROWS = 30  # beyond, articles are counted by day instead of listed


def draw_corpus(articles: pd.DataFrame, names: Mapping[str, str]) -> Any:
    """Words of each article, in order of publication, with the day and where it comes from."""
    title = "What came in"
    if articles.empty:
        return theme.say_empty(title, "No article came in: see the table of problems.")
    if len(articles) > MOST_ROWS:
        return _by_day(articles, title)
    rows = articles.sort_values(["published", "article"])[["article", "words", "published", "published_from"]].copy()
    rows["name"] = [name(key, names) for key in rows["article"]]
    rows["day"] = rows["published"].dt.strftime("%Y-%m-%d").fillna("no date")
    rows["label"] = rows["words"].astype(str) + " words, " + rows["day"] + " (" + rows["published_from"] + ")"
    rows = rows.drop(columns="published").astype({"words": int})
    base = alt.Chart(rows).encode(
        y=alt.Y("name:N", sort=rows["name"].tolist(), title=None),
        x=alt.X("words:Q", title="words of text", axis=alt.Axis(tickCount=5),
                scale=alt.Scale(domainMax=int(rows["words"].max() * 1.55))),
        tooltip=["article", "words", "day", "published_from"])
    chart = base.mark_bar() + base.mark_text(align="left", dx=6).encode(text="label:N")
    described = "; ".join(f"{a}: {b}" for a, b in zip(rows["name"], rows["label"], strict=True))
    return theme.finish(chart.properties(width=theme.WIDTH, height=theme.ROW * len(rows)), title,
                        "Length of each article's text; its day, and in brackets where the day was read", described)


def _by_day(articles: pd.DataFrame, title: str) -> Any:
    rows = articles.groupby("published").size().reset_index(name="articles")
    chart = alt.Chart(rows).mark_bar().encode(
        x=alt.X("published:T", title="day of publication"), y=alt.Y("articles:Q", title="articles"),
        tooltip=["published", "articles"])
    dated = int(rows["articles"].sum())
    return theme.finish(chart.properties(width=theme.WIDTH + 160), title,
                        f"Articles by day of publication; {len(articles) - dated} without a day are not shown",
                        f"{dated} articles on {len(rows)} days")


def draw_presence(mentions: pd.DataFrame, names: Mapping[str, str], most: int = 15) -> Any:
    """How often each of the `most` mentioned actors is mentioned in each article."""
    title = "Who is in it"
    if mentions.empty:
        return theme.say_empty(title, "No actor was found: is actors.toml the right one for these articles?")
    order = mentions["actor"].value_counts().head(most).index.tolist()
    rows = mentions[mentions["actor"].isin(order)].groupby(["actor", "article"]).size().reset_index(name="mentions")
    rows["who"] = [name(key, names) for key in rows["actor"]]
    rows["in"] = [name(key, names) for key in rows["article"]]
    base = alt.Chart(rows).encode(
        y=alt.Y("who:N", sort=[name(key, names) for key in order], title=None),
        x=alt.X("in:N", title=None, axis=alt.Axis(labelAngle=-30, labelLimit=200, orient="bottom")))
    shade = alt.Color("mentions:Q", scale=alt.Scale(range=["#E7F1F8", theme.BLUE]), legend=None)
    dark = f"datum.mentions > {0.75 * rows['mentions'].max()}"
    chart = base.mark_rect(stroke="white").encode(color=shade, tooltip=["who", "in", "mentions"]) + base.mark_text(
    ).encode(text="mentions:Q", color=alt.when(dark).then(alt.value("white")).otherwise(alt.value(theme.INK)))
    top = "; ".join(f"{name(key, names)}: {count(n, 'mention')}"
                    for key, n in mentions["actor"].value_counts().head(most).items())
    width = max(120, min(64 * rows["article"].nunique(), theme.WIDTH))
    return theme.finish(chart.properties(width=width, height=theme.ROW * len(order)), title,
                        "Mentions of each actor, by name, role, place or pronoun, in each article", top)
