"""`load` takes articles in, `open` reads what was saved or analysed before: a corpus from wherever it is."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from workbench import project, review, tables
from workbench.corpus import Corpus
from workbench.extract.reading import Settings
from workbench.lake.lake_files import is_lake
from workbench.store.cache import Cache, default_folder
from workbench.store.hashes import digest
from workbench.store.parquet_files import OwnTables, SavedTables, is_saved_corpus, write_table
from workbench.text.calendar_days import read_period

PREPARED = "WORKBENCH_PREPARED"  # the folder where a run keeps its corpus for the notebooks that it executes
LOADED_FROM = "loaded_from.json"  # in there: what it was loaded from


def load(source: Any, actors: Any = None, issues: Any = None, pipeline: str = Settings.pipeline,
         workers: int | None = None, cache: str | Path | bool = True, reviews: str | Path | None = None,
         method: str = Settings.method) -> Corpus:
    """Take articles in. What cannot be read becomes a row of `corpus.problems`, and the rest goes on.

    Parameters
    ----------
    source
        A folder, file, glob, list of these, or DataFrame with `text` (and published, title …); or the folder of a
        lake that `analyse_corpus` made, which is opened.
    actors, issues
        TOML files; without them the project's own `data/actors.toml` and `data/issues.toml`.
    pipeline
        The spaCy pipeline to parse with.
    workers
        Processes that share the analysis; without it one, or two and more where the work is worth it.
    cache
        Where analysed articles are kept: True for the project's own place, False for nowhere, or a folder.
    reviews
        The analyst's judgements (JSON lines); without it `reviews.jsonl` beside the project's actors.toml.
    method
        "model": stances and relations are judged by the rules and the trained model (docs/model.md); "rules": by the
        rules alone, without onnxruntime.

    Raises
    ------
    FileNotFoundError
        A path is not there at all; the message names the folders looked in.

    Examples
    --------
    >>> len(load("seeds").articles)
    5
    """
    from workbench.intake import read_articles

    # an empty text, as a notebook's parameter may be, names no file
    actors, issues = (None if given == "" else given for given in (actors, issues))
    if isinstance(source, str | Path):
        folder = project.find(source)
        if is_lake(folder):
            from workbench.lake.lake_tables import open_lake

            warnings.warn(f"{source} is a lake: its rows are shown as they are kept in it, nothing is analysed",
                          stacklevel=2)
            return open_lake(folder, actors=actors, issues=issues, reviews=reviews)
        if is_saved_corpus(folder):
            raise ValueError(f"{source} holds the tables of a saved corpus, not articles: "
                             "open it with workbench.open")
    kept = Cache(default_folder()) if cache is True else Cache(Path(cache) if cache else None)
    actors, issues = project.given(actors, "actors.toml"), project.given(issues, "issues.toml")
    settings = Settings.read(actors, issues, pipeline, method)
    judged = review.Reviews.read(project.find(reviews) if reviews is not None else None)
    if (prepared := _find_prepared(_tell_source(source, actors, issues, pipeline, method))) is not None:
        return Corpus(OwnTables(prepared), settings, kept, workers, judged)
    articles, problems = read_articles(source, cache=kept)
    problems = tables.make("problems", [*problems.to_dict("records"), *judged.problems(articles)])
    return Corpus({"articles": articles, "problems": problems}, settings, kept, workers, judged)


def prepare(corpus: Corpus, folder: str | Path, source: str | Path, actors: Any = None, issues: Any = None) -> None:
    """Keep a corpus in a folder for other processes of a run: where PREPARED names it, their `load` reads it there.

    So all notebooks of a report are of the same articles, and these are read once. `load` takes it only for the same
    source and the same actors and issues, unchanged.

    Parameters
    ----------
    corpus
        What `load(source, actors, issues)` gave.
    folder
        Where to write the tables, as the machine found them.
    """
    for name in tables.TABLES:
        found = corpus.problems if name == "problems" else corpus.as_found(name)
        write_table(name, Path(folder) / f"{name}.parquet", found)
    actors, issues = (project.given(given or None, name) for given, name in
                      ((actors, "actors.toml"), (issues, "issues.toml")))
    told = _tell_source(source, actors, issues, corpus.settings.pipeline, corpus.settings.method)
    Path(folder, LOADED_FROM).write_text(json.dumps(told), encoding="utf-8")


def _tell_source(source: Any, actors: Any, issues: Any, pipeline: str, method: str) -> list[str] | None:
    """What a corpus is loaded from, to be compared; none for what only this process has."""
    if not isinstance(source, str | Path) or not all(given is None or isinstance(given, Path)
                                                     for given in (actors, issues)):
        return None
    return [os.path.realpath(project.find(source)), pipeline, method,
            *(digest(given.read_bytes()) if given else "" for given in (actors, issues))]


def _find_prepared(told: list[str] | None) -> Path | None:
    folder = os.environ.get(PREPARED)
    if not folder or told is None:
        return None
    try:
        return Path(folder) if json.loads(Path(folder, LOADED_FROM).read_text(encoding="utf-8")) == told else None
    except FileNotFoundError:  # the run has ended
        return None


def open(folder: str | Path, begin: str | None = None, finish: str | None = None, about: Sequence[str] = (),
         columns: Mapping[str, Sequence[str]] | None = None) -> Corpus:
    """Open the corpus that `Corpus.save` or `analyse_corpus` wrote: nothing is read before it is asked for.

    Parameters
    ----------
    folder
        The folder with the tables, or the lake.
    begin, finish
        Only articles published from one day to the other (ISO).
    about
        Ids of actors, of which an article mentions one.
    columns
        Of the tables of a lake only these and the key: {"articles": ["title", "published"]}.
    """
    folder = project.find(folder)
    about = (about,) if isinstance(about, str) else tuple(about)
    if is_lake(folder):
        from workbench.lake.lake_tables import open_lake

        return open_lake(folder, begin, finish, about, columns)
    begin, finish = read_period(begin, finish)
    corpus = Corpus(SavedTables(folder), Settings()).between(begin, finish)
    return corpus.about(*about) if about else corpus
