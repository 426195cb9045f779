"""Who stands where, on invented disputes described by their own two files."""

import re
import tomllib
from pathlib import Path

import pytest

from workbench.extract import analyse
from workbench.extract.cast import Registry
from workbench.extract.explain import STANCE_STEPS, explain
from workbench.extract.issues_file import read_issues
from workbench.extract.reading import Settings
from workbench.extract.stance import judging
from workbench.extract.stance.stance_words import lexicon

DISPUTES = Path(__file__).parent / "disputes"
CASES = [(folder.name, case) for folder in sorted(DISPUTES.iterdir()) if folder.is_dir()
         for case in tomllib.loads((folder / "cases.toml").read_text(encoding="utf-8"))["case"]]
POSITIONS = {"support": {"support"}, "oppose": {"oppose"}, "flip": {"oppose"}, "open": {"unclear", "conditional"}}


def stances(dispute, text, issues=None):
    folder = DISPUTES / dispute
    return analyse(text, layers=["stances"], actors=Registry.read(folder / "actors.toml"),
                   issues=read_issues(issues or folder / "issues.toml"), method="rules").stances


@pytest.mark.parametrize("dispute, case", CASES, ids=[case["text"][:60] for _, case in CASES])
def test_stances_of_an_invented_dispute(dispute, case, request):
    if "missed" in case:
        request.applymarker(pytest.mark.xfail(reason=case["missed"]))
    context = case.get("context", "")
    table = stances(dispute, context + case["text"])
    table = table[table["start"] >= len(context)]
    holders = table["actor"].fillna(table["holder_text"])
    found = [list(row) for row in zip(holders, table["issue"], table["position"], table["basis"], strict=True)]
    assert sorted(found) == sorted(case["stances"])


def test_a_row_shows_its_evidence_and_what_made_it():
    text = "Talks resumed. Oland rejected the dam project on Monday."
    row = stances("dam", text).iloc[0]
    assert row["evidence"] == "Oland rejected the dam project on Monday."
    assert text[row["start"]:row["end"]] == "rejected the dam project"
    assert (row["actor"], row["holder_text"], row["rule"]) == ("oland", "Oland", "verb")


def test_a_stance_that_one_actor_ascribes_to_another_is_the_others():
    row = stances("dam", "Hask said Amara Seyo wanted the dam project.").iloc[0]
    assert (row["actor"], row["said_by"], row["position"]) == ("amara_seyo", "tobin_hask", "support")


@pytest.mark.parametrize(("text", "steps"), [
    ("Oland rejected the dam project on Monday.", ["“dam project” words the issue",
                                                   "“rejected” is against what it governs",
                                                   "“Oland” holds it as doer or owner of “rejected”; told as "
                                                   "reported speech",
                                                   "so: Oland, oppose"]),
    ("Oland did not reject the dam project.", ["“dam project” words the issue", "“reject” is against what it governs",
                                               "“reject” is negated: a double negation leaves it open",
                                               "“Oland” holds it as doer or owner of “reject”; told as narration",
                                               "so: Oland, unclear"]),
])
def test_the_steps_of_a_stance_are_told(text, steps):
    folder = DISPUTES / "dam"
    settings = Settings(Registry.read(folder / "actors.toml"), read_issues(folder / "issues.toml"))
    row = stances("dam", text).iloc[0].to_dict()
    assert explain("stances", row, text, settings=settings) == steps
    assert explain("stances", {**row, "start": 1}, text, settings=settings) == []  # an analyst's


def test_every_step_of_a_stance_has_words():
    names = re.findall(r"(?:noted|Step|_decided)\([^\"\n]*\"([a-z ]+)\"", "".join(
        path.read_text(encoding="utf-8") for path in Path(judging.__file__).parent.glob("judging*.py")))
    assert names and set(names) <= set(STANCE_STEPS)


def test_without_issues_there_are_no_stances():
    assert analyse("Oland rejected the dam.", layers=["stances"]).stances.empty


DAM = {"dam": {"proposition": "Ruvia builds the dam", "phrases": ["the dam"]}}
ENTRIES = [(word, example, POSITIONS[effect]) for kind in ("verbs", "nouns", "adjectives")
           for effect, words in lexicon()[kind].items() for word, example in words.items()]
JUDGEMENTS = [(word, f"Amara Seyo said: “{example}.”", {position}) for group, position in (
    ("good", "support"), ("bad", "oppose")) for word, example in lexicon()[group].items()]


@pytest.mark.parametrize(("text", "said_by"), [
    ("Oland said that it opposes the dam, Amara Seyo said on Monday.", "amara_seyo"),
    ("Oland says it will not accept the dam, Amara Seyo told reporters.", "amara_seyo"),
    ("“Oland said it rejects the dam,” Amara Seyo told reporters.", "amara_seyo"),
    ("Amara Seyo said that Oland had said it opposed the dam.", "amara_seyo"),
    ("Oland said that it opposes the dam.", None),
    ("Oland opposes the dam, Amara Seyo said.", "amara_seyo"),
])
def test_who_passes_on_what_another_says_of_the_issue(text, said_by):
    row, = stances("dam", text, DAM).to_dict("records")
    assert row["position"] == "oppose" and row["actor"] == "oland"
    assert (row["said_by"] if isinstance(row["said_by"], str) else None) == said_by


def test_every_entry_of_the_lexicon_does_what_its_example_shows():
    """All examples as one text: a parse each would take minutes."""
    for entries, actor in ((ENTRIES, "ruvia"), (JUDGEMENTS, "amara_seyo")):
        table = stances("dam", "\n\n".join(example for _, example, _ in entries), DAM)
        found = {(row.evidence, row.actor, row.position) for row in table.itertuples()}
        wrong = [(word, example) for word, example, positions in entries
                 if not any((evidence, actor, position) in found for position in positions
                            for evidence in (example, example.partition(": ")[2], example.strip("”") + "”"))]
        assert not wrong
