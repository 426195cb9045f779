"""The rows that a report carries for its reader: cells, what to filter by, card, and where in which file they stand.

All of it is data: plain values that become JSON, drawn as text by page/report.js and compared with the files by
`workbench verify`. Characters are counted as Python counts them, as code points.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workbench import tables
from workbench.compare.choose_rows import choose_sure
from workbench.corpus import Corpus
from workbench.intake.origin import locate
from workbench.review.judgeable import LAYERS as JUDGED
from workbench.show.escape import plain
from workbench.show.evidence import Card, Passage, make_card
from workbench.show.labels import (
    AND_SPEAKERS,
    TOWARDS,
    article_record,
    day,
    name_actor,
    name_articles,
    name_file,
    name_issue,
    tell_proposition,
)
from workbench.text.calendar_days import write_days

MOST_ROWS = 20_000  # of a table that a page carries: what is above stands in the table's Parquet file
SURE = 0.6          # of confidence: positions that are drawn and counted, as in the notebooks
SALIENT = 0.3       # of an event's weight, from which on it is drawn, as in the notebooks
LESS_SURE = " (less sure)"
WORDS = None        # a cell that shows the words the row stands on
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Shown:
    """How one table is shown to a reader: names, columns, and what its rows can be filtered by."""

    one: str                          # how the address of a row begins: #quote-…
    title: str
    kind: str                         # the column that is filtered as the row's kind
    kind_title: str
    cells: dict[str, Callable[[Corpus, Row], str | None]]
    actors: Callable[[Row], Iterable[str]]


def _who(corpus: Corpus, row: Row) -> str:
    who = ", ".join(name_actor(corpus, actor) for actor in row["speakers"])
    return who or plain(row["source"]) or "no source named"


def _name(column: str, instead: str = "") -> Callable[[Corpus, Row], str]:
    return lambda corpus, row: name_actor(corpus, row[column]) or plain(row.get(instead))


def _names(column: str) -> Callable[[Corpus, Row], str]:
    return lambda corpus, row: ", ".join(name_actor(corpus, actor) for actor in row[column])


def _text(column: str) -> Callable[[Corpus, Row], str]:
    return lambda corpus, row: plain(row[column])


def _words(corpus: Corpus, row: Row) -> None:
    return WORDS


SHOWN: dict[str, Shown] = {
    "quotes": Shown("quote", "Statements", "kind", "Kind", {
        "Who": _who, "Kind": _text("kind"), "What was said": _words}, lambda row: row["speakers"]),
    "stances": Shown("stance", "Positions", "held", "Position", {
        "Who": _name("actor", "holder_text"), "Position": _text("held"),
        "On": lambda corpus, row: tell_proposition(corpus, row["issue"]) or name_issue(corpus, row["issue"]),
        "Sentence": _words}, lambda row: [row["actor"], row["side"]]),
    "relations": Shown("relation", "For and against", "sign", "Sign", {
        "Who": _name("holder"), "Sign": lambda corpus, row: TOWARDS[row["sign"]],
        "Whom": _name("target"), "Sentence": _words}, lambda row: [row["holder"], row["target"]]),
    "events": Shown("event", "Events", "status", "Status", {
        "What": _text("label"), "Status": _text("status"), "Who takes part": _names("actors"),
        "Independent sources": lambda corpus, row: str(row["independent_sources"])}, lambda row: row["actors"]),
    "quantities": Shown("quantity", "Numbers", "unit", "What is counted", {
        "Number": _text("text"), "Who says so": lambda corpus, row: ", ".join(
            name_actor(corpus, actor) for actor in row["claimed_by"]), "Sentence": _words},
        lambda row: [*row["actors"], *row["claimed_by"]]),
}


@dataclass(frozen=True)
class Carried:
    """What a report carries: `page` as plain values for JSON, and the rows of each table beside what is made of them.

    `page` has `articles` (a dict each: title, outlet, day, url, file, record, sha256, body), `layers` (a dict a table:
    its names, how many rows it has in all, and `rows`), `actors` and `issues` (id to name).
    """

    page: dict[str, Any]
    rows: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]]


def collect_rows(corpus: Corpus) -> Carried:
    """Everything a report's page shows of a corpus.

    Examples
    --------
    >>> import workbench as wb
    >>> list(collect_rows(wb.load("seeds")).page)
    ['articles', 'layers', 'actors', 'issues']
    """
    articles = corpus.articles["article"].tolist()
    places = {article: place for place, article in enumerate(articles)}
    layers, actors, issues = [], dict[str, str](), dict[str, str]()
    pairs: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = {}
    for layer, shown in SHOWN.items():
        found = _prepare(corpus, layer)
        seen: Counter = Counter()
        pairs[layer] = [(row, _collect(corpus, layer, row, places, seen)) for row in found[:MOST_ROWS]]
        rows = [carried for _, carried in pairs[layer]]
        for row in rows:
            actors |= {actor: name_with_side(corpus, actor) for actor in row["actors"]}
            issues |= {issue: name_issue(corpus, issue) for issue in row["issues"]}
        layers.append({"layer": layer, "one": shown.one, "title": shown.title, "kind": shown.kind_title,
                       "columns": list(shown.cells), "all": len(found), "rows": rows,
                       "meaning": tables.TABLES[layer].meaning})
    named = name_articles(corpus.articles)
    described = [_describe(article_record(corpus, article), named[article]) for article in articles]
    return Carried({"articles": described, "layers": layers, "actors": actors, "issues": issues}, pairs)


def _describe(record: Row, called: str) -> dict[str, Any]:
    return {"id": f"article-{_digest(record['article'])}", "article": plain(record["article"]),
            "name": plain(called), "title": plain(record["title"]), "outlet": plain(record["outlet"]),
            "day": day(record["published"], ""), "url": plain(record["url"]), "file": name_file(record),
            "record": plain(record["record"]), "sha256": record["sha256"], "body": plain(record["body"])}


def _prepare(corpus: Corpus, layer: str) -> list[dict[str, Any]]:
    """The rows of a table by day, with `day`, `issues`, of numbers `claimed_by`, of positions `side` and `held`."""
    rows = getattr(corpus, layer).to_dict("records")
    if layer == "quotes":
        _add_issues(rows, corpus)
    if layer == "stances":
        _add_sides(rows, corpus)
    if layer == "quantities":
        _add_claimants(rows, corpus)
    for row in rows:
        days = [row.get("said_on"), row.get("begin"),
                article_record(corpus, row["article"])["published"] if "article" in row else None]
        row["day"] = next((told for value in days if (told := day(value, ""))), "")
        row.setdefault("issues", [row["issue"]] if "issue" in row else [])
    return sorted(rows, key=lambda row: (row["day"] == "", row["day"]))


def _add_issues(quotes: list[dict[str, Any]], corpus: Corpus) -> None:
    """To each statement the issues of the positions that it shows."""
    positions = _Within(corpus.stances.to_dict("records"))
    for row in quotes:
        row["issues"] = [stance["issue"] for span in row["content_spans"]
                         for stance in positions.find(row["article"], *span)]


def _add_sides(stances: list[dict[str, Any]], corpus: Corpus) -> None:
    """To each position the side it counts with, and the position as it is filtered: a less sure one apart."""
    sure = set(choose_sure(corpus.stances, SURE).index)
    known = corpus.actors.actors.values() if corpus.actors else ()
    spoken_for = {actor.speaks_for for actor in known if actor.speaks_for}
    for number, row in enumerate(stances):
        side = corpus.actors.stands_for(row["actor"]) if corpus.actors and isinstance(row["actor"], str) else None
        row["side"] = f"{side}{AND_SPEAKERS}" if side in spoken_for else None
        row["is_sure"] = corpus.stances.index[number] in sure
        row["held"] = row["position"] + ("" if row["is_sure"] else LESS_SURE)


def name_with_side(corpus: Corpus, actor: str) -> str:
    """The name of an actor, or of one together with those who speak for it."""
    if actor.endswith(AND_SPEAKERS):
        return f"{name_actor(corpus, actor.removesuffix(AND_SPEAKERS))}, with who speaks for it"
    return name_actor(corpus, actor)


def _add_claimants(quantities: list[dict[str, Any]], corpus: Corpus) -> None:
    """To each number the speakers of the statement that it stands in."""
    said = _Within({**quote, "start": start, "end": end} for quote in corpus.quotes.to_dict("records")
                   for start, end in quote["content_spans"])
    for row in quantities:
        row["claimed_by"] = [speaker for quote in said.find(row["article"], row["start"], row["end"])
                             for speaker in quote["speakers"]]


class _Within:
    """Rows by the article and characters where they stand."""

    def __init__(self, rows: Iterable[Row]):
        self.rows: dict[str, list[Row]] = {}
        for row in rows:
            self.rows.setdefault(row["article"], []).append(row)

    def find(self, article: str, start: int, end: int) -> Iterator[Row]:
        """The rows that share characters with [start, end)."""
        return (row for row in self.rows.get(article, ()) if row["start"] < end and row["end"] > start)


def _collect(corpus: Corpus, layer: str, row: Row, places: Mapping[str, int], seen: Counter) -> dict[str, Any]:
    shown, card = SHOWN[layer], make_card(corpus, layer, row)
    days = write_days(row["begin"], row["finish"], row["precision"] == "vague") if layer == "events" else row["day"]
    return {"id": _address(corpus, layer, row, card, seen), "day": row["day"],
            "actors": _known(shown.actors(row)), "issues": _known(row["issues"]), "kind": plain(row[shown.kind]),
            "articles": list(dict.fromkeys(places[article] for article, *_ in card.cited)),
            "cells": [days, *(cell(corpus, row) for cell in shown.cells.values())],
            "title": card.title, "facts": card.facts, "cite": card.citation,
            "passages": [_draw(corpus, passage, places) for passage in card.passages],
            "cited": [[places[article], start, end, *_place(corpus, article, start, end)]
                      for article, start, end in card.cited]}


def _known(values: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(value for value in values if isinstance(value, str)))


def _draw(corpus: Corpus, passage: Passage, places: Mapping[str, int]) -> list[Any]:
    return [places[passage.article], passage.start, passage.end,
            [[mark.start, mark.end, mark.role, plain(mark.label)] for mark in passage.marks]]


def _place(corpus: Corpus, article: str, start: int, end: int) -> list[int]:
    """First and last character in the file; nothing where the text does not stand in it as such."""
    found = locate(article_record(corpus, article)["origin"], start, end)
    return [found[0][0], found[-1][1]] if found else []


def _address(corpus: Corpus, layer: str, row: Row, card: Card, seen: Counter) -> str:
    """What leads to the row: the same as long as its words stand in that article, wherever in it."""
    article, start, end = card.cited[0] if card.cited else ("", 0, 0)
    words = article_record(corpus, article)["body"][start:end] if article else card.title
    apart = JUDGED[layer].apart if layer in JUDGED else ("text",)
    identity = json.dumps([layer, article, " ".join(words.split()), *(plain(row[column]) for column in apart)])
    seen[identity] += 1
    return f"{SHOWN[layer].one}-{_digest(f'{identity}{seen[identity]}')}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
