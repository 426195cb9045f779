"""What is new since a day or an earlier report."""

import pandas as pd
import pyarrow.parquet as pq
import pytest

from workbench import tables
from workbench.compare import whats_new
from workbench.corpus import Corpus
from workbench.extract.reading import Settings
from workbench.show import list_news

OLD, NEW = "2025-03-03", "2025-03-05"


def corpus(*names: str) -> Corpus:
    """Three articles: `first` (old), `second` and `copy` (new); `copy` repeats a statement of `first`."""
    days = {"first": OLD, "second": NEW, "copy": NEW}
    made = {
        "articles": [{"article": name, "title": f"Title of {name}", "published": day, "published_from": "header",
                      "body": f"Ann Lee said so. The body of {name}.", "words": 7, "sha256": name}
                     for name, day in days.items() if name in names],
        "quotes": [{"quote_id": f"{name}:0", "article": name, "kind": "indirect", "speakers": ["ann_lee"],
                    "content": [said], "content_spans": [[0, 16]], "rule": "clause"}
                   for name, said in (("first", "we stay"), ("second", "we go"), ("copy", "we stay")) if name in names],
        "utterances": [{"utterance_id": "ann_lee:1", "speaker": "ann_lee", "quote_ids": ["first:0", "copy:0"],
                        "articles": ["first", "copy"], "wordings": ["we stay", "we stay"]}],
        "stances": [{"article": name, "actor": "ann_lee", "issue": "strike", "position": position, "basis": "own words",
                     "evidence": "Ann Lee said so.", "start": 0, "end": 8, "rule": "verb", "said_on": days[name]}
                    for name, position in (("first", "oppose"), ("copy", "oppose"), ("second", "support"))],
        "events": [{"event_id": f"{day}-{number}", "begin": day, "finish": day, "precision": "day", "label": label,
                    "actors": ["ann_lee"], "articles": articles, "independent_sources": 1, "status": status,
                    "evidence": [[articles[0], "Ann Lee said so."]]}
                   for day, number, label, articles, status in (
                       (OLD, 1, "Ann Lee speaks", ["first", "copy"], "happened"),
                       (NEW, 1, "talks are held", ["second"], "happened"),
                       (NEW, 2, "talks will be held", ["first"], "planned"))],
    }
    return Corpus({name: tables.make(name, rows) for name, rows in made.items()}, Settings())


@pytest.fixture(autouse=True)
def plans(monkeypatch):
    """The plan of the first article came true as what the second one reports."""
    came = pd.DataFrame([{"event_id": f"{NEW}-2", "announced": "talks will be held", "announced_in": "first",
                          "outcome": "kept", "became": "talks are held", "became_in": "second",
                          "became_as": f"{NEW}-1"}])
    monkeypatch.setattr(whats_new, "follow_plans", lambda events, articles: came)


def told(frame: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(frame["what"], frame["label"], strict=True))


EXPECTED = [
    ("article", "Title of copy"), ("article", "Title of second"),
    ("statement", "ann_lee: we go"),
    ("event", "talks are held"),
    ("moved position", "ann_lee, strike: oppose → support"),
    ("resolved plan", "kept: talks will be held → talks are held"),
]


def test_since_a_day():
    assert told(list_news(corpus("first", "second", "copy"), NEW)) == EXPECTED


def test_since_an_earlier_report(tmp_path):
    earlier = corpus("first")
    for name in ("articles", "quotes"):
        pq.write_table(tables.to_arrow(name, getattr(earlier, name)), tmp_path / f"{name}.parquet")
    assert told(list_news(corpus("first", "second", "copy"), str(tmp_path))) == EXPECTED


@pytest.mark.parametrize("since", ["", "2025-04-01"])
def test_nothing_new_is_an_empty_table_with_its_columns(since):
    frame = list_news(corpus("first", "second", "copy"), since)
    assert frame.empty and frame.columns.tolist() == whats_new.COLUMNS


def test_every_new_thing_of_all_articles_is_no_moved_position():
    assert "moved position" not in set(list_news(corpus("first", "second", "copy"), OLD)["what"])


@pytest.mark.parametrize(("since", "error", "message"), [
    ("2025-02-31", ValueError, "since: .* is no day"),
    ("nowhere", FileNotFoundError, "no articles.parquet"),
])
def test_a_wrong_since_says_what_to_give(since, error, message):
    with pytest.raises(error, match=message):
        list_news(corpus("first"), since)
