"""The report's pages in a browser without a network: charts come to life, nobody is asked, everybody can read them."""

import shutil

import pytest

from workbench.export import save_tables
from workbench.run.execute import Execution
from workbench.run.report import write_index, write_page

from .conftest import NOTEBOOKS, PATIENCE, ROOT, find_barriers


@pytest.fixture(scope="module")
def report(seeds, tmp_path_factory):
    """A report made of the stored notebooks."""
    folder = tmp_path_factory.mktemp("report")
    (folder / "notebooks").mkdir()
    executions = [Execution(name, seconds=1.0) for name in NOTEBOOKS]
    for execution in executions:
        path = folder / "notebooks" / f"{execution.name}.ipynb"
        shutil.copy(ROOT / "notebooks" / path.name, path)
        write_page(path, folder, execution)
    save_tables(seeds, folder / "tables", kinds=["parquet"])
    write_index(folder, executions, {"corpus_folder": "seeds"})
    return folder


@pytest.fixture
def offline(browser):
    """A page without a network, with what it asked for beyond files and what it complained about."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type != "log" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(("file:", "data:"))
            else complaints.append(asked.url))
    page.on("requestfailed", lambda asked: complaints.append(asked.url))
    yield page, complaints
    context.close()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_charts_come_to_life_offline(report, offline, name):
    page, complaints = offline
    page.goto((report / f"{name}.html").as_uri())
    figures = page.locator("figure.chart").count()
    page.wait_for_function("n => document.querySelectorAll('figure.chart svg.marks[aria-label]').length === n",
                           arg=figures, timeout=PATIENCE)
    assert figures and not page.locator("figure.chart img").count()
    assert complaints == []
    assert find_barriers(page) == ""


def test_a_page_sent_on_alone_keeps_its_pictures(report, offline, tmp_path):
    page, complaints = offline
    shutil.copy(report / "2_quotes.html", tmp_path)
    page.goto((tmp_path / "2_quotes.html").as_uri())
    pictures = page.locator("figure.chart img")
    assert pictures.count() == page.locator("figure.chart").count() > 0
    assert all(picture.evaluate("img => img.complete && img.naturalWidth > 100") for picture in pictures.all())
    assert all(picture.get_attribute("alt") for picture in pictures.all())
    assert all("vega.js" in complaint or "ERR_FILE_NOT_FOUND" in complaint for complaint in complaints)


def test_the_index_leads_everywhere(report, offline):
    page, complaints = offline
    page.goto((report / "index.html").as_uri())
    assert page.locator(".card").count() == len(NOTEBOOKS)
    assert page.locator(".card img").evaluate_all("all => all.every(img => img.complete && img.naturalWidth > 100)")
    links = page.locator("a").evaluate_all("all => all.map(a => a.href)")
    assert {link.rpartition("/")[2] for link in links} >= {f"{name}.html" for name in NOTEBOOKS}
    page.get_by_role("link", name="page", exact=True).first.click()
    assert page.locator("h1").inner_text().endswith("?")
    page.get_by_role("link", name="All notebooks").click()
    assert page.title() == "Report of the workbench"
    assert complaints == []
    assert find_barriers(page) == ""
