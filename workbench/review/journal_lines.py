"""One line of the file of judgements: what it must hold to be one, whoever wrote or mended it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workbench import tables
from workbench.intake.limits import parse_json
from workbench.review.judgeable import LAYERS, VERDICTS, Row
from workbench.text.calendar_days import read_day

LARGEST = 2**53     # of a number: JSON's own bound


def parse_line(raw: bytes) -> Row | None:
    """The judgement in a line of the file; none where it is no whole one.

    Columns that the table no longer has are left out of its row.
    """
    try:
        line = parse_json(raw.decode("utf-8", "surrogatepass"))
        if not isinstance(line, dict):
            return None
        line = {"note": "", "rule": None, "by": "machine", **line}
        if line["verdict"] == "undo":
            return line if all(isinstance(line[name], str) for name in ("id", "when", "who", "of")) else None
        if not _is_whole(line):
            return None
        kinds = {column.name: column.kind for column in tables.TABLES[line["layer"]].columns}
        row = {name: value for name, value in line["row"].items() if name in kinds and value is not None}
        fit = all(_fits(value, kinds[name]) for name, value in (*row.items(), *line["to"].items()))
        return {**line, "row": row} if fit and _is_placed(line["layer"], row) else None
    except (ValueError, KeyError, TypeError):  # no JSON, no UTF-8, no such field, a list for a name
        return None


def _is_whole(line: Mapping[str, Any]) -> bool:
    """Whether its fields are there and of their kinds."""
    texts = ("id", "when", "who", "key", "article", "sha256", "body", "words", "note", "by")
    return (line["verdict"] in VERDICTS and line["layer"] in LAYERS and isinstance(line["row"], dict)
            and all(isinstance(line[name], str) for name in texts)
            and _is_number(line["start"]) and _is_number(line["end"])
            and (line["rule"] is None or isinstance(line["rule"], str))
            and isinstance(line["to"], dict) and set(line["to"]) <= set(LAYERS[line["layer"]].correctable))


def _is_placed(layer: str, row: Row) -> bool:
    """Whether a row says where in an article it stands, so that it can be put back."""
    if layer == "events":
        return bool(row["evidence"]) and "begin" in row
    return bool(row["content_spans"]) if layer == "quotes" else row["start"] <= row["end"]


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < LARGEST


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_day(value: object) -> bool:
    return isinstance(value, str) and read_day(value, "day") is not None


def _are_pairs(value: object, is_one: Callable[[object], bool]) -> bool:
    return isinstance(value, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(map(is_one, pair)) for pair in value)


_FITS: dict[str, Callable[[Any], bool]] = {
    "text": _is_text, "tokens": _is_text, "integer": _is_number, "day": _is_day,
    "number": lambda value: isinstance(value, float) or _is_number(value),
    "yes or no": lambda value: isinstance(value, bool),
    "texts": lambda value: isinstance(value, list) and all(map(_is_text, value)),
    "spans": lambda value: _are_pairs(value, _is_number),
    "pairs": lambda value: _are_pairs(value, _is_text),
    "stretches": lambda value: isinstance(value, list),
}


def _fits(value: Any, kind: str) -> bool:
    """Whether a value, as JSON has it, may stand in a column of this kind."""
    return value is None or _FITS[kind](value)
