"""The report's pages in a browser without a network: found, filtered, opened, copied; everybody can read them."""

import json
import shutil

import pytest

from workbench.export import save_tables
from workbench.run.execute import Execution
from workbench.run.index_page import collect_index, write_index
from workbench.run.report import write_page

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
    index = collect_index(seeds, {"corpus_folder": "seeds"})
    write_index(folder, index, executions)
    write_index(folder, index, executions, is_single=True)
    return folder


@pytest.fixture
def offline(browser, request):
    """A page without a network, with what it asked for beyond files and what it complained about."""
    context = browser.new_context(offline=True, permissions=["clipboard-read", "clipboard-write"],
                                  **getattr(request, "param", {}))
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
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
    page.get_by_role("link", name="Notebooks and files").click()
    assert page.locator(".card").count() == len(NOTEBOOKS)
    assert page.locator(".card img").evaluate_all("all => all.every(img => img.src.endsWith('.svg') && img.alt)")
    links = page.locator("a").evaluate_all("all => all.map(a => a.href)")
    assert {link.rpartition("/")[2] for link in links} >= {f"{name}.html" for name in NOTEBOOKS}
    page.get_by_role("link", name="page", exact=True).first.click()
    page.wait_for_load_state("load")  # a page left before its library came would complain of that
    assert page.locator("h1").inner_text().endswith("?")
    page.get_by_role("link", name="Back to the report").click()
    page.wait_for_load_state("load")
    assert page.title() == "Report on seeds"
    assert complaints == []


def open_report(page, report, address="", name="index.html"):
    page.goto("about:blank")
    page.goto((report / name).as_uri() + address)
    page.wait_for_selector("html[data-ready]", state="attached")


def shown(page):
    """How many rows the line above the table says, and the cells of the column asked for."""
    return int(page.locator("#told").inner_text().split()[0])


def cells(page, column):
    return page.locator(f"#table > div:not([hidden]) tbody tr td:nth-child({column})").all_inner_texts()


def wait_for_fewer(page, than):
    page.wait_for_function("n => parseInt(document.getElementById('told').innerText) < n", arg=than)


@pytest.mark.parametrize("name", ["index.html", "report.html"])
def test_rows_are_searched_filtered_sorted_and_paged(report, offline, tmp_path, name):
    page, complaints = offline
    if name == "report.html":  # all in one: it needs nothing beside it
        shutil.copy(report / name, tmp_path)
        report = tmp_path
    open_report(page, report, "#quotes", name)
    everything = shown(page)
    assert len(cells(page, 1)) == 25 < everything
    page.locator("#table .next").click()
    page.get_by_text("26–50 of").wait_for()

    page.locator("[name=q]").fill('land "big mistake"')
    wait_for_fewer(page, everything)
    assert all("big mistake" in words for words in cells(page, 4)) and cells(page, 4)
    assert page.evaluate("CSS.highlights.get('searched').size") >= len(cells(page, 4))
    page.locator("#told a").click()  # the same words in whole articles
    page.locator("#told", has_text="Articles").wait_for()
    page.locator("#layers a").first.click()
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function("n => document.getElementById('told').innerText.startsWith(n)", arg=str(everything))

    page.locator("[name=actor]").select_option(label=page.locator("[name=actor] option").nth(1).inner_text())
    wait_for_fewer(page, everything)
    actor = page.locator("[name=actor] option").nth(1).inner_text().rpartition(" (")[0]
    assert all(actor in who for who in cells(page, 2))
    by_actor = shown(page)
    page.locator("[name=kind]").select_option("direct")
    wait_for_fewer(page, by_actor)
    assert set(cells(page, 3)) == {"direct"}
    assert "actor=" in page.url and "kind=direct" in page.url  # the choice itself has an address

    page.get_by_role("button", name="Show all").click()
    page.locator("[name=from]").fill("2026-02-17")
    wait_for_fewer(page, everything)
    assert min(cells(page, 1)) >= "2026-02-17"
    page.locator("#table th", has_text="Who").locator("[role=button]").click()
    page.locator("#table > div:not([hidden]) th[aria-sort]").first.wait_for()
    ordered = [who.lower() for who in cells(page, 2)]
    assert ordered == sorted(ordered)
    page.locator("[name=q]").fill("no such words anywhere")
    page.get_by_text("No row fits").wait_for()
    assert complaints == []


def test_every_table_has_rows_that_lead_to_cards_with_their_place(report, offline, seeds):
    page, complaints = offline
    for layer in ("quotes", "stances", "relations", "events", "quantities"):
        open_report(page, report, f"#{layer}")
        page.locator("#table > div:not([hidden]) tbody tr").nth(1).locator("td").last.click()
        page.locator("#card .text").first.wait_for()
        page.locator("#card summary").click()
        page.get_by_role("button", name="Copy W3C annotation").click()
        page.get_by_text("Copied: the annotation").wait_for()
        for note in json.loads(page.evaluate("navigator.clipboard.readText()")):
            quote, position = note["target"]["selector"]
            text = (ROOT / note["target"]["source"]).read_text(encoding="utf-8")
            there = text[position["start"]:position["end"]]
            assert " ".join(there.split()) == " ".join(quote["exact"].split())
            assert note["target"]["workbench:sha256"] in set(seeds.articles["sha256"])
            assert note["id"][1:] in page.url
        assert page.locator("#card .m-sentence").count() or layer == "events"
    assert complaints == []


def test_a_row_has_an_address_that_survives_another_run_and_a_citation_to_copy(report, offline, seeds, tmp_path):
    page, complaints = offline
    open_report(page, report, "#quotes?q=uneven")
    page.locator("#table tbody tr a").first.click()
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("Copied: a link").wait_for()
    address = page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="Copy citation").click()
    page.get_by_text("Copied: the citation").wait_for()
    cited = page.evaluate("navigator.clipboard.readText()")
    assert "uneven" in cited and "seeds/" in cited and "characters" in cited
    title = page.locator("#card h2").inner_text()
    # another run, on fewer articles
    later = seeds.between("2026-02-16")
    save_tables(later, tmp_path / "tables", kinds=["parquet"])
    write_index(tmp_path, collect_index(later, {}), [])
    open_report(page, tmp_path, "#" + address.partition("#")[2])
    assert page.locator("#card h2").inner_text() == title
    assert page.locator("tr.chosen").count() == 1
    open_report(page, tmp_path, "#quote-000000000000")
    page.get_by_text("No row of this report has that address").wait_for()
    assert complaints == []


def test_the_keyboard_alone_finds_opens_and_closes_a_row(report, offline):
    page, complaints = offline
    open_report(page, report, "#stances")
    page.locator("[name=q]").focus()
    page.keyboard.type("guarantees")
    wait_for_fewer(page, 39)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#table tbody a')"):
            break
    page.keyboard.press("Enter")
    page.locator("#card .text").first.wait_for()
    assert page.evaluate("document.activeElement.closest('#card') !== null")
    page.keyboard.press("Escape")
    assert page.locator("#card").is_hidden()
    assert page.evaluate("document.activeElement.matches('#table tbody a')")
    page.locator("#table th [role=button]").nth(1).focus()
    page.keyboard.press("Enter")
    page.locator("#table > div:not([hidden]) th[aria-sort]").first.wait_for()
    assert cells(page, 2) == sorted(cells(page, 2))
    assert complaints == []


def test_an_article_is_read_with_its_rows_marked(report, offline):
    page, complaints = offline
    open_report(page, report, "#articles?q=businesslike")
    page.locator("#table > div:not([hidden]) tbody a").first.click()
    page.locator("#card a.label").first.wait_for()
    body = page.locator("#card").inner_text()
    assert "businesslike" in body and page.evaluate("CSS.highlights.get('searched').size") >= 1
    page.locator("#card a.label").first.click()
    page.get_by_role("button", name="Copy citation").wait_for()
    row = page.evaluate("location.hash")
    page.get_by_role("link", name="Whole article").click()  # opens at the row
    page.locator("#card a.label:focus").wait_for()
    assert page.evaluate("document.activeElement.hash") == row
    assert complaints == []


def test_a_mark_of_a_chart_leads_to_its_card(report, offline):
    page, complaints = offline
    open_report(page, report)
    page.locator("figure.leads .mark-symbol.role-mark path").first.click(timeout=PATIENCE)
    page.locator("#card .text").first.wait_for()
    assert "index.html#stances?" in page.url and 0 < shown(page) < 39
    assert complaints == []


def test_the_briefing_leads_to_the_rows_it_is_made_of(report, offline):
    page, complaints = offline
    open_report(page, report)
    addresses = page.locator("#briefing .findings a, #briefing .grid a").evaluate_all("all => all.map(a => a.hash)")
    assert len(addresses) > 20
    for address in dict.fromkeys(addresses):
        page.evaluate("address => { location.hash = address; }", address)
        page.wait_for_function("address => location.hash === address && !document.getElementById('explore').hidden",
                               arg=address)
        assert page.locator("#missing").is_hidden()
        assert page.locator("#card h2").count() if "-" in address.partition("?")[0] else shown(page)
    assert complaints == []


SCREENS = [{"viewport": {"width": width, "height": 844}, "color_scheme": scheme}
           for width in (390, 1400) for scheme in ("light", "dark")]


@pytest.mark.parametrize("offline", SCREENS, indirect=True, ids=str)
def test_no_barriers_and_nothing_cut_on_phone_and_desk_in_light_and_dark(report, offline):
    page, complaints = offline
    for address in ("", "#quotes", "#stances?open=1", "#articles?open=1", "#files"):
        open_report(page, report, address)
        page.wait_for_function("""() => document.querySelectorAll('figure.chart svg.marks[aria-label]').length
          === document.querySelectorAll('figure.chart').length""", timeout=PATIENCE)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
        assert find_barriers(page) == "", address
    assert complaints == []
