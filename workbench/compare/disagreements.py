"""The same thing counted or dated differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench import tables

if TYPE_CHECKING:
    import pandas as pd


def find_disagreements(quantities: pd.DataFrame, happenings: pd.DataFrame, articles: pd.DataFrame,
                       copies: pd.DataFrame) -> pd.DataFrame:
    """The table `disagreements`."""
    return tables.make("disagreements")
