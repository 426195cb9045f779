"""Hostile articles × every place that shows or writes them: it is read, and nothing else."""

from __future__ import annotations

import csv
import inspect
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hostile_articles import ABROAD, INPUTS, OWNED, write_corpus

import workbench as wb
from workbench import show
from workbench.show import escape, theme

OURS = {"style", "div", "span", "p", "b", "h3", "h4", "cite", "code", "em", "strong", "a", "table", "thead", "tbody",
        "tr", "th", "td"}
CODES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
EVALUATED = {"expr", "signal", "calculate", "filter", "test", "href", "url", "labelExpr", "field", "groupby", "as"}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    articles = write_corpus(folder)
    return wb.load(articles, actors=folder / "actors.toml", issues=folder / "issues.toml",
                   reviews=folder / "reviews.jsonl")


class Elements(HTMLParser):
    """All elements and attributes of a piece of HTML, as a browser would see them."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def assert_only_read(html: str, allowed: set[str] = OURS) -> None:
    """No element but our own, no handler, no address but web addresses, no code for a terminal."""
    for tag, attributes in Elements(html).found:
        assert tag in allowed, f"<{tag} {attributes}>"
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "srcdoc", "action")], tag
        assert re.match(r"https?://[^\s\"'<>]+$", attributes.get("href", "https://a")), attributes
        assert "url(" not in (attributes.get("style") or ""), attributes
    assert not CODES.search(html.replace("\n", ""))


def assert_only_shown(text: str) -> None:
    """A terminal shows this text and obeys nothing in it."""
    assert not CODES.search(text.replace("\n", "").replace("\t", "")), repr(text[:300])


@pytest.mark.parametrize("hostile", INPUTS.values(), ids=INPUTS)
def test_escaped_text_is_read_and_keeps_its_length(hostile):
    assert_only_read(f"<p>{escape.html(hostile)}</p>")
    assert_only_read(f'<p title="{escape.html(hostile)}"></p>')
    assert_only_read(escape.link(hostile, hostile))
    assert_only_read(escape.link(f"https://example.org/{hostile}", hostile))
    assert_only_shown(escape.plain(hostile))
    assert len(escape.plain(hostile)) == len(hostile)     # offsets hold


@pytest.mark.parametrize("hostile", INPUTS.values(), ids=INPUTS)
def test_escaped_markdown_is_one_plain_paragraph(hostile):
    from nbconvert.filters import markdown2html

    html = markdown2html(f"Before {escape.markdown(hostile)} after.")
    assert {tag for tag, _ in Elements(html).found} <= {"p", "span"}, html
    text = re.sub(r"<[^>]*>", "|", html)
    assert not re.search(r"\$[^|]*\$|\\\(", text), text   # no pair of dollars within one stretch of text


@pytest.mark.parametrize(("url", "is_link"), [
    ("https://example.org/a?b=c&d", True), ("http://example.org", True), ("javascript:alert(1)", False),
    ("JaVaScRiPt:alert(1)", False), ("java\nscript:alert(1)", False), ("data:text/html,x", False),
    ("//evil.invalid", False), ("https://", False), ("http://[", False), ("https://a.org/\"onclick=x", False),
    ("", False), (None, False),
    ("file:///etc/passwd", False), ("vbscript:x", False), ("https://a.org/ b", False),
])
def test_only_web_addresses_become_links(url, is_link):
    assert ("<a " in escape.link(url, "text")) == is_link
    assert "text" in escape.link(url, "text")


LAYERS = ("quotes", "stances", "relations", "times", "mentions", "events", "utterances", "disagreements", "copies")


@pytest.mark.parametrize("layer", LAYERS)
def test_cards(corpus, layer):
    rows = getattr(corpus, layer)
    for row in rows.to_dict("records")[:120]:
        card = show.show_evidence(corpus, layer, row)
        assert_only_read(card._repr_html_())
        assert_only_shown(repr(card) + card.citation)


def test_there_is_something_to_show(corpus):
    assert len(corpus.articles) >= len(INPUTS) / 3
    for layer in ("quotes", "times", "mentions"):
        assert len(getattr(corpus, layer)) >= len(corpus.articles), layer


def test_whole_articles(corpus):
    from workbench.show.marked_article import ARTICLE_LAYERS as layers

    for article in corpus.articles["article"]:
        view = show.show_article(corpus, article, layers)
        assert_only_read(view._repr_html_())
        assert_only_shown(repr(view))


@pytest.mark.parametrize("function", ["explore_corpus", "explore_timeline", "explore_quotes", "explore_stances",
                                      "explore_sources"])
def test_explorers(corpus, function):
    explorer = getattr(show, function)(corpus)
    bundle = explorer._repr_mimebundle_()
    assert_only_read(bundle["text/html"])
    assert_only_shown(bundle["text/plain"])
    for row in explorer.table.rows:
        assert_only_shown("".join(row))
    for chart in explorer.charts:
        assert_data_only(chart.spec)
        assert_only_shown(chart.description)
    for outlet in corpus.articles["outlet"].dropna():
        explorer.choose(outlet=outlet)
        assert_only_read(explorer.line.value)
        assert not explorer.message.value
        assert eval(explorer.call, {"show": show, "corpus": corpus}).index.tolist() == explorer.rows.index.tolist()
    explorer.reset.click()
    for number in range(min(10, len(explorer.table.rows))):
        explorer.table.chosen = number
        assert not explorer.card.said.value and not explorer.message.value
        assert_only_read(explorer.card.page.html + explorer.card.article.html)
        assert_only_shown(explorer.card.page.citation)


def assert_data_only(spec, path=()):
    """No words of an article where Vega evaluates or fetches: they are values, titles and descriptions."""
    if isinstance(spec, dict):
        for key, value in spec.items():
            if key == "values" or "datasets" in path:
                continue
            if key in EVALUATED and isinstance(value, str):
                assert OWNED not in value and ABROAD not in value and not CODES.search(value), (path, key, value)
            assert_data_only(value, (*path, key))
    elif isinstance(spec, list):
        for value in spec:
            assert_data_only(value, path)


def draw_everything(corpus):
    """(name, chart) of every `draw_…` of the menu, given what its arguments are called."""
    given = {**{name: getattr(corpus, name) for name in wb.tables.TABLES}, "names": show.names_of(corpus),
             "corpus": corpus}
    for name in show.__all__:
        if name.startswith("draw_"):
            function = getattr(show, name)
            needed = [parameter.name for parameter in inspect.signature(function).parameters.values()
                      if parameter.default is parameter.empty]
            if set(needed) <= given.keys():
                yield name, function(*(given[argument] for argument in needed))


def test_charts_and_their_pictures(corpus):
    drawn = dict(draw_everything(corpus))
    assert len(drawn) >= 5
    for name, chart in drawn.items():
        spec = chart.to_dict()
        assert_data_only(spec)
        svg = theme.make_svg(spec)
        for tag, attributes in Elements(svg).found:
            assert tag not in ("script", "foreignobject", "image", "iframe", "img", "a"), (name, tag)
            assert not [key for key in attributes if key.startswith("on") or key.endswith("href")], (name, attributes)


def test_tables_and_findings(corpus):
    from nbconvert.filters import markdown2html

    names = show.names_of(corpus)
    for name in wb.tables.TABLES:
        shown = show.table(getattr(corpus, name), names=names)
        assert_only_read(shown.to_html())
        assert_only_shown(repr(shown))
    told = [show.tell_corpus(corpus, names), show.tell_timeline(corpus.events, names),
            show.tell_quotes(corpus.quotes, names), show.tell_stances(corpus.stances, names),
            show.tell_sources(corpus, names), show.tell_trust(corpus, "stances", ["actor", "issue"], names),
            show.tell_estimates(wb.estimate(corpus, "stances", by=["actor", "issue"]), corpus.reviews, "stances", names,
                                ["actor", "issue"])]
    for finding in told:
        html = markdown2html(finding.text)
        assert {tag for tag, _ in Elements(html).found} <= {"p", "span", "strong", "em", "code"}, html
        assert_only_shown(finding.text)


def test_tables_for_a_spreadsheet_hold_text(corpus, tmp_path):
    from openpyxl import load_workbook

    from workbench.export import save_tables

    save_tables(corpus, tmp_path / "out" / "tables", kinds=("csv", "xlsx", "parquet"))
    assert {path.name for path in tmp_path.iterdir()} == {"out"}
    for path in (tmp_path / "out").rglob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                assert not [cell for cell in row if cell.startswith(("=", "+", "@", "\t", "\r"))
                            or re.match(r"-\D", cell)], (path.name, row)
    for path in (tmp_path / "out").rglob("*.xlsx"):
        for sheet in load_workbook(path):
            assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_nothing_is_written_outside_the_folder_named(corpus, tmp_path):
    before = set(Path("/tmp").glob("owned*"))
    corpus.save(tmp_path / "saved")
    assert {path.suffix for path in (tmp_path / "saved").iterdir()} == {".parquet"}
    assert [path.name for path in tmp_path.iterdir()] == ["saved"] and set(Path("/tmp").glob("owned*")) == before


def test_reviews_keep_hostile_words_as_data(corpus):
    row = corpus.quotes.iloc[0]
    corpus.review("quotes", row, "right", who=INPUTS["script"],
                  note=INPUTS["terminal codes"])
    line = json.loads(corpus.reviews.path.read_text(encoding="utf-8").splitlines()[-1])
    assert line["note"] == INPUTS["terminal codes"] and len(corpus.reviews.lines) == 1
