"""Tasks on a Dask cluster, or in this process one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from distributed import Client

WAITING = 8  # tasks given to the cluster ahead of each worker; the rest of a large plan waits here
NO_WORKERS = ("NoWorkerError", "NoValidWorkerError")  # Dask's, when its no-workers-timeout is over
SPLIT = 8    # files of the lake that one task reads
Tell = Callable[[str, int, int], None]


class Group(NamedTuple):
    """What one task does of a long list; the number tells its output from the others'."""

    number: int
    members: list[Any]


def in_groups(members: list[Any], size: int = SPLIT) -> list[Group]:
    """`members` in their order, `size` to a task."""
    return [Group(number, members[first:first + size]) for number, first in enumerate(range(0, len(members), size))]


def count_workers(client: Client | None) -> int:
    """Workers at present; this process is one where there is no cluster."""
    return 1 if client is None else max(1, len(client.scheduler_info(n_workers=-1)["workers"]))


def run_tasks(client: Client | None, function: Callable, tasks: Iterable[Any], *shared: Any,
              tell: Callable[[int], None] | None = None,
              alone: bool = False) -> Iterator[tuple[Any, Exception | None]]:
    """Calls `function(task, *shared)` for each task; the task and what went wrong with it, as they end.

    alone: one task at a time, so that none is blamed for the death of a worker that another has killed.
    """
    outcomes = (_run_here(function, tasks, shared) if client is None
                else _run_there(client, function, tasks, shared, alone))
    for number, outcome in enumerate(outcomes, start=1):
        if tell:
            tell(number)
        yield outcome


def run_all(client: Client | None, function: Callable, tasks: list, tell: Tell, stage: str, *shared: Any) -> None:
    """Runs every task of a stage; raises the first error, after the others have had their turn."""
    wrong = None
    for _, error in run_tasks(client, function, tasks, *shared, tell=lambda done: tell(stage, done, len(tasks))):
        wrong = wrong or error
    if wrong:
        raise wrong


def _run_here(function: Callable, tasks: Iterable[Any], shared: tuple) -> Iterator[tuple[Any, Exception | None]]:
    for task in tasks:
        try:
            function(task, *shared)
        except Exception as error:  # given to the caller, who reports it
            yield task, error
        else:
            yield task, None


def _run_there(client: Client, function: Callable, tasks: Iterable[Any],
               shared: tuple, alone: bool) -> Iterator[tuple[Any, Exception | None]]:
    """A window of tasks on the cluster; what a dead worker had is run again by Dask."""
    from distributed import as_completed

    left = iter(tasks)
    owner: dict[Any, Any] = {}
    running = as_completed()

    def submit() -> None:
        task = next(left, None)
        if task is not None:
            future = client.submit(function, task, *shared, pure=False, retries=2)
            owner[future.key] = task
            running.add(future)

    for _ in range(1 if alone else WAITING * count_workers(client)):
        submit()
    for future in running:
        error = future.exception() if future.status == "error" else None
        if type(error).__name__ in NO_WORKERS:
            where = client.scheduler_info()["address"]
            raise ConnectionError(f"no worker is left at {where}: start some, then run this again; "
                                  "it goes on where it was") from error
        task = owner.pop(future.key)
        submit()
        yield task, error
