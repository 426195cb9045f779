"""Charts of what was said: who is quoted, how and how much, and in which tone they are let speak."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from workbench.show import theme
from workbench.show.chart_parts import alt, finish, keep_frequent, name_axis, say_empty, stack_statements
from workbench.show.labels import UNNAMED, count, name, shorten


def draw_speakers(quotes: pd.DataFrame, names: Mapping[str, str], most: int = 15) -> Any:
    """Who is quoted how often, by kind, and with how many words of their own between quotation marks."""
    title = "Who is quoted, how, and how much"
    if quotes.empty:
        return say_empty(title, "No statement fits: none was found, or none of this speaker and kind.")
    rows, order = keep_frequent(by_speaker(quotes, names), "who", most)
    counts = rows.groupby(["who", "kind"], as_index=False).agg(statements=("kind", "size"), words=("words", "sum"))
    counts["rank"] = counts["kind"].map(list(theme.KINDS).index)
    height = theme.ROW_PIXELS * len(order)
    words = alt.Chart(counts).transform_filter("datum.kind != 'indirect'").transform_aggregate(
        words="sum(words)", groupby=["who"]).encode(
        y=alt.Y("who:N", sort=order, title=None, axis=None, scale=alt.Scale(domain=order)),
        x=alt.X("words:Q", title="words of direct and mixed statements", axis=alt.Axis(tickCount=4)))
    words = words.mark_bar(color=theme.GREEN) + words.mark_text(align="left", dx=4, fontSize=11).encode(text="words:Q")
    statements = stack_statements(counts, "who", order, "kind", theme.KINDS, "words", 300)
    chart = alt.hconcat(statements, words.properties(width=190, height=height),
                        spacing=24)
    described = "; ".join(f"{row.who}: {row.statements} {row.kind}" for row in counts.itertuples())
    return finish(chart, title, "Left: number of statements, from the most to the least literal kind. "
                                "Right: length of what is quoted in their own words", described,
                  {"layer": "quotes", "actor": "who", "kind": "kind"})


def by_speaker(quotes: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """One row for each quote and speaker: who, kind, tone, cue, article, words; a quote of nobody known once."""
    rows = quotes[["quote_id", "article", "kind", "tone", "cue", "content", "speakers", "source", "source_kind"]]
    rows = rows.explode("speakers")
    rows["who"] = [name(key, names) if isinstance(key, str) else _nameless(source, kind)
                   for key, source, kind in rows[["speakers", "source", "source_kind"]].itertuples(index=False)]
    # "Experts" at the head of a sentence and "experts" within one are one, as most have it
    spelt = rows.groupby(rows["who"].str.casefold())["who"].agg(lambda names: names.value_counts(sort=True).index[0])
    rows["who"] = rows["who"].str.casefold().map(spelt)
    rows["words"] = [sum(len(part.split()) for part in parts) for parts in rows["content"]]
    return rows.drop(columns=["content", "source", "source_kind"]).reset_index(drop=True)


def _nameless(source: Any, kind: Any) -> str:
    """A source that is no known actor, in the words of the text."""
    if not isinstance(source, str) or not isinstance(kind, str):
        return UNNAMED
    words = source.removeprefix("The ").removeprefix("the ")
    return f"({shorten(' '.join(words.split()))})"


def draw_tones(quotes: pd.DataFrame, names: Mapping[str, str], most: int = 12) -> Any:
    """In which tone speakers are let speak: does one side `say` what the other `claims`?"""
    title = "In which tone each speaker is let speak"
    rows = by_speaker(quotes, names).dropna(subset=["tone"]) if len(quotes) else quotes
    if rows.empty:
        return say_empty(title, "No cue with a known tone was found.")
    tones = rows["tone"].value_counts().index.tolist()
    rows, who = keep_frequent(rows, "who", most)
    rows = rows.groupby(["who", "tone"], as_index=False).agg(
        statements=("cue", "size"), cues=("cue", lambda cues: ", ".join(sorted(set(cues.dropna())))))
    base = alt.Chart(rows).encode(
        y=alt.Y("who:N", sort=who, title=None, axis=name_axis(grid=True)),
        x=alt.X("tone:N", sort=tones, title="tone of the cue", axis=alt.Axis(labelAngle=-30, orient="bottom")))
    dots = base.mark_circle(color=theme.SKY, opacity=1).encode(
        size=alt.Size("statements:Q", scale=alt.Scale(range=[260, 900], zero=False), legend=None),
        tooltip=["who", "tone", "statements", "cues"])
    chart = dots + base.mark_text().encode(text="statements:Q")
    described = "; ".join(f"{row.who}, {row.tone}: {count(row.statements, 'statement')} ({row.cues})"
                          for row in rows.itertuples())
    return finish(chart.properties(width=max(160, 62 * len(tones)), height=30 * len(who)), title,
                  "Statements by tone of the word that introduces them (said, accused, warned …)", described,
                  {"layer": "quotes", "actor": "who"})
