"""What is kept holds whatever comes in any order: packs written, damaged, cleared, strangers' files, two writers."""

import os
import tempfile
import warnings
from pathlib import Path

import pandas as pd
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from workbench import tables
from workbench.review import Reviews
from workbench.store.cache import Cache

KEYS = st.sampled_from([f"k{number}" for number in range(8)])
SEVERAL = st.lists(KEYS, min_size=1, max_size=5, unique=True)
CODERS = st.sampled_from(["anna", "ben"])
DAMAGE = st.sampled_from([b"", b"PAR1", b"\x80\x04\x95.", b"{", b"\xff" * 40])
BODY = "“We will not sign,” Ada Smith said on Monday. Bo Jones opposes the quota."
QUICK = settings(max_examples=25, stateful_step_count=15, deadline=None)


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
TestPacks, TestJournal = Packs.TestCase, Journal.TestCase
TestPacks.settings = TestJournal.settings = QUICK
