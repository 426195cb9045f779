"""Attacks by what stands in files: bytes, explosions and bombs. One file may cost itself, never the load."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest

import workbench as wb
from workbench import project, tables
from workbench.intake import read_articles
from workbench.intake.limits import SETTING, TimeUp, Unreadable, limited_time
from workbench.review import Reviews
from workbench.store.cache import Cache

STORY = ("The port of Brandholm is open again, Ann Lee said on Monday. “We will not sign the treaty,” Bo Hansen told "
         "the reporters who had waited in the harbour since the morning.\n")
RECORD = json.dumps({"text": STORY, "title": "Port open"})
SLOWEST, LARGEST = 10.0, 1000   # seconds of computing and MB: the promise of SECURITY.md


def rss(*items: str) -> str:
    return "<rss><channel>" + "".join(items)


def page(more: str) -> str:
    return f"<html><body><p>{STORY}</p>{more}"


def under(title: str, more: str) -> str:
    return f"{title}\n\n{more}\n\n{STORY}"


def script(**fields: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', **fields})}</script>"


# names of files → what is in them; each once took minutes, or gigabytes, or ended the load
EXPLOSIONS = {
    "prologue.html": "<!DOCTYPE[]>" * 40 + "x", "comments.html": "<!---->" * 2000 + "x", "capitals.txt": under(
        "Port open", "A" * 2000 + "!"), "byline.txt": under("Port open", "By " + "A" * 250 + "!"),
    "author.jsonl": json.dumps({"text": STORY, "author": "A" * 5000 + "!"}),
    "bracket.jsonl": json.dumps({"text": STORY, "author": "(" * 100_000}),
    "place.jsonl": json.dumps({"text": STORY, "author": "in A" * 50_000 + "\nx"}),
    "foreign.txt": STORY + "x" * 100_000 + " é", "mojibake.txt": STORY + "xâ€" * 100_000,
    "underscores.txt": under("Port open now", "5 March 2025 " + "_" * 80_000 + "x"),
    "doctype.rss": rss("<!DOCTYPE[" * 40_000), "entity.rss": rss("<!ENTITY " * 40_000),
    "tag.rss": rss("<item><description>", "&lt;a " * 40_000, "</description></item></channel></rss>"),
    "marks.txt": under("‹!" * 200_000, STORY), "ads.txt": STORY + "[ad_1]" * 20_000,
    "dates.txt": STORY + "5 March 2025 " * 20_000, "accents.txt": STORY + "e" + "\u0316\u0301" * 200_000,
    "bang.html": page("<!" * 200_000), "spaces.txt": under(" " * 300_000, "x"),
    "names.html": page(script(author=["A" * 200 + "!"] * 50)),
}
LONG = {"long.txt": (STORY * 7 + "\n") * 5000, "entities.html": page("&amp; " * 600_000),
        "tags.html": page("<p>a</p>" * 200_000), "open.html": page("<div class=promo>" * 400_000)}
LINES = {
    "bad.jsonl": "{\n" * 2_000_000, "empty.jsonl": "{}\n" * 100_000,
    "tail.jsonl": RECORD + "\n" + "{x\n" * 1_000_000, "wide.json": '{"text": "a", "x": [' + "[]," * 4_000_000,
    "wide.jsonl": RECORD + '\n{"x": [' + "[]," * 4_000_000, "keys.json": json.dumps(dict.fromkeys(range(100_000), 1)),
    "lines.csv": "text,title\n" + "\n" * 4_000_000, "columns.csv": "text," + "a," * 1_000_000 + "\nx",
    "quotes.csv": "text,title\n" + '"\nx\n' * 20_000}


def parquet(**columns: tuple[object, int]) -> bytes:
    """A file whose columns hold one value many times over, which takes no space in it."""
    import numpy as np
    import pyarrow as pa
    from pyarrow import parquet as pq

    file = io.BytesIO()
    made = {name: pa.DictionaryArray.from_arrays(np.zeros(number, np.int8), pa.array([value]))
            for name, (value, number) in columns.items()}
    if "tags" in made:
        borders = np.linspace(0, len(made["tags"]), len(made["text"]) + 1, dtype=np.int32)
        made["tags"] = pa.ListArray.from_arrays(borders, made["tags"])
    pq.write_table(pa.table(made), file, compression="zstd", store_schema=False)
    return file.getvalue()


def word(paragraph: str, number: int) -> bytes:
    import docx

    file, bomb = io.BytesIO(), io.BytesIO()
    docx.Document().save(file)
    with zipfile.ZipFile(file) as whole, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        for part in whole.infolist():
            data = whole.read(part)
            made.writestr(part.filename, data.replace(b"</w:body>", paragraph.encode() * number + b"</w:body>"))
    return bomb.getvalue()


def bombs() -> dict[str, bytes]:
    return {"rows.parquet": parquet(text=(STORY, 3_000_000)), "values.parquet": parquet(text=(STORY, 6_000_000)),
            "none.parquet": parquet(text=("", 4_000_000)),
            "list.parquet": parquet(text=(STORY, 1), tags=("x", 6_000_000)),
            "lists.parquet": parquet(text=(STORY, 20_000), tags=("x" * 10_000, 2_000_000)),
            "large.parquet": parquet(text=("a" * 5_000_000, 1000)), "empty.docx": word("<w:p/>", 2_000_000)}


def measured(folder: Path) -> dict:
    """By file what `read_file` gave and took, in a process of its own with 3 GB of addresses; `peak` in MB."""
    done = subprocess.run([sys.executable, "-P", __file__, str(folder)], capture_output=True, text=True, timeout=500,
                          env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(sys.path)})
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def measure(folder: Path) -> dict:
    import resource

    from workbench.intake import read_file

    resource.setrlimit(resource.RLIMIT_AS, (3 * 2**30, 3 * 2**30))
    found = {}
    for path in sorted(folder.iterdir()):
        began = time.process_time()
        rows, problems = read_file(path, path.stem)
        found[path.name] = len(rows), [row["problem"] for row in problems], time.process_time() - began
    return {"files": found, "peak": peak_of_this_program()}


def peak_of_this_program() -> float:
    """MB; not `ru_maxrss`, which counts what the process was before it became this program: the tests' own memory."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read_text())[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.mark.skipif(os.name == "nt", reason="Windows limits no memory")
@pytest.mark.parametrize("attacks", [EXPLOSIONS, {**LONG, **LINES}, bombs], ids=["explosions", "long", "bombs"])
def test_no_file_takes_more_than_a_file_may(attacks, tmp_path):
    attacks = attacks() if callable(attacks) else attacks
    for name, content in attacks.items():
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    (tmp_path / "zz_good.txt").write_text(STORY)
    found = measured(tmp_path)
    assert found["peak"] < LARGEST
    slow = {name: seconds for name, (_, _, seconds) in found["files"].items() if seconds > SLOWEST}
    assert not slow
    assert found["files"]["zz_good.txt"][:2] == [1, []]
    for name, (rows, problems, _) in found["files"].items():
        assert rows or problems, name
        assert not [problem for problem in problems if "fault of the workbench" in problem], (name, problems[:1])
        assert len(problems) <= 101, name
        if attacks is not EXPLOSIONS and name != "zz_good.txt":
            assert problems, name


@pytest.mark.skipif(os.name == "nt", reason="Windows has no timer that interrupts a pattern")
@pytest.mark.parametrize("thread", [False, True])
def test_a_reader_that_never_ends_costs_one_file(tmp_path, monkeypatch, thread):
    from workbench.intake import one_file

    def never(*_):
        while True:
            try:
                re.match("(a+)+$", "a" * (18 if thread else 60) + "b")
            except Exception:  # as libraries catch everything
                continue

    monkeypatch.setenv(SETTING, "0.2")
    monkeypatch.setitem(one_file.READERS, "html", never)
    (tmp_path / "a.html").write_text(page(""))
    (tmp_path / "b.txt").write_text(STORY)
    got: list = []
    run = threading.Thread(target=lambda: got.extend(read_articles(tmp_path)))
    run.start() if thread else run.run()
    run.join(60) if thread else None
    articles, problems = got
    assert articles["article"].tolist() == ["b"]
    assert re.search(r"takes more than 0.2 s of computing.*WORKBENCH_SECONDS", problems["problem"][0])


def test_the_time_begins_anew_with_each_article(monkeypatch):
    monkeypatch.setenv(SETTING, "0.3")
    with limited_time() as begin_anew:
        for _ in range(4):
            began = time.process_time()
            while time.process_time() < began + 0.2:
                pass
            begin_anew()
    monkeypatch.setenv(SETTING, "off")
    with limited_time() as begin_anew:
        begin_anew()
    monkeypatch.setenv(SETTING, "soon")
    with pytest.raises(ValueError, match="WORKBENCH_SECONDS='soon': give a number of seconds, or off"), limited_time():
        pass
    assert not issubclass(TimeUp, Exception) and issubclass(Unreadable, Exception)


# ---- any bytes anywhere

HALF = "\ud800"
ANY = {
    "text.jsonl": [{"text": STORY + HALF, "title": HALF, "author": f"Ann {HALF}", "tags": [HALF, f"a{HALF}"],
                    "id": HALF, "date": HALF, "url": HALF, "outlet": HALF},
                   {HALF: 1, "text": STORY}, {"text": STORY, "id": f"x{HALF}"},
                   {"text": STORY, "published": f"2025-03-04{HALF}", "author": [{"name": f"Bo Hansen{HALF}"}]}],
    "field.jsonl": [{HALF: STORY, f"no{HALF}": 1}],
    "number.jsonl": [{"text": STORY, "title": "&#" + "9" * 5000 + ";"}],
}


@pytest.mark.parametrize("keeps", [False, True], ids=["read", "from the cache"])
def test_any_bytes_come_in(tmp_path, keeps):
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, records in ANY.items():
        (folder / name).write_text("\n".join(map(json.dumps, records)))
    lines = [RECORD, "[" * 100_000, '{"text": ' + "9" * 5000 + "}", "\x00", '{"a": ' * 50_000, RECORD]
    (folder / "lines.jsonl").write_text("\n".join(lines))
    (folder / "page.html").write_text(page(script(headline=HALF, author=HALF, keywords=HALF, datePublished=HALF)))
    if os.name != "nt":
        for name in (b"a\xff.txt", b"a\xfe.txt", b"\xed\xa0\x80.txt"):
            Path(os.fsdecode(bytes(folder) + b"/" + name)).write_text(STORY + name.hex())
    cache = Cache(tmp_path / "cache" if keeps else None)
    articles, problems = read_articles(folder, cache=cache)
    for name, frame in (("articles", articles), ("problems", problems)):
        assert not re.search("[\ud800-\udfff]", str(tables.to_arrow(name, frame).to_pydict()))
    assert not problems["problem"].str.contains("fault of the workbench").any()
    assert articles["article"].is_unique and len(articles) == 4 + 1 + 2 + 1 + 3 * (os.name != "nt")
    assert set(problems["record"].dropna()) >= {"2", "3", "4", "5"}
    if keeps:
        for frame, again in zip((articles, problems), read_articles(folder, cache=cache), strict=True):
            assert frame.equals(again)


GOOD = {"id": "1", "when": "2026-01-01T00:00:00", "who": "ann", "verdict": "missed", "layer": "relations", "key": "k",
        "article": "a", "sha256": "s", "body": "b", "start": 0, "end": 3, "words": "Ann", "to": {},
        "row": {"article": "a", "holder": "ann", "target": "bo", "sign": "positive", "evidence": "Ann", "start": 0,
                "end": 3, "rule": "x"}}
WRONG = [
    *({**GOOD, name: value} for name in GOOD for value in (None, [], {"a": 1}, 1.5, True)
      if not (name == "to" and value == {})),
    *({**GOOD, "row": {**GOOD["row"], **row}} for row in (
        {"start": "0"}, {"end": None}, {"start": 5}, {"holder": ["ann"]}, {"evidence": 7}, {"start": 10**30},
        {"start": True})),
    {**GOOD, "verdict": "corrected", "to": {"no": 1}}, {**GOOD, "verdict": "corrected", "to": {"sign": 7}},
    {**GOOD, "layer": "quotes"}, {**GOOD, "layer": "times", "row": {"start": 0, "end": 1, "begin": "soon"}},
    {**GOOD, "layer": "events", "row": {"evidence": [["a"]], "begin": "2025-01-01"}},
    {**GOOD, "layer": "events", "row": {"evidence": [], "begin": "2025-01-01"}},
    {**GOOD, "layer": "quotes", "row": {"content_spans": [[0, 1, 2]]}},
    {"verdict": "undo", "of": 7, "id": "x", "when": "", "who": ""},
]
RAW = [b"\xff\xfe", b"[" * 100_000, b"{" * 100_000, b'{"a": ' + b"9" * 5000 + b"}", b"null", b"7", b'"x"', b"\x00"]


def test_a_line_of_the_journal_that_is_no_review_is_set_aside_and_told(tmp_path):
    lines = [json.dumps(GOOD).encode(), *RAW, *(json.dumps(line).encode() for line in WRONG)]
    (tmp_path / "reviews.jsonl").write_bytes(b"\n".join(lines))
    articles = tables.make("articles", [{"article": "a", "body": "Ann met Bo.", "sha256": "s", "words": 3}])
    reviews = Reviews.read(tmp_path / "reviews.jsonl")
    assert {number for number, _ in reviews.torn} >= set(range(2, 2 + len(RAW)))
    for layer in ("relations", "quotes", "times", "events", "stances"):
        tables.to_arrow(layer, reviews.lay_over(layer, tables.make(layer), articles))
    tables.to_arrow("problems", tables.make("problems", reviews.problems(articles)))
    assert len(reviews.torn) > len(RAW) + len(WRONG) - 5
    assert reviews.lay_over("relations", tables.make("relations"), articles)["holder"].tolist() == ["ann"]


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "a = " + "9" * 5000, "a = '\x00'", "[" * 5000],
                         ids=["deep", "long number", "NUL", "brackets"])
def test_a_toml_file_that_is_none_is_told(tmp_path, text):
    for name in ("articles.toml", "actors.toml"):
        (tmp_path / name).write_text(text)
    with pytest.raises(ValueError, match=r"actors\.toml: not valid TOML"):
        project.read_toml(tmp_path / "actors.toml", "registry", "write one", "actor")
    (tmp_path / "a.txt").write_text(STORY)
    articles, problems = read_articles(tmp_path / "a.txt", overrides=tmp_path / "articles.toml")
    assert len(articles) == 1 and "not valid TOML" in problems["problem"][0]


@pytest.mark.filterwarnings("ignore:.*in the cache was damaged")
@pytest.mark.skipif(os.name == "nt", reason="Windows has no FIFO")
def test_whatever_lies_in_a_cache_is_passed_over(tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    first, _ = read_articles(tmp_path / "a.txt", cache=Cache(tmp_path / "cache"))
    place = tmp_path / "cache" / "articles"
    pack = next(place.glob("*.parquet"))
    whole = pack.read_bytes()
    (place / "folder.parquet").mkdir()
    os.mkfifo(place / "pipe.parquet")
    (place / "empty.parquet").touch()
    for damaged in (whole[:-20], whole[:100], whole[:200] + b"\xff" * 50 + whole[250:], parquet(text=("x", 1))):
        pack.write_bytes(damaged)
        again, _ = read_articles(tmp_path / "a.txt", cache=Cache(tmp_path / "cache"))
        assert again.equals(first)


def test_two_encodings_in_one_file_are_told(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe" + STORY.encode("utf-16-le") + STORY.encode("cp1252") * 2)
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe" + STORY.encode("utf-16-le"))
    articles, problems = read_articles(tmp_path)
    assert articles["article"].tolist() == ["b"] and "two encodings in one file" in problems["problem"][0]


def test_pages_of_a_pdf_that_are_left_out_are_told(tmp_path, monkeypatch):
    from intake_corpus import articles as made

    from workbench.intake import pdf

    monkeypatch.setattr(pdf, "MOST_PAGES", 0)
    (tmp_path / "paper.pdf").write_bytes(made()["paper.pdf"])
    monkeypatch.setattr(pdf, "_join_pages", lambda pages: STORY)
    _, problems = read_articles(tmp_path)
    assert "after the first 0: left out; split the document" in problems["problem"][0]


def test_a_file_put_back_to_its_day_is_read_again(tmp_path):
    from workbench.lake.plan import list_items

    path = tmp_path / "a.txt"
    path.write_text(STORY)
    before, stat = list_items(tmp_path)[0][0], path.stat()
    time.sleep(0.02)
    path.write_text(STORY.replace("open", "shut"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert list_items(tmp_path)[0][0].id != before.id


@pytest.mark.parametrize("title", ["x;=HYPERLINK(1)", "x\t+1", "x; '=1", "x\n-1+1", 'x;"=1', "a; b"])
def test_a_csv_file_begins_no_formula_however_it_is_opened(tmp_path, title):
    import csv

    from workbench.export.tabular import load_tables, save_tables

    (tmp_path / "in.jsonl").write_text(json.dumps({"text": STORY + title + "\n" + STORY, "title": title}))
    corpus = wb.load(tmp_path / "in.jsonl")
    save_tables(corpus, tmp_path / "out", kinds=["csv"], names=["articles"])
    for mark in ",;\t":
        with (tmp_path / "out" / "articles.csv").open(encoding="utf-8-sig", newline="") as file:
            cells = [cell.strip(' "') for row in csv.reader(file, delimiter=mark) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@")) or re.match(r"-\d", cell)]
    articles = load_tables(tmp_path / "out" / "articles.csv")["articles"]
    assert articles["body"].tolist() == corpus.articles["body"].tolist()
    assert articles["title"].tolist() == corpus.articles["title"].tolist()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(Path(sys.argv[1]))))
