"""Why a row is there, for its card: the steps that made it, with the names of actors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import pandas as pd

from workbench.corpus import Corpus
from workbench.extract.explain import EXPLAINED, explain
from workbench.show.labels import article_record, name_actor

EXPLAINABLE = (*(layer for layer in EXPLAINED if layer != "event_mentions"), "events")


def tell_steps(corpus: Corpus, layer: str, row: Mapping[str, Any]) -> list[str]:
    """The steps that made a row of EXPLAINABLE, an event's for each clause that tells it; none for an analyst's row."""
    tellings = _mentions_of(corpus, row) if layer == "events" else [row]
    told = []
    for one in tellings:
        record = article_record(corpus, one["article"])
        published = record["published"]
        told += explain("event_mentions" if layer == "events" else layer, one, record["body"],
                        None if pd.isna(published) else published.date(), corpus.settings,
                        partial(name_actor, corpus))
    return told


def _mentions_of(corpus: Corpus, event: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The clauses that an event was merged from."""
    places = {(article, sentence) for article, sentence in event["evidence"]}
    for mention in corpus.event_mentions.to_dict("records"):
        if (mention["article"], mention["evidence"]) in places and mention["kind"] == event["kind"]:
            yield mention
