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

from workbench import project, tables

LARGEST_BYTES = 200_000_000     # larger files are no articles
# a folder's own papers and the system's, never articles
NOT_ARTICLES = ("readme", "license", "licence", "thumbs.db", "desktop.ini",
                "articles.toml", "actors.toml", "issues.toml")

Problem = dict[str, Any]    # a row of `problems`


@dataclass(frozen=True)
class Source:
    """One file, its bytes read once; `given`: bytes that came another way, and `path` only names them."""

    path: Path
    given: bytes | None = None

    @cached_property
    def data(self) -> bytes:
        """Its bytes; raises OSError where they can't be read."""
        return self.path.read_bytes() if self.given is None else self.given

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def suffix(self) -> str:
        return self.path.suffix.lower()


@dataclass(frozen=True)
class Missed:
    """A record of a file that gives no article, and why."""

    problem: str
    record: str | None = None


def list_files(source: Any) -> tuple[list[Path], list[Problem]]:
    """List the files that a source means, in order, each once. Nothing is opened.

    Parameters
    ----------
    source : a folder, a file, a glob, or a list of these

    Returns
    -------
    The paths, and rows of `problems`: links and folders that cannot be followed, and sources of a list that aren't
    there.

    Raises
    ------
    FileNotFoundError : a single source isn't there; the message names the folders looked in
    TypeError, ValueError : a source is no path
    """
    several = isinstance(source, list | tuple | set)
    sources = sorted(source, key=str) if isinstance(source, set) else source if several else [source]
    for one in sources:
        if not isinstance(one, str | Path):
            raise TypeError(f"articles come from a folder, file, glob, a list of these, or one DataFrame with `text`; "
                            f"{type(one).__name__} is none of them")
        if not str(one).strip():
            raise ValueError("an empty path: give a folder, a file or a glob of articles ('.' is the working folder)")
    paths: dict[Path, Path] = {}
    problems: list[Problem] = []
    for one in sources:
        try:
            for path in _list_one(one, problems):
                paths.setdefault(Path(os.path.realpath(path)), path)
        except FileNotFoundError as error:
            if not several:
                raise
            problems.append({"path": str(one), "problem": f"{error}; check the path"})
    return list(paths.values()), problems


def name_files(paths: Iterable[Path]) -> dict[Path, str]:
    """Give each file's article an id, from the paths alone: the stem.

    Where stems collide in a folder the suffix is kept, where they collide between folders the folder stands before.

    Examples
    --------
    >>> [*name_files([Path("x/a.txt"), Path("x/a.html"), Path("y/b.txt"), Path("x/b.txt")]).values()]
    ['a.txt', 'a.html', 'y/b', 'x/b']
    """
    paths = list(paths)
    top = Path(os.path.commonpath([path.parent.absolute() for path in paths])) if paths else Path()
    names = {path: tables.whole(path.stem or path.name) for path in paths}
    in_folder = Counter((path.parent, name) for path, name in names.items())
    names = {path: tables.whole(path.name) if in_folder[path.parent, name] > 1 else name
             for path, name in names.items()}
    overall = Counter(names.values())
    for path, name in names.items():
        folder = path.parent.absolute().relative_to(top).as_posix()
        if overall[name] > 1 and folder != ".":
            names[path] = f"{tables.whole(folder)}/{name}"
    return names


def _list_one(source: str | Path, problems: list[Problem]) -> Iterator[Path]:
    path = project.find(source)
    for one in [path] if path.exists() or path.is_symlink() else _match_glob(str(source)):
        yield from _list_folder(one, problems) if one.is_dir() else [one]


def _match_glob(pattern: str) -> list[Path]:
    top = project.root()
    if not glob.has_magic(pattern):
        folders = [] if Path(pattern).is_absolute() else dict.fromkeys(str(one) for one in (Path.cwd(), top) if one)
        where = f" (looked in {' and '.join(folders)})" if folders else ""
        raise FileNotFoundError(f"nothing at {pattern!r}{where}: give a folder, a file or a glob of articles")
    # not Path.glob: it takes no absolute pattern
    found = glob.glob(pattern, recursive=True) or glob.glob(str((top or Path()) / pattern), recursive=True)  # noqa: PTH207
    if not found:
        raise FileNotFoundError(f"no file matches {pattern!r}")
    return [path for path in map(Path, sorted(found)) if path.is_dir() or not _is_passed_over(path.name)]


def _list_folder(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """The files of a folder and its folders; a link that leads out of it is not followed."""
    inside, told, count = folder.resolve(), len(problems), 0

    def tell(path: Path | str, problem: str) -> None:
        problems.append({"path": str(path), "problem": problem})

    def tell_closed(error: OSError) -> None:
        tell(error.filename, f"folder cannot be opened ({error.strerror}): get the permission to read it")

    for here, folders, files in os.walk(folder, onerror=tell_closed):
        folders[:] = sorted(name for name in folders if not _is_passed_over(name))
        for name in sorted([*folders, *(name for name in files if not _is_passed_over(name))]):
            path, count = Path(here, name), count + 1
            try:
                real = path.resolve()
            except (OSError, RuntimeError):
                tell(path, "a link that leads to itself: remove it")
                continue
            if path.is_symlink() and not real.is_relative_to(inside):
                tell(path, f"a link out of the folder, to {real}: not followed; copy the file in")
            elif not path.is_dir():
                yield path
    if not count and len(problems) == told:
        tell(folder, "no file in this folder: put articles in it, or give another folder")


def _is_passed_over(name: str) -> bool:
    name = name.lower()
    return name.startswith((".", "~$", "__macosx")) or name.endswith("~") or name in NOT_ARTICLES or \
        name.split(".")[0] in NOT_ARTICLES


def read_bytes(source: Source) -> bytes:
    """The file's bytes; raises OSError where they can't be read, or are too many."""
    if not source.path.is_file():
        gone = "a link that leads nowhere" if source.path.is_symlink() else "no such file any more"
        raise FileNotFoundError(gone)
    size = source.path.stat().st_size
    if size > LARGEST_BYTES:
        raise OSError(f"{size / 1e6:.0f} MB, more than an article file has ({LARGEST_BYTES / 1e6:.0f} MB)")
    return source.data
