"""Charts of sources: which articles share text, and through whom each has its statements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from workbench.compare.channels import NO_CHANNEL
from workbench.show import theme
from workbench.show.chart_parts import (
    PALE_TO_BLUE,
    alt,
    finish,
    keep_frequent,
    name_all,
    say_empty,
    stack_statements,
    white_where,
)
from workbench.show.labels import count, name

CHANNELS = {NO_CHANNEL: theme.BLUE, "through a medium": theme.ORANGE, "in a shared text": theme.SKY,
            "copied": theme.GREEN}


def draw_shared_text(copies: pd.DataFrame, articles: pd.DataFrame, names: Mapping[str, str], most: int = 25) -> Any:
    """Article × article: the share of the shorter one's text that stands in the other too."""
    title = "Which articles share text"
    if copies.empty:
        return say_empty(title, f"No two of the {len(articles)} articles share enough text to be copies.")
    pairs = pd.concat([copies, copies.rename(columns={"article": "copy_of", "copy_of": "article"})])
    keys = articles["article"].tolist()
    if len(keys) > most:  # a large corpus: only those that share
        pairs, keys = keep_frequent(pairs, "article", most)
    rows = pairs[pairs["copy_of"].isin(keys)][["article", "copy_of", "shared"]]
    rows = rows.assign(a=name_all(rows["article"], names), b=name_all(rows["copy_of"], names),
                       shared=rows["shared"].astype(float))
    order = name_all(keys, names)
    grid = pd.DataFrame([(a, b) for a in order for b in order], columns=["a", "b"])
    x = alt.X("a:N", sort=order, title=None, scale=alt.Scale(domain=order), axis=alt.Axis(labelAngle=-30))
    y = alt.Y("b:N", sort=order, title=None, scale=alt.Scale(domain=order))
    empty = alt.Chart(grid).mark_rect(fill="#F6F8FA", stroke="white").encode(x=x, y=y)
    cells = alt.Chart(rows).mark_rect(stroke="white").encode(
        x=x, y=y, tooltip=["a", "b", alt.Tooltip("shared:Q", format=".0%")],
        color=alt.Color("shared:Q", scale=alt.Scale(domain=[0, 1], range=PALE_TO_BLUE), legend=None))
    text = alt.Chart(rows).mark_text(fontSize=12).encode(
        x=x, y=y, text=alt.Text("shared:Q", format=".0%"), color=white_where("datum.shared > 0.75"))
    side = max(40, min(64, 640 // len(order)))
    described = "; ".join(f"{name(row.article, names)} and {name(row.copy_of, names)}: {row.shared:.0%}"
                          for row in copies.itertuples())
    return finish((empty + cells + text).properties(width=side * len(order), height=side * len(order) * 0.6), title,
                  "Share of the shorter article's word sequences that the other has too", described)


def draw_channels(channels: pd.DataFrame, names: Mapping[str, str], most: int = 25) -> Any:
    """Of each article's statements, how many came through a medium it names, in a shared text, or nobody says how.

    Parameters
    ----------
    channels : what `trace_channels` returns
    """
    title = "Through whom each article has its statements"
    if channels.empty:
        return say_empty(title, "No statement was found.")
    through = [name(key, names) if isinstance(key, str) else "" for key in channels["through"]]
    rows, order = keep_frequent(channels.assign(name=name_all(channels["article"], names), through=through),
                                "name", most)
    rows = rows.groupby(["name", "channel"], as_index=False).agg(
        statements=("quote_id", "size"), through=("through", lambda keys: ", ".join(sorted({*keys} - {""}))))
    rows["rank"] = rows["channel"].map(list(CHANNELS).index)
    chart = stack_statements(rows, "name", order, "channel", CHANNELS, "through")
    described = "; ".join(f"{row.name}: {count(row.statements, 'statement')} {row.channel}"
                          + (f" ({row.through})" if row.through else "") for row in rows.itertuples(index=False))
    return finish(chart.properties(width=theme.WIDTH_PIXELS, height=theme.ROW_PIXELS * len(order)), title,
                  "Statements for which no channel is named; through a medium that is; in a text that another article "
                  "has too; or copied from one it credits", described)
