"""Tables from rows: a table made here always has its declared columns, in their order, also when empty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from workbench.tables.columns import LISTS, PANDAS_TYPES, Column
from workbench.tables.declared import find_table
from workbench.text.calendar_days import read_day

if TYPE_CHECKING:
    import pandas as pd

HALVES = re.compile("[\ud800-\udfff]")


def make(name: str, rows: Iterable[Mapping[str, Any]] = ()) -> pd.DataFrame:
    """The table `name` from row dicts: declared columns in declared order and type, extra ones behind.

    Missing values become <NA>, NaT, or an empty list. Raises KeyError for an unknown table and ValueError
    for a value that does not fit its column, naming both.

    >>> make("problems", [{"path": "a.txt", "problem": "empty file: nothing to read"}]).shape
    (1, 3)
    """
    import pandas as pd

    table = find_table(name)
    rows = list(rows)
    extra = [key for key in dict.fromkeys(key for row in rows for key in row) if key not in table.names]
    columns = {}
    for column in table.columns:
        values = [row.get(column.name) for row in rows]
        try:
            columns[column.name] = series(values, column)
        except (TypeError, ValueError) as error:
            raise ValueError(f"table {name}, column {column.name} ({column.kind}): {error}") from error
    for key in extra:
        columns[key] = pd.Series([row.get(key) for row in rows])
    return pd.DataFrame(columns)


def series(values: list, column: Column) -> pd.Series:
    """The values of one column in its declared type."""
    import pandas as pd

    if column.kind in LISTS:
        listed = [[] if value is None or isinstance(value, float) else [
            whole(item) if isinstance(item, str) else item for item in value] for value in values]
        return pd.Series(listed, dtype="object")
    if column.kind == "day":
        return pd.Series(pd.to_datetime(pd.Series(values, dtype="object")), dtype="datetime64[s]")
    if column.kind in ("text", "tokens"):
        # not pd.NA but None inside "str" columns: pandas shows and saves it as missing
        texts = [None if value is None or value != value else whole(str(value)) for value in values]
        return pd.Series(texts, dtype="str")
    return pd.Series(values, dtype=PANDAS_TYPES[column.kind])


def whole(text: str) -> str:
    """`text` with U+FFFD for each half of a character: names of files and JSON can hold them, no table can.

    >>> whole("caf\\udce9.txt")
    'caf\ufffd.txt'
    """
    return text if text.isascii() else HALVES.sub("\ufffd", text)


def conform(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with the declared columns of table `name` in order and type; other columns stay, behind."""
    return make(name, frame.to_dict("records")) if len(frame) else make(name)


def plain(name: str, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """`rows` with every declared column, as plain values: None where missing, days as `date`, lists as lists.

    What a layer found and what the cache kept of it are alike in this form.
    Raises ValueError for a column that table `name` does not declare.
    """
    columns = find_table(name).columns
    declared = {column.name for column in columns}
    result = []
    for row in rows:
        if unknown := row.keys() - declared:
            raise ValueError(f"table {name} declares no column {', '.join(sorted(unknown))}: "
                             "declare it in workbench/tables/declared.py")
        result.append({column.name: _plain(row.get(column.name), column.kind) for column in columns})
    return result


def _plain(value: Any, kind: str) -> Any:
    if kind in LISTS:
        return [] if value is None or isinstance(value, float) else [
            list(item) if isinstance(item, tuple) else item for item in value]
    if value is None or value != value:
        return None
    if kind == "day":
        return read_day(value, "day")
    return {"text": str, "tokens": str, "integer": int, "number": float, "yes or no": bool}[kind](value)
