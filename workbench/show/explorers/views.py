"""The kinds of chart an explorer links: days to brush, bars to click, cells to click. A pick sets parameters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from workbench.show import theme
from workbench.show.escape import plain

Params = Mapping[str, str]
DAY = 86_400_000  # milliseconds
COLOURS = {**theme.KINDS, **{position: colour for position, (colour, _) in theme.POSITIONS.items()},
           "happened": theme.BLUE, "planned": theme.ORANGE}
FAR = 75  # days from the middle row, where most stand close together
TOP = 12  # bars of the most frequent values


@dataclass(frozen=True)
class View:
    """One linked chart: the parameters a pick in it sets, how it is drawn, and what a pick means."""

    title: str
    pick: str
    sets: tuple[str, ...]
    draw: Callable[[pd.DataFrame, Params], tuple[Any, str]]  # the chart (none of no rows), and it in words
    read: Callable[[Mapping[str, Any]], dict[str, str]]


def view_days(category: str, order: tuple[str, ...] = ()) -> View:
    """Rows by day, stacked by `category`; brushing sets date_from and date_to."""

    def draw(frame: pd.DataFrame, params: Params) -> tuple[Any, str]:
        dated = _near_most(frame[frame["day"].notna()])
        bars, step = _count_days(dated, category, order)
        kinds = list(dict.fromkeys(bar["kind"] for bar in sorted(bars, key=lambda bar: bar["place"])))
        colours = [COLOURS.get(kind, spare) for kind, spare in zip(kinds, theme.PALETTE, strict=False)]
        if not bars:
            return None, "No row with a date." if len(frame) else "No rows."
        brush = alt.selection_interval(name="days", encodings=["x"], **_brushed(params))
        starts = sorted({bar["begin"] for bar in bars})
        # on a single day Vega would write the same date under each hour
        ticks: dict[str, Any] = {"values": starts} if starts[-1] - starts[0] < 7 * DAY else {"tickCount": 6}
        axis = alt.Axis(labelOverlap=True, grid=False, format="%b %Y" if step == "month" else "%-d %b %Y", **ticks)
        chart = alt.Chart(alt.Data(values=bars), width=430, height=150).mark_rect(
            stroke=theme.INK, strokeWidth=0.5).encode(
            x=alt.X("begin:T", title=None, scale=alt.Scale(type="utc"), axis=axis), x2="finish:T",
            y=alt.Y("low:Q", title="rows", axis=alt.Axis(values=_ticks(max(bar["high"] for bar in bars)), format="d")),
            y2="high:Q",
            color=alt.Color("kind:N", title=None, sort=kinds, scale=alt.Scale(domain=kinds, range=colours),
                            legend=alt.Legend(orient="top")),
            tooltip=[alt.Tooltip("first:N", title=step), alt.Tooltip("kind:N"), alt.Tooltip("rows:Q")],
        ).add_params(brush)
        left_out = len(frame) - len(dated)
        words = (f"Bars of rows by {step}, {len(dated)} rows from {bars[0]['first']} to {bars[-1]['first']}. "
                 "Drag to choose days; the two date fields do the same.")
        return chart, words + (f" {left_out} without a date or far from the others are not drawn." if left_out else "")

    def read(value: Mapping[str, Any]) -> dict[str, str]:
        spans = list(value.values())
        if not spans:
            return {"date_from": "", "date_to": ""}
        first, last = round(min(spans[0]) / DAY), round(max(spans[0]) / DAY) - 1
        return {"date_from": _iso(first), "date_to": _iso(max(first, last))}

    return View("by day", "days", ("date_from", "date_to"), draw, read)


def view_bars(parameter: str, column: str, name: Callable[[str], str] = plain) -> View:
    """How many rows each value of `column` (texts or lists of them) has, the most frequent; a click sets `parameter`.

    name: a value as one reads it.
    """

    def draw(frame: pd.DataFrame, params: Params) -> tuple[Any, str]:
        counts = Counter(value for values in frame[column] if isinstance(values, str | list)
                         for value in ([values] if isinstance(values, str) else values))
        top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:TOP]
        bars: list[dict[str, Any]] = [
            {"id": value, "name": label, "rows": count}
            for (value, count), label in zip(top, _distinct([name(value) for value, _ in top]), strict=True)]
        start: dict[str, Any] = {"value": [{"id": params[parameter]}]} if params[parameter] else {}
        click = alt.selection_point(name="bar", fields=["id"], **start)
        if not bars:
            return None, f"No row names its {parameter}."
        chart = alt.Chart(alt.Data(values=bars), width=200, height=alt.Step(17)).mark_bar(
            color=theme.BLUE, stroke=theme.INK, cursor="pointer").encode(
            x=alt.X("rows:Q", title="rows", axis=alt.Axis(values=_ticks(max(bar["rows"] for bar in bars)), format="d")),
            y=alt.Y("name:N", title=None, sort=[bar["name"] for bar in bars], axis=alt.Axis(labelLimit=170)),
            opacity=alt.when(click).then(alt.value(1)).otherwise(alt.value(0.35)),
            tooltip=[alt.Tooltip("name:N", title=parameter), alt.Tooltip("rows:Q")],
        ).add_params(click)
        more = f" and {len(counts) - TOP} more" if len(counts) > TOP else ""
        named = ", ".join(f"{bar['name']} {bar['rows']}" for bar in bars)
        return chart, f"Rows by {parameter}: {named}{more}. Click a bar to choose; the list above does the same."

    return View(f"by {parameter}", "bar", (parameter,), draw,
                lambda value: {parameter: str(value["id"][0]) if value.get("id") else ""})


def view_cells(rows: str, columns: str, category: str, order: tuple[str, ...],
               name: Callable[[str], str] = plain, name_column: Callable[[str], str] = plain) -> View:
    """A grid of two parameters with each cell's categories in words; a click sets both parameters."""

    def draw(frame: pd.DataFrame, params: Params) -> tuple[Any, str]:
        cells = _count_cells(frame[frame[rows].notna()], rows, columns, category, order)
        if not cells:
            return None, f"No row with an {rows} from the registry."
        often: Counter = Counter()
        for cell in cells:
            often[cell["row"]] += cell["rows"]
        top = [row for row, _ in sorted(often.items(), key=lambda item: (-item[1], item[0]))[:TOP]]
        labels = dict(zip(top, _distinct([name(row) for row in top]), strict=True))
        cells = [{**cell, "name": labels[cell["row"]], "title": name_column(cell["column"])}
                 for cell in cells if cell["row"] in labels]
        chosen = {"row": params[rows], "column": params[columns]}
        start: dict[str, Any] = {"value": [chosen]} if all(chosen.values()) else {}
        click = alt.selection_point(name="cell", fields=["row", "column"], **start)
        base = alt.Chart(alt.Data(values=cells), width=alt.Step(150), height=alt.Step(24)).encode(
            x=alt.X("title:N", title=None, axis=alt.Axis(orient="top", labelAngle=0, labelLimit=145)),
            y=alt.Y("name:N", title=None, sort=list(labels.values()), axis=alt.Axis(labelLimit=170)))
        cell_marks = base.mark_rect(stroke=theme.INK, cursor="pointer").encode(
            color=alt.Color("most:N", title=None, sort=list(order), legend=None, scale=alt.Scale(
                domain=list(order), range=["#bfe3d3", "#f3c6a5", "#fff2bf", "#e3e3e3"])),
            opacity=alt.when(click).then(alt.value(1)).otherwise(alt.value(0.35)),
            tooltip=[alt.Tooltip("name:N", title=rows), alt.Tooltip("title:N", title=columns),
                     alt.Tooltip("words:N", title=category)]).add_params(click)
        chart = alt.layer(cell_marks, base.mark_text(fontSize=11, color=theme.INK).encode(text="words:N"))
        said = "; ".join(f"{cell['name']} on {cell['title']}: {cell['words']}" for cell in cells)
        return chart, f"{rows.capitalize()} by {columns}: {said}."

    def read(value: Mapping[str, Any]) -> dict[str, str]:
        row, column = value.get("row") or [""], value.get("column") or [""]
        return {rows: str(row[0]), columns: str(column[0])}

    return View(f"by {rows} and {columns}", "cell", (rows, columns), draw, read)


def _near_most(dated: pd.DataFrame) -> pd.DataFrame:
    """`dated` without the few rows far from most: one event of 2014 would press this week's into one bar."""
    if dated.empty:
        return dated
    early, middle, late = (dated["day"].quantile(share) for share in (0.25, 0.5, 0.9))
    near = (dated["day"] - middle).dt.days.abs() <= FAR
    return dated[near] if (late - early).days <= FAR / 2 else dated


def _count_days(dated: pd.DataFrame, category: str, order: tuple[str, ...]) -> tuple[list[dict[str, Any]], str]:
    """Stacks of rows counted by category and day; by month where the days would be too thin to see."""
    if dated.empty:
        return [], "day"
    by_month = (dated["day"].max() - dated["day"].min()).days > 150
    periods = dated["day"].dt.to_period("M" if by_month else "D")
    kinds = dated[category].fillna("unknown").map(plain)
    places = {kind: place for place, kind in enumerate(dict.fromkeys([*order, *sorted(set(kinds))]))}
    stacks: Counter = Counter()
    bars = []
    for (period, kind), count in sorted(Counter(zip(periods, kinds, strict=True)).items(),
                                        key=lambda item: (item[0][0], places[item[0][1]])):
        bars.append({"begin": period.start_time.timestamp() * 1000,
                     "finish": (period + 1).start_time.timestamp() * 1000, "first": str(period), "kind": kind,
                     "place": places[kind], "rows": count, "low": stacks[period], "high": stacks[period] + count})
        stacks[period] += count
    return bars, "month" if by_month else "day"


def _count_cells(frame: pd.DataFrame, rows: str, columns: str, category: str,
                 order: tuple[str, ...]) -> list[dict[str, Any]]:
    counts: dict[tuple[str, str], Counter] = {}
    for row, column, kind in zip(frame[rows], frame[columns], frame[category], strict=True):
        counts.setdefault((row, column), Counter())[kind] += 1
    return [{"row": row, "column": column, "rows": sum(count.values()),
             "most": max(order, key=lambda kind: count[kind]),
             "words": ", ".join(f"{kind} {count[kind]}" for kind in order if count[kind])}
            for (row, column), count in sorted(counts.items())]


def _brushed(params: Params) -> dict[str, Any]:
    """The brush as it stands when both days are chosen: the chart shows what the date fields say."""
    if not (params["date_from"] and params["date_to"]):
        return {}
    first, last = (pd.Timestamp(params[name]).timestamp() * 1000 for name in ("date_from", "date_to"))
    return {"value": {"x": [first, last + DAY]}}


def _iso(days: int) -> str:
    from datetime import date, timedelta

    return (date(1970, 1, 1) + timedelta(days=days)).isoformat()


def _distinct(labels: list[str]) -> list[str]:
    """Labels that differ: a second one of the same words gets a number."""
    seen: Counter = Counter()
    distinct = []
    for label in labels:
        seen[label] += 1
        distinct.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return distinct


def _ticks(highest: int) -> list[int]:
    """Whole numbers for an axis of counts, five at most: Vega would write 0, 1, 1 for 0, ½, 1."""
    step = next(step * 10 ** power for power in range(10) for step in (1, 2, 5) if step * 10 ** power * 4 >= highest)
    return list(range(0, highest + step, step))
