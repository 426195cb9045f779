"""What goes into one partition: files, or blocks of a large file of records, of about one size."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.lake import lake_files
from workbench.store.hashes import digest

if TYPE_CHECKING:
    from workbench.extract.reading import Row

PARTITION = 2_000_000   # bytes of input in a partition: a minute or two of analysis, and what a dead worker loses
FILES = 500             # files in a partition at most
EACH = 4                # partitions for each worker at the least, so that none waits long for the last
BLOCK = 500_000         # bytes; larger files of JSON lines are read in blocks of whole lines
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
        sizes = _list_remote(source)
        if not sizes:
            raise FileNotFoundError(f"nothing at {source!r}: give the URL of a folder or a file with articles")
    else:
        paths, problems = list_files(source)
        sizes = {str(path): _measure(path) for path in paths}
    names = name_files([Path(url) for url in sizes])
    items: list[Item] = []
    for url, (size, stamp) in sizes.items():
        whole = Item(url, names[Path(url)], size, stamp)
        items += _blocks(whole) if Path(url).suffix.lower() in LINES and size > BLOCK else [whole]
    return items, problems


def _measure(path: Path) -> tuple[int, str]:
    try:
        stat = path.stat()
    except OSError:  # its reader says what is wrong with it
        return 0, ""
    return stat.st_size, str(stat.st_mtime_ns)


def _list_remote(url: str) -> dict[str, tuple[int, str]]:
    import fsspec

    try:
        system, top = fsspec.core.url_to_fs(url)
    except ImportError as error:
        raise ValueError(f"{url} needs a package that is not installed: {error}") from error
    return {system.unstrip_protocol(path): (facts["size"], str(facts.get("ETag") or facts.get("LastModified")
                                                              or facts.get("created")))
            for path, facts in sorted(system.find(top, detail=True).items()) if facts["type"] == "file"}


def _blocks(whole: Item) -> list[Item]:
    """Blocks of whole lines, with the number of each one's first line."""
    import fsspec

    borders = [(0, 1)]  # the byte and the line that a block begins with
    told = sha256()
    with fsspec.open(whole.url, "rb") as file:
        if file.read(64)[:1] != b"{":  # a mark of the encoding, UTF-16, one JSON array: read right only whole
            return [whole]
        file.seek(0)
        while chunk := file.read(BLOCK):
            chunk += file.readline()
            told.update(chunk)
            begin, line = borders[-1]
            borders.append((begin + len(chunk), line + chunk.count(b"\n")))
    return [replace(whole, begin=begin, end=end, first=line, sha256=told.hexdigest())
            for (begin, line), (end, _) in pairwise(borders)]


def make_partitions(items: Sequence[Item], settings: str, workers: int = 1) -> list[Partition]:
    """Items in their order, packed into partitions: smaller ones where there is little to do for many workers."""
    most = min(PARTITION, 1 + sum(item.length for item in items) // (EACH * workers))
    files = min(FILES, 1 + len(items) // (EACH * workers))
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
    if "://" not in item.url and item.begin is None:
        yield Path(item.url)
        return
    import fsspec

    with tempfile.TemporaryDirectory(prefix="workbench-") as folder, fsspec.open(item.url, "rb") as file:
        copy = Path(folder, Path(item.url).name)
        if item.begin is not None:
            file.seek(item.begin)
        copy.write_bytes(file.read() if item.begin is None else file.read((item.end or 0) - item.begin))
        yield copy
