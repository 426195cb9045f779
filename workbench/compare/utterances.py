"""The same utterance as several articles have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench import tables

if TYPE_CHECKING:
    import pandas as pd


def match_utterances(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The table `utterances`."""
    return tables.make("utterances")
