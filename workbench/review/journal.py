"""The file of judgements: read, added to, never rewritten; and what stands in it laid over a table."""

from __future__ import annotations

import getpass
import json
import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import project, tables
from workbench.review.journal_lines import parse_line
from workbench.review.judgeable import OF_SENTENCES, Row, check, hash_text, make_key, plain_row, span_of
from workbench.review.overlay import Bodies, Overlay

if TYPE_CHECKING:
    import pandas as pd


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
                line = parse_line(raw)
                if line is None:
                    self.torn.append((number, raw[:80].decode(errors="replace")))
                else:
                    self.lines.append(line)

    @property
    def standing(self) -> list[Row]:
        """The judgements that nobody took back; what settles a difference between coders comes last."""
        undone: set[str] = set()
        for line in reversed(self.lines):
            if line["verdict"] == "undo" and line["id"] not in undone:
                undone.add(line["of"])
        standing = [line for line in self.lines if line["verdict"] != "undo" and line["id"] not in undone]
        return sorted(standing, key=lambda line: bool(line.get("adjudicates")))

    def judge(self, layer: str, row: Mapping[str, Any], verdict: str, articles: pd.DataFrame,
              to: Mapping[str, Any] | None = None, who: str | None = None, note: str = "",
              draw: Mapping[str, Any] | None = None, adjudicates: bool = False) -> Row:
        """Appends one judgement of a row and returns its line.

        layer: a key of LAYERS; row: the row as the table has it (for `missed`, the new row; for `nothing`, a
        sentence in which no row of the layer is missing).
        verdict: `right`, `wrong`, `corrected` (with `to`: column -> corrected value), `unsure`, `missed` or `nothing`.
        who: the analyst, by default who is logged in.
        draw: how the row was drawn to be judged, see `workbench.review.draw`; nothing where somebody picked it.
        adjudicates: whether this settles what coders differ on; it then stands above theirs.
        Raises ValueError for a layer, verdict, column or value that does not exist, naming those that do.
        """
        to = plain_row(to or {})
        check(layer, verdict, to)
        row = plain_row(row)
        article = row["article"] if "article" in row else row["evidence"][0][0]
        record = articles.loc[articles["article"] == article]
        if record.empty:
            raise ValueError(f"the row is about {article!r}, an article that is not in this corpus")
        body = record.iloc[0]["body"]
        of_sentence, digest = verdict in OF_SENTENCES, hash_text(body)
        start, end = (row["start"], row["end"]) if of_sentence else span_of(layer, row, body)
        return self._append({
            "verdict": verdict, "layer": layer,
            "key": row.pop("review_key", None) or make_key(layer, digest, start, end, row, of_sentence),
            "article": article, "sha256": record.iloc[0]["sha256"], "body": digest,
            "start": start, "end": end, "words": body[start:end],
            "rule": row.get("rule"), "by": row.pop("reviewed", None) or "machine",
            "row": row, "to": to, "note": note, **({"draw": dict(draw)} if draw else {}),
            **({"adjudicates": True} if adjudicates else {}),
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
            line = max(own, key=self.lines.index)
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
        overlay = Overlay(layer, frame.to_dict("records"), bodies)
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


def _ends_a_line(file: Any) -> bool:
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"
