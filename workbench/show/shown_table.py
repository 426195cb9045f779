"""A table as people read it: chosen columns, whole sentences, names instead of ids; the same text every time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from workbench.show.escape import html, plain

# each cell says how it stands, for Lab would have it otherwise; all else is left to Lab's and the report's own look
CELL = "text-align:left;vertical-align:top"
LONG = CELL + ";min-width:22em;max-width:36em;white-space:pre-line"  # sentences are not squeezed by their neighbours
SHORT = CELL + ";white-space:nowrap"                                 # a day stays on its line
NUMBER = "text-align:right;vertical-align:top;font-variant-numeric:tabular-nums"
WIDE_EM = 40  # a wider table may scroll sideways in Lab


class ShownTable:
    """Rows as escaped HTML and as plain text; what `table` returns and a notebook displays."""

    def __init__(self, cells: list[list[str]], heads: list[str], numeric: list[bool], note: str):
        self.cells, self.heads, self.numeric, self.note = cells, heads, numeric, note

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.to_html(), "text/plain": repr(self)}

    def to_html(self) -> str:
        """The table as HTML; every cell is escaped."""
        if not self.cells:
            return f"<p><em>{html(self.note)}</em></p>"
        longest = [max(map(len, cells)) for cells in zip(*self.cells, strict=True)]
        style = [NUMBER if number else SHORT if most <= 12 else LONG if most > 60 else CELL
                 for number, most in zip(self.numeric, longest, strict=True)]
        head = "".join(f'<th scope="col" style="{s}">{html(h)}</th>' for h, s in zip(self.heads, style, strict=True))
        body = "".join("<tr>" + "".join(f'<td dir="auto" style="{s}">{html(cell)}</td>'
                                        for cell, s in zip(row, style, strict=True)) + "</tr>"
                       for row in self.cells)
        note = f"<p><em>{html(self.note)}</em></p>" if self.note else ""
        # what may scroll must be reached by the keyboard
        width = sum(22 if part == LONG else 7 for part in style)
        reach = ' tabindex="0"' if width > WIDE_EM else ""
        return (f'<table{reach} class="tex2jax_ignore mathjax_ignore"><thead><tr>{head}</tr></thead>'
                f"<tbody>{body}</tbody></table>{note}")

    def __repr__(self) -> str:
        rows = [self.heads, *self.cells] if self.cells else []
        lines = [plain(" | ".join(row).replace("\n", " ")) for row in rows]
        return "\n".join([*lines, self.note] if self.note else lines)


def table(frame: pd.DataFrame, columns: Sequence[str] | Mapping[str, str] | None = None, rows: int = 25,
          names: Mapping[str, str] | None = None, empty: str = "Nothing to show: no row fits.") -> ShownTable:
    """Show a table to read: chosen columns, whole sentences, names instead of ids.

    Parameters
    ----------
    columns : which ones, in order; a dict also gives their headings
    rows : how many at most; how many are left out is said below
    names : shown instead of ids of actors, issues and articles
    empty : what is said when there is no row

    Examples
    --------
    >>> import pandas as pd
    >>> table(pd.DataFrame({"actor": ["kyiv"], "n": [2]}), names={"kyiv": "Kyiv"})
    actor | n
    Kyiv | 2
    """
    columns = list(frame.columns) if columns is None else columns
    heads = dict(columns) if isinstance(columns, Mapping) else {name: name.replace("_", " ") for name in columns}
    shown = frame[list(heads)].head(rows)
    cells = [[_say(value, names or {}) for value in row] for row in shown.itertuples(index=False, name=None)]
    left = len(frame) - len(shown)
    note = empty if not cells else f"… and {left} more" if left else ""
    return ShownTable(cells, list(heads.values()), [_is_number(shown[name]) for name in heads], note)


def _is_number(values: pd.Series) -> bool:
    return values.dtype.kind in "iuf" or str(values.dtype) in ("Int64", "Float64")


def _say(value: Any, names: Mapping[str, str]) -> str:
    """One cell in words: lists joined, days as ISO, nothing for what is missing."""
    if pd.api.types.is_list_like(value):
        said = [_say(item, names) for item in value]
        return ("\n" if any(len(item) > 40 for item in said) else "; ").join(said)  # sentences: a line each
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, float):
        return f"{value:.2f}"
    return names.get(str(value), str(value))
