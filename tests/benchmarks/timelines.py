"""Whether tellings of one event are merged, and of two are not: pairwise F1, and how the time grows.

    python tests/benchmarks/timelines.py [CORPORA]

1,000 generated articles, in which 60 events are told 2 to 12 times each, by day, weekday or month, before and after,
in varying words; the other articles tell of events of their own. Beside them the 300 hand-written tellings of
tests/timelines/told_many_times.jsonl. Two tellings are merged where one event has both sentences; a telling that
makes no event loses its pairs. With CORPORA, SemEval-2015 Task 4 too (semeval_timelines.py).
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
TOLD = HERE.parent / "timelines" / "told_many_times.jsonl"
FIRST = date(2025, 1, 6)
PLACES = ("Arendvik", "Belmora", "Castrel", "Dunmore", "Eskara", "Falvane", "Grenholt", "Havnik", "Istria", "Jorvale",
          "Kelmar", "Lorvik", "Mostara", "Nordal", "Ostvik", "Pellam", "Quorra", "Rosvik", "Selmont", "Torvane")
STATES = ("Abrania", "Borland", "Caldor", "Drevia", "Eldania", "Fornia", "Galdor", "Hestia", "Ilmaria", "Jutania")
PEOPLE = ("Anna Varga", "Boris Lund", "Clara Meyer", "David Okoye", "Elena Sand", "Felix Marr", "Greta Holm",
          "Hugo Brandt", "Irene Castel", "Jonas Weil", "Karin Dahl", "Leon Fisk")
# kind -> wordings before and after, with {when} where the date stands; what is between braces is the event's own
WORDINGS = {
    "meet": (["{a} and {b} will hold talks on {matter} in {place} {when}.",
              "Envoys of {a} and {b} are expected to meet in {place} {when}.",
              "The talks between {a} and {b} in {place} are scheduled for {day}."],
             ["{a} and {b} met in {place} {when} to discuss {matter}.",
              "Talks between {a} and {b} about {matter} were held in {place} {when}.",
              "The meeting of {a} and {b} in {place} {when} lasted six hours.",
              "The talks in {place} between {a} and {b} ended {when} without an agreement.",
              "Negotiators from {a} and {b} sat down in {place} {when}."]),
    "attack": ([], ["Gunmen attacked {target} in {place} {when}, killing nine people.",
                    "A bomb exploded at {target} in {place} {when}.",
                    "{target_up} in {place} was bombed {when}.",
                    "Nine people died in the attack on {target} in {place} {when}.",
                    "The bombing of {target} in {place} {when} was condemned by {a}."]),
    "vote": (["{a} will elect a new parliament {when}.", "{a} is due to hold an election {when}.",
              "The election in {a} will take place {when}."],
             ["Voters in {a} elected a new parliament {when}.",
              "{a} held a parliamentary election {when}.",
              "The governing party of {a} lost the election {when}.",
              "Turnout in the election in {a} {when} was low."]),
    "rule": (["A court in {place} will rule {when} on the appeal of {person}.",
              "Judges in {place} are expected to decide {when} whether {person} may stand."],
             ["A court in {place} ruled {when} that {person} may stand.",
              "Judges in {place} overturned the ban on {person} {when}.",
              "The ruling on {person} {when} surprised the judges' critics in {place}.",
              "The decision of the court in {place} on {person} was announced {when}."]),
    "resign": (["{person} is expected to resign {when}.", "{person} will step down as minister of {a} {when}."],
               ["{person} resigned as minister of {a} {when}.", "{person}, minister of {a}, stepped down {when}.",
                "The resignation of {person} {when} shook the government of {a}.",
                "{person} quit the government of {a} {when}."]),
    "arrest": ([], ["Police in {place} arrested {person} {when}.", "{person} was detained in {place} {when}.",
                    "The arrest of {person} {when} led to protests in {place}.",
                    "{person} was arrested {when} at the airport of {place}."]),
    "agree": (["{a} and {b} will sign a treaty on {matter} {when}.",
               "{a} and {b} are expected to sign an agreement on {matter} {when}."],
              ["{a} and {b} signed a treaty on {matter} {when}.",
               "The agreement between {a} and {b} on {matter} was signed {when}.",
               "{a} agreed with {b} on {matter} {when}.", "A deal on {matter} was sealed {when} by {a} and {b}."]),
    "protest": (["Students in {place} will march against {matter} {when}.",
                 "A rally against {matter} is planned in {place} {when}."],
                ["Thousands marched through {place} {when} against {matter}.",
                 "Students protested against {matter} in {place} {when}.",
                 "The march against {matter} in {place} {when} drew thousands."]),
    "launch": (["{a} will launch a satellite from {place} {when}."],
               ["{a} launched a satellite from {place} {when}.", "A satellite of {a} was launched from {place} {when}.",
                "The launch of the satellite of {a} from {place} {when} was a success."]),
    "free": (["{a} and {b} will exchange prisoners near {place} {when}."],
             ["{a} and {b} exchanged prisoners near {place} {when}.", "{a} freed prisoners of {b} near {place} {when}.",
              "Prisoners of {a} and {b} were exchanged near {place} {when}."]),
}
MATTERS = ("fishing rights", "the border railway", "water rights", "the gas pipeline", "grain exports", "the dam",
           "air traffic", "the nuclear plant", "rent rules", "the tuition fees")
TARGETS = ("the central market", "the old bridge", "a police barracks", "the railway station", "an oil depot")
FILLER = ("The weather stayed dry for the season.", "Shops were open as usual and the buses ran.",
          "Nobody at the ministry answered the telephone.", "The price of bread has not changed much.")


class Telling(NamedTuple):
    """One article's sentence on an event: `event` is its key."""

    event: str
    text: str
    published: date


def measure(corpora: Path | None = None) -> list[dict]:
    """Rows of layer, measure, corpus, value, aim, beside."""
    from semeval_timelines import measure_semeval

    rows = [*_rows_of("1,000 generated articles, 60 events", generate(1_000, 60), 85),
            *_rows_of("300 hand-written tellings of 60 events", list(read_told()), "")]
    small, large = (_time(generate(count, count * 60 // 1_000, seed=3)) for count in (250, 1_000))
    rows.append({"measure": "time grows by", "corpus": "250 → 1,000 articles", "value": f"{large / small:.1f} ×",
                 "aim": "about 4 ×", "beside": f"{1000 * large / 1_000:.2f} ms an article"})
    return [{"layer": "timelines", **row} for row in (*rows, *measure_semeval(corpora))]


def _rows_of(corpus: str, tellings: list[Telling], aim: object) -> Iterator[dict]:
    precision, recall = score_pairs(tellings, analyse(tellings).events)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    yield {"measure": "pairs merged: F1", "corpus": corpus, "value": round(100 * f1, 1), "aim": aim,
           "beside": f"precision {100 * precision:.1f}, recall {100 * recall:.1f}"}


def score_pairs(tellings: list[Telling], events) -> tuple[float, float]:
    """Precision and recall of the pairs of tellings that stand in one event."""
    holding = defaultdict(set)
    for number, evidence in enumerate(events["evidence"]):
        for article, sentence in evidence:
            holding[article, sentence].add(number)
    where = [holding[f"t{number:05d}", telling.text] for number, telling in enumerate(tellings)]
    told, merged = defaultdict(list), defaultdict(list)
    for number, telling in enumerate(tellings):
        told[telling.event].append(number)
        for event in where[number]:
            merged[event].append(number)
    pairs = {pair for numbers in told.values() for pair in combinations(numbers, 2)}
    found = {pair for numbers in merged.values() for pair in combinations(sorted(numbers), 2)}
    return len(pairs & found) / max(1, len(found)), len(pairs & found) / max(1, len(pairs))


def analyse(tellings: list[Telling]):
    """The corpus of the tellings, an article each, with the names in them as an analyst would list them."""
    import pandas as pd

    import workbench as wb

    filler = random.Random(5)
    frame = pd.DataFrame([{"article": f"t{number:05d}", "title": "", "published": telling.published.isoformat(),
                           "text": f"{telling.text}\n\n{filler.choice(FILLER)}"}
                          for number, telling in enumerate(tellings)])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "actors.toml"
        known = {*STATES, *PEOPLE, *participants()}
        names = sorted(name for name in known if any(name in one.text for one in tellings))
        path.write_text("\n".join(f'[{key_of(name)}]\nname = {json.dumps(name)}\n'
                                  f'kind = "{"person" if name in PEOPLE else "state"}"\n' for name in names))
        return wb.load(frame, actors=path, issues=())


def key_of(name: str) -> str:
    """A name as an actor's id."""
    return "".join(letter if letter.isalnum() and letter.isascii() else "_" for letter in name.lower())


def participants() -> set[str]:
    """The participants of the hand-written events."""
    return {name for line in TOLD.read_text(encoding="utf-8").splitlines() for name in json.loads(line)["participants"]}


def read_told() -> Iterator[Telling]:
    """The tellings of told_many_times.jsonl."""
    for line in TOLD.read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        for telling in event["tellings"]:
            yield Telling(event["id"], telling["text"], date.fromisoformat(telling["published"]))


def generate(count: int, events: int, seed: int = 1) -> list[Telling]:
    """Articles in which `events` events are told 2 to 12 times each, and as many again tell of something else."""
    chance = random.Random(seed)
    told = [telling for number in range(events) for telling in _tell(chance, f"event {number}", chance.randint(2, 12))]
    others = (telling for number in range(count) for telling in _tell(chance, f"other {number}", 1))
    told += [telling for _, telling in zip(range(count - len(told)), others, strict=False)]
    chance.shuffle(told)
    return told


def _tell(chance: random.Random, key: str, times: int) -> Iterator[Telling]:
    kind = chance.choice(list(WORDINGS))
    before, after = WORDINGS[kind]
    a, b = chance.sample(STATES, 2)
    target = chance.choice(TARGETS)
    own = {"a": a, "b": b, "place": chance.choice(PLACES), "person": chance.choice(PEOPLE), "target": target,
           "target_up": target[:1].upper() + target[1:], "matter": chance.choice(MATTERS)}
    day = FIRST + timedelta(chance.randrange(700))
    for number in range(times):
        is_ahead = bool(before) and number < times // 3
        published = day + timedelta(chance.randint(-12, -1) if is_ahead else chance.choice((0, 1, 1, 2, 4, 9, 25)))
        written = chance.choice(before if is_ahead else after)
        yield Telling(key, written.format(**own, when=_when(chance, day, published), day=f"{day:%-d %B}"), published)


def _when(chance: random.Random, day: date, published: date) -> str:
    """The day in one of the ways in which an article of `published` may tell it."""
    ways = [f"on {day:%-d %B %Y}", f"on {day:%B %-d}"]
    apart = (day - published).days
    if 0 < -apart < 7 or 0 < apart < 7:
        ways += [f"on {day:%A}"] * 4
    if apart == -1:
        ways.append("yesterday")
    if published.month != day.month:
        ways.append(f"in {day:%B %Y}")
    return chance.choice(ways)


def _time(tellings: list[Telling]) -> float:
    """Seconds on the processor that merging takes."""
    from workbench.compare.timeline import build_timeline

    corpus = analyse(tellings)
    given = corpus.event_mentions, corpus.articles, corpus.copies
    began = time.process_time()
    build_timeline(*given)
    return time.process_time() - began


def wrong_pairs(tellings: list[Telling], events, most: int = 40) -> Iterable[str]:
    """Tellings that are merged though of two events, and events torn apart, to read."""
    by_text = {(f"t{number:05d}", telling.text): telling for number, telling in enumerate(tellings)}
    for row in events.to_dict("records"):
        here = [by_text[tuple(pair)] for pair in row["evidence"] if tuple(pair) in by_text]
        if len({telling.event for telling in here}) > 1:
            yield f"+ {row['event_id']} " + " | ".join(f"{one.event}: {one.text} ({one.published})" for one in here)


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent.parent))
    for line in measure(Path(sys.argv[1]) if len(sys.argv) > 1 else None):
        print(line)
