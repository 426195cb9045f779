"""What is new since a day or since an earlier report: articles, statements, events, moved positions, resolved plans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from workbench.text.calendar_days import read_day

if TYPE_CHECKING:
    import pandas as pd

    from workbench.corpus import Corpus

COLUMNS = ["what", "id", "day", "label", "articles", "evidence"]
WHAT = ("article", "statement", "event", "moved position", "resolved plan")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def find_news(corpus: Corpus, since: str) -> pd.DataFrame:
    """What `corpus` holds that is new since `since`: a row each, in the order of WHAT, then of days.

    since: an ISO day (articles published on it and later are new), or the folder of an earlier corpus' tables, as
    `workbench run` leaves them in reports/tables (articles that are not in it are new); "" gives an empty table.
    Returns what, id, day, label, articles, evidence (pairs of article and sentence). Statements that repeat one of
    an earlier article are not new, an event is new if no earlier article reports it, a position has moved if the
    actor did not hold it before, and a plan is resolved by what new articles say happened.
    Raises ValueError for a day that isn't one and FileNotFoundError for a folder without tables.
    """
    import pandas as pd

    fresh = _new_articles(corpus, since)
    rows = [row for find in (_articles, _statements, _events, _positions, _plans) for row in find(corpus, fresh)]
    frame = pd.DataFrame(rows if fresh else [], columns=COLUMNS)
    order = {what: number for number, what in enumerate(WHAT)}
    return frame.assign(day=pd.to_datetime(frame["day"])).sort_values(
        ["what", "day", "id"], key=lambda column: column.map(order) if column.name == "what" else column,
        ignore_index=True)


def _new_articles(corpus: Corpus, since: str) -> set[str]:
    if not since:
        return set()
    articles = corpus.articles
    if ISO_DAY.fullmatch(since):
        return set(articles.loc[articles["published"] >= str(read_day(since, "since")), "article"])
    from workbench import corpus as corpora

    # a text is known by its words: an article that was renamed is not new
    known = set(corpora.open(since).articles["body"])
    return set(articles.loc[~articles["body"].isin(known), "article"])


def _articles(corpus: Corpus, fresh: set[str]) -> Iterator[dict[str, Any]]:
    for row in corpus.articles.itertuples(index=False):
        if row.article in fresh:
            title = row.title if isinstance(row.title, str) else row.body.partition("\n")[0][:100]
            yield _row("article", row.article, row.published, title, [row.article], [])


def _statements(corpus: Corpus, fresh: set[str]) -> Iterator[dict[str, Any]]:
    home = dict(zip(corpus.quotes["quote_id"], corpus.quotes["article"], strict=True))
    repeated = {quote for quotes in corpus.utterances["quote_ids"] for quote in quotes
                if any(home.get(other) not in fresh for other in quotes)}
    sentence = dict(zip(corpus.articles["article"], corpus.articles["body"], strict=True))
    for row in corpus.quotes.itertuples(index=False):
        if row.article in fresh and row.quote_id not in repeated:
            who = ", ".join(row.speakers) or row.source
            text = sentence[row.article][row.content_spans[0][0]:row.content_spans[-1][1]] if row.content_spans else ""
            yield _row("statement", row.quote_id, row.said_on, f"{who}: {' … '.join(row.content)}", [row.article],
                       [[row.article, text]])


def _events(corpus: Corpus, fresh: set[str]) -> Iterator[dict[str, Any]]:
    for row in corpus.events.itertuples(index=False):
        if row.articles and fresh.issuperset(row.articles):
            yield _row("event", row.event_id, row.begin, row.label, row.articles, row.evidence)


def _positions(corpus: Corpus, fresh: set[str]) -> Iterator[dict[str, Any]]:
    named = corpus.stances.dropna(subset=["actor"])
    is_new = named["article"].isin(fresh)
    before: dict[tuple[str, str], set[str]] = {}
    for row in named[~is_new].itertuples(index=False):
        before.setdefault((row.actor, row.issue), set()).add(row.position)
    for (actor, issue, position), group in named[is_new].groupby(["actor", "issue", "position"]):
        held = before.get((actor, issue))
        if held and position not in held:
            yield _row("moved position", f"{actor}:{issue}:{position}", group["said_on"].min(),
                       f"{actor}, {issue}: {'/'.join(sorted(held))} → {position}", sorted(set(group["article"])),
                       [list(pair) for pair in dict.fromkeys(zip(group["article"], group["evidence"], strict=True))])


def _plans(corpus: Corpus, fresh: set[str]) -> Iterator[dict[str, Any]]:
    from workbench.compare.timeline_questions import follow_plans

    events = corpus.events.set_index("event_id")
    for plan in follow_plans(corpus.events, corpus.articles).itertuples(index=False):
        if plan.outcome != "reported" or fresh.issuperset(plan.articles):
            continue
        happened = events.loc[plan.reported_as]
        if fresh.intersection(happened["articles"]):
            yield _row("resolved plan", plan.event_id, happened["begin"], f"{plan.label} → {plan.reported_label}",
                       happened["articles"], happened["evidence"])


def _row(what: str, key: str, day: Any, label: str, articles: list[str], evidence: list[list[str]]) -> dict[str, Any]:
    return dict(zip(COLUMNS, (what, key, day, label, list(articles), list(evidence)), strict=True))
