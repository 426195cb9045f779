"""One text → rows. Each layer has its module; `read` runs them in order over one parse."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench import tables
from workbench.extract.reading import Reading, Row, Settings
from workbench.text.calendar_days import read_day

if TYPE_CHECKING:
    import pandas as pd

    from workbench.extract.cast import Registry


class Layer(NamedTuple):
    """A layer: its function as `module:function`, the layers it reads, and what else its rows hang on."""

    function: str
    needs: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()  # fields of Settings
    lexicons: tuple[str, ...] = ()  # files of workbench/lexicons

    def find(self) -> Callable[[Reading], list[Row]]:
        module, _, name = self.function.partition(":")
        return getattr(import_module(f"workbench.{module}"), name)


# half of a UTF-16 pair, as broken JSON escapes leave it: no character, so neither parser nor Arrow takes it
HALF_CHARACTER = re.compile("[\ud800-\udfff]")

# in the order they run; a layer may read the rows of those above it
LAYERS: dict[str, Layer] = {
    "times": Layer("extract.times:find_times_in", lexicons=("times",)),
    "sentences": Layer("syntax.parser:find_sentences", settings=("pipeline",)),
    "mentions": Layer("extract.cast:find_mentions", ("sentences",), settings=("actors",), lexicons=("actors",)),
    "quotes": Layer("extract.quotes:find_quotes", ("times", "sentences", "mentions"), lexicons=("cues",)),
    "stances": Layer("extract.stance:find_stances", ("mentions", "quotes"), settings=("actors", "issues"),
                     lexicons=("actors", "stance", "function_words")),
    "relations": Layer("extract.relations:find_relations", ("mentions", "quotes"), settings=("actors",),
                       lexicons=("relations",)),
    "event_mentions": Layer("extract.event_mentions:find_event_mentions", ("times", "mentions", "quotes"),
                        lexicons=("events",)),
    "quantities": Layer("extract.quantities:find_quantities", ("times", "mentions", "quotes"),
                        lexicons=("numbers",)),
}


def with_needs(layers: Iterable[str]) -> list[str]:
    """`layers` and all they read, in the order they run."""
    wanted: set[str] = set()
    waiting = list(layers)
    while waiting:
        name = waiting.pop()
        if name not in LAYERS:
            raise ValueError(f"no layer {name!r}; the layers are {', '.join(LAYERS)}")
        if name not in wanted:
            wanted.add(name)
            waiting += LAYERS[name].needs
    return [name for name in LAYERS if name in wanted]


def read(article: str, text: str, published: date | None, settings: Settings,
         layers: Iterable[str] = tuple(LAYERS), known: Mapping[str, list[Row]] | None = None) -> dict[str, list[Row]]:
    """The rows of one text, by layer: a pure function of picklable things, for a loop, a pool or a cluster.

    known: rows of layers found before, which are not found again.
    """
    reading = Reading(article, text, published, settings, rows=dict(known or {}))
    for name in with_needs(layers):
        if name not in reading.rows:
            reading.rows[name] = find_layer(reading, name)
    return reading.rows


def find_layer(reading: Reading, name: str) -> list[Row]:
    """The rows of one layer of a reading that has the layers it needs; the parse is made once a reading."""
    return tables.plain(name, LAYERS[name].find()(reading))


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
            pipeline: str = Settings.pipeline) -> Analysis:
    """The tables of one text, as it stands: nothing is cleaned and offsets index `text`.

    published: day of publication (ISO text or date); without it, times that hang on it stay unresolved.
    layers: names from LAYERS, default all; the text is parsed only if one of them needs it.
    actors, issues: files, or what `Registry.read` and `read_issues` return; none unless given.
    Raises TypeError for a text that is none, ValueError for a day or a layer that is none.

    >>> analyse("It ended on Tuesday.", published="2026-02-18", layers=["times"]).times["value"].tolist()
    ['2026-02-17']
    """
    from workbench.extract.cast import Registry
    from workbench.extract.issues_file import read_issues

    if not isinstance(text, str):
        raise TypeError(f"a text to analyse is a str, not {type(text).__name__}: decode bytes, load files with load()")
    layers = list(LAYERS) if layers is None else [layers] if isinstance(layers, str) else list(layers)
    text = HALF_CHARACTER.sub("\ufffd", text)
    day = read_day(published, "published")
    settings = Settings(actors=Registry.read(actors), issues=read_issues(issues), pipeline=pipeline)
    return Analysis(read("text", text, day, settings, layers), layers)
