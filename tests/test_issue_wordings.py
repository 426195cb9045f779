"""Where a text words an issue in other words than the phrases, and whose stance it is: sentences of our own."""

import pytest

import workbench as wb

ACTORS = {
    "council": {"name": "Harbour Council", "kind": "organisation", "aliases": ["the council"]},
    "mayor": {"name": "Ann Lee", "kind": "person", "pronoun": "she"},
    "fishermen": {"name": "Fishermen's League", "kind": "group", "aliases": ["the fishermen", "the league"]},
    "port": {"name": "Port Authority", "kind": "organisation", "aliases": ["the authority"]},
    "tom": {"name": "Tom Bell", "kind": "person", "aliases": ["Tom"], "roles": ["the pilot"], "pronoun": "he"},
}
ISSUES = {
    "dam": {"name": "Dam", "proposition": "The Orla dam should be built.", "against": ["stop the dam"],
            "phrases": ["build the Orla dam", "construction of the dam", "the dam project", "dam on the Orla"]},
    "extradition": {"name": "Extradition", "proposition": "Tom Bell should be extradited to Norland.",
                    "phrases": ["the pilot's extradition", "extradite the pilot", "hand the pilot over to Norland"],
                    "against": ["asylum for Tom Bell", "keep the pilot in the country"]},
}
CASES = [
    # who is named in a phrase may be told by role, name or pronoun, as doer or as the one it is done to
    ("The council demanded Tom's extradition.", "extradition", "council", "support"),
    ("Ann Lee fought the extradition of Tom Bell for years.", "extradition", "mayor", "oppose"),
    ("The Port Authority has ordered Ann Lee to hand Tom over to Norland.", "extradition", "port", "support"),
    ("Tom Bell slept on their boats, and the fishermen would not hand him over to Norland.", "extradition",
     "fishermen", "oppose"),
    ("Tom Bell landed on Monday, and the council wants him extradited.", "extradition", "council", "support"),
    # a decision, a lawsuit, a bill stand for who makes them; a letter for who sends it
    ("The council's decision to build the Orla dam angered farmers.", "dam", "council", "support"),
    ("A ruling by the Port Authority to build the Orla dam was put on hold.", "dam", "port", "support"),
    ("The fishermen filed a lawsuit to overturn the decision to build the Orla dam.", "dam", "fishermen", "oppose"),
    ("The fishermen sued to stop construction of the dam.", "dam", "fishermen", "oppose"),
    ("Ann Lee introduced a bill that would scrap the dam project.", "dam", "mayor", "oppose"),
    ("Ann Lee signed a law to build the Orla dam.", "dam", "mayor", "support"),
    ("A letter from the fishermen to the governor asked for an end to the dam project.", "dam", "fishermen", "oppose"),
    # left open
    ("The council has not decided whether to build the Orla dam.", "dam", "council", "unclear"),
    ("Ann Lee declined to say whether she would support the dam project.", "dam", "mayor", "unclear"),
]
NEAR_MISSES = [
    "The council discussed the pilot's pension.",
    "Tom returned to Norland in May.",
    "The fishermen overturned a boat on the Orla.",
    "The dam project was first discussed by the council in 1998.",
    "The council signed for a parcel.",
]


def stances_in(text):
    return wb.analyse(text, layers=["stances"], actors=ACTORS, issues=ISSUES, method="rules").stances


@pytest.mark.parametrize(("text", "issue", "actor", "position"), CASES)
def test_issue_in_other_words(text, issue, actor, position):
    rows = stances_in(text)
    assert (issue, actor, position) in set(zip(rows["issue"], rows["actor"], rows["position"], strict=True)), rows


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_near_misses(text):
    assert stances_in(text).empty


def test_the_rest_of_a_phrase_may_stand_in_the_sentence_before():
    issues = {"wells": {"name": "Wells", "proposition": "Farmers may drill deep wells in the Sarn valley.",
                        "phrases": ["drill deep wells in the Sarn valley"]}}
    text = "Nobody drills in the Sarn valley today. Ann Lee opposes deep wells. Ann Lee opposes wells of wisdom."
    rows = wb.analyse(text, layers=["stances"], actors=ACTORS, issues=issues, method="rules").stances
    assert rows["evidence"].tolist() == ["Ann Lee opposes deep wells."]


def test_a_phrase_of_one_word_with_content():
    issues = {"runon": {"name": "Run-on", "proposition": "The run-on goes.", "phrases": ["run-on", "on-off"]}}
    assert wb.analyse("Ann Lee came.", layers=["stances"], actors=ACTORS, issues=issues).stances.empty
