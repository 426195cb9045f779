"""What people read instead of ids: the names of actors, issues and articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.corpus import Corpus

UNNAMED = "unnamed or unresolved"
LONGEST = 34  # characters of an article's name beside a chart


def names_of(corpus: Corpus) -> dict[str, str]:
    """Id → name of every registered actor and issue, and of every article (outlet, or number, and headline)."""
    actors = corpus.actors.actors if corpus.actors else {}
    names = {key: actor.name for key, actor in actors.items()}
    names |= {issue.id: issue.name for issue in corpus.settings.issues}
    for row in corpus.articles[["article", "outlet", "title"]].itertuples(index=False):
        first = row.outlet if isinstance(row.outlet, str) else row.article.split("_")[0]
        names[row.article] = shorten(f"{first}: {row.title}" if isinstance(row.title, str) else row.article)
    return names


def name(key: str, names: Mapping[str, str]) -> str:
    """The name of `key`, or the id itself made readable."""
    return names.get(key) or str(key).replace("_", " ")


def shorten(text: str, longest: int = LONGEST) -> str:
    """`text` cut at a word, with an ellipsis, where it is longer than `longest` characters."""
    if len(text) <= longest:
        return text
    cut = text[:longest]
    return (cut[:cut.rfind(" ")] if " " in cut else cut).rstrip(" ,;:–—-") + " …"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """`3 quotes`, `1 quote`, `no quotes`."""
    return f"{number or 'no'} {noun if number == 1 else plural or noun + 's'}"
