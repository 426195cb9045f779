"""A table with a menu for each of some columns, which narrow it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from workbench.show.shown_table import table

if TYPE_CHECKING:
    import pandas as pd


def filter_table(frame: pd.DataFrame, by: Sequence[str], columns: Mapping[str, str] | Sequence[str],
                 names: Mapping[str, str] | None = None) -> Any:
    """A widget: one menu for each column of `by` (list columns too) over a table of `columns`."""
    import ipywidgets as widgets

    from workbench.parameters import choose

    menus = {}
    for column in by:
        values = sorted({str(value) for value in frame[column].explode().dropna()})
        labels = [("all", "")] + [((names or {}).get(value, value), value) for value in values]
        menus[column] = widgets.Dropdown(options=labels, description=column, value="")
    shown = widgets.HTML()

    def redraw(_: Any = None) -> None:
        picked = choose(frame, **{column: menu.value for column, menu in menus.items()})
        shown.value = table(picked, columns, names=names).to_html()

    for menu in menus.values():
        menu.observe(redraw, "value")
    redraw()
    return widgets.VBox([widgets.HBox(list(menus.values())), shown])
