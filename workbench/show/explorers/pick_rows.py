"""The rows a choice of parameters leaves: what an explorer shows, and what its parameter line gives headless."""

from __future__ import annotations

import pandas as pd

from workbench.compare.choose_rows import choose, choose_days
from workbench.corpus import Corpus

SOURCES = ("copies", "utterances", "disagreements")


def pick_articles(corpus: Corpus, outlet: str = "", date_from: str = "", date_to: str = "") -> pd.DataFrame:
    """Pick the articles of an outlet that were published within some days.

    Parameters
    ----------
    outlet : the outlet's name; "" stands for all, here and in the other functions of this kind
    date_from, date_to : ISO days, both included

    Returns
    -------
    Rows of `corpus.articles` with their index, and the column `day`.

    Raises
    ------
    ValueError : a text that is not a day
    """
    return choose_days(choose(corpus.articles.assign(day=corpus.articles["published"]), outlet=outlet),
                       date_from, date_to)


def pick_events(corpus: Corpus, actor: str = "", status: str = "", outlet: str = "",
                date_from: str = "", date_to: str = "") -> pd.DataFrame:
    """Pick the events with an actor (id), status and reporting outlet that touch some days; as `pick_articles`."""
    chosen = choose(corpus.events.assign(day=corpus.events["begin"]), actors=actor, status=status, outlets=outlet)
    return choose_days(chosen, date_from, date_to, "begin", "finish")


def pick_quotes(corpus: Corpus, actor: str = "", kind: str = "", outlet: str = "",
                date_from: str = "", date_to: str = "", source_kind: str = "") -> pd.DataFrame:
    """Pick the quotes of an actor (id), kind and outlet, said or else published within some days.

    `source_kind`: named, role, organisation, anonymous, document, poll or crowd.

    Returns
    -------
    Rows of `corpus.quotes` with their index, and the columns `outlet` and `day`; otherwise as `pick_articles`.
    """
    chosen = choose(_dated(corpus, corpus.quotes), speakers=actor, kind=kind, outlet=outlet, source_kind=source_kind)
    return choose_days(chosen, date_from, date_to)


def pick_stances(corpus: Corpus, issue: str = "", actor: str = "", position: str = "", outlet: str = "",
                 date_from: str = "", date_to: str = "") -> pd.DataFrame:
    """Pick the stances on an issue (id), of an actor (id), with a position; otherwise as `pick_quotes`."""
    chosen = choose(_dated(corpus, corpus.stances), issue=issue, actor=actor, position=position, outlet=outlet)
    return choose_days(chosen, date_from, date_to)


def pick_sources(corpus: Corpus, look_at: str = "copies", outlet: str = "",
                 date_from: str = "", date_to: str = "") -> pd.DataFrame:
    """Pick copies, utterances or disagreements with an article of an outlet, from some days.

    Parameters
    ----------
    look_at : the table, one of SOURCES

    Returns
    -------
    Rows of that table with their index, and the columns `look_at`, `outlets` and `day`: the day an utterance was
    said, if known; else that of the first article.
    """
    if look_at not in SOURCES:
        raise ValueError(f"look_at can't be {look_at!r}; it is one of {', '.join(SOURCES)}")
    frame = getattr(corpus, look_at)
    facts = corpus.articles.set_index("article")
    lists = frame[["article", "copy_of"]].values.tolist() if look_at == "copies" else frame["articles"].tolist()
    days = pd.Series([facts["published"].reindex(articles).min() for articles in lists], frame.index, "datetime64[s]")
    if look_at == "utterances":
        days = frame["said_on"].fillna(days)
    outlets = [facts["outlet"].reindex(articles).dropna().unique().tolist() for articles in lists]
    frame = frame.assign(outlets=pd.Series(outlets, frame.index, "object"), day=days, look_at=look_at)
    return choose_days(choose(frame, outlets=outlet), date_from, date_to)


def _dated(corpus: Corpus, frame: pd.DataFrame) -> pd.DataFrame:
    """Rows with the outlet of their article and the day they were said, or else published."""
    facts = corpus.articles.set_index("article")
    facts = facts[["outlet", "published"]].reindex(frame["article"]).set_axis(frame.index)
    return frame.assign(outlet=facts["outlet"], day=frame["said_on"].fillna(facts["published"]))
