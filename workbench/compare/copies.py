"""Which articles repeat which: exact copies, edited and shortened ones, and briefs of a long piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from workbench import tables
from workbench.compare.agencies import find_credit, is_agency
from workbench.compare.shingles import CROWD, LENGTH, hash_shingles, join_shingles, measure_shared, split_words

if TYPE_CHECKING:
    import pandas as pd

LEAST_SHARED = 0.35   # of the shorter one's shingles: independent reports of one speech stay well below
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
    columns = ["article", "body", "published", "outlet", "authors", "removed"]
    rows = sorted((_weigh(row) for row in articles[columns].to_dict("records")), key=lambda row: row["precedence"])
    words = [row.pop("words") for row in rows]
    shared = dict.fromkeys(_pair_same(words), 1.0)
    shingles = [hash_shingles(text) for text in words]
    for pair in join_shingles(shingles, LEAST_SHARED):
        if pair not in shared:
            source, copy = (shingles[number] for number in pair)
            share = measure_shared(source, copy)
            if share >= LEAST_SHARED and share * min(len(source), len(copy)) >= LEAST_SHINGLES:
                shared[pair] = share
    found = [{"article": rows[copy]["article"], "copy_of": rows[source]["article"], "shared": share,
              "why": _tell_direction(rows[source], rows[copy])} for (source, copy), share in shared.items()]
    return tables.make("copies", sorted(found, key=lambda row: (row["article"], row["copy_of"])))


def _weigh(article: dict[str, Any]) -> dict[str, Any]:
    """What decides which of two articles is the source, as a key that sorts sources first."""
    words = split_words(article["body"] or "")
    dated = article["published"] == article["published"]
    first = {
        "agency": not is_agency(article["outlet"]),
        "published": article["published"].toordinal() if dated else float("inf"),
        "credit": find_credit(article) is None,
        "length": -len(words),
    }
    return {"article": article["article"], "words": words, **first, "precedence": (*first.values(), article["article"])}


def _tell_direction(source: dict[str, Any], copy: dict[str, Any]) -> str | None:
    """In words, the first thing in which the source comes before the copy."""
    for name, why in (("agency", "agency credit"), ("published", "earlier"), ("credit", "agency credit"),
                      ("length", "longer")):
        if source[name] != copy[name]:
            undated = name == "published" and copy[name] == float("inf")
            return "the only one with a date" if undated else why
    return None


def _pair_same(texts: Sequence[list[str]]) -> Iterator[tuple[int, int]]:
    """Pairs (source, copy) of texts with the same words throughout."""
    same: dict[tuple[str, ...], list[int]] = {}
    for number, words in enumerate(texts):
        if len(words) >= LENGTH:
            same.setdefault(tuple(words), []).append(number)
    for group in same.values():
        yield from combinations(group, 2) if len(group) <= CROWD else ((group[0], copy) for copy in group[1:])
