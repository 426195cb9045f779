"""Explorers of articles and of who repeats whom: copies, one utterance in several wordings, disagreements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from workbench.show.escape import plain
from workbench.show.evidence import day, name_actor
from workbench.show.explorers.explore_quotes import list_outlets, shorten
from workbench.show.explorers.panel import Concept, Explorer
from workbench.show.explorers.picking import SOURCES
from workbench.show.explorers.views import view_bars, view_days

if TYPE_CHECKING:
    from workbench.corpus import Corpus


def explore_sources(corpus: Corpus, look_at: str = "copies", outlet: str = "",
                    date_from: str = "", date_to: str = "") -> Explorer:
    """Who repeats whom, to look through in Lab: copies, utterances or disagreements, each with its evidence.

    The arguments are what is chosen at first, as in `pick_sources`; "" stands for all.

    >>> explore_sources(corpus, look_at="utterances")  # doctest: +SKIP
    """
    def in_words(**cells: Callable[[Mapping[str, Any]], str]) -> Callable[[Mapping[str, Any]], str]:
        """A cell for each of the three tables, told apart by a column of their own."""
        own = {"copy_of": "copies", "utterance_id": "utterances", "about": "disagreements"}
        return lambda row: cells[next(name for column, name in own.items() if column in row)](row)

    concept = Concept(
        name="sources", pick="pick_sources", layer=lambda parameters: parameters["look_at"],
        choices={"look_at": lambda: [(value, value) for value in SOURCES], "outlet": lambda: list_outlets(corpus)},
        required=("look_at",),
        views=(view_days("look_at"), view_bars("outlet", "outlets")),
        columns={
            "Day": lambda row: day(row["day"]),
            "What": in_words(copies=lambda row: f"{plain(row['article'])} repeats {plain(row['copy_of'])}",
                             utterances=lambda row: name_actor(corpus, row["speaker"]),
                             disagreements=lambda row: plain(row["about"])),
            "In words": in_words(copies=lambda row: f"{row['shared']:.0%} shared",
                                 utterances=lambda row: shorten(" / ".join(row["wordings"])),
                                 disagreements=lambda row: shorten(" / ".join(row["claims"]))),
            "Differs": in_words(copies=lambda row: plain(row["why"]),
                                utterances=lambda row: shorten("; ".join(row["differs"])),
                                disagreements=lambda row: row["kind"]),
            "Outlets": lambda row: shorten(", ".join(row["outlets"])),
        })
    return Explorer(corpus, concept, {"look_at": look_at, "outlet": outlet, "date_from": date_from, "date_to": date_to})


def explore_corpus(corpus: Corpus, outlet: str = "", date_from: str = "", date_to: str = "") -> Explorer:
    """The articles to look through in Lab, each to be read with its layers marked; rows that were missed can be added.

    The arguments are what is chosen at first, as in `pick_articles`; "" stands for all.

    >>> explore_corpus(corpus)  # doctest: +SKIP
    """
    concept = Concept(
        name="articles", pick="pick_articles", layer=lambda _: "articles",
        choices={"outlet": lambda: list_outlets(corpus)},
        views=(view_days("published_from"), view_bars("outlet", "outlet")),
        columns={
            "Published": lambda row: day(row["published"]),
            "Outlet": lambda row: plain(row["outlet"]) or "unknown",
            "Title": lambda row: shorten(row["title"]) or plain(row["article"]),
            "Words": lambda row: str(row["words"]),
            "Date from": lambda row: row["published_from"],
        })
    return Explorer(corpus, concept, {"outlet": outlet, "date_from": date_from, "date_to": date_to})
