"""Who is for or against whom: `workbench.relate` on Who Blames or Endorses Whom (Park, Pan and Joo 2021), valid.

    python tests/benchmarks/stance.py CORPORA            # the folder with directed-sentiment/train.txt, valid.txt

A quarter of the sentences of valid also stand in train; figures are of the others.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path
from typing import NamedTuple

import workbench

FOLDER = "directed-sentiment"
MENTION = re.compile(r"\[([^\[\]]*)\]")
LABELS = (None, ("p", "positive"), ("q", "positive"), ("p", "negative"), ("q", "negative"))
OTHER = {"p": "q", "q": "p"}


class Pair(NamedTuple):
    sentence: str
    p: tuple[int, int]
    q: tuple[int, int]
    answer: tuple[str, str] | None


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a file: tab-separated, the two mentions in brackets, the label as a number at the end."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_read_pair(row[0], int(row[-1])) for row in csv.reader(file, delimiter="\t") if row]


def _read_pair(marked: str, label: int) -> Pair:
    p, q = list(MENTION.finditer(marked))[:2]
    # each bracket before a character takes one place
    return Pair(MENTION.sub(r"\1", marked), (p.start(), p.end() - 2), (q.start() - 2, q.end() - 4), LABELS[label])


def measure(corpora: Path | None = None) -> list[dict]:
    """Rows of layer, measure, corpus, value (percent), aim, beside; none without the corpus."""
    folder = corpora / FOLDER if corpora else None
    if folder is None or not (folder / "valid.txt").is_file():
        return []
    seen = {pair.sentence.strip() for pair in read_pairs(folder / "train.txt")}
    pairs = [pair for pair in read_pairs(folder / "valid.txt") if pair.sentence.strip() not in seen]
    corpus = f"directed sentiment, valid, {len(pairs)} unseen"
    return [row for method in ("rules", "model") for row in _measure_method(method, pairs, corpus)]


def _measure_method(method: str, pairs: list[Pair], corpus: str) -> list[dict]:
    found = [workbench.relate(pair.sentence, pair.p, pair.q, method) for pair in pairs]
    turned = [workbench.relate(pair.sentence, pair.q, pair.p, method) for pair in pairs]
    same = [one == (two and (OTHER[two[0]], two[1])) for one, two in zip(found, turned, strict=True)]
    scores = score([pair.answer for pair in pairs], found)
    by = "rules alone" if method == "rules" else "rules, else the model"
    return [{"layer": "relations", "measure": f"{name}, {by}", "corpus": corpus, "value": round(100 * value, 1),
             "aim": aim, "beside": beside} for name, value, aim, beside in (
        ("macro F1 of five classes", scores["macro"], "47" if method == "model" else "42",
         "always neutral 17.2; TF-IDF model 44.3, with MiniLM 46.5"),
        ("precision of signed answers", scores["precision"], "60", ""),
        ("recall of signed answers", scores["recall"], "25", ""),
        ("same answer with p and q swapped", sum(same) / len(same), "100", ""),
    )]


def score(gold: list, given: list) -> dict[str, float]:
    """Macro F1 over the five labels; precision and recall over the four signed ones."""
    def f1(label) -> float:
        right = sum(one == two == label for one, two in zip(gold, given, strict=True))
        return 2 * right / max(1, gold.count(label) + given.count(label))

    right = sum(one == two is not None for one, two in zip(gold, given, strict=True))
    return {"macro": sum(map(f1, LABELS)) / len(LABELS),
            "precision": right / max(1, sum(one is not None for one in given)),
            "recall": right / max(1, sum(one is not None for one in gold))}


def main() -> None:
    for row in measure(Path(sys.argv[1]) if len(sys.argv) > 1 else None):
        print(f"{row['measure']:36} {row['corpus']:40} {row['value']:>6} (aim {row['aim']}) {row['beside']}")


if __name__ == "__main__":
    main()
