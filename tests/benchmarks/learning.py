"""What judging teaches: F1 of positions in sentences nobody judged, after 0 to 100 judgements.

    python tests/benchmarks/learning.py FOLDER [FOLDER …]

The folders hold coded articles (coded.py says in what form), and the seeds are a set of their own where their answers
lie beside the folders. The coded answers are the analyst: of a row of the queue whether it is right, wrong or right but
for one column, of a sentence what is missing there. Each judgement goes through `corpus.review`, and what is measured
is `wb.learn(corpus).stances`.

The sentences of a set are halved at random, several times; the queue asks in one half, and the other is the rest, the
same at every point of the curve. The queue is opened again every 20 judgements, and offers two rows for three
sentences. Asked for all sentences alike, the rest is what is left over: of a queue that asks for the likely places
first the harder part, on which a figure says less the more was judged. The plot goes to learning.svg.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from coded import FOLDERS, Tally, count, held, likeness_of_stances, stories_of, write_entries

import workbench as wb
from workbench.corpus import Corpus
from workbench.extract.reading import Settings
from workbench.extract.registry import Registry
from workbench.review import Reviews
from workbench.review.draw import (
    Question,
    draw_rows,
    draw_sentences,
    order_by_pay,
    order_sentences_by_pay,
)
from workbench.review.judgeable import missed_row

HERE = Path(__file__).resolve().parent
SEEDS = HERE.parents[1] / "seeds"
POINTS = (0, 20, 40, 60, 80, 100)
BATCH, ROWS_OF_BATCH = 20, 8
SPLITS = 2
ALL = 10_000
ORDERS = ("where it pays", "at random")
TABLES = ("articles", "sentences", "mentions", "quotes", "stances")
AIM = 10
Place = tuple[str, int]  # article and first character of a sentence
Row = dict[str, Any]


class Coded(NamedTuple):
    """A set of articles as analysed, and the coded positions by sentence."""

    tables: dict[str, pd.DataFrame]
    settings: Settings
    answers: dict[Place, list[Row]]


def read_sets(folders: Sequence[Path]) -> dict[str, Coded]:
    """Each folder, the seeds where their answers lie above a folder, and all of them together."""
    sets = {folder.name: join([read_story(folder, story) for story in stories_of(folder)]) for folder in folders}
    answers = [home for folder in folders for home in folder.resolve().parents if (home / "stances.jsonl").exists()]
    if answers:
        corpus = wb.load(str(SEEDS))
        sets["seeds"] = as_coded(corpus, read_lines(answers[0] / "stances.jsonl"))
    return {**sets, "together": join(list(sets.values()))} if len(sets) > 1 else sets


def read_story(folder: Path, story: list[str]) -> Coded:
    with tempfile.TemporaryDirectory() as work:
        for name in ("actors", "issues"):
            write_entries(folder / f"{name}.toml", Path(work, f"{name}.toml"), set(story))
        corpus = wb.load([str(folder / "articles" / f"{name}.txt") for name in story],
                         actors=f"{work}/actors.toml", issues=f"{work}/issues.toml")
        return as_coded(corpus, read_lines(folder / "stances.jsonl"))


def read_lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def as_coded(corpus: Corpus, coded: list[Row]) -> Coded:
    tables = {name: corpus.as_found(name) for name in TABLES}
    bodies = dict(zip(tables["articles"]["article"], tables["articles"]["body"], strict=True))
    places: dict[str, list[tuple[int, str]]] = {}
    for article, start, end in tables["sentences"][["article", "start", "end"]].itertuples(index=False, name=None):
        places.setdefault(article, []).append((start, bodies[article][start:end]))
    answers: dict[Place, list[Row]] = {}
    for one in coded:
        if one["article"] in places:
            start, _ = max(places[one["article"]], key=lambda place: held(one["evidence"], place[1]))
            answers.setdefault((one["article"], start), []).append(one)
    return Coded(tables, corpus.settings, answers)


def join(parts: Sequence[Coded]) -> Coded:
    """Several sets as one corpus; each article keeps the rows it has alone."""
    actors = {actor: one for part in parts for actor, one in part.settings.actors.actors.items()}
    issues = {issue.id: issue for part in parts for issue in part.settings.issues}
    return Coded({name: pd.concat([part.tables[name] for part in parts], ignore_index=True) for name in TABLES},
                 Settings(actors=Registry(actors), issues=tuple(issues.values())),
                 {place: rows for part in parts for place, rows in part.answers.items()})


class Analyst:
    """Answers a queue as the coded rows say, in a journal of its own."""

    def __init__(self, coded: Coded, journal: Path):
        self.coded = coded
        self.corpus = Corpus(coded.tables, coded.settings, reviews=Reviews.read(journal))
        self.sentences: dict[str, list[tuple[int, int]]] = {}
        for article, start, end in coded.tables["sentences"][["article", "start", "end"]].itertuples(index=False,
                                                                                                     name=None):
            self.sentences.setdefault(article, []).append((start, end))

    def place_of(self, row: Row) -> Place:
        spans = self.sentences[row["article"]]
        return row["article"], next(start for start, end in spans if start <= row["start"] < end)

    @property
    def given(self) -> int:
        return len(self.corpus.reviews.lines)

    def answer(self, question: Question) -> None:
        if question.is_sentence:
            self._tell_missed(question)
            return
        here = self.coded.answers.get(self.place_of(question.row), [])
        to = None if any(says_same(one, question.row) for one in here) else correction(here, question.row)
        verdict = "right" if to is None else "corrected" if to else "wrong"
        self.corpus.review("stances", question.row, verdict, to or None, who="coder", draw=question.draw)

    def _tell_missed(self, question: Question) -> None:
        article, start, end = question.draw["sentence"]
        found = [row for row in self.corpus.as_found("stances").to_dict("records") if question.holds(row)]
        missed = [one for one in self.coded.answers.get((article, start), [])
                  if one["actor"] and not one.get("optional") and not any(says_same(one, row) for row in found)]
        for one in missed:
            given = {name: one[name] for name in ("actor", "issue", "position")} | {"holder_text": ""}
            row = missed_row("stances", article, start, end, question.row["evidence"], given)
            self.corpus.review("stances", row, "missed", who="coder", draw=question.draw)
        if not missed:
            self.corpus.review("stances", question.row, "nothing", who="coder", draw=question.draw)


def says_same(coded: Row, row: Row) -> bool:
    actors = {one for one in (coded["actor"], coded.get("also")) if one} or {None}
    return all(coded[name] == row[name] for name in ("issue", "position")) and (row.get("actor") or None) in actors


def correction(coded: Sequence[Row], row: Row) -> Row:
    """What a row has to be corrected to where it is right but for one column; nothing where it is wrong."""
    for one in coded:
        other = {name: one[name] for name in ("actor", "issue", "position") if (row.get(name) or "") != one[name]}
        if len(other) == 1 and one["actor"]:
            return other
    return {}


def ask(corpus: Corpus, order: str, seed: int) -> Iterator[Question]:
    """The queue: two rows, then three sentences."""
    if order == "at random":
        rows = draw_rows(corpus, "stances", len(corpus.as_found("stances")), seed)
        sentences = draw_sentences(corpus, "stances", ALL, seed)
    else:
        rows = order_by_pay(corpus, "stances", ALL)
        sentences = order_sentences_by_pay(corpus, "stances", ALL)
    while rows or sentences:
        yield from (rows.pop(0) for _ in range(min(2, len(rows))))
        yield from (sentences.pop(0) for _ in range(min(3, len(sentences))))


def run(coded: Coded, order: str, seed: int, halved: bool = True) -> Iterator[Row]:
    """F1 on the rest at each point, as found and as learned."""
    rng = np.random.default_rng(seed)
    with tempfile.TemporaryDirectory() as work:
        analyst = Analyst(coded, Path(work, "reviews.jsonl"))
        places = [(article, start) for article, ones in analyst.sentences.items() for start, _ in ones]
        asked_in = {place for place in places if not halved or rng.random() < 0.5}
        rest = set(places) - asked_in if halved else set(places)
        for point in POINTS:
            while analyst.given < point:
                before = analyst.given
                for question in ask(analyst.corpus, order, seed):
                    if analyst.given >= min(point, before + BATCH):
                        break
                    if (place := place_asked(analyst, question)) in asked_in:
                        analyst.answer(question)
                        rest -= {place}
                if analyst.given == before:
                    return
            found, learned = (score(analyst, frame, rest) for frame in (
                coded.tables["stances"], wb.learn(analyst.corpus).as_found("stances")))
            yield {"order": order, "judgements": point, "found": found[0], "learned": learned[0],
                   "precision": learned[1], "recall": learned[2]}


def place_asked(analyst: Analyst, question: Question) -> Place:
    return tuple(question.draw["sentence"][:2]) if question.is_sentence else analyst.place_of(question.row)


def score(analyst: Analyst, stances: pd.DataFrame, rest: set[Place]) -> tuple[float, float, float]:
    """F1, precision and recall of the positions in some sentences."""
    tally = Tally()
    given = [row for row in stances.to_dict("records") if analyst.place_of(row) in rest]
    coded = [one for place, ones in analyst.coded.answers.items() if place in rest for one in ones]
    count(tally, coded, given, likeness_of_stances, {})
    precision, recall = tally.right / max(1, tally.given), tally.found / max(1, tally.coded)
    return (200 * precision * recall / (precision + recall) if precision + recall else 0.0, 100 * precision,
            100 * recall)


def draw(frame: pd.DataFrame, path: Path) -> None:
    """The curves of all sets as a picture: as found (grey), and as learned in both orders."""
    import altair as alt

    lines = pd.concat([frame.assign(f1=frame["learned"]),
                       frame[frame["order"] == ORDERS[0]].assign(f1=frame["found"], order="nothing learned")])
    alt.Chart(lines).mark_line(point=True).encode(
        x=alt.X("judgements:Q"), y=alt.Y("f1:Q", title="F1 of positions, the other half", scale=alt.Scale(zero=False)),
        color=alt.Color("order:N", scale=alt.Scale(domain=[*ORDERS, "nothing learned"],
                                                   range=["#0072B2", "#D55E00", "#767676"])),
    ).properties(width=200, height=180).facet(column=alt.Column("set:N", title=None)).resolve_scale(
        y="independent").save(path)


def measure(corpora: Path | None = None, folders: Sequence[Path] = (), splits: int = SPLITS) -> list[Row]:
    """For RESULTS.md: the curve of each set and order; the folders from the environment where none are given."""
    folders = list(folders) or [Path(one) for one in os.environ.get(FOLDERS, "").split(os.pathsep) if one]
    if not folders:
        raise ValueError(f"no coded folder: name them in {FOLDERS}, or run tests/benchmarks/learning.py FOLDER")
    sets = read_sets(folders)
    halved = pd.DataFrame([{"set": name, **point} for name, coded in sets.items() for order in ORDERS
                           for seed in range(splits) for point in run(coded, order, seed)])
    curves = halved.groupby(["set", "order", "judgements"], as_index=False).mean()
    draw(curves, HERE / "learning.svg")
    rows = []
    for (name, order), curve in curves.groupby(["set", "order"]):
        last = curve.iloc[-1]
        rows.append({"layer": "stances", "corpus": f"{name}, {splits} halvings", "aim": AIM,
                     "measure": f"F1 gained on the rest by {last['judgements']} judgements {order}",
                     "value": f"{last['learned'] - last['found']:+.1f}",
                     "beside": "; ".join(f"{point['judgements']}: {point['learned']:.1f}" for point in
                                         curve.to_dict("records"))
                     + f"; nothing learned {last['found']:.1f}; precision {curve['precision'].iloc[0]:.0f} → "
                     f"{last['precision']:.0f}, recall {curve['recall'].iloc[0]:.0f} → {last['recall']:.0f}"})
    for name, coded in sets.items():
        last = list(run(coded, ORDERS[0], 0, halved=False))[-1]
        rows.append({"layer": "stances", "corpus": name, "aim": AIM,
                     "measure": f"F1 gained on all that {last['judgements']} judgements {ORDERS[0]} left over",
                     "value": f"{last['learned'] - last['found']:+.1f}",
                     "beside": f"{last['found']:.1f} → {last['learned']:.1f}"})
    return rows


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--splits", type=int, default=SPLITS)
    options = parser.parse_args()
    for line in measure(folders=options.folders, splits=options.splits):
        print(line["corpus"], "|", line["measure"], "|", line["value"], "|", line["beside"])
