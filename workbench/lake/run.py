"""A corpus of any size through the analysis, over a Dask cluster or in this process, into a lake."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock

from workbench import project, tables
from workbench.cache import digest
from workbench.engine import inputs_of
from workbench.extract import LAYERS
from workbench.extract.reading import Settings
from workbench.lake import layout
from workbench.lake.partition import analyse_partition
from workbench.lake.plan import Item, Partition, list_items, make_partitions

if TYPE_CHECKING:
    from distributed import Client

    from workbench.lake.opened import LakeCorpus

WAITING = 8  # tasks given to the cluster ahead of each worker; the rest of a large plan waits here


def analyse_corpus(source: Any, lake: str | Path, actors: Any = None, issues: Any = None,
                   pipeline: str = Settings.pipeline, client: Client | None = None,
                   columns: dict[str, str] | None = None, progress: Callable[[str, int, int], None] | None = None,
                   ) -> LakeCorpus:
    """Analyses `source` into the folder `lake` and opens it; what is there already and unchanged is not made again.

    source: what `workbench.load` takes but a DataFrame, or a URL that fsspec knows (s3://bucket/folder).
    lake: a folder that every worker reaches. client: a Dask cluster's; without one the work is done here.
    progress: called with the stage, the tasks done and their number.
    A partition whose worker dies goes to another; one that keeps killing them is halved until the article that
    does it is alone, and that one becomes a problem. A run that was stopped goes on where it was.
    """
    from workbench.extract.actors import Registry
    from workbench.extract.issues import read_issues
    from workbench.lake.compared import make_comparisons
    from workbench.lake.opened import open_lake

    lake = Path(lake).resolve()
    lake.mkdir(parents=True, exist_ok=True)
    given = {"actors": _given(actors, "actors.toml"), "issues": _given(issues, "issues.toml")}
    settings = Settings(Registry.read(given["actors"]), read_issues(given["issues"]), pipeline)
    tell = progress or (lambda stage, done, of: None)
    with FileLock(lake / ".lock"):
        _describe(lake, given, pipeline)
        items, problems = list_items(source)
        waiting = _still_to_do(lake, items, digest(repr(inputs_of(LAYERS, settings)), repr(columns)))
        options = {"columns": columns}
        failed = _analyse(client, waiting, lake, settings, options, tell)
        layout.remove_strays(lake)
        _write_problems(lake, [*problems, *failed])
        make_comparisons(lake, client, tell)
    return open_lake(lake)


def _given(source: Any, name: str) -> Any:
    if source is None:
        return project.data_file(name)
    return project.find(source) if isinstance(source, str | Path) else source


def _describe(lake: Path, given: dict[str, Any], pipeline: str) -> None:
    for name, source in given.items():
        if isinstance(source, Path):
            layout.write_text(lake / f"{name}.toml", source.read_text(encoding="utf-8"))
    layout.write_text(lake / layout.MARK, json.dumps({"version": layout.VERSION, "pipeline": pipeline}))


def _still_to_do(lake: Path, items: Sequence[Item], settings: str) -> list[Partition]:
    """Partitions of the items that no whole partition holds; those that hold a changed or vanished one are undone."""
    current = {item.id for item in items}
    held: set[str] = set()
    for done in layout.read_done(lake):
        if done["settings"] == settings and set(done["inputs"]) <= current:
            held |= set(done["inputs"])
        else:
            layout.forget_partition(lake, done)
    return make_partitions([item for item in items if item.id not in held], settings)


def _analyse(client: Client | None, partitions: list[Partition], lake: Path, settings: Settings, options: dict[str, Any],
             tell: Callable[[str, int, int], None]) -> list[dict[str, Any]]:
    """Runs the partitions; those that fail are halved, and a single item that fails is a row of problems."""
    problems, waiting, done = [], partitions, 0
    while waiting:
        failed: list[tuple[Partition, Exception]] = []
        for partition, error in run_tasks(client, analyse_partition, waiting, lake, settings, options):
            done += error is None
            if error is not None:
                failed.append((partition, error))
            tell("analyse", done, len(partitions))
        waiting = []
        for partition, error in failed:
            items = partition.items
            if len(items) == 1:
                problems.append({"path": items[0].url, "problem": f"no worker got through it ({type(error).__name__}: "
                                 f"{error}): look at the file; it is tried again in the next run"})
            else:
                waiting += [Partition(items[:len(items) // 2], partition.settings),
                            Partition(items[len(items) // 2:], partition.settings)]
    return problems


def run_tasks(client: Client | None, function: Callable, tasks: Iterable[Any], *shared: Any,
              ) -> Iterator[tuple[Any, Exception | None]]:
    """Calls `function(task, *shared)` for each task; the task and what went wrong, as they end."""
    if client is None:
        for task in tasks:
            try:
                function(task, *shared)
            except Exception as error:  # given to the caller, who reports it
                yield task, error
            else:
                yield task, None
        return
    from distributed import as_completed

    shared = tuple(client.scatter(list(shared), broadcast=True)) if shared else ()
    left = iter(tasks)
    running = as_completed(with_results=False)
    owner = {}

    def submit() -> None:
        for task in left:
            future = client.submit(function, task, *shared, pure=False, retries=2)
            owner[future.key] = task
            running.add(future)
            return

    for _ in range(WAITING * max(1, len(client.scheduler_info()["workers"]))):
        submit()
    for future in running:
        error = future.exception() if future.status == "error" else None
        task = owner.pop(future.key)
        submit()
        yield task, error


def _write_problems(lake: Path, problems: list[dict[str, Any]]) -> None:
    path = lake / "tables" / "problems" / f"month={layout.UNDATED}" / "input.parquet"
    layout.write_parquet(path, tables.to_arrow("problems", tables.make("problems", problems)))
