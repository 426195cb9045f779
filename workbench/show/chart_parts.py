"""What charts are put together from: titles, scales, signs, bars that say how many; and Altair, imported for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from workbench.show import theme
from workbench.show.fast_imports import spare_grammars
from workbench.show.labels import name

with spare_grammars():
    import altair as alt

PALE_TO_BLUE = ["#E7F1F8", theme.BLUE]


# of a long name beside a chart its beginning and its end are kept: many differ in the last words only
SHORT_NAME = ("length(datum.label) > 34 ? slice(datum.label, 0, 17) + ' … ' + slice(datum.label, -15) "
              ": datum.label")
DIGIT_PIXELS = 7


def name_axis(**more: Any) -> alt.Axis:
    """An axis with names beside it, long ones cut in the middle; `more` as Altair's axis has it."""
    return alt.Axis(labelExpr=SHORT_NAME, **more)


def finish(chart: alt.TopLevelMixin, title: str, subtitle: str, description: str,
           leads: Mapping[str, str] | None = None) -> Any:
    """`chart` with its title, one line below it that says how to read it, and its text alternative.

    leads: where a click on a mark leads in a report: `layer` names the table, and `actor`, `issue`, `kind`, `from`,
        `to`, `q` (page/report.js filters by them) the columns of the chart whose values are looked for
    """
    meta = {"usermeta": {"leads": dict(leads)}} if leads else {}
    return chart.properties(title=alt.TitleParams(title, subtitle=subtitle), description=f"{title}. {description}",
                            **meta)


def say_empty(title: str, words: str) -> Any:
    """A chart that says in words that there is nothing to draw, and why."""
    chart = alt.Chart(pd.DataFrame({"words": [words]})).mark_text(align="left", color=theme.QUIET, fontSize=13, x=0)
    chart = chart.encode(text="words:N").properties(width=theme.WIDTH_PIXELS, height=30)
    return finish(chart, title, "", words)


def scale_of(meaning: Mapping[str, Any], part: int | None = None) -> alt.Scale:
    """The scale of a dict such as theme.POSITIONS; `part` chooses colour (0) or shape (1) where it has both."""
    return alt.Scale(domain=list(meaning), range=[v if part is None else v[part] for v in meaning.values()])


def signs_of(column: str, meaning: Mapping[str, Any]) -> dict[str, Any]:
    """The channels that give each value of `column` its colour and its shape."""
    return {"shape": alt.Shape(f"{column}:N", title=None, scale=scale_of(meaning, 1)),
            "color": alt.Color(f"{column}:N", title=None, scale=scale_of(meaning, 0))}


def white_where(test: str) -> Any:
    """The colour of words: white on the dark cells that fit `test`, a Vega expression; dark elsewhere."""
    return alt.when(test).then(alt.value("white")).otherwise(alt.value(theme.INK))


def stack_statements(rows: pd.DataFrame, by: str, order: list[str], kind: str, colours: Mapping[str, str],
                     also: str, width: int = theme.WIDTH_PIXELS) -> alt.LayerChart:
    """Bars of statements, stacked by kind in the order of `colours`, the first of them dark; so many pixels wide."""
    longest = rows.groupby(by)["statements"].sum().max()
    rows = rows.assign(told=[str(n) if 0.8 * width * n / longest > DIGIT_PIXELS * len(str(n)) else ""
                             for n in rows["statements"]])
    base = alt.Chart(rows).encode(
        y=alt.Y(f"{by}:N", sort=order, title=None, axis=name_axis()),
        x=alt.X("statements:Q", title="statements", stack="zero", axis=alt.Axis(tickMinStep=1)),
        order="rank:Q", tooltip=[by, kind, "statements", also])
    # a third sign beside colour and order: each part that is wide enough says how many it is
    chart = base.mark_bar(stroke="white").encode(
        color=alt.Color(f"{kind}:N", title=None, scale=scale_of(colours))) + base.mark_text(fontSize=11).encode(
        x=alt.X("statements:Q", stack="zero", bandPosition=0.5), text="told:N", detail=f"{kind}:N",
        color=white_where(f"datum.{kind} == '{next(iter(colours))}'"))
    return chart.properties(width=width, height=theme.ROW_PIXELS * len(order))


def name_all(keys: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """The name of each key; see `labels.name`."""
    return [name(key, names) for key in keys]


def keep_frequent(rows: pd.DataFrame, column: str, most: int) -> tuple[pd.DataFrame, list[str]]:
    """The rows with one of the `most` most frequent values of `column`, and these values, the most frequent first."""
    frequent = rows[column].value_counts().head(most).index.tolist()
    return rows[rows[column].isin(frequent)], frequent
