"""Attacks by codings and drafts that strangers hand on: what is damaged is told, nothing ends the load or runs on."""

import io
import json
import sqlite3
import time
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from test_judging import corpus  # noqa: F401  # a fixture

import workbench as wb
from workbench import tables
from workbench.export import load_codings, save_codings
from workbench.run import cli

HALF = "\ud800"
TAGS = ["issue: quota", "position: oppose"]
GOOD = {"target": {"source": "a", "selector": {"type": "TextQuoteSelector", "exact": "Smith backs quota 0."}},
        "body": TAGS}
WRONG = [
    {"target": [[]]}, {"target": {"selector": "x"}}, {"target": {"source": ["x"]}}, {"target": "a", "body": [7]},
    *({"target": {"selector": {"type": "TextPositionSelector", "start": start, "end": 1}}}
      for start in ("x", None, float("nan"), float("inf"), [])),
    {"target": {"source": "a", "selector": {"type": "TextQuoteSelector", "exact": 7}}, "body": TAGS},
    {"target": {"selector": {"type": "TextQuoteSelector"}}}, {"target": "a", "body": TAGS, "creator": ["x"]},
    {"target": HALF, "body": [f"issue: {HALF}"], "creator": HALF},
]


def test_one_damaged_annotation_costs_itself(corpus, tmp_path):  # noqa: F811
    (tmp_path / "s.json").write_text(json.dumps([*WRONG, GOOD]))
    rows, lost = load_codings(corpus, tmp_path / "s.json")
    assert len(rows) == 1 and len(lost) == len(WRONG)
    assert lost["why"].str.startswith("it is damaged").sum() == len(WRONG) - 1  # the last is of no issue we know


SELECTION = ('<PlainTextSelection startPosition="{}" endPosition="20"><Coding><CodeRef targetGUID="1"/></Coding>'
             "</PlainTextSelection>")
ENTITIES = "".join(f"<!ENTITY a{number} '{f'&a{number - 1};' * 10 if number else 'a' * 10}'>" for number in range(9))


def project(selections: str, head: str = "", texts: int = 0, **attributes: str) -> bytes:
    """A REFI-QDA project with one source, or with so many that all name one large text."""
    given = "".join(f' {name}="{value}"' for name, value in attributes.items())
    source = f"<TextSource{given}>{selections}</TextSource>" * max(1, texts)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", f'<?xml version="1.0"?>{head}<Project xmlns="urn:QDA-XML:project:1.0">'
                                        '<CodeBook><Codes><Code guid="1" name="position: oppose"/></Codes></CodeBook>'
                                        f"<Sources>{source}</Sources></Project>")
        if texts:
            archive.writestr("sources/b.txt", "x" * 20_000_000)
    return file.getvalue()


@pytest.mark.parametrize(("data", "why"), [
    (project(SELECTION.format("x"), name="a"), "it is damaged"),
    (project(SELECTION.format("9" * 5000), name="a"), "it is damaged"),
    (project(SELECTION.format(0).replace("endPosition", "end"), name="a"), "it is damaged"),
    (project(SELECTION.format(0), name="a", plainTextPath="/etc/passwd"), "it has no issue"),
    (project(SELECTION.format(0), name="a", plainTextPath="internal://../../etc/passwd"), ValueError),
    (project(SELECTION.format(0), f"<!DOCTYPE x [{ENTITIES}]>", name="&a8;"), ValueError),
    (project("<a>" * 100_000), ValueError),
    (project(SELECTION.format(0), texts=1000, name="a", plainTextPath="internal://b.txt"), "it has no issue"),
])
def test_a_project_that_is_damaged_or_a_bomb_is_told(corpus, tmp_path, data, why):  # noqa: F811
    (tmp_path / "s.qdpx").write_bytes(data)
    began = time.process_time()
    if isinstance(why, str):
        assert load_codings(corpus, tmp_path / "s.qdpx")[1]["why"][0].startswith(why)
    else:
        with pytest.raises(why, match="is no REFI-QDA project"):
            load_codings(corpus, tmp_path / "s.qdpx")
    assert time.process_time() - began < 5


def test_a_project_of_more_bytes_than_any_has_is_left(corpus, tmp_path, monkeypatch):  # noqa: F811
    from workbench.export import refi_qda

    monkeypatch.setattr(refi_qda, "LARGEST_BYTES", 10_000_000)
    (tmp_path / "s.qdpx").write_bytes(project("", texts=1, name="a", plainTextPath="internal://b.txt"))
    with pytest.raises(ValueError, match="unpacks to more than"):
        load_codings(corpus, tmp_path / "s.qdpx")


DNA = """CREATE TABLE DATASHORTTEXT(StatementId, Entity, VariableId); CREATE TABLE ENTITIES(ID, Value);
    CREATE TABLE DATABOOLEAN(StatementId, Value, VariableId); CREATE TABLE DOCUMENTS(ID, Title, Text, Notes);
    CREATE TABLE CODERS(ID, Name); CREATE TABLE VARIABLES(ID, Variable);
    INSERT INTO VARIABLES VALUES(1, 'concept'), (2, 'agreement'); INSERT INTO DATASHORTTEXT VALUES(1, 1, 1);
    INSERT INTO DATABOOLEAN VALUES(1, 1, 2); INSERT INTO ENTITIES VALUES(1, 'x');
    INSERT INTO CODERS VALUES(1, 'Kim');"""
STATEMENTS = "CREATE TABLE STATEMENTS(ID, Start, Stop, DocumentId, Coder);"
COUNT = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n{}) SELECT {} FROM n"


def base_of(path: Path, script: str) -> Path:
    with closing(sqlite3.connect(path)) as base:
        base.executescript(DNA + script)
    return path


@pytest.mark.parametrize("document", ["1, 7, 8, 9", "1, NULL, NULL, NULL", "1, 'a', X'ff', 'a'", "1, X'ff', 'a', 'z'"])
@pytest.mark.parametrize("span", ["'x', NULL", "0, 1", "1e999, -5"])
def test_a_statement_of_a_database_that_is_none_costs_itself(corpus, tmp_path, document, span):  # noqa: F811
    script = f"{STATEMENTS} INSERT INTO STATEMENTS VALUES(1, {span}, 1, 1); INSERT INTO DOCUMENTS VALUES({document});"
    rows, lost = load_codings(corpus, base_of(tmp_path / "s.dna", script))
    assert rows.empty and lost["why"][0].startswith("it is damaged")


@pytest.mark.parametrize(("script", "why"), [
    (f"CREATE VIEW STATEMENTS AS {COUNT.format('', 'x AS ID, 0 AS Start, 1 AS Stop, 1 AS DocumentId, 1 AS Coder')};",
     "made up when it is read"),
    (f"{STATEMENTS} INSERT INTO STATEMENTS {COUNT.format(' WHERE x < 3000', '1, 0, 1, 1, 1')};"
     f"INSERT INTO ENTITIES {COUNT.format(' WHERE x < 3000', '1, 2')};", "interrupted|more than 1,000,000 rows"),
])
def test_a_database_that_never_ends_is_given_up(corpus, tmp_path, monkeypatch, script, why):  # noqa: F811
    from workbench.intake.limits import SETTING

    monkeypatch.setenv(SETTING, "0.3")
    with pytest.raises(ValueError, match=why):
        load_codings(corpus, base_of(tmp_path / "s.dna", script))


@pytest.mark.parametrize(("name", "data", "words"), [
    ("s.json", b"[" * 200_000, "is no JSON .nested too deep"), ("s.json", b"7", "holds no list of annotations"),
    ("s.json", b"null", "holds no list of annotations"), ("s.csv", b"\xff\xfe", "is no CSV in UTF-8"),
    ("s.csv", b"document,start,end\na,1e999,nan\n", "row 2: start and end are numbers"),
    ("s.csv", b"document,words\na," + b"x" * 2_000_000, "field larger than field limit"),
    ("s.tsv", b"\xff", "is no WebAnno TSV 3: not UTF-8"),
    ("s.tsv", b"#FORMAT=WebAnno TSV 3.3\n1-1\tA-B\tx\t\n", "line 2: 'A-B' are no characters"),
    ("s.tsv", "#FORMAT=WebAnno TSV 3.3\n1-1\t²-³\tx\t\n".encode(), "line 2: '²-³' are no characters"),
])
def test_a_file_of_anything_is_refused_in_words(corpus, tmp_path, name, data, words):  # noqa: F811
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ValueError, match=words):
        load_codings(corpus, tmp_path / name)


def test_no_article_s_id_leads_out_of_the_folder_of_codings(corpus, tmp_path):  # noqa: F811
    ids = {"a": "../../evil", "b": str(tmp_path / "abs")}
    frames = {name: corpus.table(name).assign(article=lambda rows: rows["article"].replace(ids))
              for name in ("articles", "stances")}
    strange = wb.Corpus({**{name: tables.make(name) for name in tables.TABLES}, **frames}, corpus.settings)
    folder = save_codings(strange, tmp_path / "one" / "two" / "codings")
    made = list(tmp_path.rglob("*.tsv"))
    assert len(made) == strange.stances["article"].nunique() and {path.parent for path in made} == {folder}
    rows, lost = load_codings(strange, folder)
    assert len(rows) == len(strange.stances) and lost.empty


def test_a_word_file_with_entities_is_told_and_not_cut(tmp_path):
    import docx

    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph("The port will open on Monday, Ann Lee said.")
    document.save(file)
    with zipfile.ZipFile(file) as whole, zipfile.ZipFile(tmp_path / "d.docx", "w") as made:
        for part in whole.infolist():
            data = whole.read(part)
            if part.filename == "word/document.xml":
                data = data.replace(b"?>", b"?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>", 1)
                data = data.replace(b"will open", b"will &e; open")
            made.writestr(part.filename, data)
    with pytest.raises(ValueError, match="declares a document type"):
        wb.read_draft(tmp_path / "d.docx")
    loaded = wb.load(tmp_path / "d.docx", cache=False)
    assert loaded.articles.empty and "declares a document type" in loaded.problems["problem"][0]


STORY = "Ann Lee said on Monday that the port would open. “We are ready,” Bo Hansen told reporters."


@pytest.fixture
def checked(tmp_path, monkeypatch):
    """A folder with sources, a registry and a draft, in which `workbench check` runs."""
    monkeypatch.chdir(tmp_path)
    Path("sources").mkdir()
    Path("sources/a.txt").write_text(STORY)
    Path("actors.toml").write_text("[lee]\nname = 'Ann Lee'\nkind = 'person'\n")
    Path("draft.md").write_text("“We are ready,” Bo Hansen said.")
    return ["check", "draft.md", "--corpus", "sources", "--actors", "actors.toml"]


@pytest.mark.parametrize("option", ["--out", "--json", "--sarif", "--comments"])
@pytest.mark.parametrize("place", ["actors.toml", "sources/a.txt", "sources/new.html", "draft.md"])
def test_a_check_writes_over_nothing_that_it_was_made_from(checked, capsys, option, place):
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    assert cli.main([*checked, option, place]) == 2
    assert "never written to" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before


def test_a_draft_that_lies_among_its_sources_does_not_bear_itself_out(checked, capsys):
    Path("draft.md").rename("sources/draft.md")
    assert cli.main(["check", "sources/draft.md", *checked[2:]]) == 2
    assert "would bear itself out" in capsys.readouterr().err
