"""How time, memory and size grow from 100 to 100,000 articles, and what a million a day would take.

Generated articles (generate.py) go as one file of JSON lines through a lake in one process: taken in, analysed,
compared. Beyond PARSED the parser is left out: each article gets the rows of an article of the last run that was
parsed, with speakers and days of its own, so that intake and comparisons see what they would see. Peak memory is
read from the kernel for each stage apart. The curve goes to growth.svg, the arithmetic to the last rows.

    python tests/benchmarks/growth.py --counts 100 1000
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).resolve().parent
COUNTS = (100, 1_000, 10_000, 100_000)
PARSED = 10_000  # articles; more are not parsed but given rows
STAGES = {"take in": "take in", "analyse": "analyse", "sign articles": "find copies", "join articles": "find copies",
          "compare articles": "find copies"}  # the others: compare


class Clock:
    """Seconds and peak memory of each stage, told by the progress of a run: a report ends a piece of its stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.memory: dict[str, float] = {}
        self.began = time.perf_counter()
        self.stage = ""

    def __call__(self, stage: str, done: int, of: int) -> None:
        stage, now = STAGES.get(stage, "compare"), time.perf_counter()
        self.seconds[stage] = self.seconds.get(stage, 0) + now - self.began
        self.memory[stage] = max(self.memory.get(stage, 0), peak_memory())
        self.began = now
        if stage != self.stage:
            Path("/proc/self/clear_refs").write_text("5")  # the kernel forgets the peak so far
            self.stage = stage


def peak_memory() -> float:
    """The largest this process was since the kernel last forgot, in GiB."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 2**20


def run_one(count: int, folder: Path, templates: Path | None) -> dict:
    """One run of `count` articles in this process: seconds and memory by stage, size of the lake."""
    from generate import generate_articles

    import workbench as wb
    from workbench.lake import partition

    source = folder / "articles.jsonl"
    made = generate_articles(count, seed=11)
    made.assign(published=made["published"].dt.strftime("%Y-%m-%d")).to_json(source, orient="records", lines=True)
    words = int(made["text"].str.split().str.len().sum())
    del made
    if templates is not None:
        partition.analyse_articles = Given(templates).analyse
    clock = Clock()
    wb.analyse_corpus(source, folder / "lake", actors=wb.Registry(), issues=(), progress=clock)
    began = time.perf_counter()
    corpus = wb.open(folder / "lake", "2025-03-03", "2025-03-09")
    week = len(corpus.articles), len(corpus.quotes), len(corpus.events)
    size = sum(path.stat().st_size for path in (folder / "lake" / "tables").rglob("*.parquet")) / 2**20
    return {"count": count, "words": words, "seconds": clock.seconds, "memory": clock.memory, "lake": size,
            "open a week": time.perf_counter() - began, "week": week}


class Given:
    """Rows for articles that are not parsed: those of the articles of another lake, under other names and days."""

    def __init__(self, lake: Path):
        import workbench as wb
        from workbench.extract import LAYERS

        corpus = wb.open(lake)
        self.names = corpus.articles["article"].tolist()
        self.days = dict(zip(corpus.articles["article"], corpus.articles["published"], strict=True))
        self.rows = {layer: dict(tuple(getattr(corpus, layer).groupby("article"))) for layer in LAYERS}
        self.served = 0

    def analyse(self, articles, settings, layers, workers=1):
        """The tables of `layers` over `articles`, and no problems."""
        import pandas as pd

        from workbench import tables

        parts: dict[str, list] = {layer: [] for layer in layers}
        for row in articles.itertuples(index=False):
            template, round_ = self.names[self.served % len(self.names)], self.served // len(self.names)
            self.served += 1
            later = row.published - self.days[template]
            for layer in layers:
                given = self.rows[layer].get(template)
                if given is not None:
                    parts[layer].append(self._rename(given, template, row.article, round_, later))
        return {layer: pd.concat(frames, ignore_index=True) if frames else tables.make(layer)
                for layer, frames in parts.items()}, []

    @staticmethod
    def _rename(frame, template, article, round_, later):
        frame = frame.assign(article=article)
        if "quote_id" in frame:
            frame["quote_id"] = frame["quote_id"].str.replace(template, article, regex=False)
        for column in {"speakers", "actors", "claimed_by"} & set(frame):
            frame[column] = frame[column].map(lambda ids: [f"{one}_{round_}" for one in ids])
        for column in {"begin", "finish", "said_on"} & set(frame):
            frame[column] = frame[column] + later
        return frame


def rows_of(runs: list[dict]) -> Iterable[dict]:
    """The rows for RESULTS.md: a line a run and stage, the growth of each, and the arithmetic for a million."""
    def row(measure: str, value: str, corpus: str = "", aim: str = "", beside: str = "") -> dict:
        return {"layer": "growth", "measure": measure, "corpus": corpus, "value": value, "aim": aim, "beside": beside}

    for run in runs:
        corpus = f"{run['count']:,} articles, {run['words']:,} words"
        for stage, seconds in run["seconds"].items():
            given = " (rows given, not parsed)" if stage == "analyse" and not run["parsed"] else ""
            yield row(stage + given, f"{seconds:.1f} s, {run['memory'][stage]:.2f} GiB", corpus, "",
                      f"{1000 * seconds / run['count']:.2f} ms an article")
        yield row("lake", f"{run['lake']:.1f} MiB", corpus, "",
                  f"{1024 * run['lake'] / run['count']:.1f} KiB an article")
        yield row("open a week of it", f"{run['open a week']:.1f} s", corpus, "",
                  "{} articles, {} quotes, {} events".format(*run["week"]))
    for before, after in itertools.pairwise(runs):
        times = after["count"] / before["count"]
        for stage in ("take in", "find copies", "compare", *(["analyse"] if after["parsed"] else [])):
            grown = after["seconds"].get(stage, 0) / max(before["seconds"].get(stage, 0), 1e-9)
            yield row(f"{stage}: time grows by", f"{grown:.1f} ×", f"{before['count']:,} → {after['count']:,}",
                      f"about {times:.0f} ×", f"memory by {after['memory'][stage] / before['memory'][stage]:.2f} ×")
    yield from estimate(runs, row)


def estimate(runs: list[dict], row) -> Iterable[dict]:
    """A million articles a day, from the largest run of each stage."""
    parsed = max((run for run in runs if run["parsed"]), key=lambda run: run["count"])
    largest = max(runs, key=lambda run: run["count"])
    each = {stage: largest["seconds"].get(stage, 0) / largest["count"]
            for stage in ("take in", "find copies", "compare")}
    each["analyse"] = parsed["seconds"]["analyse"] / parsed["count"]
    hours = {stage: 1e6 * seconds / 3600 for stage, seconds in each.items()}
    total = sum(hours.values())
    parts = ", ".join(f"{stage} {1000 * each[stage]:.1f} ms × 10⁶ = {hours[stage]:.0f} h" for stage in hours)
    yield row("a million articles a day", f"{total:.0f} core hours: {total / 24:.1f} cores busy all day", "", "", parts)
    yield row("their lake", f"{parsed['lake'] / parsed['count'] * 1e6 / 1024:.0f} GiB a day", "", "",
              f"{1024 * parsed['lake'] / parsed['count']:.1f} KiB × 10⁶")


def draw(runs: list[dict], path: Path) -> None:
    """The curve: seconds by stage over the number of articles, both logarithmic."""
    import altair as alt
    import pandas as pd

    data = pd.DataFrame([{"articles": run["count"], "stage": stage, "seconds": seconds}
                         for run in runs for stage, seconds in run["seconds"].items() if stage in STAGES.values()
                         or stage == "compare" if not (stage == "analyse" and not run["parsed"])])
    base = alt.Chart(data, title="Time by stage, one process", width=460, height=300).encode(
        x=alt.X("articles:Q", title="articles").scale(type="log"),
        y=alt.Y("seconds:Q", title="seconds").scale(type="log"),
        color=alt.Color("stage:N", title="stage"), shape="stage:N")
    (base.mark_line() + base.mark_point(size=60, filled=True)).save(path)


def measure(corpora: Path | None = None, counts: tuple[int, ...] = COUNTS) -> list[dict]:
    """The rows for RESULTS.md; each count in a process of its own. GROWTH_PARSED sets another PARSED."""
    runs = []
    parsed = int(os.environ.get("GROWTH_PARSED", PARSED))
    with tempfile.TemporaryDirectory() as top:
        templates = None
        for count in counts:
            folder = Path(top, str(count))
            folder.mkdir()
            command = [sys.executable, __file__, "--one", str(count), "--folder", str(folder)]
            if count > parsed and templates:
                command += ["--templates", str(templates)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=HERE.parent.parent)
            runs.append(json.loads(done.stdout.splitlines()[-1]) | {"parsed": count <= parsed})
            print(json.dumps(runs[-1]), file=sys.stderr, flush=True)
            if count <= parsed:
                templates = folder / "lake"
    draw(runs, HERE / "growth.svg")
    return list(rows_of(runs))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", type=int, nargs="+", default=COUNTS)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--templates", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    sys.path[:0] = [str(HERE), str(HERE.parent.parent)]
    if options.one:
        print(json.dumps(run_one(options.one, options.folder, options.templates)))
        return
    for row in measure(counts=tuple(options.counts)):
        print(row)


if __name__ == "__main__":
    main()
