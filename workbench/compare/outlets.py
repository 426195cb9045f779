"""What each outlet adds: which statements only it has, and what it made of those that others have too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from workbench.compare.channels import trace_channels
from workbench.compare.independence import count_independent, trace_sources
from workbench.compare.wording_differences import compare_wordings, quoted_part

WORDINGS = ["utterance_id", "speaker", "article", "outlet", "quote_id", "form", "changed", "left_out", "wording"]
EXCLUSIVES = ["outlet", "speaker", "statements", "only_here", "shared", "first_hand", "through_others"]
OUTLETS = ["outlet", "articles", "copies", "statements", "only_here", "first_hand", "events", "events_only_here"]


def list_wordings(utterances: pd.DataFrame, quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """What each outlet made of the statements that several have: one row a wording, the fullest first.

    Returns
    -------
    The columns of WORDINGS: form is as in `utterances.forms`, changed holds `the fullest's words | this one's`,
    left_out words of the fullest wording before or after what this one has.
    """
    outlets = dict(zip(articles["article"], articles["outlet"], strict=True))
    quoted = {row["quote_id"]: row for row in quotes[["quote_id", "article", "kind", "content"]].to_dict("records")}
    rows = []
    for utterance in utterances.to_dict("records"):
        fullest = _words_of(quoted[utterance["fullest"]])
        wordings = zip(utterance["quote_ids"], utterance["forms"], utterance["wordings"], strict=True)
        for quote_id, form, wording in wordings:
            changed, cut = ([], []) if form == "paraphrased" else compare_wordings(fullest, _words_of(quoted[quote_id]))
            article = quoted[quote_id]["article"]
            rows.append([utterance["utterance_id"], utterance["speaker"], article, outlets[article], quote_id, form,
                         [f"{one} | {other}" for one, other in changed], [part.one for part in cut if part.one],
                         wording])
    return pd.DataFrame(rows, columns=WORDINGS)


def _words_of(quote: Mapping[str, Any]) -> str:
    text = " ".join(quote["content"])
    return text if quote["kind"] == "direct" else quoted_part(text) or text


def list_exclusives(quotes: pd.DataFrame, utterances: pd.DataFrame, articles: pd.DataFrame,
                    copies: pd.DataFrame) -> pd.DataFrame:
    """On whom each outlet has statements of its own: one row an outlet and speaker, most of its own first.

    Returns
    -------
    The columns of EXCLUSIVES: outlet is the article's id where it is not known, only_here counts statements that no
    independent article elsewhere has, through_others those that came by a medium or a copied article.
    """
    alone = _told_alone(quotes, utterances, copies)
    channels = trace_channels(quotes, articles, copies)
    told = zip(channels["quote_id"], _named(channels), channels["speakers"], channels["channel"], strict=True)
    rows = [{"outlet": outlet, "speaker": speaker, "only_here": quote_id in alone, "first_hand": way == "first-hand"}
            for quote_id, outlet, speakers, way in told for speaker in speakers]
    if not rows:
        return pd.DataFrame(columns=EXCLUSIVES)
    counted = pd.DataFrame(rows).groupby(["outlet", "speaker"], as_index=False).agg(
        statements=("only_here", "size"), only_here=("only_here", "sum"), first_hand=("first_hand", "sum"))
    counted["shared"] = counted["statements"] - counted["only_here"]
    counted["through_others"] = counted["statements"] - counted["first_hand"]
    order = ["only_here", "outlet", "speaker"]
    return counted.sort_values(order, ascending=[False, True, True], ignore_index=True)[EXCLUSIVES]


def measure_outlets(articles: pd.DataFrame, copies: pd.DataFrame, quotes: pd.DataFrame, utterances: pd.DataFrame,
                    events: pd.DataFrame) -> pd.DataFrame:
    """What each outlet adds, one row an outlet: how much it copies, and what of its statements and events is its own.

    Returns
    -------
    The columns of OUTLETS: outlet is the article's id where it is not known, copies counts articles that repeat
    another, only_here statements that no independent article elsewhere has.
    """
    alone = _told_alone(quotes, utterances, copies)
    channels = trace_channels(quotes, articles, copies)
    first_hand = set(channels.loc[channels["channel"] == "first-hand", "quote_id"])
    repeats = set(copies["article"])
    rows = []
    for outlet, members in articles.assign(outlet=_named(articles)).groupby("outlet")["article"]:
        own = set(members)
        said = set(quotes.loc[quotes["article"].isin(own), "quote_id"])
        reported = [set(reports) for reports in events["articles"] if own & set(reports)]
        rows.append([outlet, len(own), len(own & repeats), len(said), len(said & alone), len(said & first_hand),
                     len(reported), sum(reports <= own for reports in reported)])
    return pd.DataFrame(rows, columns=OUTLETS)


def _told_alone(quotes: pd.DataFrame, utterances: pd.DataFrame, copies: pd.DataFrame) -> set[str]:
    """Ids of the quotes that no article independent of theirs has: in no utterance, or in copies of one text only."""
    sources = trace_sources(copies)
    shared: set[str] = set()
    for quote_ids, articles in zip(utterances["quote_ids"], utterances["articles"], strict=True):
        if count_independent(articles, sources) > 1:
            shared.update(quote_ids)
    repeats = set(copies["article"])  # what a copy tells is its source's
    own = zip(quotes["quote_id"], quotes["article"], strict=True)
    return {quote_id for quote_id, article in own if quote_id not in shared and article not in repeats}


def _named(table: pd.DataFrame) -> Iterable[str]:
    """The outlet of each row, or the article's id where it is not known."""
    return table["outlet"].where(table["outlet"].notna(), table["article"])
