"""Numbers and what they count."""

import pytest

import workbench as wb
from workbench.extract.numbers import find_numbers, lexicon, read_number


@pytest.mark.parametrize(("text", "meant"), lexicon()["examples"].items())
def test_every_number_of_the_lexicon(text, meant):
    found = [[number.low, number.high, number.mod] for number in find_numbers(f"There were {text} boats.")]
    assert found == [meant]


@pytest.mark.parametrize(("written", "value"), [
    ("one hundred and twenty-one thousand", 121_000), ("1,234.5", 1234.5), ("3 million", 3e6), ("many", None),
])
def test_one_number(written, value):
    assert read_number(written) == value


@pytest.mark.parametrize(("sentence", "text", "low", "unit", "predicate"), [
    ("A raid killed 17 American sailors.", "17 American sailors", 17, "sailor", "kill"),
    ("Twenty-nine people were injured in the blast.", "Twenty-nine people", 29, "person", "injure"),
    ("Officials said 31 miners died on Tuesday.", "31 miners", 31, "miner", "kill"),
    ("The city bought 2.3 million masks.", "2.3 million masks", 2.3e6, "mask", "buy"),
    ("Thousands of soldiers have been killed.", "Thousands of soldiers", 2000, "soldier", "kill"),
    ("The raid left seven troops wounded.", "seven troops", 7, "soldier", "injure"),
    ("The firm was fined $185 million.", "$185 million", 1.85e8, "dollar", "fin"),
    ("A survey found 46 of 120 wells dry.", "46 of 120 wells", 46, "well", "find"),
    ("Nearly 40 percent of voters stayed at home.", "Nearly 40 percent", 40, "percent", "stay"),
    ("The dam burst and 130 villages had to be evacuated.", "130 villages", 130, "village", "flee"),
])
def test_what_is_counted(sentence, text, low, unit, predicate):
    row = wb.analyse(sentence, layers=["quantities"]).quantities.squeeze()
    assert (row["text"], row["low"], row["unit"]) == (text, low, unit)
    if predicate != "fin":  # the parser's lemma of "fined"
        assert row["predicate"] == predicate


@pytest.mark.parametrize("sentence", [
    "He was born in 1987.", "The talks took three days.", "They met on May 3 at 10 a.m.", "It is one of the reasons.",
    "She is 61 years old.", "The committee voted 19-15.", "It was a five-alarm call.",
    "The rate is three times the average.", "Nine in ten voters agree.", "Nothing was counted.", "",
])
def test_what_counts_nothing(sentence):
    assert wb.analyse(sentence, published="2026-02-18", layers=["quantities"]).quantities.empty


@pytest.mark.parametrize(("sentence", "status", "agent"), [
    ("Belluno bought 24 jets.", "happened", "Belluno"), ("Belluno will buy 24 jets.", "planned", "Belluno"),
    ("The ministry plans to buy 24 jets.", "planned", None), ("The jury was told that 24 jets were bought by Belluno.",
                                                              "happened", "Belluno"),
])
def test_what_is_planned_and_by_whom(sentence, status, agent):
    row = wb.analyse(sentence, layers=["quantities"]).quantities.squeeze()
    assert row["status"] == status
    assert row["agent"] == agent or agent is None


@pytest.mark.parametrize(("sentence", "before"), [
    ("Two previous rounds of talks failed.", 2), ("They will meet for a second round of talks.", 1),
    ("They plan to hold a 4th round of talks.", 3), ("The second round of talks failed.", None),
    ("They will mark the fourth anniversary of the war.", None), ("It will take a second.", None),
])
def test_how_many_came_before(sentence, before):
    rows = wb.analyse(sentence, layers=["quantities"]).quantities
    assert rows.loc[rows["rule"] == "series", "low"].tolist() == ([] if before is None else [before])


def test_the_words_of_the_clause_and_the_day():
    row = wb.analyse("Police said on record that 14 people drowned when a ferry sank off Merrow on 16 February 2026.",
                     published="2026-02-18", layers=["quantities"]).quantities.squeeze()
    assert {"ferry", "sink", "Merrow"} <= set(row["about"])
    assert "police" not in [word.lower() for word in row["about"]]
    assert str(row["begin"])[:10] == str(row["finish"])[:10] == "2026-02-16"
