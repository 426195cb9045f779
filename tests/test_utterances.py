"""The same utterance in several articles: what is one, what is none, and which words differ."""


import pandas as pd
import pytest

from workbench import tables
from workbench.compare import wording_differences
from workbench.compare.utterances import match_utterances
from workbench.compare.wording_differences import compare_wordings
from workbench.lexicons import read_lexicon
from workbench.text.function_words import function_words
from workbench.text.stems import uninflected


def utterances(*quotes, days=None):
    """The table `utterances` of quotes (article, kind, text) by one speaker, all published on one day unless told."""
    days = days or {}
    rows = [{"quote_id": f"{article}:{number}", "article": article, "kind": kind, "content": [text], "rule": "test",
             "speakers": ["ruta_aldani"]} for number, (article, kind, text) in enumerate(quotes)]
    articles = [{"article": name, "published": days.get(name, "2026-02-17")} for name in {quote[0] for quote in quotes}]
    return match_utterances(tables.make("quotes", rows), tables.make("articles", articles))


LONG = "We came with an open mind and we leave with an open question, because nobody brought a map."


@pytest.mark.parametrize(("one", "other", "form"), [
    (("direct", LONG), ("direct", LONG), "whole"),
    (("direct", LONG), ("direct", LONG.replace(",", " –").upper()), "whole"),
    (("direct", LONG), ("direct", "We leave with an open question."), "cut"),
    (("direct", LONG), ("direct", LONG.replace("nobody brought a map", "no one brought a chart")), "changed"),
    (("direct", LONG), ("mixed", "that they left “with an open question, because nobody had brought a map”"),
     "cut and changed"),
    (("direct", "It was difficult, but business-like."), ("mixed", "the meeting “difficult but businesslike”"),
     "cut"),
    (("direct", "The boats will sail when the ministers have signed the treaty."),
     ("indirect", "boats would sail once ministers had signed a treaty"), "paraphrased"),
    (("indirect", "the U.S.-led inspection of the harbour begins in May"),
     ("indirect", "that the US-led inspection of the harbour begins in May"), "cut"),
])
def test_one_utterance_in_two_articles(one, other, form):
    row = utterances(("a", *one), ("b", *other)).squeeze()
    assert row["articles"] == ["a", "b"]
    assert row["forms"] == ["whole", form]


@pytest.mark.parametrize(("one", "other", "why"), [
    (("direct", LONG), ("direct", "Our fishermen have waited long enough."), "other words"),
    (("direct", "We had very good talks."), ("direct", "They served very good fish."), "a turn of phrase"),
    (("direct", "We will never give up the harbour."), ("direct", "We will never give up the isles."), "other things"),
    (("indirect", "boats would sail in May"), ("indirect", "boats would not come before the treaty"), "other claims"),
    (("direct", "Difficult."), ("direct", "Difficult talks, all in all."), "one word"),
])
def test_two_utterances(one, other, why):
    assert utterances(("a", *one), ("b", *other)).empty, why


@pytest.mark.parametrize(("text", "days", "count"), [
    ("An honest map of the grounds.", ("2026-02-17", "2026-02-19"), 1),
    ("An honest map.", ("2026-02-17", "2026-03-19"), 0),
    (LONG, ("2026-02-17", "2026-12-19"), 1),
])
def test_few_words_are_said_again_and_many_are_remembered(text, days, count):
    found = utterances(("a", "direct", text), ("b", "direct", text), days={"a": days[0], "b": days[1]})
    assert len(found) == count


def test_a_quote_twice_in_one_article_is_no_match():
    assert utterances(("a", "direct", LONG), ("a", "direct", LONG)).empty


def test_two_speakers_are_two_utterances_and_no_speaker_is_none():
    rows = [{"quote_id": f"{article}:0", "article": article, "kind": "direct", "content": [LONG], "rule": "test",
             "speakers": speakers} for article, speakers in (("a", ["x", "y"]), ("b", ["y", "x"]), ("c", []))]
    articles = tables.make("articles", [{"article": name} for name in "abc"])
    found = match_utterances(tables.make("quotes", rows), articles)
    assert found[["speaker", "articles"]].values.tolist() == [["x", ["a", "b"]], ["y", ["a", "b"]]]


def test_the_fullest_wording_comes_first_and_the_others_are_compared_with_it():
    row = utterances(("a", "indirect", "that nobody had brought a map, so they left with an open question"),
                     ("b", "direct", LONG.replace("open mind", "open heart")),
                     ("c", "direct", LONG.replace(", because nobody brought a map", ""))).squeeze()
    assert row["fullest"] == "b:1"
    assert row["quote_ids"][0] == "b:1"
    assert row["differs"] == ["open heart and | open mind and"]


def test_a_short_fragment_does_not_tie_two_long_quotes_together():
    found = utterances(
        ("a", "direct", "This was an honest and open exchange about the grounds, the quota and the patrols."),
        ("b", "direct", "This was an honest and open exchange about the grounds, the quota and the patrols."),
        ("c", "mixed", "it “an honest and open exchange”"),
        ("d", "direct", "What our people want is an honest and open exchange before any ship leaves port."),
        ("e", "direct", "What our people want is an honest and open exchange before any ship leaves port."))
    assert sorted(len(row) for row in found["articles"]) == [2, 3]


def test_the_order_of_quotes_does_not_matter():
    quotes = [("a", "direct", LONG), ("b", "direct", LONG), ("c", "direct", "We leave with an open question."),
              ("d", "direct", "The boats sail in May whatever the ministers sign."),
              ("e", "direct", "The boats sail in May whatever ministers sign.")]
    table = tables.make("quotes", [
        {"quote_id": article, "article": article, "kind": kind, "content": [text], "rule": "test", "speakers": ["x"]}
        for article, kind, text in quotes])
    articles = tables.make("articles", [{"article": article, "published": "2026-02-17"} for article in "abcde"])
    expected = match_utterances(table, articles)
    assert len(expected) == 2
    for seed in range(3):
        pd.testing.assert_frame_equal(match_utterances(table.sample(frac=1, random_state=seed), articles), expected)


def test_of_two_days_told_as_often_the_first_stands():
    rows = [{"quote_id": f"{article}:0", "article": article, "kind": "direct", "content": [LONG], "rule": "test",
             "speakers": ["x"], "said_on": day} for article, day in zip("abc", ("2026-02-16", "2026-02-15", None),
                                                                       strict=True)]
    articles = tables.make("articles", [{"article": article, "published": "2026-02-17"} for article in "abc"])
    found = match_utterances(tables.make("quotes", rows), articles)
    assert found["said_on"].astype(str).tolist() == ["2026-02-15"]


@pytest.mark.parametrize(("one", "other", "changed", "cut"), [
    ("they will not forgive [the U.S.].", "“they will not forgive [the US]”", [], []),
    ("talks that could end now", "talks that could already end now", [("could end", "could already end")], []),
    ("talks that could end", "Talks, that could end…", [], []),
    ("first the swap, then a guarantee for us", "the swap", [], [("first", ""), ("then a guarantee for us", "")]),
    ("", "anything", [], [("", "anything")]),
])
def test_which_words_differ_and_which_were_left_out(one, other, changed, cut):
    assert compare_wordings(one, other) == (changed, cut)


def test_function_words_leave_the_content():
    statement, left = read_lexicon("function_words")["example"]
    words, small = wording_differences.spell_alike(statement), function_words()
    assert [word for word in words if word not in small] == left


@pytest.mark.parametrize("words", [
    "negotiation negotiations negotiating negotiated", "plan plans planned planning", "try tries tried trying",
    "agree agrees agreed agreeing", "process processes processed", "territory territories", "decision decisions",
])
def test_forms_of_a_word_have_one_stem(words):
    assert len({uninflected(word) for word in words.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("war", "warn"), ("nation", "national"), ("us", "use")])
def test_other_words_have_other_stems(one, other):
    assert uninflected(one) != uninflected(other)


def test_the_seeds_shared_utterances(seeds):
    found = [(row.speaker, tuple(name[:3] for name in row.articles), row.differs) for row in
             seeds.utterances.itertuples()]
    assert ("volodymyr_zelenskyy", ("003", "004"), []) in found
    assert ("volodymyr_zelenskyy", ("003", "004"), ["could have | could already have"]) in found
