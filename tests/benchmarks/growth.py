"""How time, memory and size grow from 100 to 100,000 articles, and what a million a day would take.

Generated articles (generate.py, in a process of its own) go as one file of JSON lines through a lake in one process:
taken in, analysed, compared. The largest run leaves the parser out: each article gets the rows of an article of a
run that was parsed, with speakers and days of its own, so that intake and comparisons see what they would see; a
second run of PARSED articles is given rows too, so that like is set beside like. Time is the process's own on the
processors, peak memory is read from the kernel for each stage apart, both with the driver's share; the comparisons
run in a second process, so that what the parser or the given rows left behind is not counted for them. Of the largest
lake the five notebooks then take a week. The curve goes to growth.svg, the arithmetic to the last rows.

With `--keep FOLDER`, or GROWTH_KEEP under `make bench-full`, lakes and figures stay there, and a run that was stopped
goes on where it was.

    python tests/benchmarks/growth.py --parsed 100 1000 --given 1000 10000
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PARSED = (100, 1_000, 10_000)   # articles of the runs that go through everything
GIVEN = (10_000, 100_000)       # of those that are given rows in the parser's place
WEEK = ("2025-03-03", "2025-03-09")
STAGES = {"take in": "take in", "analyse": "analyse", "sign articles": "find copies", "join articles": "find copies",
          "choose pairs": "find copies", "compare articles": "find copies"}  # the others: compare


class Clock:
    """Seconds on the processor and peak memory of each stage, told by a run: a report ends a piece of its stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.memory: dict[str, float] = {}
        self.began = time.process_time()
        self.stage = ""

    def __call__(self, stage: str, done: int, of: int) -> None:
        stage, now = STAGES.get(stage, "compare"), time.process_time()
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


def fill(count: int, folder: Path, templates: Path | None) -> dict:
    """Takes `count` articles in and analyses them in this process: seconds and memory by stage."""
    import workbench as wb
    from workbench.lake import compare_lake, partition

    source = folder / "articles.jsonl"
    subprocess.run([sys.executable, HERE / "generate.py", str(count), "--seed", "11", "--out", source], check=True)
    with source.open(encoding="utf-8") as lines:
        words = sum(len(json.loads(line)["text"].split()) for line in lines)
    if templates is not None:
        partition.analyse_articles = Given(templates).analyse
    compare_lake.make_comparisons = lambda *_: None  # they come in a process of their own
    clock = Clock()
    wb.analyse_corpus(source, folder / "lake", actors=wb.Registry(), issues=(), progress=clock)
    return {"count": count, "words": words, "parsed": templates is None, "seconds": clock.seconds,
            "memory": clock.memory}


def compare(lake: Path) -> dict:
    """The comparisons over a lake in this process, and a week of it opened."""
    import workbench as wb
    from workbench.lake import compare_lake

    clock = Clock()
    compare_lake.make_comparisons(lake.resolve(), None, clock)
    began = time.process_time()
    corpus = wb.open(lake, *WEEK)
    week = len(corpus.articles), len(corpus.quotes), len(corpus.events)
    size = sum(path.stat().st_size for path in (lake / "tables").rglob("*.parquet")) / 2**20
    return {"seconds": clock.seconds, "memory": clock.memory, "lake": size,
            "open a week": time.process_time() - began, "week": week}


def run_notebooks(lake: Path, out: Path) -> dict:
    """The five notebooks on a week of a lake: seconds, and the memory of the largest process they needed."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "workbench.run.cli", "run", "--corpus", lake, "--out", out,
                    "-p", "date_from", WEEK[0], "-p", "date_to", WEEK[1]],
                   check=True, cwd=ROOT, stdout=subprocess.DEVNULL, env={**os.environ, "WORKBENCH_CACHE": "off"})
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    return {"seconds": time.perf_counter() - began, "memory": largest}


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

    def analyse(self, articles, settings, layers, **_):
        """The tables of `layers` over `articles`, and no problems; parses are none of them."""
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


def rows_of(runs: list[dict], notebooks: dict) -> Iterable[dict]:
    """The rows for RESULTS.md: a line a run and stage, the growth of each, and the arithmetic for a million."""
    def row(measure: str, value: str, corpus: str = "", aim: str = "", beside: str = "") -> dict:
        return {"layer": "growth", "measure": measure, "corpus": corpus, "value": value, "aim": aim, "beside": beside}

    for run in runs:
        corpus = f"{run['count']:,} articles{'' if run['parsed'] else ', rows given'}, {run['words']:,} words"
        for stage, seconds in run["seconds"].items():
            yield row(stage, f"{seconds:.1f} s, {run['memory'][stage]:.2f} GiB", corpus, "",
                      f"{1000 * seconds / run['count']:.2f} ms an article")
        yield row("lake", f"{run['lake']:.1f} MiB", corpus, "",
                  f"{1024 * run['lake'] / run['count']:.1f} KiB an article")
        yield row("open a week of it", f"{run['open a week']:.1f} s", corpus, "",
                  "{} articles, {} quotes, {} events".format(*run["week"]))
    yield row("five notebooks on a week of it", f"{notebooks['seconds']:.0f} s, {notebooks['memory']:.2f} GiB",
              f"{runs[-1]['count']:,} articles", "", "all the time, and the largest process")
    for before, after in itertools.pairwise(runs):
        if before["parsed"] == after["parsed"]:
            times = after["count"] / before["count"]
            for stage in after["seconds"]:
                grown = after["seconds"][stage] / max(before["seconds"].get(stage, 0), 1e-9)
                flat = ", memory by 1 ×" if not after["parsed"] else ""
                yield row(f"{stage}: time grows by", f"{grown:.1f} ×", f"{before['count']:,} → {after['count']:,}",
                          f"about {times:.0f} ×{flat}",
                          f"memory by {after['memory'][stage] / before['memory'][stage]:.2f} ×")
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
    parts = " + ".join(f"{stage} {1000 * each[stage]:.1f} ms × 10⁶ / 3,600 s = {hours[stage]:.1f} h" for stage in hours)
    yield row("a million articles a day", f"{total:.0f} core hours", "", "", parts)
    yield row("machines of 8 cores", f"{total / 8 / 24:.2f} busy all day", "", "",
              f"{total:.0f} h / 8 cores / 24 h; {total / 8:.1f} of them to have it in an hour")
    yield row("their lake", f"{parsed['lake'] / parsed['count'] * 1e6 / 1024:.1f} GiB a day", "", "",
              f"{1024 * parsed['lake'] / parsed['count']:.1f} KiB × 10⁶; generated text packs better than real text")
    again = hours["find copies"] + hours["compare"]
    yield row("comparisons of a month", f"{30 * again:.0f} core hours", "", "",
              f"{again:.1f} h × 30: made over the whole lake whenever it changed")


def draw(runs: list[dict], path: Path) -> None:
    """The curve: seconds by stage over the number of articles, both logarithmic."""
    import altair as alt
    import pandas as pd

    data = pd.DataFrame([{"articles": run["count"], "stage": stage, "seconds": seconds}
                         for number, run in enumerate(runs) for stage, seconds in run["seconds"].items()
                         if run["parsed"] or (stage != "analyse" and run["count"] > runs[number - 1]["count"])])
    base = alt.Chart(data, title="Processor time by stage, one process", width=460, height=300).encode(
        x=alt.X("articles:Q", title="articles").scale(type="log"),
        y=alt.Y("seconds:Q", title="seconds").scale(type="log"),
        color=alt.Color("stage:N", title="stage"), shape=alt.Shape("stage:N", title="stage"))
    (base.mark_line() + base.mark_point(size=60, filled=True)).save(path)


def measure(corpora: Path | None = None, parsed: tuple[int, ...] = PARSED, given: tuple[int, ...] = GIVEN,
            keep: str | None = os.environ.get("GROWTH_KEEP")) -> list[dict]:
    """The rows for RESULTS.md. Rows are given from the second largest of the runs that were parsed."""
    with contextlib.ExitStack() as stack:
        top = Path(keep or stack.enter_context(tempfile.TemporaryDirectory()))
        runs = []
        for kind, count in [*(("parsed", count) for count in parsed), *(("given", count) for count in given)]:
            folder = top / f"{count}-{kind}"
            folder.mkdir(parents=True, exist_ok=True)
            templates = top / f"{sorted(parsed)[-2:][0]}-parsed" / "lake" if kind == "given" else None
            filled = _step(folder / "filled.json", "--fill", count, *(["--templates", templates] if templates else []))
            compared = _step(folder / "compared.json", "--compare", folder / "lake")
            runs.append({**filled, **compared, **{name: {**filled[name], **compared[name]}
                                                  for name in ("seconds", "memory")}})
        notebooks = run_notebooks(folder / "lake", top / "report")
    draw(runs, HERE / "growth.svg")
    return list(rows_of(runs, notebooks))


def _step(done: Path, *arguments: object) -> dict:
    """What one step printed, in a process of its own, or what it printed in an earlier run."""
    if not done.exists():
        command = [sys.executable, __file__, "--folder", done.parent, *arguments]
        told = subprocess.run(list(map(str, command)), check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        done.write_text(told.stdout.splitlines()[-1])
        print(done.parent.name, done.read_text(), file=sys.stderr, flush=True)
    return json.loads(done.read_text())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parsed", type=int, nargs="+", default=PARSED)
    parser.add_argument("--given", type=int, nargs="+", default=GIVEN)
    parser.add_argument("--keep", help="folder where lakes and figures stay")
    parser.add_argument("--fill", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--compare", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--templates", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    sys.path[:0] = [str(HERE), str(ROOT)]
    if options.fill:
        print(json.dumps(fill(options.fill, options.folder, options.templates)))
    elif options.compare:
        print(json.dumps(compare(options.compare)))
    else:
        for row in measure(parsed=tuple(options.parsed), given=tuple(options.given), keep=options.keep):
            print(row)


if __name__ == "__main__":
    main()
