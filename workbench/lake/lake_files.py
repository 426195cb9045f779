"""How a lake lies on disk: Parquet by table and month of publication, and what tells which input is done.

    LAKE/lake.json                       what the lake was made with
    LAKE/actors.toml, issues.toml        the analyst's files, as they were
    LAKE/done/<partition>.json           a partition of the input, whole: its inputs, articles and tables
    LAKE/tables/<table>/month=<month>/<partition>.parquet
    LAKE/taken/                          articles before they are analysed; removed at the end
    LAKE/work/                           the exchange between the comparisons; removed at the end

Every file is written beside and moved into place; a partition counts once its `done` file stands, which is written
last. So a run that is killed leaves nothing half: what is not done is made again under the same names.

A lake may come from a stranger. No file in it holds a path, no link in it is followed, and only files whose names are
those above are read or removed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.store.parquet_files import write_table

if TYPE_CHECKING:
    import pandas as pd

MARK = "lake.json"
VERSION = 1
UNDATED = "undated"
MONTH = rf"[0-9]{{4}}-[0-9]{{2}}|{UNDATED}"
PARTITION = "[0-9a-f]{32}"
FILE = rf"month=({MONTH})/({PARTITION}|input|bucket-[0-9a-z-]+)\.parquet"  # of a table
# below the lake's folder, where it has a file, and where it has a folder
FILES = re.compile(rf"\.lock|\w+\.(json|toml)|done/[^/]*\.json|taken/[^/]*\.(json|parquet)|tables/\w+/{FILE}")
FOLDERS = re.compile(r"done|taken|work|tables(/\w+(/month=[^/]*)?)?")


def is_lake(folder: str | Path) -> bool:
    """Whether `folder` holds a lake."""
    return (Path(folder) / MARK).is_file()


def read_mark(lake: Path) -> dict[str, Any]:
    """What a lake was made with; ValueError where that cannot be read, or where the lake holds what is not a lake's."""
    check_kinds(lake)
    try:
        mark = json.loads((lake / MARK).read_text(encoding="utf-8"))
        if mark["version"] > VERSION:
            wrong = f"version {mark['version']}, and this workbench knows {VERSION}: use a newer one"
        elif re.fullmatch(r"\w+", mark["pipeline"]):
            return mark
        else:
            wrong = "no name of a spaCy pipeline: the lake is not the workbench's"
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        wrong = f"damaged ({type(error).__name__}): workbench analyse on the same input writes it again"
    raise ValueError(f"{lake / MARK} is {wrong}")


def check_kinds(lake: Path) -> None:
    """Raises ValueError for a link or device below the lake's folder: through it others' files would be touched.

    And for a folder where a lake has a file, or the other way round.
    """
    waiting = [lake]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                is_folder = entry.is_dir(follow_symlinks=False)
                name = Path(entry.path).relative_to(lake).as_posix()
                if not is_folder and not entry.is_file(follow_symlinks=False):
                    wrong = "a link or no file, which no lake holds"
                elif (FILES if is_folder else FOLDERS).fullmatch(name):
                    wrong = "a folder where a lake has a file" if is_folder else "a file where a lake has a folder"
                else:
                    if is_folder:
                        waiting.append(Path(entry.path))
                    continue
                raise ValueError(f"{entry.path} is {wrong}: nothing was touched; remove it, or take another lake")


def month_of(day: Any) -> str:
    """The month a day falls in, as `2026-02`; UNDATED for none."""
    return UNDATED if day is None or day != day else f"{day:%Y-%m}"


def path_of(lake: Path, name: str, month: str, part: str) -> Path:
    """Where the rows of table `name` lie that belong to a month and part."""
    return lake / "tables" / name / f"month={month}" / f"{part}.parquet"


def write_by_month(lake: Path, name: str, frame: pd.DataFrame, months: pd.Series, part: str) -> list[str]:
    """Writes the rows of table `name` under the month of each; the months there are."""
    found = []
    for month, rows in frame.groupby(months.to_numpy(), sort=True):
        write_table(name, path_of(lake, name, month, part), rows)
        found.append(month)
    return found


def table_files(lake: Path, name: str, months: Iterable[str] | None = None) -> list[Path]:
    """The files of table `name`, all of them or those of `months`, in order."""
    names = ["*"] if months is None else sorted(months)
    return [path for name_of in names for path in sorted((lake / "tables" / name).glob(f"month={name_of}/*.parquet"))
            if re.fullmatch(FILE, f"{path.parent.name}/{path.name}")]


def months_between(lake: Path, begin: str | None, finish: str | None) -> list[str]:
    """The months the lake has articles of, from the day `begin` to the day `finish`, both included."""
    months = sorted(path.name.removeprefix("month=") for path in (lake / "tables" / "articles").glob("month=*"))
    if begin is None and finish is None:
        return months
    return [month for month in months if month != UNDATED and (begin or "")[:7] <= month <= (finish or "9999-12")[:7]]


def remove_taken(lake: Path) -> None:
    """Removes the articles that were taken in and are analysed now."""
    for path in (lake / "taken").glob("*"):
        if re.fullmatch(PARTITION, path.name.partition(".")[0]) and path.is_file():
            path.unlink()
    _remove_if_empty(lake / "taken")


def remove_work(lake: Path) -> None:
    """Removes the exchange of comparisons."""
    for path in (lake / "work").glob("*"):
        if re.fullmatch(PARTITION, path.name) and path.is_dir():
            shutil.rmtree(path)
    _remove_if_empty(lake / "work")


def _remove_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
