"""The tables of one text, without a corpus."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import tables
from workbench.extract.layers import LAYERS, find_layers
from workbench.extract.reading import Reading, Row, Settings
from workbench.text.calendar_days import read_day

if TYPE_CHECKING:
    import pandas as pd

    from workbench.extract.cast import Registry

# half of a UTF-16 pair, as broken JSON escapes leave it: no character, so neither parser nor Arrow takes it
HALF_CHARACTER = re.compile("[\ud800-\udfff]")


class Analysis:
    """The tables of one text: `analysis.quotes`, `analysis.times` …, one for each layer asked for."""

    def __init__(self, rows: dict[str, list[Row]], layers: Iterable[str]):
        self._rows = rows
        self.layers = tuple(layers)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in self._rows:
            has = ", ".join(self.__dict__.get("_rows", ()))  # a copy asks before it has its rows
            raise AttributeError(f"no table {name!r} here; this analysis has {has}")
        return tables.make(name, self._rows[name])

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._rows})

    def __repr__(self) -> str:
        return f"<Analysis: {', '.join(f'{len(rows)} {name}' for name, rows in self._rows.items())}>"


def analyse(text: str, published: str | date | None = None, layers: Iterable[str] | str | None = None,
            actors: Registry | str | Path | None = None, issues: Any = None,
            pipeline: str = Settings.pipeline, method: str = Settings.method) -> Analysis:
    """Find the rows of every layer in one text, as it stands: offsets index `text`, nothing is cleaned.

    Parameters
    ----------
    text
        The text.
    published
        Day of publication, ISO text or date; without it, times that hang on it stay unresolved.
    layers
        Names from LAYERS, default all; the text is parsed only if one of them needs it.
    actors, issues
        Files, or what `Registry.read` and `read_issues` return; none unless given.
    pipeline
        The spaCy pipeline to parse with.
    method
        "model" for stances judged by the rules and the trained model, "rules" for the rules alone.

    Raises
    ------
    TypeError
        `text` is not a str.
    ValueError
        `published` is not a day, or there is no such layer.

    Examples
    --------
    >>> analyse("It ended on Tuesday.", published="2026-02-18", layers=["times"]).times["value"].tolist()
    ['2026-02-17']
    """
    if not isinstance(text, str):
        raise TypeError(f"a text to analyse is a str, not {type(text).__name__}: decode bytes, load files with load()")
    layers = list(LAYERS) if layers is None else [layers] if isinstance(layers, str) else list(layers)
    reading = Reading("text", HALF_CHARACTER.sub("\ufffd", text), read_day(published, "published"),
                      Settings.read(actors, issues, pipeline, method))
    find_layers(reading, layers)
    return Analysis(reading.rows, layers)
