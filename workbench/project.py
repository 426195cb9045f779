"""Where the analyst's files are: a relative path is found from any folder of the project."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SAFE_PATH = "PYTHONSAFEPATH"  # Python's own: no process puts the working folder before the standard library
# what stands in the top folder of a project: this one's, or one laid out by `workbench new`
MARKS = ("pyproject.toml", "actors.toml", ".git")


def root(start: Path | None = None) -> Path | None:
    """The project's top folder: the nearest one, from `start` upwards, that holds one of MARKS."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if any((folder / mark).exists() for mark in MARKS):
            return folder
    return None


def find(path: str | Path) -> Path:
    """`path` from the working folder if it is there, else from the project's root, else as given."""
    path = Path(path).expanduser()
    if path.is_absolute() or path.exists():
        return path
    top = root()
    if top is not None and (top / path).exists():
        return top / path
    return path


def data_file(name: str) -> Path | None:
    """The project's own `name` (actors.toml, issues.toml, articles.toml …): in data/ or in the top folder."""
    top = root()
    if top is None:
        return None
    return next((path for path in (top / "data" / name, top / name) if path.is_file()), None)


def given(source: Any, name: str) -> Any:
    """What the caller gave, a relative path looked up; for None the project's own data file `name`, if it has one."""
    if source is None:
        return data_file(name)
    return find(source) if isinstance(source, str | Path) else source


def user_cache() -> Path:
    """Where the user keeps what can be made again, never in a project: that may come from somebody else."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "workbench"


def read_toml(path: Path, what: str, missing: str, entry: str) -> dict[str, Any]:
    """The entries of an analyst's TOML file.

    what: what the file is; missing: what to do where there is none; entry: what each entry is. Raises FileNotFoundError
    and ValueError that name the file, what is wrong with it and the remedy.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise FileNotFoundError(f"{path}: no such {what}; {missing}") from error
    except IsADirectoryError as error:
        raise ValueError(f"{path}: a folder, not a {what}: name the .toml file in it") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: not UTF-8 at byte {error.start}: save it as UTF-8") from error
    except (ValueError, RecursionError) as error:  # numbers of thousands of digits, brackets in thousands
        wrong = "nested too deep" if isinstance(error, RecursionError) else error
        raise ValueError(f"{path}: not valid TOML: {wrong}. Texts stand in quotation marks, lists in brackets, "
                         f"and each {entry} begins with a line [its_id]") from error


@contextmanager
def ignore_code() -> Iterator[None]:
    """Within it, a process that is started imports nothing that lies in the working folder, such as a stranger's."""
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[SAFE_PATH]
        else:
            os.environ[SAFE_PATH] = before
