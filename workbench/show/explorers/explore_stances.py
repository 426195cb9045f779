"""Explorer of stances: who stands where on each issue, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench import tables
from workbench.show.escape import plain
from workbench.show.evidence import day, name_actor
from workbench.show.explorers.explore_quotes import count_choices, list_outlets, shorten
from workbench.show.explorers.panel import Concept, Explorer
from workbench.show.explorers.views import view_cells, view_days

if TYPE_CHECKING:
    from workbench.corpus import Corpus

POSITIONS = next(column.values for column in tables.TABLES["stances"].columns if column.name == "position")


def explore_stances(corpus: Corpus, issue: str = "", actor: str = "", position: str = "", outlet: str = "",
                    date_from: str = "", date_to: str = "") -> Explorer:
    """The stances to look through in Lab: by issue, actor, position, outlet and day, each with its evidence.

    The arguments are what is chosen at first, as in `pick_stances`; "" stands for all.

    >>> explore_stances(corpus, issue="territorial_concessions")  # doctest: +SKIP
    """
    issues = {issue.id: issue.name for issue in corpus.settings.issues}

    def name(actor: str) -> str:
        return name_actor(corpus, actor)

    concept = Concept(
        name="stances", pick="pick_stances", layer=lambda _: "stances",
        choices={"issue": lambda: count_choices(corpus.stances["issue"], lambda issue: issues.get(issue, issue)),
                 "actor": lambda: count_choices(corpus.stances["actor"], name),
                 "position": lambda: [(value, value) for value in POSITIONS],
                 "outlet": lambda: list_outlets(corpus)},
        of_notebook=("issue", "actor"),
        views=(view_days("position", POSITIONS), view_cells("actor", "issue", "position", POSITIONS, name,
                                                          lambda issue: plain(issues.get(issue, issue)))),
        columns={
            "Day": lambda row: day(row["day"]),
            "Holder": lambda row: name(row["actor"]) or f"({plain(row['holder_text'])})",
            "Position": lambda row: row["position"],
            "Issue": lambda row: plain(issues.get(row["issue"], row["issue"])),
            "Basis": lambda row: row["basis"],
            "Evidence": lambda row: shorten(row["evidence"]),
            "Outlet": lambda row: plain(row["outlet"]) or "unknown",
            "Reviewed": lambda row: plain(row["reviewed"]),
        })
    return Explorer(corpus, concept, {"issue": issue, "actor": actor, "position": position, "outlet": outlet,
                                      "date_from": date_from, "date_to": date_to})
