"""The explorers: what one can look through in Lab, by which parameters, in which charts and columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial, wraps
from inspect import signature
from typing import Any, ParamSpec

import pandas as pd

from workbench import tables
from workbench.corpus import Corpus
from workbench.show.escape import plain
from workbench.show.explorers import pick_rows
from workbench.show.explorers.linked_widgets import one_line
from workbench.show.explorers.panel import Concept, Explorer
from workbench.show.explorers.views import view_bars, view_cells, view_days
from workbench.show.labels import day, describe_short, name_actor, name_issue, tell_proposition
from workbench.text.calendar_days import write_days

Given = ParamSpec("Given")
Cell = Callable[[Mapping[str, Any]], str]

DAY: dict[str, Cell] = {"Day": lambda row: day(row["day"])}
OUTLET: dict[str, Cell] = {"Outlet": lambda row: plain(row["outlet"]) or "unknown"}
REVIEWED: dict[str, Cell] = {"Reviewed": lambda row: plain(row["reviewed"])}


def explorer_of(pick: Callable[Given, pd.DataFrame]) -> Callable[[Callable[[Corpus], Concept]],
                                                                 Callable[Given, Explorer]]:
    """Makes of a function that gives a concept an explorer of the rows of `pick`, with the parameters of `pick`."""
    def with_parameters(make_concept: Callable[[Corpus], Concept]) -> Callable[Given, Explorer]:
        @wraps(make_concept)
        def explore(*args: Given.args, **kwargs: Given.kwargs) -> Explorer:
            given = signature(pick).bind(*args, **kwargs)
            given.apply_defaults()
            corpus = given.arguments.pop("corpus")
            return Explorer(corpus, make_concept(corpus), pick, given.arguments)
        explore.__signature__ = signature(pick).replace(return_annotation=Explorer)  # type: ignore[attr-defined]
        return explore
    return with_parameters


@explorer_of(pick_rows.pick_articles)
def explore_corpus(corpus: Corpus) -> Concept:
    """Look through the articles in Lab, with the parameters of `pick_articles`: to be read, missed rows to be added."""
    return Concept(
        name="articles",
        views=(view_days("published_from"), view_bars("outlet", "outlet")),
        columns={"Published": lambda row: day(row["published"]), **OUTLET,
                 "Title": lambda row: one_line(row["title"]) or plain(row["article"]),
                 "Words": lambda row: str(row["words"]), "Date from": lambda row: row["published_from"]})


@explorer_of(pick_rows.pick_events)
def explore_timeline(corpus: Corpus) -> Concept:
    """Look through the events in Lab, with the parameters of `pick_events`: each with its evidence, to be judged."""
    name, statuses = partial(name_actor, corpus), tables.TABLES["events"].column("status").values
    return Concept(
        name="events", values={"status": statuses}, counted={"actor": ("actors", name)},
        of_notebook=("actor", "status"),
        views=(view_days("status", statuses), view_bars("actor", "actors", name)),
        columns={"Days": lambda row: write_days(row["begin"], row["finish"], row["precision"] == "vague"),
                 "Event": lambda row: one_line(row["label"]), "Status": lambda row: row["status"],
                 "Actors": lambda row: ", ".join(map(name, row["actors"])),
                 "Independent sources": lambda row: str(row["independent_sources"]),
                 "Claimed by": lambda row: ", ".join(map(name, row["claimed_by"])), **REVIEWED})


@explorer_of(pick_rows.pick_quotes)
def explore_quotes(corpus: Corpus) -> Concept:
    """Look through the quotes in Lab, with the parameters of `pick_quotes`: each with its evidence, to be judged."""
    name, columns = partial(name_actor, corpus), tables.TABLES["quotes"].column
    kinds = columns("kind").values
    return Concept(
        name="quotes", values={"kind": kinds, "source_kind": columns("source_kind").values},
        counted={"actor": ("speakers", name)}, of_notebook=("actor", "kind"),
        views=(view_days("kind", kinds), view_bars("actor", "speakers", name),
               view_bars("source_kind", "source_kind")),
        columns={**DAY, "Speaker": lambda row: (", ".join(map(name, row["speakers"]))
                                                or f"({plain(row['source']) or 'no source'})"),
                 "Kind": lambda row: row["kind"], "What was said": lambda row: one_line(" … ".join(row["content"])),
                 **OUTLET, **REVIEWED})


@explorer_of(pick_rows.pick_stances)
def explore_stances(corpus: Corpus) -> Concept:
    """Look through the stances in Lab, with the parameters of `pick_stances`: each with its evidence, to be judged."""
    name, issue = partial(name_actor, corpus), partial(name_issue, corpus)
    positions = tables.TABLES["stances"].column("position").values
    return Concept(
        name="stances", values={"position": positions}, counted={"issue": ("issue", issue), "actor": ("actor", name)},
        of_notebook=("issue", "actor"),
        views=(view_days("position", positions), view_cells("actor", "issue", "position", positions, name, issue)),
        columns={**DAY, "Holder": lambda row: name(row["actor"]) or f"({plain(row['holder_text'])})",
                 "Said by": lambda row: name(row["said_by"]) or "",
                 "Position": lambda row: row["position"],
                 "Issue": lambda row: f"{issue(row['issue'])}: {tell_proposition(corpus, row['issue'])}".rstrip(": "),
                 "Basis": lambda row: row["basis"], "Evidence": lambda row: one_line(row["evidence"]),
                 **OUTLET, **REVIEWED})


@explorer_of(pick_rows.pick_sources)
def explore_sources(corpus: Corpus) -> Concept:
    """Look through copies, utterances and disagreements in Lab, with the parameters of `pick_sources`."""
    def by_table(**cells: Cell) -> Cell:
        return lambda row: cells[row["look_at"]](row)

    return Concept(
        name="sources", values={"look_at": pick_rows.SOURCES}, required=("look_at",),
        views=(view_days("look_at"), view_bars("outlet", "outlets")),
        columns={**DAY,
                 "What": by_table(copies=lambda row: describe_short(corpus, row["article"], row["copy_of"]),
                                  utterances=lambda row: name_actor(corpus, row["speaker"]),
                                  disagreements=lambda row: plain(row["about"])),
                 "In words": by_table(copies=lambda row: f"{row['shared']:.0%} shared",
                                      utterances=lambda row: one_line(" / ".join(row["wordings"])),
                                      disagreements=lambda row: one_line(" / ".join(row["claims"]))),
                 "Differs": by_table(copies=lambda row: plain(row["why"]),
                                     utterances=lambda row: one_line("; ".join(row["differs"])),
                                     disagreements=lambda row: row["kind"]),
                 "Outlets": lambda row: one_line(", ".join(row["outlets"]))})
