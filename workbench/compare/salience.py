"""How much an event matters: who tells of it, how often and where, how long it lasts, and what kind it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2
from typing import Any

from workbench.compare.wording_differences import content_stems
from workbench.extract.event_kinds import events_lexicon

LEAD_CHARACTERS = 600   # of an article's text that are its lead
HALF = 4.0              # points of an event that gets 0.5
NEWS_DAYS = 31          # around the publication of what tells of it: older is background


def rate_salience(event: Mapping[str, Any], clauses: Sequence[Mapping[str, Any]],
                  about: Mapping[str, Mapping[str, Any]]) -> float:
    """How much an event matters, from 0 to 1.

    Points for independent sources and for tellings (each as a logarithm), for standing in a headline or a lead, for
    several days, for a kind that is more than words, and for the days around publication.

    Parameters
    ----------
    event : the row of the event
    clauses : rows of `event_mentions` it was merged from
    about : the articles' rows by id
    """
    kinds = events_lexicon()["families"]
    told = [about[row["article"]] for row in clauses if row["article"] in about]
    points = 2 * log2(event["independent_sources"] or 1) + log2(len(clauses))
    points += 1.5 if any(_is_headline(row, about.get(row["article"], {})) for row in clauses) else 0
    points += 1 if any(row["start"] < LEAD_CHARACTERS for row in clauses) else 0
    points += 0.5 if len(event["stages"]) > 1 or event["precision"] == "range" else 0
    points += 1 if event["kind"] in kinds and event["kind"] != "say" else 0
    points += 1 if any(_is_news(event, row) for row in told) else 0
    return round(points / (points + HALF), 3)


def _is_headline(clause: Mapping[str, Any], article: Mapping[str, Any]) -> bool:
    """Whether a headline holds most of what a clause tells."""
    title = article.get("title")
    if not isinstance(title, str):
        return False
    said, head = set(content_stems(clause["label"].lower().split())), set(content_stems(title.lower().split()))
    return len(said & head) >= max(2, len(head) / 2.5)


def _is_news(event: Mapping[str, Any], article: Mapping[str, Any]) -> bool:
    published = article.get("published")
    if published is None or published != published:
        return False
    day = published.date()
    return (event["finish"] - day).days >= -NEWS_DAYS and (event["begin"] - day).days <= NEWS_DAYS
