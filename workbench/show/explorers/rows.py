"""A table to choose one row from, by mouse or keyboard; its cells are text."""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets


class RowTable(anywidget.AnyWidget):
    """Rows of texts under `columns`; `chosen` is the number of the row chosen, or -1; `empty` is said without rows."""

    _esm = Path(__file__).parent / "rows.js"
    columns: traitlets.List = traitlets.List().tag(sync=True)
    rows: traitlets.List = traitlets.List().tag(sync=True)
    caption = traitlets.Unicode().tag(sync=True)
    empty = traitlets.Unicode("Nothing here.").tag(sync=True)
    chosen = traitlets.Int(-1).tag(sync=True)


class Page(anywidget.AnyWidget):
    """Escaped HTML to read; `selection` is what the reader selected in it, as characters of the body."""

    _esm = Path(__file__).parent / "page.js"
    html = traitlets.Unicode().tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    citation = traitlets.Unicode().tag(sync=True)
    height = traitlets.Unicode("none").tag(sync=True)
    selection: traitlets.List = traitlets.List().tag(sync=True)
