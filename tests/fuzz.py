"""Feeds damaged files to every reader and odd texts to every layer: no exception, all accounted for.

Each case has a budget of time and memory; and a piece that is put in twice as often may take twice as long, not four
times. All times are of computing, the least of several tries, so a busy machine changes nothing.

    make fuzz                                    each reader and each layer for a minute
    python tests/fuzz.py --seconds 600 html      one reader or layer, longer
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent)]

import intake_corpus as corpus
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from workbench.extract.layers import LAYERS

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

SLOWEST = 10.0      # seconds of computing for one file or text
MEMORY = 4 * 2**30  # bytes of addresses for all: libraries alone take one or two
GROWTH = 3.0        # times as long for twice as much; four is quadratic
NOISE = 0.3         # seconds that tell nothing
TRIES = 3           # of which the least time counts
COPIES = 200        # of a piece in a text, and twice as many; in a file twenty times as many
# what breaks readers: marks of each format, halves of characters, numbers too large, days no calendar has
TOKENS = [
    *rb"""< > </ <!-- --> <![CDATA[ ]]> <p> <div> <table><tr><td> <script> </script> <h1> <br><br> <rss> <item> </item>
        <entry> &#0; &#1; &#x110000; &amp; &lt; " ' \ \ud800 { } [ ] , : null NaN 1e999 -1 9999999999999 2026-02-30
        31/02/2026 Feb.29 %PDF-1.7 endobj stream xref""".split(),
    b"<script type='application/ld+json'>",
    b'{"@type": "NewsArticle", "author": [1, {}], "headline": {}, "keywords": 5}',
    b"<meta property='og:title' content=''>", b"<time datetime='x'>", b"<p style='display:none'>",
    b"<!ENTITY a '&a;'>",
    b"\n", b"\r", b"\n\n", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe2\x80", b"\x93", b"\xf0\x9f\x98\x80",
    b"\xed\xa0\x80", b"date 2026-02-14 ", b"Comments\n", b"Tags:\n", b"ALSO READ: x\n",
    b"You may be interested\n",
    b"GENEVA, Nov. 5 (AP) - ", b"By ", b"PK\x03\x04", b"PAR1", b"a" * 500, b" " * 500, b"(" * 200,
]


def bases() -> dict[str, list[tuple[str, bytes]]]:
    """By reader: suffixes of its files, and whole ones to damage."""
    made = {name: content if isinstance(content, bytes) else content.encode()
            for name, content in corpus.articles().items()}
    named = {
        "text": (".txt", [made["plain.txt"], made["mixed.txt"], made["moji.txt"], made["wide.txt"]]),
        "html": (".html", [made["page.html"]]),
        "json": (".json", [made["one.json"], made["many.json"]]),
        "jsonl": (".jsonl", [made["lines.jsonl"]]),
        "csv": (".csv", [made["table.csv"], made["stray.csv"]]),
        "parquet": (".parquet", [made["table.parquet"]]),
        "feeds": (".rss", [made["news.rss"], made["atom.xml"], corpus.bomb().encode()]),
        "word": (".docx", [made["document.docx"]]),
        "pdf": (".pdf", [made["paper.pdf"]]),
    }
    notebook = b'{"cells": [{"cell_type": "markdown", "source": ["# Draft", "He *said* so."]}]}'
    return {
        **{name: [(suffix, data) for data in whole] for name, (suffix, whole) in named.items()},
        "drafts": [(".md", made["plain.txt"]), (".html", made["page.html"]), (".docx", made["document.docx"]),
                   (".ipynb", notebook)],
        "codings": codings(),
    }


@cache
def coded() -> Any:
    """A corpus of one article with a stance, whose codings are read."""
    import workbench as wb
    from workbench import tables
    from workbench.extract.cast import Registry
    from workbench.extract.issues_file import read_issues
    from workbench.extract.reading import Settings

    words = "Ann Lee opposes the fish quota."
    articles = [{"article": "a", "body": f"{TEXT}{words}", "title": "Talks", "words": 20, "sha256": "0"}]
    stances = [{"article": "a", "actor": "lee", "issue": "quota", "position": "oppose", "evidence": words,
                "start": len(TEXT), "end": len(TEXT) + len(words), "rule": "verb", "basis": "told"}]
    made = {name: tables.make(name) for name in tables.TABLES}
    made |= {"articles": tables.make("articles", articles), "stances": tables.make("stances", stances)}
    return wb.Corpus(made, Settings(Registry.read(ACTORS), read_issues(ISSUES)))


def codings() -> list[tuple[str, bytes]]:
    """The codings of that corpus in every format."""
    from workbench.export import save_codings

    with tempfile.TemporaryDirectory() as folder:
        return [(suffix, save_codings(coded(), Path(folder, f"a{suffix}")).read_bytes())
                for suffix in (".qdpx", ".json", ".csv", ".tsv", ".dna")]


@st.composite
def damaged(draw: Callable, whole: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    """A whole file with pieces cut, doubled, moved or put in, and its suffix; now and then bytes from nowhere."""
    suffix, data = draw(st.sampled_from(whole))
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 300)))
        what = draw(st.sampled_from(["cut", "double", "put", "put", "flip", "end"]))
        if what == "cut":
            data = data[:start] + data[end:]
        elif what == "double":
            data = data[:end] + data[start:end] * draw(st.integers(1, 20)) + data[end:]
        elif what == "put":
            piece = draw(st.sampled_from(TOKENS) | st.binary(max_size=20)) * draw(st.integers(1, 50))
            data = data[:start] + piece + data[start:]
        elif what == "flip" and data:
            at = min(start, len(data) - 1)
            data = data[:at] + bytes([draw(st.integers(0, 255))]) + data[at + 1:]
        elif what == "end":
            data = data[:start]
    return suffix, data


# what the layers look at: marks, numbers, days, names, verbs, lists, headings
PIECES = [
    *"“”\"'‘’«»()[]…;:,.—😀\u202e\ufffd", "...", "!?", "漢字", "e\u0301",
    *(f"{words} " for words in """
        – | - | * | 1. | Q: | A: | said | he said | said Ann Lee. | according to Bo Hansen, | told reporters
        “We will not sign,” Ann Lee said. | Monday | on Tuesday | March 4, 2025 | 4 March | last week | two days later
        since 2019 | 02/03/2026 | from May to June | in the 1990s | every Friday | the next morning | 12 | 1,200
        three million | at least 40 people | half of | Norland | Ann Lee | the minister | Prime Minister Ann Lee | She
        they | his | Bo | the union | condemned | supports | opposes | warned | accused Norland of | did not | not | if
        would | that | who | and | or | but | of | the | the fish quota | The talks ended. | was seized by | A.B.C.
        www.a.example/b | @ann | #quota""".replace("\n", "|").split("|") for words in [words.strip()] if words),
    "\n", "\n\n", "HEADLINE\n\n", "x" * 300, " " * 50, "9" * 30,
]
TEXT = "Ann Lee of Norland met Bo Hansen on March 4, 2025. “We will not sign,” she said. "
ISSUES = {"quota": {"name": "Fish quota", "proposition": "Norland keeps the quota", "phrases": ["the fish quota"]}}
ACTORS = {"lee": {"name": "Ann Lee", "kind": "person"}, "norland": {"name": "Norland", "kind": "state"}}


@contextmanager
def in_time(what: str) -> Iterator[None]:
    began = time.process_time()
    yield
    took = time.process_time() - began
    assert took < SLOWEST, f"{took:.0f} s for {what}"


def layer_times(text: str) -> dict[str, float]:
    """Seconds that each layer takes over a text whose parse is there, its rows checked."""
    from datetime import date

    from workbench import tables
    from workbench.extract.cast import Registry
    from workbench.extract.issues_file import read_issues
    from workbench.extract.layers import LAYERS, finders
    from workbench.extract.reading import Reading, Settings
    from workbench.tables.in_the_body import standing

    settings = Settings(Registry.read(ACTORS), read_issues(ISSUES))
    reading = Reading("fuzz", text, date(2025, 3, 5), settings)
    assert reading.doc is not None
    took = {}
    for layer in LAYERS:
        began = time.process_time()
        with in_time(f"{layer} of {len(text)} characters"):
            reading.rows[layer] = finders()[layer](reading)
        took[layer] = time.process_time() - began
        made = tables.make(layer, reading.rows[layer])
        tables.to_arrow(layer, made)
        assert all(standing(layer, made, {"fuzz": text})), layer
    return took


def check_growth(what: str, seconds_for: Callable[[int], float], copies: int) -> None:
    """The time grows as what there is: asserted of two doublings, each time the least of a few tries."""
    sizes = [copies, 2 * copies]
    least = [seconds_for(size) for size in sizes]
    if least[1] <= GROWTH * least[0] + NOISE:
        return
    sizes.append(4 * copies)
    least.append(seconds_for(sizes[2]))
    for _ in range(TRIES - 1):
        if least[2] <= GROWTH * least[1] + NOISE:   # what begins with the second size, such as a limit, is no growth
            return
        least = [min(one, seconds_for(size)) for one, size in zip(least, sizes, strict=True)]
    assert least[2] <= GROWTH * least[1] + NOISE, \
        f"{what}: {', '.join(f'{one:.1f}' for one in least)} s for {', '.join(map(str, sizes))} times"


def check_layer(layer: str, pieces: list[str]) -> None:
    """Pieces once, and then over and over: the layer's time grows as the text does."""
    layer_times(TEXT + "".join(pieces))
    check_growth(layer, lambda number: layer_times(TEXT + "".join(pieces) * number)[layer],
                 max(1, COPIES // len(pieces)))


def check_intake(path: Path) -> None:
    """One file: rows or problems, valid stretches."""
    from workbench import tables
    from workbench.intake.gather import settle_names
    from workbench.intake.one_file import take_in_file

    rows, problems = take_in_file(path, "fuzz")
    assert rows or problems
    for row in rows:
        assert row["body"].strip()
        for stretch in row["origin"]:
            assert 0 <= stretch["start"] < stretch["end"] <= len(row["body"]) and stretch["from"] <= stretch["to"]
    problems += settle_names(rows)
    tables.make("articles", rows)["body"].str.encode("utf-8")
    tables.make("problems", problems)["problem"].str.encode("utf-8")


def check_draft(path: Path) -> None:
    """One draft: its text, or an error that names the file."""
    import workbench as wb

    try:
        wb.read_draft(path)
    except ValueError as error:
        assert path.name in str(error)


def check_codings(path: Path) -> None:
    """One file of codings: each anchored or listed, or an error that names the file."""
    from workbench.export import load_codings

    try:
        rows, lost = load_codings(coded(), path)
    except ValueError as error:
        assert path.name in str(error)
    else:
        body = coded().articles["body"][0]
        assert all(0 <= row.start < row.end <= len(body) for row in rows.itertuples())
        lost.to_csv()


CHECKS = {"drafts": check_draft, "codings": check_codings}  # all others are read by the intake


def check_file(name: str, folder: Path, suffix: str, data: bytes) -> float:
    """One file for the reader of that name, in time; its seconds."""
    path = folder / f"fuzz{suffix}"
    path.write_bytes(data)
    began = time.process_time()
    with in_time(f"{len(data)} bytes"):
        CHECKS.get(name, check_intake)(path)
    return time.process_time() - began


def check_copies(name: str, folder: Path, base: tuple[str, bytes], piece: bytes) -> None:
    """A piece put into the middle of a file over and over: the time grows as the file does."""
    suffix, data = base
    half = len(data) // 2
    check_growth(f"{piece!r} in {suffix}",
                 lambda number: check_file(name, folder, suffix, data[:half] + piece * number + data[half:]),
                 20 * COPIES)


def fuzz(name: str, seconds: float, examples: int = 200, rounds: int = 1_000_000) -> int:
    """Cases for one reader or layer until the time is up; how many. Raises with the smallest one that fails."""
    end, count = time.monotonic() + seconds, 0

    def runs(one: Callable) -> Callable:
        def run(case: object) -> None:
            nonlocal count
            if time.monotonic() < end:
                count += 1
                one(case)
        return run

    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        if name not in LAYERS:
            whole = bases()[name]
            grown = st.tuples(st.sampled_from(whole), st.sampled_from(TOKENS) | st.binary(min_size=1, max_size=20))
            tests = [(damaged(whole), lambda case: check_file(name, here, *case)),
                     (grown, lambda case: check_copies(name, here, *case))]
        else:
            tests = [(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12),
                      lambda pieces: check_layer(name, pieces))]
        number = 0
        while time.monotonic() < end and number < rounds:
            cases, one = tests[number % len(tests)]
            test = settings(max_examples=examples, deadline=None, database=None, phases=[Phase.generate, Phase.shrink],
                            suppress_health_check=list(HealthCheck))(given(cases)(runs(one)))
            number += 1
            seed(number)(test)()
    return count


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    known = [*bases(), *LAYERS]
    parser.add_argument("names", nargs="*", choices=[*known, []], help=f"default: all of {', '.join(known)}")
    parser.add_argument("--seconds", type=float, default=60, help="for each (default: 60)")
    options = parser.parse_args()
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    failed = False
    for name in options.names or known:
        try:
            print(f"{name:14s} {fuzz(name, options.seconds)} cases, none with an exception", flush=True)
        except Exception as error:  # the others have their turn
            failed = True
            print(f"{name:14s} {type(error).__name__}: {error}", *getattr(error, "__notes__", ()), sep="\n", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
