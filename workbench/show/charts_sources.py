"""Charts of sources: which articles share text, and through whom each has its statements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from workbench.compare.channels import NO_CHANNEL
from workbench.show import theme
from workbench.show.article_groups import group_articles, put_others_last
from workbench.show.chart_parts import (
    PALE_TO_BLUE,
    alt,
    finish,
    keep_frequent,
    name_all,
    name_axis,
    say_empty,
    stack_statements,
    white_where,
)
from workbench.show.labels import count, name

MOST_LISTED = 12  # articles; of more, those that share no text are left out
CHANNELS = {NO_CHANNEL: theme.BLUE, "through a medium": theme.ORANGE, "in a shared text": theme.SKY,
            "copied": theme.GREEN}


def draw_shared_text(copies: pd.DataFrame, articles: pd.DataFrame, names: Mapping[str, str]) -> Any:
    """Article × article: the share of the shorter one's text that stands in the other too; of many, outlet × outlet."""
    title = "Which articles share text"
    if copies.empty:
        return say_empty(title, f"No two of the {len(articles)} articles share enough text to be copies.")
    pairs = pd.concat([copies, copies.rename(columns={"article": "copy_of", "copy_of": "article"})])
    groups, where = group_articles(articles)
    if groups:
        return _draw_shared_by(copies, groups, where)
    keys = articles["article"].tolist()
    if len(keys) > MOST_LISTED:
        keys = [key for key in keys if key in set(pairs["article"])]
    rows = pairs[["article", "copy_of", "shared"]]
    rows = rows.assign(a=name_all(rows["article"], names), b=name_all(rows["copy_of"], names),
                       shared=rows["shared"].astype(float))
    order = name_all(keys, names)
    grid = pd.DataFrame([(a, b) for a in order for b in order], columns=["a", "b"])
    x = alt.X("a:N", sort=order, title=None, scale=alt.Scale(domain=order),
              axis=name_axis(labelAngle=-30 if len(order) <= MOST_LISTED else -60))
    y = alt.Y("b:N", sort=order, title=None, scale=alt.Scale(domain=order), axis=name_axis())
    empty = alt.Chart(grid).mark_rect(fill="#F6F8FA", stroke="white").encode(x=x, y=y)
    cells = alt.Chart(rows).mark_rect(stroke="white").encode(
        x=x, y=y, tooltip=["a", "b", alt.Tooltip("shared:Q", format=".0%")],
        color=alt.Color("shared:Q", scale=alt.Scale(domain=[0, 1], range=PALE_TO_BLUE), legend=None))
    text = alt.Chart(rows).mark_text(fontSize=12 if len(order) < 16 else 8).encode(
        x=x, y=y, text=alt.Text("shared:Q", format=".0%"), color=white_where("datum.shared > 0.75"))
    side = max(20, min(64, 640 // len(order)))
    described = "; ".join(f"{name(row.article, names)} and {name(row.copy_of, names)}: {row.shared:.0%}"
                          for row in copies.itertuples())
    left_out = f"; {len(articles) - len(keys)} articles share none" if len(keys) < len(articles) else ""
    return finish((empty + cells + text).properties(width=side * len(order), height=max(17, side * 0.6) * len(order)),
                  title, f"Share of the shorter article's word sequences that the other has too{left_out}", described)


def _draw_shared_by(copies: pd.DataFrame, groups: Mapping[str, str], where: str) -> Any:
    """Outlet × outlet, or week × week: how many pairs of articles share text; which repeats which is not told."""
    pairs = pd.DataFrame({"a": copies["article"].map(groups), "b": copies["copy_of"].map(groups),
                          "shared": copies["shared"].astype(float)})
    turned = pairs[pairs["a"] != pairs["b"]].rename(columns={"a": "b", "b": "a"})
    rows = pd.concat([pairs, turned]).groupby(["a", "b"], as_index=False).agg(
        pairs=("shared", "size"), shared=("shared", "mean"))
    order = put_others_last(rows["a"])
    base = alt.Chart(rows).encode(
        y=alt.Y("b:N", sort=order, title=None, axis=name_axis()),
        x=alt.X("a:N", sort=order, title=None, axis=name_axis(labelAngle=-30, orient="bottom")))
    cells = base.mark_rect(stroke="white").encode(
        color=alt.Color("pairs:Q", scale=alt.Scale(range=PALE_TO_BLUE), legend=None),
        tooltip=["a", "b", "pairs", alt.Tooltip("shared:Q", format=".0%", title="shared, on average")])
    text = base.mark_text().encode(
        text="pairs:Q", color=white_where(f"datum.pairs > {0.75 * rows['pairs'].max()}"))
    described = "; ".join(f"{row.a} and {row.b}: {count(row.pairs, 'pair')}" for row in rows.itertuples(index=False)
                          if row.a <= row.b)
    return finish((cells + text).properties(width=min(56, 600 // len(order)) * len(order),
                                            height=theme.ROW_PIXELS * len(order)),
                  "Whose articles share text",
                  f"Pairs of articles, by the {where} of either, that share enough text to be copies", described)


def draw_channels(channels: pd.DataFrame, names: Mapping[str, str], most: int = 25,
                  articles: pd.DataFrame | None = None) -> Any:
    """Of each article's statements, how many came through a medium it names, in a shared text, or nobody says how.

    Of many articles, each outlet's or each week's.

    Parameters
    ----------
    channels : what `trace_channels` returns
    articles : all articles, to be put together where they are many
    """
    title = "Through whom each article has its statements"
    if channels.empty:
        return say_empty(title, "No statement was found.")
    through = [name(key, names) if isinstance(key, str) else "" for key in channels["through"]]
    groups, where = group_articles(articles)
    told = [groups.get(key) or name(key, names) for key in channels["article"]]
    rows, order = keep_frequent(channels.assign(name=told, through=through), "name", most)
    order = put_others_last(rows["name"]) if groups else order
    rows = rows.groupby(["name", "channel"], as_index=False).agg(
        statements=("quote_id", "size"), through=("through", lambda keys: ", ".join(sorted({*keys} - {""}))))
    rows["rank"] = rows["channel"].map(list(CHANNELS).index)
    chart = stack_statements(rows, "name", order, "channel", CHANNELS, "through")
    described = "; ".join(f"{row.name}: {count(row.statements, 'statement')} {row.channel}"
                          + (f" ({row.through})" if row.through else "") for row in rows.itertuples(index=False))
    return finish(chart, title.replace("article", where),
                  "Statements for which no channel is named; through a medium that is; in a text that another article "
                  "has too; or copied from one it credits", described)
