"""What is exported loads again as the same tables, and no cell of it is a formula."""

import csv
import json

import openpyxl
import pandas as pd
import pytest

import workbench as wb
from workbench import export, tables
from workbench.export.cells import protect_text, read_cell, write_cell

KINDS = ("parquet", "csv", "xlsx")
HOSTILE = ["=HYPERLINK(\"x\")", "+1+1", "-2+3", "@SUM(A1)", "\tx", "\rx", "\nx", "'=1", "''", "'", "", " =1", "＝1",
           "a\x08b", "_x0008_", "line\r\nline\rline", "“quoted, with \"marks\"; and signs”", "éß漢\U0001f600", "|calc",
           "%0A"]


class Holder:
    """A corpus as far as the export looks at it: tables by name."""

    def __init__(self, **frames):
        self.frames = frames

    def __getattr__(self, name):
        return self.frames.get(name, tables.make(name))


@pytest.fixture(scope="module")
def hostile():
    articles = [{"article": f"a{number}", "title": text, "body": text, "words": number, "published_from": "unknown",
                 "sha256": "0", "authors": [text, "x"], "published": None if number % 2 else "2026-02-17",
                 "removed": [{"text": text, "reason": "r", "from": 0, "to": 1}]} for number, text in enumerate(HOSTILE)]
    articles.append({"article": "long", "body": ("=1+1 " * 20_000) + "end", "published_from": "unknown", "words": 1,
                     "sha256": "0", "published": "1788-05-01"})
    copies = [{"article": "a0", "copy_of": "a1", "shared": 0.1 + 0.2, "why": None}]
    quotes = [{"quote_id": "a0:1", "article": "a0", "kind": "direct", "rule": "r", "content": HOSTILE,
               "content_spans": [[0, 1], [2, 3]], "speakers": [], "cue_start": 3, "said_on": "2026-02-17"}]
    return Holder(**{name: tables.make(name, rows) for name, rows in
                     (("articles", articles), ("copies", copies), ("quotes", quotes))})


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_tables_come_back_the_same(hostile, tmp_path, kind):
    export.save_tables(hostile, tmp_path, kinds=[kind])
    loaded = export.load_tables(tmp_path)
    assert set(loaded) == set(tables.TABLES)
    for name in tables.TABLES:
        pd.testing.assert_frame_equal(loaded[name], getattr(hostile, name), obj=name)


@pytest.mark.parametrize("kind", KINDS)
def test_all_tables_of_the_seeds_come_back_the_same(seeds, tmp_path, kind):
    export.save_tables(seeds, tmp_path, kinds=[kind])
    for name, frame in export.load_tables(tmp_path).items():
        pd.testing.assert_frame_equal(frame, getattr(seeds, name)[tables.TABLES[name].names], obj=name)


def test_no_cell_of_a_csv_file_begins_like_a_formula(hostile, tmp_path):
    for path in export.save_tables(hostile, tmp_path, kinds=["csv"]):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))]


def test_no_cell_of_the_workbook_is_a_formula(hostile, tmp_path):
    export.save_tables(hostile, tmp_path, kinds=["xlsx"])
    book = openpyxl.load_workbook(tmp_path / "workbench.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert len(cells) > 500
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert max(len(str(cell.value)) for cell in cells) <= 32_767


def test_days_and_numbers_are_days_and_numbers_in_the_workbook(hostile, tmp_path):
    export.save_tables(hostile, tmp_path, kinds=["xlsx"], names=["articles", "copies"])
    book = openpyxl.load_workbook(tmp_path / "workbench.xlsx")
    assert book.sheetnames == ["articles", "copies"]
    columns = {cell.value: cell.column for cell in book["articles"][1]}
    assert book["articles"].cell(2, columns["published"]).is_date
    assert book["articles"].cell(3, columns["words"]).value == 1


@pytest.mark.parametrize(("value", "kind", "cell"), [
    ("=1", "text", "'=1"), ("a=1", "text", "a=1"), ("", "text", "'"), (None, "text", None), ("'", "text", "''"),
    (-5, "integer", -5), (0.5, "number", 0.5), (True, "yes or no", True), (["=1"], "texts", '["=1"]'),
    ([], "spans", "[]"),
])
def test_one_value_and_its_cell(value, kind, cell):
    assert write_cell(value, kind) == cell
    assert read_cell(cell, kind) == value
    assert read_cell("" if cell is None else str(cell), kind) == value, "as text, from CSV"


def test_a_cell_that_does_not_fit_is_named(tmp_path):
    (tmp_path / "copies.csv").write_text("article,copy_of,shared\na,b,much\n", encoding="utf-8")
    with pytest.raises(ValueError, match="table copies, row 2, column shared: 'much' is no number"):
        export.load_tables(tmp_path)


def test_what_is_unknown_is_named(hostile, tmp_path):
    with pytest.raises(ValueError, match="no kind of file 'ods'; there are parquet, csv, xlsx"):
        export.save_tables(hostile, tmp_path, kinds=["ods"])
    with pytest.raises(ValueError, match="no table 'quote'"):
        export.save_tables(hostile, tmp_path, names=["quote"])
    with pytest.raises(FileNotFoundError, match="save_tables"):
        export.load_tables(tmp_path)


def test_articles_as_json_lines_come_back_the_same(hostile, tmp_path):
    path = export.save_articles(hostile, tmp_path / "corpus.jsonl")
    lines = path.read_text(encoding="utf-8").split("\n")
    assert json.loads(lines[0])["published"] == "2026-02-17"
    pd.testing.assert_frame_equal(export.load_articles(path), hostile.articles)


def test_exported_articles_are_taken_in_again(seeds, tmp_path):
    again = wb.load(export.save_articles(seeds, tmp_path / "corpus.jsonl"), cache=False)
    for column in ("article", "title", "published", "body", "outlet"):
        pd.testing.assert_series_equal(again.articles[column], seeds.articles[column])


def test_a_damaged_line_is_named(tmp_path):
    path = tmp_path / "corpus.jsonl"
    path.write_text('{"article": "a"}\n{"article": \n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"corpus\.jsonl, line 2: no JSON object"):
        export.load_articles(path)


@pytest.mark.parametrize("text", HOSTILE)
def test_protection_is_undone_exactly(text):
    assert protect_text(text)[0] not in "=+-@\t\r\n "
    assert read_cell(protect_text(text), "text") == text
