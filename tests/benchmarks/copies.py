"""The search for copies and shared utterances among 10,000 articles: time, memory, what it finds of a known truth.

    python tests/benchmarks/copies.py [COUNT]
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parent))
from generate import Truth, generate

from workbench import tables
from workbench.compare.copies import find_copies
from workbench.compare.utterances import match_utterances

COUNT = 10_000


def measure(corpora: Path | None = None, count: int = COUNT) -> list[dict]:
    """Rows of layer, measure, corpus, value, aim, beside; `corpora` is not needed: the articles are generated."""
    frame, truth = generate(count, seed=1)
    articles = tables.make("articles", frame.rename(columns={"text": "body"}).to_dict("records"))
    return [{"corpus": f"{count:,} generated articles", **row}
            for row in (*measure_copies(articles, truth), *measure_utterances(articles, truth))]


def measure_copies(articles: pd.DataFrame, truth: Truth) -> Iterator[dict]:
    """Time, memory, and which pairs of copies are found and right."""
    before, begun = _peak(), time.perf_counter()
    copies = find_copies(articles)
    yield _row("copies", "seconds, one process", round(time.perf_counter() - begun, 1), "60")
    yield _row("copies", "peak memory of the process, GB", round(_peak(), 2), "1", f"{before:.2f} before the search")
    found = {frozenset(pair) for pair in copies[["article", "copy_of"]].itertuples(index=False, name=None)}
    known = {frozenset(pair) for pair in truth.copies}
    source_of = dict(truth.copies)
    right = [pair for pair in found if len({source_of.get(article, article) for article in pair}) == 1]
    yield _row("copies", "found, %", _percent(len(known & found), len(known)), "95")
    yield _row("copies", "pairs right of those given, %", _percent(len(right), len(found)), "90")


def measure_utterances(articles: pd.DataFrame, truth: Truth) -> Iterator[dict]:
    """Time, memory, and which pairs of quotes are rightly one utterance; the quotes are given, not extracted."""
    quotes = tables.make("quotes", [
        {"quote_id": str(number), "article": article, "kind": kind, "speakers": [speaker], "content": [words],
         "rule": "generated"} for number, (article, _, speaker, kind, words) in enumerate(truth.quotes)])
    before, begun = _peak(), time.perf_counter()
    utterances = match_utterances(quotes, articles)
    seconds = round(time.perf_counter() - begun, 1)
    yield _row("utterances", "seconds, one process", seconds, "60", f"{len(quotes):,} quotes")
    yield _row("utterances", "peak memory of the process, GB", round(_peak(), 2), "1", f"{before:.2f} before")
    statement = {str(number): quote[1] for number, quote in enumerate(truth.quotes)}
    article = dict(enumerate(quotes["article"]))
    known = _pairs_of(_group(truth.quotes), article)
    found = _pairs_of([[int(quote) for quote in row] for row in utterances["quote_ids"]], article)
    right = [pair for pair in found if len({statement[str(quote)] for quote in pair}) == 1]
    yield _row("utterances", "pairs of quotes found, %", _percent(len(known & found), len(known)), "90")
    yield _row("utterances", "pairs right of those given, %", _percent(len(right), len(found)), "95")


def _group(quotes: list[tuple[str, ...]]) -> list[list[int]]:
    """Numbers of the quotes of each statement that have words in common: its first half, its second, or both."""
    groups: dict[tuple[str, str], list[int]] = {}
    for number, (_, statement, _, kind, words) in enumerate(quotes):
        for half in ("first", "second"):
            has_both = kind == "direct" and ", and " in words
            if has_both or (half == "second") == (kind == "mixed"):
                groups.setdefault((statement, half), []).append(number)
    return list(groups.values())


def _pairs_of(groups: list[list[int]], article: dict[int, str]) -> set[tuple[int, ...]]:
    """All pairs of quotes within the groups that stand in different articles."""
    return {tuple(sorted(pair)) for group in groups for pair in combinations(group, 2)
            if article[pair[0]] != article[pair[1]]}


def _row(layer: str, what: str, value: float, aim: str, beside: str = "") -> dict:
    return {"layer": layer, "measure": what, "value": value, "aim": aim, "beside": beside}


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1)


def _peak() -> float:
    """The most memory this process has had, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def main() -> None:
    for row in measure(count=int(sys.argv[1]) if len(sys.argv) > 1 else COUNT):
        print(f"{row['layer']:10} {row['measure']:34} {row['value']:>8} (aim {row['aim']}) {row['beside']}")


if __name__ == "__main__":
    main()
