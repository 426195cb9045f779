"""The search for copies among 10,000 articles: time, memory, and what it finds of a known truth.

    python tests/benchmarks/copies.py [COUNT]
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from generate import generate

from workbench import tables
from workbench.compare.copies import find_copies

COUNT = 10_000


def measure(corpora: Path | None = None, count: int = COUNT) -> list[dict]:
    """Rows of layer, measure, corpus, value, aim, beside; `corpora` is not needed: the articles are generated."""
    frame, truth = generate(count, seed=1)
    articles = tables.make("articles", frame.rename(columns={"text": "body"}).to_dict("records"))
    before = _peak()
    begun = time.perf_counter()
    copies = find_copies(articles)
    seconds = time.perf_counter() - begun
    source_of = dict(truth.copies)
    found = {frozenset(pair) for pair in copies[["article", "copy_of"]].itertuples(index=False, name=None)}
    known = {frozenset(pair) for pair in truth.copies}
    right = [pair for pair in found if len({source_of.get(article, article) for article in pair}) == 1]
    corpus = f"{count:,} generated"
    return [
        {"layer": "copies", "measure": measure, "corpus": corpus, "value": value, "aim": aim, "beside": beside}
        for measure, value, aim, beside in (
            ("seconds, one process", round(seconds, 1), "60", ""),
            ("peak memory of the process, GB", round(_peak(), 2), "1", f"{before:.2f} before the search"),
            ("copies found, %", round(100 * len(known & found) / len(known), 1), "95", ""),
            ("pairs right of those given, %", round(100 * len(right) / len(found), 1), "90", ""),
        )
    ]


def _peak() -> float:
    """The most memory this process has had, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def main() -> None:
    for row in measure(count=int(sys.argv[1]) if len(sys.argv) > 1 else COUNT):
        print(f"{row['measure']:34} {row['corpus']:20} {row['value']:>8} (aim {row['aim']}) {row['beside']}")


if __name__ == "__main__":
    main()
