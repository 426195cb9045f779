"""How a lake lies on disk: Parquet by table and month of publication, and what tells which input is done.

    LAKE/lake.json                       what the lake was made with
    LAKE/actors.toml, issues.toml        the analyst's files, as they were
    LAKE/done/<partition>.json           a partition of the input, whole: its inputs, articles and files
    LAKE/tables/<table>/month=<month>/<partition>.parquet
    LAKE/work/                           the exchange between the comparisons; removed at the end

Every file is written beside and moved into place; a partition counts once its `done` file stands, which is written
last. So a run that is killed leaves nothing half: what is not done is made again under the same names.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.store.parquet_files import write_table
from workbench.store.whole_files import write_text

if TYPE_CHECKING:
    import pandas as pd

MARK = "lake.json"
VERSION = 1
UNDATED = "undated"
MADE_ANEW = ("input",)  # files that every run writes, besides those of the partitions


def is_lake(folder: str | Path) -> bool:
    """Whether `folder` holds a lake."""
    return (Path(folder) / MARK).is_file()


def read_mark(lake: Path) -> dict[str, Any]:
    """What a lake was made with; ValueError where that cannot be read, or was written by a later version."""
    try:
        mark = json.loads((lake / MARK).read_text(encoding="utf-8"))
        if mark["version"] <= VERSION:
            return mark
        wrong = f"version {mark['version']}, and this workbench knows {VERSION}: use a newer one"
    except (ValueError, KeyError, TypeError) as error:
        wrong = f"damaged ({type(error).__name__}): workbench analyse on the same input writes it again"
    raise ValueError(f"{lake / MARK} is {wrong}")


def month_of(day: Any) -> str:
    """The month a day falls in, as `2026-02`; UNDATED for none."""
    return UNDATED if day is None or day != day else f"{day:%Y-%m}"


def write_by_month(lake: Path, name: str, frame: pd.DataFrame, months: pd.Series, part: str) -> list[str]:
    """Writes the rows of table `name` under the month of each; the files' paths within the lake."""
    written = []
    for month, rows in frame.groupby(months.to_numpy(), sort=True):
        path = lake / "tables" / name / f"month={month}" / f"{part}.parquet"
        write_table(name, path, rows)
        written.append(path.relative_to(lake).as_posix())
    return written


def table_files(lake: Path, name: str, months: Iterable[str] | None = None) -> list[Path]:
    """The files of table `name`, all of them or those of `months`, in order."""
    folder = lake / "tables" / name
    names = ["month=*"] if months is None else [f"month={month}" for month in sorted(months)]
    return [path for name in names for path in sorted(folder.glob(f"{name}/[!.]*.parquet"))]


def months_between(lake: Path, begin: str | None, finish: str | None) -> list[str]:
    """The months the lake has articles of, from the day `begin` to the day `finish`, both included."""
    months = sorted(path.name.removeprefix("month=") for path in (lake / "tables" / "articles").glob("month=*"))
    if begin is None and finish is None:
        return months
    return [month for month in months if month != UNDATED and (begin or "")[:7] <= month <= (finish or "9999-12")[:7]]


def read_done(lake: Path) -> Iterator[dict[str, Any]]:
    """What is done, a dict a partition: partition, settings, inputs, files, named, names.

    A damaged note is removed: its partition is not done.
    """
    for path in sorted((lake / "done").glob("[!.]*.json")):
        try:
            yield json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            path.unlink()


def write_done(lake: Path, part: str, **facts: Any) -> None:
    """Notes that partition `part` is whole."""
    write_text(lake / "done" / f"{part}.json", json.dumps({"partition": part, **facts}))


def forget_partition(lake: Path, done: dict[str, Any]) -> None:
    """Takes a partition whose input changed out of the lake: first its mark, then its files."""
    (lake / "done" / f"{done['partition']}.json").unlink(missing_ok=True)
    for name in done["files"]:
        (lake / name).unlink(missing_ok=True)


def remove_strays(lake: Path) -> None:
    """Removes files of partitions that are not whole: what a killed run of other input left."""
    whole = {name for done in read_done(lake) for name in done["files"]}
    for path in (lake / "tables").glob("*/month=*/*.parquet"):
        name = path.relative_to(lake).as_posix()
        if name not in whole and path.stem not in MADE_ANEW and not path.stem.startswith("bucket-"):
            path.unlink(missing_ok=True)
