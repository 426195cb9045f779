"""Where notebooks are: a folder's own, or those the package carries; and which of their cells mean something."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

FINDING, COMPUTED = "finding", "computed-finding"  # ids of the cell under the title, and of the one that computes it


def find_packaged_notebooks() -> list[Path]:
    """The package's own notebooks: carried by the wheel, or beside the package in a checkout."""
    package = Path(__file__).parents[1]
    for folder in (package / "notebooks", package.parent / "notebooks"):
        if found := sorted(folder.glob("*.ipynb")):
            return found
    raise FileNotFoundError(f"the package at {package} came without its notebooks: install it again")


def choose_notebooks(there: Sequence[Path], wanted: Sequence[str], folder: Path) -> list[Path]:
    """The notebooks asked for by stem, stem without number, or path; where none is asked for, those of a report.

    Raises FileNotFoundError, naming those that exist, for one that isn't there, and where there is none at all.
    """
    if not wanted and not there:
        raise FileNotFoundError(f"no notebooks in {folder}: name their folder with --folder")
    chosen = []
    for name in wanted:
        stem = Path(name).name.removesuffix(".ipynb")
        match = [path for path in there if stem in (path.stem, path.stem.partition("_")[2])]
        if not match and Path(name).is_file():
            match = [Path(name)]
        if not match:
            raise FileNotFoundError(f"no notebook {name!r} in {folder}; there are "
                                    f"{', '.join(path.stem for path in there) or 'none'}")
        chosen += match
    return list(dict.fromkeys(chosen)) or [path for path in there if not is_for_lab(path)]


def is_for_lab(path: Path) -> bool:
    """Whether a notebook says of itself that it is worked with in Lab alone, and tells nothing in a report."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))["metadata"]["workbench"]["report"] is False
    except (ValueError, KeyError, TypeError):  # it says nothing, or is no notebook, which is told when it is read
        return False
