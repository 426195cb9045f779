"""Where notebooks are: a folder's own, or those the package carries; and which of their cells mean something."""

from __future__ import annotations

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
    """The notebooks asked for by stem, stem without number, or path; all that are `there` where none is asked for.

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
    return list(dict.fromkeys(chosen)) or list(there)
