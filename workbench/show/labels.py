"""What people read instead of ids: the names of actors, issues and articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from workbench.corpus import Corpus

UNNAMED = "unnamed or unresolved"
LONGEST_CHARACTERS = 34  # of an article's name beside a chart


def names_of(corpus: Corpus) -> dict[str, str]:
    """Id → name of every registered actor and issue, and of every article (outlet, or number, and headline)."""
    actors = corpus.actors.actors if corpus.actors else {}
    names = {key: actor.name for key, actor in actors.items()}
    names |= {issue.id: issue.name for issue in corpus.settings.issues}
    return names | name_articles(corpus.articles)


def name_articles(articles: pd.DataFrame) -> dict[str, str]:
    """Article id → outlet (or the id's beginning) and first words of its headline (or text), no two the same."""
    names: dict[str, str] = {}
    taken: set[str] = set()  # a chart draws articles of one name as one row
    for row in articles[["article", "outlet", "title", "standfirst", "body"]].itertuples(index=False):
        has_outlet = isinstance(row.outlet, str)
        first = shorten(row.outlet, LONGEST_CHARACTERS // 2) if has_outlet else row.article.split("_")[0]
        words = next(text for text in (row.title, row.standfirst, row.body) if isinstance(text, str))
        made = shorten(f"{first}: {' '.join(words[:2 * LONGEST_CHARACTERS].split())}")
        names[row.article] = made if made not in taken else f"{made} ({row.article})"
        taken.add(made)
    return names


def name(key: str, names: Mapping[str, str]) -> str:
    """The name of `key`, or the id itself made readable."""
    return names.get(key) or str(key).replace("_", " ")


def shorten(text: str, longest: int = LONGEST_CHARACTERS) -> str:
    """`text` cut at a word if one ends in it, with an ellipsis, where it is longer than `longest` characters."""
    if len(text) <= longest:
        return text
    cut = text[:longest]
    return (cut[:cut.rfind(" ")] if " " in cut else cut).rstrip(" ,;:–—-") + " …"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """`3 quotes`, `1 quote`, `no quotes`."""
    return f"{number or 'no'} {noun if number == 1 else plural or noun + 's'}"
