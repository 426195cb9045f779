"""Tables made for reading from the declared ones: what was taken out, who is silent, what is new."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from workbench.corpus import Corpus


def list_removed(articles: pd.DataFrame) -> pd.DataFrame:
    """What was taken out of the articles: columns article, reason, text, and from, to (characters of the file)."""
    import pandas as pd

    rows = [{"article": article, **{key: stretch[key] for key in ("reason", "text", "from", "to")}}
            for article, stretches in zip(articles["article"], articles["removed"], strict=True)
            for stretch in stretches]
    return pd.DataFrame(rows, columns=["article", "reason", "text", "from", "to"])


def list_origins(articles: pd.DataFrame, copies: pd.DataFrame) -> pd.DataFrame:
    """What each article goes back to: columns article, outlet, origins (itself, or the articles it repeats)."""
    from workbench.compare.independence import trace_sources

    sources = trace_sources(copies)
    rows = articles[["article", "outlet"]].copy()
    rows["origins"] = [sorted(sources.get(article, {article})) for article in rows["article"]]
    return rows


def list_silent(mentions: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Who is talked about and never quoted: columns actor, mentions, articles, most mentioned first."""
    speaking = {speaker for speakers in quotes["speakers"] for speaker in speakers}
    silent = mentions[~mentions["actor"].isin(speaking)]
    rows = silent.groupby("actor", as_index=False).agg(mentions=("article", "size"), articles=("article", "nunique"))
    return rows.sort_values(["mentions", "actor"], ascending=[False, True], ignore_index=True)


def list_cues(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Which cues each outlet uses for whom: columns outlet (or article), speaker, tone, cues, statements."""
    rows = quotes.explode("speakers").dropna(subset=["speakers", "cue"]).merge(
        articles[["article", "outlet"]], on="article", how="left")
    rows["outlet"] = rows["outlet"].fillna(rows["article"])
    rows = rows.groupby(["outlet", "speakers", "tone"], as_index=False, dropna=False).agg(
        cues=("cue", lambda cues: ", ".join(sorted({cue.lower() for cue in cues}))), statements=("cue", "size"))
    return rows.rename(columns={"speakers": "speaker"}).sort_values(
        ["statements", "outlet", "speaker"], ascending=[False, True, True], ignore_index=True)


def list_news(corpus: Corpus, since: str, what: Iterable[str] = ()) -> pd.DataFrame:
    """What is new since a day or an earlier report, of the kinds in `what` (all without it); see `find_news`."""
    from workbench.compare.whats_new import find_news

    news, wanted = find_news(corpus, since), set(what)
    return news[news["what"].isin(wanted)].reset_index(drop=True) if wanted else news
