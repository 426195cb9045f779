"""Attacks that once got through, kept so that they never do again: a stranger's lake, cache, file names, cluster."""

import json
import os
import pickle
import shutil
import socket
import subprocess
import sys
import threading
import time
import warnings
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import workbench as wb
from workbench import tables
from workbench.extract.many_articles import analyse_articles
from workbench.extract.reading import Settings
from workbench.lake import analyse_corpus, open_lake, plan
from workbench.store.cache import Cache, default_folder

NONE = {"actors": wb.Registry(), "issues": ()}
STORY = " ".join((
    "March 4, 2025\n\nThe port of Brandholm is open again, Ann Lee said on Monday. “We will not sign,” Bo Hansen told",
    "reporters. Twelve ships wait outside the port, and the dockers who had been on strike for three weeks were back",
    "at the quays when the first of them was let in by the harbour master and his two pilots.\n"))
HEX = "0123456789abcdef" * 2


@pytest.fixture(scope="module")
def stories(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("stories")
    (folder / "harbour.txt").write_text(STORY, encoding="utf-8")
    (folder / "union.txt").write_text(STORY.replace("Monday", "Friday").replace("4", "9"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def made_lake(stories, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("lakes") / "lake"
    analyse_corpus(stories, folder, **NONE)
    return folder


@pytest.fixture
def lake(made_lake, tmp_path) -> Path:
    """A lake as a stranger would hand it on, before he changed it."""
    return shutil.copytree(made_lake, tmp_path / "lake")


@pytest.fixture
def mine(tmp_path) -> Path:
    """A folder of the victim's, whose files must stay as they are."""
    folder = tmp_path / "mine"
    for name in ("important.txt", f"{HEX}.parquet", "month=2025-03/notes.parquet", f"{HEX}/thesis.txt", "done.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"years of work: {name}")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# ---- files of a lake

@pytest.mark.parametrize("note", [
    {"partition": "../../mine/done", "files": ["../mine/important.txt", "{mine}/important.txt"]},
    {"partition": "{hex}", "files": ["../mine/important.txt"], "settings": "", "inputs": [], "claimed": [], "names": {},
     "failed": False, "versions": {}, "months": {"quotes": ["../../../mine"], "../../mine": ["2025-03"]}},
    {"partition": "{hex}", "settings": "", "inputs": [], "claimed": [], "names": {}, "failed": False, "versions": {},
     "months": {"/{mine}/quotes": ["2025-03"]}},
    {"partition": "{hex}", "settings": "", "inputs": [], "claimed": [], "names": {}, "failed": False, "versions": {},
     "months": {"quotes": ["2025-03/../../../../mine/month=2025-03"]}},
    {"partition": "../../../mine/{hex}", "settings": "", "inputs": [], "claimed": [], "names": {}, "failed": False,
     "versions": {}, "months": {}},
    [["deep"]], "text", 7, None,
])
def test_a_note_of_a_lake_removes_nothing_outside_it(stories, lake, mine, note):
    before = contents(mine)
    text = json.dumps(note).replace("{mine}", str(mine)).replace("{hex}", HEX)
    for name in ("x.json", f"{HEX}.json"):
        (lake / "done" / name).write_text(text)
    (lake / "done" / f"{HEX[::-1]}.json").write_text("[" * 100_000)
    assert len(analyse_corpus(stories, lake, **NONE).articles) == 2
    assert contents(mine) == before


@pytest.mark.filterwarnings("ignore:.* is a lake")
@pytest.mark.parametrize("link", ["work", "done", "taken", "tables", "tables/copies", "tables/quotes/month=2025-03",
                                  ".lock", "compared.json", f"work/{HEX}", f"tables/quotes/{HEX}.parquet"])
def test_no_link_in_a_lake_is_followed(stories, lake, mine, link):
    before = contents(mine)
    path = lake / link
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(mine / "important.txt" if path.suffix or link == ".lock" else mine)
    for use in (lambda: analyse_corpus(stories, lake, **NONE), lambda: open_lake(lake), lambda: wb.load(lake)):
        with pytest.raises(ValueError, match="is a link or no file, which no lake holds: nothing was touched"):
            use()
    assert contents(mine) == before


def test_a_stranger_s_mark_makes_no_lake_of_a_folder_with_work_in_it(stories, lake, mine):
    for name in ("work", "taken", "done", "tables", "tables/copies", "tables/quotes"):
        shutil.copytree(mine, mine / name, ignore=lambda *_: ["work", "taken", "done", "tables", HEX, f"{HEX}.parquet"])
    shutil.copy(lake / "lake.json", mine)
    before = contents(mine)
    analyse_corpus(stories, mine, **NONE)
    after = contents(mine)
    assert {name: after.get(name) for name in before if name != "lake.json"} == {
        name: data for name, data in before.items() if name != "lake.json"}


@pytest.mark.parametrize("name", [f"done/{HEX}.json", f"taken/{HEX}.parquet", ".lock",
                                  f"tables/quotes/month=2025-03/{HEX}.parquet", "compared.json", "actors.toml"])
def test_a_folder_where_a_lake_has_a_file_is_told(stories, lake, name):
    path = lake / name
    path.unlink(missing_ok=True)
    path.mkdir(parents=True)
    with pytest.raises(ValueError, match="is a folder where a lake has a file: nothing was touched"):
        analyse_corpus(stories, lake, **NONE)


def test_a_file_where_a_lake_has_a_folder_is_told(stories, lake):
    shutil.rmtree(lake / "tables/quotes")
    (lake / "tables/quotes").touch()
    with pytest.raises(ValueError, match="is a file where a lake has a folder: nothing was touched"):
        analyse_corpus(stories, lake, **NONE)


@pytest.mark.parametrize("record", ["²", "٣", "9" * 5000, "-1"])
def test_a_note_may_number_its_records_as_it_likes(stories, lake, record):
    path = next((lake / "done").glob("*.json"))
    note = json.loads(path.read_text())
    note["claimed"] = [["harbour", name, "p", record] for name in ("x", "y")]
    path.write_text(json.dumps(note))
    assert len(analyse_corpus(stories, lake, **NONE).articles) == 2


def test_nothing_that_lies_in_the_exchange_already_is_read(stories, lake, mine):
    """Its name can be told beforehand; and its rows name files of the lake, or others."""
    before = contents(mine)
    work = lake / "work" / json.loads((lake / "compared.json").read_text())["of"]
    (lake / "compared.json").unlink()
    evil = {"file": [str(mine / "important.txt")], "article": ["x"], "row": [7], "key": [7], "same": ["x"]}
    for name in ("signed/999999.parquet", "keys/bucket-0/000009.parquet", "utterances/bucket-0-of-1/9.parquet"):
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.table(evil), work / name)
    (work / "chosen").mkdir()
    (work / "chosen" / "9.npy").write_bytes(pickle.dumps(Evil(str(mine))))
    (lake / "work" / HEX).touch()
    copies = open_lake(lake).copies
    pd.testing.assert_frame_equal(analyse_corpus(stories, lake, **NONE).copies, copies)
    assert contents(mine) == before


@pytest.mark.parametrize("pipeline", ["evil_model", "numpy"])
def test_no_pipeline_is_loaded_from_the_working_folder(lake, tmp_path, monkeypatch, pipeline):
    monkeypatch.chdir(tmp_path)
    Path("evil_model").mkdir()
    Path("evil_model/meta.json").write_text('{"lang": "en", "name": "x", "version": "1"}')
    Path("evil_model/config.cfg").write_text('[nlp]\nlang = "en"\npipeline = []\n')
    (lake / "lake.json").write_text(json.dumps({"version": 1, "pipeline": pipeline}))
    with pytest.raises(ValueError, match=f"{pipeline!r} is not installed"):
        list(open_lake(lake).parses())


@pytest.mark.parametrize("pipeline", ["../evil_model", "/tmp/evil", "", "a.b", ["x"], None])
def test_a_lake_names_no_pipeline_outside_the_installed_ones(lake, pipeline):
    (lake / "lake.json").write_text(json.dumps({"version": 1, "pipeline": pipeline}))
    with pytest.raises(ValueError, match=r"lake\.json is (no name of a spaCy pipeline|damaged)"):
        open_lake(lake)


# ---- rows that say what stands in no article

def forge(path: Path, column: str, value: object) -> None:
    """Writes another value into a column of a Parquet file, as its owner can."""
    table = pq.read_table(path, partitioning=None)
    made = pa.array([value] * table.num_rows, table.schema.field(column).type)
    pq.write_table(table.set_column(table.column_names.index(column), table.schema.field(column), made), path)


FORGED = [("quotes", "content", ["We surrender"]), ("quotes", "cue", "admitted"), ("quotes", "source", "the minister"),
          ("mentions", "text", "Somebody Else"), ("times", "text", "yesterday"), ("quantities", "text", "ninety dead"),
          ("event_mentions", "evidence", "Hansen fled."), ("event_mentions", "label", "Hansen murdered Lee"),
          ("quotes", "article", "no such article"), ("mentions", "start", -40)]


@pytest.mark.parametrize(("table", "column", "value"), FORGED)
def test_rows_of_a_lake_or_saved_corpus_that_stand_in_no_article_are_not_shown(lake, tmp_path, table, column, value):
    saved = open_lake(lake).save(tmp_path / "saved")
    places = [*(lake / "tables" / table).rglob("*.parquet"), saved / f"{table}.parquet"]
    assert len(places) > 1
    for path in places:
        forge(path, column, value)
    for corpus in (open_lake(lake), wb.open(saved), open_lake(lake, columns={table: [tables.TABLES[table].names[-1]]})):
        with pytest.warns(UserWarning, match=rf"rows of {table} in .* say what does not stand in the articles"):
            assert getattr(corpus, table).empty


@pytest.mark.parametrize(("table", "column", "value"), [
    ("utterances", "wordings", ["We surrender", "We surrender"]), ("events", "evidence", [["harbour", "Hansen fled."]]),
    ("events", "label", "Hansen murdered Lee"), ("copies", "copy_of", "no such article")])
def test_comparisons_of_a_lake_that_stand_in_no_article_are_not_shown(lake, table, column, value):
    assert len(getattr(open_lake(lake), table))
    for path in (lake / "tables" / table).rglob("*.parquet"):
        forge(path, column, value)
    with pytest.warns(UserWarning, match=rf"rows of {table} in .* say what does not stand"):
        assert getattr(open_lake(lake), table).empty


@pytest.mark.parametrize(("table", "column", "value"), [row for row in FORGED if row[1] != "article"])
def test_rows_of_a_cache_that_stand_in_no_article_are_found_again(stories, tmp_path, table, column, value):
    articles = wb.load(stories, **NONE, cache=False).articles
    first, _ = analyse_articles(articles, Settings(), [table], Cache(tmp_path / "cache"))
    for path in (tmp_path / "cache" / table).glob("*.parquet"):
        forge(path, column, value)
    with pytest.warns(UserWarning, match=rf"rows of {table} in .*cache say what does not stand"):
        again, _ = analyse_articles(articles, Settings(), [table], Cache(tmp_path / "cache"))
    pd.testing.assert_frame_equal(again[table], first[table])


def test_comparisons_of_a_cache_that_stand_in_no_article_are_made_again(stories, tmp_path):
    first = wb.load(stories, **NONE, cache=tmp_path / "cache").events
    for path in (tmp_path / "cache" / "events").glob("*.parquet"):
        forge(path, "label", "Hansen murdered Lee")
    with pytest.warns(UserWarning, match=r"rows of events in .*cache say what does not stand"):
        pd.testing.assert_frame_equal(wb.load(stories, **NONE, cache=tmp_path / "cache").events, first)


def test_what_is_true_is_shown_without_a_word(lake, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for corpus in (open_lake(lake), wb.open(open_lake(lake).save(tmp_path / "saved"))):
            assert all(len(getattr(corpus, table)) for table in ("quotes", "mentions", "events", "copies"))


def test_a_lake_given_as_articles_is_announced(lake):
    with pytest.warns(UserWarning, match="is a lake: its rows are shown as they are kept in it, nothing is analysed"):
        wb.load(lake)


def test_no_cache_of_a_project_is_read(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBENCH_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    project = tmp_path / "stranger"
    (project / ".cache" / "workbench" / "quotes").mkdir(parents=True)
    (project / "pyproject.toml").touch()
    monkeypatch.chdir(project)
    assert default_folder() == tmp_path / "home" / "workbench"


def test_no_link_in_a_cache_is_followed(stories, tmp_path, mine):
    before = contents(mine)
    cache = tmp_path / "cache"
    cache.mkdir()
    for table in ("articles", "times", "quotes"):
        (cache / table).symlink_to(mine)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert len(wb.load(stories, **NONE, cache=cache).quotes)
        Cache(cache).clear()
        Cache(cache, limit=0).put("times", tables.make("times"), [], ["key"])
    assert contents(mine) == before


# ---- names that look like addresses

def test_the_name_of_a_file_is_never_taken_for_a_url(tmp_path, monkeypatch):
    import fsspec

    def never(*_, **__):
        raise AssertionError("a name was taken for a URL")

    monkeypatch.setattr(fsspec, "open", never)
    monkeypatch.setattr(fsspec.core, "url_to_fs", never)
    monkeypatch.setattr(plan, "BLOCK_BYTES", 200)
    folder = tmp_path / "stories"
    folder.mkdir()
    lines = "".join(json.dumps({"text": STORY, "id": f"{number}"}) + "\n" for number in range(3))
    for name in ("reference::evil.jsonl", "a::b.jsonl", "memory::x.jsonl", "file:y.jsonl"):
        (folder / name).write_text(lines.replace('"id": "', f'"id": "{name[:3]}'), encoding="utf-8")
    assert len(analyse_corpus(folder, tmp_path / "lake", **NONE).articles) == 12


def test_the_name_of_a_file_behind_a_url_is_never_taken_for_another(tmp_path):
    import fsspec

    store = fsspec.filesystem("memory")
    (tmp_path / "secret.txt").write_text("The secret stands here, said Ann Lee, and nobody shall read it but her.")
    store.pipe("/attack/file::memory:x.txt", STORY.encode())
    lake = analyse_corpus("memory://attack", tmp_path / "lake", **NONE)
    assert lake.articles["body"].str.startswith("The port of Brandholm").tolist() == [True]


# ---- clusters

def test_a_scheduler_that_accepts_and_stays_silent_is_given_up(tmp_path):
    pytest.importorskip("distributed")
    from workbench.lake.cluster import join_cluster

    with socket.create_server(("127.0.0.1", 0)) as server:
        held = []
        threading.Thread(target=lambda: held.append(server.accept()), daemon=True).start()
        began = time.monotonic()
        with pytest.raises(ValueError, match=r"no Dask scheduler answers at .* stays silent"), \
                join_cluster(f"tcp://127.0.0.1:{server.getsockname()[1]}", seconds=2):
            pass
        assert time.monotonic() - began < 10


class Evil(Exception):
    """Unpickled, it leaves a mark with the number of the process that it ran in."""

    def __init__(self, folder):
        super().__init__(folder)
        self.folder = folder

    def __reduce__(self):
        return exec, (f"import os, pathlib; pathlib.Path({self.folder!r}, 'ran-' + str(os.getpid())).touch()",)


def raise_evil(folder):
    raise Evil(folder)


def warn_evil(folder):
    from distributed import get_worker

    get_worker().log_event("warn", {"category": pickle.dumps(Evil(folder)), "message": pickle.dumps("")})


@pytest.fixture
def strangers_cluster(tmp_path):
    """The address of a scheduler in a process of its own, with a worker in another."""
    pytest.importorskip("distributed")
    tests = Path(__file__).parent
    there = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (tests, tests.parent)))}
    file = tmp_path / "scheduler.json"
    commands = (["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"], ["worker", "--nthreads", "1"])
    running = [subprocess.Popen([sys.executable, "-m", "dask", *command, "--scheduler-file", str(file)], env=there,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for command in commands]
    try:
        while not file.exists() or not file.read_text():
            assert running[0].poll() is None
            time.sleep(0.1)
        yield json.loads(file.read_text())["address"]
    finally:
        for process in reversed(running):
            process.terminate()
        for process in running:
            process.wait(30)


def test_nothing_that_a_worker_sends_is_unpickled(strangers_cluster, stories, tmp_path):
    from distributed import protocol

    from workbench.lake.cluster import join_cluster
    from workbench.lake.tasks import run_tasks

    (tmp_path / "marks").mkdir()
    folder = str(tmp_path / "marks")
    with join_cluster(strangers_cluster) as client:
        assert client.submit(raise_evil, folder).exception(timeout=60) is not None
        client.submit(warn_evil, folder)
        ((_, error),) = run_tasks(client, raise_evil, [folder])
        assert str(error).startswith("Evil: ")
        with pytest.raises(TypeError, match="unpickled"):
            protocol.loads(protocol.dumps({"x": protocol.ToPickle(Evil(folder))}))
        assert len(analyse_corpus(stories, tmp_path / "lake", **NONE, client=client).articles) == 2
    ran = [path.name for path in (tmp_path / "marks").iterdir()]
    assert ran and f"ran-{os.getpid()}" not in ran  # on the worker, where Dask tries whether it can be unpickled


def test_nobody_else_reaches_the_cluster_of_this_machine():
    pytest.importorskip("distributed")
    import psutil
    from distributed import Client

    from workbench.lake.cluster import start_cluster

    me = psutil.Process()
    before = {one.laddr.port for one in me.net_connections() if one.status == "LISTEN"}
    with start_cluster(1) as client:
        assert client.submit(sum, [1, 2]).result(timeout=30) == 3
        ports = {one.laddr.port for process in (me, *me.children(recursive=True))
                 for one in process.net_connections() if one.status == "LISTEN"} - before
        assert len(ports) >= 3
        for port in ports:
            with socket.create_connection(("127.0.0.1", port)) as peer:
                peer.sendall(b"GET /info/main/workers.html HTTP/1.0\r\n\r\n")
                try:
                    answer = peer.recv(100)
                except ConnectionError:
                    answer = b""
            assert answer == b"" or b" 404 " in answer  # TLS hangs up, HTTP has no page
        with pytest.raises(OSError):
            Client(client.scheduler_info()["address"].replace("tls:", "tcp:"), timeout=3)
