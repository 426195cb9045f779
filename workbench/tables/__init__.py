"""The tables: what each holds (declared), made from rows (from_rows), and as Parquet (parquet)."""

from workbench.tables.columns import LISTS, PANDAS_TYPES, Column, Table
from workbench.tables.declared import PARSES, STAGES, TABLES, find_table
from workbench.tables.from_rows import conform, make, plain, whole
from workbench.tables.parquet import arrow_schema, from_arrow, to_arrow

__all__ = ["LISTS", "PANDAS_TYPES", "PARSES", "STAGES", "TABLES", "Column", "Table", "arrow_schema", "conform",
           "find_table", "from_arrow", "make", "plain", "to_arrow", "whole"]
