"""The same thing counted or dated differently: made-up reports, of which many only look like it."""

import tomllib
from pathlib import Path

import pandas as pd
import pytest
from table_schema import validate

from workbench import tables
from workbench.compare.disagreements import find_disagreements
from workbench.extract.many_articles import analyse_articles
from workbench.extract.reading import Settings

CASES = tomllib.loads((Path(__file__).parent / "disagreements.toml").read_text(encoding="utf-8"))["case"]
NONE = {name: tables.make(name) for name in ("quantities", "event_mentions", "copies")}


@pytest.fixture(scope="module")
def reports():
    """The tables `articles` and `quantities` of all cases; an article's id is its case's number and side."""
    rows = [{"article": f"{number:02d}-{side}", "body": case[side], "published": day}
            for number, case in enumerate(CASES)
            for side, day in zip(("one", "other"), case.get("days", ["2026-02-20"] * 2), strict=True)]
    articles = tables.make("articles", rows)
    made, problems = analyse_articles(articles, Settings(), ["quantities"], workers=1)
    assert not problems
    return articles, made["quantities"]


def test_most_real_disagreements_are_found_and_few_others(reports):
    articles, quantities = reports
    found = find_disagreements(quantities, NONE["event_mentions"], articles, NONE["copies"])
    validate("disagreements", found)
    cases = [{name.split("-")[0] for name in row} for row in found["articles"]]
    right = [case for case in cases if len(case) == 1 and CASES[int(*case)]["real"]]
    assert len(right) >= 0.9 * len(found)
    assert len(right) >= 0.85 * sum(case["real"] for case in CASES)


def test_a_disagreement_shows_both_sentences(reports):
    articles, quantities = reports
    found = find_disagreements(quantities, NONE["event_mentions"], articles, NONE["copies"])
    row = next(row for row in found.to_dict("records") if "ferry" in row["about"])
    assert row["claims"] == ["14 people", "19 people"]
    assert [sentence for _, sentence in row["evidence"]] == [CASES[0]["one"], CASES[0]["other"]]
    assert row["kind"] == "count" and row["about"].startswith("14 people or 19 people? (")


def test_a_copy_of_a_report_disagrees_with_nothing(reports):
    articles, quantities = reports
    copies = tables.make("copies", [{"article": "00-other", "copy_of": "00-one", "shared": 0.9}])
    found = find_disagreements(quantities, NONE["event_mentions"], articles, copies)
    assert not [about for about in found["about"] if "ferry" in about]


def test_the_order_of_rows_does_not_matter(reports):
    articles, quantities = reports
    expected = find_disagreements(quantities, NONE["event_mentions"], articles, NONE["copies"])
    shuffled = (table.sample(frac=1, random_state=2) for table in (quantities, articles))
    again, mixed = shuffled
    pd.testing.assert_frame_equal(find_disagreements(again, NONE["event_mentions"], mixed, NONE["copies"]), expected)


def dated(article, label, day, **other):
    return {"article": article, "start": 0, "end": 9, "begin": day, "finish": day, "precision": "day", "label": label,
            "dated": f"on {day}", "predicate": "begin", "actors": ["ardania"], "status": "happened",
            "evidence": label, "rule": "t", **other}


LABEL = "talks between Ardania and Kestria on fishing begin in Hallen"


@pytest.mark.parametrize(("one", "other", "count", "why"), [
    (dated("a", LABEL, "2026-02-17"), dated("b", LABEL, "2026-02-18"), 1, "two days for one event"),
    (dated("a", LABEL + " on Tuesday", "2026-02-17"), dated("b", LABEL + " on Wednesday", "2026-02-18"), 1,
     "the days' names are no difference"),
    (dated("a", LABEL, "2026-02-17"), dated("b", LABEL, "2026-02-17"), 0, "one day"),
    (dated("a", LABEL, "2026-02-17"), dated("b", LABEL, "2026-02-18", dated="yesterday"), 0, "only we name its day"),
    (dated("a", LABEL, "2026-02-17"), dated("b", LABEL, "2026-02-27"), 0, "another round of talks"),
    (dated("a", LABEL, "2026-02-17"), dated("b", LABEL, "2026-02-18", predicate="end"), 0, "begin and end"),
    (dated("a", LABEL, "2026-02-17"), dated("b", LABEL, "2026-02-18", status="planned"), 0, "planned again"),
    (dated("a", "Ardania shells the port of Saye", "2026-02-17", predicate="shell"),
     dated("b", "Ardania shells the port of Saye", "2026-02-18", predicate="shell"), 0, "it may happen again"),
    (dated("a", "Ardania and Kestria meet in Hallen", "2026-02-20", predicate="meet", status="planned"),
     dated("b", "Ardania and Kestria meet in Hallen", "2026-02-21", predicate="meet", status="planned"), 1, "plan"),
    (dated("a", LABEL, "2026-02-17"), dated("b", LABEL, "2026-02-18", actors=["kestria"]), 0, "others"),
    (dated("a", LABEL, "2026-02-17"), dated("b", "Ardania begins a census", "2026-02-18"), 0, "another event"),
    (dated("a", LABEL, "2026-02-16", precision="range", finish="2026-02-17"), dated("b", LABEL, "2026-02-18"),
     0, "not told to the day"),
    (dated("a", LABEL, "2026-02-17"), dated("a", LABEL, "2026-02-18"), 0, "one article tells of two days"),
])
def test_days_that_differ(one, other, count, why):
    articles = tables.make("articles", [{"article": name, "published": "2026-02-19"} for name in "ab"])
    mentions = tables.make("event_mentions", [one, other])
    found = find_disagreements(NONE["quantities"], mentions, articles, NONE["copies"])
    assert len(found) == count, why


def test_an_event_that_an_article_dates_twice_is_one_that_recurs():
    told = [("a", "2026-02-17"), ("a", "2026-02-18"), ("b", "2026-02-18")]
    rows = [dated(article, LABEL, day) for article, day in told]
    articles = tables.make("articles", [{"article": name, "published": "2026-02-19"} for name in "ab"])
    assert find_disagreements(NONE["quantities"], tables.make("event_mentions", rows), articles, NONE["copies"]).empty


def test_the_seeds_disagree_about_the_rounds_before(seeds):
    claims = seeds.disagreements.set_index("kind").loc[["count"], "claims"].tolist()
    assert ["two previous rounds", "second round"] in claims


def test_nothing_to_compare():
    assert find_disagreements(NONE["quantities"], NONE["event_mentions"], tables.make("articles"), NONE["copies"]).empty
