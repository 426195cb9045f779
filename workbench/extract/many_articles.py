"""Many articles through the extraction: what the cache holds is taken from it, the rest is shared among processes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from workbench import project, tables
from workbench.extract import LAYERS, find_layer, with_needs
from workbench.extract.reading import Reading, Row, Settings
from workbench.store.cache import Cache, Kept, digest, engine_version, layer_keys, lexicon_version

if TYPE_CHECKING:
    import pandas as pd

CHUNK = 100          # articles between two writes to the cache: what an interrupted run loses at most
WORTH_A_WORKER = 60_000  # words; below, a second process takes longer to start than it saves


class Task(NamedTuple):
    """One article with the layers to find and the rows of those that are known: all a worker needs."""

    article: str
    body: str
    published: date | None
    layers: list[str]
    known: dict[str, list[Row]]


class Outcome(NamedTuple):
    """The rows found for one article, and what went wrong."""

    article: str
    rows: dict[str, list[Row]]
    problem: str | None


def run_task(task: Task, settings: Settings) -> Outcome:
    """One article's layers; a layer that fails is a problem of this article and no other's."""
    reading = Reading(task.article, task.body, task.published, settings, rows=dict(task.known))
    for layer in with_needs(task.layers):
        if layer in reading.rows:
            continue
        try:
            reading.rows[layer] = find_layer(reading, layer)
        except Exception as error:  # a poison article must not end the run: it is reported, with its layer
            return Outcome(task.article, reading.rows, f"the layer {layer} failed on this article, which has no rows "
                                                       f"of it and of later layers: {type(error).__name__}: {error}")
    return Outcome(task.article, reading.rows, None)


def _run_tasks(tasks: list[Task], settings: Settings) -> list[Outcome]:
    return [run_task(task, settings) for task in tasks]


def inputs_of(layers: Iterable[str], settings: Settings) -> dict[str, tuple[tuple[str, ...], tuple[object, ...]]]:
    """For each layer: the layers it reads, and hashes of the code, settings and lexicons that matter to it."""
    code = engine_version("syntax", "extract")
    return {name: (LAYERS[name].needs, (code, *(repr(getattr(settings, field)) for field in LAYERS[name].settings),
                                        *map(lexicon_version, LAYERS[name].lexicons)))
            for name in with_needs(layers)}


def analyse_articles(articles: pd.DataFrame, settings: Settings, layers: Iterable[str], cache: Cache | None = None,
                     workers: int | None = None) -> tuple[dict[str, pd.DataFrame], list[Row]]:
    """The tables of `layers` (and those they read) over `articles`, and rows for the table `problems`.

    articles: needs the columns article, body, published; those in another language than English are left out.
    workers: processes; by default as many as the cores, where there is work enough for them.
    The same articles in any order, with any number of workers, give the same rows in the articles' order.
    """
    cache = cache or Cache()
    order = with_needs(layers)
    if "language" in articles:
        articles = articles[articles["language"].isna() | (articles["language"] == "en")]
    records = [(row.article, row.body, None if row.published != row.published else row.published.date())
               for row in articles[["article", "body", "published"]].itertuples(index=False)]
    inputs = inputs_of(order, settings)
    keys = {article: layer_keys(inputs, digest(article, body, published)) for article, body, published in records}

    kept = {layer: cache.get(layer, (keys[article][layer] for article in keys)) for layer in order}
    tasks = list(_tasks(records, keys, kept))
    fresh: dict[str, list[tuple[str, list[Row]]]] = {layer: [] for layer in order}
    problems: list[Row] = []
    for outcomes in _shared(tasks, settings, workers):
        for outcome in outcomes:
            if outcome.problem:
                problems.append({"path": outcome.article, "problem": outcome.problem})
        for layer in order:
            found = [(outcome.article, outcome.rows[layer]) for outcome in outcomes
                     if layer in outcome.rows and keys[outcome.article][layer] not in kept[layer].keys]
            fresh[layer] += found
            _keep(cache, layer, found, keys)
    for layer in order:
        if fresh[layer]:
            cache.merge(layer)
    return {layer: _assemble(layer, kept[layer], fresh[layer], keys) for layer in order}, problems


def _tasks(records: list[tuple[str, str, date | None]], keys: dict[str, dict[str, str]],
           kept: dict[str, Kept]) -> Iterator[Task]:
    """What is still to be done: articles of which some layer is not kept, with the rows that are."""
    missing = {article: [layer for layer in kept if keys[article][layer] not in kept[layer].keys]
               for article, _, _ in records}
    owners = {keys[article][layer]: article for article, gone in missing.items() if gone
              for layer in kept if layer not in gone}
    known: dict[str, dict[str, list[Row]]] = {article: {} for article, gone in missing.items() if gone}
    for layer, (frame, row_keys, found) in kept.items():
        for key in found & owners.keys():
            known[owners[key]][layer] = []
        chosen = row_keys.isin(owners.keys()).to_numpy(dtype=bool)
        rows = tables.plain(layer, frame[chosen].to_dict("records"))
        for key, row in zip(row_keys[chosen], rows, strict=True):
            known[owners[key]][layer].append(row)
    for article, body, published in records:
        if missing[article]:
            yield Task(article, body, published, missing[article], known[article])


def _shared(tasks: list[Task], settings: Settings, workers: int | None) -> Iterator[list[Outcome]]:
    """The outcomes of `tasks` in their order, a chunk at a time."""
    words = sum(len(task.body) for task in tasks) // 6
    if workers is None:
        workers = min(os.cpu_count() or 1, max(1, words // WORTH_A_WORKER))
    chunks = [tasks[first:first + CHUNK] for first in range(0, len(tasks), CHUNK)]
    if workers < 2 or len(tasks) < 2:
        for chunk in chunks:
            yield _run_tasks(chunk, settings)
        return
    from loky import get_reusable_executor

    share = max(1, min(20, len(tasks) // (4 * workers)))
    with project.ignore_code():  # the processes start now; those started later, should one die, take it from `env`
        pool = get_reusable_executor(max_workers=workers, env={project.SAFE_PATH: "1"})
        # all are handed in at once, so that no process waits for the others at a chunk's end
        running = [[pool.submit(_run_tasks, chunk[first:first + share], settings)
                    for first in range(0, len(chunk), share)] for chunk in chunks]
    for futures in running:
        yield [outcome for future in futures for outcome in future.result()]


def _keep(cache: Cache, layer: str, found: list[tuple[str, list[Row]]], keys: dict[str, dict[str, str]]) -> None:
    rows = [row for _, rows in found for row in rows]
    row_keys = [keys[article][layer] for article, rows in found for _ in rows]
    cache.put(layer, tables.make(layer, rows), row_keys, (keys[article][layer] for article, _ in found))


def _assemble(layer: str, kept: Kept, fresh: list[tuple[str, list[Row]]], articles: Iterable[str]) -> pd.DataFrame:
    """Kept and fresh rows of one layer, in the order of the articles."""
    import pandas as pd

    new = tables.make(layer, [row for _, rows in fresh for row in rows])
    parts = [part for part in (kept.rows, new) if len(part)]
    both = pd.concat(parts, ignore_index=True) if parts else new
    place = {article: number for number, article in enumerate(articles)}
    # a stable sort keeps the order of the rows within an article
    return both.iloc[both["article"].map(place).argsort(kind="stable")].reset_index(drop=True)
