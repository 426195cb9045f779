"""Saved web pages come in whole and without their clutter, and better than by trafilatura alone."""

import tomllib
from pathlib import Path

import pytest

from workbench.intake import locate, read_articles
from workbench.intake.encodings import decode_as
from workbench.intake.html import draft_page
from workbench.intake.markup import read_page
from workbench.intake.metadata import without_site

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
