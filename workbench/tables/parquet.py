"""Tables as Arrow, for Parquet, and back the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from workbench.tables.columns import LISTS, PANDAS_TYPES
from workbench.tables.declared import find_table
from workbench.tables.from_rows import series

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow


def arrow_schema(name: str) -> pyarrow.Schema:
    """The declaration of table `name` as an Arrow schema, for Parquet."""
    import pyarrow as pa

    types = {
        "text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "yes or no": pa.bool_(),
        "day": pa.timestamp("s"), "texts": pa.list_(pa.string()), "spans": pa.list_(pa.list_(pa.int64())),
        "pairs": pa.list_(pa.list_(pa.string())), "stretches": pa.string(),
        "tokens": pa.list_(pa.string()),
    }
    return pa.schema([(column.name, types[column.kind]) for column in find_table(name).columns])


def to_arrow(name: str, frame: pd.DataFrame) -> pyarrow.Table:
    """Table `name` for Parquet: its declared columns; dicts become JSON text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    schema = arrow_schema(name)
    arrays = []
    for column, field in zip(find_table(name).columns, schema, strict=True):
        values = frame[column.name]
        if column.kind == "tokens":
            arrays.append(pc.split_pattern(pa.array(values.tolist(), pa.string()), " "))
            continue
        if column.kind == "stretches":
            values = values.map(lambda dicts: json.dumps(dicts, ensure_ascii=False))
        if column.kind in LISTS:
            arrays.append(pa.array(values.tolist(), type=field.type))
        else:
            arrays.append(pa.Array.from_pandas(values, type=field.type))
    return pa.Table.from_arrays(arrays, schema=schema)


def from_arrow(name: str, table: pyarrow.Table) -> pd.DataFrame:
    """The DataFrame that `to_arrow` was given; columns that `table` lacks are missing throughout."""
    import pandas as pd
    import pyarrow.compute as pc

    columns = {}
    for column in find_table(name).columns:
        if column.name not in table.column_names:
            columns[column.name] = series([None] * table.num_rows, column)
            continue
        values = table.column(column.name)
        if column.kind == "tokens":
            values = pc.binary_join(values, " ")
        if column.kind == "stretches":
            columns[column.name] = pd.Series([json.loads(text) if text else [] for text in values.to_pylist()],
                                             dtype="object")
        elif column.kind in LISTS:
            columns[column.name] = pd.Series([value or [] for value in values.to_pylist()], dtype="object")
        else:
            columns[column.name] = values.to_pandas().astype(PANDAS_TYPES[column.kind])
    return pd.DataFrame(columns)
