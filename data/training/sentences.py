"""The training sentences as examples: read, checked, and split by dispute.

    python data/training/sentences.py        # counts by label, and every line that is malformed
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "disputes"
POSITIONS = ("none", "support", "oppose", "conditional", "unclear")
ATTITUDES = {"rel0": "none", "rel+": "positive", "rel-": "negative"}
HELD_PER_CENT = 18  # of the hashes: 15 % of the disputes are held back for validation
MARKS = {"[[": "\x01", "]]": "\x02", "{{": "\x03", "}}": "\x04"}


class Sentence(NamedTuple):
    """One row: its text with the sentence before, the holder and the target marked."""

    dispute: str
    proposition: str
    label: str          # of POSITIONS for a stance, of ATTITUDES' values for an attitude
    text: str
    is_stance: bool
    is_held: bool       # of a dispute held back for validation


def is_held(dispute: str) -> bool:
    """Whether a dispute is held back: by a hash of its name, so that new disputes move no old one."""
    return int(hashlib.sha256(dispute.encode()).hexdigest(), 16) % 100 < HELD_PER_CENT


def read_sentences(folder: Path = FOLDER) -> Iterator[Sentence]:
    """All rows of all disputes; ValueError that names file, line and fault."""
    for path in sorted(folder.glob("*.txt")):
        head: dict[str, str] = {}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("#"):
                name, _, value = line[1:].partition(":")
                head[name.strip()] = value.strip()
            elif line.strip():
                yield _sentence(path.stem, head, line, f"{path.name}, line {number}")


def _sentence(dispute: str, head: dict[str, str], line: str, where: str) -> Sentence:
    label, _, text = line.partition(": ")
    if label not in (*POSITIONS, *ATTITUDES):
        raise ValueError(f"{where}: {label!r} is no label; the labels are {', '.join((*POSITIONS, *ATTITUDES))}")
    is_stance = label in POSITIONS
    wanted = ("[[", "]]") if is_stance else tuple(MARKS)
    if any(text.count(mark) != (mark in wanted) for mark in MARKS):
        raise ValueError(f"{where}: the holder stands once in [[ ]], the target of an attitude once in {{{{ }}}}")
    if "P" not in head:
        raise ValueError(f"{where}: no proposition above it: begin the file with a line '# P: …'")
    for mark, character in MARKS.items():
        text = text.replace(mark, character)
    return Sentence(dispute, head["P"], ATTITUDES.get(label, label), " ".join(text.replace(" >> ", " ").split()),
                    is_stance, is_held(dispute))


def main() -> None:
    sentences = list(read_sentences())
    for kind in (True, False):
        rows = [row for row in sentences if row.is_stance == kind]
        counts = Counter(row.label for row in rows)
        sys.stdout.write(f"{'stances' if kind else 'attitudes'}: {len(rows)} rows, {dict(counts)}\n")
    disputes = {row.dispute for row in sentences}
    sys.stdout.write(f"{len(disputes)} disputes, {sum(map(is_held, disputes))} held back\n")


if __name__ == "__main__":
    main()
