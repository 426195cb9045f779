"""Hostile articles in a real browser, in Lab and in a report: nothing runs, nothing is fetched; no barrier either."""

from __future__ import annotations

import pytest
from hostile_articles import ABROAD, write_corpus

from .conftest import NOTEBOOKS, PATIENCE, ROOT, find_barriers

SHOWN = """import workbench as wb
from IPython.display import display
from workbench import show
show.use_theme()
corpus = wb.load('hostile/articles', actors='hostile/actors.toml', issues='hostile/issues.toml',
                 reviews='hostile/reviews.jsonl')
names = show.names_of(corpus)"""
EVERYTHING = (
    "for name in wb.tables.TABLES: display(show.table(getattr(corpus, name), rows=8, names=names))",
    "display(show.tell_corpus(corpus, names), show.tell_timeline(corpus.events, names), "
    "show.tell_quotes(corpus.quotes, names), show.tell_stances(corpus.stances, names), "
    "show.tell_sources(corpus, names))",
    "display(show.draw_speakers(corpus.quotes, names), show.draw_timeline(corpus.events, corpus.articles, names))",
    "for layer in ('quotes', 'times', 'events'): display(show.show_evidence(corpus, layer, 0))",
    "for article in corpus.articles['article']: display(show.show_article(corpus, article))",
    "explorers = [function(corpus) for function in (show.explore_corpus, show.explore_quotes, show.explore_sources)]\n"
    "for explorer in explorers: explorer.table.chosen = len(explorer.table.rows) - 1; display(explorer)",
    "corpus.articles",
)


# every table on every page of it, each row's card, each list's entry, and a search for each hostile beginning
OPEN_EVERYTHING = r"""async () => {
  const rest = () => new Promise((done) => setTimeout(done));
  const go = async (address) => { location.hash = address; await rest(); await rest(); };
  let opened = 0;
  for (const layer of report.layers) {
    await go(layer.layer);
    for (const list of document.querySelectorAll("#filters select")) {
      for (const option of [...list.options]) {
        list.value = option.value;
        form.dispatchEvent(new Event("input"));
        await rest();
      }
      list.value = "";
    }
    for (const row of layer.rows) { await go(row.id); opened += 1; }
  }
  for (const words of ["<script>", "<img src=x onerror=window.owned=1>", "\\", "((", "[a", "javascript:", '"']) {
    await go(`quotes?q=${encodeURIComponent(words)}`);
    await go(`quotes?actor=${encodeURIComponent(words)}&kind=${encodeURIComponent(words)}&open=1`);
    await go(encodeURIComponent(words));
    await go(words);
  }
  await go("%E0%A4%A");
  return opened;
}"""


def assert_nothing_ran(page):
    """No mark of a script that ran, no mathematics made of text, no link but to the web or within the page."""
    assert page.evaluate("() => window.owned") is None
    assert page.locator(".jp-OutputArea mjx-container, .wb mjx-container").count() == 0
    links = page.eval_on_selector_all(".jp-OutputArea a, body > main a", "links => links.map(link => link.href)")
    assert not [link for link in links if link.startswith("javascript:") or f"//{ABROAD}" in link]


def test_hostile_articles_in_lab(lab, project):
    write_corpus(project.folder / "hostile")
    dialogs = []
    lab.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    lab.open(project.write("hostile.ipynb", SHOWN, *EVERYTHING))
    lab.run_all()
    lab.wait_for_charts()
    lab.page.locator(".wb-card").last.wait_for()
    assert lab.error_outputs() == []
    assert_nothing_ran(lab.page)
    assert lab.errors == [] and lab.abroad == [] and dialogs == []
    lab.keep_picture("hostile")


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """A report on the hostile articles."""
    from workbench.run import run_notebooks
    from workbench.run.notebook_files import choose_notebooks

    folder = tmp_path_factory.mktemp("report")
    articles = write_corpus(folder / "hostile")
    given = {"corpus_folder": str(articles), "actors_file": str(folder / "hostile" / "actors.toml"),
             "issues_file": str(folder / "hostile" / "issues.toml")}
    found = choose_notebooks(sorted((ROOT / "notebooks").glob("*.ipynb")), [], ROOT / "notebooks")
    executions = run_notebooks.run(run_notebooks.plan(found, given, folder / "out", is_single=True))
    assert not [str(execution) for execution in executions if execution.is_failed]
    assert {path.name for path in folder.iterdir()} == {"hostile", "out"}
    return folder / "out"


def test_hostile_articles_in_a_report(browser, report):
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    said, asked = [], []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(("file:", "data:", "blob:"))
            else asked.append(request.url))
    for name in ("index", *NOTEBOOKS):
        page.goto((report / f"{name}.html").as_uri())
        page.wait_for_function("""() => document.querySelectorAll("figure.chart svg.marks[aria-label]").length
          === document.querySelectorAll("figure.chart").length""")
        assert_nothing_ran(page)
        assert (said, asked) == ([], []), name
        assert find_barriers(page) == "", name
    for name in ("index", "report"):
        page.goto((report / f"{name}.html").as_uri())
        assert page.evaluate(OPEN_EVERYTHING) > 50
        assert_nothing_ran(page)
        assert (said, asked) == ([], []), name
    context.close()
