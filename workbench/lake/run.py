"""A corpus of any size through the analysis, over a Dask cluster or in this process, into a lake."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import project, tables
from workbench.extract.layers import LAYERS, layer_versions
from workbench.extract.reading import Row, Settings
from workbench.lake import lake_files
from workbench.lake.article_ids import name_articles
from workbench.lake.partition import Work, analyse_partition, renew_layers, take_in, taken_file, try_article
from workbench.lake.partition_notes import forget_partition, read_done, remove_strays
from workbench.lake.plan import Item, Partition, list_items, make_partitions
from workbench.lake.tasks import TaskFailed, Tell, count_workers, run_tasks
from workbench.store.hashes import digest, engine_version, lexicon_version
from workbench.store.parquet_files import count_rows, write_table
from workbench.store.whole_files import write_text

if TYPE_CHECKING:
    from distributed import Client

    from workbench.corpus import Corpus
    from workbench.intake.overrides import Overrides


def analyse_corpus(source: Any, lake: str | Path, actors: Any = None, issues: Any = None,
                   pipeline: str = Settings.pipeline, client: Client | None = None,
                   columns: dict[str, str] | None = None, progress: Tell | None = None,
                   method: str = Settings.method) -> Corpus:
    """Analyse articles of any number into a folder, the lake, and open it. What is there and unchanged stays.

    A run that was stopped goes on where it was. Other actors, issues or code make the layers anew that hang on them.
    A partition whose worker dies goes to another; of one that keeps killing them each article is tried alone, and
    those that no worker gets through become problems.

    Parameters
    ----------
    source
        What `workbench.load` takes but a DataFrame, or a URL that fsspec knows (s3://bucket/folder).
    lake
        A folder that every worker reaches.
    actors, issues, pipeline, method
        As for `workbench.load`.
    client
        A Dask cluster's; without one the work is done in this process.
    columns
        Of records, what their columns mean: {"text": "story", "published": "day"}; usual names are known.
    progress
        Is called with the stage, the tasks done and their number.

    Raises
    ------
    ValueError
        The folder holds something else than a lake, or a lake with links in it.
    """
    from filelock import FileLock

    from workbench.intake import read_overrides
    from workbench.lake.compare_lake import make_comparisons
    from workbench.lake.lake_tables import open_lake

    lake = Path(lake).resolve()
    _check_folder(lake)
    lake.mkdir(parents=True, exist_ok=True)
    given = {"actors": project.given(actors, "actors.toml"), "issues": project.given(issues, "issues.toml")}
    settings = Settings.read(**given, pipeline=pipeline, method=method)
    overrides = read_overrides(project.data_file("articles.toml"))
    tell = progress or (lambda stage, done, of: None)
    with FileLock(lake / ".lock"):
        items, problems = list_items(source)
        items = [item for item in items if not _lies_in(item, lake)]
        _describe(lake, given, settings)
        partitions = make_partitions(items, _hash_settings(columns, overrides), count_workers(client))
        _forget_changed(lake, partitions)
        _renew(client, lake, settings, tell)
        named, failed = _name_all(client, partitions, lake, columns, tell)
        problems += [*failed, *({"path": str(overrides.path), "problem": problem} for problem in overrides.wrong)]
        problems += _analyse_all(client, named, (lake, settings, overrides), tell)
        remove_strays(lake)
        lake_files.remove_taken(lake)
        write_table("problems", lake_files.path_of(lake, "problems", lake_files.UNDATED, "input"),
                    tables.make("problems", problems))
        make_comparisons(lake, client, tell)
    return open_lake(lake)


def _lies_in(item: Item, lake: Path) -> bool:
    """Whether the item is a file of the lake itself, which may lie in the folder of the articles."""
    return item.within is None and Path(item.url).resolve().is_relative_to(lake)


def _check_folder(lake: Path) -> None:
    """Raises ValueError where the lake would be laid over something else."""
    if lake.exists() and not lake.is_dir():
        raise ValueError(f"{lake} is a file: name a folder for the lake")
    if lake_files.is_lake(lake):
        lake_files.check_kinds(lake)
    elif lake.is_dir() and any(path.name != ".lock" for path in lake.iterdir()):
        raise ValueError(f"{lake} is not empty and no lake: name another folder, so that nothing in it is replaced")


def _hash_settings(columns: dict[str, str] | None, overrides: Overrides) -> str:
    """A hash of all that matters to the articles of a partition besides its input."""
    from workbench.intake.cached_files import LEXICONS

    return digest(repr(columns), repr(overrides.said), engine_version("intake", "lake"),
                  *map(lexicon_version, LEXICONS))


def _describe(lake: Path, given: dict[str, Any], settings: Settings) -> None:
    for name, source in given.items():
        if isinstance(source, Path):
            write_text(lake / f"{name}.toml", source.read_text(encoding="utf-8"))
        else:  # none, or an object: a file of an earlier run does not tell what this one was made with
            (lake / f"{name}.toml").unlink(missing_ok=True)
    mark = {"version": lake_files.VERSION, "pipeline": settings.pipeline, "method": settings.method}
    write_text(lake / lake_files.MARK, json.dumps(mark))


def _forget_changed(lake: Path, partitions: Sequence[Partition]) -> None:
    """Undoes what is there of a changed or vanished item, and what is not whole."""
    current = {item.id for partition in partitions for item in partition.items}
    settings = {partition.settings for partition in partitions}
    for done in read_done(lake):
        if not (done.settings in settings and set(done.inputs) <= current
                and all(path.is_file() for path in done.files(lake))):
            forget_partition(lake, done)


def _renew(client: Client | None, lake: Path, settings: Settings, tell: Tell) -> None:
    """Finds the layers again that hang on what changed; what cannot be renewed is undone, and then made anew."""
    versions = layer_versions(LAYERS, settings)
    changed = [done for done in read_done(lake) if done.versions != versions]
    for done in [done for done in changed if done.failed]:
        forget_partition(lake, done)
    work = [done for done in changed if not done.failed]
    for done, error in run_tasks(client, renew_layers, work, lake, settings,
                                 tell=lambda number: tell("renew", number, len(work))):
        if error is not None:
            forget_partition(lake, done)


def _still_to_do(lake: Path, partitions: Sequence[Partition]) -> list[Partition]:
    """What of `partitions` is not done."""
    held = {item for done in read_done(lake) for item in done.inputs}
    left = [Partition(tuple(item for item in one.items if item.id not in held), one.settings) for one in partitions]
    return [one for one in left if one.items]


def _name_all(client: Client | None, partitions: Sequence[Partition], lake: Path, columns: dict[str, str] | None,
              tell: Tell) -> tuple[list[Work], list[Row]]:
    """Takes in what is still to do and names its articles; the partitions to analyse, and problems.

    Where a new file makes an article of an earlier run be called otherwise, that one's partition is made again.
    """
    while True:
        taken, problems = _take_in(client, _still_to_do(lake, partitions), lake, columns, tell)
        claimed_twice, names, renamed = name_articles(lake, taken)
        if not renamed:
            return [Work(one, names.get(one.id, {}), {}) for one in taken], [*problems, *claimed_twice]
        for done in renamed:
            forget_partition(lake, done)


def _take_in(client: Client | None, partitions: list[Partition], lake: Path, columns: dict[str, str] | None,
             tell: Tell) -> tuple[list[Partition], list[Row]]:
    """The partitions that could be read; of one that fails each item alone, and one that fails alone is a problem."""
    taken: list[Partition] = []
    alone: list[Partition] = []
    problems: list[Row] = []
    for partition, error in run_tasks(client, take_in, partitions, lake, columns,
                                      tell=lambda done: tell("take in", done, len(partitions))):
        if error is None:
            taken.append(partition)
        else:
            alone += [Partition((item,), partition.settings) for item in partition.items]
    for partition, error in run_tasks(client, take_in, alone, lake, columns):
        if error is None:
            taken.append(partition)
        else:
            problems.append(_report(partition.items[0], error))
    return sorted(taken, key=lambda partition: partition.id), problems


def _analyse_all(client: Client | None, works: Sequence[Work], shared: tuple, tell: Tell) -> list[Row]:
    """Analyses every partition; of one that fails, the articles that do it are found and left out."""
    failed = [work for work, error in run_tasks(client, analyse_partition, works, *shared,
                                                tell=lambda done: tell("analyse", done, len(works)))
              if error is not None]
    again = [work._replace(poison=_find_poison(client, work, shared)) for work in failed]
    return [_report(item, error) for work, error in run_tasks(client, analyse_partition, again, *shared)
            if error is not None for item in work.partition.items]


def _find_poison(client: Client | None, work: Work, shared: tuple) -> dict[int, str]:
    """The articles of a partition, by number, that no worker gets through, each with the problem to report."""
    count = count_rows(taken_file(shared[0], work.partition))
    alone = [work._replace(only=number) for number in range(count)]
    return {piece.only: f"no worker got through this article, which has no rows but its own ({error}): look at its text"
            for piece, error in run_tasks(client, try_article, alone, *shared, alone=True) if error is not None}


def _report(item: Item, error: TaskFailed) -> Row:
    return {"path": item.url, "problem": f"no worker got through it ({error}): "
                                         "look at the file; it is tried again in the next run"}
