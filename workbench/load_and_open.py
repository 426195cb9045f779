"""`load` takes articles in, `open` reads what was saved or analysed before: a corpus from wherever it is."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from workbench import project, review, tables
from workbench.corpus import Corpus
from workbench.extract.reading import Settings
from workbench.lake.lake_files import is_lake
from workbench.store.cache import Cache, default_folder
from workbench.store.parquet_files import SavedTables, is_saved_corpus
from workbench.text.calendar_days import read_period


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
    articles, problems = read_articles(source, cache=kept)
    settings = Settings.read(project.given(actors, "actors.toml"), project.given(issues, "issues.toml"), pipeline,
                             method)
    judged = review.Reviews.read(project.find(reviews) if reviews is not None else None)
    problems = tables.make("problems", [*problems.to_dict("records"), *judged.problems(articles)])
    return Corpus({"articles": articles, "problems": problems}, settings, kept, workers, judged)


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
