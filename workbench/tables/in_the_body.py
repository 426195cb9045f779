"""Whether rows that were kept somewhere say what stands in the articles: their words at their spans."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from workbench.tables.columns import Column
from workbench.tables.declared import find_table

if TYPE_CHECKING:
    import pandas as pd

WORD = re.compile(r"\w+")
Row = dict[str, Any]
Bodies = Mapping[str, str]  # article → its body


def standing(name: str, frame: pd.DataFrame, bodies: Bodies, where: object = None) -> list[bool]:
    """For each row of table `name`, whether its words stand in the bodies where it says, as far as it says where.

    where: what the rows were read from; with it a warning tells of rows that don't.

    Examples
    --------
    >>> from workbench import tables
    >>> rows = [{"article": "a", "start": 0, "end": 3, "text": text} for text in ("Ann", "Bob")]
    >>> standing("mentions", tables.make("mentions", rows), {"a": "Ann left."})
    [True, False]
    """
    table, wanted = find_table(name), columns_to_check(name)
    columns = [column for column in table.columns if column.stands]
    ids = [column for column in ("article", "copy_of") if column in table.names]
    rows = (dict(zip(wanted, values, strict=True))
            for values in zip(*(frame[column].tolist() for column in wanted), strict=True))
    stand = [all(row[article] in bodies for article in ids) and all(_stands(column, row, bodies) for column in columns)
             for row in rows] if wanted else [True] * len(frame)
    if where is not None and not all(stand):
        warnings.warn(f"{stand.count(False)} rows of {name} in {where} say what does not stand in the articles: "
                      "they are not shown", stacklevel=2)
    return stand


def columns_to_check(name: str) -> list[str]:
    """The columns that `standing` asks of table `name`; none where its rows hold no words of an article."""
    table = find_table(name)
    if not any(column.stands for column in table.columns) and "copy_of" not in table.names:
        return []
    return [column.name for column in table.columns
            if column.stands or column.name in ("article", "copy_of", "start", "end", "quote_ids")
            or column.name.endswith(("_start", "_end", "_spans"))]


def _stands(column: Column, row: Row, bodies: Bodies) -> bool:
    value = row[column.name]
    if value is None or value != value:
        return not column.required
    try:
        return WAYS[column.stands](column.name, value, row, bodies)
    except (TypeError, ValueError):  # a span that is missing, or none
        return False


def _reads(body: str, start: int, end: int, words: str) -> bool:
    return 0 <= start <= end <= len(body) and body[start:end] == words


def _is_around(name: str, value: str, row: Row, bodies: Bodies) -> bool:
    start, end = int(row["start"]), int(row["end"])
    return 0 <= start <= end and bodies[row["article"]].find(
        value, max(0, end - len(value)), start + len(value)) >= 0


def _is_at_spans(name: str, value: list[str], row: Row, bodies: Bodies) -> bool:
    return all(_reads(bodies[row["article"]], start, end, words)
               for (start, end), words in zip(row[f"{name}_spans"], value, strict=True))


def _is_in_evidence(name: str, value: str, row: Row, bodies: Bodies) -> bool:
    told = row["evidence"] if isinstance(row["evidence"], str) else " ".join(pair[1] for pair in row["evidence"])
    return set(WORD.findall(value.lower())) <= set(WORD.findall(told.lower()))


def _is_at_quotes(name: str, value: list[str], row: Row, bodies: Bodies) -> bool:
    """Whether the words of each wording come in this order from where its quote begins."""
    for quote, wording in zip(row["quote_ids"], value, strict=True):
        article, _, start = quote.rpartition(":")
        there = iter(WORD.findall(bodies.get(article, ""), int(start)))
        if not all(word in there for word in WORD.findall(wording)):
            return False
    return True


WAYS: dict[str, Callable[[str, Any, Row, Bodies], bool]] = {
    "somewhere": lambda name, value, row, bodies: value in bodies[row["article"]],
    "at the span": lambda name, value, row, bodies: _reads(bodies[row["article"]], row["start"], row["end"], value),
    "at its own span": lambda name, value, row, bodies: _reads(
        bodies[row["article"]], row[f"{name}_start"], row[f"{name}_end"], value),
    "at its spans": _is_at_spans,
    "around the span": _is_around,
    "in the articles": lambda name, value, row, bodies: all(words in bodies.get(where, "") for where, words in value),
    "in the evidence's words": _is_in_evidence,
    "at the quotes": _is_at_quotes,
}
