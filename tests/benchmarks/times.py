"""Temporal expressions: TempEval-3's measures on TimeBank and AQUAINT, words a second, and time on bad input.

    python tests/benchmarks/times.py [CORPORA]

CORPORA is a folder with timeml/TimeBank and timeml/AQUAINT (TempEval-3's training data, .tml); without it only the
speed is measured, on generated text. Scored as TempEval-3 does: micro-averaged, one to one, the date of the
document left out.
"""

from __future__ import annotations

import sys
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from workbench.extract.times import find_times

CORPORA = {"TimeBank": (88, 94, 85), "AQUAINT": (85, 93, 79)}  # aims: strict, relaxed, value F1
HEIDELTIME = {"TimeBank": (85.3, 91.9, 79.6), "AQUAINT": (81.3, 92.5, 73.1)}
HEIDELTIME_SPEED = 500  # words a second, on a machine of this kind
SIZE = 1_000_000  # characters of bad input
BAD = {"digits": "1", "last last last": "last ", "one word": "a", "day day day": "day ", "slashes": "1/", "May": "May ",
       "two days later": "two days later ", "quotation marks": "'", "dates": "2026-02-17 "}


class Timex(NamedTuple):
    start: int
    end: int
    value: str


def measure(corpora: Path | None = None) -> list[dict]:
    """Rows of layer, measure, corpus, value, aim, beside."""
    rows = [row for name in CORPORA for row in measure_corpus(corpora, name)] if corpora else []
    return [{"layer": "times", **row} for row in (*rows, *measure_bad_input())]


def measure_corpus(corpora: Path, name: str) -> Iterator[dict]:
    """Strict, relaxed and value F1, and words a second, of the documents in one folder."""
    documents = [read_document(path) for path in sorted((corpora / "timeml" / name).glob("*.tml"))]
    if not documents:
        return
    find_times("They met on Friday.", "2026-02-18")  # the lexicon is read before the clock starts
    begun = time.process_time()  # other work on the machine doesn't count
    answers = [[Timex(row["start"], row["end"], row["value"]) for row in find_times(text, day)]
               for text, day, _ in documents]
    seconds = time.process_time() - begun
    strict = relaxed = same_value = 0
    for (_, _, gold), answer in zip(documents, answers, strict=True):
        pairs = align(gold, answer)
        relaxed += len(pairs)
        strict += sum(one[:2] == other[:2] for one, other in pairs)
        same_value += sum(one.value == other.value for one, other in pairs)
    given = sum(map(len, answers)) + sum(len(gold) for _, _, gold in documents)
    for label, hits, aim, beside in zip(("strict F1", "relaxed F1", "value F1"), (strict, relaxed, same_value),
                                        CORPORA[name], HEIDELTIME[name], strict=True):
        yield {"measure": label, "corpus": name, "value": round(200 * hits / given, 1), "aim": aim,
               "beside": f"HeidelTime 2.2: {beside}"}
    words = sum(len(text.split()) for text, _, _ in documents)
    yield {"measure": "words a second", "corpus": name, "value": round(words / seconds),
           "aim": 50 * HEIDELTIME_SPEED, "beside": f"HeidelTime 2.2: about {HEIDELTIME_SPEED}"}


def read_document(path: Path) -> tuple[str, date, list[Timex]]:
    """Text, day of publication and annotated expressions of a TimeML file."""
    root = ElementTree.parse(path).getroot()
    published = root.find(".//DCT//TIMEX3")
    pieces: list[str] = []
    found: list[Timex] = []

    def walk(element: ElementTree.Element) -> None:
        start = sum(map(len, pieces))
        pieces.append(element.text or "")
        for child in element:
            walk(child)
            pieces.append(child.tail or "")
        end = sum(map(len, pieces))
        if element.tag == "TIMEX3" and end > start:
            found.append(Timex(start, end, element.get("value", "")))

    body = root.find("TEXT")
    if body is None or published is None:
        raise ValueError(f"{path}: no TEXT or no DCT; is it a TimeML file of TempEval-3?")
    walk(body)
    return "".join(pieces), date.fromisoformat(published.get("value", "")[:10]), sorted(found)


def align(gold: list[Timex], answer: list[Timex]) -> list[tuple[Timex, Timex]]:
    """One-to-one pairs: equal spans first, then overlapping ones from left to right."""
    left = sorted(set(answer))
    pairs: dict[Timex, Timex] = {}
    for same_span in (True, False):
        for one in gold:
            for other in left if one not in pairs else ():
                overlap = one.start < other.end and other.start < one.end
                if one[:2] == other[:2] if same_span else overlap:
                    pairs[one] = other
                    left.remove(other)
                    break
    return list(pairs.items())


def measure_bad_input() -> Iterator[dict]:
    """Processor seconds for a text of SIZE characters against one of half the size: twice, where time is linear."""
    for name, piece in BAD.items():
        half, whole = (_seconds(piece * (size // len(piece))) for size in (SIZE // 2, SIZE))
        yield {"measure": f"1 MB of {name}: seconds", "corpus": "generated", "value": round(whole, 2), "aim": "linear",
               "beside": f"half of it: {half:.2f}"}


def _seconds(text: str) -> float:
    begun = time.process_time()
    find_times(text, "2026-02-18")
    return time.process_time() - begun


def main() -> None:
    for row in measure(Path(sys.argv[1]) if len(sys.argv) > 1 else None):
        print(f"{row['corpus']:10} {row['measure']:36} {row['value']:>9}  aim {row['aim']}  ({row['beside']})")


if __name__ == "__main__":
    main()
