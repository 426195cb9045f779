"""What the explorers are made of in the browser: a chart to pick in, a table to choose from, a page to read."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from workbench.show.escape import html, plain
from workbench.show.theme import make_plain
from workbench.show.vega_library import vega_script

HERE = Path(__file__).parent
SHORTENED_CHARACTERS = 220


def one_line(text: Any) -> str:
    """One line of text for a cell of a table."""
    line = " ".join(plain(text).split())
    return line if len(line) <= SHORTENED_CHARACTERS else line[:SHORTENED_CHARACTERS - 1] + "…"


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
    """Rows of texts under `columns`, a page of them at a time: searched and put in order here, not in the browser.

    `rows` are the cells of the page, `numbers` which rows these are; `chosen` is the number of the row chosen, or -1;
    `empty` is said without rows. The browser sets `page`, `query` and `order` (a column's number, -1 for none, and
    1 up or -1 down).
    """

    _esm = HERE / "rows.js"
    columns: traitlets.List = traitlets.List().tag(sync=True)
    rows: traitlets.List = traitlets.List().tag(sync=True)
    numbers: traitlets.List = traitlets.List().tag(sync=True)
    count = traitlets.Int(0).tag(sync=True)
    page = traitlets.Int(0).tag(sync=True)
    page_rows = traitlets.Int(50).tag(sync=True)
    query = traitlets.Unicode().tag(sync=True)
    order: traitlets.List = traitlets.List([-1, 1]).tag(sync=True)
    caption = traitlets.Unicode().tag(sync=True)
    empty = traitlets.Unicode("Nothing here.").tag(sync=True)
    chosen = traitlets.Int(-1).tag(sync=True)

    def __init__(self, cells: Mapping[str, Callable[[Mapping[str, Any]], str]], **traits: Any):
        super().__init__(columns=list(cells), **traits)
        self._cells = list(cells.values())
        self._records: list[Mapping[str, Any]] = []
        self._found: list[int] = []
        self.observe(self._arrange, ["query", "order"])
        self.observe(self._show, "page")

    def fill(self, records: list[Mapping[str, Any]], empty: str) -> None:
        """Shows other rows, none of them chosen; `empty` is said where there are none."""
        self._records = records
        with self.hold_sync():
            self.chosen, self.empty = -1, empty
            self._arrange()

    def _arrange(self, *_: Any) -> None:
        """The numbers of the rows that the query finds, in order; then their first page."""
        words = self.query.lower().split()
        found = [number for number, record in enumerate(self._records)
                 if all(word in self._text(record) for word in words)] if words else list(range(len(self._records)))
        column, way = self.order
        if 0 <= column < len(self._cells):
            found.sort(key=lambda number: _sorted_as(self._cells[column](self._records[number])), reverse=way < 0)
        self._found = found
        with self.hold_sync():
            self.count, self.page = len(found), 0
            self._show()

    def _show(self, *_: Any) -> None:
        first = max(0, self.page) * self.page_rows
        with self.hold_sync():
            self.numbers = self._found[first:first + self.page_rows]
            self.rows = [[cell(self._records[number]) for cell in self._cells] for number in self.numbers]

    def as_html(self, most: int) -> str:
        """The first rows of the page as a table, for where no widget lives."""
        head = "".join(f'<th scope="col">{html(name)}</th>' for name in self.columns)
        lines = "".join(f"<tr>{''.join(f'<td>{html(cell)}</td>' for cell in row)}</tr>" for row in self.rows[:most])
        return f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"

    def _text(self, record: Mapping[str, Any]) -> str:
        """What is searched of a row: its cells, and all its words where a cell shows them cut."""
        words = record.get("evidence") or record.get("content") or ""
        return " ".join([*(cell(record) for cell in self._cells), str(words)]).lower()


def _sorted_as(text: str) -> str:
    """Text as it is put in order: numbers by their size."""
    return re.sub(r"\d+", lambda digits: digits[0].zfill(12), text.lower())


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
