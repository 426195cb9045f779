"""Which files a source means, and their bytes."""

from __future__ import annotations

import glob
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from workbench import project

LARGEST = 200_000_000       # bytes; larger files are no articles
# a folder's own papers and the system's, never articles
NOT_ARTICLES = ("readme", "license", "licence", "thumbs.db", "desktop.ini",
                "articles.toml", "actors.toml", "issues.toml")


@dataclass(frozen=True)
class Source:
    """One file, by its path and the folder it was found from."""

    path: Path
    top: Path

    @cached_property
    def data(self) -> bytes:
        """Its bytes, read once; raises OSError where they can't be."""
        return self.path.read_bytes()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def suffix(self) -> str:
        return self.path.suffix.lower()


@dataclass(frozen=True)
class Missed:
    """A path that gives no article, and why."""

    path: str
    problem: str
    record: str | None = None


def list_sources(source: Any) -> Iterator[Source | Missed]:
    """The files a folder, a file, a glob or a list of these means, in order, each once.

    Raises FileNotFoundError, naming the folders looked in, if a single source isn't there; in a list it is a Missed.
    """
    several = isinstance(source, list | tuple | set)
    seen: set[Path] = set()
    for one in (source if several else [source]):
        try:
            found = list(_list_one(one))
        except FileNotFoundError as error:
            if not several:
                raise
            found = [Missed(str(one), f"{error}; check the path")]
        for item in found:
            if isinstance(item, Source):
                real = item.path.resolve()
                if real in seen:
                    continue
                seen.add(real)
            yield item


def _list_one(source: str | Path) -> Iterator[Source | Missed]:
    path = project.find(source)
    if path.is_dir():
        yield from _list_folder(path)
    elif path.exists() or path.is_symlink():
        yield Source(path, path.parent)
    elif glob.has_magic(str(source)):
        yield from _list_glob(str(source))
    else:
        folders = () if Path(source).is_absolute() else (Path.cwd(), project.root())
        looked_in = [str(folder) for folder in folders if folder]
        where = f" (looked in {' and '.join(dict.fromkeys(looked_in))})" if looked_in else ""
        raise FileNotFoundError(f"nothing at {str(source)!r}{where}: give a folder, a file or a glob of articles")


def _list_glob(pattern: str) -> Iterator[Source | Missed]:
    top = project.root()
    # not Path.glob: it takes no absolute pattern
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207
    if not found and top is not None and not Path(pattern).is_absolute():
        found = sorted(glob.glob(str(top / pattern), recursive=True))  # noqa: PTH207
    if not found:
        raise FileNotFoundError(f"no file matches {pattern!r}")
    for name in found:
        path = Path(name)
        if path.is_dir():
            yield from _list_folder(path)
        elif not _is_passed_over(path):
            yield Source(path, path.parent)


def _list_folder(folder: Path) -> Iterator[Source | Missed]:
    """The files of a folder and its folders; a link that leads out of it is not followed."""
    inside = folder.resolve()
    waiting, seen, count = [folder], {inside}, 0
    while waiting:
        here = waiting.pop()
        try:
            entries = sorted(here.iterdir(), key=lambda path: path.name)
        except OSError as error:
            yield Missed(str(here), f"folder cannot be opened ({error.strerror}): get the permission to read it")
            count += 1
            continue
        folders = []
        for path in entries:
            if _is_passed_over(path):
                continue
            count += 1
            real = path.resolve()
            if path.is_symlink() and not real.is_relative_to(inside):
                yield Missed(str(path), f"a link out of the folder, to {real}: not followed; copy the file in")
            elif path.is_dir():
                if real not in seen:
                    seen.add(real)
                    folders.append(path)
            else:
                yield Source(path, folder)
        waiting += reversed(folders)
    if not count:
        yield Missed(str(folder), "no file in this folder: put articles in it, or give another folder")


def _is_passed_over(path: Path) -> bool:
    name = path.name.lower()
    return name.startswith((".", "~$", "__macosx")) or name.endswith("~") or name in NOT_ARTICLES or \
        (name.split(".")[0] in NOT_ARTICLES)


def read_bytes(source: Source) -> bytes:
    """The file's bytes; raises OSError where they can't be read, ValueError where they are too many."""
    if not source.path.is_file():
        gone = "a link that leads nowhere" if source.path.is_symlink() else "no such file any more"
        raise FileNotFoundError(gone)
    size = source.path.stat().st_size
    if size > LARGEST:
        raise ValueError(f"{size / 1e6:.0f} MB, more than an article file has ({LARGEST / 1e6:.0f} MB): split it")
    return source.data
