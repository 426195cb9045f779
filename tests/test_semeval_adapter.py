"""The adapter for SemEval-2015 Task 4 on a corpus of two documents of our own, in the task's format."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))
import semeval_timelines as semeval

DOCUMENTS = {
    "11": ("Norvik starts ferries", "March 10, 2025", "Norvik launched a ferry to Sund on March 3, 2025 ."),
    "12": ("Norvik closes yard", "March 20, 2025", "Norvik closed the yard on March 17, 2025 ."),
}
GOLD = "Norvik\n1\t2025-03-03\t11-2-launched\n2\t2025-03-17\t12-2-closed\n"


@pytest.fixture
def corpora(tmp_path):
    folder = tmp_path / "semeval-timelines" / "corpus_1"
    for name in ("corpus_TrackA_CAT", "TimeLines_Gold_Standard"):
        (folder / name).mkdir(parents=True)
    for number, sentences in DOCUMENTS.items():
        tokens = "".join(f'<token t_id="{place}" sentence="{line}">{word}</token>'
                         for line, text in enumerate(sentences)
                         for place, word in enumerate(text.replace(",", " ,").split()))
        (folder / "corpus_TrackA_CAT" / f"{number}.xml").write_text(f'<Document doc_id="{number}">{tokens}</Document>')
    (folder / "TimeLines_Gold_Standard" / "norvik.txt").write_text(GOLD)
    return tmp_path


def test_two_documents_make_one_timeline(corpora):
    row, = semeval.measure_semeval(corpora)
    assert row["value"] == 100.0 and "best published 7.85" in row["beside"]


def test_without_the_corpora_nothing_is_measured(tmp_path):
    assert list(semeval.measure_semeval(tmp_path)) == list(semeval.measure_semeval(None)) == []
