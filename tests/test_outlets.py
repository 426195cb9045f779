"""Through whom an outlet has a statement, what it made of it, and what only it has."""


import pytest

from workbench import tables
from workbench.compare.channels import is_medium, trace_channels
from workbench.compare.outlets import count_joint, list_exclusives, list_wordings, measure_outlets
from workbench.compare.utterances import match_utterances
from workbench.lexicons import read_lexicon

LONG = "We came with an open mind and we leave with an open question, because nobody brought a map."


def quote(article, text, **other):
    return {"quote_id": f"{article}:{text[:9]}", "article": article, "kind": "direct", "content": [text],
            "speakers": ["ruta_aldani"], "rule": "test", **other}


@pytest.fixture(scope="module")
def corpus():
    """Four articles of three outlets: b cuts what a quotes, c is a copy of a, d has a statement of its own."""
    outlets = {"a": "Harbour Times", "b": "Gazette", "c": "Gazette", "d": None}
    made = {
        "articles": [{"article": name, "outlet": outlet, "published": "2026-02-17"}
                     for name, outlet in outlets.items()],
        "quotes": [
            quote("a", LONG, addressee="reporters"),
            quote("b", LONG.replace(", because nobody brought a map", "").replace("mind", "heart"),
                  via="the Harbour Times"),
            quote("c", LONG), quote("d", "The fleet stays in port until the ministers sign.", addressee="Axios"),
        ],
        "copies": [{"article": "c", "copy_of": "a", "shared": 0.9, "why": "agency credit"}],
        "events": [{"event_id": "1", "articles": ["a", "c"]}, {"event_id": "2", "articles": ["b"]}],
    }
    found = {name: tables.make(name, rows) for name, rows in made.items()}
    return {**found, "utterances": match_utterances(found["quotes"], found["articles"])}


def test_what_each_outlet_made_of_a_statement(corpus):
    rows = list_wordings(corpus["utterances"], corpus["quotes"], corpus["articles"])
    assert rows[["article", "form"]].values.tolist() == [["a", "whole"], ["c", "whole"], ["b", "cut and changed"]]
    assert rows["changed"].tolist()[2] == ["open mind and | open heart and"]
    assert rows["left_out"].tolist()[2] == ["because nobody brought a map"]


def test_through_whom(corpus):
    rows = trace_channels(corpus["quotes"], corpus["articles"], corpus["copies"])
    assert rows[["article", "channel"]].values.tolist() == [
        ["a", "no channel named"], ["b", "through a medium"], ["c", "copied"], ["d", "through a medium"]]
    assert rows["through"].tolist()[1:] == ["the Harbour Times", "a", "Axios"]


def test_on_whom_an_outlet_has_statements_of_its_own(corpus):
    rows = list_exclusives(corpus["quotes"], corpus["utterances"], corpus["articles"], corpus["copies"])
    assert rows[["outlet", "statements", "only_here", "shared", "through_others"]].values.tolist() == [
        ["d", 1, 1, 0, 1], ["Gazette", 2, 0, 2, 2], ["Harbour Times", 1, 0, 1, 0]]


def test_what_each_outlet_adds(corpus):
    rows = measure_outlets(*(corpus[name] for name in ("articles", "copies", "quotes", "utterances", "events")))
    gazette = rows.set_index("outlet").loc["Gazette"].to_dict()
    assert gazette == {"articles": 2, "sharing_text": 1, "statements": 2, "only_here": 0, "no_channel_named": 0,
                       "events": 2, "events_only_here": 1}


def test_a_statement_that_only_a_copy_shares_is_its_sources_own():
    articles = tables.make("articles", [{"article": name} for name in "ab"])
    quotes = tables.make("quotes", [quote("a", LONG), quote("b", LONG)])
    copies = tables.make("copies", [{"article": "b", "copy_of": "a", "shared": 1.0, "why": "agency credit"}])
    rows = list_exclusives(quotes, match_utterances(quotes, articles), articles, copies)
    assert rows.set_index("outlet")["only_here"].to_dict() == {"a": 1, "b": 0}


def test_of_a_shared_text_neither_has_alone_what_both_have():
    """Which of two articles had the text first is not told by their days: both may carry an agency's."""
    articles = tables.make("articles", [{"article": name} for name in "ab"])
    quotes = tables.make("quotes", [quote("a", LONG), quote("a", "The fleet stays in port.", via="Axios"),
                                    quote("b", LONG)])
    copies = tables.make("copies", [{"article": "b", "copy_of": "a", "shared": 1.0, "why": "earlier"}])
    rows = trace_channels(quotes, articles, copies)
    assert rows["channel"].tolist() == ["in a shared text", "through a medium", "in a shared text"]
    assert rows["through"].tolist() == ["b", "Axios", "a"]
    rows = list_exclusives(quotes, match_utterances(quotes, articles), articles, copies)
    assert rows.set_index("outlet")["only_here"].to_dict() == {"a": 1, "b": 0}


def test_a_statement_in_other_words_elsewhere_is_in_one_article_alone_for_nobody():
    articles = tables.make("articles", [{"article": name} for name in "ab"])
    quotes = tables.make("quotes", [quote("a", "further negotiations would be held soon", kind="indirect"),
                                    quote("b", "further rounds of negotiations were planned and would follow soon",
                                          kind="indirect"),
                                    quote("b", "the road along the coast is closed", kind="indirect")])
    rows = list_exclusives(quotes, match_utterances(quotes, articles), articles, tables.make("copies"))
    assert rows.set_index("outlet")["only_here"].to_dict() == {"a": 0, "b": 1}


def test_a_joint_statement_is_one_and_the_full_stops_of_a_name_are_no_difference():
    articles = tables.make("articles", [{"article": name} for name in "ab"])
    both = {"kind": "indirect", "speakers": ["oz", "ruritania"]}
    quotes = tables.make("quotes", [quote("a", "they will hold U.S.-brokered talks in the harbour in May", **both),
                                    quote("b", "they will hold US-brokered talks in the harbour in May", **both)])
    utterances = match_utterances(quotes, articles)
    rows = list_wordings(utterances, quotes, articles)
    assert rows["speakers"].tolist() == [["oz", "ruritania"]] * 2
    assert rows["form"].tolist() == ["whole", "whole"] and rows["changed"].tolist() == [[], []]
    assert count_joint(utterances) == 1 < len(utterances)
    exclusives = list_exclusives(quotes, utterances, articles, tables.make("copies"))
    assert exclusives["speakers"].tolist() == [["oz", "ruritania"]] * 2


def test_nothing_was_said():
    empty = {name: tables.make(name) for name in ("quotes", "utterances", "articles", "copies", "events")}
    assert list_exclusives(*(empty[name] for name in ("quotes", "utterances", "articles", "copies"))).empty
    assert measure_outlets(*(empty[name] for name in ("articles", "copies", "quotes", "utterances", "events"))).empty
    assert list_wordings(empty["utterances"], empty["quotes"], empty["articles"]).empty


@pytest.mark.parametrize(("text", "answer"), [
    ("Axios", True), ("an interview with the BBC", True), ("the Harbour Times", True), ("Russian state media", True),
    ("reporters", False), ("Congress", False), ("the Security Council", False), ("a social media post", False),
    ("his brother in arms", False),
])
def test_what_is_a_medium(text, answer):
    assert is_medium(text) == answer


def test_the_corpus_own_outlets_are_media():
    assert not is_medium("the Merrow Argus")
    assert is_medium("the Merrow Argus", ["The Merrow Argus"])


def test_the_lexicons_examples():
    known = read_lexicon("media")
    assert is_medium(known["example"])
    assert not any(is_medium(text) for text in known["not"])
