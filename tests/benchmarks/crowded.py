"""Whether charts bear many articles: labels on each other, what is cut, and how wide a chart becomes.

Each chart is drawn of 5, 29, 168 and 1,000 articles with long names (tests/crowd.py); crowded_reports.py looks at whole
reports.

    python tests/benchmarks/crowded.py
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
BROWSER = os.environ.get("WORKBENCH_CHROMIUM", "/usr/bin/chromium")
NUMBERS = (5, 29, 168, 1000)   # of articles behind the charts


def measure(corpora: Path | None = None) -> list[dict]:
    """The rows for RESULTS.md."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        rows = [one for number in NUMBERS for one in look_at_charts(page, number)]
        browser.close()
    return rows


def look_at_charts(page: Any, number: int) -> Iterator[dict]:
    """All charts of so many articles with long names: labels on each other, and the widest chart."""
    from crowd import draw_crowd
    from text_overlaps import find_overlaps

    page.set_content("".join(f"<div>{svg}</div>" for svg in draw_crowd(number)))
    found = find_overlaps(page)
    sys.stderr.writelines(f"{line}\n" for line in found)
    widest = max(page.locator("body > div > svg").evaluate_all("all => all.map(svg => svg.clientWidth)"))
    corpus = f"{number:,} articles with long names"
    yield row("labels on each other or cut, in 12 charts", len(found), "0", corpus)
    yield row("widest chart, pixels", widest, "≤ 900", corpus)


def row(measure: str, value: float, aim: str, corpus: str) -> dict:
    """A row for RESULTS.md."""
    return {"layer": "charts", "measure": measure, "corpus": corpus, "value": f"{value:g}", "aim": aim, "beside": ""}


sys.path[:0] = [str(Path(__file__).parent), str(ROOT / "tests")]

if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in measure())
