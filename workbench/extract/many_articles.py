"""Many articles through the extraction: what the cache holds is taken from it, the rest is shared among processes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from workbench import tables
from workbench.extract.layers import find_layers, layer_versions, with_needs
from workbench.extract.reading import Reading, Row, Settings
from workbench.store.cache import Cache
from workbench.store.hashes import digest

if TYPE_CHECKING:
    import pandas as pd

CHUNK_ARTICLES = 100        # between two writes to the cache: what an interrupted run loses at most
WORDS_WORTH_A_WORKER = 60_000  # with fewer, a second process takes longer to start than it saves


Keys = Mapping[str, str]  # article → what its rows of one layer are kept by


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


class Outcome(NamedTuple):
    """The rows found for one article, and what went wrong."""

    article: str
    rows: dict[str, list[Row]]
    problem: str | None


class Known(NamedTuple):
    """The rows of a layer that need not be found, and the articles they are all of."""

    rows: pd.DataFrame
    articles: set[str]


def analyse_articles(articles: pd.DataFrame, settings: Settings, layers: Iterable[str], cache: Cache | None = None,
                     workers: int | None = None,
                     known: Mapping[str, pd.DataFrame] | None = None) -> tuple[dict[str, pd.DataFrame], list[Row]]:
    """The tables of `layers`, and of those they read, over `articles`, and rows for the table `problems`.

    The same articles in any order, with any number of workers, give the same rows in the articles' order.

    Parameters
    ----------
    articles
        A table with the columns article, body and published; articles in another language than English are left out.
    settings, layers
        What to find, and with what.
    cache
        Where rows found before are kept; without it nowhere.
    workers
        Processes; by default as many as there are cores, where there is work enough for them.
    known
        Tables of layers that were found before, which are not found again.
    """
    cache = cache or Cache()
    texts = _texts_of(articles)
    keys = _keys_of(texts, layer_versions(layers, settings))
    found = {layer: Known(known[layer], set(of)) if known and layer in known else _kept(cache, layer, of)
             for layer, of in keys.items()}
    parts = {layer: [there.rows] for layer, there in found.items()}
    problems: list[Row] = []
    for outcomes in _run_tasks(_make_tasks(texts, found), settings, workers):
        problems += [{"path": outcome.article, "problem": outcome.problem} for outcome in outcomes if outcome.problem]
        for layer, there in found.items():
            parts[layer].append(_keep_fresh(cache, layer, outcomes, there, keys[layer]))
    for layer, of in keys.items():
        if len(parts[layer]) > 1:
            cache.merge(layer)
        parts[layer] = [_in_order(layer, parts[layer], of)]
    return {layer: frames[0] for layer, frames in parts.items()}, problems


def run_task(task: Task, settings: Settings) -> Outcome:
    """One article's layers; a layer that fails is a problem of this article and no other's."""
    reading = Reading(*task.text, settings, rows=dict(task.known))
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


def _keys_of(texts: Sequence[Text], versions: Mapping[str, str]) -> dict[str, Keys]:
    """What the rows of each article are kept by, for each layer."""
    of = {text.article: digest(*text) for text in texts}
    return {layer: {article: digest(version, text) for article, text in of.items()}
            for layer, version in versions.items()}


def _kept(cache: Cache, layer: str, keys: Keys) -> Known:
    """What the cache has of a layer."""
    kept = cache.get(layer, keys.values())
    return Known(kept.rows, {article for article, key in keys.items() if key in kept.keys})


def _keep_fresh(cache: Cache, layer: str, outcomes: Iterable[Outcome], there: Known, keys: Keys) -> pd.DataFrame:
    """The rows of a layer that were found and not known before, as a table that the cache has too."""
    fresh = {outcome.article: outcome.rows[layer] for outcome in outcomes
             if layer in outcome.rows and outcome.article not in there.articles}
    made = tables.make(layer, [row for rows in fresh.values() for row in rows])
    cache.put(layer, made, [keys[article] for article in made["article"]], [keys[article] for article in fresh])
    return made


def _make_tasks(texts: Iterable[Text], found: Mapping[str, Known]) -> list[Task]:
    """The articles of which some layer is not known, with the rows that are."""
    missing = {text: layers for text in texts
               if (layers := [layer for layer, known in found.items() if text.article not in known.articles])}
    known: dict[str, dict[str, list[Row]]] = {
        text.article: {layer: [] for layer in found if layer not in layers} for text, layers in missing.items()}
    for layer, (frame, _) in found.items():
        wanted = frame[frame["article"].isin(list(known))]
        for row in tables.plain(layer, wanted.to_dict("records")):
            known[row["article"]][layer].append(row)
    return [Task(text, layers, known[text.article]) for text, layers in missing.items()]


def _run_tasks(tasks: Sequence[Task], settings: Settings, workers: int | None) -> Iterator[list[Outcome]]:
    """The outcomes of `tasks` in their order, a chunk at a time."""
    if workers is None:
        words = sum(len(task.text.body) for task in tasks) // 6
        workers = min(os.cpu_count() or 1, max(1, words // WORDS_WORTH_A_WORKER))
    chunks = [tasks[first:first + CHUNK_ARTICLES] for first in range(0, len(tasks), CHUNK_ARTICLES)]
    if workers < 2 or len(tasks) < 2:
        for chunk in chunks:
            yield _run_share(chunk, settings)
        return
    from loky import get_reusable_executor

    pool = get_reusable_executor(max_workers=workers)
    share = max(1, min(20, len(tasks) // (4 * workers)))
    # all are handed in at once, so that no process waits for the others at a chunk's end
    running = [[pool.submit(_run_share, chunk[first:first + share], settings) for first in range(0, len(chunk), share)]
               for chunk in chunks]
    for futures in running:
        yield [outcome for future in futures for outcome in future.result()]


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
