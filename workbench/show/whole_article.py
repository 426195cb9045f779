"""A whole article with the layers found in it, drawn over one another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workbench.show.escape import html, plain
from workbench.show.evidence import article_record, describe_article, mark_row, name_actor
from workbench.show.spans import STYLE, mark_spans

if TYPE_CHECKING:
    from workbench.corpus import Corpus

LAYERS = ("quotes", "stances", "times", "mentions", "relations", "event_mentions", "quantities")


@dataclass(frozen=True)
class ArticleView:
    """An article to read, its layers marked; in a terminal its plain text."""

    record: dict[str, Any]
    counts: dict[str, int]
    html: str = field(repr=False)

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"{plain(self.record['title'] or self.record['article'])}\n\n{plain(self.record['body'])}"


def show_article(corpus: Corpus, article: str, layers: Iterable[str] = ("quotes", "stances", "times")) -> ArticleView:
    """The article with the id `article`, every row of `layers` (names from LAYERS) marked in it with its label.

    Raises KeyError for an unknown article and ValueError for a layer that has no place in a text.

    >>> show_article(corpus, corpus.articles["article"][0], layers=["times"])  # doctest: +SKIP
    """
    layers = tuple(layers)
    for layer in layers:
        if layer not in LAYERS:
            raise ValueError(f"{layer!r} can't be drawn over an article; these can: {', '.join(LAYERS)}")
    record = dict(article_record(corpus, article))
    marks, counts = [], {}
    for layer in layers:
        frame = getattr(corpus, layer)
        rows = frame[frame["article"] == article].to_dict("records")
        counts[layer] = len(rows)
        marks += [mark for row in rows for mark in mark_row(layer, row, lambda actor: name_actor(corpus, actor))]
    paragraphs, start, body = [], 0, record["body"]
    for text in body.split("\n\n"):
        paragraphs.append(f'<p class="wb-text">{mark_spans(body, start, start + len(text), marks)}</p>')
        start += len(text) + 2
    found = ", ".join(f"{number} {layer.replace('_', ' ')}" for layer, number in counts.items()) or "no layer chosen"
    page = (f'{STYLE}<div class="wb wb-article tex2jax_ignore mathjax_ignore" data-article="{html(article)}">'
            f'<p class="wb-meta">{describe_article(record)}</p><p class="wb-meta">Marked: {found}</p>'
            f'{"".join(paragraphs)}</div>')
    return ArticleView(record, counts, page)
