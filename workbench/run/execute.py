"""Notebooks executed with papermill, some at a time, each in a process of its own that also makes its page."""

from __future__ import annotations

import json
import multiprocessing
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

AT_ONCE = 2


@dataclass
class Execution:
    """How one notebook ran: its seconds, the cell and error where it failed; and what its page and card show."""

    name: str
    seconds: float = 0.0
    failed_cell: int | None = None   # number of the cell in the notebook, from 1
    failed_source: str = ""          # first line of that cell
    error: str = ""
    question: str = ""               # its title
    finding: str = ""                # HTML
    picture: str = ""                # path of its first chart, in the report
    description: str = ""            # the same in words

    @property
    def is_failed(self) -> bool:
        return bool(self.error)

    def __str__(self) -> str:
        if not self.is_failed:
            return f"{self.name} done in {self.seconds:.1f} s"
        where = f" in cell {self.failed_cell} ({self.failed_source})" if self.failed_cell else ""
        return f"{self.name} FAILED{where}: {self.error}"


def execute(notebooks: Mapping[Path, Mapping[str, Any]], folder: Path,
            say: Callable[[str], None] = lambda text: None) -> list[Execution]:
    """Runs notebooks with their parameters, AT_ONCE at a time, into the report in `folder`; results in their order.

    One that fails stops no other; where this is interrupted, their processes and kernels end with it.
    """
    (folder / "notebooks").mkdir(parents=True, exist_ok=True)
    context = _processes()
    waiting = list(notebooks)
    running: dict[Any, tuple[Path, Any]] = {}
    done: dict[Path, Execution] = {}
    try:
        while waiting or running:
            while waiting and len(running) < AT_ONCE:
                path = waiting.pop(0)
                ours, theirs = context.Pipe(duplex=False)
                process = context.Process(target=_execute_one, daemon=True,
                                          args=(theirs, path, folder, dict(notebooks[path]), dict(os.environ)))
                process.start()
                theirs.close()
                running[ours] = (path, process)
            ready = set(wait(list(running)))
            for pipe in [pipe for pipe in running if pipe in ready]:
                path, process = running.pop(pipe)
                try:
                    done[path] = pipe.recv()
                except EOFError:  # the process is gone without a word
                    process.join()
                    done[path] = Execution(path.stem, error=f"its process ended with status {process.exitcode}")
                say(f"[{len(done)}/{len(notebooks)}] {done[path]}")
    finally:
        for _, process in running.values():
            process.terminate()
            process.join()
    return [done[path] for path in notebooks]


def _processes() -> Any:
    """The kind of processes: forked from a server that has imported what takes seconds, where there is one."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["workbench.run.preload"])
    return context


def _execute_one(answer: Any, source: Path, folder: Path, values: dict[str, Any], environment: dict[str, str]) -> None:
    """In its own process: one notebook and its page; sends an Execution."""
    os.environ.update(environment)  # a fork server keeps that of the day it was started
    target = folder / "notebooks" / source.name
    with target.with_suffix(".log").open("w") as log:  # what the kernel itself writes is kept off the terminal
        for stream in (1, 2):
            os.dup2(log.fileno(), stream)
    from workbench.run import report

    done = Execution(source.stem)
    began = time.time()
    try:
        _run_papermill(source, target, values, done)
        report.write_page(target, folder, done)
    except Exception as error:  # whatever it is, it is told and the other notebooks go on
        done.error = done.error or f"{type(error).__name__}: {error}"
    done.seconds = round(time.time() - began, 1)
    answer.send(done)


def _run_papermill(source: Path, target: Path, values: dict[str, Any], done: Execution) -> None:
    import papermill
    from papermill.exceptions import PapermillExecutionError

    try:
        papermill.execute_notebook(str(source), str(target), parameters=values, progress_bar=False, log_output=False)
    except PapermillExecutionError as error:
        done.failed_cell = _number_of(error.source, source)
        done.failed_source = error.source.strip().split("\n")[0][:80]
        done.error = f"{error.ename}: {error.evalue}".strip()


def _number_of(code: str, notebook: Path) -> int | None:
    """Number of the cell in the notebook as it is kept: papermill has put cells of its own before it."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return next((number for number, cell in enumerate(cells, 1) if "".join(cell["source"]) == code), None)
