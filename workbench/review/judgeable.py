"""What can be judged: the layers and their columns, and a row of them as a review holds it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from workbench import tables

Row = dict[str, Any]
VERDICTS = ("right", "wrong", "corrected", "missed", "unsure", "nothing")
OF_SENTENCES = ("nothing",)  # verdicts on a sentence: no row of the layer is missing in it
BY_HAND = "by hand"  # the rule of a row that an analyst added
MARK = {"right": "right", "corrected": "corrected", "missed": "added"}  # verdict -> column `reviewed`


class Reviewable(NamedTuple):
    """A layer that can be judged: the columns that tell rows of one span apart, and those to correct."""

    apart: tuple[str, ...]
    correctable: tuple[str, ...]


LAYERS: dict[str, Reviewable] = {
    "quotes": Reviewable((), ("speakers", "kind", "said_on")),
    "stances": Reviewable(("actor", "holder_text", "issue"), ("actor", "issue", "position", "said_on")),
    "relations": Reviewable(("holder", "target"), ("holder", "target", "sign")),
    "times": Reviewable((), ("value", "begin", "finish")),
    "events": Reviewable(("begin",), ("begin", "finish", "status")),
}


def check(layer: str, verdict: str, to: Row) -> None:
    """Raises ValueError for a layer, verdict, column or value that does not exist, naming those that do."""
    if layer not in LAYERS:
        raise ValueError(f"no layer {layer!r} to review; these can be reviewed: {', '.join(LAYERS)}")
    if verdict not in VERDICTS:
        raise ValueError(f"no verdict {verdict!r}; the verdicts are {', '.join(VERDICTS)}")
    if (verdict == "corrected") != bool(to):
        raise ValueError("`corrected` needs `to`, the corrected values by column; the other verdicts take none")
    for name, value in to.items():
        if name not in LAYERS[layer].correctable:
            raise ValueError(f"{layer}.{name} can't be corrected; these can: {', '.join(LAYERS[layer].correctable)}")
        column = next(column for column in tables.TABLES[layer].columns if column.name == name)
        if column.values and value not in column.values:
            raise ValueError(f"{layer}.{name} can't be {value!r}; it is one of {', '.join(column.values)}")
        tables.make(layer, [{name: value}])  # a day that is no day


def missed_row(layer: str, article: str, start: int, end: int, words: str, given: Row) -> Row:
    """A row that an analyst adds, as its table has it: the words [start, end) of a body, and what is said of them."""
    row: Row = {"article": article, "rule": BY_HAND}
    if layer == "quotes":
        row |= {"quote_id": f"{article}:{start}", "content": [words], "content_spans": [[start, end]]}
    else:
        row |= {"start": start, "end": end, "evidence": words}
    return row | ({"basis": "narration"} if layer == "stances" else {}) | given


def plain_row(row: Mapping[str, Any]) -> Row:
    """A row as JSON has it: days as ISO text, lists as lists, missing values left out."""
    plain = {str(name): plain_value(value) for name, value in dict(row).items()}
    return {name: value for name, value in plain.items() if value is not None}


def plain_value(value: Any) -> Any:
    """A value as JSON has it: None where missing, days as ISO text, lists as lists."""
    if hasattr(value, "tolist") and not hasattr(value, "isoformat"):  # numpy, as Parquet gives lists back
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [plain_value(part) for part in value]
    if value is None or isinstance(value, str | bool | dict):
        return value
    if hasattr(value, "isoformat"):
        return None if value != value else value.isoformat()[:10]
    try:
        return None if value != value else value
    except TypeError:  # pandas' <NA> has no truth value
        return None


def hash_text(text: str) -> str:
    """What a body is known by."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def make_key(layer: str, digest: str, start: int, end: int, row: Row, of_sentence: bool = False) -> str:
    """By what a judged row is known: body, span, and what tells rows of one span apart."""
    apart = ["sentence"] if of_sentence else [row.get(name) for name in LAYERS[layer].apart]
    return hash_text(json.dumps([layer, digest, start, end, *apart]))[:12]


def span_of(layer: str, row: Row, body: str) -> tuple[int, int]:
    """The characters a row stands for: of a quote its content, of an event the first sentence that reports it."""
    if layer == "quotes":
        spans = row["content_spans"]
        return int(min(span[0] for span in spans)), int(max(span[1] for span in spans))
    if layer == "events":
        sentence = row["evidence"][0][1]
        start = body.find(sentence)
        if start < 0:
            raise ValueError(f"the evidence “{sentence[:60]}” does not stand in the article {row['evidence'][0][0]}")
        return start, start + len(sentence)
    return int(row["start"]), int(row["end"])
