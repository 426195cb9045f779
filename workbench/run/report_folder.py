"""The folder of a report: made beside and moved into place, replacing the last report's own files and nothing else.

run.json lists every file of a report with its hash. What it does not list, or what was changed since, is somebody's
work: it stays, and where it stands in the way the report is refused.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

RECORD = "run.json"

Hashes = dict[str, str]  # of each file, by its path in the report


def check_replaceable(out: Path, coming: Iterable[str] = ()) -> None:
    """Raises ValueError where a report can't go to `out`: what stands there is not, or no longer, the last report's.

    coming: the files of the new report, where they are known already.
    """
    if out.exists() and not out.is_dir():
        raise ValueError(f"{out} is a file: name a folder for the report with --out")
    if not out.is_dir():
        return
    last, half_moved = _files_of(out), _files_of(_beside(out))  # the second where a run died while it moved its files
    if not last and not half_moved and any(not _files_of(entry) for entry in out.iterdir()):  # other reports may be
        raise ValueError(f"{out} holds something that is no report of the workbench, or one that doesn't list its "
                         "files: empty it or name another folder with --out")
    for name in (*last, *coming):
        _check_place(out, name, (last.get(name), half_moved.get(name)))


def _check_place(out: Path, name: str, ours: tuple[str | None, ...]) -> None:
    """Raises ValueError where the file `name` of a report can't be written; ours: the hashes of our own files there."""
    top = out.resolve()
    path = top / name
    if path.resolve() != path or not path.is_relative_to(top) or path == top:
        raise ValueError(f"{out / name} is or leads through a link, or outside the report: name another folder "
                         "with --out")
    if any(folder.exists() and not folder.is_dir() for folder in path.parents):
        raise ValueError(f"{out / name} can't be written, a file stands where its folder would be: move it, or "
                         "name another folder with --out")
    if path.exists() and (not path.is_file() or _hash(path) not in ours):
        raise ValueError(f"{out / name} is not the last report's, or was changed since: move it away, or name "
                         "another folder with --out")


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """A new folder beside `out` to make a report in; what is not moved into place goes with the end of the block.

    Raises ValueError where another run is writing there.
    """
    from filelock import FileLock, Timeout

    out = out.resolve()  # "." and ".." have a name then
    out.parent.mkdir(parents=True, exist_ok=True)
    part = _beside(out)
    if part.is_symlink():
        raise ValueError(f"{part} is a link, where a report is made before it is moved: remove it")
    lock = Path(tempfile.gettempdir()) / f"workbench-{hashlib.sha256(str(out).encode()).hexdigest()[:16]}.lock"
    try:
        with FileLock(lock, timeout=0):
            if _files_of(part):
                _move(part, out)
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir()
            try:
                yield part
            finally:
                shutil.rmtree(part, ignore_errors=True)
    except Timeout as error:
        raise ValueError(f"another run is writing {out}: wait for it, or name another folder with --out") from error


def move_into_place(part: Path, out: Path, record: Mapping[str, Any]) -> None:
    """Moves the whole report in `part` to `out`, in place of the last one; its run.json holds `record` and its files.

    Raises ValueError, with nothing changed, where something else stands in its way.
    """
    files = {path.relative_to(part).as_posix(): _hash(path) for path in sorted(part.rglob("*")) if path.is_file()}
    check_replaceable(out, files)
    # from here on the next run ends what this one has begun
    (part / RECORD).write_text(json.dumps({**record, "files": files}, indent=1, ensure_ascii=False), encoding="utf-8")
    _move(part, out)


def _move(part: Path, out: Path) -> None:
    last, new = _files_of(out), _files_of(part)
    check_replaceable(out, new)
    # `part` may have come with a stranger's folder: nothing is fetched through its links, and nothing it does not list
    for name, value in new.items():
        file = part / name
        if os.path.lexists(file) and (file.resolve() != file or not file.is_file() or _hash(file) != value):
            raise ValueError(f"{file} is nothing that a run of the workbench left: remove {part}")
    for name in new:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
    for name in new:
        with suppress(FileNotFoundError):  # moved already by the run that died
            (part / name).replace(out / name)
    for name in last.keys() - new.keys():
        if (out / name).is_file():  # a record of somebody else may name a folder of the new one's
            (out / name).unlink()
        with suppress(OSError):  # a folder that still holds something stays
            for folder in Path(name).parents:
                (out / folder).rmdir()
    (part / RECORD).replace(out / RECORD)


def _beside(out: Path) -> Path:
    return out.resolve().with_name(f".{out.resolve().name}.part")


def _files_of(folder: Path) -> Hashes:
    """The files that a report's run.json lists; none where there is no such record."""
    record = folder / RECORD
    if record.is_symlink() or not record.is_file():
        return {}
    try:
        files = json.loads(record.read_text(encoding="utf-8"))["files"]
        return {str(name): str(value) for name, value in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
