"""Which files a source means, and their bytes."""

from __future__ import annotations

import glob
import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator
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
    """One file, its bytes read once."""

    path: Path

    @cached_property
    def data(self) -> bytes:
        """Its bytes; raises OSError where they can't be read."""
        return self.path.read_bytes()

    def forget(self) -> None:
        """Lets go of the bytes: a folder may hold more than memory does."""
        self.__dict__.pop("data", None)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def suffix(self) -> str:
        return self.path.suffix.lower()


@dataclass(frozen=True)
class Missed:
    """A file, or a record of one, that gives no article, and why."""

    problem: str
    record: str | None = None
    path: Path | str | None = None


def list_files(source: Any) -> tuple[list[Path], list[dict[str, Any]]]:
    """The files a folder, a file, a glob or a list of these means, in order, each once, and rows of problems.

    Nothing is opened. Raises FileNotFoundError, naming the folders looked in, if a single source isn't there;
    in a list it is a problem. TypeError and ValueError for what is no path at all.
    """
    several = isinstance(source, list | tuple | set)
    for one in source if several else [source]:
        if not isinstance(one, str | Path):
            raise TypeError(f"articles come from a folder, file, glob, a list of these, or one DataFrame with `text`; "
                            f"{type(one).__name__} is none of them")
        if not str(one).strip():
            raise ValueError("an empty path: give a folder, a file or a glob of articles ('.' is the working folder)")
    paths: dict[Path, Path] = {}
    problems = []
    for one in (sorted(source, key=str) if isinstance(source, set) else source if several else [source]):
        try:
            for item in _list_one(one):
                if isinstance(item, Missed):
                    problems.append({"path": str(item.path), "problem": item.problem})
                else:
                    paths.setdefault(Path(os.path.realpath(item)), item)
        except FileNotFoundError as error:
            if not several:
                raise
            problems.append({"path": str(one), "problem": f"{error}; check the path"})
    return list(paths.values()), problems


def name_files(paths: Iterable[Path]) -> dict[Path, str]:
    """The id of each file's article, from the paths alone: the stem.

    Where stems collide in a folder the suffix is kept, where they collide between folders the folder stands before.

    >>> [*name_files([Path("x/a.txt"), Path("x/a.html"), Path("y/b.txt"), Path("x/b.txt")]).values()]
    ['a.txt', 'a.html', 'y/b', 'x/b']
    """
    paths = list(paths)
    top = Path(os.path.commonpath([path.parent.absolute() for path in paths])) if paths else Path()
    names = {path: path.stem or path.name for path in paths}
    in_folder = Counter((path.parent, names[path]) for path in paths)
    names.update({path: path.name for path in paths if in_folder[path.parent, names[path]] > 1})
    overall = Counter(names.values())
    for path, name in names.items():
        folder = path.parent.absolute().relative_to(top).as_posix()
        if overall[name] > 1 and folder != ".":
            names[path] = f"{folder}/{name}"
    return names


def _list_one(source: str | Path) -> Iterator[Path | Missed]:
    path = project.find(source)
    if path.is_dir():
        yield from _list_folder(path)
    elif path.exists() or path.is_symlink():
        yield path
    elif glob.has_magic(str(source)):
        yield from _list_glob(str(source))
    else:
        folders = () if Path(source).is_absolute() else (Path.cwd(), project.root())
        looked_in = [str(folder) for folder in folders if folder]
        where = f" (looked in {' and '.join(dict.fromkeys(looked_in))})" if looked_in else ""
        raise FileNotFoundError(f"nothing at {str(source)!r}{where}: give a folder, a file or a glob of articles")


def _list_glob(pattern: str) -> Iterator[Path | Missed]:
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
            yield path


def _list_folder(folder: Path) -> Iterator[Path | Missed]:
    """The files of a folder and its folders; a link that leads out of it is not followed."""
    inside = folder.resolve()
    waiting, seen, count = [folder], {inside}, 0
    while waiting:
        here = waiting.pop()
        try:
            entries = sorted(here.iterdir(), key=lambda path: path.name)
        except OSError as error:
            yield Missed(f"folder cannot be opened ({error.strerror}): get the permission to read it", path=here)
            count += 1
            continue
        folders = []
        for path in entries:
            if _is_passed_over(path):
                continue
            count += 1
            try:
                real = path.resolve()
            except (OSError, RuntimeError):
                yield Missed("a link that leads to itself: remove it", path=path)
                continue
            if path.is_symlink() and not real.is_relative_to(inside):
                yield Missed(f"a link out of the folder, to {real}: not followed; copy the file in", path=path)
            elif path.is_dir():
                if real not in seen:
                    seen.add(real)
                    folders.append(path)
            else:
                yield path
        waiting += reversed(folders)
    if not count:
        yield Missed("no file in this folder: put articles in it, or give another folder", path=folder)


def _is_passed_over(path: Path) -> bool:
    name = path.name.lower()
    return name.startswith((".", "~$", "__macosx")) or name.endswith("~") or name in NOT_ARTICLES or \
        (name.split(".")[0] in NOT_ARTICLES)


def read_bytes(source: Source) -> bytes:
    """The file's bytes; raises OSError where they can't be read, or are too many."""
    if not source.path.is_file():
        gone = "a link that leads nowhere" if source.path.is_symlink() else "no such file any more"
        raise FileNotFoundError(gone)
    size = source.path.stat().st_size
    if size > LARGEST:
        raise OSError(f"{size / 1e6:.0f} MB, more than an article file has ({LARGEST / 1e6:.0f} MB)")
    return source.data
