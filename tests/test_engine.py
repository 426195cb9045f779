"""Many articles: the cache, processes and poison articles change nothing but the time it takes."""

import re

import pandas as pd
import pyarrow.parquet as pq
import pytest
import test_house as house

from workbench import extract, tables
from workbench.compare.comparisons import COMPARISONS, compare
from workbench.extract import layers as registry
from workbench.extract import many_articles
from workbench.extract.issues_file import Issue
from workbench.extract.reading import Settings
from workbench.store.cache import Cache
from workbench.store.parquet_files import read_arrow, write_arrow
from workbench.syntax import parser

TEXTS = {
    "harbour": "The port authority said on Monday that the strike had ended. Dockers return on Tuesday.",
    "union": "“We will not sign,” Ann Lee told reporters on Friday. The union rejected the offer.",
    "quiet": "Nothing here.",
}
SETTINGS = Settings(issues=(Issue("pay", "Pay", "Dockers are paid more", ("higher pay",)),))


def articles(texts=TEXTS):
    return tables.make("articles", [
        {"article": name, "body": text, "published": "2025-03-05", "published_from": "header",
         "words": len(text.split()), "sha256": name}
        for name, text in texts.items()])


def analyse(frame, cache=None, settings=SETTINGS, layers=tuple(extract.LAYERS), workers=1):
    made, problems = many_articles.analyse_articles(frame, settings, layers, cache, workers)
    assert problems == []
    return made


def same(left, right):
    for layer in left:
        pd.testing.assert_frame_equal(left[layer], right[layer])


@pytest.fixture
def runs(monkeypatch):
    """The (article, layer) pairs that were really found, as they are."""
    done = []
    find = registry.find_layer

    def noting(reading, layer):
        done.append((reading.article, layer))
        return find(reading, layer)

    monkeypatch.setattr(registry, "find_layer", noting)
    return done


@pytest.fixture
def parsed(monkeypatch):
    """The texts that were really parsed, as they are."""
    texts = []
    parse = parser.parse
    monkeypatch.setattr(parser, "parse", lambda text, name: texts.append(text) or parse(text, name))
    return texts


def test_an_article_is_parsed_once_for_all_layers(parsed):
    analyse(articles())
    assert sorted(parsed) == sorted(TEXTS.values())


def test_a_second_time_nothing_is_found_again_and_the_tables_are_the_same(tmp_path, runs):
    first = analyse(articles(), Cache(tmp_path))
    assert len(runs) == 3 * len(extract.LAYERS)
    runs.clear()
    same(analyse(articles(), Cache(tmp_path)), first)
    assert runs == []


def test_one_new_article_costs_one_article(tmp_path, runs):
    analyse(articles({"harbour": TEXTS["harbour"], "quiet": TEXTS["quiet"]}), Cache(tmp_path))
    runs.clear()
    same(analyse(articles(), Cache(tmp_path)), analyse(articles()))
    assert {article for article, _ in runs[:len(extract.LAYERS)]} == {"union"}


OFFER = Settings(issues=(Issue("offer", "The offer", "The union accepts the offer", ("the offer",)),))


def test_other_issues_find_stances_only_and_parse_nothing(tmp_path, runs, parsed):
    analyse(articles(), Cache(tmp_path))
    runs.clear()
    parsed.clear()
    again = analyse(articles(), Cache(tmp_path), OFFER)
    assert {layer for _, layer in runs} == {"stances"} and parsed == []
    assert len(again["stances"])
    same(again, analyse(articles(), settings=OFFER))


@pytest.mark.parametrize(("column", "value"), [
    ("heads", "1"), ("heads", "99999"), ("heads", "x"), ("lengths", "3"), ("pos", "EVIL"), ("inside", "9")])
def test_a_parse_that_is_no_tree_or_of_another_text_is_made_again(tmp_path, parsed, column, value):
    analyse(articles(), Cache(tmp_path))
    pack = next((tmp_path / "parses").glob("*.parquet"))
    table = pq.read_table(pack)
    wrong = [[value] * len(row) for row in table[column].to_pylist()]
    pq.write_table(table.set_column(table.column_names.index(column), column, [wrong]), pack)
    parsed.clear()
    again = analyse(articles(), Cache(tmp_path), OFFER)
    assert TEXTS["union"] in parsed
    same(again, analyse(articles(), settings=OFFER))


def test_another_body_or_date_of_an_article_is_found_again(tmp_path, runs):
    analyse(articles(), Cache(tmp_path), layers=["times"])
    runs.clear()
    changed = articles()
    changed.loc[0, "body"] += " It rained."
    changed.loc[1, "published"] = pd.Timestamp("2025-03-06")
    analyse(changed, Cache(tmp_path), layers=["times"])
    assert runs == [("harbour", "times"), ("union", "times")]


def test_the_order_of_the_articles_and_the_number_of_workers_change_no_row():
    one = analyse(articles())
    other = analyse(articles().iloc[::-1], workers=2)
    for layer, frame in one.items():
        key = [column for column in ("article", "start") if column in frame] or ["quote_id"]
        pd.testing.assert_frame_equal(other[layer].sort_values(key, kind="stable", ignore_index=True),
                                      frame.sort_values(key, kind="stable", ignore_index=True))


@pytest.mark.parametrize("damage", [b"", b"PAR1 and then nothing", b"\x80\x04\x95."])
def test_a_damaged_pack_is_removed_with_a_word_and_made_again(tmp_path, damage):
    first = analyse(articles(), Cache(tmp_path))
    pack = next((tmp_path / "sentences").glob("*.parquet"))
    pack.write_bytes(damage)
    with pytest.warns(UserWarning, match="damaged or not the workbench's"):
        again = analyse(articles(), Cache(tmp_path))
    same(again, first)
    assert not pack.exists()


def test_packs_of_another_version_with_other_columns_are_left_alone(tmp_path):
    """A cache belongs to the user: two versions of the workbench share it."""
    first = analyse(articles(), Cache(tmp_path))
    for pack in (tmp_path / "times").glob("*.parquet"):
        theirs = read_arrow(pack)
        write_arrow(pack.with_name("theirs.parquet"), theirs.drop_columns(["anchor"]))
    changed = articles()
    changed.loc[1, "published"] = pd.Timestamp("2025-03-06")
    analyse(changed, Cache(tmp_path))
    same(analyse(articles(), Cache(tmp_path)), first)
    assert (tmp_path / "times" / "theirs.parquet").exists()


def test_a_foreign_parquet_file_is_not_trusted(tmp_path):
    (tmp_path / "times").mkdir()
    pd.DataFrame({"article": ["harbour"], "cache_key": ["k"]}).to_parquet(tmp_path / "times" / "theirs.parquet")
    with pytest.warns(UserWarning, match="not the workbench's"):
        same(analyse(articles(), Cache(tmp_path)), analyse(articles()))


def test_the_size_limit_lets_the_oldest_packs_go(tmp_path):
    analyse(articles(), Cache(tmp_path, limit=0))
    assert Cache(tmp_path).status()["bytes"].sum() == 0
    analyse(articles(), Cache(tmp_path))
    status = Cache(tmp_path).status().set_index("layer")
    assert status.loc["sentences", "articles"] == 3
    assert Cache(tmp_path).clear() == len(extract.LAYERS) + 1  # and the parses
    assert Cache(tmp_path).status().empty


def test_many_small_packs_are_put_together_with_nothing_lost_or_found_again(tmp_path, monkeypatch, runs):
    from workbench.store import cache

    monkeypatch.setattr(cache, "MANY_PACKS", 3)
    for name, text in TEXTS.items():
        analyse(articles({name: text}), Cache(tmp_path), layers=["times"])
    assert len(list((tmp_path / "times").glob("*.parquet"))) == 1
    runs.clear()
    same(analyse(articles(), Cache(tmp_path), layers=["times"]), analyse(articles(), layers=["times"]))
    assert len(runs) == len(TEXTS)  # those of the second call, which has no cache


def analyse_often(folder, times=15):
    """In a process of its own: the rows found each time, as text, with the cache in `folder`."""
    return {str(analyse(articles(), Cache(folder), layers=["times"])["times"].to_dict("records")) for _ in range(times)}


def test_two_processes_use_one_cache_at_once_though_it_is_cleared_meanwhile(tmp_path, recwarn):
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        running = [pool.submit(analyse_often, tmp_path) for _ in range(2)]
        while not all(one.done() for one in running):
            Cache(tmp_path).clear()
            Cache(tmp_path).status()
    expected = {str(analyse(articles(), layers=["times"])["times"].to_dict("records"))}
    assert [one.result() for one in running] == [expected, expected]
    assert [str(word.message) for word in recwarn if "damaged" in str(word.message)] == []


def test_a_cache_that_cannot_be_written_costs_time_only(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.warns(UserWarning, match="could not be written"):
        same(analyse(articles(), Cache(tmp_path / "file")), analyse(articles()))


def test_a_poison_article_is_a_problem_and_the_others_are_all_there(monkeypatch, tmp_path):
    find = registry.find_layer

    def poisoned(reading, layer):
        if reading.article == "union":
            raise RuntimeError("boom")
        return find(reading, layer)

    monkeypatch.setattr(registry, "find_layer", poisoned)
    made, problems = many_articles.analyse_articles(articles(), SETTINGS, ["sentences"], Cache(tmp_path), 1)
    assert set(made["sentences"]["article"]) == {"harbour", "quiet"}
    assert [row["path"] for row in problems] == ["union"]
    assert "sentences failed on this article" in problems[0]["problem"] and "boom" in problems[0]["problem"]
    monkeypatch.undo()
    assert set(analyse(articles(), Cache(tmp_path))["sentences"]["article"]) == set(TEXTS)


def test_articles_in_another_language_are_left_out():
    frame = articles()
    frame["language"] = ["en", "fr", None]
    assert set(analyse(frame)["sentences"]["article"]) == {"harbour", "quiet"}


def test_a_comparison_is_made_again_only_when_its_tables_change(tmp_path, monkeypatch):
    made = []
    copies = COMPARISONS["copies"]
    monkeypatch.setitem(COMPARISONS, "copies", copies._replace(
        make=lambda given: made.append(len(given)) or copies.make(given)))
    frame = articles({"a": TEXTS["union"] * 5, "b": TEXTS["union"] * 5, "c": TEXTS["harbour"] * 5})
    first = compare("copies", {"articles": frame}, Cache(tmp_path))
    pd.testing.assert_frame_equal(compare("copies", {"articles": frame}, Cache(tmp_path)), first)
    compare("copies", {"articles": frame.iloc[:2]}, Cache(tmp_path))
    compare("copies", {"articles": frame.iloc[1:]}, Cache(tmp_path))
    assert made == [3, 2, 2]


def lexicons_read_by(module):
    """The lexicons that a module reads, or a module that it imports."""
    seen, waiting = set(), [module]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += house.imports_of(house.MODULES[name])
    found = (re.findall(r'read_lexicon\("(\w+)"\)', house.MODULES[name].read_text()) for name in seen
             if name != "workbench.lexicons")
    return {name for names in found for name in names}


@pytest.mark.parametrize("layer", extract.LAYERS)
def test_every_lexicon_that_a_layer_reads_is_declared_so_that_a_change_is_seen(layer):
    declared = {name for need in registry.with_needs([layer]) for name in extract.LAYERS[need].lexicons}
    assert lexicons_read_by(registry.finders()[layer].__module__) <= declared


@pytest.mark.parametrize("name", COMPARISONS)
def test_every_lexicon_that_a_comparison_reads_is_declared_so_that_a_change_is_seen(name):
    assert lexicons_read_by(COMPARISONS[name].make.__module__) <= set(COMPARISONS[name].lexicons)
