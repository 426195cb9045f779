"""Runs the benchmarks beside this file and writes their figures to RESULTS.md and into README, docs/ and notebooks.

    make bench                                    what needs no corpus: minutes
    make bench CORPORA=../shared/bench/data       with the public corpora (tests/benchmarks/README.md: where from)
    make bench CODED="folder …"                   with articles coded by reading (coded.py says in what form)
    make bench-full                               with the growth curve: an hour or more
    python tests/benchmarks/run.py --only times   one script; RESULTS.md keeps the others' figures

Each script has `measure(corpora) -> list of dicts`: layer, measure, corpus, value, aim, beside (what the same run
measured next to it, or what others reach). Nothing in RESULTS.md is written by hand.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import re
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
QUICK = ("quotes", "mentions", "times", "dates_meant", "stance", "intake", "copies", "timelines", "explorer", "report",
         "speed", "workers", "estimates", "drafts", "disputes", "thousand", "crowded")
CODED = ("coded", "learning")
FULL = ("growth", "crowded_reports")
COLUMNS = ("layer", "measure", "corpus", "value", "aim", "beside")
KEPT = HERE / "results.json"


def describe_machine() -> str:
    """Processor, cores, memory, Python and commit, in a line."""
    processor = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists() and (found := re.search(r"model name\s*:\s*(.+)", cpuinfo.read_text())):
        processor = found[1]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30 if hasattr(os, "sysconf") else 0
    asked = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return (f"{processor}, {os.cpu_count()} cores, {memory:.0f} GiB; {platform.system()}, "
            f"Python {platform.python_version()}; commit {asked.stdout.strip() or 'unknown'}; {date.today():%Y-%m-%d}")


def as_table(rows: list[dict]) -> str:
    """`rows` as a Markdown table."""
    lines = ["| " + " | ".join(COLUMNS) + " |", "|" + " --- |" * len(COLUMNS)]
    lines += ["| " + " | ".join(str(row.get(column) if row.get(column) is not None else "")
                                .replace("|", "\\|") for column in COLUMNS) + " |" for row in rows]
    return "\n".join(lines)


def write_results(kept: dict[str, dict]) -> None:
    """RESULTS.md from the kept figures of every script, and those that stand in other documents (figures_in_words)."""
    from figures_in_words import write_figures

    parts = ["# Benchmark results", "Written by `make bench`; never by hand. Times and memory are best read as ratios: "
             "the machines are shared and noisy."]
    for name in (*CODED, *QUICK, *FULL):
        if name in kept:
            entry = kept[name]
            parts += [f"## {name}", f"{entry['machine']}; {entry['seconds']:.0f} s", as_table(entry["rows"])]
    (HERE / "RESULTS.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    write_figures(kept)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, help="folder with polnear, timeml and directed-sentiment")
    parser.add_argument("--coded", type=Path, nargs="+", default=[], help="folders of articles coded by reading")
    parser.add_argument("--full", action="store_true", help="the growth curve too")
    parser.add_argument("--only", nargs="+", choices=(*CODED, *QUICK, *FULL), help="these scripts")
    options = parser.parse_args()
    sys.path[:0] = [str(HERE), str(ROOT)]
    corpora = options.corpora.resolve() if options.corpora else None
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    failed = []
    if options.coded:
        os.environ["WORKBENCH_CODED"] = os.pathsep.join(str(folder.resolve()) for folder in options.coded)
    for name in options.only or (*(CODED if options.coded else ()), *QUICK, *(FULL if options.full else ())):
        print(f"— {name}", flush=True)
        started = time.perf_counter()
        try:
            rows = importlib.import_module(name).measure(corpora)
        except Exception as error:  # one script's failure is said, and the others still run
            print(f"  failed: {type(error).__name__}: {error}", file=sys.stderr)
            failed.append(name)
            continue
        kept[name] = {"machine": describe_machine(), "seconds": time.perf_counter() - started, "rows": rows}
        print(as_table(rows), flush=True)
        KEPT.write_text(json.dumps(kept, indent=1, ensure_ascii=False, default=str), encoding="utf-8")
        write_results(kept)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
