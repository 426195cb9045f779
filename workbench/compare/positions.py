"""Positions over articles: who stands where, by how many sources, since when, in whose words; and contradictions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from workbench.compare.independence import count_independent, trace_sources

if TYPE_CHECKING:
    import pandas as pd

    from workbench.extract.registry import Registry

OPPOSED = ("support", "oppose")


def speak_for(stances: pd.DataFrame, registry: Registry | None) -> pd.DataFrame:
    """The stances with each person put under the state or body they speak for, who it was in `person`.

    >>> from workbench import tables
    >>> from workbench.extract.registry import Registry
    >>> registry = Registry.read({"jo": {"name": "Jo", "speaks_for": "oz"}, "oz": {"name": "Oz", "kind": "state"}})
    >>> speak_for(tables.make("stances", [{"actor": "jo"}]), registry)[["actor", "person"]].values.tolist()
    [['oz', 'jo']]
    """
    if registry is None:
        return stances.assign(person=stances["actor"])
    return stances.assign(actor=[registry.stands_for(actor) if isinstance(actor, str) else actor
                                 for actor in stances["actor"]], person=stances["actor"])


def tally_positions(stances: pd.DataFrame, copies: pd.DataFrame) -> pd.DataFrame:
    """One row for each actor, issue and position: how often, by how many independent sources, in whose words.

    stances, copies: the tables of these names; copies of one text count as one source.
    Returns actor, issue, position, statements, independent_sources, own_words, reported, narrated (statements
    by basis), first and last (days said, where known), articles, evidence (pairs of article and sentence),
    most statements first. Holders without an id are left out.
    """
    import pandas as pd

    sources = trace_sources(copies)
    rows = []
    for (actor, issue, position), group in stances.dropna(subset=["actor"]).groupby(["actor", "issue", "position"]):
        bases = group["basis"].value_counts()
        rows.append({
            "actor": actor, "issue": issue, "position": position, "statements": len(group),
            "independent_sources": count_independent(group["article"], sources),
            "own_words": int(bases.get("own words", 0)), "reported": int(bases.get("reported speech", 0)),
            "narrated": int(bases.get("narration", 0)), "first": group["said_on"].min(), "last": group["said_on"].max(),
            "articles": sorted(set(group["article"])), "evidence": _evidence(group),
        })
    columns = ["actor", "issue", "position", "statements", "independent_sources", "own_words", "reported", "narrated",
               "first", "last", "articles", "evidence"]
    tally = pd.DataFrame(rows, columns=columns)
    return tally.sort_values(["statements", "actor", "issue", "position"], ascending=[False, True, True, True],
                             ignore_index=True)


def trace_moves(stances: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """How each actor's position on each issue moved: one row for each day, with the position held before.

    The day is the one it was said on, or the article's day of publication. Where a day has several positions,
    each has its row. Returns actor, issue, day, position, before (the positions of the day before this one, joined by
    "/"; missing on the first), moved (whether it differs), statements, articles, evidence.
    """
    import pandas as pd

    published = dict(zip(articles["article"], articles["published"], strict=True))
    dated = stances.dropna(subset=["actor"])
    day = dated["said_on"].fillna(dated["article"].map(published).astype("datetime64[s]"))
    dated = dated.assign(day=day).dropna(subset=["day"])
    rows = []
    for (actor, issue), group in dated.groupby(["actor", "issue"]):
        before: str | None = None
        for when, same_day in group.groupby("day"):
            held = "/".join(sorted(set(same_day["position"])))
            rows += [{"actor": actor, "issue": issue, "day": when, "position": position, "before": before,
                      "moved": before is not None and before != held, "statements": len(said),
                      "articles": sorted(set(said["article"])), "evidence": _evidence(said)}
                     for position, said in same_day.groupby("position")]
            before = held
    columns = ["actor", "issue", "day", "position", "before", "moved", "statements", "articles", "evidence"]
    return pd.DataFrame(rows, columns=columns)


def find_narrated_only(stances: pd.DataFrame) -> pd.DataFrame:
    """The stances of an actor on an issue of whom no article gives a word: all of them are narration."""
    named = stances.dropna(subset=["actor"])
    spoken = set(map(tuple, named.loc[named["basis"] != "narration", ["actor", "issue"]].values))
    pairs = zip(named["actor"], named["issue"], strict=True)
    alone = [number for number, pair in enumerate(pairs) if pair not in spoken]
    return named.iloc[alone].sort_values(["actor", "issue", "article", "start"], ignore_index=True)


def find_contradictions(stances: pd.DataFrame) -> pd.DataFrame:
    """Stances of actors who both support and oppose one issue: two rows or more for each, in order of day."""
    firm = stances[stances["position"].isin(OPPOSED)].dropna(subset=["actor"])
    both = firm.groupby(["actor", "issue"])["position"].transform("nunique") > 1
    return firm[both].sort_values(["actor", "issue", "said_on", "article", "start"], ignore_index=True)


def _evidence(group: pd.DataFrame) -> list[list[str]]:
    pairs: Iterable[tuple[str, str]] = dict.fromkeys(zip(group["article"], group["evidence"], strict=True))
    return [list(pair) for pair in pairs]
