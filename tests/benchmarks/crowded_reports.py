"""Whether every page of a report bears many articles: labels on each other, what is cut or wider than the page.

`workbench new --from` and `workbench run` make a report of 168 and of 1,000 generated articles, whose every page is
looked at, 1,400 and 390 pixels wide.

    python tests/benchmarks/crowded_reports.py
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crowded import BROWSER, row

REPORTS = (168, 1000)          # of articles of a report
WIDTHS = (1400, 390)           # pixels
READY = """() => document.querySelectorAll('figure.chart svg.marks[aria-label]').length
  === document.querySelectorAll('figure.chart').length"""
# what stands beyond the right edge, but for what lies in a frame of its own that scrolls; and the page itself
BEYOND = """() => {
  const scrolls = (part) => part && part !== document.documentElement && (
    ["auto", "scroll"].includes(getComputedStyle(part).overflowX) || scrolls(part.parentElement));
  const edge = document.documentElement.clientWidth;
  const cut = [...document.querySelectorAll("body *")].filter((part) => {
    const box = part.getBoundingClientRect();
    return box.width && box.height && box.right > edge + 1 && !part.closest("svg, script, style, [hidden]")
      && getComputedStyle(part).position !== "absolute" && !scrolls(part.parentElement) && !scrolls(part);
  });
  return [...(document.documentElement.scrollWidth > window.innerWidth ? ["the page"] : []),
          ...cut.map((part) => `${part.tagName}: ${part.textContent.trim().slice(0, 60)}`)];
}"""


def measure(corpora: Path | None = None) -> list[dict]:
    """The rows for RESULTS.md."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        rows = [one for number in REPORTS for one in look_at_report(page, make_report(Path(folder), number), number)]
        browser.close()
    return rows


def make_report(folder: Path, number: int) -> Path:
    """A report of generated articles, with the actors and issues that are proposed for them."""
    from generate import generate_articles

    files, project = folder / f"articles_{number}", folder / f"project_{number}"
    files.mkdir()
    for place, record in enumerate(generate_articles(number, seed=3).to_dict("records")):
        name = f"{str(record['outlet']).replace(' ', '')}_{record['published']:%Y-%m-%d}_{place}.txt"
        (files / name).write_text(f"{record['title']}\n\n{record['text']}\n", encoding="utf-8")
    environment = {"WORKBENCH_CACHE": str(folder / "cache"), **os.environ}  # time is not what is measured
    for where, words in ((folder, ["new", project.name, "--from", files.name]), (project, ["run", "--out", "report"])):
        subprocess.run([sys.executable, "-m", "workbench.run.cli", *words], cwd=where, env=environment, check=True,
                       capture_output=True)
    return project / "report"


def look_at_report(page: Any, report: Path, number: int) -> Iterator[dict]:
    """Every page of a report at both widths: labels on each other, and what is cut or wider than the page."""
    from text_overlaps import find_overlaps

    pages = sorted(report.glob("*.html"))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        overlaps, beyond = [], []
        for path in pages:
            page.goto(path.as_uri())
            page.wait_for_function(READY, timeout=120_000)
            overlaps += [f"{path.stem}, {width}: {line}" for line in find_overlaps(page)]
            beyond += [f"{path.stem}, {width}: {line}" for line in page.evaluate(BEYOND)]
        sys.stderr.writelines(f"{line}\n" for line in overlaps + beyond)
        corpus = f"report of {number:,} generated articles, {len(pages)} pages, {width} pixels"
        yield row("labels on each other or cut", len(overlaps), "0", corpus)
        yield row("parts cut, or wider than the page", len(beyond), "0", corpus)


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in measure())
