"""A draft against its sources: what is found, what is not, and that neither draft nor source does anything."""

import json
import re

import pandas as pd
import pytest
from table_schema import validate

import workbench as wb
from workbench.checking.check_report import as_json, as_sarif, draw_page
from workbench.checking.word_comments import write_comments
from workbench.run import cli

SOURCE = """“We have asked for 14 boats, and we will not wait until winter,” Ada Holm, the harbour master, \
said on Tuesday. “If the council pays, the ferry will run at night.”

Holm said that the pier could collapse. Jan Brook, a councillor, told reporters: “The pier is as sound as a bell.”

The harbour lies two miles from Ostby. A crane fell on Monday."""


@pytest.fixture(scope="module")
def sources():
    return wb.load(pd.DataFrame({"article": ["a"], "text": [SOURCE], "published": pd.to_datetime(["2026-03-04"])}))


def check(sources, *sentences):
    """(what, verdict, change) of each row, of all sentences in one draft."""
    checks = wb.check("\n\n".join(sentences), sources).checks
    validate("checks", checks)
    starts = [sum(map(len, sentences[:number])) + 2 * number for number in range(len(sentences))]
    return [[(row.verdict, row.change if row.change == row.change else None) for row in checks.itertuples()
             if start <= row.start < start + len(sentence)] for start, sentence in zip(starts, sentences, strict=True)]


def test_faults_are_named_and_look_alikes_are_left_alone(sources):
    table = [
        ("“We have asked for 14 boats, and we will not wait until winter,” Holm said.", [("verbatim", None)]),
        ("“we have asked for 14 boats … we will not wait,” Holm said.", [("verbatim", None)]),
        ("“We have asked for 40 boats, and we will not wait until winter,” Holm said.", [("altered", "number")]),
        ("“We have asked for 14 boats, and we will wait until winter,” Holm said.", [("altered", "negation")]),
        ("“We have asked for boats, and we will not wait until winter,” Holm said.", [("altered", "omission")]),
        ("“We have asked for 14 boats, and we will not sail until winter,” Holm said.", [("altered", "word")]),
        ("“We have asked for 14 boats, the pier is as sound as a bell,” Holm said.", [("altered", "joined")]),
        ("“The pier is as sound as a bell,” Ada Holm said.", [("other speaker", None)]),
        ("“We will not wait until winter,” Holm said on Friday.", [("other day", None)]),
        ("“The ferry will run at night,” Holm said.", [("out of its condition", "condition")]),
        ("Holm admitted that the pier could collapse.", [("stronger", "cue")]),
        ("Holm said that the pier will collapse.", [("stronger", "modal")]),
        ("Holm said that the pier could collapse.", [("supported", None)]),
        ("The pier could collapse.", []),  # two words of content are too few to be told
        ("A crane fell at the harbour on Sunday.", [("other", "day")]),
        ("The harbour lies nine miles from Ostby.", [("other", "number")]),
        ("The harbour lies two miles from Ostby.", [("told as fact", None)]),
        ("“Nothing of this is in any paper,” Holm said.", [("not found", None)]),
    ]
    found = check(sources, *(sentence for sentence, _ in table))
    wrong = [(sentence, rows) for (sentence, expected), rows in zip(table, found, strict=True) if rows != expected]
    assert not wrong


def test_a_verdict_shows_the_words_of_both(sources):
    draft = "Yes. “We have asked for 14 boats, and we will wait until winter,” Holm said."
    row = wb.check(draft, sources).faults.iloc[0]
    assert draft[row["start"]:row["end"]] == row["text"]
    assert SOURCE[row["source_start"]:row["source_end"]] == row["evidence"]
    assert row["article"] == "a" and row["source_speaker"].startswith("Ada Holm")


def test_the_page_shows_names_not_ids(sources):
    page = draw_page(wb.check("Holm said that the pier could collapse.", sources), "Check")
    assert "<td>Ada Holm</td>" in page and "ada_holm" not in page


def test_the_balance_tells_who_is_not_quoted(sources):
    balance = wb.check("“We will not wait until winter,” Ada Holm said.", sources).balance
    validate("balance", balance)
    assert dict(zip(balance["actor"], balance["is_missing"], strict=True)) == {"ada_holm": False, "jan_brook": True}


HOSTILE = "“<script>alert(1)</script> ignore all instructions,” Holm said. <img src=x onerror=alert(1)>"


@pytest.mark.parametrize("draft", ["", "“”", "\x00\x1b[31m", "“" * 500, HOSTILE, "… [] “…” 7 ½ \ud800"])
def test_any_text_is_only_text(sources, draft):
    checked = wb.check(draft, sources)
    page = draw_page(checked, "</title><script>")
    assert "<script" not in page and "<img" not in page and "\x1b" not in page
    json.loads(as_json(checked)), json.loads(as_sarif(checked, "draft.txt"))
    assert not len(checked.checks) or set(checked.checks["verdict"]) == {"not found"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sources")
    (folder / "a.txt").write_text(f"A quarrel over boats in Ostby\n\nMarch 4, 2026\n\n{SOURCE}\n", encoding="utf-8")
    return folder


def write_drafts(folder):
    """One draft in each kind of file."""
    docx = pytest.importorskip("docx")
    said, more = "“We have asked for 14 boats, and we will wait until winter,” Holm said.", "It is two miles away."
    (folder / "d.txt").write_text(f"{said}\n\n{more}", encoding="utf-8")
    (folder / "d.md").write_text(f"# Boats\n\n> {said[:40]}\n> {said[41:]}\n\n{more}", encoding="utf-8")
    (folder / "d.html").write_text(f"<html><body><p>{said}</p><p>{more}</p></body></html>", encoding="utf-8")
    cells = [{"cell_type": "code", "source": ["1"]}, {"cell_type": "markdown", "source": [said]}]
    (folder / "d.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    document = docx.Document()
    document.add_paragraph(more)
    document.add_table(1, 1).cell(0, 0).text = said
    document.save(folder / "d.docx")
    return sorted(folder.glob("d.*"))


def test_every_kind_of_file_is_read_and_none_is_written_to(folder, tmp_path, sources):
    for path in write_drafts(tmp_path):
        before = path.read_bytes()
        faults = wb.check(wb.read_draft(path), sources).faults
        assert faults["change"].tolist() == ["negation"], path.name
        assert path.read_bytes() == before


def test_the_command_writes_reports_and_tells_by_its_status(folder, tmp_path, capsys):
    draft = tmp_path / "draft.md"
    draft.write_text("“We have asked for 14 boats, and we will wait until winter,” Holm said.", encoding="utf-8")
    outs = [str(tmp_path / f"out.{kind}") for kind in ("html", "json", "sarif")]
    argv = ["check", str(draft), "--corpus", str(folder), "--out", outs[0], "--json", outs[1], "--sarif", outs[2]]
    assert cli.main(argv) == 0
    assert "altered (negation)" in capsys.readouterr().out
    region = json.loads((tmp_path / "out.sarif").read_text("utf-8"))["runs"][0]["results"][0]["locations"][0]
    assert region["physicalLocation"]["region"]["startColumn"] == 2
    assert cli.main([*argv, "--strict"]) == 1
    assert cli.main(["check", str(draft), "--corpus", str(folder), "--out", str(draft)]) == 2
    assert "never written to" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "data", "told"), [
    ("d.png", b"\x89PNG\r\n\x1a\n", "PNG"), ("d.docx", b"PK\x03\x04word/ broken", "damaged"), ("d.txt", b"", "empty"),
    ("d.ipynb", b"{]", "damaged"), ("d.csv", b"a,b\n1,2\n", "records")])
def test_what_is_no_draft_is_told(tmp_path, name, data, told):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ValueError, match=told):
        wb.read_draft(tmp_path / name)


def test_a_corpus_without_articles_and_a_draft_that_is_no_text_are_errors(sources):
    with pytest.raises(TypeError, match="str"):
        wb.check(b"draft", sources)
    with pytest.raises(ValueError, match="no articles"):
        wb.check("draft", wb.Corpus({"articles": sources.articles.head(0)}, sources.settings))


BRIDGE_DRAFT = "“The bridge is safe,” the engineer Ada Holm said.\n\nIt was “<b>closed</b> at noon,” she added.\n"
BRIDGE = "“The bridge is not safe,” the engineer Ada Holm said on Friday. It was closed at six, she added."


def test_verdicts_become_comments_in_a_copy_of_a_word_draft(tmp_path):
    import docx

    document = docx.Document()
    for words in BRIDGE_DRAFT.split("\n\n"):
        paragraph = document.add_paragraph()
        for part in re.split(r"(?<=is )", words.strip()):  # as Word cuts a paragraph into runs
            paragraph.add_run(part)
    document.save(tmp_path / "draft.docx")
    before = (tmp_path / "draft.docx").read_bytes()
    checked = wb.check(wb.read_draft(tmp_path / "draft.docx"), wb.load(pd.DataFrame({"text": [BRIDGE]})))
    assert write_comments(tmp_path / "draft.docx", checked, tmp_path / "out.docx") == 0
    assert (tmp_path / "draft.docx").read_bytes() == before
    comments = [comment.text for comment in docx.Document(tmp_path / "out.docx").comments]
    assert len(comments) == len(checked.checks) and "altered (negation)" in comments[0]
    with pytest.raises(ValueError, match="the draft itself"):
        write_comments(tmp_path / "out.docx", checked, tmp_path / "out.docx")
    with pytest.raises(ValueError, match="no Word document"):
        write_comments(tmp_path / "draft.md", checked, tmp_path / "out.docx")


def test_the_verdicts_of_a_draft_are_looked_through_the_gravest_first():
    checked = wb.check(BRIDGE_DRAFT, wb.load(pd.DataFrame({"text": [BRIDGE]})))
    explorer = wb.show.explore_draft(checked)
    assert explorer.table.rows[0][0] == "✗ altered (negation)"
    explorer.table.chosen = len(explorer.records) - 1
    assert "closed" in explorer.page.html and "<b>closed" not in explorer.page.html
    assert "<b>closed" not in explorer._repr_mimebundle_()["text/html"]
    assert "1 place to put right first" in wb.show.tell_draft(checked).text


def test_without_a_draft_the_notebook_says_what_to_do(seeds):
    checked = wb.check("", seeds)
    assert "draft_file" in wb.show.tell_draft(checked).text and checked.checks.empty
    assert "Nobody who is known" in wb.show.draw_balance(checked, {}).to_dict()["description"]
