"""Explorer of events: what happened or is planned, when, and who reports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench import tables
from workbench.show.escape import plain
from workbench.show.evidence import day, name_actor
from workbench.show.explorers.explore_quotes import count_choices, list_outlets, shorten
from workbench.show.explorers.panel import Concept, Explorer
from workbench.show.explorers.views import view_bars, view_days

if TYPE_CHECKING:
    from workbench.corpus import Corpus

STATUSES = next(column.values for column in tables.TABLES["events"].columns if column.name == "status")


def explore_timeline(corpus: Corpus, actor: str = "", status: str = "", outlet: str = "",
                     date_from: str = "", date_to: str = "") -> Explorer:
    """The events to look through in Lab: by actor, status, outlet and day, each with its evidence, to be judged.

    The arguments are what is chosen at first, as in `pick_events`; "" stands for all.

    >>> explore_timeline(corpus, status="planned")  # doctest: +SKIP
    """
    def name(actor: str) -> str:
        return name_actor(corpus, actor)

    concept = Concept(
        name="events", pick="pick_events", layer=lambda _: "events",
        choices={"actor": lambda: count_choices((one for actors in corpus.events["actors"] for one in actors), name),
                 "status": lambda: [(value, value) for value in STATUSES],
                 "outlet": lambda: list_outlets(corpus)},
        of_notebook=("actor", "status"),
        views=(view_days("status", STATUSES), view_bars("actor", "actors", name)),
        columns={
            "Days": lambda row: " to ".join(dict.fromkeys((day(row["begin"]), day(row["finish"])))),
            "Event": lambda row: shorten(row["label"]),
            "Status": lambda row: row["status"],
            "Actors": lambda row: ", ".join(map(name, row["actors"])),
            "Independent sources": lambda row: str(row["independent_sources"]),
            "Claimed by": lambda row: ", ".join(map(name, row["claimed_by"])),
            "Reviewed": lambda row: plain(row["reviewed"]),
        })
    return Explorer(corpus, concept, {"actor": actor, "status": status, "outlet": outlet,
                                      "date_from": date_from, "date_to": date_to})
