"""Many articles through the extraction: what the cache holds is taken from it, the rest is shared among processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from workbench import project, tables
from workbench.extract.layers import find_layers, layer_versions, with_needs
from workbench.extract.reading import Reading, Row, Settings
from workbench.progress import count_up
from workbench.store.cache import Cache
from workbench.store.hashes import digest
from workbench.tables.in_the_body import standing

if TYPE_CHECKING:
    import pandas as pd

PARSES = tables.PARSES.name
CHUNK_ARTICLES = 100        # between two writes to the cache: what an interrupted run loses at most
WORDS_WORTH_A_WORKER = 60_000  # with fewer, a second process takes longer to start than it saves


class Text(NamedTuple):
    """What the rows of an article are found in."""

    article: str
    body: str
    published: date | None


class Task(NamedTuple):
    """One article with the layers to find and the rows of those that are known: all a worker needs."""

    text: Text
    layers: list[str]
    known: dict[str, list[Row]]
    keeps_parse: bool


class Outcome(NamedTuple):
    """The rows found for one article, and what went wrong."""

    article: str
    rows: dict[str, list[Row]]
    problem: str | None


def analyse_articles(articles: pd.DataFrame, settings: Settings, layers: Iterable[str], cache: Cache | None = None,
                     workers: int | None = None, known: Mapping[str, pd.DataFrame] | None = None,
                     parses: bool = False) -> tuple[dict[str, pd.DataFrame], list[Row]]:
    """The tables of `layers`, and of those they read, over `articles`, and rows for the table `problems`.

    The same articles in any order, with any number of workers, give the same rows in the articles' order.

    Parameters
    ----------
    articles
        A table with the columns article, body and published; articles in another language than English are left out.
    settings, layers
        What to find, and with what.
    cache
        Where rows and parses of earlier calls are kept; without it nowhere.
    workers
        Processes; by default as many as there are cores, where there is work enough for them.
    known
        Tables that were made before, of layers or of parses, and are not made again.
    parses
        Whether to return the table `parses` too.
    """
    texts = _texts_of(articles)
    store = _Store(texts, layer_versions(layers, settings), cache or Cache(), known or {})
    missing = {text: gone for text in texts if (gone := store.missing(text.article))}
    store.look_up(PARSES, [text.article for text in missing])
    problems: list[Row] = []
    for outcomes in _run_tasks(store.make_tasks(missing, parses), settings, workers):
        problems += [{"path": outcome.article, "problem": outcome.problem} for outcome in outcomes if outcome.problem]
        store.add(outcomes)
    made = store.tables()
    return (made if parses else {layer: made[layer] for layer in made if layer != PARSES}), problems


def read_articles(articles: pd.DataFrame, settings: Settings, cache: Cache | None = None) -> Iterator[Reading]:
    """Each article as a text under analysis, without rows; its parse as the cache has it, or made when asked for."""
    texts = _texts_of(articles)
    store = _Store(texts, layer_versions([], settings), cache or Cache(), {})
    store.look_up(PARSES, store.bodies)
    kept = {row["article"]: row for row in tables.plain(PARSES, store.parts[PARSES][0].to_dict("records"))}
    for text in texts:
        yield Reading(*text, settings, {PARSES: [kept[text.article]]} if text.article in kept else {})


def run_task(task: Task, settings: Settings) -> Outcome:
    """One article's layers; a layer that fails is a problem of this article and no other's."""
    reading = Reading(*task.text, settings, dict(task.known), task.keeps_parse)
    try:
        find_layers(reading, task.layers)
    except Exception as error:  # a poison article must not end the run: it is reported, with its layer
        failed = next(layer for layer in with_needs(task.layers) if layer not in reading.rows)
        return Outcome(reading.article, reading.rows, f"the layer {failed} failed on this article, which has no rows "
                                                      f"of it and of later layers: {type(error).__name__}: {error}")
    return Outcome(reading.article, reading.rows, None)


def _texts_of(articles: pd.DataFrame) -> list[Text]:
    if "language" in articles:
        articles = articles[articles["language"].isna() | (articles["language"] == "en")]
    return [Text(row.article, row.body, None if row.published != row.published else row.published.date())
            for row in articles[["article", "body", "published"]].itertuples(index=False)]


class _Store:
    """The rows of some articles by layer: those the caller or the cache knew, and those found since."""

    def __init__(self, texts: Sequence[Text], versions: Mapping[str, str], cache: Cache,
                 given: Mapping[str, pd.DataFrame]):
        self.cache, self.given = cache, given
        self.bodies = {text.article: text.body for text in texts}
        texts_read = {text.article: digest(*text) for text in texts}
        self.keys = {layer: {article: digest(version, text) for article, text in texts_read.items()}
                     for layer, version in versions.items()}
        self.known: dict[str, set[str]] = {}  # layer → the articles all of whose rows are known
        self.parts: dict[str, list[pd.DataFrame]] = {}
        for layer in versions:
            if layer != PARSES:
                self.look_up(layer, self.bodies)

    def look_up(self, layer: str, articles: Iterable[str]) -> None:
        """Adds the rows that are known of a layer."""
        keys = {article: self.keys[layer][article] for article in articles}
        if layer in self.given:
            self.parts[layer], self.known[layer] = [self.given[layer]], set(keys)
        else:
            kept = self.cache.get(layer, keys.values())
            stand = standing(layer, kept.rows, self.bodies, self.cache.folder)
            wrong = set(kept.rows["article"][[not one for one in stand]])
            self.parts[layer] = [kept.rows[~kept.rows["article"].isin(wrong)] if wrong else kept.rows]
            self.known[layer] = {article for article, key in keys.items() if key in kept.keys} - wrong

    def missing(self, article: str) -> list[str]:
        """The layers whose rows of the article are not known."""
        return [layer for layer, articles in self.known.items() if article not in articles]

    def make_tasks(self, missing: Mapping[Text, list[str]], parses: bool) -> list[Task]:
        """A task for each article of which layers are missing, with the rows that are known."""
        known: dict[str, dict[str, list[Row]]] = {
            text.article: {layer: [] for layer in self.known if layer not in (*gone, PARSES)}
            for text, gone in missing.items()}
        for layer, (frame,) in self.parts.items():
            wanted = frame[frame["article"].isin(list(known))]
            for row in tables.plain(layer, wanted.to_dict("records")):
                known[row["article"]].setdefault(layer, []).append(row)
        keeps_parse = parses or self.cache.folder is not None
        return [Task(text, gone, known[text.article], keeps_parse) for text, gone in missing.items()]

    def add(self, outcomes: Iterable[Outcome]) -> None:
        """Adds the rows that were found, here and to the cache."""
        for layer, keys in self.keys.items():
            fresh = {outcome.article: outcome.rows[layer] for outcome in outcomes
                     if layer in outcome.rows and outcome.article not in self.known[layer]}
            made = tables.make(layer, [row for rows in fresh.values() for row in rows])
            self.cache.put(layer, made, [keys[article] for article in made["article"]],
                           [keys[article] for article in fresh])
            self.parts[layer].append(made)

    def tables(self) -> dict[str, pd.DataFrame]:
        """The table of each layer, in the order of the articles."""
        for layer, parts in self.parts.items():
            if len(parts) > 1:
                self.cache.merge(layer)
        return {layer: _in_order(layer, parts, self.bodies) for layer, parts in self.parts.items()}


def _run_tasks(tasks: Sequence[Task], settings: Settings, workers: int | None) -> Iterator[list[Outcome]]:
    """The outcomes of `tasks` in their order, a chunk at a time."""
    if workers is None:
        words = sum(len(task.text.body) for task in tasks) // 6
        workers = min(os.cpu_count() or 1, max(1, words // WORDS_WORTH_A_WORKER))
    chunks = [tasks[first:first + CHUNK_ARTICLES] for first in range(0, len(tasks), CHUNK_ARTICLES)]
    with count_up("analysing", len(tasks)) as done:
        if workers < 2 or len(tasks) < 2:
            for chunk in chunks:
                yield list(_counted((_run_share([task], settings) for task in chunk), done))
            return
        from loky import get_reusable_executor

        share = max(1, min(20, len(tasks) // (4 * workers)))
        with project.ignore_code():  # the processes start now; those started later, should one die, take it from `env`
            pool = get_reusable_executor(max_workers=workers, env={project.SAFE_PATH: "1"})
            # all are handed in at once, so that no process waits for the others at a chunk's end
            running = [[pool.submit(_run_share, chunk[first:first + share], settings)
                        for first in range(0, len(chunk), share)] for chunk in chunks]
        for futures in running:
            yield list(_counted((future.result() for future in futures), done))


def _counted(shares: Iterable[list[Outcome]], done: Callable[[int], object]) -> Iterator[Outcome]:
    """The outcomes of shares, each told to a bar."""
    for share in shares:
        yield from share
        done(len(share))


def _run_share(tasks: Sequence[Task], settings: Settings) -> list[Outcome]:
    return [run_task(task, settings) for task in tasks]


def _in_order(layer: str, parts: Sequence[pd.DataFrame], articles: Iterable[str]) -> pd.DataFrame:
    """The rows of one layer in the order of the articles."""
    import pandas as pd

    filled = [part for part in parts if len(part)]
    rows = pd.concat(filled, ignore_index=True) if filled else tables.make(layer)
    place = {article: number for number, article in enumerate(articles)}
    # a stable sort keeps the order of the rows within an article
    return rows.iloc[rows["article"].map(place).argsort(kind="stable")].reset_index(drop=True)
