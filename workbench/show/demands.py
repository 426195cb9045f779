"""Demands side by side: actor × issue, in each cell the sentence that shows the position best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from workbench.compare.independence import count_independent, trace_sources
from workbench.corpus import Corpus
from workbench.show.escape import plain
from workbench.show.labels import AND_SPEAKERS, count, name_actor, name_issue, tell_proposition

MOST_ACTORS, MOST_ISSUES = 8, 5
# how well a position is shown, the best first, and how that is said
BASES = {"own words": "in own words", "reported speech": "as reported", "narration": "as the article tells"}
SAID = {"support": "for", "oppose": "against", "conditional": "on conditions", "unclear": "undecided"}
Pair = tuple[Mapping[str, Any], Mapping[str, Any]]  # a row and what the page carries of it


@dataclass(frozen=True)
class Line:
    """A sentence that leads to its rows, and what is told beside it."""

    text: str
    address: str
    told: str = ""


@dataclass(frozen=True)
class Grid:
    """Lines side by side."""

    title: str
    heads: list[str]
    rows: list[tuple[str, list[list[Line]]]]


def lay_out_demands(corpus: Corpus, stances: Sequence[Pair], by_side: bool) -> Grid | None:
    """Actor × issue: for each position the sentence that shows it best, the proposition above.

    Parameters
    ----------
    stances : positions to be drawn, with what the page carries of them
    by_side : whether persons stand with the state or body they speak for
    """
    held = [(_find_holder(pair[0], by_side), pair) for pair in stances if isinstance(pair[0]["actor"], str)]
    issues = [issue for issue, _ in Counter(row["issue"] for _, (row, _) in held).most_common(MOST_ISSUES)]
    actors = [actor for actor, _ in Counter(actor for actor, _ in held).most_common(MOST_ACTORS)]
    if not issues:
        return None
    heads = ["Actor", *(f"{name_issue(corpus, issue)}: “{tell_proposition(corpus, issue)}”" for issue in issues)]
    sources = trace_sources(corpus.copies)
    rows = [(name_actor(corpus, actor.removesuffix(AND_SPEAKERS)), [_fill_cell(corpus, sources, actor, [
        pair for whose, pair in held if (whose, pair[0]["issue"]) == (actor, issue)]) for issue in issues])
        for actor in actors]
    return Grid("For or against each proposition; " + (
        "persons stand with whom they speak for" if by_side else "each person and state apart"), heads, rows)


def _find_holder(row: Mapping[str, Any], by_side: bool) -> str:
    return row["side"] if by_side and row["side"] else row["actor"]


def _fill_cell(corpus: Corpus, sources: Mapping[str, frozenset[str]], actor: str, here: Sequence[Pair]) -> list[Line]:
    lines = []
    for position, number in Counter(row["position"] for row, _ in here).most_common():
        held = [pair for pair in here if pair[0]["position"] == position]
        row, carried = min(held, key=lambda pair: (list(BASES).index(pair[0]["basis"]), len(pair[0]["evidence"])))
        lines.append(Line(f"{SAID.get(position, position)}: {' '.join(plain(row['evidence']).split())}",
                          f"#{carried['id']}", _tell_whose(corpus, row, actor)))
        if number > 1:
            behind = count_independent([pair[0]["article"] for pair in held], sources)
            asked = {"actor": actor, "issue": row["issue"], "kind": position}
            lines.append(Line(f"all {number}", "#stances?" + urlencode(asked), "" if behind == number else
                              f"in {count(behind, 'independent source')}"))
    return lines


def _tell_whose(corpus: Corpus, row: Mapping[str, Any], actor: str) -> str:
    """In whose words the sentence is, and who holds the position where that is not the actor of its row."""
    if isinstance(row["said_by"], str) and row["said_by"] != row["actor"]:
        by = f"as {name_actor(corpus, row['said_by'])} says"
    else:
        by = BASES[row["basis"]]
    return by if actor.removesuffix(AND_SPEAKERS) == row["actor"] else f"{name_actor(corpus, row['actor'])}, {by}"
