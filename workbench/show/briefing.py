"""The first page of a report: findings in sentences, each made from rows and leading to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlencode

from workbench.compare.timeline_questions import list_undated
from workbench.compare.wording_differences import spell_alike
from workbench.corpus import Corpus
from workbench.lexicons import read_lexicon
from workbench.show.demands import SAID, Grid, Line, Pair, lay_out_demands
from workbench.show.escape import plain
from workbench.show.evidence import sentence_spans
from workbench.show.findings import list_news
from workbench.show.labels import article_record, count, name_actor, name_issue
from workbench.show.report_rows import SALIENT, Carried
from workbench.text.calendar_days import tell_days

MOST_EVENTS, MOST_LINES = 8, 10
VERDICT_WORDS = 6  # of words between marks that are a verdict rather than a statement
BETWEEN_MARKS = re.compile(r"(?:[“\"]|``|'')([^“”\"`]{3,80}?)(?:[”\"]|'')")


@dataclass(frozen=True)
class Part:
    """One heading of the briefing with what stands below it."""

    title: str
    lead: str = ""
    lines: list[Line] = field(default_factory=list)
    grid: Grid | None = None
    apart: Grid | None = None  # the same with each actor apart, where that differs


def make_briefing(corpus: Corpus, carried: Carried, since: str = "") -> list[Part]:
    """The parts of a briefing that have something to tell, in the order they are read.

    Parameters
    ----------
    since : a day, or the tables of an earlier report, to tell what is new since then, as `list_news` takes it
    """
    events, quotes = carried.rows["events"], carried.rows["quotes"]
    dated = [pair for pair in events if pair[0]["precision"] != "vague" and matters(pair[0])]
    past = [pair for pair in dated if pair[0]["status"] == "happened"]
    last = corpus.articles["published"].max()
    ahead = [pair for pair in events if pair[0]["status"] == "planned" and not pair[0]["finish"] < last]
    parts = [
        Part("What is new", "What the articles bring that no earlier one told.", _tell_news(corpus, carried, since)),
        Part("What happened", "What most sources tell of what happened, and when.", _tell_events(corpus, past)),
        Part("What is next", "What was announced or expected, and still ahead when the last article came out.",
             [*_tell_events(corpus, ahead), *_tell_undated(corpus, quotes)]),
        _compare_demands(corpus, carried.rows["stances"]),
        Part("In a few words of their own", "Short words in quotation marks, the latest first.",
             _tell_verdicts(corpus, quotes)),
        Part("Numbers, and who claims them", "", _tell_numbers(corpus, carried.rows["quantities"])),
        Part("Who is quoted", "", _tell_speakers(corpus, quotes)),
    ]
    return [part for part in parts if part.lines or part.grid]


def _tell_news(corpus: Corpus, carried: Carried, since: str) -> list[Line]:
    """Of each kind of news the first few, each with the row it is."""
    rows = {row["event_id"]: (row["label"], f"#{there['id']}") for row, there in carried.rows["events"]}
    rows |= {row["quote_id"]: (f"{there['cells'][1]}: {' … '.join(row['content'])}", f"#{there['id']}")
             for row, there in carried.rows["quotes"]}
    rows |= {article["article"]: (article["title"] or article["name"], f"#{article['id']}")
             for article in carried.page["articles"]}
    sure = {(row["actor"], row["issue"], row["position"]) for row, _ in carried.rows["stances"] if row["is_sure"]}
    lines = []
    for what, group in list_news(corpus, since).groupby("what", sort=False):
        for key, label in group[["id", "label"]].head(MOST_LINES).itertuples(index=False):
            if what == "moved position":
                actor, issue, position = key.rsplit(":", 2)
                if (actor, issue, position) not in sure:
                    continue
                text = f"{name_actor(corpus, actor)} on {name_issue(corpus, issue)}: now {SAID.get(position, position)}"
                address = "#stances?" + urlencode({"actor": actor, "issue": issue, "kind": position})
            else:
                text, address = rows.get(key, (label, "#events"))
            lines.append(Line(" ".join(plain(label if what == "resolved plan" else text).split()), address, str(what)))
    return lines


def matters(event: Mapping[str, Any]) -> bool:
    """Whether an event weighs enough to be drawn; one that an analyst added, without that figure, always does."""
    return not event["salience"] < SALIENT


def _tell_events(corpus: Corpus, events: Iterable[Pair]) -> list[Line]:
    most = sorted(events, key=lambda pair: (-pair[0]["independent_sources"], -len(pair[0]["articles"]),
                                            -pair[0]["salience"]))[:MOST_EVENTS]
    lines = []
    for row, carried in sorted(most, key=lambda pair: pair[0]["begin"]):
        number, independent = len(row["articles"]), row["independent_sources"]
        told = f"told by {number} of {count(len(corpus.articles), 'article')}"
        if independent < number:
            told += f", {independent} of them independent" if independent > 1 else ", all of one text"
        told += _tell_claim(corpus, row["claimed_by"])
        days = tell_days(row["begin"], row["finish"], row["precision"] == "vague")
        lines.append(Line(f"{days}: {plain(row['label'])}", f"#{carried['id']}", told))
    return lines


def _tell_claim(corpus: Corpus, claimed_by: Iterable[str]) -> str:
    who = ", ".join(name_actor(corpus, actor) for actor in claimed_by)
    return f"; says {who}" if who else ""


def _tell_undated(corpus: Corpus, quotes: Iterable[Pair]) -> list[Line]:
    """What is to come without a day, with the words that say when; only what a statement carries, to lead to it."""
    lines = []
    by_article: dict[str, list[Pair]] = {}
    for pair in quotes:
        by_article.setdefault(pair[0]["article"], []).append(pair)
    for event in list_undated(corpus.event_mentions, corpus.events).to_dict("records"):
        article, sentence = event["evidence"][0]
        start = article_record(corpus, article)["body"].find(sentence)
        there = next((carried for row, carried in by_article.get(article, ())
                      if start <= row["content_spans"][0][0] < start + len(sentence)), None)
        if there and isinstance(event["dated"], str):
            told = f"told by {len(event['articles'])} of {count(len(corpus.articles), 'article')}"
            lines.append(Line(f"{event['dated']}: {plain(event['label'])}", f"#{there['id']}",
                              told + _tell_claim(corpus, event["claimed_by"])))
    return lines[:MOST_EVENTS]


def _compare_demands(corpus: Corpus, stances: Sequence[Pair]) -> Part:
    """Sure positions side by side, persons with whom they speak for; and each apart where that is not the same."""
    sure = [pair for pair in stances if pair[0]["is_sure"]]
    lead = "The best sentence for each position; none where no article shows one."
    if left := len(stances) - len(sure):
        lead += f" {count(left, 'less sure position')}, many of them wrong, can be checked in the table of positions."
    joined, apart = (lay_out_demands(corpus, sure, by_side) for by_side in (True, False))
    return Part("Demands side by side", lead, grid=joined,
                apart=apart if joined and apart and joined.rows != apart.rows else None)


def _tell_verdicts(corpus: Corpus, quotes: Sequence[Pair]) -> list[Line]:
    """Who said it in a few words between quotation marks, each wording once."""
    lines: dict[tuple[str, str], Line] = {}
    for row, carried in reversed(quotes):
        body = article_record(corpus, row["article"])["body"]
        who = ", ".join(name_actor(corpus, actor) for actor in row["speakers"])
        if not who or row["kind"] == "indirect":
            continue
        for start, end in row["content_spans"]:
            said = body[start:end]
            for between in [said] if row["kind"] == "direct" else [found[1] for found in BETWEEN_MARKS.finditer(said)]:
                words = " ".join(plain(between).split()).strip(" ,.;")
                if len(words.split()) <= VERDICT_WORDS:
                    sentence = _sentence_at(corpus, row["article"], start, body)
                    lines.setdefault((who, " ".join(spell_alike(words))), Line(
                        f"“{words}”: {who}", f"#{carried['id']}", sentence))
    return list(lines.values())[:MOST_LINES]


def _sentence_at(corpus: Corpus, article: str, start: int, body: str) -> str:
    span = next(((first, last) for first, last in sentence_spans(corpus, article) if first <= start < last), None)
    return " ".join(plain(body[slice(*span)]).split()) if span else ""


@cache
def _place_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:first|{'|'.join(read_lexicon('numbers')['ordinals'])}|\d+(?:st|nd|rd|th))\b", re.I)


def _tell_numbers(corpus: Corpus, quantities: Sequence[Pair]) -> list[Line]:
    """Each number once, with who says it and the sentence; what is counted most comes first.

    A place in a series, as in a "second round", is none.
    """
    quantities = [pair for pair in quantities if not _place_pattern().match(pair[0]["text"])]
    units = Counter(row["unit"] for row, _ in quantities)
    lines: dict[tuple, Line] = {}
    for row, carried in sorted(quantities, key=lambda pair: (-units[pair[0]["unit"]], pair[0]["unit"])):
        who = ", ".join(name_actor(corpus, actor) for actor in dict.fromkeys(row["claimed_by"]))
        lines.setdefault((row["low"], row["high"], row["unit"], who), Line(
            f"{plain(row['text'])}: {who or 'told by the article itself'}", f"#{carried['id']}",
            " ".join(plain(row["evidence"]).split())))
    return list(lines.values())[:MOST_LINES]


def _tell_speakers(corpus: Corpus, quotes: Sequence[Pair]) -> list[Line]:
    speakers = Counter(actor for row, _ in quotes for actor in row["speakers"])
    articles: dict[str, set[str]] = {}
    for row, _ in quotes:
        for actor in row["speakers"]:
            articles.setdefault(actor, set()).add(row["article"])
    return [Line(f"{name_actor(corpus, actor)}: {count(number, 'statement')}", "#quotes?" + urlencode({"actor": actor}),
                 f"in {len(articles[actor])} of {count(len(corpus.articles), 'article')}")
            for actor, number in speakers.most_common(MOST_EVENTS)]
