"""The layers of the extraction, the loop that runs them over a text, and what their rows hang on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from workbench import tables
from workbench.store.hashes import digest, engine_version, lexicon_version

if TYPE_CHECKING:
    from workbench.extract.reading import Reading, Row, Settings


class Layer(NamedTuple):
    """What the rows of a layer hang on besides the text: the layers it reads, and more."""

    needs: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()  # fields of Settings
    lexicons: tuple[str, ...] = ()  # files of workbench/lexicons


# in the order they run; a layer may read the rows of those above it
LAYERS: dict[str, Layer] = {
    "times": Layer(lexicons=("times",)),
    "sentences": Layer(settings=("pipeline",)),
    "mentions": Layer(("sentences",), settings=("actors",), lexicons=("actors", "cues")),
    "found_actors": Layer(("mentions",), settings=("actors",), lexicons=("actors", "cues")),
    "quotes": Layer(("times", "sentences", "mentions"), lexicons=("cues",)),
    "stances": Layer(("mentions", "quotes"), settings=("actors", "issues", "method"),
                     lexicons=("actors", "stance", "function_words")),
    "relations": Layer(("mentions", "quotes"), settings=("actors",), lexicons=("relations",)),
    "event_mentions": Layer(("times", "mentions", "quotes"), lexicons=("events",)),
    "quantities": Layer(("times", "mentions", "quotes"), lexicons=("numbers",)),
}


@cache
def finders() -> dict[str, Callable[[Reading], list[Row]]]:
    """What finds the rows of each layer; imported when a text is read, for what the cache holds needs none of it."""
    from workbench.extract.cast import find_actors, find_mentions
    from workbench.extract.event_mentions import find_event_mentions
    from workbench.extract.quantities import find_quantities
    from workbench.extract.quotes import find_quotes
    from workbench.extract.relations import find_relations
    from workbench.extract.stance import find_stances
    from workbench.extract.times import find_times_in
    from workbench.syntax.parser import find_sentences

    return {"times": find_times_in, "sentences": find_sentences, "mentions": find_mentions, "found_actors": find_actors,
            "quotes": find_quotes, "stances": find_stances, "relations": find_relations,
            "event_mentions": find_event_mentions, "quantities": find_quantities}


def with_needs(layers: Iterable[str]) -> list[str]:
    """`layers` and all they read, in the order they run; ValueError for a layer that does not exist."""
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


def find_layers(reading: Reading, layers: Iterable[str]) -> None:
    """Adds to `reading` the rows of `layers` and of all they read; the text is parsed once, if any of them needs it."""
    for name in with_needs(layers):
        if name not in reading.rows:
            reading.rows[name] = find_layer(reading, name)


def find_layer(reading: Reading, name: str) -> list[Row]:
    """The rows of one layer of a reading that has the layers it needs."""
    return tables.plain(name, finders()[name](reading))


def layer_versions(layers: Iterable[str], settings: Settings) -> dict[str, str]:
    """A hash for each of `layers`, for those they read and for the parses, of all they hang on besides the text.

    That is the code, its settings and lexicons, and the versions of the layers it reads: so a change goes on to all
    that hangs on it and to nothing else. The cache and the lakes keep rows by these hashes.
    """
    code = engine_version("syntax", "model", "extract")
    versions = {tables.PARSES.name: digest("parses", engine_version("syntax"), settings.pipeline)}
    for name in with_needs(layers):
        layer = LAYERS[name]
        versions[name] = digest(name, code, *(repr(getattr(settings, field)) for field in layer.settings),
                                *map(lexicon_version, layer.lexicons), *(versions[need] for need in layer.needs))
    return versions
