"""The rows a choice of parameters leaves: what an explorer shows, and what its parameter line gives headless."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.text.calendar_days import read_day

if TYPE_CHECKING:
    import pandas as pd

    from workbench.corpus import Corpus

SOURCES = ("copies", "utterances", "disagreements")


def pick_articles(corpus: Corpus, outlet: str = "", date_from: str = "", date_to: str = "") -> pd.DataFrame:
    """The articles of an outlet, published in a range of days; "" stands for all, days are ISO texts, both included.

    Comes back: rows of `corpus.articles` with their index, and the column `day`.
    Raises ValueError for a day that is none.
    """
    frame = corpus.articles.assign(day=corpus.articles["published"])
    return _pick(frame, date_from, date_to, outlet=outlet)


def pick_events(corpus: Corpus, actor: str = "", status: str = "", outlet: str = "",
                date_from: str = "", date_to: str = "") -> pd.DataFrame:
    """The events with an actor (id), status and reporting outlet that touch a range of days; as `pick_articles`."""
    frame = corpus.events.assign(day=corpus.events["begin"], last_day=corpus.events["finish"])
    return _pick(frame, date_from, date_to, actors=actor, status=status, outlets=outlet).drop(columns="last_day")


def pick_quotes(corpus: Corpus, speaker: str = "", kind: str = "", outlet: str = "",
                date_from: str = "", date_to: str = "") -> pd.DataFrame:
    """The quotes of a speaker (actor id), kind and outlet, said or else published in a range of days.

    Comes back: rows of `corpus.quotes` with their index, and the columns `outlet` and `day`; as `pick_articles`.
    """
    return _pick(_dated(corpus, corpus.quotes), date_from, date_to, speakers=speaker, kind=kind, outlet=outlet)


def pick_stances(corpus: Corpus, issue: str = "", actor: str = "", position: str = "", outlet: str = "",
                 date_from: str = "", date_to: str = "") -> pd.DataFrame:
    """The stances on an issue (id), of an actor (id), with a position; otherwise as `pick_quotes`."""
    return _pick(_dated(corpus, corpus.stances), date_from, date_to,
                 issue=issue, actor=actor, position=position, outlet=outlet)


def pick_sources(corpus: Corpus, look_at: str = "copies", outlet: str = "",
                 date_from: str = "", date_to: str = "") -> pd.DataFrame:
    """Who repeats whom: copies, utterances or disagreements with an article of an outlet, from a range of days.

    look_at: one of SOURCES. Comes back: rows of that table with their index, and the columns `look_at`, `outlets`
    and `day` (an utterance's is the day it was said, if known; else that of the first article).
    """
    if look_at not in SOURCES:
        raise ValueError(f"look_at can't be {look_at!r}; it is one of {', '.join(SOURCES)}")
    frame = getattr(corpus, look_at)
    facts = corpus.articles.set_index("article")
    lists = (frame[["article", "copy_of"]].values.tolist() if look_at == "copies" else frame["articles"].tolist())
    known = [[article for article in articles if article in facts.index] for articles in lists]
    day = _days([facts["published"][articles].min() if articles else None for articles in known], frame)
    if look_at == "utterances":
        day = frame["said_on"].fillna(day)
    outlets = [list(dict.fromkeys(facts["outlet"][articles].dropna())) for articles in known]
    frame = frame.assign(outlets=_objects(outlets, frame), day=day, look_at=look_at)
    return _pick(frame, date_from, date_to, outlets=outlet)


def _dated(corpus: Corpus, frame: pd.DataFrame) -> pd.DataFrame:
    """Rows with the outlet of their article and the day they were said, or else published."""
    facts = corpus.articles.set_index("article")
    published = _days(facts["published"].reindex(frame["article"]).tolist(), frame)
    outlets = facts["outlet"].reindex(frame["article"]).tolist()
    return frame.assign(outlet=outlets, day=frame["said_on"].fillna(published))


def _pick(frame: pd.DataFrame, date_from: str, date_to: str, **wanted: str) -> pd.DataFrame:
    for column, value in wanted.items():
        if value:
            column_values = frame[column]
            listed = len(frame) and isinstance(column_values.iloc[0], list)
            frame = frame[[value in values for values in column_values] if listed else column_values == value]
    last = frame["last_day"] if "last_day" in frame else frame["day"]
    if date_from:
        frame = frame[last >= str(read_day(date_from, "date_from"))]
    if date_to:
        frame = frame[frame["day"] <= str(read_day(date_to, "date_to"))]
    return frame


def _days(values: list, frame: pd.DataFrame) -> pd.Series:
    import pandas as pd

    return pd.Series(pd.to_datetime(pd.Series(values, dtype="object")).to_numpy(), index=frame.index,
                     dtype="datetime64[s]")


def _objects(values: list, frame: pd.DataFrame) -> pd.Series:
    import pandas as pd

    return pd.Series(values, index=frame.index, dtype="object")
