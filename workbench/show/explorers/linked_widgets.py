"""What the explorers are made of in the browser: a chart to pick in, a table to choose from, a page to read."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from workbench.show.theme import make_plain
from workbench.show.vega_library import vega_script

HERE = Path(__file__).parent


class LinkedChart(anywidget.AnyWidget):
    """A chart with one selection, `pick`; what the user selects arrives in `picked` as {generation, value}.

    `altair.JupyterChart` would carry 0.9 MB of Vega in the saved state of every chart, need seconds at its making,
    headless too, and report the start of each redraw like a pick of the user's.
    """

    _esm = HERE / "chart.js"
    spec = traitlets.Dict().tag(sync=True)
    pick = traitlets.Unicode().tag(sync=True)
    description = traitlets.Unicode().tag(sync=True)
    file_name = traitlets.Unicode("chart").tag(sync=True)
    generation = traitlets.Int(0).tag(sync=True)
    picked = traitlets.Dict().tag(sync=True)

    def __init__(self, **traits: Any):
        super().__init__(**traits)
        self.on_msg(self._send_vega)

    def draw(self, chart: Any, description: str, pick: str = "") -> None:
        """Shows another Altair chart; `description` is its text alternative, `pick` its selection's name.

        Without a chart the description is shown: an empty selection says so in words.
        """
        with self.hold_sync():
            self.spec = make_plain(chart.to_dict()) if chart is not None else {}
            self.pick, self.description = pick, description
            self.generation += 1

    def _send_vega(self, _: Any, message: Any, __: Any) -> None:
        if isinstance(message, dict) and message.get("kind") == "vega":
            self.send({"kind": "vega"}, buffers=[vega_script()])


class RowTable(anywidget.AnyWidget):
    """Rows of texts under `columns`; `chosen` is the number of the row chosen, or -1; `empty` is said without rows."""

    _esm = HERE / "rows.js"
    columns: traitlets.List = traitlets.List().tag(sync=True)
    rows: traitlets.List = traitlets.List().tag(sync=True)
    caption = traitlets.Unicode().tag(sync=True)
    empty = traitlets.Unicode("Nothing here.").tag(sync=True)
    chosen = traitlets.Int(-1).tag(sync=True)


class ReadingPane(anywidget.AnyWidget):
    """Escaped HTML to read; `selection` is what the reader selected in it, as characters of the body."""

    _esm = HERE / "reading_pane.js"
    html = traitlets.Unicode().tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    citation = traitlets.Unicode().tag(sync=True)
    height = traitlets.Unicode("none").tag(sync=True)
    selection: traitlets.List = traitlets.List().tag(sync=True)


def said_aloud(method: Callable[..., None]) -> Callable[..., None]:
    """What goes wrong in a widget's observer is said by its `complain`, and logged: Lab would show nothing."""
    @wraps(method)
    def guarded(self: Any, *args: Any) -> None:
        try:
            method(self, *args)
        except Exception as error:  # whatever it is, the user must see it
            logging.getLogger(__name__).exception("%s", type(self).__name__)
            self.complain(str(error))
    return guarded
