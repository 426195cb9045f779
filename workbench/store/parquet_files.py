"""Parquet files: written whole or not at all, read from this machine's files alone, whatever their names look like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from workbench import tables
from workbench.store.whole_files import written
from workbench.tables.in_the_body import columns_to_check, standing

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow


def read_arrow(path: Path, columns: Sequence[str] | None = None) -> pyarrow.Table:
    """The Arrow table in the file at `path`; OSError or ValueError where there is none to read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with pa.OSFile(str(path)) as file:  # not the path, which pyarrow may take for a URL
        return pq.read_table(file, columns=list(columns) if columns is not None else None)


def count_rows(path: Path) -> int:
    """The number of rows of a file, which is not read for it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with pa.OSFile(str(path)) as file:
        return pq.read_metadata(file).num_rows


def write_arrow(path: Path, table: pyarrow.Table) -> None:
    """Writes an Arrow table, whole or not at all."""
    import pyarrow.parquet as pq

    with written(path) as file:
        pq.write_table(table, file, compression="zstd")


def read_table(name: str, path: Path, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """The file at `path` as table `name`; columns that are not read are missing throughout."""
    return tables.from_arrow(name, read_arrow(path, columns))


def write_table(name: str, path: Path, frame: pd.DataFrame) -> Path:
    """Writes `frame`, table `name`, and returns `path`."""
    write_arrow(path, tables.to_arrow(name, frame))
    return path


def is_saved_corpus(folder: Path) -> bool:
    """Whether `folder` holds the tables of a corpus, as `corpus.save` and a report write them."""
    return all((folder / f"{name}.parquet").is_file() for name in ("articles", "quotes"))


class OwnTables(Mapping[str, "pd.DataFrame"]):
    """The tables in a folder that this program wrote for itself, a file `<table>.parquet` each, read when asked for."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.paths = {name: path for name in tables.TABLES if (path := folder / f"{name}.parquet").is_file()}

    def __getitem__(self, name: str) -> pd.DataFrame:
        return read_table(name, self.paths[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


class SavedTables(OwnTables):
    """The tables that somebody saved in a folder: rows that say what no article has are left out, with a warning."""

    def __init__(self, folder: Path):
        super().__init__(folder)
        if "articles" not in self.paths:
            raise FileNotFoundError(f"no articles.parquet in {folder}: corpus.save(folder) writes one")

    def __getitem__(self, name: str) -> pd.DataFrame:
        frame = super().__getitem__(name)
        stand = standing(name, frame, self._bodies, self.folder) if columns_to_check(name) else [True]
        return frame if all(stand) else frame[stand].reset_index(drop=True)

    @cached_property
    def _bodies(self) -> dict[str, str]:
        articles = read_table("articles", self.paths["articles"], ["article", "body"])
        return dict(zip(articles["article"], articles["body"], strict=True))
