"""Whom a draft quotes, beside whom its sources quote."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from workbench.compare.independence import trace_sources

if TYPE_CHECKING:
    from workbench.checking.draft_parts import Draft
    from workbench.corpus import Corpus


def weigh(draft: Draft, corpus: Corpus) -> list[dict[str, Any]]:
    """Rows of `balance`: for each actor the words the draft gives it and those its sources do."""
    ours: dict[str, list[int]] = defaultdict(list)
    its: dict[str, list[int]] = defaultdict(list)
    articles: dict[str, set[str]] = defaultdict(set)
    sources = trace_sources(corpus.copies)
    for row in draft.quotes:
        for speaker in row["speakers"]:
            ours[speaker].append(len(" ".join(row["content"]).split()))
    quotes = corpus.quotes
    for article, speakers, content in zip(quotes["article"], quotes["speakers"], quotes["content"], strict=True):
        for speaker in speakers:
            its[speaker].append(len(" ".join(content).split()))
            articles[speaker] |= set(sources.get(article, [article]))
    rows = [{"actor": actor, "words": sum(ours[actor]), "source_words": sum(its[actor]),
             "independent_sources": len(articles[actor]), "is_missing": not ours[actor]}
            for actor in dict.fromkeys([*ours, *its])]
    return sorted(rows, key=lambda row: (-row["words"], -row["source_words"], row["actor"]))
