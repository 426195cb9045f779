"""Charts of what came in: the articles, and who is mentioned in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from workbench.show import theme
from workbench.show.article_groups import MOST_ROWS, OTHERS, group_articles, group_outlets, put_others_last
from workbench.show.chart_parts import (
    PALE_TO_BLUE,
    alt,
    finish,
    keep_frequent,
    name_all,
    name_axis,
    say_empty,
    white_where,
)
from workbench.show.labels import count, name

MOST_OUTLETS = 7  # told apart by colour
DAYS_SHOWN_SINGLY = 62


def draw_corpus(articles: pd.DataFrame, names: Mapping[str, str]) -> Any:
    """Words of each article, in order of publication, with the day and where it comes from."""
    title = "What came in"
    if articles.empty:
        return say_empty(title, "No article came in: see the table of problems.")
    if len(articles) > MOST_ROWS:
        return _by_week(articles, title)
    rows = articles.sort_values(["published", "article"])[["article", "words", "published", "published_from"]]
    day = rows.pop("published").dt.strftime("%Y-%m-%d").fillna("no date")
    rows = rows.assign(name=name_all(rows["article"], names), day=day,
                       label=rows["words"].astype(str) + " words, " + day + " (" + rows["published_from"] + ")",
                       words=rows["words"].astype(int))
    base = alt.Chart(rows).encode(
        y=alt.Y("name:N", sort=rows["name"].tolist(), title=None, axis=name_axis()),
        x=alt.X("words:Q", title="words of text", axis=alt.Axis(tickCount=5),
                scale=alt.Scale(domainMax=int(rows["words"].max() * 1.55))),
        tooltip=["article", "words", "day", "published_from"])
    chart = base.mark_bar() + base.mark_text(align="left", dx=6).encode(text="label:N")
    described = "; ".join(f"{a}: {b}" for a, b in zip(rows["name"], rows["label"], strict=True))
    return finish(chart.properties(width=theme.WIDTH_PIXELS, height=theme.ROW_PIXELS * len(rows)), title,
                  "Length of each article's text; its day, and in brackets where the day was read", described)


def _by_week(articles: pd.DataFrame, title: str) -> Any:
    """How many articles each outlet has in each week, or day within two months; small outlets together."""
    dated = articles.dropna(subset=["published"])
    if dated.empty:
        return say_empty(title, f"None of {len(articles)} articles has a day: see the table of problems.")
    rows = dated.assign(outlet=group_outlets(dated["outlet"], MOST_OUTLETS))
    is_short = (rows["published"].max() - rows["published"].min()).days <= DAYS_SHOWN_SINGLY
    rows["begin"] = rows["published"] if is_short else rows["published"].dt.to_period("W").dt.start_time
    rows["until"] = rows["begin"] + pd.Timedelta(days=1 if is_short else 7)
    order = [outlet for outlet in rows["outlet"].value_counts().index if outlet != OTHERS]
    rows = rows.groupby(["begin", "until", "outlet"], as_index=False).size().rename(columns={"size": "articles"})
    chart = alt.Chart(rows).mark_bar(stroke="white", strokeWidth=0.5).encode(
        x=alt.X("begin:T", title="day of publication" if is_short else "week of publication",
                axis=alt.Axis(format="%-d %b %Y", tickCount=6, labelOverlap=True)), x2="until:T",
        y=alt.Y("sum(articles):Q", title="articles", axis=alt.Axis(tickMinStep=1)),
        color=alt.Color("outlet:N", title=None, sort=[*order, OTHERS], legend=alt.Legend(columns=3, labelLimit=200)),
        tooltip=["begin", "outlet", "articles"])
    totals = rows.groupby("outlet")["articles"].sum().sort_values(ascending=False)
    return finish(chart.properties(width=theme.WIDTH_PIXELS + 160), title,
                  f"Articles by {'day' if is_short else 'week'} and outlet; {len(articles) - len(dated)} without a day "
                  "are not shown", "; ".join(f"{outlet}: {count(int(n), 'article')}" for outlet, n in totals.items()))


def draw_presence(mentions: pd.DataFrame, names: Mapping[str, str], articles: pd.DataFrame | None = None,
                  most: int = 15) -> Any:
    """How often each of the `most` mentioned actors is mentioned in each article; of many, in each outlet."""
    title = "Who is in it"
    if mentions.empty:
        return say_empty(title, "No actor was found: is actors.toml the right one for these articles?")
    rows, order = keep_frequent(mentions, "actor", most)
    top = "; ".join(f"{name(key, names)}: {count(n, 'mention')}"
                    for key, n in rows["actor"].value_counts().loc[order].items())
    groups, where = group_articles(articles)
    rows = rows.assign(where=[groups.get(article) or name(article, names) for article in rows["article"]])
    rows = rows.groupby(["actor", "where"]).size().reset_index(name="mentions")
    rows = rows.assign(**{"who": name_all(rows["actor"], names), "in": rows["where"]})
    base = alt.Chart(rows).encode(
        y=alt.Y("who:N", sort=name_all(order, names), title=None, axis=name_axis()),
        x=alt.X("in:N", title=None, sort=put_others_last(rows["in"]),
                axis=name_axis(labelAngle=-30, labelLimit=200, orient="bottom")))
    shade = alt.Color("mentions:Q", scale=alt.Scale(range=PALE_TO_BLUE), legend=None)
    chart = base.mark_rect(stroke="white").encode(color=shade, tooltip=["who", "in", "mentions"]) + base.mark_text(
    ).encode(text="mentions:Q", color=white_where(f"datum.mentions > {0.75 * rows['mentions'].max()}"))
    width = max(120, min(64 * rows["where"].nunique(), theme.WIDTH_PIXELS + (60 if groups else 0)))
    return finish(chart.properties(width=width, height=theme.ROW_PIXELS * len(order)), title,
                  f"Mentions of each actor, by name, role, place or pronoun, in each {where}", top)
