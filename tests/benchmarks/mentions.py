"""Mentions measured: whom names, pronouns, roles and plurals denote, and who speaks, on the texts of tests/mentions.

    python tests/benchmarks/mentions.py                       both halves
    python tests/benchmarks/mentions.py --half odd --misses   the half that the rules were written with
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT / "tests" / "mentions"
HALVES = {"odd": 1, "even": 0}
PRONOUNS = frozenset(("he", "him", "his", "himself", "she", "her", "hers", "herself", "they", "them", "their", "theirs",
                      "themselves"))
NOT_CODED = frozenset(("himself", "herself", "themselves", "it", "its", "itself", "i", "me", "my", "we", "us", "our",
                       "you", "your"))
KIN = re.compile(r"\b(husband|wife|father|mother|dad|son|daughter|brother|sister|great-uncle|uncle|aunt|cousin|"
                 r"grandmother|widow|nephew|niece|boyfriend|girlfriend|fiancée?)s?\b", re.I)
HONORIFIC = re.compile(r"^(Mr|Mrs|Ms|Dr|Sir|Dame|Lady|Lord)\b\.? ")
CLASSES = ("full name", "short name", "pronoun", "role", "kin", "several", "nobody")


class Span(NamedTuple):
    """A coded or found stretch of text and whom it denotes."""

    start: int
    end: int
    text: str
    actors: frozenset[str]
    optional: bool = False


def class_of(span: Span) -> str:
    """By what kind of words a coded mention is made."""
    words = HONORIFIC.sub("", span.text).split()
    if not span.actors:
        return "nobody"
    if len(span.actors) > 1:
        return "several"
    if span.text.lower() in PRONOUNS:
        return "pronoun"
    if KIN.search(span.text) and not all(word[0].isupper() for word in words):
        return "kin"
    if any(word[0].islower() for word in words if len(word) > 3) or words[0] in ("The", "the"):
        return "role"
    return "full name" if len(words) > 1 and not HONORIFIC.match(span.text) else "short name"


def read_rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def coded_spans(name: str) -> list[Span]:
    return [Span(row["start"], row["start"] + len(row["text"]), row["text"], frozenset(row["actors"]),
                 row.get("optional", False)) for row in read_rows(TEXTS / f"{name}.jsonl")]


def found_spans(rows: list[dict]) -> list[Span]:
    """The system's mentions, one for each stretch of text."""
    actors: dict[tuple[int, int, str], set[str]] = defaultdict(set)
    for row in rows:
        if isinstance(row["actor"], str):
            actors[row["start"], row["end"], row["text"]].add(row["actor"])
    return [Span(*place, frozenset(found)) for place, found in actors.items()]


def likeness(one: Span, other: Span) -> float:
    """How much of two spans is common; nothing where one is a pronoun and the other isn't."""
    common = min(one.end, other.end) - max(one.start, other.start)
    if common <= 0 or (one.text.lower() in PRONOUNS) != (other.text.lower() in PRONOUNS):
        return 0
    return common / (max(one.end, other.end) - min(one.start, other.start)) + 0.01 * (one.actors == other.actors)


def pair_up(coded: list[Span], found: list[Span]) -> dict[int, int]:
    """Index of a coded span → that of the found one that answers it, the likest first."""
    scores = sorted(((score, g, s) for g, one in enumerate(coded) for s, other in enumerate(found)
                     if (score := likeness(one, other)) > 0.2), reverse=True)
    pairs: dict[int, int] = {}
    for _, g, s in scores:
        if g not in pairs and s not in pairs.values():
            pairs[g] = s
    return pairs


class Tally:
    """Counts over texts: of mentions by class, and of statements."""

    def __init__(self) -> None:
        self.coded: Counter[str] = Counter()
        self.given: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.statements: Counter[str] = Counter()
        self.notes: list[str] = []

    def take_mentions(self, name: str, coded: list[Span], found: list[Span], is_counted) -> None:
        pairs = pair_up(coded, found)
        for g, one in enumerate(coded):
            if one.optional:
                continue
            kind, answer = class_of(one), found[pairs[g]].actors if g in pairs else frozenset()
            self.coded[kind] += bool(one.actors) or kind == "nobody"
            self.given[kind] += bool(answer)
            self.right[kind] += answer == one.actors
            if answer != one.actors:
                self.notes.append(f"{name} {kind}: {one.text!r} at {one.start}: "
                                  f"{sorted(one.actors)} -> {sorted(answer)}")
        for s, other in enumerate(found):
            if s not in pairs.values() and is_counted(other):
                self.given["not coded"] += 1
                self.notes.append(f"{name} not coded: {other.text!r} at {other.start}: {sorted(other.actors)}")

    def take_statements(self, name: str, coded: list[dict], given: list[dict]) -> None:
        """A row may hold several coded statements: the parts of an interrupted quotation are coded one by one."""
        for one in coded:
            first = _fold(one["content"])
            places = {key: _fold(" ".join(row["content"])).find(first) for key, row in enumerate(given)}
            key = min((key for key, place in places.items() if place >= 0), key=lambda key: places[key], default=None)
            self.statements["coded"] += 1
            if key is None:
                self.notes.append(f"{name} statement missed: {one['content']!r}")
                continue
            row = given[key]
            mine, theirs = set(row["speakers"]), set(one["speakers"])
            self.statements["found"] += 1
            self.statements["right"] += mine == theirs
            self.statements["nobody else"] += not mine - theirs
            if mine != theirs:
                self.notes.append(f"{name} speaker: {one['content'][:50]!r} ({row['source']}): "
                                  f"{sorted(theirs)} -> {sorted(mine)}")

    def figures(self) -> dict[str, tuple[float, int]]:
        """Measure → percent and of how many."""
        named = [kind for kind in CLASSES if kind != "nobody"]
        right, coded = (sum(counts[kind] for kind in named) for counts in (self.right, self.coded))
        given = sum(self.given.values())
        found = self.statements["found"]
        rows = {"precision": (right, given), "recall": (right, coded)}
        rows |= {kind: (self.right[kind], self.coded[kind]) for kind in CLASSES}
        rows |= {"statements found": (found, self.statements["coded"]), "speakers": (self.statements["right"], found),
                 "nobody else": (self.statements["nobody else"], found)}
        return {name: (100 * hit / max(1, of), of) for name, (hit, of) in rows.items()}


def _fold(text: str) -> str:
    return re.sub(r"[^\w]+", " ", text).strip().lower()


def measure_texts(names: list[str]) -> Tally:
    from workbench.extract.reading import Settings
    from workbench.extract.registry import Registry

    tally = Tally()
    for name in names:
        registry = Registry.read(TEXTS / f"{name}.toml")
        reading = read_text((TEXTS / f"{name}.txt").read_text(encoding="utf-8"), Settings(actors=registry))
        actors = reading.cast.actors

        def is_counted(span: Span, registry=registry, actors=actors) -> bool:
            """Things and bodies that the registry doesn't hold aren't coded, nor are "it" and "we"."""
            return span.text.lower() not in NOT_CODED and any(
                key in registry.actors or actors[key].kind == "person" for key in span.actors)

        tally.take_mentions(name, coded_spans(name), found_spans(reading.rows["mentions"]), is_counted)
        tally.take_statements(name, read_rows(TEXTS / f"{name}.speakers.jsonl"), reading.rows["quotes"])
    return tally


def read_text(text: str, settings):
    """A reading with its mentions and quotes."""
    from workbench.extract.layers import find_layers
    from workbench.extract.reading import Reading

    reading = Reading("text", text, None, settings)
    find_layers(reading, ["quotes"])
    return reading


def texts_of(half: str | None) -> list[str]:
    names = sorted(path.stem for path in TEXTS.glob("m*.txt"))
    return [name for name in names if half is None or int(name[1:]) % 2 == HALVES[half]]


def measure(corpora: Path | None = None) -> list[dict]:
    """Rows of layer, measure, corpus, value, aim, beside."""
    rows = []
    for half, corpus in (("even", "16 texts not read by the rules' authors"), ("odd", "16 texts for development")):
        for name, (percent, of) in measure_texts(texts_of(half)).figures().items():
            rows.append({"layer": "mentions", "measure": name, "corpus": corpus, "value": round(percent, 1),
                         "aim": "", "beside": f"of {of}"})
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    for half in (options.half,) if options.half else HALVES:
        tally = measure_texts(texts_of(half))
        print(half, *(f"{name} {percent:.1f} of {of}" for name, (percent, of) in tally.figures().items()), sep="\n  ")
        if options.misses and half == "odd":  # of the other half only the figures
            print(*tally.notes, sep="\n")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
