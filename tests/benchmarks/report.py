"""How large a report is and how soon it answers in a browser: of the seeds, and of a thousand articles."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from workbench import tables
from workbench.corpus import Corpus
from workbench.export import save_tables
from workbench.extract.cast import Registry
from workbench.extract.reading import Settings
from workbench.review import Reviews
from workbench.run import run_notebooks
from workbench.run.index_page import collect_index, write_index
from workbench.run.notebook_files import choose_notebooks, find_packaged_notebooks

ROOT = Path(__file__).resolve().parents[2]
BROWSER = os.environ.get("WORKBENCH_CHROMIUM", "/usr/bin/chromium")
ARTICLES, SENTENCES, SPEAKERS = 1_000, 36, 60
SAID = "“We will not accept the terms of number {number}, whatever the others say of it,” the minister said on Tuesday."
TOLD = "The delegations of both sides met again in the capital to speak of the exchange of prisoners number {number}."
CARD = """async (address) => {
  const began = performance.now();
  document.querySelector(`#table tr[data-id="${address}"] td:last-child`).click();
  await new Promise((done) => {
    const look = () => document.querySelector("#card .text") && location.hash.slice(1) === address
      ? requestAnimationFrame(() => setTimeout(done)) : setTimeout(look);
    look();
  });
  return performance.now() - began;
}"""
SEARCH = """async (words) => {
  const began = performance.now();
  document.querySelector("[name=q]").value = words;
  refresh();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - began;
}"""


def make_corpus(folder: Path) -> Corpus:
    """A thousand articles with twenty statements and eight numbers each, as if analysed."""
    articles, sentences, quotes, quantities = [], [], [], []
    for number in range(ARTICLES):
        name, start, body = f"a{number:04}", 0, list[str]()
        for index in range(SENTENCES):
            text = (SAID if index % 9 < 5 else TOLD).format(number=number * SENTENCES + index)
            place = {"article": name, "start": start, "end": start + len(text)}
            sentences.append({**place, "paragraph": index // 3})
            if index % 9 < 5:
                cut = text.index("”") + 1
                quotes.append({
                    "quote_id": f"{name}:{start}", "article": name, "kind": ("direct", "mixed", "indirect")[index % 3],
                    "speakers": [f"speaker_{(number + index * index) % SPEAKERS}"], "source": "the minister",
                    "source_start": start + cut + 1, "source_end": start + cut + 13, "cue": "said",
                    "cue_start": start + cut + 14, "cue_end": start + cut + 18, "content": [text[:cut]],
                    "content_spans": [[start, start + cut]], "rule": "beside"})
            elif index % 9 < 7:
                quantities.append({**place, "text": text, "low": index, "high": index, "unit": "prisoner",
                                   "evidence": text, "rule": "head"})
            body.append(text)
            start += len(text) + (2 if index % 3 == 2 else 1)
        joined = "".join(text + ("\n\n" if index % 3 == 2 else " ") for index, text in enumerate(body)).rstrip()
        articles.append({
            "article": name, "title": f"Headline {number}", "body": joined, "published_from": "header", "words": 600,
            "published": f"2026-0{1 + number % 4}-{1 + number % 28:02}", "outlet": f"Outlet {number % 30}",
            "path": f"{name}.txt", "sha256": name * 12,
            "origin": [{"start": 0, "end": len(joined), "from": 0, "to": len(joined)}]})
    made = {name: tables.make(name) for name in tables.TABLES}
    made |= {"articles": tables.make("articles", articles), "quotes": tables.make("quotes", quotes),
             "sentences": tables.make("sentences", sentences), "quantities": tables.make("quantities", quantities)}
    return Corpus(made, Settings(actors=Registry()), reviews=Reviews.read(folder / "reviews.jsonl"))


def megabytes(folder: Path) -> float:
    """Of all files below `folder`."""
    return round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6, 1)


def time_page(page: Any, index: Path) -> dict[str, float]:
    """Seconds to the first view of a fresh page, from a click to its card, and of a search, medians."""
    first, shown = [], []
    for _ in range(3):
        page.goto("about:blank")
        began = time.perf_counter()
        page.goto(index.as_uri(), wait_until="commit")
        page.wait_for_selector("#briefing h2, #briefing p")
        shown.append(time.perf_counter() - began)
        page.wait_for_selector("html[data-ready]", state="attached")
        first.append(time.perf_counter() - began)
    page.evaluate("location.hash = 'quotes'")
    page.wait_for_selector("#table tbody tr[data-id]")
    addresses = page.eval_on_selector_all("#table tbody tr[data-id]", "rows => rows.map(row => row.dataset.id)")
    cards = [page.evaluate(CARD, address) for address in addresses[:15]]
    searches = [page.evaluate(SEARCH, words) for words in ("number 12", "accept terms", "minister", "nothing of it")]
    return {"first view": statistics.median(shown), "first view, all rows ready": statistics.median(first),
            "click to card": statistics.median(cards) / 1000, "a search over all statements":
            statistics.median(searches) / 1000}


AIMS = {"seeds": {"size": 12, "first view": 1.5, "first view, all rows ready": 1.5, "click to card": 0.3},
        "1,000 articles": {"size": 60, "click to card": 0.3}}


def measure(corpora: Path | None = None) -> list[dict]:
    """Megabytes and seconds of both reports."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        given = {"corpus_folder": str(ROOT / "seeds"), "actors_file": str(ROOT / "data/actors.toml"),
                 "issues_file": str(ROOT / "data/issues.toml")}
        notebooks = choose_notebooks(find_packaged_notebooks(), (), ROOT)
        run_notebooks.run(run_notebooks.plan(notebooks, given, folder / "seeds"))
        large = make_corpus(folder)
        (folder / "large").mkdir()
        save_tables(large, folder / "large" / "tables", kinds=("parquet", "csv"))
        began = time.perf_counter()
        write_index(folder / "large", collect_index(large, {}), [])
        writing = time.perf_counter() - began
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(offline=True, viewport={"width": 1400, "height": 900}).new_page()
        rows = []
        for corpus, report in (("seeds", folder / "seeds"), ("1,000 articles", folder / "large")):
            found = {"size": megabytes(report), **time_page(page, report / "index.html")}
            rows += [{"layer": "report", "measure": f"{what}, {'MB' if what == 'size' else 's'}", "corpus": corpus,
                      "value": round(value, 2), "aim": AIMS[corpus].get(what), "beside": ""}
                     for what, value in found.items()]
        browser.close()
        count = len(large.quotes) + len(large.quantities)
        rows[-1]["beside"] = f"{count:,} rows; index.html written in {writing:.0f} s"
        return rows


if __name__ == "__main__":
    for row in measure():
        print(f"{row['measure']:34} {row['corpus']:16} {row['value']:8}   (aim {row['aim']}) {row['beside']}")
