"""The pictures of README and docs/, made anew: the tutorial's own commands on the example of the ferries, in a browser.

    make pictures

It needs chromium, as the browser tests do, and takes a minute or two. The explorer in JupyterLab is pictured by
tests/browser/test_pictures.py, on the seeds.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DOCS, EXAMPLE = ROOT / "docs", ROOT / "data/examples/ferries"
WIDE = {"width": 1240, "height": 820}
FROM_LAB = ("explore_stances",)     # of the pictures that tests/browser/test_pictures.py keeps
QUESTION = "stances?actor=Kettle+Line&issue=Night+crossings"     # as the address of a report has it


def make_report(folder: Path) -> Path:
    """What the tutorial does, up to its first report; the folder of the dispute."""
    shutil.copytree(EXAMPLE / "articles", folder / "my_articles")
    _run("new", "my_dispute", "--from", "my_articles", at=folder)
    dispute = folder / "my_dispute"
    for file in EXAMPLE.glob("*.toml"):
        shutil.copy(file, dispute)
    _run("run", "--out", "reports/first", "1_timeline", "3_stance", at=dispute)
    return dispute


def take_pictures(browser: Any, dispute: Path) -> None:
    """Those of the start page, the briefing, a row's card and the charts."""
    page = browser.new_page(viewport=WIDE)
    report = dispute / "reports/first"
    page.goto((dispute / "start.html").as_uri())
    page.get_by_role("heading", name="Who is in it").evaluate("heading => heading.scrollIntoView()")
    page.screenshot(path=DOCS / "start_page.png")
    page.goto((report / "index.html").as_uri())
    page.wait_for_selector("figure.chart svg.marks")
    page.screenshot(path=DOCS / "briefing.png")
    page.goto(f"{(report / 'index.html').as_uri()}#{QUESTION}")
    page.locator("#table tbody tr").last.click()
    page.get_by_role("button", name="Copy citation").wait_for()
    page.screenshot(path=DOCS / "report_card.png")
    for name, notebook, title in (("chart_positions", "3_stance", "Who stands where"),
                                  ("chart_timeline", "1_timeline", "What happened when")):
        page.goto((report / f"{notebook}.html").as_uri())
        page.locator(f'svg.marks[aria-label^="{title}"]').screenshot(path=DOCS / f"{name}.png")
    page.close()


def take_from_lab() -> None:
    """The explorer in JupyterLab."""
    with tempfile.TemporaryDirectory() as kept:
        subprocess.run([sys.executable, "-m", "pytest", "-q", "tests/browser/test_pictures.py"], check=True, cwd=ROOT,
                       env={**os.environ, "WORKBENCH_PICTURES": kept})
        for name in FROM_LAB:
            shutil.copy(Path(kept) / f"{name}.png", DOCS)


def _run(*command: str, at: Path) -> None:
    subprocess.run([sys.executable, "-m", "workbench.run.cli", *command], check=True, cwd=at)


def main() -> None:
    sys.path.insert(0, str(ROOT))
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import FLAGS, find_chromium

    if find_chromium() is None:
        sys.exit("no chromium here: apt install chromium, or name one in WORKBENCH_CHROMIUM")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        take_pictures(browser, make_report(Path(folder)))
        browser.close()
    take_from_lab()


if __name__ == "__main__":
    main()
