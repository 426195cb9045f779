"""Positions over articles: who stands where, by how many sources, since when, in whose words; and contradictions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from workbench.compare.independence import count_independent, trace_sources
from workbench.compare.overlaps import share_enough
from workbench.compare.wording_differences import content_stems, spell_alike

if TYPE_CHECKING:
    from workbench.extract.registry import Registry

LIKE_SENTENCE = 0.8  # of the words of content that a sentence and its edited copy share
OPPOSED = ("support", "oppose")
TALLY = ["actor", "issue", "position", "statements", "independent_sources", "own_words", "reported", "narrated",
         "told_by_others", "first", "last", "articles", "evidence"]


def speak_for(stances: pd.DataFrame, registry: Registry | None, apart: str = "") -> pd.DataFrame:
    """The stances with each person put under the state or body they speak for; who it was stands in `person`.

    Parameters
    ----------
    registry : who speaks for whom; None leaves each apart
    apart : id of an actor who is asked for, and so stays apart

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
    return stances.assign(actor=[registry.stands_for(actor) if isinstance(actor, str) and actor != apart else actor
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


def find_narrated_only(stances: pd.DataFrame, found: pd.DataFrame | None = None) -> pd.DataFrame:
    """The stances of actors on issues about which no article quotes them: others or the articles alone tell them.

    Parameters
    ----------
    found : all that was found, where `stances` are those sure enough; a less sure word of the actor is a word too
    """
    named, everything = (rows.dropna(subset=["actor"]) for rows in (stances, stances if found is None else found))
    speaks = (everything["basis"] != "narration") & ~_is_told_by_others(everything)
    spoken = set(map(tuple, everything.loc[speaks, ["actor", "issue"]].values))
    pairs = zip(named["actor"], named["issue"], strict=True)
    alone = [number for number, pair in enumerate(pairs) if pair not in spoken]
    return named.iloc[alone].sort_values(["actor", "issue", "article", "start"], ignore_index=True)


def drop_repeated(stances: pd.DataFrame, copies: pd.DataFrame) -> pd.DataFrame:
    """The stances without those that another article of the same text shows with the same sentence.

    That of the article which the other goes back to, or which came out first, stays.

    Examples
    --------
    >>> from workbench import tables
    >>> rows = [{"article": name, "actor": "oz", "evidence": f"Oz, {spelt}-backed, agrees."}
    ...         for name, spelt in (("a", "U.S."), ("b", "US"), ("c", "US"))]
    >>> pair = tables.make("copies", [{"article": "b", "copy_of": "a", "shared": 0.9}])
    >>> drop_repeated(tables.make("stances", rows), pair)["article"].tolist()
    ['a', 'c']
    """
    import networkx as nx

    texts = {article: number for number, group in enumerate(nx.connected_components(
        nx.Graph(zip(copies["article"], copies["copy_of"], strict=True)))) for article in group}
    repeats = set(copies["article"])
    kept: dict[tuple, list[tuple[str, frozenset[str]]]] = {}  # of each text and position, the sentences that stay
    places = []
    rows = stances[["article", "actor", "issue", "position", "evidence"]].to_dict("records")
    for place, row in sorted(enumerate(rows), key=lambda pair: pair[1]["article"] in repeats):
        stems = frozenset(content_stems(spell_alike(row["evidence"])))
        same = kept.setdefault((texts.get(row["article"], row["article"]), str(row["actor"]), row["issue"],
                                row["position"]), [])
        if not any(article != row["article"] and (stems == other or share_enough(stems, other, LIKE_SENTENCE, 3))
                   for article, other in same):
            same.append((row["article"], stems))
            places.append(place)
    return stances.iloc[sorted(places)]


def find_contradictions(stances: pd.DataFrame) -> pd.DataFrame:
    """Stances of actors who both support and oppose one issue: two rows or more for each, by day."""
    firm = stances[stances["position"].isin(OPPOSED)].dropna(subset=["actor"])
    both = firm.groupby(["actor", "issue"])["position"].transform("nunique") > 1
    return firm[both].sort_values(["actor", "issue", "said_on", "article", "start"], ignore_index=True)


def list_evidence(rows: pd.DataFrame) -> list[list[str]]:
    """The pairs of article and sentence that rows rest on, each once."""
    return [list(pair) for pair in dict.fromkeys(zip(rows["article"], rows["evidence"], strict=True))]
