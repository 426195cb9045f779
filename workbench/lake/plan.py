"""What goes into one partition: files, or blocks of a large file of records, of about one size."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from workbench.lake import lake_files
from workbench.store.hashes import digest

if TYPE_CHECKING:
    from workbench.extract.reading import Row

PARTITION_BYTES = 2_000_000  # of input: a minute or two of analysis, and what a dead worker loses
PARTITION_FILES = 500        # at most
WORKER_PARTITIONS = 4        # for each worker at the least, so that none waits long for the last
BLOCK_BYTES = 500_000        # larger files of JSON lines are read in blocks of whole lines
LINES = (".jsonl", ".ndjson")


@dataclass(frozen=True)
class Item:
    """A file, or the bytes `begin` to `end` of a file of JSON lines, whose first line is number `first`."""

    url: str
    name: str       # the id of its article, or what its articles' ids begin with
    size: int
    stamp: str      # changes when the file does
    begin: int | None = None
    end: int | None = None
    first: int = 1
    sha256: str | None = None   # of the whole file, for a block
    within: tuple[str, str] | None = None  # the URL that the analyst gave, and the path in its file system

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The file, opened; only what the analyst gave is ever taken for a URL, no name of a file."""
        if self.within is None:
            with Path(self.url).open("rb") as file:
                yield file
        else:
            import fsspec

            given, path = self.within
            with fsspec.core.url_to_fs(given)[0].open(path, "rb") as file:
                yield file

    @property
    def id(self) -> str:
        return digest(*asdict(self).values())

    @property
    def length(self) -> int:
        """Bytes of it that are read."""
        return self.size if self.begin is None else (self.end or 0) - self.begin


@dataclass(frozen=True)
class Partition:
    """Items that are read and analysed together, by one task; settings is a hash of all that matters to the rows."""

    items: tuple[Item, ...]
    settings: str

    @property
    def id(self) -> str:
        return digest(self.settings, *(item.id for item in self.items))


def list_items(source: Any) -> tuple[list[Item], list[Row]]:
    """The items of `source`, and what of it is a problem before anything is read.

    source: what `workbench.load` takes but a DataFrame, or a URL that fsspec knows (s3://bucket/folder).
    """
    from workbench.intake import list_files, name_files

    problems: list[Row] = []
    if isinstance(source, str | Path) and lake_files.is_lake(source):
        raise ValueError(f"{source} is a lake, not articles: open it with workbench.open")
    if isinstance(source, str) and "://" in source:
        found = _list_remote(source)
        if not found:
            raise FileNotFoundError(f"nothing at {source!r}: give the URL of a folder or a file with articles")
    else:
        paths, problems = list_files(source)
        found = [Item(str(path), "", *_measure(path)) for path in paths]
    names = name_files([Path(item.url) for item in found])
    items: list[Item] = []
    for item in found:
        item = replace(item, name=names[Path(item.url)])
        lines = Path(item.url).suffix.lower() in LINES and item.size > BLOCK_BYTES
        items += _blocks(item) if lines else [item]
    return items, problems


def _measure(path: Path) -> tuple[int, str]:
    try:
        stat = path.stat()
    except OSError:  # its reader says what is wrong with it
        return 0, ""
    return stat.st_size, f"{stat.st_mtime_ns} {stat.st_ctime_ns}"  # the second tells where the first was put back


def _list_remote(url: str) -> list[Item]:
    import fsspec

    try:
        system, top = fsspec.core.url_to_fs(url)
    except ImportError as error:
        raise ValueError(f"{url} needs a package that is not installed: {error}") from error
    return [Item(system.unstrip_protocol(path), "", facts["size"],
                 str(facts.get("ETag") or facts.get("LastModified") or facts.get("created")), within=(url, path))
            for path, facts in sorted(system.find(top, detail=True).items()) if facts["type"] == "file"]


def _blocks(whole: Item) -> list[Item]:
    """Blocks of whole lines, with the number of each one's first line."""
    borders = [(0, 1)]  # the byte and the line that a block begins with
    told = sha256()
    with whole.open() as file:
        if file.read(64)[:1] != b"{":  # a mark of the encoding, UTF-16, one JSON array: read right only whole
            return [whole]
        file.seek(0)
        while chunk := file.read(BLOCK_BYTES):
            chunk += file.readline()
            told.update(chunk)
            begin, line = borders[-1]
            borders.append((begin + len(chunk), line + chunk.count(b"\n")))
    return [replace(whole, begin=begin, end=end, first=line, sha256=told.hexdigest())
            for (begin, line), (end, _) in pairwise(borders)]


def make_partitions(items: Sequence[Item], settings: str, workers: int = 1) -> list[Partition]:
    """Items in their order, packed into partitions: smaller ones where there is little to do for many workers."""
    most = min(PARTITION_BYTES, 1 + sum(item.length for item in items) // (WORKER_PARTITIONS * workers))
    files = min(PARTITION_FILES, 1 + len(items) // (WORKER_PARTITIONS * workers))
    partitions: list[Partition] = []
    packed: list[Item] = []
    size = 0
    for item in items:
        if packed and (size + item.length > most or len(packed) >= files):
            partitions.append(Partition(tuple(packed), settings))
            packed, size = [], 0
        packed.append(item)
        size += item.length
    if packed:
        partitions.append(Partition(tuple(packed), settings))
    return partitions


@contextmanager
def as_file(item: Item) -> Iterator[Path]:
    """The item as a file on this machine: itself, or a copy of the remote file or of the block."""
    if item.within is None and item.begin is None:
        yield Path(item.url)
        return
    with tempfile.TemporaryDirectory(prefix="workbench-") as folder, item.open() as file:
        copy = Path(folder, Path(item.url).name)
        file.seek(item.begin or 0)
        copy.write_bytes(file.read() if item.begin is None else file.read((item.end or 0) - item.begin))
        yield copy
