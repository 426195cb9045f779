"""What happened when: dated clauses of all articles merged into events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench import tables

if TYPE_CHECKING:
    import pandas as pd


def build_timeline(happenings: pd.DataFrame, articles: pd.DataFrame, copies: pd.DataFrame) -> pd.DataFrame:
    """The table `events`."""
    return tables.make("events")
