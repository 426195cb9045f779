"""Charts of sources: which articles share text, and who is quoted first-hand or through whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from workbench.show import theme
from workbench.show.labels import count, name

CHANNELS = {"first-hand": theme.BLUE, "through a medium": theme.ORANGE, "copied": theme.SKY}


def draw_shared_text(copies: pd.DataFrame, articles: pd.DataFrame, names: Mapping[str, str], most: int = 25) -> Any:
    """Article × article: the share of the shorter one's text that stands in the other too."""
    title = "Which articles share text"
    if copies.empty:
        return theme.say_empty(title, f"No two of the {len(articles)} articles share enough text to be copies.")
    pairs = pd.concat([copies, copies.rename(columns={"article": "copy_of", "copy_of": "article"})])
    keys = articles["article"].tolist()
    if len(keys) > most:  # a large corpus: only those that share
        keys = pairs["article"].value_counts().head(most).index.tolist()
    order = [name(key, names) for key in keys]
    rows = pairs[pairs["article"].isin(keys) & pairs["copy_of"].isin(keys)][["article", "copy_of", "shared"]]
    rows = rows.assign(a=[name(k, names) for k in rows["article"]], b=[name(k, names) for k in rows["copy_of"]])
    rows["shared"] = rows["shared"].astype(float)
    grid = pd.DataFrame([(a, b) for a in order for b in order], columns=["a", "b"])
    x = alt.X("a:N", sort=order, title=None, scale=alt.Scale(domain=order), axis=alt.Axis(labelAngle=-30))
    y = alt.Y("b:N", sort=order, title=None, scale=alt.Scale(domain=order))
    empty = alt.Chart(grid).mark_rect(fill="#F6F8FA", stroke="white").encode(x=x, y=y)
    cells = alt.Chart(rows).mark_rect(stroke="white").encode(
        x=x, y=y, tooltip=["a", "b", alt.Tooltip("shared:Q", format=".0%")],
        color=alt.Color("shared:Q", scale=alt.Scale(domain=[0, 1], range=["#E7F1F8", theme.BLUE]), legend=None))
    text = alt.Chart(rows).mark_text(fontSize=12).encode(
        x=x, y=y, text=alt.Text("shared:Q", format=".0%"),
        color=alt.when("datum.shared > 0.75").then(alt.value("white")).otherwise(alt.value(theme.INK)))
    side = max(40, min(64, 640 // len(order)))
    described = "; ".join(f"{name(row.article, names)} and {name(row.copy_of, names)}: {row.shared:.0%}"
                          for row in copies.itertuples())
    return theme.finish((empty + cells + text).properties(width=side * len(order), height=side * len(order) * 0.6),
                        title, "Share of the shorter article's word sequences that the other has too", described)


def draw_channels(channels: pd.DataFrame, names: Mapping[str, str], most: int = 25) -> Any:
    """Of each article's statements, how many it has first-hand, through another medium, or with a copied text.

    channels: what `compare.channels.trace_channels` returns.
    """
    title = "First-hand, or through whom"
    if channels.empty:
        return theme.say_empty(title, "No statement was found.")
    rows = channels.assign(name=[name(key, names) for key in channels["article"]],
                           through=[name(key, names) if isinstance(key, str) else "" for key in channels["through"]])
    order = rows["name"].value_counts().head(most).index.tolist()
    rows = rows[rows["name"].isin(order)].groupby(["name", "channel"], as_index=False).agg(
        statements=("quote_id", "size"), through=("through", lambda keys: ", ".join(sorted({*keys} - {""}))))
    rows["rank"] = rows["channel"].map({channel: i for i, channel in enumerate(CHANNELS)})
    base = alt.Chart(rows).encode(
        y=alt.Y("name:N", sort=order, title=None),
        x=alt.X("statements:Q", title="statements", stack="zero", axis=alt.Axis(tickMinStep=1)),
        order="rank:Q", tooltip=["name", "channel", "statements", "through"])
    chart = base.mark_bar(stroke="white").encode(
        color=alt.Color("channel:N", title=None, scale=theme.scale_of(CHANNELS))) + base.mark_text(fontSize=11).encode(
        x=alt.X("statements:Q", stack="zero", bandPosition=0.5), text="statements:Q", detail="channel:N",
        color=alt.when("datum.channel == 'first-hand'").then(alt.value("white")).otherwise(alt.value(theme.INK)))
    described = "; ".join(f"{row.name}: {count(row.statements, 'statement')} {row.channel}"
                          + (f" ({row.through})" if row.through else "") for row in rows.itertuples(index=False))
    return theme.finish(chart.properties(width=theme.WIDTH, height=theme.ROW * len(order)), title,
                        "Statements an article has itself, as far as it tells; through a medium it names; "
                        "or with the text it copies", described)
