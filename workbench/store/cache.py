"""What was analysed before is kept: Parquet packs, a folder a layer, found by a key of all that matters to them.

A pack holds the rows of some articles and, in its metadata, the keys of all of them, those without rows too.
Packs are written beside and moved into place, never changed; so two processes may use one cache at once. A pack
that cannot be read or was not written by this module is put away with a warning and its articles are analysed
again. Nothing is ever unpickled.
"""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

from workbench import project, tables
from workbench.store.parquet_files import read_arrow, write_arrow
from workbench.store.whole_files import PART

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow

LIMIT_BYTES = 4 * 2**30  # the packs used longest ago go first
SETTING = "WORKBENCH_CACHE"  # a folder, or "off"
MANY_PACKS, SMALL_KEYS = 50, 1000  # packs of fewer keys than this are put together where there are so many
MARK = b"workbench"  # the metadata field that tells a pack of ours


def default_folder() -> Path | None:
    """Where the cache is: the folder named by WORKBENCH_CACHE, else the user's own; None for "off"."""
    setting = os.environ.get(SETTING)
    return None if setting == "off" else Path(setting) if setting else project.user_cache()


class Kept(NamedTuple):
    """Rows of one table, the key of each row, and all the keys that are kept, those without rows too."""

    rows: pd.DataFrame
    row_keys: pd.Series
    keys: set[str]


class Cache:
    """The packs under one folder; with no folder, a cache that keeps nothing."""

    def __init__(self, folder: Path | None = None, limit: int = LIMIT_BYTES):
        self.folder, self.limit = folder, limit

    def get(self, layer: str, keys: Iterable[str]) -> Kept:
        """What is kept of table `layer` for `keys`."""
        import pandas as pd
        import pyarrow as pa

        wanted = set(keys)
        found: set[str] = set()
        parts = []
        for pack, kept in self._packs(layer):
            fresh = (kept & wanted) - found
            if not fresh:
                continue
            table = self._read(pack)
            if table is None:
                continue
            parts.append(table if fresh == kept else _rows_of(table, fresh))
            found |= fresh
            with suppress(OSError):  # not touch(), which would make a pack anew that another process has just cleared
                os.utime(pack)
        if not parts:
            return Kept(tables.make(layer), pd.Series([], dtype="str"), found)
        table = pa.concat_tables(parts)
        return Kept(tables.from_arrow(layer, table), table["cache_key"].to_pandas().astype("str"), found)

    def put(self, layer: str, frame: pd.DataFrame, keys: pd.Series | list[str], kept: Iterable[str]) -> None:
        """Keeps rows of table `layer` with the key of each; `kept` names all keys, those without rows too."""
        import pyarrow as pa

        if self.folder is None or not (kept := set(kept)):
            return
        table = tables.to_arrow(layer, frame).append_column("cache_key", pa.array(list(keys), pa.string()))
        if self._write(layer, table, kept):
            self._keep_within_limit()

    def _write(self, layer: str, table: pyarrow.Table, keys: Iterable[str]) -> bool:
        """Writes a pack whole or not at all; whether it could be written."""
        path = Path(str(self.folder), layer, f"{uuid4().hex}.parquet")
        try:
            if path.parent.is_symlink():
                raise OSError(f"{path.parent} is a link")
            write_arrow(path, table.replace_schema_metadata({MARK: json.dumps({"layer": layer, "keys": sorted(keys)})}))
        except OSError as error:
            warnings.warn(f"the cache at {self.folder} could not be written ({error}): the result is right, "
                          f"but will be made again next time; {SETTING}=off stops the attempt", stacklevel=3)
            return False
        return True

    def merge(self, layer: str) -> None:
        """Puts the small packs of `layer` together where daily use has made many: each costs a look at every load."""
        import pyarrow as pa

        small = [(pack, keys) for pack, keys in self._packs(layer) if len(keys) < SMALL_KEYS]
        if len(small) < MANY_PACKS:
            return
        read = [(pack, keys, table) for pack, keys in small if (table := self._read(pack)) is not None]
        if not read:  # another process has just put them together
            return
        held: set[str] = set()
        parts = []
        for _, keys, table in read:
            parts.append(_rows_of(table, keys - held))
            held |= keys
        if self._write(layer, pa.concat_tables(parts), held):
            for pack, _, _ in read:
                pack.unlink(missing_ok=True)

    def _packs(self, layer: str) -> list[tuple[Path, set[str]]]:
        """The packs of `layer` with the keys each holds, largest first; not those of another version's columns."""
        import pyarrow.parquet as pq

        if self.folder is None:
            return []
        packs = []
        columns = [*_columns(layer), "cache_key"]
        for path in [path for path in self._own(layer) if path.suffix == ".parquet"]:
            try:
                schema = pq.read_schema(path)
                mark = json.loads((schema.metadata or {})[MARK])
                if mark["layer"] != layer:
                    raise KeyError(layer)
                if schema.names == columns:
                    packs.append((path, set(mark["keys"])))
            except FileNotFoundError:  # another process has just cleared it
                continue
            except (OSError, ValueError, KeyError, TypeError) as error:
                self._put_away(path, error)
        return sorted(packs, key=lambda pack: (-len(pack[1]), pack[0].name))

    def _read(self, path: Path) -> pyarrow.Table | None:
        import pyarrow as pa

        try:
            table = read_arrow(path)
            table["cache_key"].cast(pa.string())
            return table
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError) as error:  # ArrowInvalid is a ValueError
            self._put_away(path, error)
            return None

    def _put_away(self, path: Path, error: Exception) -> None:
        with suppress(OSError):  # a cache that can be read only
            path.unlink()
        warnings.warn(f"{path.name} in the cache was damaged or not the workbench's ({type(error).__name__}): "
                      "its articles are analysed again", stacklevel=2)

    def _own(self, layer: str) -> list[Path]:
        """The files of a layer's folder, halves left by a killed process too; no link, nor what is behind one."""
        folder = Path(str(self.folder), layer)
        return [path for path in sorted(folder.glob("*")) if path.suffix in (".parquet", PART) and path.is_file()
                and not path.is_symlink()] if not folder.is_symlink() else []

    def _files(self) -> list[tuple[float, int, Path]]:
        """When each file was used last, its bytes and path."""
        found = []
        for folder in self.folder.glob("*") if self.folder else ():
            for path in self._own(folder.name):
                with suppress(FileNotFoundError):  # another process has just cleared it
                    found.append((path.stat().st_mtime, path.stat().st_size, path))
        return sorted(found)

    def _keep_within_limit(self) -> None:
        files = self._files()
        over = sum(size for _, size, _ in files) - self.limit
        for _, size, path in files:
            if over <= 0:
                return
            path.unlink(missing_ok=True)
            over -= size

    def status(self) -> pd.DataFrame:
        """What is kept: a row a layer with its packs, articles and bytes."""
        import pandas as pd

        rows = []
        files = self._files()
        for layer in sorted({path.parent.name for _, _, path in files}):
            packs = self._packs(layer)
            keys = set().union(*(keys for _, keys in packs))
            rows.append({"layer": layer, "packs": len(packs), "articles": len(keys),
                         "bytes": sum(size for _, size, path in files if path.parent.name == layer)})
        return pd.DataFrame(rows, columns=["layer", "packs", "articles", "bytes"])

    def clear(self) -> int:
        """Removes every pack; how many there were. Folders stay: another process may be about to write into them."""
        files = self._files()
        for _, _, path in files:
            path.unlink(missing_ok=True)
        return sum(path.suffix == ".parquet" for _, _, path in files)


def _columns(layer: str) -> list[str]:
    """The columns of a layer's table; none of a layer that this version has not."""
    with suppress(KeyError):
        return tables.find_table(layer).names
    return []


def _rows_of(table: pyarrow.Table, keys: set[str]) -> pyarrow.Table:
    """The rows of a pack that belong to `keys`."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return table.filter(pc.is_in(table["cache_key"], value_set=pa.array(sorted(keys), pa.string())))
