"""What of actors.toml and issues.toml a corpus bears out: names they lack, entries and wordings that nothing meets."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pandas as pd

from workbench.edit.live_matches import SentenceFinder
from workbench.show.escape import markdown
from workbench.show.labels import count, name_found_actors

if TYPE_CHECKING:
    from IPython.display import Markdown

    from workbench.corpus import Corpus

SECONDS = 60  # of the processor's time, for all wordings together
COMPARED = ("mentions", "found_actors", "quotes", "stances", "relations")  # layers that the two files have a part in


def count_wordings(corpus: Corpus, seconds: float = SECONDS) -> pd.DataFrame:
    """How many sentences each wording of each issue matches by itself, by the extraction's own matching.

    Parameters
    ----------
    seconds
        Of the processor's time, for all issues together; of a large corpus the articles reached by then.

    Returns
    -------
    issue, wording, side (`for`, `against`), sentences, articles (how many were looked through), in the file's order.

    Examples
    --------
    >>> count_wordings(corpus)  # doctest: +SKIP
    """
    finder, rows = SentenceFinder(corpus), []
    until = time.process_time() + seconds
    for issue in corpus.settings.issues:
        search = finder.search(issue)
        search.go_on(until - time.process_time())
        rows += [(issue.id, wording, side, search.counts[wording], search.looked)
                 for side, wordings in (("for", (issue.proposition, *issue.phrases)), ("against", issue.against))
                 for wording in dict.fromkeys(wordings) if wording]
    return pd.DataFrame(rows, columns=["issue", "wording", "side", "sentences", "articles"])


def list_unmentioned(corpus: Corpus) -> pd.DataFrame:
    """The actors on file that no article mentions: actor, kind, aliases."""
    mentioned = set(corpus.mentions["actor"].dropna())
    actors = corpus.actors.actors.values() if corpus.actors else ()
    return pd.DataFrame([(actor.id, actor.kind, list(actor.aliases)) for actor in actors if actor.id not in mentioned],
                        columns=["actor", "kind", "aliases"])


def list_unfiled(corpus: Corpus) -> pd.DataFrame:
    """The actors that articles name and the file has not: actor, name, mentions, articles; the most mentioned first."""
    names = name_found_actors(corpus)
    rows = corpus.mentions[corpus.mentions["actor"].isin(list(names))]
    counted = rows.groupby("actor").agg(mentions=("article", "size"), articles=("article", "nunique")).reset_index()
    counted.insert(1, "name", counted["actor"].map(names))
    return counted.sort_values(["mentions", "actor"], ascending=[False, True], ignore_index=True)


def compare_setups(before: Corpus, after: Corpus) -> pd.DataFrame:
    """What two loads of the same articles found, with other files each: what, before, after."""
    issues = {issue.id: issue.name for corpus in (before, after) for issue in corpus.settings.issues}
    rows: list[tuple[str, int, int]] = [(layer, len(before.table(layer)), len(after.table(layer)))
                                        for layer in COMPARED]
    rows += [(f"stances on {name}", _count_stances(before, key), _count_stances(after, key))
             for key, name in issues.items()]
    return pd.DataFrame(rows, columns=["what", "before", "after"])


def _count_stances(corpus: Corpus, issue: str) -> int:
    return int((corpus.stances["issue"] == issue).sum())


def tell_setup(corpus: Corpus, wordings: pd.DataFrame) -> Markdown:
    """In a few sentences, how actors.toml and issues.toml fit the articles.

    Parameters
    ----------
    wordings
        What `count_wordings` gives.
    """
    from IPython.display import Markdown

    actors, idle = len(corpus.actors.actors) if corpus.actors else 0, len(list_unmentioned(corpus))
    unfiled = list_unfiled(corpus)
    often = "; most often " + ", ".join(f"{markdown(row.name)} ({row.mentions})" for row in
                                        unfiled.head(3).itertuples(index=False)) if len(unfiled) else ""
    looked, articles = wordings["articles"].min() if len(wordings) else 0, len(corpus.articles)
    where = f" of the {looked} articles looked through" if looked < articles else ""
    unmatched = int((wordings["sentences"] == 0).sum())
    return Markdown(
        f"**{count(actors, 'actor')}** on file, {idle or 'none'} of them in no article; articles name "
        f"{count(len(unfiled), 'other')}{often}. **{count(len(corpus.settings.issues), 'issue')}** with "
        f"{count(len(wordings), 'wording')}, {unmatched or 'none'} of which match no "
        f"sentence{where}.")
