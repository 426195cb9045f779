"""Files that are written whole or not at all: a reader, or a run that is killed, never leaves half of one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from uuid import uuid4

PART = ".part"  # ends the name of a file that is being written; a killed process may leave it


@contextmanager
def written(path: Path) -> Iterator[IO[bytes]]:
    """A file to write so that `path` holds all of it, or what it held before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{uuid4().hex}{PART}")
    try:
        with beside.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Writes `text` as UTF-8, whole or not at all."""
    with written(path) as file:
        file.write(text.encode("utf-8"))
