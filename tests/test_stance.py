"""Who stands where, on invented disputes described by their own two files."""

import tomllib
from pathlib import Path

import pytest

from workbench.extract import analyse
from workbench.extract.actors import Registry
from workbench.extract.issues import read_issues

DISPUTES = Path(__file__).parent / "disputes"
CASES = [(folder.name, case) for folder in sorted(DISPUTES.iterdir()) if folder.is_dir()
         for case in tomllib.loads((folder / "cases.toml").read_text(encoding="utf-8"))["case"]]


def stances(dispute, text):
    folder = DISPUTES / dispute
    table = analyse(text, layers=["stances"], actors=Registry.read(folder / "actors.toml"),
                    issues=read_issues(folder / "issues.toml")).stances
    return table


@pytest.mark.parametrize("dispute, case", CASES, ids=[case["text"][:60] for _, case in CASES])
def test_stances_of_an_invented_dispute(dispute, case):
    context = case.get("context", "")
    table = stances(dispute, context + case["text"])
    table = table[table["start"] >= len(context)]
    found = [[row["actor"] if isinstance(row["actor"], str) else row["holder_text"], row["issue"], row["position"], row["basis"]]
             for row in table.to_dict("records")]
    assert sorted(found) == sorted(case["stances"])
