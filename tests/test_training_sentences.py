"""The training sentences: every row well formed, each dispute on one side of the border, none of the labels rare."""

import sys
from collections import Counter
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "data" / "training"
sys.path.insert(0, str(FOLDER))

from sentences import POSITIONS, is_held, read_sentences  # noqa: E402


def test_every_row_is_well_formed_and_marked():
    rows = list(read_sentences())
    assert all(row.text.count("\x01") == row.text.count("\x02") == 1 for row in rows)
    assert all((row.text.count("\x03") == 1) != row.is_stance for row in rows)
    assert len({row.dispute for row in rows}) >= 150


def test_some_disputes_are_held_back_whole_and_every_label_is_among_them():
    rows = list(read_sentences())
    held = [row for row in rows if row.is_held]
    assert {row.dispute for row in held}.isdisjoint(row.dispute for row in rows if not row.is_held)
    assert 0.1 < len({row.dispute for row in held}) / len({row.dispute for row in rows}) < 0.2
    assert all(Counter(row.label for row in held if row.is_stance)[label] >= 20 for label in POSITIONS)
    assert is_held("a") == is_held("a")


@pytest.mark.parametrize(("line", "message"), [
    ("backs: [[Ann]] backs it.", "'backs' is no label"),
    ("support: Ann backs it.", "stands once in"),
    ("support: [[Ann]] and [[Bob]] back it.", "stands once in"),
    ("rel+: [[Ann]] thanked Bob.", "target"),
])
def test_a_malformed_row_is_named(tmp_path, line, message):
    (tmp_path / "bridge.txt").write_text(f"# P: The city builds the bridge\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=rf"bridge.txt, line 2: .*{message}"):
        list(read_sentences(tmp_path))
