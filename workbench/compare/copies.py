"""Which articles repeat which: exact and near copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench import tables

if TYPE_CHECKING:
    import pandas as pd


def find_copies(articles: pd.DataFrame) -> pd.DataFrame:
    """The table `copies`."""
    return tables.make("copies")
