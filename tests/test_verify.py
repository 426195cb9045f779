"""`workbench verify`: a recipient learns which rows of a report stand in the files, whatever was done to either."""

import json
import re
import shutil

import pytest

from workbench.run import cli
from workbench.run.index_page import as_json, collect_index, write_index
from workbench.run.verify import DATA

TEXT = (
    "March 4, 2025\n\nThe port of Brandholm is open again, Ann Lee said on Monday. “We will not sign,” Bo Hansen told "
    "reporters on the quay.\n\nTwelve ships wait outside the port 🚢, and the dockers who had been on strike for three "
    "weeks were back at the quays. “The strike is over,” said Ann Lee.\n")


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "harbour.txt").write_text(TEXT, encoding="utf-8")
    (folder / "union.txt").write_text(TEXT.replace("Monday", "Friday").replace("sign", "strike"), encoding="utf-8")
    return folder


@pytest.fixture
def page(files, tmp_path):
    """A report in one file, sent on without its folder."""
    import workbench as wb

    corpus = wb.load(files, actors=wb.Registry(), issues=())
    assert len(corpus.quotes) >= 4
    return write_index(tmp_path, collect_index(corpus, {}), [], is_single=True)


def verify(page, files, capsys):
    status = cli.main(["verify", str(page), str(files)])
    return status, capsys.readouterr()


def test_every_row_stands_in_the_files_it_was_made_from_wherever_they_lie(page, files, tmp_path, capsys):
    shutil.move(files, tmp_path / "elsewhere")
    status, said = verify(page, tmp_path / "elsewhere", capsys)
    assert status == 0 and "Statements: " in said.out and "not" not in said.out


def test_words_that_are_gone_are_told_with_their_row_and_file(page, files, capsys):
    (files / "harbour.txt").write_text(TEXT.replace("We will not sign", "We will sign"), encoding="utf-8")
    status, said = verify(page, files, capsys)
    lost = [line for line in said.out.splitlines() if line.startswith("  #quote-")]
    assert status == 1 and len(lost) == 1 and "harbour.txt was changed" in lost[0]
    assert "stand in files that were changed since" in said.out


def test_a_file_that_is_missing_is_told(page, files, capsys):
    (files / "union.txt").unlink()
    status, said = verify(page, files, capsys)
    assert status == 1 and "union.txt is not among the files" in said.out


def forge(page, change):
    """Writes other rows into the page, as anybody can."""
    text = page.read_text(encoding="utf-8")
    rows = json.loads(DATA.search(text)[1])
    change(rows)
    page.write_text(DATA.sub(lambda found: found[0].replace(found[1], as_json(rows)), text), encoding="utf-8")


def put_words_in_his_mouth(rows):
    for article in rows["articles"]:
        article["body"] = article["body"].replace("We will not sign", "We will now sign")


def test_a_report_whose_words_were_changed_is_found_out(page, files, capsys):
    forge(page, put_words_in_his_mouth)
    status, said = verify(page, files, capsys)
    assert status == 1 and "is the same file, and says something else: the report was changed" in said.out


def test_a_report_whose_words_around_a_statement_were_changed_is_found_out(page, files, capsys):
    def change(rows):
        for article in rows["articles"]:
            article["body"] = article["body"].replace("on the quay", "at his home")
    forge(page, change)
    assert verify(page, files, capsys)[0] == 1


@pytest.mark.parametrize("damage", [
    lambda rows: rows["articles"].clear(), lambda rows: rows.pop("layers"),
    lambda rows: rows["layers"][0]["rows"][0].update(cited=[[-1, 0, 5]]),
    lambda rows: rows["layers"][0]["rows"][0].update(passages=[[0, -9, 5, []]]),
    lambda rows: rows["layers"][0]["rows"][0].update(cited=[[]]),
    lambda rows: rows["layers"][0]["rows"][0].update(cited=7)])
def test_damaged_rows_are_refused(page, files, capsys, damage):
    forge(page, damage)
    status, said = verify(page, files, capsys)
    assert status == 2 and "carries no rows of a workbench report, or damaged ones" in said.err


def test_no_report_is_said(files, tmp_path, capsys):
    assert verify(tmp_path / "nothing.html", files, capsys)[0] == 2
    (tmp_path / "other.html").write_text("<p>no report</p>")
    assert "carries no rows" in verify(tmp_path / "other.html", files, capsys)[1].err


def test_what_a_report_says_reaches_a_terminal_as_text(page, files, capsys):
    def change(rows):
        row = rows["layers"][0]["rows"][0]
        row.update(id="\x1b[31mquote", title="\x1b]8;;http://evil.invalid\x07", cited=[])
        row["passages"] = []
    forge(page, change)
    status, said = verify(page, files, capsys)
    assert status == 1 and "the report names no place of it" in said.out and not re.search("[\x1b\x07]", said.out)
