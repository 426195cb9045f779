"""Who repeats whom, and how many independent sources that leaves."""

import sys
from pathlib import Path

import pandas as pd
import pytest

from workbench import tables
from workbench.compare import agencies
from workbench.compare.copies import find_copies
from workbench.compare.independence import count_independent, trace_sources
from workbench.lexicons import read_lexicon

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))  # scripts, no package
from generate import generate


def pairs(*rows):
    """The table `copies` of these (article, copy_of) pairs."""
    return tables.make("copies", [{"article": copy, "copy_of": source, "shared": 1.0} for copy, source in rows])


@pytest.mark.parametrize(("copies", "articles", "count", "why"), [
    ([], [], 0, "nothing"),
    ([], ["a", "b"], 2, "no copies: each is a source"),
    ([("b", "a")], ["a", "b"], 1, "an article and its copy"),
    ([("b", "a")], ["b"], 1, "a copy alone is still one source"),
    ([("b", "a"), ("c", "b")], ["a", "c"], 1, "a copy of a copy"),
    ([("b", "a"), ("c", "a")], ["b", "c"], 1, "two copies of a text that is not among them"),
    ([("r", "a"), ("r", "b")], ["r", "a", "b"], 2, "a round-up of two reports adds none"),
    ([("r", "a"), ("r", "b")], ["r", "a"], 1, "a round-up beside one of them"),
    ([("r", "a"), ("r", "b")], ["r", "x"], 2, "a round-up beside a stranger"),
    ([("a", "r"), ("b", "r")], ["a", "b"], 1, "two briefs of one long report"),
    ([("a", "b"), ("b", "a")], ["a", "b", "b"], 1, "a circle ends"),
])
def test_copies_of_one_text_count_once(copies, articles, count, why):
    sources = trace_sources(pairs(*copies))
    assert count_independent(articles, sources) == count, why
    assert count_independent(reversed(articles), sources) == count, why


# a wire text and what others make of it; each sentence our own
LEAD = "The two delegations met for three hours in the old customs house and left through different doors."
TALKS = ("Diplomats who followed the meeting said the question of the fishing grounds had taken up most of the "
         "morning, and that neither side had brought a new map.")
QUOTE = "“We came with an open mind and we leave with an open question,” the island's negotiator Ruta Aldani said."
PAST = "An earlier round in the spring ended after a trawler was seized within sight of the conference hotel."
END = "The hosts hope to bring the ministers together before the season opens, but have named no day for it."
WIRE = "\n\n".join([LEAD, TALKS, QUOTE, PAST, END])
OTHER = ("Prices at the fish market rose again on Monday.\n\nTraders blamed the weather and the dispute alike, and "
         "restaurants along the quay have begun to print their menus by the day.\n\n" + QUOTE + "\n\nNobody at the "
         "auction expects the boats to sail before the ministers have met, and the ice plant stands still.")


def articles(**rows):
    """The table `articles` of these bodies, or dicts of columns, by article."""
    return tables.make("articles", [{"article": name, **({"body": row} if isinstance(row, str) else row)}
                                    for name, row in rows.items()])


@pytest.mark.parametrize(("one", "other", "is_copy", "why"), [
    (WIRE, WIRE, True, "the same text"),
    (WIRE, WIRE.replace("“", '"').replace("”", '"').replace("\n\n", "\n").upper(), True, "signs and capitals differ"),
    ("Talks ended on Tuesday with no deal.", "Talks ended on Tuesday, with no deal", True, "short but the same"),
    (WIRE, "\n\n".join([LEAD, QUOTE, TALKS.replace("said", "stated"), END]), True, "edited, moved and cut"),
    (WIRE, f"{LEAD}\n\n{OTHER}", False, "a sentence and a quote in an article of its own"),
    (" ".join([WIRE, OTHER] * 4) + END * 8, f"{LEAD} {QUOTE}", True, "a brief of a long piece"),
    (WIRE, OTHER, False, "the same quote in two reports"),
    ("Talks ended.", "Talks ended.", False, "too short to tell anything"),
    ("", "", False, "nothing there"),
])
def test_which_texts_are_copies(one, other, is_copy, why):
    assert len(find_copies(articles(a=one, b=other))) == is_copy, why


def test_a_standing_note_makes_no_copies():
    note = ("If you or somebody you know has information about this story, write to our desk in confidence "
            "by any means you trust.")
    briefs = {f"b{i}": f"Brief {' '.join(f'word{i}x{j}' for j in range(20))}. {note}" for i in range(30)}
    assert find_copies(articles(**briefs)).empty


def test_a_text_that_many_carry_is_found_in_each():
    carried = {f"c{i:02d}": {"body": f"{WIRE}\n\nBy our desk in town number {i}.", "published": "2026-02-14"}
               for i in range(30)}
    carried["c17"]["published"] = "2026-02-13"
    assert count_independent(carried, trace_sources(find_copies(articles(**carried)))) == 1


@pytest.mark.parametrize(("one", "other", "source", "why"), [
    ({"published": "2026-02-14"}, {"published": "2026-02-13"}, "b", "earlier"),
    ({"outlet": "Reuters", "published": "2026-02-14"}, {"published": "2026-02-13"}, "a", "agency credit"),
    ({"body": "(Reuters) - " + WIRE}, {"body": WIRE + " " + PAST * 2}, "a", "agency credit"),
    ({"body": WIRE}, {"body": WIRE + " The harbour master had no comment."}, "b", "longer"),
    ({"published": None}, {"published": "2026-02-13"}, "b", "the only one with a date"),
    ({"published": "2026-02-13"}, {"published": "2026-02-13"}, "a", None),
])
def test_direction_and_what_tells_it(one, other, source, why):
    copies = find_copies(articles(a={"body": WIRE, **one}, b={"body": WIRE, **other}))
    assert copies["copy_of"].tolist() == [source]
    assert copies["why"].fillna("").tolist() == [why or ""]


def test_shared_is_the_share_of_the_shorter_text():
    copies = find_copies(articles(a=f"{WIRE} {OTHER}", b=f"{LEAD} {TALKS} {PAST}"))
    assert 0.85 < copies["shared"].item() < 1  # all but the shingles over the seams


def test_the_order_of_articles_does_not_matter():
    table = generated(300)[0]
    expected = find_copies(table)
    pd.testing.assert_frame_equal(find_copies(table.sample(frac=1, random_state=5)), expected)


def test_copies_of_generated_articles_are_found_and_no_others():
    table, truth = generated(300)
    source_of = dict(truth.copies)
    found = {frozenset(pair) for pair in find_copies(table)[["article", "copy_of"]].itertuples(index=False, name=None)}
    assert {frozenset(pair) for pair in truth.copies} <= found
    strangers = [pair for pair in found if len({source_of.get(article, article) for article in pair}) > 1]
    assert len(strangers) <= len(found) / 20


def generated(count):
    """The table `articles` of generated articles, and the truth about them."""
    frame, truth = generate(count, seed=4)
    return tables.make("articles", frame.rename(columns={"text": "body"}).to_dict("records")), truth


AGENCIES = read_lexicon("agencies")


@pytest.mark.parametrize("agency", AGENCIES)
def test_every_agency_is_credited_in_its_example_and_not_where_it_is_cited(agency):
    entry = AGENCIES[agency]
    assert agencies.find_credit({"body": entry["example"]}) == agency
    assert agencies.find_credit({"body": entry["not"]}) is None
    assert all(agencies.is_agency(name) for name in entry["names"])


@pytest.mark.parametrize(("outlet", "answer"), [
    ("reuters.com", True), ("www.afp.com", True), ("The Associated Press", True), ("apnews.com", True),
    ("Associated Press of Lyndon County", False), ("The Gazette", False), (None, False), (float("nan"), False),
])
def test_which_outlets_are_agencies(outlet, answer):
    assert agencies.is_agency(outlet) == answer
