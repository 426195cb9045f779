"""What a notebook found: sentences computed from its tables, names escaped as Markdown, and lists made for reading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd

from workbench.compare.copies import CREDIT
from workbench.compare.outlets import count_joint
from workbench.compare.whats_new import find_news
from workbench.corpus import Corpus
from workbench.load_and_open import open as open_corpus
from workbench.show.escape import markdown
from workbench.show.labels import count, name
from workbench.text.calendar_days import read_day, tell_days


class Finding:
    """A sentence or two of Markdown, shown as such; its plain text is the same."""

    def __init__(self, *sentences: str):
        self.text = " ".join(sentence for sentence in sentences if sentence)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/markdown": self.text, "text/plain": self.text}

    def __repr__(self) -> str:
        return self.text


def tell_source(corpus: Corpus) -> Finding:
    """What everything below is made of: articles, outlets, days."""
    articles = corpus.articles
    days, outlets = articles["published"].dropna(), articles["outlet"].nunique()
    return Finding(f"Source: {count(len(articles), 'article')}"
                   + (f" from {count(outlets, 'outlet')}" if outlets else "")
                   + (f", {tell_days(days.min(), days.max())}" if len(days) else "")
                   + (f"; {count(len(corpus.problems), 'problem')}" if len(corpus.problems) else "") + ".")


def tell_corpus(corpus: Corpus, names: Mapping[str, str]) -> Finding:
    """How much came in from when to when, what was taken out, who is mentioned most."""
    articles = corpus.articles
    if articles.empty:
        return Finding(f"No article came in; {count(len(corpus.problems), 'problem')} to look at.")
    days = articles["published"].dropna()
    span = f", published from {days.min():%Y-%m-%d} to {days.max():%Y-%m-%d}" if len(days) else ""
    undated = len(articles) - len(days)
    removed = sum(len(stretches) for stretches in articles["removed"])
    return Finding(
        f"**{count(len(articles), 'article')}** of {int(articles['words'].sum()):,} words{span}"
        + (f" ({undated} without a day)" if undated else "") + ".",
        f"{count(removed, 'stretch', 'stretches').capitalize()} of clutter taken out, "
        f"{count(len(corpus.problems), 'problem')}.",
        _most("Mentioned most", corpus.mentions["actor"], names))


def tell_timeline(events: pd.DataFrame, names: Mapping[str, str]) -> Finding:
    """How many events of which kind, who takes part most, how many stand in one source only."""
    if events.empty:
        return Finding("No dated event was found in these articles.")
    planned = int((events["status"] == "planned").sum())
    several = int((events["independent_sources"] > 1).sum())
    return Finding(
        f"**{count(len(events), 'event')}** ({_tell_span(events)}): "
        f"{len(events) - planned} happened, {planned} announced or expected.",
        f"{several} {'stands' if several == 1 else 'stand'} in more than one independent source; "
        f"{len(events) - several} {'rests' if len(events) - several == 1 else 'rest'} on a single one.",
        _most("Most involved", (actor for actors in events["actors"] for actor in actors), names))


def _tell_span(events: pd.DataFrame) -> str:
    """When the first and the last event were, vague days told as such."""
    first, last = events.sort_values("begin").iloc[0], events.sort_values("finish").iloc[-1]
    told = [tell_days(row["begin"], row["finish"], row["precision"] == "vague") for row in (first, last)]
    return f"first: {told[0]}, last: {told[1]}" if len(events) > 1 else told[0]


def tell_quotes(quotes: pd.DataFrame, names: Mapping[str, str], speaker: str = "") -> Finding:
    """How many statements of which kind, by whom most, how many of nobody named."""
    whose = f" by {markdown(name(speaker, names))}" if speaker else ""
    if quotes.empty:
        return Finding(f"No statement{whose} was found in these articles.")
    kinds = quotes["kind"].value_counts()
    nameless = quotes.loc[quotes["speakers"].str.len() == 0, "source_kind"]
    unknown, of_kind = len(nameless), nameless.value_counts()
    told = ", ".join(f"{number} {kind}" for kind, number in of_kind.items())
    return Finding(
        f"**{count(len(quotes), 'statement')}**{whose} in {count(quotes['article'].nunique(), 'article')}: "
        + ", ".join(f"{kinds.get(kind, 0)} {kind}" for kind in ("direct", "mixed", "indirect")) + ".",
        "" if speaker else _most("Quoted most", (s for speakers in quotes["speakers"] for s in speakers), names),
        f"{unknown} {'is' if unknown == 1 else 'are'} of a source without a known name"
        + (f" ({told})." if told else ".") if unknown else "")


def tell_stances(stances: pd.DataFrame, names: Mapping[str, str], left_out: int = 0) -> Finding:
    """The issue with most positions, who supports and opposes it, and how many less sure ones wait to be checked."""
    waiting = f"{count(left_out, 'less sure position')} wait in the explorer to be checked." if left_out else ""
    if stances.empty:
        return Finding("No position on these issues was found.", waiting)
    issue, number = Counter(stances["issue"]).most_common(1)[0]
    on = stances[stances["issue"] == issue]
    sides = [f"{verb}: {_list(on.loc[on['position'] == position, 'actor'].dropna(), names)}"
             for position, verb in (("support", "for"), ("oppose", "against"), ("conditional", "under conditions"))
             if (on["position"] == position).any()]
    return Finding(f"**{count(len(stances), 'position')}** on {count(stances['issue'].nunique(), 'issue')}.",
                   f"Most disputed: {markdown(name(issue, names))} ({count(number, 'statement')}; {'; '.join(sides)}).",
                   waiting)


def tell_sources(corpus: Corpus, names: Mapping[str, str]) -> Finding:
    """How many articles share text, how many statements several have, and what changed on the way."""
    articles, copies = corpus.articles, corpus.copies
    sharing = len({*copies["article"], *copies["copy_of"]})
    pairs = "; ".join(f"{markdown(name(a, names))} shares {share:.0%} with {markdown(name(b, names))}"
                      for a, b, share in copies[["article", "copy_of", "shared"]].head(3).itertuples(index=False))
    differing = count_joint(corpus.utterances[corpus.utterances["differs"].map(bool)])
    return Finding(
        f"**{sharing or 'None'} of {count(len(articles), 'article')}** "
        f"{'shares' if sharing == 1 else 'share'} text with another" + (f" ({pairs})." if pairs else "."),
        f"{count(count_joint(corpus.utterances), 'statement').capitalize()} stand in several articles, "
        f"{differing} of them in differing words; {count(len(corpus.disagreements), 'disagreement')} between sources.")


def _most(words: str, keys: Iterable[str], names: Mapping[str, str], top: int = 3) -> str:
    common = Counter(keys).most_common(top)
    listed = ", ".join(f"{markdown(name(key, names))} ({number})" for key, number in common)
    return f"{words}: {listed}." if common else ""


def _list(keys: pd.Series, names: Mapping[str, str], top: int = 4) -> str:
    common = [key for key, _ in Counter(keys).most_common(top)]
    return ", ".join(markdown(name(key, names)) for key in common) or "nobody named"


def list_removed(articles: pd.DataFrame) -> pd.DataFrame:
    """What was taken out of the articles: columns article, reason, text, and from, to (characters of the file)."""
    rows = [(article, *(stretch[key] for key in ("reason", "text", "from", "to")))
            for article, stretches in zip(articles["article"], articles["removed"], strict=True)
            for stretch in stretches]
    return pd.DataFrame(rows, columns=["article", "reason", "text", "from", "to"])


def list_shared(copies: pd.DataFrame) -> pd.DataFrame:
    """Which articles share text, and which repeats the other where a credit tells: columns articles, shared, how."""
    how = {CREDIT: "the first repeats the second, by the agency's credit", "earlier": "the second came out earlier",
           "longer": "both of one day; the second has more of it",
           "the only one with a date": "only the second has a date"}
    rows = [([article, copy_of], share, how[why] if why == CREDIT else
             "; ".join(["both carry the same text", *([how[why]] if why in how else [])]))
            for article, copy_of, share, why in copies[["article", "copy_of", "shared", "why"]].itertuples(index=False)]
    return pd.DataFrame(rows, columns=["articles", "shared", "how"])


def list_silent(mentions: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Who is talked about and never quoted: columns actor, mentions, articles, most mentioned first."""
    speaking = {speaker for speakers in quotes["speakers"] for speaker in speakers}
    silent = mentions[~mentions["actor"].isin(speaking)]
    rows = silent.groupby("actor", as_index=False).agg(mentions=("article", "size"), articles=("article", "nunique"))
    return rows.sort_values(["mentions", "actor"], ascending=[False, True], ignore_index=True)


def list_cues(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Which cues each outlet uses for whom: columns outlet (or article), speaker, tone, cues, statements."""
    rows = quotes.explode("speakers").dropna(subset=["speakers", "cue"]).merge(
        articles[["article", "outlet"]], on="article", how="left")
    rows["outlet"] = rows["outlet"].fillna(rows["article"])
    rows = rows.groupby(["outlet", "speakers", "tone"], as_index=False, dropna=False).agg(
        cues=("cue", lambda cues: ", ".join(sorted({cue.lower() for cue in cues}))), statements=("cue", "size"))
    return rows.rename(columns={"speakers": "speaker"}).sort_values(
        ["statements", "outlet", "speaker"], ascending=[False, True, True], ignore_index=True)


def list_news(corpus: Corpus, since: str, what: Iterable[str] = ()) -> pd.DataFrame:
    """What is new since a day or an earlier report: articles, statements, events, moved positions, resolved plans.

    Parameters
    ----------
    since : an ISO day (articles published on it and later are new), or the folder of an earlier corpus' tables, as
        `workbench run` leaves them in reports/tables (articles that are not in it are new); "" gives an empty table
    what : the kinds wanted, of those in `workbench.compare.whats_new.WHAT`; all without it

    Raises
    ------
    ValueError : for a day that does not exist
    FileNotFoundError : for a folder without tables
    """
    news, wanted = find_news(corpus, _articles_since(corpus.articles, since)), set(what)
    return news[news["what"].isin(wanted)].reset_index(drop=True) if wanted else news


def _articles_since(articles: pd.DataFrame, since: str) -> list[str]:
    if not since:
        return []
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", since):
        is_new = articles["published"] >= str(read_day(since, "since"))
    else:  # a text is known by its words: an article that was renamed is not new
        is_new = ~articles["body"].isin(open_corpus(since).articles["body"])
    return articles.loc[is_new, "article"].tolist()
