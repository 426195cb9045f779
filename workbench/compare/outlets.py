"""What each outlet adds: which statements only it has, and what it made of those that others have too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

import pandas as pd

from workbench.compare.channels import NO_CHANNEL, trace_channels
from workbench.compare.copies import choose_credited
from workbench.compare.independence import count_independent, trace_sources
from workbench.compare.overlaps import share_enough
from workbench.compare.wording_differences import compare_wordings, content_stems, quoted_part, spell_alike

WORDINGS = ["utterance_id", "speakers", "article", "outlet", "quote_id", "form", "changed", "left_out", "wording"]
EXCLUSIVES = ["outlet", "speakers", "statements", "only_here", "shared", "no_channel_named", "through_others"]
OUTLETS = ["outlet", "articles", "sharing_text", "statements", "only_here", "no_channel_named", "events",
           "events_only_here"]
LEAST_ALIKE = 0.5       # of the shorter one's words of content, that two statements of one speaker may be the same
LEAST_STEMS = 3
MOST_WITH_A_STEM = 50   # statements of a speaker: a word in more of them tells nothing


def list_wordings(utterances: pd.DataFrame, quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """What each outlet made of the statements that several have: one row a wording, the fullest first.

    Returns
    -------
    The columns of WORDINGS: speakers are those of a joint statement, which is one; form is as in `utterances.forms`,
    changed holds `the fullest's words | this one's`, left_out words of the fullest wording before or after what this
    one has.
    """
    outlets = dict(zip(articles["article"], articles["outlet"], strict=True))
    quoted = {row["quote_id"]: row for row in quotes[["quote_id", "article", "kind", "content"]].to_dict("records")}
    rows = []
    for utterance, speakers in _join_speakers(utterances):
        fullest = _words_of(quoted[utterance["fullest"]])
        wordings = zip(utterance["quote_ids"], utterance["forms"], utterance["wordings"], strict=True)
        for quote_id, form, wording in wordings:
            changed, cut = ([], []) if form == "paraphrased" else compare_wordings(fullest, _words_of(quoted[quote_id]))
            article = quoted[quote_id]["article"]
            rows.append([utterance["utterance_id"], speakers, article, outlets[article], quote_id, form,
                         [f"{one} | {other}" for one, other in changed], [part.one for part in cut if part.one],
                         wording])
    return pd.DataFrame(rows, columns=WORDINGS)


def _join_speakers(utterances: pd.DataFrame) -> list[tuple[dict[str, Any], list[str]]]:
    """Each utterance with its speakers: what two said together stands under both in the table, and is one here."""
    joint: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in utterances.to_dict("records"):
        joint.setdefault(tuple(row["quote_ids"]), []).append(row)
    return [(rows[0], sorted({row["speaker"] for row in rows})) for rows in joint.values()]


def count_joint(utterances: pd.DataFrame) -> int:
    """How many statements stand in the table `utterances`, joint ones of several speakers counted once.

    >>> from workbench import tables
    >>> count_joint(tables.make("utterances", [{"speaker": name, "quote_ids": ["a:0", "b:0"]} for name in "xy"]))
    1
    """
    return len(_join_speakers(utterances))


def _words_of(quote: Mapping[str, Any]) -> str:
    text = " ".join(quote["content"])
    return text if quote["kind"] == "direct" else quoted_part(text) or text


def list_exclusives(quotes: pd.DataFrame, utterances: pd.DataFrame, articles: pd.DataFrame,
                    copies: pd.DataFrame) -> pd.DataFrame:
    """On whom each outlet has statements of its own: one row an outlet and speaker (or joint speakers).

    Returns
    -------
    The columns of EXCLUSIVES, most of its own first: outlet is the article's id where it is not known, only_here counts
    statements that no other article has, not in other words either, through_others those that came by a medium or with
    a text that others have too.
    """
    alone = _told_alone(quotes, utterances, copies)
    channels = trace_channels(quotes, articles, copies)
    told = zip(channels["quote_id"], _named(channels), channels["speakers"], channels["channel"], strict=True)
    rows = [{"outlet": outlet, "speakers": tuple(speakers), "only_here": quote_id in alone,
             "no_channel_named": way == NO_CHANNEL} for quote_id, outlet, speakers, way in told if speakers]
    if not rows:
        return pd.DataFrame(columns=EXCLUSIVES)
    counted = pd.DataFrame(rows).groupby(["outlet", "speakers"], as_index=False).agg(
        statements=("only_here", "size"), only_here=("only_here", "sum"), no_channel_named=("no_channel_named", "sum"))
    counted["shared"] = counted["statements"] - counted["only_here"]
    counted["through_others"] = counted["statements"] - counted["no_channel_named"]
    order = ["only_here", "outlet", "speakers"]
    counted = counted.sort_values(order, ascending=[False, True, True], ignore_index=True)
    return counted.assign(speakers=counted["speakers"].map(list))[EXCLUSIVES]


def measure_outlets(articles: pd.DataFrame, copies: pd.DataFrame, quotes: pd.DataFrame, utterances: pd.DataFrame,
                    events: pd.DataFrame) -> pd.DataFrame:
    """What each outlet adds, one row an outlet: how much it shares, and what of its statements and events is its own.

    Returns
    -------
    The columns of OUTLETS: outlet is the article's id where it is not known, sharing_text counts articles that share
    text with another, only_here statements that no other article has, not in other words either.
    """
    alone = _told_alone(quotes, utterances, copies)
    channels = trace_channels(quotes, articles, copies)
    open_ways = set(channels.loc[channels["channel"] == NO_CHANNEL, "quote_id"])
    sharing = {*copies["article"], *copies["copy_of"]}
    rows = []
    for outlet, members in articles.assign(outlet=_named(articles)).groupby("outlet")["article"]:
        own = set(members)
        said = set(quotes.loc[quotes["article"].isin(own), "quote_id"])
        reported = [set(reports) for reports in events["articles"] if own & set(reports)]
        rows.append([outlet, len(own), len(own & sharing), len(said), len(said & alone), len(said & open_ways),
                     len(reported), sum(reports <= own for reports in reported)])
    return pd.DataFrame(rows, columns=OUTLETS)


def _told_alone(quotes: pd.DataFrame, utterances: pd.DataFrame, copies: pd.DataFrame) -> set[str]:
    """Ids of the quotes that no other article has, in its own words or others; what a copy tells is its source's.

    Of articles that share text without saying whose it is, neither has alone what both have.
    """
    credited = choose_credited(copies)
    sources = trace_sources(credited)
    shared = set[str]()
    for quote_ids, articles in zip(utterances["quote_ids"], utterances["articles"], strict=True):
        if count_independent(articles, sources) > 1:
            shared.update(quote_ids)
    repeats = set(credited["article"])
    own = zip(quotes["quote_id"], quotes["article"], strict=True)
    return {quote_id for quote_id, article in own if quote_id not in shared and article not in repeats} \
        - _told_alike(quotes[~quotes["article"].isin(repeats)])


def _told_alike(quotes: pd.DataFrame) -> set[str]:
    """Ids of the quotes that say much of what the same speaker, or one as nameless, says in another article."""
    said: dict[tuple, list[tuple[str, str, frozenset[str]]]] = {}
    columns = zip(quotes["quote_id"], quotes["article"], quotes["speakers"], quotes["content"], strict=True)
    for quote_id, article, speakers, content in columns:
        stems = frozenset(content_stems(spell_alike(" ".join(content))))
        said.setdefault(tuple(sorted(speakers)), []).append((quote_id, article, stems))
    found = set[str]()
    for statements in said.values():
        having: dict[str, list[int]] = {}
        for number, (_, _, stems) in enumerate(statements):
            for stem in stems:
                having.setdefault(stem, []).append(number)
        near = {pair for numbers in having.values() if len(numbers) <= MOST_WITH_A_STEM
                for pair in combinations(numbers, 2)}
        for one, other in near:
            (first, here, its), (second, there, theirs) = statements[one], statements[other]
            if here != there and (its == theirs or share_enough(its, theirs, LEAST_ALIKE, LEAST_STEMS)):
                found |= {first, second}
    return found


def _named(table: pd.DataFrame) -> Iterable[str]:
    """The outlet of each row, or the article's id where it is not known."""
    return table["outlet"].where(table["outlet"].notna(), table["article"])
