"""Explorer of quotes: who said what, of which kind, when."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from workbench import tables
from workbench.show.escape import plain
from workbench.show.evidence import day, name_actor
from workbench.show.explorers.panel import Concept, Explorer
from workbench.show.explorers.views import view_bars, view_days

if TYPE_CHECKING:
    from workbench.corpus import Corpus

KINDS = next(column.values for column in tables.TABLES["quotes"].columns if column.name == "kind")


def explore_quotes(corpus: Corpus, speaker: str = "", kind: str = "", outlet: str = "",
                   date_from: str = "", date_to: str = "") -> Explorer:
    """The quotes to look through in Lab: by speaker, kind, outlet and day, each with its evidence, to be judged.

    The arguments are what is chosen at first, as in `pick_quotes`; "" stands for all.

    >>> explore_quotes(corpus, speaker="volodymyr_zelenskyy")  # doctest: +SKIP
    """
    def name(actor: str) -> str:
        return name_actor(corpus, actor)

    concept = Concept(
        name="quotes", pick="pick_quotes", layer=lambda _: "quotes",
        choices={"speaker": lambda: count_choices((actor for actors in corpus.quotes["speakers"] for actor in actors),
                                                  name),
                 "kind": lambda: [(value, value) for value in KINDS],
                 "outlet": lambda: list_outlets(corpus)},
        of_notebook=("speaker", "kind"),
        views=(view_days("kind", KINDS), view_bars("speaker", "speakers", name)),
        columns={
            "Day": lambda row: day(row["day"]),
            "Speaker": lambda row: ", ".join(map(name, row["speakers"])) or f"({plain(row['source']) or 'no source'})",
            "Kind": lambda row: row["kind"],
            "What was said": lambda row: shorten(" … ".join(row["content"])),
            "Outlet": lambda row: plain(row["outlet"]) or "unknown",
            "Reviewed": lambda row: plain(row["reviewed"]),
        })
    return Explorer(corpus, concept, {"speaker": speaker, "kind": kind, "outlet": outlet,
                                      "date_from": date_from, "date_to": date_to})


def count_choices(values: Any, name: Any = plain) -> list[tuple[str, str]]:
    """Values to choose from, the most frequent first: (name and count, value)."""
    counts = Counter(value for value in values if isinstance(value, str) and value)
    return [(f"{name(value)} ({count})", value)
            for value, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def list_outlets(corpus: Corpus) -> list[tuple[str, str]]:
    """The outlets of the corpus to choose from."""
    return count_choices(corpus.articles["outlet"])


def shorten(text: Any, length: int = 220) -> str:
    """One line of text for a cell of the table."""
    line = " ".join(plain(text).split())
    return line if len(line) <= length else line[:length - 1] + "…"
