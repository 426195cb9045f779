"""Tasks on a Dask cluster, or in this process one after another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

if TYPE_CHECKING:
    from distributed import Client

TASKS_WAITING = 8  # given to the cluster ahead of each worker; the rest of a large plan waits here
FILES_A_TASK = 8   # files of the lake that one task reads
TEXT_CHARACTERS = 1000  # of what went wrong
NO_WORKERS = ("NoWorkerError", "NoValidWorkerError")  # Dask's, when its no-workers-timeout is over
TOLD = re.compile("\x02(.*?)\x03", re.DOTALL)
Tell = Callable[[str, int, int], None]


class TaskFailed(RuntimeError):
    """What went wrong with a task, in words: an exception of another process is not unpickled."""


class Group(NamedTuple):
    """What one task does of a long list; the number tells its output from the others'."""

    number: int
    members: list[Any]


def in_groups(members: list[Any], size: int = FILES_A_TASK) -> list[Group]:
    """`members` in their order, `size` to a task."""
    return [Group(number, members[first:first + size]) for number, first in enumerate(range(0, len(members), size))]


def count_workers(client: Client | None) -> int:
    """Workers at present; this process is one where there is no cluster."""
    return 1 if client is None else max(1, len(client.scheduler_info(n_workers=-1)["workers"]))


def run_tasks(client: Client | None, function: Callable, tasks: Iterable[Any], *shared: Any,
              tell: Callable[[int], None] | None = None,
              alone: bool = False) -> Iterator[tuple[Any, TaskFailed | None]]:
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


def _run_here(function: Callable, tasks: Iterable[Any], shared: tuple) -> Iterator[tuple[Any, TaskFailed | None]]:
    for task in tasks:
        try:
            function(task, *shared)
        except Exception as error:  # given to the caller, who reports it
            failed = TaskFailed(_in_words(error))
            failed.__cause__ = error
            yield task, failed
        else:
            yield task, None


def _run_there(client: Client, function: Callable, tasks: Iterable[Any],
               shared: tuple, alone: bool) -> Iterator[tuple[Any, TaskFailed | None]]:
    """A window of tasks on the cluster; what a dead worker had is run again by Dask."""
    from distributed import as_completed

    left = iter(tasks)
    owner: dict[Any, Any] = {}
    running = as_completed()

    def submit() -> None:
        task = next(left, None)
        if task is not None:
            future = client.submit(tell_failure, function, task, *shared, pure=False, retries=2,
                                   key=f"{function.__name__}-{uuid4().hex}")
            owner[future.key] = task
            running.add(future)

    for _ in range(1 if alone else TASKS_WAITING * count_workers(client)):
        submit()
    for future in running:
        error = TaskFailed(_told(future.exception())) if future.status == "error" else None
        if error and any(name in str(error) for name in NO_WORKERS):
            where = client.scheduler_info()["address"]
            raise ConnectionError(f"no worker is left at {where}: start some, then run this again; "
                                  "it goes on where it was") from error
        task = owner.pop(future.key)
        submit()
        yield task, error


def tell_failure(function: Callable, task: Any, *shared: Any) -> None:
    """On a worker: the task; what goes wrong with it is told in words that `find_text` finds."""
    wrong = None
    try:
        function(task, *shared)
    except Exception as error:
        wrong = f"\x02{_in_words(error)}\x03"
    if wrong:  # raised here, so that the error itself does not hang on it and is sent
        raise TaskFailed(wrong)


def find_text(sent: bytes) -> str:
    """What went wrong, from an exception as a cluster sends it, which is not unpickled for it."""
    told = TOLD.search(sent.decode("utf-8", "replace"))
    names = [name for name in (*NO_WORKERS, "KilledWorker") if name.encode() in sent]
    return f"\x02{told[1] if told else (names or ['a worker did not tell what went wrong'])[0]}\x03"


def _told(error: BaseException | None) -> str:
    found = TOLD.search(str(error))
    return found[1] if found else _in_words(error)


def _in_words(error: BaseException | None) -> str:
    return f"{type(error).__name__}: {error}"[:TEXT_CHARACTERS]
