"""The comparisons: what makes each table of several articles, and the tables it is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from workbench.compare.copies import find_copies
from workbench.compare.disagreements import find_disagreements
from workbench.compare.timeline import build_timeline
from workbench.compare.utterances import match_utterances
from workbench.store.hashes import digest, engine_version, fingerprint
from workbench.tables.in_the_body import standing

if TYPE_CHECKING:
    import pandas as pd

    from workbench.store.cache import Cache


class Comparison(NamedTuple):
    """What makes the table, and the tables it takes, in the order of its parameters."""

    make: Callable[..., pd.DataFrame]
    needs: tuple[str, ...]


COMPARISONS: dict[str, Comparison] = {
    "copies": Comparison(find_copies, ("articles",)),
    "events": Comparison(build_timeline, ("event_mentions", "articles", "copies")),
    "utterances": Comparison(match_utterances, ("quotes", "articles")),
    "disagreements": Comparison(find_disagreements, ("quantities", "event_mentions", "articles", "copies")),
}


def compare(name: str, given: Mapping[str, pd.DataFrame], cache: Cache) -> pd.DataFrame:
    """The table `name` of COMPARISONS from the tables `given` to it; from the cache where these have not changed."""
    key = digest(name, engine_version("compare"), *(fingerprint(table, frame) for table, frame in given.items()))
    kept = cache.get(name, [key])
    bodies = dict(zip(given["articles"]["article"], given["articles"]["body"], strict=True))
    if key in kept.keys and all(standing(name, kept.rows, bodies, cache.folder)):
        return kept.rows
    made = COMPARISONS[name].make(*given.values())
    cache.put(name, made, [key] * len(made), [key])
    return made
