"""What a table and a column of it are, and what kinds of value a column may hold."""

from __future__ import annotations

from dataclasses import dataclass

# kind of value -> pandas type; lists and spans are Python objects, saved as Parquet lists
PANDAS_TYPES = {
    "text": "str",
    "integer": "Int64",
    "number": "Float64",
    "yes or no": "boolean",
    "day": "datetime64[s]",
    "texts": "object",      # list of str
    "spans": "object",      # list of [start, end]
    "pairs": "object",      # list of [article, sentence]
    "stretches": "object",  # list of dicts
    "tokens": "str",        # a value a token, separated by spaces; saved as a list, which is smaller
}
LISTS = ("texts", "spans", "pairs", "stretches")


@dataclass(frozen=True)
class Column:
    """One column: its name, kind of value (a key of PANDAS_TYPES), meaning, and the values it may take."""

    name: str
    kind: str
    meaning: str
    values: tuple[str, ...] = ()
    required: bool = False  # never missing
    stands: str = ""        # where its words stand in the body: a key of workbench.tables.in_the_body.WAYS


@dataclass(frozen=True)
class Table:
    """One table: its name, meaning, key and columns."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def column(self, name: str) -> Column:
        """The column `name`."""
        return next(column for column in self.columns if column.name == name)

    @property
    def sort_key(self) -> list[str]:
        """The columns of the key that can be put in order."""
        lists = {column.name for column in self.columns if column.kind in LISTS}
        return [name for name in self.key if name not in lists]


RULE = Column("rule", "text", "name of the rule that made the row", required=True)
