"""What is new since a day or since an earlier report: articles, statements, events, moved positions, resolved plans."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from workbench.compare.plans import follow_plans
from workbench.compare.positions import list_evidence

if TYPE_CHECKING:
    from workbench.corpus import Corpus

COLUMNS = ["what", "id", "day", "label", "articles", "evidence"]
WHAT = ("article", "statement", "event", "moved position", "resolved plan")


def find_news(corpus: Corpus, fresh: Collection[str]) -> pd.DataFrame:
    """What the `fresh` articles (ids) of a corpus bring: a row each, in the order of WHAT, then of days.

    Statements that repeat one of an earlier article are not new, an event is new if no earlier article reports it, a
    position has moved if the actor did not hold it before, and a plan is resolved by what new articles say happened.

    Returns
    -------
    The columns of COLUMNS; evidence has pairs of article and sentence.
    """
    finders = (_articles, _statements, _events, _positions, _plans) if fresh else ()
    frame = pd.DataFrame([row for find in finders for row in find(corpus, set(fresh))], columns=COLUMNS)
    frame = frame.assign(day=pd.to_datetime(frame["day"]), what=pd.Categorical(frame["what"], WHAT))
    return frame.sort_values(["what", "day", "id"], ignore_index=True).astype({"what": "str"})


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
                       list_evidence(group))


def _plans(corpus: Corpus, fresh: set[str]) -> Iterator[dict[str, Any]]:
    events = corpus.events.set_index("event_id")
    for plan in follow_plans(corpus.events, corpus.articles).itertuples(index=False):
        if plan.became_in in fresh and plan.announced_in not in fresh:
            became = events.loc[plan.became_as]
            told = f"{plan.outcome}: {plan.announced} → {plan.became}"
            yield _row("resolved plan", plan.event_id, became["begin"], told, became["articles"], became["evidence"])


def _row(what: str, key: str, day: Any, label: str, articles: list[str], evidence: list[list[str]]) -> dict[str, Any]:
    return dict(zip(COLUMNS, (what, key, day, label, list(articles), list(evidence)), strict=True))
