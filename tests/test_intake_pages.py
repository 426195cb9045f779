"""Saved web pages come in whole and without their clutter, and better than by trafilatura alone."""

import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

from workbench.intake import locate, read_articles
from workbench.intake.article import compose
from workbench.intake.encodings import decode_as
from workbench.intake.html import draft_page
from workbench.intake.markup import read_page
from workbench.intake.metadata import without_site

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))  # scripts, no package
import intake

FOLDER = Path(__file__).parent / "articles" / "pages"
EXPECTED = tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"))
FLAWLESS = [name for name, page in EXPECTED["pages"].items() if "authors" not in page]  # the first ten manners


@pytest.fixture(scope="module")
def pages():
    articles, problems = read_articles(str(FOLDER / "*.html"))
    assert problems["problem"].str.contains("articles have").all()  # the same three texts in ten manners
    return articles.set_index("article")


@pytest.mark.parametrize("name", FLAWLESS)
def test_a_page_comes_in_whole_and_clean(pages, name):
    row, expected = pages.loc[name], EXPECTED["pages"][name]
    story = EXPECTED["stories"][expected["story"]]
    assert row["title"] == story["title"]
    assert sorted([*row["body"].split("\n\n"), *row["headings"]]) == sorted(story["text"])
    assert row["authors"] == ([expected["author"]] if "author" in expected else [])
    assert (None if row["published"] != row["published"] else str(row["published"].date())) == expected.get("day")
    gone = " ".join(stretch["text"] for stretch in row["removed"])
    for text in expected["clutter"]:
        assert text not in row["body"]
        assert any(word in gone for word in text.split())
    decoded = decode_as(Path(row["path"]).read_bytes(), row["encoding"])
    at = 0
    for paragraph in row["body"].split("\n\n"):
        places = locate(row["origin"], at, at + len(paragraph))
        assert "".join(decoded[a:b] for a, b in places) == paragraph
        at += len(paragraph) + 2


@pytest.mark.parametrize(("title", "site", "bare"), [
    ("Strait stays closed | Tide News", "Tide News", "Strait stays closed"),
    ("Strait stays closed - World - Tide News", "Tide News", "Strait stays closed - World"),
    ("Strait stays closed | World | Tide News", "Tide News", "Strait stays closed"),
    ("Tide News: Strait stays closed", "Tide News", "Tide News: Strait stays closed"),
    ("Tide News | Strait stays closed", "Tide News", "Strait stays closed"),
    ("Norland - the long way home", "Tide News", "Norland - the long way home"),
    ("Talks – what we know – Tide News", "Tide News", "Talks – what we know"),
    ("Strait stays closed", None, "Strait stays closed"),
    ("", None, ""),
])
def test_a_title_is_without_the_sites_name(title, site, bare):
    assert without_site(title, site) == bare


@pytest.mark.parametrize(("markup", "text"), [
    ("<p>One <b>two</b>\n three</p><p>four</p>", "One two three\nfour"),
    ("a<br>b<br><br>c", "a b\nc"),
    ("<p>Tom &amp; Ida&nbsp;said &lt;no&gt;</p>", "Tom & Ida said <no>"),
    ("<script>var a = '<p>x</p>'</script><style>p {}</style><!-- <p>y</p> --><p>z</p>", "z"),
    ("<p title='a > b'>in quotation marks</p>", "in quotation marks"),
    ("5 < 6 and <b unclosed", "5 < 6 and <b unclosed"),
    ("", ""),
])
def test_the_visible_text_of_a_page(markup, text):
    page = read_page(markup)
    assert page.text.text.strip() == text
    assert len(page.tags) == len(page.linked) == len([line for line in page.text.text.split("\n") if line.strip()])


def test_an_undated_page_has_no_date_whatever_days_stand_on_it():
    html = (FOLDER / "undated-herring.html").read_text(encoding="utf-8")
    assert "2024" in html and not draft_page(html).known.get("published")


@cache
def take_in_all(folder: str) -> dict[str, dict]:
    """What is made of each page of a folder, by its name."""
    return {path.stem: intake.take_in(path.read_text(encoding="utf-8"))
            for path in (intake.ARTICLES / folder).glob("*.html")}


def make_page(head: str, above: str = "", below: str = "") -> str:
    text = "".join(f"<p>{sentence} Nobody on the quay was surprised by any of it, and most of them said so.</p>"
                   for sentence in ("The strait stays closed until the tide turns.", "The pilots went home at noon.",
                                    "The harbour master kept his lamp lit all night.", "The boats wait in a line."))
    return (f"<html><head><title>The strait stays closed again</title></head><body>{above}<main>"
            f"<h1>The strait stays closed again</h1>{head}{text}</main>{below}</body></html>")


@pytest.mark.parametrize(("head", "authors"), [
    ("<p>Written by: <span>Ann Berg</span></p>", ["Ann Berg"]),
    ("<div>Submitted by ANN BERG-LIND on Monday, 2 March 2026</div>", ["Ann Berg-Lind"]),
    ('<div class="meta">by <a href="/author/1">Ann Berg</a> <a href="/author/2">Jo Falk</a></div>',
     ["Ann Berg", "Jo Falk"]),
    ('<p class="byline">Ann Berg Staff Writer, ann@tide.example</p>', ["Ann Berg"]),
    ('<figure><a href="/author/1">Ann Berg</a></figure>', []),
])
def test_who_signed_a_page_stands_around_its_title(head, authors):
    assert (draft_page(make_page(head)).known["authors"] or []) == authors


def test_nobody_who_comments_is_an_author():
    comment = '<div class="comments"><b class="comment-author-name">Ann Berg</b><p>I saw nothing.</p></div>'
    assert not draft_page(make_page("", below=comment)).known["authors"]


@pytest.mark.parametrize(("head", "day"), [
    ('<time datetime="2026-03-02T23:10:00Z">3 hours ago</time>', "2026-03-02"),
    ('<span class="timestamp" data-timestamp="1772449800000"></span>', "2026-03-02"),
    ('<span class="post-date">Monday, 2 March 2026</span>', "2026-03-02"),
    ('<time class="updated" datetime="2026-04-01">1 April</time>', None),
    ('<p>In print since 2 March 1911.</p>', None),
])
def test_the_day_of_a_page_stands_around_its_title(head, day):
    other = '<aside><time datetime="2024-01-01">1 January 2024</time></aside>'
    found = draft_page(make_page(head, above=other, below=other)).known.get("published")
    assert (found and found.isoformat()) == day


def test_a_box_that_asks_and_a_box_that_leads_elsewhere_are_no_text():
    boxes = ('<div><h3>Help us</h3><p>We are few and the paper is dear.</p>'
             '<a class="x-button" href="/">Become a member</a></div>'
             '<div><div><a href="/b">A bridge for sale in the hills</a></div><p>It needs some paint.</p></div>')
    text = compose(draft_page(make_page("").replace("<p>The pilots", f"{boxes}<p>The pilots")))["body"]
    assert "The pilots" in text and "paper is dear" not in text and "some paint" not in text


def test_a_list_that_a_paragraph_announces_is_text_and_a_live_blog_is_read_whole():
    pages = take_in_all("pages")
    assert "medicine and the sick" in pages["nextjs-ceasefire"]["text"]
    assert "The regional council of Orrel voted" in pages["live-blog-aqueduct"]["text"]


@pytest.mark.parametrize(("folder", "floors"), [
    ("pages", {"body, word F1": 99, "title": 100, "author": 100, "day": 100, "clutter kept out": 98}),
    ("pages_kept_back", {"body, word F1": 94, "title": 92, "author": 80, "day": 95, "clutter kept out": 94}),
])
def test_pages_of_36_content_systems_come_in_as_well_as_ever(folder, floors):
    expected, got = intake.read_expected(intake.ARTICLES / folder), take_in_all(folder)
    shares = [intake.compare(page, got[name]) for name, page in expected.items()]
    for measure, floor in floors.items():
        assert 100 * sum(share[measure] for share in shares) / len(shares) >= floor, measure
