"""The records of a Parquet file, which may unpack to any size: a batch at a time, each text held once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from workbench.intake.limits import Unreadable

if TYPE_CHECKING:
    import pyarrow

BATCH_ROWS = 1000
LARGEST_UNPACKED = 200_000_000  # bytes that the file itself declares
MOST_VALUES = 5_000_000         # of a column, those of its lists counted
ROW_BYTES = 1000                # what a row costs besides its text
SMALL, RATIO = 20_000_000, 50   # decoded, it may have SMALL bytes, or RATIO times the file's
BOMB = "a Parquet file that unpacks to more than any file of articles has ({}): left out; export it anew, in parts"


def read_rows(data: bytes, choose: Callable[[list[str]], Iterable[str]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Numbers and rows of a Parquet file.

    choose: which columns to read, called with the names of all. Raises Unreadable for a file that is damaged or a bomb.
    """
    import pyarrow
    from pyarrow import parquet

    number = 0
    try:
        about = parquet.read_metadata(pyarrow.BufferReader(data))
        names = list(choose(about.schema.to_arrow_schema().names))
        file = parquet.ParquetFile(pyarrow.BufferReader(data), read_dictionary=_check(about, names))
        _check_decoded(file.iter_batches(BATCH_ROWS, columns=names, use_threads=False), len(data))
        for batch in file.iter_batches(BATCH_ROWS, columns=names, use_threads=False):
            columns = {name: _values(batch.column(name)) for name in names}
            for values in zip(*columns.values(), strict=True):
                number += 1
                yield str(number), dict(zip(columns, values, strict=True))
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise Unreadable(f"a Parquet file that is cut off or damaged ({error}): copy it anew") from error


def _check(about: Any, names: list[str]) -> list[str]:
    """The paths of the columns that hold texts, in lists too; Unreadable where the columns declare too much."""
    size, texts = 0, []
    for group in range(about.num_row_groups):
        for number in range(about.num_columns):
            chunk = about.row_group(group).column(number)
            if chunk.path_in_schema.split(".")[0] in names or chunk.path_in_schema in names:
                size += max(chunk.total_uncompressed_size, 0)
                if chunk.num_values > MOST_VALUES:
                    raise Unreadable(BOMB.format(f"{chunk.num_values:,} values"))
                if chunk.physical_type == "BYTE_ARRAY":
                    texts.append(chunk.path_in_schema)
    if size > LARGEST_UNPACKED:
        raise Unreadable(BOMB.format(f"{size / 1e6:.0f} MB"))
    return list(dict.fromkeys(texts))


def _check_decoded(batches: Iterable[pyarrow.RecordBatch], size: int) -> None:
    """Raises Unreadable where the rows would take far more than the `size` of their file; no text is made for it."""
    most, decoded = max(SMALL, RATIO * size), 0
    for batch in batches:
        decoded += ROW_BYTES * batch.num_rows + sum(map(_size, batch.columns))
        if decoded > most:
            raise Unreadable(BOMB.format(f"more than {most / 1e6:.0f} MB"))


def _size(array: pyarrow.Array) -> int:
    """Bytes of the texts of a column, each as often as it stands there."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_list(array.type):
        return _size(array.flatten())
    if pa.types.is_dictionary(array.type):
        return pc.sum(pc.binary_length(array.dictionary).take(array.indices)).as_py() or 0
    return int(array.nbytes)


def _values(array: pyarrow.Array) -> list[Any]:
    """The values of a column; those that are equal are one object."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(array.type):
        used = pc.unique(array.indices.drop_null())
        words = dict(zip(used.to_pylist(), array.dictionary.take(used).to_pylist(), strict=True))
        return [words.get(index) for index in array.indices.to_pylist()]
    if pa.types.is_list(array.type) and pa.types.is_dictionary(array.type.value_type):
        flat, lengths, at, rows = _values(array.flatten()), pc.list_value_length(array).to_pylist(), 0, []
        for length in lengths:
            rows.append(None if length is None else flat[at:at + length])
            at += length or 0
        return rows
    return array.to_pylist()
