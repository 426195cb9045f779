"""How long an explorer takes to answer on 2,000 rows, beside a bare redraw of its charts from the same rows."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from workbench import show, tables
from workbench.corpus import Corpus
from workbench.extract.cast import Registry
from workbench.extract.reading import Settings
from workbench.review import Reviews

ROWS, PER_ARTICLE, SPEAKERS = 2_000, 20, 40
SENTENCE = "“We will not accept the terms of number {number},” the minister said on Tuesday."


def make_corpus(folder: Path) -> Corpus:
    """A hundred articles with twenty quotes each, as if extracted."""
    chance = random.Random(7)
    articles, quotes, sentences = [], [], []
    for number in range(ROWS // PER_ARTICLE):
        name, start, body = f"a{number:03}", 0, []
        for index in range(PER_ARTICLE):
            text = SENTENCE.format(number=number * PER_ARTICLE + index)
            cut = text.index("”") + 1
            quotes.append({
                "quote_id": f"{name}:{start}", "article": name, "kind": chance.choice(["direct", "mixed", "indirect"]),
                "speakers": [f"speaker_{int(chance.triangular(0, SPEAKERS, 3))}"], "source": "the minister",
                "source_start": start + cut + 1, "source_end": start + cut + 13, "cue": "said",
                "cue_start": start + cut + 14, "cue_end": start + cut + 18, "content": [text[:cut]],
                "content_spans": [[start, start + cut]], "rule": "beside"})
            sentences.append({"article": name, "start": start, "end": start + len(text), "paragraph": index})
            body.append(text)
            start += len(text) + 2
        articles.append({"article": name, "body": "\n\n".join(body), "published_from": "header", "words": 240,
                         "published": f"2026-0{1 + number % 4}-{1 + number % 28:02}", "outlet": f"Outlet {number % 9}",
                         "path": f"{name}.txt", "sha256": name})
    made = {name: tables.make(name) for name in tables.TABLES}
    made |= {"articles": tables.make("articles", articles), "quotes": tables.make("quotes", quotes),
             "sentences": tables.make("sentences", sentences)}
    return Corpus(made, Settings(actors=Registry()), reviews=Reviews.read(folder / "reviews.jsonl"))


def time_of(action: Callable[[], object], times: int = 9) -> float:
    """Median milliseconds of `times` calls."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        action()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def measure(corpora: Path | None = None) -> list[dict]:
    """Median milliseconds of each gesture, as the kernel spends them; the browser draws the same charts in both."""
    with tempfile.TemporaryDirectory() as folder:
        explorer = show.explore_quotes(make_corpus(Path(folder)))
        kinds = iter(["direct", "mixed", "indirect", ""] * 9)
        days = iter([(20_500 + n % 30, 20_540 + n) for n in range(99)])

        def brush() -> None:
            chart, (first, last) = explorer.charts[0], next(days)
            span = [first * 86_400_000, last * 86_400_000]
            chart.picked = {"generation": chart.generation, "value": {"begin": span}}

        def redraw() -> None:
            for view, chart in zip(explorer.concept.views, explorer.charts, strict=True):
                chart.draw(*view.draw(explorer.rows, explorer.parameters), view.pick)

        def choose() -> None:
            explorer.table.chosen = (explorer.table.chosen + 1) % len(explorer.table.rows)

        bare = time_of(redraw)
        gestures = {"a control is turned": lambda: setattr(explorer.controls["kind"], "value", next(kinds)),
                    "the days are brushed": brush, "a row is chosen": choose}
        rows = []
        for name, gesture in gestures.items():
            if name == "a row is chosen":
                explorer.reset.click()
            took = time_of(gesture)
            assert not explorer.message.value, explorer.message.value
            rows.append({"layer": "explorer", "measure": f"{name}, ms", "corpus": f"{ROWS:,} quotes",
                         "value": round(took), "aim": 300, "beside": f"bare redraw of the charts {bare:.0f}"})
        return rows


if __name__ == "__main__":
    for row in measure():
        print(f"{row['measure']:28} {row['value']:6}   ({row['beside']})")
