"""The rows of a table that an analyst asks for: by the values of columns, and by days."""

from __future__ import annotations

from typing import Any

import pandas as pd

from workbench.text.calendar_days import read_day

UNKNOWN = "?"  # asks for the rows where a column holds nothing


def choose(frame: pd.DataFrame, **wanted: Any) -> pd.DataFrame:
    """The rows whose columns hold the wanted values; an empty value sets no limit.

    Parameters
    ----------
    frame : the table to choose from
    **wanted : column = value; where a column holds lists, the value must be in the list; "?" stands for unknown: rows
        that hold nothing there

    Returns
    -------
    The rows chosen, with their index.

    Examples
    --------
    >>> from workbench import tables
    >>> quotes = tables.make("quotes", [{"quote_id": "a:0", "speakers": ["kyiv"]}, {"quote_id": "a:9"}])
    >>> choose(quotes, speakers="kyiv", kind="")["quote_id"].tolist()
    ['a:0']
    >>> choose(quotes, speakers="?")["quote_id"].tolist()
    ['a:9']
    """
    for column, value in wanted.items():
        if value not in ("", None):
            fits = [_fits(cell, value) for cell in frame[column]]
            frame = frame[pd.Series(fits, index=frame.index, dtype=bool)]
    return frame


def _fits(cell: Any, value: Any) -> bool:
    if value == UNKNOWN:
        return is_unknown(cell)
    return value in cell if isinstance(cell, list) else str(cell) == str(value)


def is_unknown(cell: Any) -> bool:
    """Whether a cell holds nothing: no value, or an empty list."""
    return not cell if isinstance(cell, list) else bool(pd.isna(cell))


def choose_sure(frame: pd.DataFrame, least_confidence: float) -> pd.DataFrame:
    """The rows of at least so much confidence; those that an analyst confirmed, corrected or added always.

    Parameters
    ----------
    frame : stances or relations
    least_confidence : from 0 to 1

    Examples
    --------
    >>> from workbench import tables
    >>> stances = tables.make("stances", [{"actor": "ann", "confidence": 0.9}, {"actor": "bo", "confidence": 0.4},
    ...                                   {"actor": "jo", "confidence": 0.4, "reviewed": "right"}])
    >>> choose_sure(stances, 0.65)["actor"].tolist()
    ['ann', 'jo']
    """
    return frame[frame["reviewed"].notna() | (frame["confidence"].fillna(1.0) >= least_confidence)]


def choose_days(frame: pd.DataFrame, begin: Any, finish: Any, first: str = "day", last: str = "day") -> pd.DataFrame:
    """The rows that touch the days from `begin` to `finish`, both included; an empty day sets no limit.

    Parameters
    ----------
    frame : the table to choose from
    begin, finish : days, as ISO text or dates
    first, last : the columns with a row's first and last day

    Raises
    ------
    ValueError : where `begin` or `finish` is not a day
    """
    if day := read_day(begin, "date_from"):
        frame = frame[frame[last] >= pd.Timestamp(day)]
    if day := read_day(finish, "date_to"):
        frame = frame[frame[first] <= pd.Timestamp(day)]
    return frame
