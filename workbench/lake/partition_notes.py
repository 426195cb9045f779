"""What tells which partitions of the input a lake holds whole: a note each, which holds no paths."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from workbench import tables
from workbench.lake.lake_files import MONTH, PARTITION, path_of, table_files
from workbench.store.whole_files import write_text

TABLES = (*tables.TABLES, tables.PARSES.name)


@dataclass(frozen=True)
class Done:
    """A partition of the input that is whole: what it was made from, and where its rows are."""

    partition: str              # its id
    settings: str               # a hash of what matters to its articles besides the input
    inputs: list[str]           # ids of its items
    claimed: list[tuple[str, str, str, str | None]]  # what each article claims to be called: Claim
    names: dict[int, str]       # by number: the ids of articles that are called otherwise
    failed: bool                # whether some article has no rows of some layer
    versions: dict[str, str]    # of the rows of each layer, see extract.layers.layer_versions
    months: dict[str, list[str]]  # in which there are rows of each table

    def __post_init__(self) -> None:
        if not (re.fullmatch(PARTITION, self.partition) and set(self.months) <= set(TABLES)
                and all(re.fullmatch(MONTH, month) for months in self.months.values() for month in months)):
            raise ValueError("not a note of the workbench")

    def files(self, lake: Path, names: Iterable[str] | None = None) -> list[Path]:
        """The files of its tables, or of those with these names."""
        return [path_of(lake, name, month, self.partition)
                for name in (self.months if names is None else names) for month in self.months.get(name, ())]


def read_done(lake: Path) -> Iterator[Done]:
    """The partitions that are done. A damaged note is removed: its partition is not done."""
    for path in sorted((lake / "done").glob("*.json")):
        if not re.fullmatch(PARTITION, path.stem):
            continue
        try:
            done = TypeAdapter(Done).validate_json(path.read_bytes())
            if done.partition != path.stem:
                raise ValueError("the note of another partition")
        except ValueError:  # a ValidationError is one
            path.unlink()
        else:
            yield done


def write_done(lake: Path, done: Done) -> None:
    """Notes that a partition is whole."""
    write_text(lake / "done" / f"{done.partition}.json", json.dumps(asdict(done)))


def forget_layers(lake: Path, done: Done, layers: Iterable[str]) -> Done:
    """Takes rows of some layers out of the lake: first out of the note, then their files."""
    gone = set(layers)
    left = replace(done, versions={layer: version for layer, version in done.versions.items() if layer not in gone},
                   months={name: months for name, months in done.months.items() if name not in gone})
    write_done(lake, left)
    for path in done.files(lake, gone):
        path.unlink(missing_ok=True)
    return left


def forget_partition(lake: Path, done: Done) -> None:
    """Takes a partition out of the lake: first its note, then its files."""
    (lake / "done" / f"{done.partition}.json").unlink(missing_ok=True)
    for path in done.files(lake):
        path.unlink(missing_ok=True)


def remove_strays(lake: Path) -> None:
    """Removes files of partitions that are not whole: what a killed run of other input left."""
    whole = {path for done in read_done(lake) for path in done.files(lake)}
    for name in TABLES:
        for path in table_files(lake, name):
            if re.fullmatch(PARTITION, path.stem) and path not in whole:
                path.unlink(missing_ok=True)
