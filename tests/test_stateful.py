"""What is kept holds whatever comes in any order: written, killed, damaged, cleared, links, two writers.

    MORE_EXAMPLES=20 python -m pytest tests/test_stateful.py      twenty times as many, others each time
"""

import json
import os
import shutil
import tempfile
import warnings
from contextlib import contextmanager, suppress
from pathlib import Path
from unittest.mock import patch

import pandas as pd
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from workbench import tables
from workbench.extract.layers import LAYERS
from workbench.lake import analyse_corpus, open_lake, partition
from workbench.review import Reviews
from workbench.run import report_folder
from workbench.store.cache import Cache

KEYS = st.sampled_from([f"k{number}" for number in range(8)])
SEVERAL = st.lists(KEYS, min_size=1, max_size=5, unique=True)
CODERS = st.sampled_from(["anna", "ben"])
DAMAGE = st.sampled_from([b"", b"PAR1", b"\x80\x04\x95.", b"{", b"\xff" * 40])
BODY = "“We will not sign,” Ada Smith said on Monday. Bo Jones opposes the quota."
MORE = int(os.environ.get("MORE_EXAMPLES", "1"))
QUICK = settings(max_examples=25 * MORE, stateful_step_count=15, deadline=None, derandomize=MORE == 1)


class Packs(RuleBasedStateMachine):
    """Two processes' caches over one folder: what is found is what was put, and nothing outside is touched."""

    @initialize()
    def begin(self):
        self.home = tempfile.TemporaryDirectory()
        self.folder = Path(self.home.name, "cache")
        self.outside = Path(self.home.name, "mine.txt")
        self.outside.write_text("mine")
        self.caches = [Cache(self.folder), Cache(self.folder)]

    def teardown(self):
        if hasattr(self, "home"):
            self.home.cleanup()

    def packs(self):
        return [path for path in sorted((self.folder / "sentences").glob("*.parquet")) if not path.is_symlink()]

    @rule(keys=SEVERAL, which=st.integers(0, 1))
    def put(self, keys, which):
        frame = tables.make("sentences", [rows_of(key) for key in keys])
        self.caches[which].put("sentences", frame, keys, keys)

    @rule(data=DAMAGE, number=st.integers(0, 9))
    def damage(self, data, number):
        if packs := self.packs():
            packs[number % len(packs)].write_bytes(data)

    @rule(data=DAMAGE)
    def lay_a_strangers_file(self, data):
        (self.folder / "sentences").mkdir(parents=True, exist_ok=True)
        (self.folder / "sentences" / "theirs.parquet").write_bytes(data)

    @rule()
    def lay_a_link(self):
        (self.folder / "sentences").mkdir(parents=True, exist_ok=True)
        link = self.folder / "sentences" / "link.parquet"
        if not link.is_symlink() and hasattr(os, "symlink"):
            link.symlink_to(self.outside)

    @rule(which=st.integers(0, 1))
    def clear(self, which):
        self.caches[which].clear()

    @rule(which=st.integers(0, 1))
    def merge(self, which):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.caches[which].merge("sentences")

    @rule(keys=SEVERAL, which=st.integers(0, 1))
    def get(self, keys, which):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            kept = self.caches[which].get("sentences", keys)
        assert kept.keys <= set(keys)
        found = dict(zip(kept.row_keys, kept.rows.to_dict("records"), strict=True))
        assert set(found) == kept.keys
        assert all({name: row[name] for name in rows_of(key)} == rows_of(key) for key, row in found.items())

    @invariant()
    def what_is_outside_stays(self):
        assert not hasattr(self, "outside") or self.outside.read_text() == "mine"


def rows_of(key):
    number = int(key[1:])
    return {"article": key, "start": number, "end": number + 5, "paragraph": number}


class Journal(RuleBasedStateMachine):
    """Two coders and whatever else is written into one file: no whole judgement is lost, and none is made up."""

    @initialize()
    def begin(self):
        self.home = tempfile.TemporaryDirectory()
        self.path = Path(self.home.name, "reviews.jsonl")
        self.given = []

    def teardown(self):
        if hasattr(self, "home"):
            self.home.cleanup()

    @rule(who=CODERS, verdict=st.sampled_from(["right", "wrong"]), start=st.sampled_from([0, 46]))
    def judge(self, who, verdict, start):
        row = {**TIME, "start": start, "end": start + 6}
        line = Reviews.read(self.path).judge("times", row, verdict, ARTICLES, who=who)
        self.given.append(line["id"])

    @rule(who=CODERS)
    def undo(self, who):
        reviews = Reviews.read(self.path)
        if any(line["who"] == who for line in reviews.standing):
            self.given.append(reviews.undo(who=who)["id"])

    @rule(data=st.sampled_from([b"\n", b"{\"id\": 1}\n", b"half a li", b"\xff\xfe\n", b"[]\n", b"null\n"]))
    def write_what_is_no_judgement(self, data):
        with self.path.open("ab") as file:
            file.write(data)

    @invariant()
    def every_judgement_is_there_once_and_in_order(self):
        if hasattr(self, "path"):
            reviews = Reviews.read(self.path)
            assert [line["id"] for line in reviews.lines] == self.given


TIME = {"article": "a", "text": "Monday", "type": "DATE", "value": "2026-02-16", "anchor": "published",
        "rule": "weekday"}
ARTICLES = tables.make("articles", [{"article": "a", "body": BODY, "published": pd.Timestamp("2026-02-18"),
                                     "published_from": "header", "words": 14, "sha256": "a"}])


class Killed(BaseException):
    """What a process does not survive: nothing of the workbench catches it."""


@contextmanager
def killed_at(number):
    """Within it the process dies at the file that it moves into place as number `number`, and clears nothing up."""
    replace, rmtree, unlink = Path.replace, shutil.rmtree, Path.unlink
    moved = []

    def die(path, target):
        moved.append(path)
        if len(moved) > number:
            raise Killed
        return replace(path, target)

    def unless_dead(function):
        return lambda *given, **named: None if len(moved) > number else function(*given, **named)

    with (patch.object(Path, "replace", die), patch.object(Path, "unlink", unless_dead(unlink)),
          patch.object(shutil, "rmtree", unless_dead(rmtree)), suppress(Killed)):
        yield


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.is_symlink()}


class Folders(RuleBasedStateMachine):
    """A folder of ours beside one that is not: what strangers or the analyst put into ours stays, as does the other."""

    @initialize()
    def begin(self):
        self.home = tempfile.TemporaryDirectory()
        self.ours, self.outside = Path(self.home.name, "ours"), Path(self.home.name, "outside")
        (self.outside / "deep").mkdir(parents=True)
        for name in ("mine.txt", "deep/index.html", "run.json"):
            (self.outside / name).write_text(f"mine: {name}")
        self.before, self.theirs = contents(self.outside), {}

    def teardown(self):
        if hasattr(self, "home"):
            self.home.cleanup()

    def put(self, name, data):
        """A file of theirs, unless something that is none stands in its way."""
        path = self.ours / name
        with suppress(FileExistsError, NotADirectoryError, IsADirectoryError):
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.is_symlink() and path.parent.resolve() == path.parent:
                path.write_bytes(data)
                self.theirs[name] = data

    def link(self, name, target):
        path = self.ours / name
        with suppress(FileExistsError, NotADirectoryError):
            path.parent.mkdir(parents=True, exist_ok=True)
            if name not in self.theirs:
                path.unlink(missing_ok=True) if not path.is_dir() or path.is_symlink() else None
                path.symlink_to(self.outside / target)

    @rule()
    def remove_the_links(self):
        for path in [path for path in self.ours.parent.rglob("*") if path.is_symlink()]:
            path.unlink()

    @invariant()
    def what_is_outside_and_what_is_theirs_stays(self):
        if hasattr(self, "home"):
            assert contents(self.outside) == self.before
            assert self.theirs.items() <= contents(self.ours).items() if self.ours.exists() else not self.theirs


NAMES = st.sampled_from(["index.html", "a.html", "tables/quotes.csv", "tables/a.csv", "tables/deep/b.csv"])
WORDS = st.sampled_from([b"one", b"two", b"three"])


class Reports(Folders):
    """Reports written over each other, runs that die, the analyst's notes and changes, strangers' links."""

    @rule(names=st.sets(NAMES, min_size=1), data=WORDS, dies=st.none() | st.integers(0, 6))
    def write(self, names, data, dies):
        try:
            with killed_at(10**9 if dies is None else dies), report_folder.beside(self.ours) as part:
                for name in sorted(names):  # as the same in every process
                    (part / name).parent.mkdir(parents=True, exist_ok=True)
                    (part / name).write_bytes(data)
                report_folder.move_into_place(part, self.ours, {})
        except ValueError:  # somebody's work stands in the way, or a link: nothing is replaced
            return
        if dies is None:
            there = contents(self.ours)
            assert set(json.loads(there.pop("run.json"))["files"]) == names
            assert there == {**self.theirs, **dict.fromkeys(names, data)}

    @rule(name=NAMES | st.sampled_from(["notes.md", "tables/notes.md", "tables"]), data=WORDS)
    def note_or_change(self, name, data):
        self.put(name, b"mine: " + data)

    @rule(name=st.sampled_from(["tables", "index.html", "tables/quotes.csv", "../.ours.part", "../.ours.part/tables"]),
          behind=st.sampled_from(["deep", "mine.txt", "nothing", "."]))
    def lay_a_link(self, name, behind):
        self.link(name, behind)

    @rule(place=st.sampled_from(["ours", ".ours.part"]), record=st.sampled_from([
        "", "{", "[]", '{"files": {"../outside/mine.txt": "HASH"}}', '{"files": {"tables/mine.txt": "HASH"}}',
        '{"files": {"tables": "HASH", "notes.md": "HASH"}}']))
    def forge_the_record(self, place, record):
        from hashlib import sha256

        folder = self.ours.parent / place
        if not folder.is_symlink():
            folder.mkdir(exist_ok=True)
            (folder / "run.json").write_text(record.replace("HASH", sha256(b"mine: mine.txt").hexdigest()))


PARAGRAPH = "The port of Brandholm opened again on Monday, the harbour master told {}, and {} ships came in that day."


def analysed(articles, settings, layers, **_):
    """Stands in for the analysis, which takes a second: a sentence of each article."""
    rows = [{"article": name, "start": 0, "end": 8, "paragraph": 0} for name in articles["article"]]
    return {name: tables.make(name, rows if name == "sentences" else []) for name in (*LAYERS, "parses")}, []


class Lakes(Folders):
    """Runs over stories that come and go, runs that die, damaged notes, strangers' files and links in the lake."""

    @initialize()
    def begin(self):
        super().begin()
        self.stories, self.texts = Path(self.home.name, "stories"), {}
        self.stories.mkdir()
        self.write_a_story("a", 1)
        self.run(None)

    @rule(name=st.sampled_from("abc"), ships=st.integers(2, 4))
    def write_a_story(self, name, ships):
        self.texts[name] = PARAGRAPH.format(name, ships)
        (self.stories / f"{name}.txt").write_text(self.texts[name])

    @rule(name=st.sampled_from("abc"))
    def remove_a_story(self, name):
        if len(self.texts) > 1:
            self.texts.pop(name, None)
            (self.stories / f"{name}.txt").unlink(missing_ok=True)

    @rule(dies=st.none() | st.integers(0, 30))
    def run(self, dies):
        linked = any(path.is_symlink() for path in self.ours.rglob("*"))
        try:
            with patch.object(partition, "analyse_articles", analysed), killed_at(10**9 if dies is None else dies):
                analyse_corpus(self.stories, self.ours, actors={}, issues=())
        except ValueError as error:
            assert linked and "is a link" in str(error)
            return
        if dies is None and not linked:
            lake = open_lake(self.ours)
            assert dict(zip(lake.articles["article"], lake.articles["body"], strict=True)) == self.texts
            assert sorted(lake.sentences["article"]) == sorted(self.texts)
            assert not (self.ours / "taken").exists() or any(name.startswith("taken") for name in self.theirs)

    @rule(folder=st.sampled_from(["done", "taken", "work", "tables/quotes", "tables/articles/month=undated", "tables"]),
          name=st.sampled_from(["notes.txt", "thesis.parquet", "x.json", f"{'0' * 31}.json"]), data=DAMAGE)
    def lay_a_strangers_file(self, folder, name, data):
        self.put(f"{folder}/{name}", data)

    @rule(name=st.sampled_from(["done", "tables/quotes", "work", "compared.json", f"done/{'1' * 32}.json"]),
          behind=st.sampled_from(["deep", "mine.txt", "nothing"]))
    def lay_a_link(self, name, behind):
        self.link(name, behind)

    @rule(number=st.integers(0, 9), data=DAMAGE | st.sampled_from([b"[]", b'{"partition": "../../outside"}']))
    def damage_a_note(self, number, data):
        notes = [path for path in sorted((self.ours / "done").glob("?" * 32 + ".json")) if not path.is_symlink()]
        if notes and (self.ours / "done").resolve() == self.ours / "done":
            notes[number % len(notes)].write_bytes(data)

    @rule(number=st.integers(0, 99))
    def lose_a_table(self, number):
        files = [path for path in sorted(self.ours.glob("tables/*/month=*/" + "?" * 32 + ".parquet"))
                 if path.resolve() == path]
        if files:
            files[number % len(files)].unlink()


TestPacks, TestJournal, TestReports, TestLakes = Packs.TestCase, Journal.TestCase, Reports.TestCase, Lakes.TestCase
TestPacks.settings = TestJournal.settings = QUICK
TestReports.settings = settings(QUICK, max_examples=40 * MORE)
TestLakes.settings = settings(QUICK, max_examples=4 * MORE, stateful_step_count=12)  # a run takes a tenth of a second
