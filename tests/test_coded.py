"""The benchmark of one's own coded articles: what is counted, on a story whose answers are known."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))
import coded

TEXT = """Lund, 3 March 2025 - Mayor Ida Berg said on Monday that she opposes the tram line.

"We support the tram line and the depot," said Olof Ek, the union's chairman. Ek accused Berg of cowardice.
"""
ACTORS = '[ida_berg]\nname = "Ida Berg"\nkind = "person"\n\n[olof_ek]\nname = "Olof Ek"\nkind = "person"\n'
ISSUES = '[tram]\nname = "Tram line"\nproposition = "The town builds the tram line."\nphrases = ["the tram line"]\n'
OPPOSES = {"article": "a", "actor": "ida_berg", "issue": "tram", "position": "oppose", "basis": "reported speech",
           "evidence": "she opposes the tram line"}
PRAISES = {"article": "a", "actor": "olof_ek", "issue": "tram", "position": "support", "basis": "own words",
           "evidence": "We support the tram line and the depot"}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(TEXT)
    (tmp_path / "actors.toml").write_text(ACTORS)
    (tmp_path / "issues.toml").write_text(ISSUES)
    return tmp_path


def counts(folder, **rows):
    for name, given in rows.items():
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in given))
    return coded.measure_folders([folder], "rules")


def test_right_missed_and_optional_rows_are_counted(folder):
    missed = {**OPPOSES, "position": "unclear"}
    found = counts(folder, stances=[OPPOSES, {**PRAISES, "optional": True}, missed],
                   relations=[{"article": "a", "source": "olof_ek", "target": "ida_berg", "sign": "negative",
                               "evidence": "Ek accused Berg of cowardice."}],
                   speakers=[{"article": "a", "content": "We support the tram line", "speakers": ["ida_berg"]}])
    stances = found["stances"]
    assert (stances.coded, stances.found, stances.given, stances.right) == (2, 1, 1, 1)
    assert stances.asked == {"basis": [True], "said by": [True]}
    assert (found["relations"].right, found["relations"].coded) == (1, 1)
    assert found["speakers"].asked == {"speakers": [False], "nobody else": [False]}


def test_a_row_that_nobody_coded_is_wrong(folder):
    assert (tally := counts(folder, stances=[OPPOSES])["stances"]).given == 2 and tally.right == 1


def test_a_row_of_nobody_answers_no_row_of_an_actor(folder):
    (folder / "actors.toml").write_text(ACTORS.split("\n\n")[1])  # Ida Berg is nobody of the list now
    assert counts(folder, stances=[OPPOSES])["stances"].found == 0


def test_how_sure_relations_are_is_measured_as_that_of_stances(folder):
    counts(folder, stances=[OPPOSES], relations=[{"article": "a", "source": "olof_ek", "target": "ida_berg",
                                                  "sign": "negative", "evidence": "Ek accused Berg of cowardice."}],
           speakers=[], events=[])
    told = {(row["layer"], row["measure"]): (row["value"], row["beside"]) for row in coded.tell(
        coded.measure_folders([folder], "rules"), "told")}
    assert told["relations", "precision of those drawn (confidence 0.6)"] == ("100.0", "of 1")
    assert told["relations", "confidence 0.80 to 1.00: right"] == ("100", "of 1")
    assert ("stances", "precision of those drawn (confidence 0.6)") in told
