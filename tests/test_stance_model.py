"""The trained model: what it adds to the rules, that it can be left out, and that what ships is what is described."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from test_issue_wordings import ACTORS, ISSUES

import workbench as wb
from workbench.model import attitude_model

ROOT = Path(__file__).resolve().parent.parent
SPOKEN = "“The dam project is a disaster for every family on this coast, and we will fight it,” Ann Lee said on Monday."


def stances_in(text, method="model"):
    return wb.analyse(text, layers=["stances"], actors=ACTORS, issues=ISSUES, method=method).stances


def test_what_ships_is_what_is_described():
    found = hashlib.sha256((attitude_model.FOLDER / "attitudes.onnx").read_bytes()).hexdigest()
    assert found == attitude_model.SHA256
    assert found in (ROOT / "docs" / "model.md").read_text(encoding="utf-8")


def test_probabilities_add_up_and_follow_the_sentence():
    model = attitude_model.load_model()
    texts = [attitude_model.put_before("Ann Lee", "We must build this dam now."),
             attitude_model.put_before("Ann Lee", "This dam must never be built.")]
    chances = model.judge_positions(texts, ["The Orla dam should be built."] * 2)
    assert chances.sum(axis=1) == pytest.approx([1, 1])
    support, oppose = (attitude_model.POSITIONS.index(name) for name in ("support", "oppose"))
    assert chances[0, support] > chances[0, oppose] and chances[1, oppose] > chances[1, support]


def test_no_text_no_run():
    assert attitude_model.load_model().judge_positions([], []).shape == (0, 5)


@pytest.mark.parametrize("method", ["model", "rules"])
def test_every_stance_has_a_confidence(method):
    rows = stances_in("Ann Lee opposes the dam project. The council voted to build the Orla dam. " + SPOKEN, method)
    assert len(rows) >= 2 and rows["confidence"].between(0, 1).all()


def test_told_by_the_article_is_surer_than_said_by_nobody_named():
    told = stances_in("Ann Lee opposes the dam project.")["confidence"].max()
    said = stances_in("“We oppose the dam project,” one resident said.")["confidence"]
    assert said.empty or told > said.max()


def test_rules_alone_need_no_onnxruntime():
    code = f"""
import sys
sys.modules["onnxruntime"] = None
sys.modules["tokenizers"] = None
import workbench as wb
given = {{"layers": ["stances"], "actors": {ACTORS!r}, "issues": {ISSUES!r}}}
assert len(wb.analyse("Ann Lee opposes the dam project.", method="rules", **given).stances) == 1
try:
    wb.analyse("Ann Lee opposes the dam project.", **given)
except ImportError as error:
    assert "pip install" in str(error) and 'method="rules"' in str(error), error
else:
    raise AssertionError("the model judged without onnxruntime")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="'model' or 'rules'"):
        stances_in("Ann Lee came.", method="magic")
