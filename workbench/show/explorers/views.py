"""The kinds of chart an explorer links: days to brush, bars to click, cells to click. A pick sets parameters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from workbench.show import theme
from workbench.show.chart_parts import alt
from workbench.show.escape import plain

Parameters = Mapping[str, str]
DAY_MILLISECONDS = 86_400_000
COLOURS = {**theme.KINDS, **{position: colour for position, (colour, _) in theme.POSITIONS.items()},
           "happened": theme.BLUE, "planned": theme.ORANGE}
FAR_DAYS = 75         # from the middle row, where most stand close together
MOST_DAYS_DRAWN = 150  # beyond, rows are counted by month
MOST_BARS = 12        # of the most frequent values
PALE = 0.35           # opacity of what is not picked


@dataclass(frozen=True)
class View:
    """One linked chart: the parameters a pick in it sets, how it is drawn, and what a pick means."""

    title: str
    pick: str
    sets: tuple[str, ...]
    draw: Callable[[pd.DataFrame, Parameters], tuple[Any, str]]  # the chart (none of no rows), and it in words
    read: Callable[[Mapping[str, Any]], dict[str, str]]


def view_days(category: str, order: tuple[str, ...] = ()) -> View:
    """Rows by day, stacked by `category`; brushing sets date_from and date_to."""

    def draw(frame: pd.DataFrame, parameters: Parameters) -> tuple[Any, str]:
        dated = _near_most(frame[frame["day"].notna()])
        if dated.empty:
            return None, "No row with a date." if len(frame) else "No rows."
        bars, step = _count_days(dated, category, order)
        kinds = list(dict.fromkeys(bar["kind"] for bar in sorted(bars, key=lambda bar: bar["place"])))
        colours = [COLOURS.get(kind, spare) for kind, spare in zip(kinds, theme.PALETTE, strict=False)]
        brush = alt.selection_interval(name="days", encodings=["x"], **_brushed(parameters))
        starts = sorted({bar["begin"] for bar in bars})
        # on a single day Vega would write the same date under each hour
        is_one_week = starts[-1] - starts[0] < 7 * DAY_MILLISECONDS
        axis = alt.Axis(labelOverlap=True, grid=False, format="%b %Y" if step == "month" else "%-d %b %Y",
                        **({"values": starts} if is_one_week else {"tickCount": 6}))
        chart = alt.Chart(alt.Data(values=bars), width=430, height=150).mark_rect(
            stroke=theme.INK, strokeWidth=0.5).encode(
            x=alt.X("begin:T", title=None, scale=alt.Scale(type="utc"), axis=axis), x2="finish:T",
            y=alt.Y("low:Q", title="rows", axis=_count_axis(bar["high"] for bar in bars)), y2="high:Q",
            color=alt.Color("kind:N", title=None, sort=kinds, scale=alt.Scale(domain=kinds, range=colours),
                            legend=alt.Legend(orient="top")),
            tooltip=[alt.Tooltip("first:N", title=step), alt.Tooltip("kind:N"), alt.Tooltip("rows:Q")],
        ).add_params(brush)
        left_out = len(frame) - len(dated)
        words = (f"Bars of rows by {step}, {len(dated)} rows from {bars[0]['first']} to {bars[-1]['first']}. "
                 "Drag to choose days; the two date fields do the same.")
        return chart, words + (f" {left_out} without a date or far from the others are not drawn." if left_out else "")

    def read(value: Mapping[str, Any]) -> dict[str, str]:
        if not value:
            return {"date_from": "", "date_to": ""}
        span = next(iter(value.values()))
        first, last = round(min(span) / DAY_MILLISECONDS), round(max(span) / DAY_MILLISECONDS) - 1
        days = (pd.Timestamp(day, unit="D").date().isoformat() for day in (first, max(first, last)))
        return dict(zip(("date_from", "date_to"), days, strict=True))

    return View("by day", "days", ("date_from", "date_to"), draw, read)


def view_bars(parameter: str, column: str, name: Callable[[str], str] = plain) -> View:
    """How many rows each value of `column` (texts or lists of them) has, the most frequent; a click sets `parameter`.

    name: a value as one reads it.
    """

    def draw(frame: pd.DataFrame, parameters: Parameters) -> tuple[Any, str]:
        counts = count_values(frame[column])
        if not counts:
            return None, f"No row names its {parameter}."
        labels = _distinct([name(value) for value, _ in counts[:MOST_BARS]])
        bars: list[dict[str, Any]] = [{"id": value, "name": label, "rows": count}
                                      for (value, count), label in zip(counts, labels, strict=False)]
        click = _click("bar", {"id": parameters[parameter]})
        chart = alt.Chart(alt.Data(values=bars), width=200, height=alt.Step(17)).mark_bar(
            color=theme.BLUE, stroke=theme.INK, cursor="pointer").encode(
            x=alt.X("rows:Q", title="rows", axis=_count_axis(bar["rows"] for bar in bars)),
            y=alt.Y("name:N", title=None, sort=labels, axis=alt.Axis(labelLimit=170)),
            opacity=alt.when(click).then(alt.value(1)).otherwise(alt.value(PALE)),
            tooltip=[alt.Tooltip("name:N", title=parameter), alt.Tooltip("rows:Q")],
        ).add_params(click)
        more = f" and {len(counts) - MOST_BARS} more" if len(counts) > MOST_BARS else ""
        named = ", ".join(f"{bar['name']} {bar['rows']}" for bar in bars)
        return chart, f"Rows by {parameter}: {named}{more}. Click a bar to choose; the list above does the same."

    return View(f"by {parameter}", "bar", (parameter,), draw, lambda value: {parameter: _picked(value, "id")})


def view_cells(rows: str, columns: str, category: str, order: tuple[str, ...],
               name: Callable[[str], str] = plain, name_column: Callable[[str], str] = plain) -> View:
    """A grid of two parameters with each cell's categories in words; a click sets both parameters."""

    def draw(frame: pd.DataFrame, parameters: Parameters) -> tuple[Any, str]:
        top = [value for value, _ in count_values(frame[rows])[:MOST_BARS]]
        if not top:
            return None, f"No row with an {rows} from the registry."
        labels = dict(zip(top, _distinct([name(row) for row in top]), strict=True))
        cells = [{**cell, "name": labels[cell["row"]], "title": name_column(cell["column"])}
                 for cell in _count_cells(frame[frame[rows].isin(top)], rows, columns, category, order)]
        click = _click("cell", {"row": parameters[rows], "column": parameters[columns]})
        base = alt.Chart(alt.Data(values=cells), width=alt.Step(150), height=alt.Step(24)).encode(
            x=alt.X("title:N", title=None, axis=alt.Axis(orient="top", labelAngle=0, labelLimit=145)),
            y=alt.Y("name:N", title=None, sort=list(labels.values()), axis=alt.Axis(labelLimit=170)))
        marks = base.mark_rect(stroke=theme.INK, cursor="pointer").encode(
            color=alt.Color("most:N", title=None, sort=list(order), legend=None, scale=alt.Scale(
                domain=list(order), range=[theme.PALE[position] for position in order])),
            opacity=alt.when(click).then(alt.value(1)).otherwise(alt.value(PALE)),
            tooltip=[alt.Tooltip("name:N", title=rows), alt.Tooltip("title:N", title=columns),
                     alt.Tooltip("words:N", title=category)]).add_params(click)
        chart = alt.layer(marks, base.mark_text(fontSize=11, color=theme.INK).encode(text="words:N"))
        said = "; ".join(f"{cell['name']} on {cell['title']}: {cell['words']}" for cell in cells)
        return chart, f"{rows.capitalize()} by {columns}: {said}."

    return View(f"by {rows} and {columns}", "cell", (rows, columns), draw,
                lambda value: {rows: _picked(value, "row"), columns: _picked(value, "column")})


def count_values(values: Iterable[Any]) -> list[tuple[str, int]]:
    """How often each text stands among `values` (texts, lists of them, or missing), the most frequent first."""
    counts = Counter(text for value in values if isinstance(value, str | list)
                     for text in ([value] if isinstance(value, str) else value) if text)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _near_most(dated: pd.DataFrame) -> pd.DataFrame:
    """`dated` without the few rows far from most: one event of 2014 would press this week's into one bar."""
    if dated.empty:
        return dated
    early, middle, late = (dated["day"].quantile(share) for share in (0.25, 0.5, 0.9))
    near = (dated["day"] - middle).dt.days.abs() <= FAR_DAYS
    return dated[near] if (late - early).days <= FAR_DAYS / 2 else dated


def _count_days(dated: pd.DataFrame, category: str, order: tuple[str, ...]) -> tuple[list[dict[str, Any]], str]:
    """Stacks of rows counted by category and day; by month where the days would be too thin to see."""
    by_month = (dated["day"].max() - dated["day"].min()).days > MOST_DAYS_DRAWN
    periods = dated["day"].dt.to_period("M" if by_month else "D")
    kinds = dated[category].fillna("unknown").map(plain)
    places = {kind: place for place, kind in enumerate(dict.fromkeys([*order, *sorted(set(kinds))]))}
    counts = Counter(zip(periods, kinds, strict=True))
    stacks: Counter = Counter()
    bars = []
    for period, kind in sorted(counts, key=lambda bar: (bar[0], places[bar[1]])):
        low, high = stacks[period], stacks[period] + counts[period, kind]
        bars.append({"begin": period.start_time.timestamp() * 1000,
                     "finish": (period + 1).start_time.timestamp() * 1000, "first": str(period), "kind": kind,
                     "place": places[kind], "rows": high - low, "low": low, "high": high})
        stacks[period] = high
    return bars, "month" if by_month else "day"


def _count_cells(frame: pd.DataFrame, rows: str, columns: str, category: str,
                 order: tuple[str, ...]) -> list[dict[str, Any]]:
    cells = []
    for (row, column), kinds in frame.groupby([rows, columns])[category]:
        count = Counter(kinds)
        cells.append({"row": row, "column": column, "rows": len(kinds), "most": max(order, key=count.__getitem__),
                      "words": ", ".join(f"{kind} {count[kind]}" for kind in order if count[kind])})
    return cells


def _brushed(parameters: Parameters) -> dict[str, Any]:
    """The brush as it stands when both days are chosen: the chart shows what the date fields say."""
    if not (parameters["date_from"] and parameters["date_to"]):
        return {}
    first, last = (pd.Timestamp(parameters[name]).timestamp() * 1000 for name in ("date_from", "date_to"))
    return {"value": {"x": [first, last + DAY_MILLISECONDS]}}


def _click(name: str, chosen: Mapping[str, str]) -> alt.Parameter:
    """A selection by click, made at first where all it sets is chosen."""
    start: dict[str, Any] = {"value": [dict(chosen)]} if all(chosen.values()) else {}
    return alt.selection_point(name=name, fields=list(chosen), **start)


def _picked(value: Mapping[str, Any], field: str) -> str:
    """What a click chose; "" where it chose nothing."""
    return str(value[field][0]) if value.get(field) else ""


def _distinct(labels: list[str]) -> list[str]:
    """Labels that differ: a second one of the same words gets a number."""
    seen: Counter = Counter()
    distinct = []
    for label in labels:
        seen[label] += 1
        distinct.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return distinct


def _count_axis(counts: Iterable[int]) -> alt.Axis:
    return alt.Axis(values=_ticks(max(counts)), format="d")


def _ticks(highest: int) -> list[int]:
    """Whole numbers for an axis of counts, five at most: Vega would write 0, 1, 1 for 0, ½, 1."""
    step = next(step * 10 ** power for power in range(10) for step in (1, 2, 5) if step * 10 ** power * 4 >= highest)
    return list(range(0, highest + step, step))
