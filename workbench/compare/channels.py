"""Through whom an outlet has a statement: first-hand, from another medium, or with a copied text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pandas as pd

from workbench.compare.agencies import agency_names
from workbench.compare.independence import trace_sources
from workbench.lexicons import read_lexicon

COLUMNS = ["quote_id", "article", "outlet", "speakers", "channel", "through"]


def trace_channels(quotes: pd.DataFrame, articles: pd.DataFrame, copies: pd.DataFrame) -> pd.DataFrame:
    """How each statement came to the article: first-hand, through a medium, or copied with a text.

    Returns
    -------
    The columns of COLUMNS, one row a quote. channel is "copied" where the article repeats another (`through` is the
    article it goes back to), "through a medium" where another medium passes it on or was told it (`through` is that
    medium, as written), and else "first-hand", as far as the text tells.
    """
    outlets = dict(zip(articles["article"], articles["outlet"], strict=True))
    sources = trace_sources(copies)
    media = frozenset(outlet for outlet in outlets.values() if isinstance(outlet, str))
    rows = []
    for quote in quotes[["quote_id", "article", "speakers", "via", "addressee", "medium"]].to_dict("records"):
        outlet = outlets[quote["article"]]
        rows.append([quote["quote_id"], quote["article"], outlet, quote["speakers"],
                     *_channel(quote, outlet, sources, media)])
    return pd.DataFrame(rows, columns=COLUMNS)


def _channel(quote: Mapping[str, Any], outlet: Any, sources: Mapping[str, frozenset[str]],
             media: frozenset[str]) -> tuple[str, str | None]:
    origins = sources.get(quote["article"], frozenset([quote["article"]]))
    if quote["article"] not in origins:
        return "copied", ", ".join(sorted(origins))
    if isinstance(quote["via"], str):
        return "through a medium", quote["via"]
    for told in (quote["addressee"], quote["medium"]):
        if isinstance(told, str) and is_medium(told, media) and not _is_same(told, outlet):
            return "through a medium", told
    return "first-hand", None


def is_medium(text: str, outlets: Iterable[str] = ()) -> bool:
    """Whether `text`, as a quote's addressee or medium is written, names a medium or speaks of one.

    Parameters
    ----------
    outlets : further names of media, such as those of the corpus

    Examples
    --------
    >>> is_medium("Axios"), is_medium("an interview with the Harbour Times"), is_medium("reporters")
    (True, True, False)
    """
    return _pattern().search(text) is not None or any(_is_same(text, outlet) for outlet in outlets)


def _is_same(text: str, outlet: Any) -> bool:
    return isinstance(outlet, str) and outlet.lower().removeprefix("the ") in text.lower()


@cache
def _pattern() -> re.Pattern[str]:
    known = read_lexicon("media")
    names = "|".join(map(re.escape, sorted([*known["names"], *agency_names()], key=len, reverse=True)))
    endings, kinds = ("|".join(map(re.escape, known[name])) for name in ("endings", "kinds"))
    return re.compile(rf"\b(?:{names})\b|\b[A-Z]\w*(?: [A-Z]\w*)* (?:{endings})\b|\b(?:{kinds})s?\b")
