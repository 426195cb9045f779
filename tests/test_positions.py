"""Positions and networks over articles."""

import pytest

from workbench import show, tables
from workbench.compare.networks import build_network
from workbench.compare.positions import (
    drop_repeated,
    find_contradictions,
    find_narrated_only,
    speak_for,
    tally_positions,
)
from workbench.extract.registry import Registry

# article, actor, issue, position, basis, said_on
ROWS = [
    ("a", "oz", "dam", "oppose", "narration", None),
    ("b", "oz", "dam", "oppose", "narration", None),
    ("c", "oz", "dam", "support", "own words", "2026-03-05"),
    ("a", "id", "dam", "support", "narration", None),
    ("a", "id", "fish", "oppose", "narration", None),
    ("c", "jo", "fish", "oppose", "reported speech", "2026-03-05"),
    ("c", None, "fish", "support", "narration", None),
    ("c", "jo", "dam", "conditional", "own words", None),
]
COPIES = tables.make("copies", [{"article": "b", "copy_of": "a", "shared": 0.9}])


@pytest.fixture
def stances():
    names = ("article", "actor", "issue", "position", "basis", "said_on")
    return tables.make("stances", [{**dict(zip(names, row, strict=True)), "evidence": f"{row[0]} says so.",
                                    "start": number, "end": number + 1, "rule": "verb"}
                                   for number, row in enumerate(ROWS)])


EMPTY = tables.make("stances")


def test_copies_of_one_text_are_one_source(stances):
    first = tally_positions(stances, COPIES).iloc[0]
    assert first[["actor", "issue", "position", "statements", "independent_sources", "narrated"]].tolist() == [
        "oz", "dam", "oppose", 2, 1, 2]
    assert first["evidence"] == [["a", "a says so."], ["b", "b says so."]]


def test_narration_alone(stances):
    assert set(find_narrated_only(stances)["actor"]) == {"id"}


def test_a_less_sure_word_of_the_actor_is_a_word_too(stances):
    sure = stances[stances["basis"] == "narration"]
    assert set(find_narrated_only(sure)["actor"]) > set(find_narrated_only(sure, stances)["actor"]) == {"id"}


def test_what_another_says_of_an_actor_is_not_in_the_words_of_the_actor(stances):
    stances["said_by"] = [*[None] * 2, "jo", *[None] * 5]  # Jo: "Oz wants the dam."
    one = tally_positions(stances, COPIES).query("actor == 'oz' and position == 'support'").iloc[0]
    assert one[["statements", "own_words", "told_by_others"]].tolist() == [1, 0, 1]
    assert set(find_narrated_only(stances)["actor"]) == {"id", "oz"}


def test_a_sentence_that_several_articles_of_one_text_carry_stays_once_in_the_one_that_was_first():
    told = {"actor": "oz", "issue": "dam", "position": "support"}
    rows = [{"article": name, "evidence": said, **told} for name, said in (
        ("b", "Oz has stuck to its demands in the talks for a U.S.-backed dam."), ("b", "Oz wants a dam."),
        ("a", "Oz has stuck to its demands for a US-backed dam."), ("c", "Oz wants a dam."))]
    assert drop_repeated(tables.make("stances", rows), COPIES)["evidence"].tolist() == [
        "Oz wants a dam.", "Oz has stuck to its demands for a US-backed dam.", "Oz wants a dam."]


def test_a_contradiction_shows_both_sentences(stances):
    found = find_contradictions(stances)
    assert set(found["actor"]) == {"oz"} and sorted(set(found["position"])) == ["oppose", "support"]


def test_persons_go_under_whom_they_speak_for(stances):
    registry = Registry.read({"jo": {"name": "Jo", "speaks_for": "oz"}, "oz": {"name": "Oz", "kind": "state"}})
    found = speak_for(stances, registry)
    assert set(found.loc[found["person"] == "jo", "actor"]) == {"oz"}
    apart = speak_for(stances, registry, apart="jo")  # who is asked for is found
    assert set(apart.loc[apart["person"] == "jo", "actor"]) == {"jo"}


def test_congruence_and_conflict(stances):
    agree, differ = build_network(stances), build_network(stances, "conflict")
    assert agree.edges["id", "jo"]["agree"] == ["fish"] and agree.nodes["oz"]["statements"] == 3
    assert differ.edges["id", "oz"]["disagree"] == ["dam"] and not differ.has_edge("jo", "oz")
    assert build_network(stances, "subtract").edges["id", "oz"]["weight"] == 0  # oz said both


def test_another_kind_is_refused():
    with pytest.raises(ValueError, match="no kind of network 'love': use one of congruence"):
        build_network(EMPTY, "love")


@pytest.mark.parametrize("found", [
    lambda: tally_positions(EMPTY, COPIES), lambda: find_narrated_only(EMPTY), lambda: find_contradictions(EMPTY),
])
def test_no_stances_give_empty_tables_with_columns(found):
    assert len(found()) == 0 and "actor" in found().columns


def test_what_trump_says_russia_wants_counts_nowhere_as_russias_own_words(seeds):
    deal = seeds.quotes[seeds.quotes["content"].map(lambda parts: "Russia wants to make a deal" in " ".join(parts))]
    assert deal["speakers"].tolist() == [["donald_trump"]]
    row = seeds.stances[seeds.stances["evidence"] == "Russia wants to make a deal."].query("actor == 'russia'")
    assert set(row["said_by"]) == {"donald_trump"}
    told = tally_positions(row, seeds.copies).iloc[0]
    assert told[["own_words", "reported", "narrated", "told_by_others"]].tolist() == [0, 0, 0, len(row)]
    shown = show.show_evidence(seeds, "stances", row.iloc[0].to_dict())
    assert shown.citation.startswith("Donald Trump: “Russia wants to make a deal.”")
    assert "Russia, says Donald Trump" in show.draw_positions(row, seeds.copies, show.names_of(seeds)).to_json()
