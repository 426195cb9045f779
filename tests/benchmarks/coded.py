"""Speakers, stances, relations and events measured on articles that somebody coded by reading.

    python tests/benchmarks/coded.py FOLDER [FOLDER …]

A folder holds articles/*.txt, actors.toml, issues.toml and what was coded, a JSON object a line, evidence as it
stands in the article:

    speakers.jsonl   article, content (its first words), speakers (actor ids)
    stances.jsonl    article, actor, issue, position, evidence, basis, said_by
    relations.jsonl  article, source, target, sign, evidence
    events.jsonl     start, end, actors, articles, status, claimed_by, evidence ([article, words] of each)

A row with "optional": true counts neither way. stories.json, a list of lists of articles, says which are read together;
without it each article is read alone. An actor or issue may name its "articles". A row found is right where it says the
same of the same words: six in ten of the words coded stand in its sentence; an event where the days are the same.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import workbench as wb

HERE = Path(__file__).resolve().parent
FOLDERS = "WORKBENCH_CODED"     # folders for `make bench`, as PATH has them
WORDS = re.compile(r"\w+")
SAME_WORDS, SAME_EVENT, SAME_ACTORS = 0.6, 0.8, 0.5
LONGEST_WORDS = 90
BINS = (0.0, 0.3, 0.45, 0.6, 0.8, 1.0)
# what was asked for on news that nobody had tuned to
AIMS = {("speakers", "precision"): 86, ("speakers", "recall"): 88, ("speakers", "speakers"): 91,
        ("speakers", "nobody else"): 97.5, ("stances", "F1"): 45, ("stances", "precision"): 65,
        ("stances", "basis"): 80, ("stances", "said by"): 95, ("relations", "F1"): 45, ("relations", "precision"): 60,
        ("events", "F1"): 76, ("events", "precision"): 74, ("events", "recall"): 78, ("events", "actors"): 75,
        ("events", "claimed by"): 93, ("events", "merged"): 60}
DRAWN_AIMS = {"stances": 80, "relations": 75}
DRAWN = 0.6                     # least_confidence of 3_stance

Row = dict[str, Any]
Likeness = Callable[[Row, Row], float]


class Tally:
    """Coded rows, rows given, and those of them that answer each other; further questions to the pairs."""

    def __init__(self) -> None:
        self.coded = self.found = self.given = self.right = 0
        self.asked: dict[str, list[bool]] = defaultdict(list)
        self.sure: list[tuple[float, bool]] = []  # confidence of each row given that is not optional, whether right

    def rows(self, layer: str, told: str) -> Iterator[Row]:
        precision, recall = share(self.right, self.given), share(self.found, self.coded)
        both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        yield row(layer, "F1", told, f"{both:.1f}", f"{self.coded} coded")
        yield row(layer, "precision", told, f"{precision:.1f}", f"of {self.given}")
        yield row(layer, "recall", told, f"{recall:.1f}", f"of {self.coded}")
        for question, answers in self.asked.items():
            yield row(layer, question, told, f"{share(sum(answers), len(answers)):.1f}", f"of {len(answers)} found")


def row(layer: str, measure: str, told: str, value: str, beside: str = "") -> Row:
    return {"layer": layer, "measure": measure, "corpus": told, "value": value, "aim": AIMS.get((layer, measure)),
            "beside": beside}


def share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def held(words: str, text: str) -> float:
    """The share of the coded words that stand in a text; none in one longer than a sentence."""
    wanted, there = set(WORDS.findall(words.lower())), WORDS.findall(text.lower())
    return len(wanted & set(there)) / len(wanted) if wanted and len(there) <= LONGEST_WORDS else 0.0


def pair(coded: Sequence[Row], given: Sequence[Row], likeness: Likeness) -> dict[int, int]:
    """Coded row → row given, each once, the likest first and the optional last."""
    likely = [(bool(want.get("optional")), -value, one, other) for one, want in enumerate(coded)
              for other, got in enumerate(given) if (value := likeness(want, got)) > 0]
    pairs: dict[int, int] = {}
    for _, _, one, other in sorted(likely):
        if one not in pairs and other not in pairs.values():
            pairs[one] = other
    return pairs


def count(tally: Tally, coded: Sequence[Row], given: Sequence[Row], likeness: Likeness,
          questions: dict[str, Callable[[Row, Row], bool | None]],
          whole: Callable[[int], int] = lambda one: one) -> None:
    """Adds one story; `whole` is the row that a row given is part of, an event of its stages."""
    pairs = pair(coded, given, likeness)
    firm = {one: other for one, other in pairs.items() if not coded[one].get("optional")}
    right = {whole(other) for other in firm.values()}
    neutral = {whole(other) for other in pairs.values()} - right
    everything = {whole(other) for other in range(len(given))}
    tally.coded += sum(not want.get("optional") for want in coded)
    tally.found += len(firm)
    tally.given += len(everything - neutral)
    tally.right += len(right)
    tally.sure += [(given[one]["confidence"], one in right) for one in everything - neutral
                   if given[one].get("confidence") is not None]
    for one, other in firm.items():
        for question, ask in questions.items():
            if (answer := ask(coded[one], given[other])) is not None:
                tally.asked[question].append(answer)


def speakers(tally: Tally, coded: Sequence[Row], corpus: wb.Corpus) -> None:
    def likeness(want: Row, got: Row) -> float:
        first, content = (" ".join(text.lower().split()) for text in (want["content"], " ".join(got["content"])))
        if want["article"] != got["article"]:
            return 0
        if first in content:
            return 2 - content.index(first) / max(1, len(content))
        opening = held(first, " ".join(content.split()[:30]))
        return opening if opening >= SAME_EVENT else 0

    count(tally, coded, corpus.quotes.to_dict("records"), likeness,
          {"speakers": lambda want, got: set(want["speakers"]) == set(got["speakers"]),
           "nobody else": lambda want, got: set(got["speakers"]) <= set(want["speakers"])})


def likeness_of_stances(want: Row, got: Row) -> float:
    """How much of the words coded a row's sentence holds, where it says the same position of the same actor."""
    same = all(want[key] == got[key] for key in ("article", "issue", "position"))
    actors = {one for one in (want.get("actor"), want.get("also")) if one} or {None}
    near = held(want["evidence"], got["evidence"]) if same and known(got["actor"]) in actors else 0
    return near if near > SAME_WORDS else 0


def stances(tally: Tally, coded: Sequence[Row], corpus: wb.Corpus) -> None:
    count(tally, coded, corpus.stances.to_dict("records"), likeness_of_stances,
          {"basis": lambda want, got: want["basis"] == got["basis"],
           "said by": lambda want, got: (want.get("said_by") or None) == known(got["said_by"])})


def relations(tally: Tally, coded: Sequence[Row], corpus: wb.Corpus) -> None:
    def likeness(want: Row, got: Row) -> float:
        same = (want["article"], want["source"], want["target"], want["sign"]) == (
            got["article"], got["holder"], got["target"], got["sign"])
        near = held(want["evidence"], got["evidence"]) if same else 0
        return near if near > SAME_WORDS else 0

    count(tally, coded, corpus.relations.to_dict("records"), likeness, {})


def events(tally: Tally, coded: Sequence[Row], corpus: wb.Corpus) -> None:
    given: list[Row] = []
    owner: list[int] = []
    for event in corpus.events.to_dict("records"):
        first = len(given)
        for one in (event, *event["stages"]):  # each stage answers for itself: merging costs nothing
            given.append({**event, **{key: one[key] for key in ("begin", "finish", "evidence", "claimed_by")}})
            owner.append(first)

    def likeness(want: Row, got: Row) -> float:
        if (str(got["begin"])[:10], str(got["finish"])[:10]) != (want["start"], want["end"]):
            return 0
        near = max((held(words, sentence) for article, sentence in got["evidence"]
                    for name, words in want["evidence"] if name == article), default=0)
        same = len(set(want["articles"]) & set(got["articles"])) + 0.1 * (want["status"] == got["status"])
        return (1 + same) * near if near >= SAME_EVENT else 0

    count(tally, coded, given, likeness,
          {"status": lambda want, got: want["status"] == got["status"],
           "actors": lambda want, got: (overlap(want["actors"], got["actors"]) >= SAME_ACTORS
                                        if want["actors"] else None),
           "claimed by": lambda want, got: set(want.get("claimed_by") or ()) == set(got["claimed_by"]),
           "merged": lambda want, got: (set(want["articles"]) <= set(got["articles"])
                                        if len(want["articles"]) > 1 else None)},
          owner.__getitem__)


def overlap(one: Iterable[str], other: Iterable[str]) -> float:
    mine, theirs = set(one), set(other)
    return len(mine & theirs) / len(mine | theirs)


def known(value: Any) -> Any:
    """A cell's value; None for a missing one."""
    return value if isinstance(value, str) and value else None


SCORERS = {"speakers": speakers, "stances": stances, "relations": relations, "events": events}


def measure_folders(folders: Sequence[Path], method: str = "model") -> dict[str, Tally]:
    """What was found against what was coded, over all stories of the folders."""
    tallies = {name: Tally() for name in SCORERS}
    for folder in folders:
        coded = {name: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
                 for name in SCORERS if (path := folder / f"{name}.jsonl").exists()}
        for story in stories_of(folder):
            with tempfile.TemporaryDirectory() as work:
                for name in ("actors", "issues"):
                    write_entries(folder / f"{name}.toml", Path(work, f"{name}.toml"), set(story))
                corpus = wb.load([str(folder / "articles" / f"{name}.txt") for name in story], method=method,
                                 actors=f"{work}/actors.toml", issues=f"{work}/issues.toml")
                for name, rows in coded.items():
                    here = [one for one in rows if set(story) & set(one.get("articles") or [one["article"]])]
                    SCORERS[name](tallies[name], here, corpus)
    return tallies


def stories_of(folder: Path) -> list[list[str]]:
    """Which articles are read together."""
    told = folder / "stories.json"
    stories = json.loads(told.read_text(encoding="utf-8")) if told.exists() else []
    alone = {path.stem for path in (folder / "articles").glob("*.txt")} - {name for story in stories for name in story}
    return [*stories, *([name] for name in sorted(alone))]


def write_entries(source: Path, target: Path, story: set[str]) -> None:
    """The actors or issues of a story, as the workbench reads them."""
    entries = tomllib.loads(source.read_text(encoding="utf-8"))
    kept = {key: entry for key, entry in entries.items() if story & set(entry.get("articles", story))}
    lines = []
    for key, entry in kept.items():
        lines += [f"[{key}]", *(f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in entry.items()
                                if name != "articles" and (name != "speaks_for" or value in kept))]
    target.write_text("\n".join(lines), encoding="utf-8")


def reliability(tally: Tally) -> Iterator[tuple[float, float, int, int]]:
    """From, to, rows and right ones of each bin of confidence."""
    for low, high in pairwise(BINS):
        here = [right for sure, right in tally.sure if low <= sure < high or sure == high == BINS[-1]]
        yield low, high, len(here), sum(here)


def draw_reliability(tally: Tally, path: Path) -> None:
    """Confidence of stances against the share that is right: on the line where the confidence says the truth."""
    import altair as alt

    points = [{"confidence": (low + high) / 2, "right": right / rows, "rows": rows}
              for low, high, rows, right in reliability(tally) if rows]
    scale = alt.Scale(domain=[0, 1])
    line = alt.Chart(alt.Data(values=[{"x": 0, "y": 0}, {"x": 1, "y": 1}])).mark_line(color="#767676",
                                                                                      strokeDash=[4, 4])
    base = alt.Chart(alt.Data(values=points)).encode(x=alt.X("confidence:Q", scale=scale),
                                                     y=alt.Y("right:Q", scale=scale, title="share that is right"))
    chart = (line.encode(x="x:Q", y="y:Q") + base.mark_line(color="#0072B2")
             + base.mark_circle(color="#0072B2", opacity=1).encode(size=alt.Size("rows:Q", legend=None))
             + base.mark_text(dy=-14).encode(text=alt.Text("rows:Q")))
    chart.properties(width=320, height=320, title="Stances: how sure, and how many of them are right (rows)").save(path)


def tell(tallies: dict[str, Tally], told: str) -> list[Row]:
    """The rows of every layer, and how sure those are that have a confidence."""
    return [*(one for name, tally in tallies.items() for one in tally.rows(name, told)),
            *(one for layer in DRAWN_AIMS for one in _how_sure(layer, tallies[layer], told))]


def _how_sure(layer: str, tally: Tally, told: str) -> Iterator[Row]:
    """The precision and recall of the rows that are drawn, and the share that is right in each bin of confidence."""
    drawn = [right for sure, right in tally.sure if sure >= DRAWN]
    yield row(layer, f"precision of those drawn (confidence {DRAWN})", told, f"{share(sum(drawn), len(drawn)):.1f}",
              f"of {len(drawn)}") | {"aim": DRAWN_AIMS[layer]}
    yield row(layer, f"recall of those drawn (confidence {DRAWN})", told, f"{share(sum(drawn), tally.coded):.1f}",
              f"of {tally.coded}")
    for low, high, rows, right in reliability(tally):
        if rows:
            yield row(layer, f"confidence {low:.2f} to {high:.2f}: right", told, f"{share(right, rows):.0f}",
                      f"of {rows}")


def measure(corpora: Path | None = None, folders: Sequence[Path] = ()) -> list[Row]:
    """The rows of RESULTS.md; the folders from the environment where none are given."""
    folders = list(folders) or [Path(one) for one in os.environ.get(FOLDERS, "").split(os.pathsep) if one]
    if not folders:
        raise ValueError(f"no coded folder: name them in {FOLDERS}, or run tests/benchmarks/coded.py FOLDER")
    articles = sum(len(list((folder / "articles").glob("*.txt"))) for folder in folders)
    told = f"{articles} coded articles: {', '.join(folder.name for folder in folders)}"
    tallies = measure_folders(folders)
    found = tell(tallies, told)
    by_rules = next(measure_folders(folders, "rules")["stances"].rows("stances", told))
    found.append({**by_rules, "measure": "F1 by rules alone"})
    draw_reliability(tallies["stances"], HERE / "reliability.svg")
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    for one in measure(folders=parser.parse_args().folders):
        sys.stdout.write(f"{one['layer']:10s} {one['measure']:45s} {one['value']:>6s} {one['beside']}\n")
