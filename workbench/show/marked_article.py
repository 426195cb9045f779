"""A whole article, with the rows of chosen layers marked in it."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.corpus import Corpus
from workbench.show.escape import html, plain
from workbench.show.evidence import Evidence, mark_row
from workbench.show.labels import article_record, describe_article
from workbench.show.spans import STYLE, mark_spans

ARTICLE_LAYERS = ("quotes", "stances", "times", "mentions", "relations", "event_mentions", "quantities")


def show_article(corpus: Corpus, article: str, layers: Iterable[str] = ("quotes", "stances", "times")) -> Evidence:
    """A whole article, every row of the layers chosen marked in it with its label.

    Parameters
    ----------
    article : the article's id
    layers : names from ARTICLE_LAYERS

    Raises
    ------
    KeyError, ValueError : for an unknown article; for a layer that has no place in a text
    """
    layers = tuple(layers)
    if unknown := [layer for layer in layers if layer not in ARTICLE_LAYERS]:
        raise ValueError(f"{unknown[0]!r} can't be drawn over an article; these can: {', '.join(ARTICLE_LAYERS)}")
    record = article_record(corpus, article)
    found = {}
    for layer in layers:
        frame = getattr(corpus, layer)
        found[layer] = frame[frame["article"] == article].to_dict("records")
    marks = [mark for layer, rows in found.items() for row in rows for mark in mark_row(corpus, layer, row)]
    paragraphs, start, body = [], 0, record["body"]
    for text in body.split("\n\n"):
        paragraphs.append(f'<p class="wb-text">{mark_spans(body, start, start + len(text), marks)}</p>')
        start += len(text) + 2
    told = ", ".join(f"{len(rows)} {layer}" for layer, rows in found.items()) or "no layer chosen"
    page = (f'{STYLE}<div class="wb wb-article tex2jax_ignore mathjax_ignore" data-article="{html(article)}">'
            f'<p class="wb-meta">{describe_article(record)}</p><p class="wb-meta">Marked: {told}</p>'
            f'{"".join(paragraphs)}</div>')
    return Evidence(page, f"{plain(record['title'] or article)}\n\n{plain(body)}")
