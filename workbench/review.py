"""The analyst's corrections: a file that only grows, one JSON line a judgement, laid over the extracted rows.

A line is found again by what the article says, not by where a rule of last month saw it: the hash of the body,
the span and the layer; where the body was cleaned otherwise since, by the words of the span. So corrections
survive a better extraction, an analyst can take one back (one more line), and two files can be joined by `cat`.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench import project, tables

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
VERDICTS = ("right", "wrong", "corrected", "missed")
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


@dataclass
class Reviews:
    """The judgements of `path`, oldest first, and the lines of it that could not be read."""

    path: Path
    lines: list[Row] = field(default_factory=list)
    torn: list[tuple[int, str]] = field(default_factory=list)

    @classmethod
    def read(cls, path: str | Path | None = None) -> Reviews:
        """The reviews in `path` (JSON lines), by default `reviews.jsonl` beside the project's actors.toml.

        A line that is no review, such as the torn last one of a crash, is set aside in `torn`.
        """
        reviews = cls(Path(path) if path is not None else _home())
        reviews.refresh()
        return reviews

    def refresh(self) -> None:
        """Reads the file again: a colleague may have added to it."""
        data = self.path.read_bytes() if self.path.is_file() else b""
        self.lines, self.torn = [], []
        for number, raw in enumerate(data.split(b"\n"), start=1):
            if raw.strip():
                line = _parse(raw)
                if line is None:
                    self.torn.append((number, raw[:80].decode(errors="replace")))
                else:
                    self.lines.append(line)

    @property
    def standing(self) -> list[Row]:
        """The judgements that nobody took back."""
        undone: set[str] = set()
        for line in reversed(self.lines):
            if line["verdict"] == "undo" and line["id"] not in undone:
                undone.add(line["of"])
        return [line for line in self.lines if line["verdict"] != "undo" and line["id"] not in undone]

    def judge(self, layer: str, row: Mapping[str, Any], verdict: str, articles: pd.DataFrame,
              to: Mapping[str, Any] | None = None, who: str | None = None, note: str = "") -> Row:
        """Appends one judgement of a row and returns its line.

        layer: a key of LAYERS; row: the row as the table has it (for `missed`, the new row).
        verdict: `right`, `wrong`, `corrected` (with `to`: column -> corrected value) or `missed`.
        who: the analyst, by default who is logged in.
        Raises ValueError for a layer, verdict, column or value that does not exist, naming those that do.
        """
        to = _plain(to or {})
        _check(layer, verdict, to)
        row = _plain(row)
        article = row["evidence"][0][0] if layer == "events" else row["article"]
        record = articles.loc[articles["article"] == article]
        if record.empty:
            raise ValueError(f"the row is about {article!r}, an article that is not in this corpus")
        body = record.iloc[0]["body"]
        start, end = _span_of(layer, row, body)
        digest = _hash(body)
        identity = [layer, digest, start, end, *(row.get(name) for name in LAYERS[layer].apart)]
        return self._append({
            "verdict": verdict, "layer": layer,
            "key": row.pop("review_key", None) or _hash(json.dumps(identity))[:12],
            "article": article, "sha256": record.iloc[0]["sha256"], "body": digest,
            "start": start, "end": end, "words": body[start:end],
            "rule": row.get("rule"), "by": row.pop("reviewed", None) or "machine",
            "row": row, "to": to, "note": note,
        }, who)

    def undo(self, line: Row | None = None, who: str | None = None) -> Row:
        """Takes back `line`, by default the newest judgement of `who` that stands, by one more line.

        Raises ValueError where there is nothing to take back.
        """
        who = who or analyst()
        if line is None:
            own = [line for line in self.standing if line["who"] == who]
            if not own:
                raise ValueError(f"nothing to undo: no judgement by {who} stands in {self.path}")
            line = own[-1]
        return self._append({"verdict": "undo", "of": line["id"], "layer": line["layer"]}, who)

    def _append(self, line: Row, who: str | None) -> Row:
        from filelock import FileLock

        line = {"id": uuid.uuid4().hex[:12], "when": datetime.now(UTC).isoformat(timespec="seconds"),
                "who": who or analyst(), **line}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{self.path}.lock", timeout=30), self.path.open("ab+") as file:
            if file.tell() and not _ends_a_line(file):
                file.write(b"\n")  # after a crash: what was torn stays, on a line of its own
            file.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
            file.flush()
            os.fsync(file.fileno())
        self.refresh()
        return line

    def lay_over(self, layer: str, frame: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
        """`frame` as corrected: rows judged wrong left out, missed ones added, `reviewed` and `review_key` set.

        What was judged right or corrected is put back where the extraction no longer finds it.
        Laying over twice changes nothing; without judgements of the layer the table comes back as it is.
        """
        lines = [line for line in self.standing if line["layer"] == layer]
        if not lines:
            return frame
        bodies = Bodies(articles)
        overlay = _Overlay(layer, frame.to_dict("records"), bodies)
        for line in lines:
            place = bodies.place(line)
            if isinstance(place, tuple):
                overlay.apply(line, *place)
        return tables.make(layer, overlay.in_order())

    def problems(self, articles: pd.DataFrame) -> list[Row]:
        """Rows for the table `problems`: torn lines, and judgements whose text is gone."""
        found = [{"path": str(self.path), "record": f"line {number}",
                  "problem": f"no review but {text!r}: set aside; mend or delete the line"}
                 for number, text in self.torn]
        bodies = Bodies(articles)
        places = [(line, bodies.place(line)) for line in self.standing]
        if not any(isinstance(place, tuple) for _, place in places):
            return found  # another corpus altogether
        return found + [
            {"path": str(self.path), "record": line["id"],
             "problem": f"{line['who']} judged “{line['words'][:60]}” ({line['layer']}) {line['verdict']}, "
                        f"but {place}: the judgement is kept, and laid over again when the text is back"}
            for line, place in places if isinstance(place, str)]

    def table(self) -> pd.DataFrame:
        """The judgements that stand, a row each: when, who, verdict, layer, article, words, rule, to, note, id."""
        import pandas as pd

        names = ["when", "who", "verdict", "layer", "article", "words", "rule", "to", "note", "id"]
        return pd.DataFrame([[line[name] for name in names] for line in self.standing], columns=names)


class Bodies:
    """The bodies of a corpus, to find again what a review was about."""

    def __init__(self, articles: pd.DataFrame):
        rows = list(articles[["article", "body", "sha256"]].itertuples(index=False, name=None))
        self.order = {article: number for number, (article, _, _) in enumerate(rows)}
        self.body = {article: body for article, body, _ in rows}
        self.same_body: dict[str, list[str]] = {}
        self.same_file: dict[str, list[str]] = {}
        for article, body, sha256 in rows:
            self.same_body.setdefault(_hash(body), []).append(article)
            self.same_file.setdefault(sha256, []).append(article)

    def place(self, line: Row) -> tuple[str, int] | str:
        """The article a review is about and how far its text has moved in the body; or why there is none."""
        same = self.same_body.get(line["body"], [])
        if same:
            return (line["article"] if line["article"] in same else same[0]), 0
        others = [line["article"]] if line["article"] in self.body else self.same_file.get(line["sha256"], [])
        for article in others:
            start = _nearest(self.body[article], line["words"], line["start"])
            if start is not None:
                return article, start - line["start"]
        return "its words are gone from the article" if others else f"article {line['article']} is not in this corpus"


class _Overlay:
    """The rows of one layer while the reviews are replayed over them, oldest first."""

    def __init__(self, layer: str, rows: list[Row], bodies: Bodies):
        self.layer, self.bodies = layer, bodies
        self.apart, self.correctable = LAYERS[layer]
        self.rows: list[Row | None] = [*rows]
        self.changed_order = False
        self.at: dict[str, list[int]] = {}  # article -> positions in rows
        for number, row in enumerate(rows):
            for article in _articles_of(layer, row):
                self.at.setdefault(article, []).append(number)

    def apply(self, line: Row, article: str, shift: int) -> None:
        verdict, judged = line["verdict"], {**line["row"], **line["to"]}
        number = self.match(line, article, shift, line["row"])
        if verdict == "wrong":
            if number is not None and self.same_values(number, line["row"]):
                self.rows[number] = None
            return
        if number is None:
            number = self.match(line, article, shift, judged)
        if number is None:
            number = len(self.rows)
            self.rows.append(_moved(self.layer, judged, article, shift))
            self.at.setdefault(article, []).append(number)
            self.changed_order = True
        row = self.rows[number]
        assert row is not None
        pinned = line["to"] if verdict == "corrected" else judged
        row.update({name: pinned[name] for name in self.correctable if name in pinned})
        row.update(reviewed=MARK[verdict], review_key=line["key"])

    def match(self, line: Row, article: str, shift: int, wanted: Row) -> int | None:
        """Position of the row with the same span, or the one that shares most of it."""
        start, end = line["start"] + shift, line["end"] + shift
        best, found = 0.5, None
        for number in self.at.get(article, ()):
            row = self.rows[number]
            if row is None or any(_plain_value(row.get(name)) != wanted.get(name) for name in self.apart):
                continue
            shared = max((_share(start, end, *span)
                          for span in _spans_of(self.layer, row, article, self.bodies.body[article])), default=0)
            if shared > best:
                best, found = shared, number
        return found

    def same_values(self, number: int, judged: Row) -> bool:
        row = self.rows[number] or {}
        return all(_plain_value(row.get(name)) == judged.get(name) for name in self.correctable)

    def in_order(self) -> list[Row]:
        rows = [row for row in self.rows if row is not None]
        if not self.changed_order:
            return rows
        if self.layer == "events":
            return sorted(rows, key=lambda row: str(_plain_value(row["begin"])))
        order = self.bodies.order
        return sorted(rows, key=lambda row: (order[row["article"]], _span_of(self.layer, row, "")[0]))


def analyst() -> str:
    """Who is at work: WORKBENCH_ANALYST, or the name of the account."""
    try:
        return os.environ.get("WORKBENCH_ANALYST") or getpass.getuser()
    except (OSError, KeyError):  # a container without an account name
        return "analyst"


def _home() -> Path:
    """reviews.jsonl beside the project's actors.toml; else in `data` of the project or the working folder."""
    registry = project.data_file("actors.toml")
    return registry.with_name("reviews.jsonl") if registry else (project.root() or Path()) / "data" / "reviews.jsonl"


def _parse(raw: bytes) -> Row | None:
    try:
        line = json.loads(raw)
    except ValueError:
        return None
    known = isinstance(line, dict) and {"id", "when", "who", "verdict"} <= line.keys()
    whole = known and ("of" in line if line["verdict"] == "undo" else
                       line["verdict"] in VERDICTS and line.get("layer") in LAYERS
                       and {"key", "article", "sha256", "body", "start", "end", "words", "row", "to"} <= line.keys())
    return {"note": "", "rule": None, "by": "machine", **line} if whole else None


def _ends_a_line(file: Any) -> bool:
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"


def _check(layer: str, verdict: str, to: Row) -> None:
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


def _plain(row: Mapping[str, Any]) -> Row:
    """A row as JSON has it: days as ISO text, lists as lists, missing values left out."""
    plain = {str(name): _plain_value(value) for name, value in dict(row).items()}
    return {name: value for name, value in plain.items() if value is not None}


def _plain_value(value: Any) -> Any:
    if hasattr(value, "tolist") and not hasattr(value, "isoformat"):  # numpy, as Parquet gives lists back
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [_plain_value(part) for part in value]
    if value is None or isinstance(value, str | bool | dict):
        return value
    if hasattr(value, "isoformat"):
        return None if value != value else value.isoformat()[:10]
    try:
        return None if value != value else value
    except TypeError:  # pandas' <NA> has no truth value
        return None


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _span_of(layer: str, row: Row, body: str) -> tuple[int, int]:
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


def _spans_of(layer: str, row: Row, article: str, body: str) -> list[tuple[int, int]]:
    if layer != "events":
        return [_span_of(layer, row, body)]
    found = [(body.find(sentence), sentence) for where, sentence in row["evidence"] if where == article]
    return [(start, start + len(sentence)) for start, sentence in found if start >= 0]


def _articles_of(layer: str, row: Row) -> Iterable[str]:
    return {pair[0] for pair in row["evidence"]} if layer == "events" else (row["article"],)


def _share(start: int, end: int, other_start: int, other_end: int) -> float:
    """Characters two spans share, of those either has (Jaccard); a hair above one half for equal points."""
    both = min(end, other_end) - max(start, other_start)
    return both / max(1, max(end, other_end) - min(start, other_start)) if both > 0 else 0.0


def _nearest(body: str, words: str, start: int) -> int | None:
    """Where `words` stand in `body`, nearest to `start`."""
    before, after = body.rfind(words, 0, start + len(words)), body.find(words, start)
    places = [place for place in (before, after) if place >= 0]
    return min(places, key=lambda place: abs(place - start)) if places and words else None


def _moved(layer: str, row: Row, article: str, shift: int) -> Row:
    """A row put back into an article whose text has moved by `shift` characters."""
    row = {**row, "article": article} if layer != "events" else dict(row)
    for name, value in row.items():
        if name in ("start", "end") or name.endswith(("_start", "_end")):
            row[name] = value + shift
    if "content_spans" in row:
        row["content_spans"] = [[start + shift, end + shift] for start, end in row["content_spans"]]
    return row
