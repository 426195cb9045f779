"""The declarations of the tables as pandera schemas, which the tests hold rows against."""

import pandas as pd
import pandera.pandas as pa

from workbench.tables import LISTS, PANDAS_TYPES
from workbench.tables.declared import find_table


def schema(name: str) -> pa.DataFrameSchema:
    """The declaration of table `name` as a pandera schema: types, allowed values, keys, half-open spans."""
    table = find_table(name)
    columns = {
        column.name: pa.Column(
            None if column.kind in (*LISTS, "text") else PANDAS_TYPES[column.kind],
            checks=[pa.Check.isin(column.values)] if column.values else [],
            nullable=not column.required,
            description=column.meaning,
        )
        for column in table.columns
    }
    checks = []
    for first, last in (("start", "end"), ("begin", "finish")):
        if {first, last} <= set(table.names):
            checks.append(pa.Check(
                lambda frame, a=first, b=last: (frame[a] <= frame[b]) | frame[a].isna() | frame[b].isna(),
                error=f"{first} after {last}"))
    return pa.DataFrameSchema(columns, checks=checks, unique=table.sort_key, name=name, description=table.meaning)


def validate(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` itself if it is a valid table `name`; pandera's SchemaErrors with all faults if not."""
    return schema(name).validate(frame, lazy=True)
