"""Findings and lists: sentences and tables computed from small tables."""

import pytest

from workbench import show, tables
from workbench.show.findings import tell_quotes, tell_stances, tell_timeline

NAMES = {"kyiv": "Kyiv", "moscow": "Moscow", "dam": "The *dam*"}


def quote(number, kind, speakers, cue="said", article="a"):
    return {"quote_id": f"{article}:{number}", "article": article, "kind": kind, "speakers": speakers, "cue": cue,
            "tone": "neutral", "content": ["x"], "rule": "r"}


QUOTES = tables.make("quotes", [
    quote(0, "direct", ["kyiv"]), quote(1, "indirect", ["kyiv"], "Said"), quote(2, "indirect", [], "warned"),
    quote(3, "mixed", ["moscow"], "claimed", "b")])
EVENTS = tables.make("events", [
    {"event_id": "1", "begin": "2026-02-10", "finish": "2026-02-10", "label": "a", "actors": ["kyiv"],
     "independent_sources": 2, "status": "happened"},
    {"event_id": "2", "begin": "2026-02-24", "finish": "2026-02-25", "label": "b", "actors": ["kyiv", "moscow"],
     "independent_sources": 1, "status": "planned"}])
STANCES = tables.make("stances", [
    {"article": "a", "start": n, "end": n + 1, "actor": actor, "issue": "dam", "position": position,
     "basis": "narration", "evidence": "x", "rule": "r"}
    for n, (actor, position) in enumerate([("kyiv", "oppose"), ("kyiv", "oppose"), ("moscow", "support")])])


@pytest.mark.parametrize(("finding", "text"), [
    (tell_quotes(QUOTES, NAMES), "**4 statements** in 2 articles: 1 direct, 1 mixed, 2 indirect. "
                                 "Quoted most: Kyiv (2), Moscow (1). 1 is of a source without a known name."),
    (tell_quotes(QUOTES.head(1), NAMES, "kyiv"),
     "**1 statement** by Kyiv in 1 article: 1 direct, 0 mixed, 0 indirect."),
    (tell_quotes(tables.make("quotes"), NAMES, "kyiv"), "No statement by Kyiv was found in these articles."),
    (tell_timeline(EVENTS, NAMES), "**2 events** (first: 10 February 2026, last: 24 to 25 February 2026): "
                                   "1 happened, 1 announced or expected. "
                                   "1 stands in more than one independent source; 1 rests on a single one. "
                                   "Most involved: Kyiv (2), Moscow (1)."),
    (tell_timeline(tables.make("events"), NAMES), "No dated event was found in these articles."),
    (tell_stances(STANCES, NAMES), "**3 positions** on 1 issue. Most disputed: The \\*dam\\* "
                                   "(3 statements; for: Moscow; against: Kyiv)."),
    (tell_stances(tables.make("stances"), NAMES), "No position on these issues was found."),
])
def test_a_finding_counts_and_names(finding, text):
    assert finding.text == text
    assert finding._repr_mimebundle_()["text/markdown"] == text


def test_findings_of_the_seeds(seeds):
    names = show.names_of(seeds)
    assert show.tell_corpus(seeds, names).text.startswith("**5 articles** of ")
    assert show.tell_sources(seeds, names).text.startswith("**2 of 5 articles** share text with another (")


def test_what_was_taken_out_keeps_its_place():
    removed = [{"text": "ALSO READ: y", "reason": "links", "from": 3, "to": 15}]
    articles = tables.make("articles", [{"article": "a", "body": "x", "published_from": "unknown", "words": 1,
                                         "removed": removed}])
    assert show.list_removed(articles).values.tolist() == [["a", "links", "ALSO READ: y", 3, 15]]


def test_who_is_mentioned_and_never_quoted():
    mentions = tables.make("mentions", [
        {"article": "a", "start": n, "end": n + 1, "text": "x", "actor": actor, "how": "name"}
        for n, actor in enumerate(["kyiv", "oslo", "rome", "oslo"])])
    assert show.list_silent(mentions, QUOTES).values.tolist() == [["oslo", 2, 1], ["rome", 1, 1]]


def test_cues_by_outlet_and_speaker():
    articles = tables.make("articles", [{"article": "a", "outlet": "The Herald", "body": "x", "words": 1,
                                         "published_from": "unknown"}])
    rows = show.list_cues(QUOTES, articles)
    assert rows[["outlet", "speaker", "cues", "statements"]].values.tolist() == [
        ["The Herald", "kyiv", "said", 2], ["b", "moscow", "claimed", 1]]


@pytest.mark.parametrize(("since", "kinds"), [
    ("", set()), ("2026-02-18", {"article", "statement"}), ("2031-01-01", set())])
def test_what_is_new_since_a_day(seeds, since, kinds):
    assert set(show.list_news(seeds, since)["what"]) >= kinds
    assert bool(len(show.list_news(seeds, since))) == bool(kinds)
    assert set(show.list_news(seeds, since, ["statement"])["what"]) <= {"statement"}
