"""Folders of everything: each article comes in whole, each fault is one row of problems, and names are settled."""

from pathlib import Path

import fuzz
import intake_corpus
import pandas as pd
import pytest
from table_schema import validate

import workbench as wb
from workbench import tables
from workbench.intake import list_files, locate, name_files, read_articles, read_file
from workbench.intake.encodings import decode_as

FOLD = str.maketrans({"’": "'"})


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mixed") / "in"
    told = intake_corpus.make_corpus(folder)
    return (*read_articles(folder), told)


def kind_of(title: str | None) -> str | None:
    return title.split(" in the ")[1].split()[0] if isinstance(title, str) and " in the " in title else None


def test_every_kind_of_file_gives_its_articles_whole(corpus):
    articles, _, _ = corpus
    whole = {kind_of(row.title): row for row in articles.itertuples() if kind_of(row.title)}
    assert set(whole) == {
        "plain", "sub", "unnamed", "notes", "Geneva", "bom", "wide", "old", "mixed", "moji", "windows", "page", "named",
        "xhtml", "deep", "large", "one", "first", "second", "third", "fifth", "sixth", "seventh", "tenth", "rss",
        "atom", "word", "pdf"}
    for kind, row in whole.items():
        assert row.body.translate(FOLD) == "\n\n".join(intake_corpus.paragraphs(kind)), kind
        assert str(row.published.date()) == intake_corpus.DAY, kind
        assert row.published_from in ("header", "metadata")
        assert row.title.startswith(intake_corpus.title(kind))
    told = ("page", "named", "one", "third", "sixth", "tenth", "rss", "atom")
    assert {whole[kind].outlet for kind in told} == {"Tide News"}
    signed = ("one", "third", "sixth", "tenth", "atom")
    assert {name for kind in signed for name in whole[kind].authors} == {"Mara Lind"}
    assert whole["one"].url == "https://tide.example/one"


def test_rows_of_a_csv_with_stray_quotation_marks_load(corpus):
    articles, _, _ = corpus
    assert articles.loc[articles["path"].str.endswith("stray.csv"), "title"].tolist() == ['A 5" gun found', "Good"]


def test_every_fault_is_a_row_that_says_what_to_do(corpus):
    articles, problems, told = corpus
    by_file = problems.groupby(problems["path"].map(lambda path: Path(path).name))["problem"].agg(list)
    assert set(by_file.index) == set(told)
    for name, word in told.items():
        assert len(by_file[name]) == 1 and word in by_file[name][0], name
    lines = problems.set_index(problems["path"].map(lambda path: Path(path).name))["record"]
    assert (lines["lines.jsonl"], lines["stray.csv"]) == ("2", "3")
    in_part = {"lines.jsonl", "stray.csv", "russian.txt"}
    assert not {Path(path).name for path in articles["path"]} & (set(told) - in_part)
    validate("articles", articles)
    validate("problems", problems)


def test_an_article_in_another_language_is_kept_with_it(corpus):
    articles, _, _ = corpus
    assert articles.set_index("article").loc["russian", "language"] == "ru"
    assert set(articles["language"]) == {"en", "ru"}


def test_paragraphs_of_a_page_are_found_in_its_file(corpus):
    articles, _, _ = corpus
    row = articles.set_index("article").loc["page"]
    decoded = decode_as(Path(row["path"]).read_bytes(), row["encoding"])
    at = 0
    for paragraph in row["body"].split("\n\n"):
        assert [decoded[a:b] for a, b in locate(row["origin"], at, at + len(paragraph))] == [paragraph]
        at += len(paragraph) + 2


def test_names_come_from_the_paths_alone_and_are_settled_where_they_collide(tmp_path):
    paths = [tmp_path / name for name in ("x/a.txt", "x/a.html", "y/b.txt", "x/b.txt", "c.txt")]
    assert list(name_files(paths).values()) == ["a.txt", "a.html", "y/b", "x/b", "c"]
    assert name_files([]) == {}


def test_records_that_claim_one_id_are_told_apart(tmp_path):
    frame = pd.DataFrame({"id": ["a", "a"], "text": [" ".join(intake_corpus.paragraphs("one"))] * 2})
    articles, problems = read_articles(frame)
    assert articles["article"].tolist() == ["a", "text-1"]
    assert problems["problem"].str.contains("its id 'a'").tolist() == [True]


def test_a_dataframe_comes_in_like_a_file_and_columns_may_be_named():
    frame = pd.DataFrame({"story": ["\n".join(intake_corpus.paragraphs("frame")) + "\nALSO READ: Ten soups"],
                          "day": [pd.Timestamp("2026-02-17 18:00")], "headline": ["Ferries"], "empty": [None]})
    articles, problems = read_articles(frame, columns={"text": "story"})
    row = articles.iloc[0]
    assert (row["title"], str(row["published"].date()), row["published_from"]) == ("Ferries", "2026-02-17", "metadata")
    assert row["body"] == "\n\n".join(intake_corpus.paragraphs("frame"))
    assert [gone["text"] for gone in row["removed"]] == ["ALSO READ: Ten soups"]
    assert problems.empty


def test_a_path_that_is_not_there_is_one_clear_error(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"nothing at .*nowhere.*give a folder, a file or a glob"):
        read_articles(tmp_path / "nowhere")
    with pytest.raises(FileNotFoundError, match="no file matches"):
        read_articles(str(tmp_path / "*.txt"))


def test_in_a_list_it_is_a_problem_and_the_others_are_there(tmp_path):
    (tmp_path / "a.txt").write_text(intake_corpus.text("a"))
    articles, problems = read_articles([tmp_path / "a.txt", tmp_path / "nowhere", str(tmp_path / "*.txt")])
    assert articles["article"].tolist() == ["a"]
    assert problems["problem"].str.contains("nothing at").tolist() == [True]


def test_a_folder_without_articles_says_so(tmp_path):
    articles, problems = read_articles(tmp_path)
    assert articles.empty and problems["problem"].str.contains("no file in this folder").tolist() == [True]
    assert wb.load(tmp_path).quotes.empty


def test_no_permission_is_a_problem(tmp_path, monkeypatch):
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(intake_corpus.text(name))
    read = Path.read_bytes

    def refuse(path):  # root may read everything, so the refusal is simulated
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    articles, problems = read_articles(tmp_path)
    assert articles["article"].tolist() == ["b"]
    assert problems["problem"].str.contains("no permission").tolist() == [True]


def test_a_file_that_vanishes_meanwhile_is_a_problem(tmp_path):
    (tmp_path / "a.txt").write_text(intake_corpus.text("a"))
    paths, _ = list_files(tmp_path)
    paths[0].unlink()
    rows, problems = read_file(paths[0], "a")
    assert rows == [] and "vanished" in problems[0]["problem"]


def test_what_the_analyst_says_goes_before_what_the_file_says(tmp_path):
    (tmp_path / "a.txt").write_text(intake_corpus.text("a"))
    said = tmp_path / "said.toml"
    said.write_text('[a]\noutlet = "Tide News"\ndate = 2026-02-18\nauthor = "Ann Berg"\ncolour = "red"\n'
                    '[b]\ndate = "soon"\n')
    articles, problems = read_articles(tmp_path / "a.txt", overrides=said)
    row = articles.iloc[0]
    assert (row["outlet"], str(row["published"].date()), row["authors"]) == ("Tide News", "2026-02-18", ["Ann Berg"])
    assert (row["published_from"], row["published_evidence"]) == ("metadata", "said in said.toml")
    assert problems["problem"].str.contains(r"colour: no such key|\[b\]").tolist() == [True, True]


def test_readers_of_documents_say_what_to_install(tmp_path, monkeypatch):
    import sys

    (tmp_path / "a.docx").write_bytes(intake_corpus.word("a"))
    (tmp_path / "b.pdf").write_bytes(intake_corpus.pdf(["b"]))
    for module in ("docx", "pypdf"):
        monkeypatch.setitem(sys.modules, module, None)
    _, problems = read_articles(tmp_path)
    assert problems["problem"].str.contains("pip install 'workbench\\[documents\\]'").tolist() == [True, True]


def test_the_report_tells_what_came_in_and_from_where_each_date_is(tmp_path, capsys):
    from workbench.run.cli import main

    out = tmp_path / "articles.parquet"
    assert main(["intake", str(Path(__file__).parent.parent / "seeds"), "--out", str(out)]) == 0
    told = capsys.readouterr().out
    assert "5 articles, 0 problems" in told
    assert "2026-02-18  inferred (stamp “Feb 18, 2026” beside the article" in told
    assert "points to another article: ALSO READ: Ramaphosa" in told
    validate("articles", tables.conform("articles", pd.read_parquet(out)))
    (tmp_path / "empty").mkdir()
    assert main(["intake", str(tmp_path / "empty")]) == 1
    assert "no file in this folder" in capsys.readouterr().out


@pytest.mark.parametrize("reader", fuzz.bases())
def test_damaged_files_make_no_reader_fail(reader):
    assert fuzz.fuzz(reader, seconds=600, examples=12, rounds=1) >= 5      # `make fuzz` is the long run
