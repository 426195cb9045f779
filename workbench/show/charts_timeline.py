"""Charts of time: what happened when, in words, and how far each article looks back and ahead."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pandas as pd

from workbench.show import theme
from workbench.show.article_groups import group_articles, put_others_last
from workbench.show.chart_parts import alt, finish, name_axis, say_empty, scale_of
from workbench.show.labels import count, name, shorten
from workbench.text.calendar_days import tell_days

LOOKS = {"happened": (theme.BLUE, "circle"), "planned": (theme.RED, "diamond")}
AROUND = timedelta(days=31)   # of the days of publication: what lies outside is background
MOST_BACKGROUND = 12
MOST_UNDATED = 8
LABEL_CHARACTERS = 84         # fit into a row
MOST_LINES = 45               # behind the events
EVENT_PIXELS = 38             # of a row: its words, and below them its days


def draw_timeline(events: pd.DataFrame, articles: pd.DataFrame, names: Mapping[str, str], most: int = 30,
                  undated: pd.DataFrame | None = None) -> Any:
    """Events in a row each, with their words: those around publication, the background, and what has no day.

    Parameters
    ----------
    events, articles : tables as declared in workbench.tables
    names : id → name, of `names_of`
    most : of the events around publication, those that matter most
    undated : what is to come without a day, of `list_undated`
    """
    title = "What happened when"
    if events.empty:
        return say_empty(title, "No dated event was found in these articles.")
    published = articles["published"].dropna()
    days = published if len(published) else pd.concat([events["begin"], events["finish"]])
    first, last = days.min(), days.max()
    is_news = (events["finish"] >= first - AROUND) & (events["begin"] <= last + AROUND)
    issued, line = _find_issued(published)
    parts = [_draw_rows(_in_order(events[is_news], most, names), f"around publication; grey lines: {line}", issued),
             _draw_rows(_in_order(events[~is_news], MOST_BACKGROUND, names), "background, and far ahead", None),
             _draw_undated(undated, names)]
    described = "; ".join(f"{_days(row)} ({row['status']}) {row['label']}" for row in
                          events.sort_values("begin").head(40).to_dict("records"))
    return finish(alt.vconcat(*(part for part in parts if part is not None), spacing=18), title,
                  "Point: a day. Bar: a period. Dashed: some time in it. Hollow: planned.", described)


def _find_issued(published: pd.Series) -> tuple[pd.DataFrame, str]:
    """The days on which articles appeared, or weeks or months where lines would fill the chart; and what a line is."""
    steps = [(published.dt.to_period(step).dt.start_time.drop_duplicates().sort_values(), words)
             for step, words in (("D", "articles"), ("W", "weeks with articles"), ("M", "months with articles"))]
    begin, words = next((step for step in steps if len(step[0]) <= MOST_LINES), steps[-1])
    return pd.DataFrame({"begin": begin}), words


def _days(row: Mapping[str, Any]) -> str:
    return tell_days(row["begin"], row["finish"], row["precision"] == "vague")


def _in_order(events: pd.DataFrame, most: int, names: Mapping[str, str]) -> pd.DataFrame:
    """The `most` events that matter most, by day, with the words of their rows."""
    rows = events.assign(weight=events["salience"].fillna(1)).sort_values(
        ["weight", "begin", "event_id"], ascending=[False, True, True]).head(most)
    rows = rows.sort_values(["begin", "finish", "event_id"], ignore_index=True)
    told = rows.to_dict("records")
    return pd.DataFrame({
        "row": range(len(rows)), "begin": rows["begin"], "until": rows["finish"] + timedelta(days=1),
        "precision": rows["precision"], "status": rows["status"], "days": [_days(row) for row in told],
        "what": [_words(row, names) for row in told], "label": rows["label"],
        "who": [", ".join(name(key, names) for key in row["actors"]) for row in told],
        "sources": rows["independent_sources"]})


def _words(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """An event's label, who alone says so, and the stages it went through where there are several."""
    stages = list(dict.fromkeys(stage["stage"] for stage in row.get("stages", ())))
    went = f" ({' → '.join(stages)})" if len(stages) > 1 else ""
    who = ", ".join(name(actor, names) for actor in row["claimed_by"])
    says = f", says {shorten(who)}" if who else ""
    return shorten(row["label"], LABEL_CHARACTERS - len(went + says)) + says + went


def _draw_rows(rows: pd.DataFrame, title: str, issued: pd.DataFrame | None) -> Any:
    """A row for each event: its words, and below them its days on a common axis; nothing where there are no rows."""
    if rows.empty:
        return None
    shape = alt.Shape("status:N", scale=scale_of(LOOKS, 1), legend=None)
    colour = alt.Color("status:N", scale=scale_of(LOOKS, 0), legend=None)
    x = alt.X("begin:T", title=title, axis=alt.Axis(tickCount=6, grid=True), scale=alt.Scale(nice=True))
    y = alt.Y("row:O", title=None, axis=None)
    tip = ["label:N", "days:N", "who:N", "status:N", "sources:Q"]
    is_day, is_vague, is_done = rows["precision"] == "day", rows["precision"] == "vague", rows["status"] == "happened"
    span, point = {"x": x, "x2": "until:T", "y": y}, {"x": x, "y": y, "shape": shape}
    layers: list[tuple[pd.DataFrame, dict[str, Any], dict[str, Any]]] = [
        (rows[is_vague], {"type": "rule", "strokeWidth": 3, "strokeDash": [5, 4]}, span),
        (rows[~is_day & ~is_vague], {"type": "bar", "height": 9, "opacity": 0.6}, span),
        (rows[is_day & ~is_done], {"type": "point", "filled": False, "size": 110, "strokeWidth": 2}, point),
        (rows[is_day & is_done], {"type": "point", "filled": True, "size": 110}, point)]
    drawn = [alt.Chart(part, mark=alt.MarkDef(yOffset=8, **mark)).encode(color=colour, tooltip=tip, **channels)
             for part, mark, channels in layers if len(part)]
    if issued is not None:
        drawn.insert(0, alt.Chart(issued).mark_rule(color=theme.LINE, strokeWidth=2).encode(x=x))
    drawn += _write_words(rows, y)
    return alt.layer(*drawn).properties(width=theme.WIDTH_PIXELS, height=EVENT_PIXELS * len(rows))


def _write_words(rows: pd.DataFrame, y: Any) -> list[Any]:
    """The words of each row, on white so that nothing shines through, and the days at its side."""
    base = alt.Chart(rows)
    return [base.mark_text(align="left", dy=-8, fontSize=12, color=theme.INK, clip=False).encode(
                x=alt.value(0), y=y, text="what:N"),
            base.mark_text(align="right", fontSize=11, color=theme.QUIET, dy=-8).encode(
                x=alt.value(-8), y=y, text="days:N")]


def _draw_undated(undated: pd.DataFrame | None, names: Mapping[str, str]) -> Any:
    """A lane of what is to come without a day, with the words that say when."""
    if undated is None or undated.empty:
        return None
    rows = undated.head(MOST_UNDATED)
    rows = pd.DataFrame({"row": range(len(rows)), "days": rows["dated"].fillna("undated"),
                         "what": [_words(row, names) for row in rows.to_dict("records")],
                         "who": [", ".join(name(key, names) for key in actors) for actors in rows["actors"]]})
    y = alt.Y("row:O", title=None, axis=None)
    return alt.layer(*_write_words(rows, y)).properties(
        width=theme.WIDTH_PIXELS, height=EVENT_PIXELS * 0.6 * len(rows),
        title=alt.TitleParams("to come, without a day", fontSize=12, fontWeight=400, color=theme.QUIET))


MOST_WORDS = 6  # of the expressions that one point stands for
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
    groups, where = group_articles(articles)
    # the side nearer to publication is what the article looks at: "in 2026" is not eleven months ahead
    ahead, back = (rows[side] - rows["published"] for side in ("begin", "finish"))
    days = ahead.dt.days.clip(lower=0) + back.dt.days.clip(upper=0)
    rows = rows.assign(days=days.map(_round_far) if groups else days,
                       name=[groups.get(key) or name(key, names) for key in rows["article"]])
    rows = rows.groupby(["name", "days"], as_index=False).agg(
        number=("text", "size"), words=("text", lambda texts: " · ".join([*dict.fromkeys(texts)][:MOST_WORDS])))
    kept = pd.Series(put_others_last(rows["name"]) if groups else rows["name"].drop_duplicates()).head(most)
    rows = rows[rows["name"].isin(kept)]
    # from a little before the earliest to a little after the latest, at least a week either side
    domain = [int(min(rows["days"].min() * 1.5, -7)), int(max(rows["days"].max() * 1.5, 7))]
    marks = "{" + ", ".join(f"'{day}': '{text}'" for day, text in MARKS.items()) + "}"
    chart = alt.Chart(rows).mark_point(filled=True, opacity=0.65).encode(
        x=alt.X("days:Q", title="days from publication, compressed the further away",
                scale=alt.Scale(type="symlog", constant=2, domain=domain),
                axis=alt.Axis(values=list(MARKS), labelExpr=f"{marks}[datum.value]", labelOverlap=True)),
        y=alt.Y("name:N", title=None, sort=kept.tolist(), axis=name_axis(grid=True)),
        size=alt.Size("number:Q", scale=alt.Scale(range=[60, 400], zero=False), legend=None),
        tooltip=["name", "days", "number", "words"])
    reach = rows.groupby("name")["days"].agg(["min", "max"])
    described = "; ".join(f"{key}: {count(max(-low, 0), 'day')} back, {count(max(high, 0), 'day')} ahead"
                          for key, low, high in reach.itertuples())
    return finish(chart.properties(width=theme.WIDTH_PIXELS, height=theme.ROW_PIXELS * 1.2 * len(kept)), title,
                  "Each point: a day or period the text names, larger where it is named more often"
                  + (f"; articles by {where}" if groups else ""), described)


def _round_far(days: int) -> int:
    """Days from publication as a crowded chart tells them apart: the further away, the coarser."""
    size = abs(days)
    return days if size < 10 else round(1.2 ** round(math.log(size, 1.2))) * (1 if days > 0 else -1)
