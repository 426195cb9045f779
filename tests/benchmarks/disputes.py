"""Positions on invented disputes that no rule was written on: those that the training of the model held back.

    python tests/benchmarks/disputes.py [--misses]

Each sentence of data/training/disputes has a marked holder and a label. It is read as an article of its own, with
the dispute's proposition and wordings as the only issue and no registry. Found is a position whose row says it of the
marked holder; a row that says another position of that holder, or one where the label is none, is wrong. Rows of other
holders are not judged: the sentence may well show theirs. Most of these positions are implied, as
data/training/guide.md asks: they are harder than news.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import workbench as wb
from workbench.extract.issues_file import Issue

ROOT = Path(__file__).resolve().parents[2]
TRAINING = ROOT / "data" / "training"
PRONOUNS = frozenset(("he", "she", "they", "it", "his", "her", "their", "its", "i", "we", "him", "them", "our", "my"))
WORDS = re.compile(r"\w+")
SMALL = frozenset(("the", "a", "an", "of", "and", "for", "in", "s", "some", "most", "many", "one", "both", "all"))


class Case(NamedTuple):
    """One sentence: its text, whom it marks as holder, and what it shows of them; "none" for nothing."""

    text: str
    holder: str
    label: str


class Counts(NamedTuple):
    """Positions there are, those found, and positions shown of marked holders."""

    there: int
    found: int
    shown: int


def read_disputes() -> Iterator[tuple[str, Issue, list[Case]]]:
    """Each dispute held back, as an issue, with its sentences."""
    sys.path.insert(0, str(TRAINING))
    from sentences import POSITIONS, is_held

    for path in sorted((TRAINING / "disputes").glob("*.txt")):
        if not is_held(path.stem):
            continue
        head, cases = {}, []
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                name, _, value = line[1:].partition(":")
                head[name.strip()] = value.strip()
                continue
            label, _, text = line.partition(": ")
            if label in POSITIONS:
                holder = text[text.index("[[") + 2:text.index("]]")]
                cases.append(Case(re.sub(r"\[\[|\]\]", "", text).replace(" >> ", " "), holder, label))
        phrases, against = (tuple(filter(None, (one.strip() for one in head.get(kind, "").split(";"))))
                            for kind in ("phrases", "against"))
        yield path.stem, Issue("issue", path.stem, head["P"], phrases, against), cases


def is_of(row: Any, holder: str) -> bool:
    """Whether a row's holder is the marked one: a word in common; of a pronoun, any."""
    marked = set(WORDS.findall(holder.lower())) - SMALL
    given = " ".join(words for words in (row.holder_text, row.actor) if isinstance(words, str))
    return marked <= PRONOUNS or not marked.isdisjoint(WORDS.findall(given.lower().replace("_", " ")))


def judge(issue: Issue, cases: list[Case], method: str, misses: bool = False) -> Counts:
    there = found = shown = 0
    for case in cases:
        table = wb.analyse(case.text, layers=["stances"], issues=(issue,), method=method).stances
        positions = {row.position for row in table.itertuples() if is_of(row, case.holder)}
        there += case.label != "none"
        found += case.label in positions
        shown += len(positions)
        if misses and positions - {case.label}:
            sys.stdout.write(f"{case.label} not {sorted(positions)}: {case.holder} | {case.text}\n")
    return Counts(there, found, shown)


def measure(corpora: Path | None = None, misses: bool = False) -> list[dict]:
    disputes = list(read_disputes())
    told = f"{len(disputes)} disputes held back, {sum(len(cases) for _, _, cases in disputes)} sentences"
    rows = []
    for method in ("model", "rules"):
        counts = [judge(issue, cases, method, misses and method == "model") for _, issue, cases in disputes]
        there, found, shown = (sum(column) for column in zip(*counts, strict=True))
        for measure_, value, beside in (
                ("right of the positions shown", 100 * found / max(1, shown), f"of {shown}"),
                ("positions found", 100 * found / max(1, there), f"of {there}")):
            rows.append({"layer": "stances", "measure": f"{measure_}, method={method!r}", "corpus": told,
                         "value": f"{value:.1f}", "aim": None, "beside": beside})
    return rows


if __name__ == "__main__":
    for one in measure(misses="--misses" in sys.argv):
        sys.stdout.write(f"{one['measure']:50s} {one['value']:>6s} {one['beside']}\n")
