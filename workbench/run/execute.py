"""Notebooks executed with papermill, some at a time, each in a process of its own that also makes its page."""

from __future__ import annotations

import json
import multiprocessing
import os
import time
from collections.abc import Callable, Mapping
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from workbench import project
from workbench.run import report
from workbench.run.parameters import literal_path
from workbench.run.report import Execution
from workbench.show.fast_imports import spare_grammars

with spare_grammars():
    import papermill
    from papermill.exceptions import PapermillExecutionError

NOTEBOOKS_AT_ONCE = 2
DIED_AT_START = "Kernel died before replying"  # as nbclient says it


def execute(notebooks: Mapping[Path, Mapping[str, Any]], folder: Path,
            say: Callable[[str], None] = lambda text: None,
            environment: Mapping[str, str] | None = None) -> list[Execution]:
    """Runs notebooks with their parameters, a few at a time, into the report in `folder`; results in their order.

    environment: variables that they see besides those of this process. One that fails stops no other; where this is
    interrupted, their processes and kernels end with it.
    """
    (folder / "notebooks").mkdir(parents=True, exist_ok=True)
    waiting = list(notebooks)
    running: dict[Any, tuple[Path, Any]] = {}
    done: dict[Path, Execution] = {}
    try:
        while waiting or running:
            while waiting and len(running) < NOTEBOOKS_AT_ONCE:
                path = waiting.pop(0)
                pipe, process = _start(path, folder, notebooks[path], environment or {})
                running[pipe] = (path, process)
            for pipe in wait(list(running)):
                path, process = running.pop(pipe)
                done[path] = _receive(pipe, process, path)
                say(f"[{len(done)}/{len(notebooks)}] {done[path]}")
    finally:
        for _, process in running.values():
            process.terminate()
            process.join()
    return [done[path] for path in notebooks]


def _start(path: Path, folder: Path, values: Mapping[str, Any], environment: Mapping[str, str]) -> tuple[Any, Any]:
    """A process that executes one notebook, and the pipe that its Execution will come from.

    It is forked from a server that has imported what takes seconds, where there is one.
    """
    has_server = "forkserver" in multiprocessing.get_all_start_methods()
    context: Any = multiprocessing.get_context("forkserver" if has_server else "spawn")
    if has_server:
        context.set_forkserver_preload([__name__])
    ours, theirs = context.Pipe(duplex=False)
    with project.ignore_code():
        process = context.Process(target=_execute_one, daemon=True,
                                  args=(theirs, path, folder, dict(values), {**os.environ, **environment}))
        process.start()
    theirs.close()
    return ours, process


def _receive(pipe: Any, process: Any, path: Path) -> Execution:
    try:
        return pipe.recv()
    except EOFError:  # the process is gone without a word
        process.join()
        return Execution(path.stem, error=f"its process ended with status {process.exitcode}")


def _execute_one(answer: Any, source: Path, folder: Path, values: dict[str, Any], environment: dict[str, str]) -> None:
    """In its own process: one notebook and its page; sends an Execution."""
    os.environ.update(environment)  # a fork server keeps that of the day it was started
    target = folder / "notebooks" / source.name
    with target.with_suffix(".log").open("w") as log:  # what the kernel itself writes is kept off the terminal
        for stream in (1, 2):
            os.dup2(log.fileno(), stream)
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
    try:
        try:
            _run_cells(source, target, values)
        except RuntimeError as error:
            if DIED_AT_START not in str(error):
                raise
            # ports are chosen before the kernel takes them: now and then another process has been faster
            _run_cells(source, target, values)
    except PapermillExecutionError as error:
        done.failed_cell = _number_of(error.source, source)
        done.failed_source = error.source.strip().split("\n")[0][:80]
        done.error = f"{error.ename}: {error.evalue}".strip()


def _run_cells(source: Path, target: Path, values: dict[str, Any]) -> None:
    papermill.execute_notebook(literal_path(source), literal_path(target), parameters=values, progress_bar=False,
                               log_output=False)


def _number_of(code: str, notebook: Path) -> int | None:
    """Number of the cell in the notebook as it is kept: papermill has put cells of its own before it."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return next((number for number, cell in enumerate(cells, 1) if "".join(cell["source"]) == code), None)
