"""Which articles repeat which: exact copies, edited and shortened ones, and briefs of a long piece."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from workbench import tables
from workbench.compare.agencies import find_credit, is_agency
from workbench.compare.shingles import (
    CROWD_TEXTS,
    SHINGLE_WORDS,
    hash_shingles,
    join_keys,
    keep_keys,
    measure_shared,
    split_words,
)

CREDIT = "agency credit"  # what tells for certain which of two repeats the other
LEAST_SHARED = 0.35   # of the shorter one's shingles: independent reports of one speech stay well below
SIGNED = ["article", "body", "published", "outlet", "authors", "removed"]  # what `sign` asks of an article
LEAST_SHINGLES = 20   # shared at the least: a standing line about the outlet is no copied text


def find_copies(articles: pd.DataFrame) -> pd.DataFrame:
    """The table `copies`: pairs of articles of which one repeats the other, exactly or edited.

    articles: the table `articles`. `shared` is the share of the shorter one's five-word shingles found in
    the other; 1 where all words are the same. The source is the agency's own text, else the earlier one,
    else the one that carries the agency's credit, else the longer one; `why` says which of these told, and
    is missing where none did. A text in more than twenty articles is paired with the first of them only.

    >>> from workbench import tables
    >>> body = "the delegations met for an hour in the town hall and parted without a word"
    >>> days = {"a": "2026-02-15", "b": "2026-02-14"}
    >>> rows = [{"article": name, "body": body, "published": day} for name, day in days.items()]
    >>> find_copies(tables.make("articles", rows))[["article", "copy_of", "why"]].values.tolist()
    [['a', 'b', 'earlier']]
    """
    shingles: dict[str, np.ndarray] = {}
    signed = []
    for row in articles[SIGNED].to_dict("records"):
        signature, shingles[row["article"]] = sign(row)
        signed.append(signature)
    signed.sort(key=lambda one: one.precedence)
    likely = join_keys([one.keys for one in signed]).likely_pairs(LEAST_SHARED)
    pairs = sorted({*likely, *pair_alike([one.same for one in signed])})
    named = [(signed[source], signed[copy]) for source, copy in pairs]
    found = [row for source, copy in named
             if (row := measure_pair(source, copy, shingles[source.article], shingles[copy.article]))]
    return tables.make("copies", sorted(found, key=lambda row: (row["article"], row["copy_of"])))


def choose_credited(copies: pd.DataFrame) -> pd.DataFrame:
    """The pairs of which one repeats the other for certain, as it credits the agency; of others only a text is shared.

    >>> from workbench import tables
    >>> pair = {"article": "b", "copy_of": "a", "shared": 0.9, "why": "earlier"}
    >>> len(choose_credited(tables.make("copies", [pair]))), len(choose_credited(tables.make("copies", [
    ...     {**pair, "why": CREDIT}])))
    (0, 1)
    """
    return copies[copies["why"] == CREDIT]


class Signature(NamedTuple):
    """What an article is joined by, and what decides which of two is the source: the smaller precedence."""

    not_agency: bool
    published: float   # day as an ordinal; infinite for none
    uncredited: bool
    shortness: int     # minus the number of words
    article: str
    keys: np.ndarray   # the kept shingles
    same: int          # alike for texts of the same words throughout; 0 for a text too short to tell

    @property
    def precedence(self) -> tuple[bool, float, bool, int, str]:
        return self[:5]


def sign(article: Mapping[str, Any]) -> tuple[Signature, np.ndarray]:
    """The signature and the shingles of an article: a mapping with the columns SIGNED."""
    words = split_words(article["body"] or "")
    shingles = hash_shingles(words)
    dated = article["published"] is not None and article["published"] == article["published"]
    day = article["published"].toordinal() if dated else float("inf")
    told = blake2b(" ".join(words).encode(), digest_size=7).digest() if len(words) >= SHINGLE_WORDS else b""
    signature = Signature(not is_agency(article["outlet"]), day, find_credit(article) is None, -len(words),
                          article["article"], keep_keys(shingles), int.from_bytes(told, "big"))
    return signature, shingles


def pair_alike(same: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs (source, copy) of articles of the same words, numbers in the order of their precedence."""
    told = np.asarray(same, dtype=np.int64)
    order = np.argsort(told, kind="stable")  # articles of the same words stand together, in their order
    order = order[told[order] != 0]
    for alike in np.split(order, np.flatnonzero(np.diff(told[order])) + 1):
        if len(alike) > 1:
            group = alike.tolist()
            yield from combinations(group, 2) if len(group) <= CROWD_TEXTS else ((group[0], copy) for copy in group[1:])


def measure_pair(source: Signature, copy: Signature, source_shingles: np.ndarray,
                 copy_shingles: np.ndarray) -> dict[str, Any] | None:
    """The row of `copies` for a pair, if the copy shares enough with the source."""
    alike = source.same != 0 and source.same == copy.same
    share = 1.0 if alike else measure_shared(source_shingles, copy_shingles)
    shared = share * min(len(source_shingles), len(copy_shingles))
    if not alike and (share < LEAST_SHARED or shared < LEAST_SHINGLES):
        return None
    return {"article": copy.article, "copy_of": source.article, "shared": share, "why": _tell_direction(source, copy)}


def _tell_direction(source: Signature, copy: Signature) -> str | None:
    """In words, the first thing in which the source comes before the copy."""
    if source.not_agency != copy.not_agency:
        return CREDIT
    if source.published != copy.published:
        return "the only one with a date" if copy.published == float("inf") else "earlier"
    if source.uncredited != copy.uncredited:
        return CREDIT
    return "longer" if source.shortness != copy.shortness else None
