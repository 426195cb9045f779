"""Every table to Parquet, CSV and Excel, and back: what was saved loads again as the same tables."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import tables
from workbench.export.cells import free_parts, protect_parts, read_cell, write_cell
from workbench.export.extras import needs_extra
from workbench.store.parquet_files import read_table, write_table

if TYPE_CHECKING:
    import pandas as pd

    from workbench.corpus import Corpus

BOOK = "workbench.xlsx"
CELL_CHARACTERS = 16_000  # Excel takes 32,767 half ones, a longer text goes on in columns `body (2)` …
SHEET_ROWS = 1_000_000  # Excel takes 1,048,576, a longer table goes on in sheets `quotes (2)` …

# what XML does not know, as Excel writes it (_x0008_), with texts that look as if they were so written
ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")

Frames = dict[str, "pd.DataFrame"]


def save_tables(corpus: Corpus, folder: str | Path, kinds: Iterable[str] = ("parquet", "csv", "xlsx"),
                names: Iterable[str] | None = None) -> list[Path]:
    """Write tables of a corpus as Parquet, CSV or Excel.

    In CSV and Excel a text that a spreadsheet would take for a formula gets an apostrophe in front, lists are JSON,
    and no cell is evaluated. CSV is UTF-8 with a byte order mark, as spreadsheets expect it.

    Parameters
    ----------
    corpus : Corpus
    folder : folder to write into
    kinds : "parquet" and "csv" give a file per table, "xlsx" one workbook with a sheet per table
    names : which tables; by default all

    Returns
    -------
    The files written.

    Raises
    ------
    ValueError
        There is no such kind or table.
    ImportError
        Excel is asked for and the extra `excel` is not installed.

    Examples
    --------
    >>> import workbench as wb
    >>> save_tables(wb.load("seeds"), "out", kinds=["csv"], names=["articles"])       # doctest: +SKIP
    [PosixPath('out/articles.csv')]
    """
    kinds, chosen = list(kinds), list(tables.TABLES if names is None else names)
    for given, known, what in ((kinds, WRITERS, "kind of file"), (chosen, tables.TABLES, "table")):
        if unknown := [one for one in given if one not in known]:
            raise ValueError(f"no {what} {unknown[0]!r}; there are {', '.join(known)}")
    if "xlsx" in kinds:
        with needs_extra("excel", "an Excel workbook"):
            import openpyxl  # noqa: F401  # before anything is written
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    frames = {name: getattr(corpus, name) for name in chosen}
    return [path for kind in kinds for path in WRITERS[kind](frames, folder)]


def load_tables(source: str | Path) -> Frames:
    """Read the tables that `save_tables` wrote.

    Parameters
    ----------
    source : the folder, or one of the files; of several kinds in a folder, Parquet goes before CSV and Excel

    Returns
    -------
    The tables by name.

    Raises
    ------
    FileNotFoundError
        There is no such file.
    ValueError
        A cell does not fit its column; the message names table, row and column.
    """
    source = Path(source)
    if source.is_file():
        return READERS[source.suffix.lower().lstrip(".")]([source])
    for kind, read in READERS.items():
        known = {BOOK} if kind == "xlsx" else {f"{name}.{kind}" for name in tables.TABLES}
        if found := sorted(path for path in source.glob(f"*.{kind}") if path.name in known):
            return read(found)
    raise FileNotFoundError(f"no exported tables in {source}: save_tables(corpus, folder) writes them")


def _write_parquet(frames: Frames, folder: Path) -> Iterator[Path]:
    for name, frame in frames.items():
        yield write_table(name, folder / f"{name}.parquet", frame)


def _read_parquet(paths: list[Path]) -> Frames:
    return {path.stem: read_table(path.stem, path) for path in paths}


def _write_csv(frames: Frames, folder: Path) -> Iterator[Path]:
    for name, frame in frames.items():
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL)  # a lone carriage return stays in its cell
            writer.writerow(tables.TABLES[name].names)
            writer.writerows([protect_parts(cell) if isinstance(cell, str) else cell for cell in row]
                             for row in _cells(name, frame))
        yield path


def _read_csv(paths: list[Path]) -> Frames:
    csv.field_size_limit(2**31 - 1)
    frames = {}
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            header = next(reader, [])
            frames[path.stem] = _make(path.stem, header, ([free_parts(cell) for cell in row] for row in reader))
    return frames


def _write_book(frames: Frames, folder: Path) -> Iterator[Path]:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, frame in frames.items():
        header, rows = _spread(tables.TABLES[name].names, list(_cells(name, frame)))
        for first in range(0, max(1, len(rows)), SHEET_ROWS):
            sheet = book.create_sheet(_number(name, first // SHEET_ROWS))
            sheet.freeze_panes = "B2"
            for row in [header, *rows[first:first + SHEET_ROWS]]:
                sheet.append([_text_cell(sheet, cell) if isinstance(cell, str) else cell for cell in row])
    path = folder / BOOK
    book.save(path)
    yield path


def _text_cell(sheet: Any, text: str) -> Any:
    """A cell that is text whatever stands in it, characters that XML does not know written as Excel does."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    cell.value = ILLEGAL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    cell.data_type = "s"
    return cell


def _read_book(paths: list[Path]) -> Frames:
    with needs_extra("excel", "an Excel workbook"):
        from openpyxl import load_workbook
        from openpyxl.utils.escape import unescape

    book = load_workbook(paths[0], read_only=True)
    found: dict[str, tuple[list[str], list[list[Any]]]] = {}
    for sheet in book.worksheets:
        header, *rows = ([unescape(cell) if isinstance(cell, str) else cell for cell in row]
                         for row in sheet.iter_rows(values_only=True))
        found.setdefault(sheet.title.split(" (")[0], (header, []))[1].extend(rows)
    book.close()
    return {name: _make(name, *_gather(*found[name])) for name in tables.TABLES if name in found}


def _cells(name: str, frame: pd.DataFrame) -> Iterator[list[Any]]:
    columns = tables.TABLES[name].columns
    for row in tables.plain(name, frame[tables.TABLES[name].names].to_dict("records")):
        yield [write_cell(row[column.name], column.kind) for column in columns]


def _make(name: str, header: list[str], rows: Iterable[Iterable[Any]]) -> pd.DataFrame:
    kinds = {column.name: column.kind for column in tables.TABLES[name].columns}
    made = []
    for number, row in enumerate(rows, start=2):
        values = {}
        for column, cell in zip(header, row, strict=False):
            try:
                values[column] = read_cell(cell, kinds[column]) if column in kinds else cell
            except (ValueError, KeyError) as error:
                where = f"table {name}, row {number}, column {column}"
                raise ValueError(f"{where}: {cell!r} is no {kinds[column]}") from error
        made.append(values)
    return tables.make(name, made)


def _number(name: str, part: int) -> str:
    """The name of a column's or table's part: `body`, `body (2)` …"""
    return name if part == 0 else f"{name} ({part + 1})"


def _spread(header: list[str], rows: list[list[Any]]) -> tuple[list[str], list[list[Any]]]:
    """`rows` with texts too long for a cell continued in columns beside it."""
    cut = [[_pieces(cell) for cell in row] for row in rows]
    widths = [max([1, *(len(row[place]) for row in cut)]) for place in range(len(header))]
    wide = [_number(name, part) for name, width in zip(header, widths, strict=True) for part in range(width)]
    return wide, [[piece for pieces, width in zip(row, widths, strict=True)
                   for piece in (*pieces, *[None] * (width - len(pieces)))] for row in cut]


def _pieces(cell: Any) -> list[Any]:
    if not isinstance(cell, str):
        return [cell]
    # each piece is protected for itself; `_gather` takes the apostrophes away before it joins them
    first, *rest = [cell[start:start + CELL_CHARACTERS] for start in range(0, len(cell), CELL_CHARACTERS)]
    return [first, *(write_cell(piece, "text") for piece in rest)]


def _gather(header: list[str], rows: list[list[Any]]) -> tuple[list[str], list[list[Any]]]:
    """The reverse of `_spread`."""
    names = [name.split(" (")[0] for name in header]
    gathered = []
    for row in rows:
        cells: dict[str, Any] = {}
        for name, cell in zip(names, row, strict=False):  # a row ends with its last cell that holds something
            if cell and cells.get(name):
                cells[name] += str(cell).removeprefix("'")
            cells.setdefault(name, cell)
        gathered.append(list(cells.values()))
    return list(dict.fromkeys(names)), gathered


WRITERS: dict[str, Callable[[Frames, Path], Iterator[Path]]] = {
    "parquet": _write_parquet, "csv": _write_csv, "xlsx": _write_book}
READERS: dict[str, Callable[[list[Path]], Frames]] = {
    "parquet": _read_parquet, "csv": _read_csv, "xlsx": _read_book}
