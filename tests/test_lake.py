"""A lake holds what one load of everything gives, row for row, whoever made it and however often it was stopped."""

import json
import os
from pathlib import Path

import pandas as pd
import pytest

import workbench as wb
from workbench import tables
from workbench.lake import analyse_corpus, is_lake, open_lake, partition, plan
from workbench.syntax import parser

pytest.importorskip("distributed")

NONE = {"actors": wb.Registry(), "issues": ()}  # no registry, no issues: actors are those the parser finds
STORIES = {
    "harbour": ("2025-03-04", "The port authority of Brandholm said on Monday that the strike had ended. “We are open "
                              "again,” Ann Lee, its director, told reporters. Dockers return on Tuesday."),
    "harbour-again": ("2025-03-05", "The port authority of Brandholm said on Monday that the strike had ended. “We are "
                                    "open again,” Ann Lee, its director, told reporters. Dockers return on Tuesday. "
                                    "Three ships wait outside the port of Brandholm."),
    "union": ("2025-04-02", "The dockers' union rejected the offer on Tuesday. “We will not sign,” said Bo Hansen. "
                            "At least 12 people were injured in the port on Monday."),
    "council": ("2025-04-03", "Bo Hansen said on Tuesday that the union would not sign. “We will not sign, not now and "
                              "not ever,” he said. Fifteen people were injured in the port on Monday, police said."),
    "undated": (None, "Nobody knows when the ferry will sail again, Ann Lee said."),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The stories as text files, one more as a record of JSON lines, and an empty file."""
    top = tmp_path_factory.mktemp("stories")
    for name, (day, text) in STORIES.items():
        head = f"{pd.Timestamp(day):%B %-d, %Y}\n\n" if day else ""
        (top / f"{name}.txt").write_text(f"{head}{text}\n", encoding="utf-8")
    (top / "nothing.txt").write_bytes(b"")
    return top


@pytest.fixture(autouse=True)
def a_partition_a_file(monkeypatch):
    monkeypatch.setattr(plan, "PARTITION_FILES", 1)


@pytest.fixture(scope="module")
def local(folder) -> wb.Corpus:
    return wb.load(folder, **NONE, cache=False)


def assert_same(lake: wb.Corpus, local: wb.Corpus) -> None:
    """The same rows in every table; a lake keeps them in the order of their keys."""
    for name, table in tables.TABLES.items():
        one, other = (getattr(corpus, name).sort_values(table.sort_key, kind="stable", ignore_index=True)
                      for corpus in (lake, local))
        if name == "problems":  # what is wrong with the articles as a whole, only a load of the whole tells
            other = other[~other["problem"].str.contains("no outlet is known|have no day")].reset_index(drop=True)
        pd.testing.assert_frame_equal(one, other, obj=name)


def test_a_lake_made_in_this_process_equals_one_load(folder, local, tmp_path):
    lake = analyse_corpus(folder, tmp_path / "lake", **NONE)
    assert len(local.quotes) > 3 and len(local.copies) == 1
    assert_same(lake, local)
    assert is_lake(tmp_path / "lake") and not (tmp_path / "lake" / "work").exists()
    assert lake.problems["path"].str.endswith("nothing.txt").tolist() == [True]


def test_a_part_of_a_lake_reads_its_months_only_and_equals_that_part_of_one_load(folder, local, tmp_path):
    analyse_corpus(folder, tmp_path, **NONE)
    for path in (tmp_path / "tables").glob("*/month=2025-03/*.parquet"):
        path.write_bytes(b"not to be read")
    part = open_lake(tmp_path, begin="2025-04-01", finish="2025-04-30")
    expected = local.between("2025-04-01", "2025-04-30")
    assert part.articles["article"].tolist() == ["council", "union"]
    for name in ("quotes", "events", "utterances", "sentences"):
        key = tables.TABLES[name].sort_key
        pd.testing.assert_frame_equal(getattr(part, name).sort_values(key, ignore_index=True),
                                      getattr(expected, name).sort_values(key, ignore_index=True))
    only = open_lake(tmp_path, "2025-04-01", "2025-04-30", about=["bo_hansen"], columns={"articles": ["title"]})
    assert set(only.articles["article"]) == {"council", "union"}
    assert only.articles["body"].isna().all()


def test_load_and_open_know_a_lake(folder, local, tmp_path):
    analyse_corpus(folder, tmp_path, **NONE)
    assert_same(wb.load(tmp_path, **NONE), local)
    assert wb.open(tmp_path, "2025-03-01", "2025-03-31").articles["article"].tolist() == ["harbour", "harbour-again"]
    assert wb.load(tmp_path, **NONE).about("bo_hansen").articles["article"].tolist() == ["council", "union"]


def test_what_is_done_is_not_made_again_and_a_new_file_costs_one(folder, tmp_path, monkeypatch):
    stories = tmp_path / "stories"
    stories.mkdir()
    for path in folder.glob("*.txt"):
        (stories / path.name).write_bytes(path.read_bytes())
    analyse_corpus(stories, tmp_path / "lake", **NONE)
    analysed = []
    run = partition.analyse_articles

    def noting(articles, *rest, **more):
        analysed.extend(articles["article"])
        return run(articles, *rest, **more)

    monkeypatch.setattr(partition, "analyse_articles", noting)
    analyse_corpus(stories, tmp_path / "lake", **NONE)
    assert analysed == []
    (stories / "ferry.txt").write_text("March 9, 2025\n\nThe ferry sails on Monday, Ann Lee said. It was repaired.")
    (stories / "undated.txt").unlink()
    lake = analyse_corpus(stories, tmp_path / "lake", **NONE)
    assert analysed == ["ferry"]
    assert_same(lake, wb.load(stories, **NONE, cache=False))


@pytest.fixture
def parsed(monkeypatch):
    """The texts that were really parsed, as they are."""
    texts = []
    parse = parser.parse
    monkeypatch.setattr(parser, "parse", lambda text, name: texts.append(text) or parse(text, name))
    return texts


ISSUES = {"offer": {"proposition": "The union accepts the offer", "phrases": ["the offer"]}}
ACTORS = {"hansen": {"name": "Bo Hansen"}, "union": {"name": "the dockers' union", "kind": "organisation"}}


def test_other_issues_make_the_stances_of_a_lake_anew_and_parse_nothing(folder, tmp_path, parsed, monkeypatch):
    analyse_corpus(folder, tmp_path, **NONE)
    copies = next((tmp_path / "tables" / "copies").rglob("*.parquet")).stat().st_mtime_ns
    quotes = {path: path.stat().st_mtime_ns for path in (tmp_path / "tables" / "quotes").rglob("*.parquet")}
    parsed.clear()
    lake = analyse_corpus(folder, tmp_path, actors=wb.Registry(), issues=ISSUES)
    assert parsed == []
    assert len(lake.stances)
    assert quotes == {path: path.stat().st_mtime_ns for path in (tmp_path / "tables" / "quotes").rglob("*.parquet")}
    assert next((tmp_path / "tables" / "copies").rglob("*.parquet")).stat().st_mtime_ns == copies
    assert_same(lake, wb.load(folder, actors=wb.Registry(), issues=ISSUES, cache=False))


def test_other_actors_parse_nothing_and_a_renewal_that_is_killed_goes_on(folder, tmp_path, parsed, monkeypatch):
    class Killed(BaseException):
        """As a power cut would."""

    analyse_corpus(folder, tmp_path, **NONE)
    run, done = partition.analyse_articles, []

    def dying(articles, *rest, **more):
        if len(done) == 2:
            raise Killed
        done.append(articles)
        return run(articles, *rest, **more)

    monkeypatch.setattr(partition, "analyse_articles", dying)
    with pytest.raises(Killed):
        analyse_corpus(folder, tmp_path, actors=wb.Registry.read(ACTORS), issues=ISSUES)
    monkeypatch.setattr(partition, "analyse_articles", run)
    parsed.clear()
    lake = analyse_corpus(folder, tmp_path, actors=wb.Registry.read(ACTORS), issues=ISSUES)
    assert parsed == []
    assert "hansen" in set(lake.mentions["actor"])
    assert_same(lake, wb.load(folder, actors=wb.Registry.read(ACTORS), issues=ISSUES, cache=False))


def test_a_run_killed_half_way_goes_on_with_nothing_lost_and_nothing_twice(folder, local, tmp_path, monkeypatch):
    class Killed(BaseException):
        """As a power cut would: nothing is cleaned up."""

    run = partition.analyse_articles

    def dying(articles, *rest, **more):
        if "council" in set(articles["article"]):
            raise Killed
        return run(articles, *rest, **more)

    monkeypatch.setattr(partition, "analyse_articles", dying)
    with pytest.raises(Killed):
        analyse_corpus(folder, tmp_path, **NONE)
    stray = tmp_path / "tables" / "quotes" / "month=2025-03" / f"{32 * '0'}.parquet"
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"half a file of other input")
    monkeypatch.undo()
    monkeypatch.setattr(plan, "PARTITION_FILES", 1)
    assert_same(analyse_corpus(folder, tmp_path, **NONE), local)
    assert not stray.exists()


def die_once(marker: str) -> None:
    """Ends the worker's process at once, the first time."""
    path = Path(marker)
    if not path.exists():
        path.write_text("died")
        os._exit(1)


def test_a_cluster_over_tcp_makes_the_same_lake_though_a_worker_is_killed(folder, local, tmp_path):
    from distributed import Client, LocalCluster, WorkerPlugin

    with (LocalCluster(n_workers=2, threads_per_worker=1, protocol="tcp://", dashboard_address=None) as cluster,
          Client(cluster) as client):
        class Death(WorkerPlugin):
            """Kills the first worker that starts a partition."""

            def transition(self, key, start, finish, **more):
                if finish == "executing" and "analyse_partition" in str(key):
                    die_once(str(tmp_path / "died"))

        client.register_plugin(Death())
        lake = analyse_corpus(folder, tmp_path / "lake", **NONE, client=client)
        assert (tmp_path / "died").exists()
        assert_same(lake, local)


def test_an_article_that_no_worker_gets_through_is_a_problem_and_the_others_of_its_file_are_all_there(tmp_path,
                                                                                                     monkeypatch):
    run = partition.analyse_articles

    def failing(articles, *rest, **more):
        if articles["body"].str.contains("Bo Hansen").any():
            raise RuntimeError("as a worker that dies does")
        return run(articles, *rest, **more)

    monkeypatch.setattr(partition, "analyse_articles", failing)
    lines = tmp_path / "stories.jsonl"
    records = [{"text": STORIES[name][1], "id": name} for name in ("harbour", "union", "undated")]
    lines.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    lake = analyse_corpus(lines, tmp_path / "lake", **NONE)
    assert lake.problems["path"].tolist() == ["union"]
    assert "no worker got through this article" in lake.problems["problem"][0]
    assert lake.articles["article"].tolist() == ["harbour", "undated", "union"]
    assert set(lake.quotes["article"]) == {"harbour", "undated"}


def test_a_file_of_json_lines_is_read_in_blocks_with_the_same_ids(tmp_path, monkeypatch):
    lines = tmp_path / "stories.jsonl"
    records = [{"text": text, "published": day, "title": name} for name, (day, text) in STORIES.items()]
    lines.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    monkeypatch.setattr(plan, "BLOCK_BYTES", 200)
    items, _ = plan.list_items(lines)
    assert len(items) > 1
    lake = analyse_corpus(lines, tmp_path / "lake", **NONE)
    assert_same(lake, wb.load(lines, **NONE, cache=False))


def test_a_folder_with_something_else_in_it_is_never_made_a_lake(folder, tmp_path):
    thesis = tmp_path / "mine" / "work" / "thesis.txt"
    thesis.parent.mkdir(parents=True)
    thesis.write_text("years of work")
    with pytest.raises(ValueError, match="is not empty and no lake: name another folder"):
        analyse_corpus(folder, tmp_path / "mine", **NONE)
    with pytest.raises(ValueError, match="is a file: name a folder"):
        analyse_corpus(folder, thesis, **NONE)
    assert thesis.read_text() == "years of work"


def test_what_is_missing_or_damaged_in_a_lake_is_made_again(folder, local, tmp_path):
    analyse_corpus(folder, tmp_path, **NONE)
    next((tmp_path / "tables" / "quotes").rglob("*.parquet")).unlink()
    next((tmp_path / "tables" / "events").rglob("*.parquet")).unlink()
    next((tmp_path / "done").glob("*.json")).write_text("{")
    (tmp_path / "compared.json").write_text("{")
    assert_same(analyse_corpus(folder, tmp_path, **NONE), local)
    path = next((tmp_path / "tables" / "quotes").rglob("*.parquet"))
    path.write_bytes(b"PAR1")
    with pytest.raises(ValueError, match=r"is damaged .*: delete it, then workbench analyse makes it again"):
        _ = open_lake(tmp_path).quotes
    (tmp_path / "lake.json").write_text("{")
    with pytest.raises(ValueError, match=r"is damaged .*: workbench analyse on the same input writes it again"):
        open_lake(tmp_path)
    path.unlink()
    assert_same(analyse_corpus(folder, tmp_path, **NONE), local)
    (tmp_path / "lake.json").write_text('{"version": 99, "pipeline": "x"}')
    with pytest.raises(ValueError, match="is version 99, and this workbench knows 1"):
        open_lake(tmp_path)


def test_a_lake_may_lie_in_the_folder_of_its_articles_and_is_no_source(tmp_path):
    (tmp_path / "ferry.txt").write_text("March 9, 2025\n\nThe ferry sails on Monday, Ann Lee said. It was repaired.")
    for _ in range(2):
        lake = analyse_corpus(tmp_path, tmp_path / "lake", **NONE)
        assert lake.articles["article"].tolist() == ["ferry"] and lake.problems.empty
    with pytest.raises(ValueError, match=r"is a lake, not articles: open it with workbench\.open"):
        analyse_corpus(tmp_path / "lake", tmp_path / "other", **NONE)


def test_a_mistyped_address_empties_no_lake(folder, local, tmp_path):
    analyse_corpus(folder, tmp_path, **NONE)
    with pytest.raises(FileNotFoundError, match="nothing at 'memory://typo'"):
        analyse_corpus("memory://typo", tmp_path, **NONE)
    assert_same(open_lake(tmp_path), local)


def test_a_lake_narrowed_twice_and_by_columns(folder, local, tmp_path):
    analyse_corpus(folder, tmp_path, **NONE)
    both = open_lake(tmp_path, about=["bo_hansen"]).about("ann_lee")
    assert both.articles["article"].tolist() == local.about("bo_hansen").about("ann_lee").articles["article"].tolist()
    part = wb.open(tmp_path, finish="2025-04-02", columns={"articles": ["title"]})
    assert len(part.events) == len(local.between(None, "2025-04-02").events)
    for columns in ({"article": ["title"]}, {"articles": ["nope"]}, {"articles": "title"}):
        with pytest.raises(ValueError, match="columns: "):
            wb.open(tmp_path, columns=columns)


def test_judgements_reach_the_comparisons_of_a_lake(folder, tmp_path):
    analyse_corpus(folder, tmp_path / "lake", **NONE)
    corpora = [wb.load(source, **NONE, cache=False, reviews=tmp_path / "reviews.jsonl")
               for source in (folder, tmp_path / "lake")]
    before = len(corpora[0].utterances)
    quote = corpora[0].quotes.set_index("quote_id", drop=False).loc[corpora[0].utterances["quote_ids"][0][0]]
    corpora[0].review("quotes", quote, "wrong", who="ann")
    corpora[1].reviews.refresh()
    assert len(corpora[0].utterances) == len(corpora[1].utterances) < before


def test_a_day_told_differently_is_a_disagreement_of_a_lake_too(tmp_path):
    stories = tmp_path / "stories"
    stories.mkdir()
    for name, day in (("one", "12"), ("other", "13")):
        (stories / f"{name}.txt").write_text("March 5, 2025\n\nThe leaders of Kestria and Ardania will sign a treaty "
                                             f"on fishing in Hallen on March {day}, {name} officials said.")
    lake = analyse_corpus(stories, tmp_path / "lake", **NONE)
    assert lake.disagreements["about"].str.contains("12 March 2025 or 13 March 2025").tolist() == [True]
    assert_same(lake, wb.load(stories, **NONE, cache=False))


def test_a_few_files_are_shared_among_the_workers(folder, monkeypatch):
    monkeypatch.setattr(plan, "PARTITION_FILES", 500)
    items, _ = plan.list_items(folder)
    assert len(plan.make_partitions(items * 10, "", workers=2)) >= 8
    assert [item for one in plan.make_partitions(items, "", 3) for item in one.items] == items


def test_input_by_url_through_fsspec(folder, tmp_path):
    import fsspec

    store = fsspec.filesystem("memory")
    for path in folder.glob("*.txt"):
        store.pipe(f"/stories/{path.name}", path.read_bytes())
    lake = analyse_corpus("memory://stories", tmp_path, **NONE)
    assert set(lake.articles["article"]) == set(STORIES)
    assert lake.articles["path"].str.startswith("memory://").all()
