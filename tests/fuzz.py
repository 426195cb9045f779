"""Feeds damaged files to every reader of the intake: no exception, no hang, the text accounted for.

    make fuzz                                    each reader for a minute
    python tests/fuzz.py --seconds 600 html      one reader, longer
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent)]

import intake_corpus as corpus
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

SLOWEST = 20.0      # seconds for one small file: a hang
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


def bases() -> dict[str, tuple[str, list[bytes]]]:
    """By reader: the suffix of its files, and whole ones to damage."""
    made = {name: content if isinstance(content, bytes) else content.encode()
            for name, content in corpus.articles().items()}
    return {
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


@st.composite
def damaged(draw: Callable, whole: list[bytes]) -> bytes:
    """A whole file with pieces cut, doubled, moved or put in; now and then bytes from nowhere."""
    data = draw(st.sampled_from(whole))
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
    return data


def check(path: Path, data: bytes) -> None:
    """One file: rows or problems, valid stretches, in time."""
    from workbench import tables
    from workbench.intake.gather import settle_names
    from workbench.intake.one_file import take_in_file

    path.write_bytes(data)
    began = time.monotonic()
    rows, problems = take_in_file(path, "fuzz")
    assert time.monotonic() - began < SLOWEST, f"{time.monotonic() - began:.0f} s for {len(data)} bytes"
    assert rows or problems
    for row in rows:
        assert row["body"].strip()
        for stretch in row["origin"]:
            assert 0 <= stretch["start"] < stretch["end"] <= len(row["body"]) and stretch["from"] <= stretch["to"]
    problems += settle_names(rows)
    tables.make("articles", rows)["body"].str.encode("utf-8")
    tables.make("problems", problems)["problem"].str.encode("utf-8")


def fuzz(reader: str, seconds: float, examples: int = 200, rounds: int = 1_000_000) -> int:
    """Damaged files for one reader until the time is up; how many. Raises with the smallest file that fails."""
    suffix, whole = bases()[reader]
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"fuzz{suffix}"
        end = time.monotonic() + seconds
        number = 0

        def run(data: bytes) -> None:
            nonlocal count
            if time.monotonic() < end:
                count += 1
                check(path, data)

        while time.monotonic() < end and number < rounds:
            number += 1
            test = settings(max_examples=examples, deadline=None, database=None, phases=[Phase.generate, Phase.shrink],
                            suppress_health_check=list(HealthCheck))(given(damaged(whole))(run))
            seed(number)(test)()
    return count


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("readers", nargs="*", help=f"default: all of {', '.join(bases())}")
    parser.add_argument("--seconds", type=float, default=60, help="for each reader (default: 60)")
    options = parser.parse_args()
    for reader in options.readers or bases():
        print(f"{reader:8s} {fuzz(reader, options.seconds)} files, none with an exception", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
