"""The comparisons: what makes each table of several articles, and the tables it is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from workbench.compare.copies import find_copies
from workbench.compare.disagreements import find_disagreements
from workbench.compare.timeline import build_timeline
from workbench.compare.utterances import match_utterances
from workbench.store.hashes import digest, engine_version, fingerprint, lexicon_version
from workbench.tables.in_the_body import standing

if TYPE_CHECKING:
    import pandas as pd

    from workbench.store.cache import Cache


class Comparison(NamedTuple):
    """What makes the table, the tables it takes, in the order of its parameters, and the lexicons it reads."""

    make: Callable[..., pd.DataFrame]
    needs: tuple[str, ...]
    lexicons: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """A hash of what its rows hang on besides the tables it takes."""
        return digest(engine_version("compare", "extract", "syntax"), *map(lexicon_version, self.lexicons))


COMPARISONS: dict[str, Comparison] = {
    "copies": Comparison(find_copies, ("articles",), ("agencies",)),
    "events": Comparison(build_timeline, ("event_mentions", "articles", "copies"),
                         ("events", "numbers", "function_words")),
    "utterances": Comparison(match_utterances, ("quotes", "articles"), ("function_words",)),
    "disagreements": Comparison(find_disagreements, ("quantities", "event_mentions", "articles", "copies"),
                                ("function_words", "numbers")),
}


def compare(name: str, given: Mapping[str, pd.DataFrame], cache: Cache) -> pd.DataFrame:
    """The table `name` of COMPARISONS from the tables `given` to it; from the cache where these have not changed."""
    key = digest(name, COMPARISONS[name].version, *(fingerprint(table, frame) for table, frame in given.items()))
    kept = cache.get(name, [key])
    bodies = dict(zip(given["articles"]["article"], given["articles"]["body"], strict=True))
    if key in kept.keys and all(standing(name, kept.rows, bodies, cache.folder)):
        return kept.rows
    made = COMPARISONS[name].make(*given.values())
    cache.put(name, made, [key] * len(made), [key])
    return made
