"""Where the analyst's files are: a relative path is found from any folder of the project."""

from __future__ import annotations

from pathlib import Path

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
