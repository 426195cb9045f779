"""Judgements laid over a table: the row each is about is found again, and changed, left out or put back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from workbench.review.judgeable import LAYERS, MARK, Row, hash_text, plain_value, span_of

if TYPE_CHECKING:
    import pandas as pd


class Bodies:
    """The bodies of a corpus, to find again what a review was about."""

    def __init__(self, articles: pd.DataFrame):
        rows = list(articles[["article", "body", "sha256"]].itertuples(index=False, name=None))
        self.order = {article: number for number, (article, _, _) in enumerate(rows)}
        self.body = {article: body for article, body, _ in rows}
        self.same_body: dict[str, list[str]] = {}
        self.same_file: dict[str, list[str]] = {}
        for article, body, sha256 in rows:
            self.same_body.setdefault(hash_text(body), []).append(article)
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


class Overlay:
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
        if verdict not in MARK and verdict != "wrong":  # unsure, or of a sentence: no row changes
            return
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
            if row is None or any(plain_value(row.get(name)) != wanted.get(name) for name in self.apart):
                continue
            shared = max((_share(start, end, *span)
                          for span in _spans_of(self.layer, row, article, self.bodies.body[article])), default=0)
            if shared > best:
                best, found = shared, number
        return found

    def same_values(self, number: int, judged: Row) -> bool:
        row = self.rows[number] or {}
        return all(plain_value(row.get(name)) == judged.get(name) for name in self.correctable)

    def in_order(self) -> list[Row]:
        rows = [row for row in self.rows if row is not None]
        if not self.changed_order:
            return rows
        if self.layer == "events":
            return sorted(rows, key=lambda row: str(plain_value(row["begin"])))
        order = self.bodies.order
        return sorted(rows, key=lambda row: (order[row["article"]], span_of(self.layer, row, "")[0]))


def _spans_of(layer: str, row: Row, article: str, body: str) -> list[tuple[int, int]]:
    if layer != "events":
        return [span_of(layer, row, body)]
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
