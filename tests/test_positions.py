"""Positions and networks over articles."""

import pytest

from workbench import tables
from workbench.compare.networks import build_affiliation, build_network, list_ties
from workbench.compare.positions import (
    find_contradictions,
    find_narrated_only,
    speak_for,
    tally_positions,
    trace_moves,
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
ARTICLES = tables.make("articles", [
    {"article": name, "published": day, "published_from": "header", "body": "", "words": 0, "sha256": ""}
    for name, day in (("a", "2026-03-01"), ("b", "2026-03-01"), ("c", "2026-03-06"))])
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


def test_a_position_that_moved_says_from_what(stances):
    moves = trace_moves(stances[stances["actor"] == "oz"], ARTICLES)
    assert moves["day"].astype(str).tolist() == ["2026-03-01", "2026-03-05"]
    assert moves["position"].tolist() == ["oppose", "support"] and moves["moved"].tolist() == [False, True]
    assert moves["before"].iloc[1] == "oppose"


def test_narration_alone(stances):
    assert set(find_narrated_only(stances)["actor"]) == {"id"}


def test_a_contradiction_shows_both_sentences(stances):
    found = find_contradictions(stances)
    assert set(found["actor"]) == {"oz"} and sorted(set(found["position"])) == ["oppose", "support"]


def test_persons_go_under_whom_they_speak_for(stances):
    registry = Registry.read({"jo": {"name": "Jo", "speaks_for": "oz"}, "oz": {"name": "Oz", "kind": "state"}})
    found = speak_for(stances, registry)
    assert set(found.loc[found["person"] == "jo", "actor"]) == {"oz"}


def test_congruence_and_conflict(stances):
    agree, differ = build_network(stances), build_network(stances, "conflict")
    assert agree.edges["id", "jo"]["agree"] == ["fish"] and agree.nodes["oz"]["statements"] == 3
    assert differ.edges["id", "oz"]["disagree"] == ["dam"] and not differ.has_edge("jo", "oz")
    assert build_network(stances, "subtract").edges["id", "oz"]["weight"] == 0  # oz said both
    assert build_network(stances, normalise=True).edges["id", "jo"]["weight"] == pytest.approx(2 / 3)


def test_each_tie_leads_to_its_sentences(stances):
    tie = list_ties(build_network(stances), stances).set_index(["actor", "other"]).loc[("id", "jo")]
    assert tie["evidence"] == [["a", "a says so."], ["c", "c says so."]]


def test_actors_and_issues_in_one_network(stances):
    graph = build_affiliation(stances)
    assert graph.edges["oz", "dam"] == {"weight": -1, "statements": 3} and graph.nodes["dam"]["bipartite"] == 1


def test_another_kind_is_refused():
    with pytest.raises(ValueError, match="no kind of network 'love': use one of congruence"):
        build_network(EMPTY, "love")


@pytest.mark.parametrize("found", [
    lambda: tally_positions(EMPTY, COPIES), lambda: trace_moves(EMPTY, ARTICLES), lambda: find_narrated_only(EMPTY),
    lambda: find_contradictions(EMPTY), lambda: list_ties(build_network(EMPTY), EMPTY),
])
def test_no_stances_give_empty_tables_with_columns(found):
    assert len(found()) == 0 and "actor" in found().columns
