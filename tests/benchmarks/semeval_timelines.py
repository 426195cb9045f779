"""SemEval-2015 Task 4, timelines of an entity across articles, track A: from raw text.

CORPORA has the task's folders as semeval-timelines/corpus_1 … corpus_3, each with corpus_TrackA_CAT/*.xml (tokens with
their sentence) and TimeLines_Gold_Standard/*.txt: the entity's name, then lines of position, day and word
(`docid-sentence-word`), tab apart. Scored as the task does over relations: that one word's event comes before another's
or with it, and that it is of a day; micro-averaged over all entities. The task's own script takes the pairs that follow
from others away before it counts; here all pairs count, so figures are near its own, not the same.
"""

from __future__ import annotations

import re
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

UNKNOWN = "XXXX-XX-XX"
BEST_PUBLISHED = "best published 7.85"


class Entry(NamedTuple):
    """A word on a timeline: its place, its day as far as known, and where it stands: document, sentence, word."""

    position: int
    day: str
    word: tuple[str, str, str]


def measure_semeval(corpora: Path | None) -> Iterator[dict]:
    """A row for the corpora together; none where they are not there."""
    folders = sorted((corpora / "semeval-timelines").glob("corpus_*")) if corpora else []
    right = given = coded = 0
    for folder in folders:
        gold = dict(read_timeline(path) for path in sorted((folder / "TimeLines_Gold_Standard").glob("*.txt")))
        documents = dict(read_document(path) for path in sorted((folder / "corpus_TrackA_CAT").glob("*.xml")))
        for entity, entries in build_timelines(documents, list(gold)).items():
            mine, theirs = relations(entries), relations(gold[entity])
            right, given, coded = right + len(mine & theirs), given + len(mine), coded + len(theirs)
    if folders:
        precision, recall = right / max(1, given), right / max(1, coded)
        yield {"measure": "relations of timelines: F1", "corpus": "SemEval-2015 Task 4, track A",
               "value": round(200 * precision * recall / max(1e-9, precision + recall), 1), "aim": 7.85,
               "beside": f"{BEST_PUBLISHED}; precision {100 * precision:.1f}, recall {100 * recall:.1f}"}


def read_timeline(path: Path) -> tuple[str, list[Entry]]:
    """The entity of a gold file and its timeline."""
    name, *lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line.count("\t") >= 2)
    return name.strip(), [Entry(int(position), day, _place(word)) for position, day, *words in rows for word in words]


def _place(word: str) -> tuple[str, str, str]:
    document, sentence, token = word.strip().split("-", 2)
    return document, sentence, token.split("_")[0].lower()


def read_document(path: Path) -> tuple[str, list[str]]:
    """The id of a document and its sentences, by number."""
    root = ElementTree.parse(path).getroot()
    sentences: dict[int, list[str]] = {}
    for token in root.iter("token"):
        sentences.setdefault(int(token.get("sentence", 0)), []).append(token.text or "")
    texts = [re.sub(r" ([.,;:?!%)]|'s|n't)", r"\1", " ".join(sentences.get(number, []))) for number in range(
        max(sentences, default=-1) + 1)]
    return root.get("doc_id") or path.stem.split("_")[0].split("-")[0], texts


def build_timelines(documents: dict[str, list[str]], entities: list[str]) -> dict[str, list[Entry]]:
    """The timeline of each entity as the workbench has it."""
    import pandas as pd

    import workbench as wb

    frame = pd.DataFrame([{"article": document, "title": sentences[0], "published": _published(sentences),
                           "text": "\n\n".join(sentences[1:])} for document, sentences in documents.items()])
    with tempfile.TemporaryDirectory() as folder:
        actors = Path(folder) / "actors.toml"
        actors.write_text("\n".join(f'[entity_{number}]\nname = "{entity}"\nkind = "organisation"\n'
                                    for number, entity in enumerate(entities)), encoding="utf-8")
        corpus = wb.load(frame, actors=actors, issues=())
        mentions = corpus.event_mentions.dropna(subset=["begin"]).to_dict("records")
    made = {}
    for number, entity in enumerate(entities):
        own = [row for row in mentions if f"entity_{number}" in row["actors"]]
        days = sorted({_day(row) for row in own})
        made[entity] = [Entry(days.index(_day(row)) + 1, _day(row), word) for row in own
                        if (word := _word(row, documents[row["article"]])) is not None]
    return made


def _published(sentences: list[str]) -> str | None:
    """The day that stands below the headline: "March 28, 2006"."""
    import pandas as pd

    day = pd.to_datetime(" ".join(sentences[1:2]), errors="coerce")
    return None if pd.isna(day) else day.date().isoformat()


def _day(row: dict) -> str:
    """The day of an event as far as it is told: a day, a month or a year."""
    begin, finish = row["begin"], row["finish"]
    if begin == finish:
        return f"{begin:%Y-%m-%d}"
    return f"{begin:%Y-%m}" if (begin.year, begin.month) == (finish.year, finish.month) else f"{begin:%Y}"


def _word(row: dict, sentences: list[str]) -> tuple[str, str, str] | None:
    """Where the word stands that names the event."""
    stem = row["predicate"].removeprefix("not ").split()[0][:4]
    for number, sentence in enumerate(sentences):
        if row["evidence"][:40] in sentence or sentence[:40] in row["evidence"]:
            found = next((word for word in re.findall(r"\w+", sentence.lower()) if word.startswith(stem)), None)
            return (row["article"], str(number), found) if found else None
    return None


def relations(timeline: list[Entry]) -> set[tuple]:
    """What a timeline says: which of two words' events comes first or that both are one, and of which day each is."""
    dated = {(entry.word, "on", entry.day) for entry in timeline if entry.day != UNKNOWN}
    placed = sorted((entry for entry in timeline if entry.position), key=lambda entry: (entry.position, entry.word))
    return dated | {(one.word, "with" if one.position == other.position else "before", other.word)
                    for one, other in combinations(placed, 2)}
