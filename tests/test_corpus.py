"""A Corpus and an Analysis as objects, and what the front door says to whatever is handed to it."""

import copy
import pickle
from datetime import date
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import workbench as wb
from workbench import tables
from workbench.corpus import TableOfCorpus
from workbench.load_and_open import PREPARED, prepare
from workbench.text.calendar_days import read_day

ROOT = Path(__file__).resolve().parent.parent
TEXT = "The ferry sailed on Tuesday, the mayor said."


def test_an_analysis_is_copied_and_pickled():
    analysis = wb.analyse(TEXT, published="2026-02-18", layers="times")
    for other in (copy.copy(analysis), copy.deepcopy(analysis), pickle.loads(pickle.dumps(analysis))):
        assert other.times["value"].tolist() == ["2026-02-17"]
    assert "times" in dir(analysis)
    with pytest.raises(AttributeError, match="no table 'quotes' here; this analysis has times"):
        _ = analysis.quotes


def test_a_corpus_is_copied_pickled_and_saved_whole(seeds, tmp_path):
    for other in (copy.copy(seeds), copy.deepcopy(seeds), pickle.loads(pickle.dumps(seeds)),
                  wb.open(seeds.save(tmp_path))):
        for name in tables.TABLES:
            pd.testing.assert_frame_equal(getattr(other, name), getattr(seeds, name))
    assert "quotes" in dir(seeds)


@pytest.mark.parametrize("begin, finish", [
    ("2026-02-13", "2026-02-18"), (date(2026, 2, 13), pd.Timestamp("2026-02-18")), ("2026-02-13T00:00", None),
    ("", ""), (None, pd.NaT),
])
def test_a_period_is_given_as_text_or_days(seeds, begin, finish):
    assert len(seeds.between(begin, finish).articles) == len(seeds.articles)


@pytest.mark.parametrize("begin, finish, message", [
    ("last week", None, "begin: 'last week' is no day; write it as 2026-02-17"),
    (None, "2026-02-30", "finish: '2026-02-30' is no day"),
    ("13/02/2026", "", "is no day"),
    ("2026-02-18", "2026-02-13", "begin .2026-02-18. is after finish .2026-02-13."),
])
def test_a_period_that_is_none_is_an_error(seeds, begin, finish, message):
    with pytest.raises(ValueError, match=message):
        seeds.between(begin, finish)


@pytest.mark.parametrize("value", [None, "", pd.NaT, pd.NA, float("nan")])
def test_an_empty_day_is_no_limit(value):
    assert read_day(value, "published") is None


@pytest.mark.parametrize("text, given, error, message", [
    (None, {}, TypeError, "a text to analyse is a str, not NoneType"),
    (b"He left.", {}, TypeError, "a str, not bytes"),
    (TEXT, {"published": "yesterday"}, ValueError, "published: 'yesterday' is no day"),
    (TEXT, {"layers": ["tmes"]}, ValueError, "no layer 'tmes'; the layers are times"),
    (TEXT, {"actors": Path()}, ValueError, "a folder, not a registry of actors"),
    (TEXT, {"issues": Path()}, ValueError, "a folder, not a file of issues"),
])
def test_what_cannot_be_analysed_is_one_clear_error(text, given, error, message):
    with pytest.raises(error, match=message):
        wb.analyse(text, **given)


def test_half_a_character_is_replaced_and_moves_nothing():
    text = "Talks \ud83d failed on Tuesday."
    times = wb.analyse(text, layers=["times", "sentences"]).times
    assert text[times["start"][0]:times["end"][0]] == "Tuesday"


@pytest.mark.parametrize("source, error, message", [
    (None, TypeError, "NoneType is none of them"),
    (3, TypeError, "int is none of them"),
    ({"text": [TEXT]}, TypeError, "dict is none of them"),
    (pd.Series([TEXT]), TypeError, "Series is none of them"),
    ([pd.DataFrame({"text": [TEXT]})], TypeError, "one DataFrame"),
    ("", ValueError, "an empty path"),
])
def test_what_holds_no_articles_is_one_clear_error(source, error, message):
    with pytest.raises(error, match=message):
        wb.load(source)


def test_a_saved_corpus_is_not_taken_for_articles(tmp_path):
    folder = wb.load(pd.DataFrame({"text": []})).save(tmp_path)
    with pytest.raises(ValueError, match=r"open it with workbench\.open"):
        wb.load(folder)


def test_the_notebooks_of_a_run_read_the_corpus_that_it_prepared_and_no_other(seeds, tmp_path, monkeypatch):
    folder = tmp_path / "prepared"
    prepare(seeds, folder, ROOT / "seeds")
    monkeypatch.setenv(PREPARED, str(folder))
    again = wb.load(ROOT / "seeds")
    for name in tables.TABLES:
        assert_frame_equal(again.table(name), seeds.table(name))
    (folder / "articles.parquet").unlink()  # what reads the files themselves misses nothing
    assert list(wb.load(ROOT / "seeds" / "001*").articles["article"]) == [
        name for name in seeds.articles["article"] if name.startswith("001")]
    issues = tmp_path / "issues.toml"
    issues.write_text('[buffer]\nname = "Buffer"\nproposition = "a buffer zone"\nphrases = ["buffer zone"]\n')
    assert len(wb.load(ROOT / "seeds", issues=issues).articles) == 5


def test_the_order_of_the_files_changes_no_row(seeds):
    files = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"), reverse=True)
    other = wb.load(files, cache=False)
    for name, table in tables.TABLES.items():
        one, two = (getattr(corpus, name).sort_values(table.sort_key, kind="stable", ignore_index=True)
                    for corpus in (seeds, other))
        pd.testing.assert_frame_equal(one, two, obj=name)


def test_every_declared_table_is_an_attribute_that_editors_and_type_checkers_know():
    declared = {name for name, value in vars(wb.Corpus).items() if isinstance(value, TableOfCorpus)}
    assert declared == set(tables.TABLES)
    assert wb.Corpus.quotes.__doc__ == tables.TABLES["quotes"].meaning
    with pytest.raises(AttributeError, match="a corpus has no table 'qoutes'; it has articles, "):
        _ = wb.load(pd.DataFrame({"text": []})).qoutes


@pytest.mark.parametrize("package", ["workbench", "workbench.extract", "workbench.lake"])
def test_a_menu_gives_every_name_it_lists(package):
    menu = import_module(package)
    assert all(getattr(menu, name) is not None for name in menu.__all__)
    assert set(menu.__all__) <= set(dir(menu))
    with pytest.raises(AttributeError, match=f"{package} has no 'nonsense'; it has "):
        _ = menu.nonsense


def test_days_without_articles_and_unknown_actors_are_told_with_what_there_is(seeds):
    with pytest.raises(ValueError, match="no article from 2026-03-01 among 5: they run from 2026-02-13 to 2026-02-18"):
        seeds.between("2026-03-01")
    with pytest.raises(ValueError, match="no article mentions an actor 'zelenskyy': did you mean volodymyr_zelenskyy"):
        seeds.about("zelenskyy")
    assert len(seeds.about("volodymyr_zelenskyy").articles)
