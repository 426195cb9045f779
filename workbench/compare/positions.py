"""Positions over articles: who stands where, by how many sources, since when, in whose words; and contradictions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from workbench.compare.independence import count_independent, trace_sources

if TYPE_CHECKING:
    from workbench.extract.registry import Registry

OPPOSED = ("support", "oppose")
TALLY = ["actor", "issue", "position", "statements", "independent_sources", "own_words", "reported", "narrated",
         "told_by_others", "first", "last", "articles", "evidence"]


def speak_for(stances: pd.DataFrame, registry: Registry | None) -> pd.DataFrame:
    """The stances with each person put under the state or body they speak for; who it was stands in `person`.

    Examples
    --------
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

    Holders without an id are left out; copies of one text count as one source.

    Returns
    -------
    The columns of TALLY, most statements first: own_words, reported and narrated count statements by basis, but for
    those that somebody else makes about the actor (told_by_others); first and last are days said, where known,
    evidence has pairs of article and sentence.
    """
    sources = trace_sources(copies)
    rows = []
    for key, group in stances.dropna(subset=["actor"]).groupby(["actor", "issue", "position"]):
        others = _is_told_by_others(group)
        bases = group.loc[~others, "basis"].value_counts()
        rows.append([*key, len(group), count_independent(group["article"], sources),
                     *(int(bases.get(basis, 0)) for basis in ("own words", "reported speech", "narration")),
                     int(others.sum()), group["said_on"].min(), group["said_on"].max(), sorted(set(group["article"])),
                     list_evidence(group)])
    return pd.DataFrame(rows, columns=TALLY).sort_values(
        ["statements", "actor", "issue", "position"], ascending=[False, True, True, True], ignore_index=True)


def _is_told_by_others(stances: pd.DataFrame) -> pd.Series[bool]:
    """"Russia wants a deal," Lee said: the words are Lee's, whoever is said to want it."""
    whose = stances["person"] if "person" in stances else stances["actor"]
    return stances["said_by"].notna() & (stances["said_by"] != whose)


def find_narrated_only(stances: pd.DataFrame) -> pd.DataFrame:
    """The stances of actors on issues about which no article quotes them: others or the articles alone tell them."""
    named = stances.dropna(subset=["actor"])
    speaks = (named["basis"] != "narration") & ~_is_told_by_others(named)
    spoken = set(map(tuple, named.loc[speaks, ["actor", "issue"]].values))
    pairs = zip(named["actor"], named["issue"], strict=True)
    alone = [number for number, pair in enumerate(pairs) if pair not in spoken]
    return named.iloc[alone].sort_values(["actor", "issue", "article", "start"], ignore_index=True)


def find_contradictions(stances: pd.DataFrame) -> pd.DataFrame:
    """Stances of actors who both support and oppose one issue: two rows or more for each, by day."""
    firm = stances[stances["position"].isin(OPPOSED)].dropna(subset=["actor"])
    both = firm.groupby(["actor", "issue"])["position"].transform("nunique") > 1
    return firm[both].sort_values(["actor", "issue", "said_on", "article", "start"], ignore_index=True)


def list_evidence(rows: pd.DataFrame) -> list[list[str]]:
    """The pairs of article and sentence that rows rest on, each once."""
    return [list(pair) for pair in dict.fromkeys(zip(rows["article"], rows["evidence"], strict=True))]
