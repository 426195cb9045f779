"""Tables made for reading from the declared ones: what was taken out, who is silent, what is new."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from workbench import corpus as corpora
from workbench.text.calendar_days import read_day

if TYPE_CHECKING:
    from workbench.corpus import Corpus


def list_removed(articles: pd.DataFrame) -> pd.DataFrame:
    """What was taken out of the articles: columns article, reason, text, and from, to (characters of the file)."""
    rows = [(article, *(stretch[key] for key in ("reason", "text", "from", "to")))
            for article, stretches in zip(articles["article"], articles["removed"], strict=True)
            for stretch in stretches]
    return pd.DataFrame(rows, columns=["article", "reason", "text", "from", "to"])


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
    """What is new since a day or an earlier report: articles, statements, events, moved positions, resolved plans.

    Parameters
    ----------
    since : an ISO day (articles published on it and later are new), or the folder of an earlier corpus' tables, as
        `workbench run` leaves them in reports/tables (articles that are not in it are new); "" gives an empty table
    what : the kinds wanted, of those in `workbench.compare.whats_new.WHAT`; all without it

    Raises
    ------
    ValueError
        for a day that does not exist
    FileNotFoundError
        for a folder without tables
    """
    from workbench.compare.whats_new import find_news

    news, wanted = find_news(corpus, _articles_since(corpus.articles, since)), set(what)
    return news[news["what"].isin(wanted)].reset_index(drop=True) if wanted else news


def _articles_since(articles: pd.DataFrame, since: str) -> list[str]:
    if not since:
        return []
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", since):
        is_new = articles["published"] >= str(read_day(since, "since"))
    else:  # a text is known by its words: an article that was renamed is not new
        is_new = ~articles["body"].isin(corpora.open(since).articles["body"])
    return articles.loc[is_new, "article"].tolist()
