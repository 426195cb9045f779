"""The figures in README, docs/ and the notebooks' texts, from results.json: none is written by hand.

    python tests/benchmarks/figures_in_words.py     writes them anew; tests/benchmarks/run.py does so after each script

A figure stands between two comments, which no reader sees: `<!--coded: stances, precision-->63<!--/-->`, that is the
script, its layer and measure, and the corpus where there are several (`mentions: mentions, recall, 16 texts …`). With
`ten` before the script it is a word, of ten: “six”.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
KEPT = HERE / "results.json"
MARKED = re.compile(r"<!--(ten )?(\w+): ([^>]+?)-->(.*?)<!--/-->")
WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def list_documents() -> list[Path]:
    """README, the pages of docs/ and the notebooks."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "notebooks").glob("*.ipynb"))]


def fill_figures(text: str, kept: Mapping[str, Any]) -> str:
    """`text` with each marked figure as `kept` (results.json) has it.

    Raises KeyError where no script measured what a mark names.

    >>> kept = {"coded": {"rows": [{"layer": "stances", "measure": "recall", "corpus": "news", "value": "25.9"}]}}
    >>> fill_figures("<!--coded: stances, recall-->?<!--/--> %, <!--ten coded: stances, recall-->?<!--/-->", kept)
    '<!--coded: stances, recall-->26<!--/--> %, <!--ten coded: stances, recall-->three<!--/-->'
    """
    def fill(found: re.Match[str]) -> str:
        of_ten, script, named = found[1], found[2], found[3]
        for row in kept.get(script, {}).get("rows", ()):
            measured = f"{row['layer']}, {row['measure']}"
            if named in (measured, f"{measured}, {row['corpus']}"):
                value = float(row["value"])
                told = WORDS[round(value / 10)] if of_ten else f"{value:.0f}"
                return f"<!--{of_ten or ''}{script}: {named}-->{told}<!--/-->"
        raise KeyError(f"results.json has no {named!r} of {script}")

    return MARKED.sub(fill, text)


def write_figures(kept: Mapping[str, Any]) -> None:
    """All documents' figures, written anew."""
    for document in list_documents():
        text = document.read_text(encoding="utf-8")
        filled = fill_figures(text, kept)
        if filled != text:
            document.write_text(filled, encoding="utf-8")


if __name__ == "__main__":
    write_figures(json.loads(KEPT.read_text(encoding="utf-8")))
    sys.exit()
