"""Drafts with planted faults (tests/drafts) checked against their sources: faults found, verdicts that are right.

    python tests/benchmarks/drafts.py [open | kept | time] [-v]
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pandas as pd

import workbench as wb
from workbench.checking.verdicts import WRONG

ROOT = Path(__file__).resolve().parents[2]
DRAFTS = ROOT / "tests/drafts"
DISPUTES = ("dam", "gulf", "port", "school", "trade", "truce")
# mark of a fault -> (verdict, change) that find it; None: any
EXPECTED: dict[str, set[tuple[str, str | None]]] = {
    "word": {("altered", "word")},
    "omit": {("altered", "omission")},
    "join": {("altered", "joined")},
    "neg": {("altered", "negation")},
    "num": {("altered", "number"), ("other", "number")},
    "speaker": {("other speaker", None)},
    "day": {("other day", None), ("other", "day")},
    "cond": {("out of its condition", None)},
    "cue": {("stronger", None)},
    "claim": {("only claimed", None), ("disputed", None)},
    "fact": {("other", None)},
    "absent": {("not found", None)},
}
NAMES = {"word": "altered word", "omit": "omission without a mark", "join": "joined from two",
         "neg": "changed negation", "num": "changed number", "speaker": "other speaker", "day": "other day",
         "cond": "condition cut away", "cue": "stronger than its source", "claim": "claim told as fact",
         "fact": "wrong number, day or name", "absent": "not found"}


def load_sources(name: str) -> wb.Corpus:
    """The articles that drafts of a name were written from."""
    if name == "seeds":
        return wb.load(ROOT / "seeds", cache=False)
    if name == "ferries":
        folder = ROOT / "data/examples/ferries"
        return wb.load(folder / "articles", folder / "actors.toml", cache=False)
    import tomllib

    folder = ROOT / "tests/disputes" / name
    cases = tomllib.loads((folder / "cases.toml").read_text(encoding="utf-8"))["case"]
    text = "\n\n".join(case.get("context", "") + case["text"] for case in cases)
    title, day, body = (DRAFTS / f"sources/{name}.txt").read_text(encoding="utf-8").split("\n", 2)
    published = pd.to_datetime(day)
    frame = pd.DataFrame({"article": [f"{name}_cases", f"{name}_source"], "title": ["Cases", title],
                          "text": [text, body.strip()], "published": [published, published]})
    return wb.load(frame, folder / "actors.toml", cache=False)


def read_drafts(half: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The drafts of one half, `open` or `kept`: their corpus, and each line's mark and words."""
    drafts: list[tuple[str, list[tuple[str, str]]]] = []
    for path in sorted(DRAFTS.glob(f"*.{half}.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("== "):
                drafts.append((line[3:], []))
            elif line:
                mark, _, text = line.partition(" | ")
                drafts[-1][1].append((mark, text))
    return drafts


def judge(half: str) -> tuple[Counter, Counter, dict[str, list[int]], list[str]]:
    """Faults planted and found by mark, verdicts right and all by mark of their line, and what went wrong."""
    planted, found, right = Counter(), Counter(), defaultdict(lambda: [0, 0])
    wrong, corpora = [], {}
    for corpus, lines in read_drafts(half):
        if corpus not in corpora:
            corpora[corpus] = load_sources(corpus)
        text = "\n\n".join(line for _, line in lines)
        checks = wb.check(text, corpora[corpus]).checks
        place = 0
        for mark, line in lines:
            rows = checks[(checks["start"] < place + len(line)) & (checks["end"] > place)].to_dict("records")
            place += len(line) + 2
            expected = set().union(*(EXPECTED.get(one, set()) for one in mark.split("+")))
            mark = mark.partition("+")[0]
            hits = [row for row in rows if is_expected(row, expected)]
            planted[mark] += 1
            found[mark] += bool(hits)
            if expected and not hits:
                shown = [(row["what"], row["verdict"], row["change"], row["detail"]) for row in rows]
                wrong.append(f"MISSED {corpus} {mark}: {line}\n    {shown}")
            for row in rows:
                if row["verdict"] == "not found":
                    continue
                is_right = row in hits or (row["verdict"] not in WRONG and (bool(hits) or not expected))
                right[mark][0] += is_right
                right[mark][1] += 1
                if not is_right:
                    shown = [row[name] for name in ("what", "verdict", "change", "detail", "evidence")]
                    wrong.append(f"WRONG {corpus} {mark}: {line}\n    {shown}")
    return planted, found, right, wrong


def is_expected(row: dict[str, Any], expected: set[tuple[str, str | None]]) -> bool:
    """Whether a row names the fault that was planted."""
    return any(row["verdict"] == verdict and change in (None, row["change"]) for verdict, change in expected)


def measure(corpora: Path | None = None) -> list[dict[str, Any]]:
    """Rows of layer, measure, corpus, value, aim, beside: the half kept back, all together and by kind, and time."""
    planted, found, right, _ = judge("kept")
    faults = sum(planted[mark] for mark in EXPECTED)
    ours, all_ = (sum(pair[place] for pair in right.values()) for place in (0, 1))
    hits = sum(found[mark] for mark in EXPECTED)
    rows = [_row("faults found, %", f"{100 * hits / faults:.1f}", "90", f"{faults} planted"),
            _row("verdicts right but not found, %", f"{100 * ours / all_:.1f}", "95", f"{all_} verdicts")]
    rows += [_row(f"{NAMES[mark]}: found", f"{found[mark]} of {planted[mark]}", "",
                  f"verdicts there right: {right[mark][0]} of {right[mark][1]}") for mark in EXPECTED]
    rows.append(_row("faultless look-alikes: verdicts right", f"{right['ok'][0]} of {right['ok'][1]}"))
    seconds, words, count = measure_time()
    return [*rows, {**_row("seconds beyond opening the corpus", f"{seconds:.1f}", "5", f"a draft of {words:,} words"),
                    "corpus": f"{count:,} generated articles"}]


def _row(what: str, value: str, aim: str = "", beside: str = "") -> dict[str, Any]:
    return {"layer": "checks", "measure": what, "corpus": "tests/drafts, kept back", "value": value, "aim": aim,
            "beside": beside}


def measure_time(count: int = 1000, words: int = 2000) -> tuple[float, int, int]:
    """Seconds to check a draft of so many words, taken from and changed beside so many analysed articles."""
    from generate import generate_articles

    corpus = wb.load(generate_articles(count, seed=3))
    for name in ("quotes", "sentences", "copies"):
        corpus.table(name)
    wb.check("It is loaded.", corpus)  # the pipeline, which a session loads once
    bodies = corpus.articles["body"].tolist()
    draft = " ".join(" ".join(bodies[::37]).split(" ")[:words])
    draft = draft.replace(" said", " admitted").replace(" will ", " could ")
    began = time.perf_counter()
    wb.check(draft, corpus)
    return time.perf_counter() - began, len(draft.split()), count


def main() -> None:
    """Prints what one half shows, the missed and the wrong too with -v."""
    half = next((name for name in ("kept", "time") if name in sys.argv), "open")
    if half == "time":
        print("seconds, words, articles:", *measure_time())
        return
    planted, found, right, wrong = judge(half)
    if "-v" in sys.argv:
        print("\n".join(wrong))
    for mark in planted:
        print(f"{NAMES.get(mark, mark):28} {found[mark]:3}/{planted[mark]:3}   right {right[mark][0]}/{right[mark][1]}")
    print("found", sum(found[mark] for mark in EXPECTED) / sum(planted[mark] for mark in EXPECTED),
          "right", sum(one for one, _ in right.values()) / sum(two for _, two in right.values()))


if __name__ == "__main__":
    main()
