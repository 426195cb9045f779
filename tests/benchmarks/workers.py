"""One process against two, for many articles and for five: on a machine that has nothing else to do.

    python tests/benchmarks/workers.py
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from speed import PIPELINE, ROOT, make_articles, row, seconds

MANY = 500


def measure_workers(articles, settings) -> list[dict]:
    """One process against two, for many articles and for five; the pool is started before the clock."""
    from workbench.extract.many_articles import analyse_articles

    layers = ["stances", "relations", "event_mentions", "quantities"]
    rows = []
    for count, aim in ((len(articles), "≥ 1.7 ×"), (5, "≥ 1 ×")):
        few = articles.head(count)
        workers = 2 if count > 5 else None  # for a few, what `workers=None` decides
        one = seconds(lambda few=few: analyse_articles(few, settings, layers, workers=1), 2)
        two = seconds(lambda few=few, workers=workers: analyse_articles(few, settings, layers, workers=workers), 2)
        rows.append(row(f"{count} articles, one process against {workers or 'the default'}", f"{one / two:.2f} ×", aim,
                        f"{one:.1f} s, {two:.1f} s on {os.cpu_count()} cores"))
    return rows


def measure(corpora: Path | None = None) -> list[dict]:
    """The rows for RESULTS.md."""
    from generate import generate_articles

    from workbench.extract.reading import Settings

    return measure_workers(make_articles(generate_articles(MANY, seed=3)), Settings(pipeline=PIPELINE))


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT)]
    for result in measure():
        print(result)
