"""Through whom an outlet has a statement: a medium that is named, a text it shares with others, or nobody named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pandas as pd

from workbench.compare.agencies import agency_names
from workbench.compare.copies import choose_credited
from workbench.compare.independence import trace_sources
from workbench.compare.wording_differences import spell_alike
from workbench.lexicons import read_lexicon

NO_CHANNEL = "no channel named"  # a reporter was there, or the text does not tell
COLUMNS = ["quote_id", "article", "outlet", "speakers", "channel", "through"]


def trace_channels(quotes: pd.DataFrame, articles: pd.DataFrame, copies: pd.DataFrame) -> pd.DataFrame:
    """How each statement came to the article: through a medium, in a text it shares, copied, or nobody says.

    Returns
    -------
    The columns of COLUMNS, one row a quote. channel is "copied" where the article credits an agency with the text of
    another (`through` is the article it goes back to), "through a medium" where another medium passes it on or was told
    it (`through` is that medium, as written), "in a shared text" where an article that shares text with this one has
    the same words (`through` are those articles; which of them had it first is not told), and else NO_CHANNEL.
    """
    outlets = dict(zip(articles["article"], articles["outlet"], strict=True))
    credited = choose_credited(copies)
    sources = trace_sources(credited)
    shared = _find_shared(quotes, copies.drop(credited.index))
    media = frozenset(outlet for outlet in outlets.values() if isinstance(outlet, str))
    rows = []
    for quote in quotes[["quote_id", "article", "speakers", "via", "addressee", "medium"]].to_dict("records"):
        outlet = outlets[quote["article"]]
        channel, through = _channel(quote, outlet, sources, media)
        if channel == NO_CHANNEL and quote["quote_id"] in shared:
            channel, through = "in a shared text", ", ".join(sorted(shared[quote["quote_id"]]))
        rows.append([quote["quote_id"], quote["article"], outlet, quote["speakers"], channel, through])
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
    return NO_CHANNEL, None


def _find_shared(quotes: pd.DataFrame, copies: pd.DataFrame) -> dict[str, set[str]]:
    """Quote id → the articles that share text with the quote's own and have its very words too."""
    partners: dict[str, set[str]] = {}
    for one, other in zip(copies["article"], copies["copy_of"], strict=True):
        partners.setdefault(one, set()).add(other)
        partners.setdefault(other, set()).add(one)
    sharing = quotes[quotes["article"].isin(partners)]
    words = [" ".join(spell_alike(" ".join(content))) for content in sharing["content"]]
    having: dict[str, set[str]] = {}
    for article, said in zip(sharing["article"], words, strict=True):
        having.setdefault(said, set()).add(article)
    found = {quote_id: having[said] & partners[article]
             for quote_id, article, said in zip(sharing["quote_id"], sharing["article"], words, strict=True)}
    return {quote_id: articles for quote_id, articles in found.items() if articles}


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
