"""Charts of time: what happened when, by actor, and how far each article looks back and ahead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pandas as pd

from workbench.show import theme
from workbench.show.chart_parts import alt, finish, keep_frequent, moment, name_all, say_empty, scale_of
from workbench.show.labels import count, name

NOBODY = "(no actor named)"
PUBLISHED = "articles published"
LOOKS = {"happened": (theme.BLUE, "circle"), "planned": (theme.RED, "diamond"), "published": (theme.GREY, "square")}


def draw_timeline(events: pd.DataFrame, articles: pd.DataFrame, names: Mapping[str, str], most: int = 10) -> Any:
    """Events by actor: above the whole span, below the days around publication; articles in a row of their own.

    A dated day is a point, a period a bar, a vague one a dashed line; plans are hollow diamonds. Where several
    events fall on one actor's day the point carries their number. Dragging over the upper strip moves the lower.
    """
    title = "What happened when"
    if events.empty:
        return say_empty(title, "No dated event was found in these articles.")
    rows = _by_actor(events, names, most)
    issued = _published(articles, names)
    first, last = _window(events, articles)
    brush = alt.selection_interval(encodings=["x"], value={"x": [moment(first), moment(last)]}, name="window")
    strip = _overview(events, brush)
    detail = _detail(rows, issued, alt.Scale(domain=brush), [*dict.fromkeys(rows["who"]), PUBLISHED])
    described = "; ".join(f"{day:%Y-%m-%d} ({status}) {label}" for day, status, label in
                          events.sort_values("begin")[["begin", "status", "label"]].head(40).itertuples(index=False))
    return finish(alt.vconcat(strip, detail, spacing=16), title,
                  "Point: a day. Bar: a period. Dashed: vague. Hollow: planned. Number: so many that day. "
                  "Drag over the strip to move the window.", described)


def _by_actor(events: pd.DataFrame, names: Mapping[str, str], most: int) -> pd.DataFrame:
    """One row for each actor, span and status, with the number of events and their labels; busiest actor first."""
    rows = events[["begin", "finish", "precision", "status", "label", "actors"]].explode("actors")
    rows["who"] = [name(key, names) if isinstance(key, str) else NOBODY for key in rows["actors"]]
    rows, busy = keep_frequent(rows, "who", most)
    keys = ["who", "begin", "finish", "precision", "status"]
    rows = rows.groupby(keys, as_index=False).agg(events=("label", "size"), what=("label", " · ".join))
    rows["until"] = rows["finish"] + timedelta(days=1)  # a bar covers its last day
    order = sorted(busy, key=lambda who: who == NOBODY)  # nobody last
    return rows.assign(rank=rows["who"].map(order.index)).sort_values(["rank", "begin"]).drop(columns="rank")


def _published(articles: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    rows = articles.dropna(subset="published").groupby("published", as_index=False).agg(
        events=("article", "size"), what=("article", lambda keys: " · ".join(name_all(keys, names))))
    return rows.rename(columns={"published": "begin"}).assign(who=PUBLISHED, status="published")


def _window(events: pd.DataFrame, articles: pd.DataFrame) -> tuple[Any, Any]:
    """The days shown in detail: from two weeks before the first article to two weeks after the last."""
    days = articles["published"].dropna()
    if days.empty:
        return events["begin"].min() - timedelta(days=1), events["finish"].max() + timedelta(days=2)
    return days.min() - timedelta(days=14), days.max() + timedelta(days=14)


def _overview(events: pd.DataFrame, brush: Any) -> Any:
    rows = events.groupby(["begin", "status"], as_index=False).agg(events=("label", "size"), what=("label", " · ".join))
    return alt.Chart(rows).mark_tick(thickness=2, height=16).encode(
        x=alt.X("begin:T", title=None, axis=alt.Axis(format="%Y", tickCount=8)),
        y=alt.Y("status:N", title=None, sort=["happened", "planned"]),
        color=_colour(), tooltip=["begin:T", "events:Q", "what:N"],
    ).properties(width=theme.WIDTH_PIXELS, height=44).add_params(brush)


def _colour() -> Any:
    """No legend: the strip's rows and the line below the title say what is what."""
    return alt.Color("status:N", scale=scale_of(LOOKS, 0), legend=None)


def _detail(rows: pd.DataFrame, issued: pd.DataFrame, scale: Any, order: list[str]) -> Any:
    x = alt.X("begin:T", title="day", scale=scale, axis=alt.Axis(format="%-d %b %Y", tickCount=6, grid=True))
    y = alt.Y("who:N", sort=order, title=None, scale=alt.Scale(domain=order), axis=alt.Axis(grid=True))
    tip = ["who:N", "begin:T", "status:N", "events:Q", "what:N"]
    shape = alt.Shape("status:N", scale=scale_of(LOOKS, 1), legend=None)
    happened, is_day, is_vague = rows["status"] == "happened", rows["precision"] == "day", rows["precision"] == "vague"
    span = {"x": x, "x2": "until:T", "y": y, "color": _colour(), "tooltip": tip}
    point = {"x": x, "y": y, "color": _colour(), "shape": shape, "tooltip": tip}
    days = pd.concat([rows[is_day], issued])
    layers: list[tuple[pd.DataFrame, dict[str, Any], dict[str, Any]]] = [
        (rows[is_vague], {"type": "rule", "strokeWidth": 2, "strokeDash": [5, 4]}, span),
        (rows[~is_day & ~is_vague & happened], {"type": "bar", "height": 9, "opacity": 0.55}, span),
        (rows[~is_day & ~is_vague & ~happened], {"type": "bar", "height": 11, "filled": False, "strokeWidth": 2}, span),
        (rows[is_day & ~happened], {"type": "point", "filled": False, "size": 150, "strokeWidth": 2}, point),
        (pd.concat([rows[is_day & happened], issued]), {"type": "point", "filled": True, "size": 130}, point),
        (days[days["events"] > 1], {"type": "text", "dx": 12, "dy": -7, "fontSize": 11},
         {"x": x, "y": y, "text": "events:Q"}),
    ]
    drawn = [alt.Chart(part, mark=alt.MarkDef(clip=True, **mark)).encode(**channels)
             for part, mark, channels in layers if len(part)]
    return alt.layer(*drawn).properties(width=theme.WIDTH_PIXELS, height=theme.ROW_PIXELS * 1.15 * len(order))


# days from publication at which the axis of draw_reach is marked, and what is written there
MARKS = {-3652: "10 years before", -365: "1 year", -30: "1 month", -7: "1 week", 0: "published", 7: "1 week",
         30: "1 month", 365: "1 year after"}


def draw_reach(times: pd.DataFrame, articles: pd.DataFrame, names: Mapping[str, str], most: int = 25) -> Any:
    """How far each article looks back and ahead: its dated expressions, in days from its publication."""
    title = "How far each article looks back and ahead"
    rows = times.dropna(subset=["begin"]).merge(articles[["article", "published"]], on="article")
    rows = rows.dropna(subset=["published"])
    if rows.empty:
        return say_empty(title, "No expression could be dated against a day of publication.")
    # the side nearer to publication is what the article looks at: "in 2026" is not eleven months ahead
    ahead, back = (rows[side] - rows["published"] for side in ("begin", "finish"))
    rows = rows.assign(days=ahead.dt.days.clip(lower=0) + back.dt.days.clip(upper=0),
                       name=name_all(rows["article"], names))
    rows = rows.groupby(["name", "days"], as_index=False).agg(number=("text", "size"), words=("text", " · ".join))
    kept = rows["name"].drop_duplicates().head(most)
    rows = rows[rows["name"].isin(kept)]
    # from a little before the earliest to a little after the latest, at least a week either side
    domain = [int(min(rows["days"].min() * 1.5, -7)), int(max(rows["days"].max() * 1.5, 7))]
    marks = "{" + ", ".join(f"'{day}': '{text}'" for day, text in MARKS.items()) + "}"
    chart = alt.Chart(rows).mark_point(filled=True, opacity=0.65).encode(
        x=alt.X("days:Q", title="days from publication, compressed the further away",
                scale=alt.Scale(type="symlog", constant=2, domain=domain),
                axis=alt.Axis(values=list(MARKS), labelExpr=f"{marks}[datum.value]", labelOverlap=True)),
        y=alt.Y("name:N", title=None, axis=alt.Axis(grid=True)),
        size=alt.Size("number:Q", scale=alt.Scale(range=[60, 400], zero=False), legend=None),
        tooltip=["name", "days", "number", "words"])
    reach = rows.groupby("name")["days"].agg(["min", "max"])
    described = "; ".join(f"{key}: {count(max(-low, 0), 'day')} back, {count(max(high, 0), 'day')} ahead"
                          for key, low, high in reach.itertuples())
    return finish(chart.properties(width=theme.WIDTH_PIXELS, height=theme.ROW_PIXELS * 1.2 * len(kept)), title,
                  "Each point: a day or period the text names, larger where it is named more often", described)
