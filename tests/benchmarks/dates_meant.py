"""Which day is meant: 223 sentences of our own with a day of publication, the future or the past.

    python tests/benchmarks/dates_meant.py

An interval is right where the row begins and ends there. Where the row holds more words than the expression asked
for ("Tuesday night" for "Tuesday"), its day must be the same.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from workbench.extract.times import find_times

SENTENCES = Path(__file__).parents[1] / "timelines" / "future_or_past.jsonl"
AIM = 92  # percent right


def measure(_corpora: Path | None = None) -> list[dict]:
    """Rows of layer, measure, corpus, value, aim, beside."""
    asked, right = Counter[str](), Counter[str]()
    for question in questions():
        for name in ("all", question["class"]):
            asked[name] += 1
            right[name] += is_right(question)
    return [{"layer": "times", "measure": f"day meant, {name}: right in percent", "corpus": "own sentences",
             "value": round(100 * right[name] / asked[name], 1), "aim": AIM if name == "all" else "",
             "beside": f"{right[name]} of {asked[name]}"} for name in asked]


def questions() -> list[dict]:
    """The sentences, with the value each expression should have."""
    return [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines() if line.strip()]


def is_right(question: dict) -> bool:
    """Whether the first row over the expression says what was meant."""
    start = question["text"].find(question["expression"])
    end = start + len(question["expression"])
    row = next((row for row in find_times(question["text"], question["published"])
                if row["start"] < end and start < row["end"]), None)
    if row is None:
        return False
    wanted, value = question["value"], row["value"]
    if "/" in wanted and row["begin"] and row["finish"]:
        length = len(wanted.partition("/")[0])
        return wanted in (value, f"{row['begin'].isoformat()[:length]}/{row['finish'].isoformat()[:length]}")
    is_longer = row["end"] - row["start"] > end - start
    return value == wanted or (is_longer and value.startswith(f"{wanted}T"))


def main() -> None:
    for row in measure():
        print(f"{row['measure']:40} {row['value']:>6}  ({row['beside']})")
    for question in questions():
        if not is_right(question):
            print("wrong:", question["published"], question["expression"], question["value"], question["text"])


if __name__ == "__main__":
    main()
