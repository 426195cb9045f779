"""Collocations, keyness and concordance."""

import pandas as pd
import pytest

from workbench.compare import words

ARTICLES = pd.DataFrame({"article": ["a", "b"], "body": [
    "The dam broke. The dam flooded the valley, and dam owners paid. Relief workers came.",
    "Relief workers met. “Relief workers’ wages rose,” they said. The union’s strike ended; the strike was long."]})


def test_collocations_are_counted_over_articles_without_function_words():
    rows = words.find_collocations(ARTICLES, least=2)
    assert rows[["words", "times", "articles"]].values.tolist()[0] == ["relief workers", 3, 2]
    assert not rows["words"].str.contains("the ").any()


@pytest.mark.parametrize(("article", "word"), [("a", "dam"), ("b", "strike")])
def test_keyness_finds_what_marks_an_article(article, word):
    best = words.measure_keyness(ARTICLES, [article]).iloc[0]
    assert best["word"] == word and best["elsewhere"] == 0 and best["here"] >= 2


def test_a_word_as_frequent_elsewhere_marks_nothing():
    same = pd.DataFrame({"article": ["a", "b"], "body": ["peace talks", "peace talks"]})
    assert words.measure_keyness(same, ["a"]).empty


@pytest.mark.parametrize(("term", "found"), [
    ("dam", ["dam", "dam", "dam"]),
    ("worker", ["workers", "workers", "workers"]),
    ("relief worker", ["Relief workers", "Relief workers", "Relief workers"]),
    ("damage", []),
    ("", []),
    ("(", []),
])
def test_concordance_matches_whole_words_by_stem(term, found):
    rows = words.find_concordance(ARTICLES, term)
    assert rows["word"].tolist() == found
    for row in rows.itertuples():
        body = ARTICLES.set_index("article").loc[row.article, "body"]
        assert body[row.start:].startswith(row.word)


def test_no_articles_no_words():
    none = ARTICLES.head(0)
    assert words.find_collocations(none).empty and words.mark_articles(none).empty
    assert words.find_concordance(none, "dam").empty
