"""What an analyst judges stays judged: over a new load, a better extraction, a crash and a colleague."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from table_schema import validate

from workbench import tables
from workbench.corpus import Corpus
from workbench.extract.reading import Settings
from workbench.review import Reviews
from workbench.review.trust import measure_precision, wilson

BODY = "Talks failed on Tuesday.\n\n“We will not sign,” Smith said. Jones opposes the plan."


def an_article(body=BODY, article="a", sha256="file-1"):
    return {"article": article, "body": body, "published_from": "unknown", "words": len(body.split()),
            "path": f"{article}.txt", "sha256": sha256}


def a_quote(body=BODY, words="“We will not sign,”", article="a", **more):
    start = body.index(words)
    cue = body.index("said")
    return {"quote_id": f"{article}:{start}", "article": article, "kind": "direct", "speakers": ["smith"],
            "source": "Smith", "source_start": cue - 6, "source_end": cue - 1, "cue": "said", "cue_start": cue,
            "cue_end": cue + 4, "content": [words], "content_spans": [[start, start + len(words)]],
            "rule": "beside", **more}


def a_stance(**more):
    start = BODY.index("Jones")
    return {"article": "a", "actor": "jones", "holder_text": "Jones", "issue": "plan", "position": "oppose",
            "basis": "narration", "evidence": BODY[start:], "start": start, "end": len(BODY), "rule": "verb", **more}


def an_event(**more):
    return {"event_id": "2026-02-17/1", "begin": "2026-02-17", "finish": "2026-02-17", "precision": "day",
            "label": "Talks failed", "predicate": "fail", "articles": ["a"],
            "independent_sources": 1, "status": "happened", "evidence": [["a", "Talks failed on Tuesday."]], **more}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "reviews.jsonl"


def load(path, bodies=None, **rows):
    """A corpus as a new session would have it: freshly extracted tables, the reviews read from the file."""
    made = {name: tables.make(name, rows.get(name, ())) for name in (
        "quotes", "stances", "relations", "times", "events", "mentions", "event_mentions", "quantities", "sentences")}
    articles = tables.make("articles", bodies or [an_article()])
    return Corpus({"articles": articles, **made}, Settings(), reviews=Reviews.read(path))


JUDGEMENTS = [  # layer, row, verdict, to -> the columns a reader sees after a new load
    ("quotes", a_quote(), "right", None, [{"speakers": ["smith"], "reviewed": "right"}]),
    ("quotes", a_quote(), "wrong", None, []),
    ("quotes", a_quote(), "corrected", {"speakers": ["jones"]}, [{"speakers": ["jones"], "reviewed": "corrected"}]),
    ("quotes", a_quote(), "corrected", {"kind": "mixed"}, [{"kind": "mixed", "speakers": ["smith"]}]),
    ("quotes", a_quote(), "corrected", {"said_on": "2026-02-17"}, [{"said_on": "2026-02-17", "kind": "direct"}]),
    ("stances", a_stance(), "corrected", {"position": "conditional"}, [{"position": "conditional", "actor": "jones"}]),
    ("stances", a_stance(), "corrected", {"actor": "smith"}, [{"actor": "smith", "reviewed": "corrected"}]),
    ("events", an_event(), "corrected", {"begin": "2026-02-10", "finish": "2026-02-10"}, [{"begin": "2026-02-10"}]),
    ("events", an_event(), "wrong", None, []),
]


@pytest.mark.parametrize(("layer", "row", "verdict", "to", "expected"), JUDGEMENTS)
def test_a_judgement_is_kept_over_a_new_load(path, layer, row, verdict, to, expected):
    session = load(path, **{layer: [row]})
    session.review(layer, getattr(session, layer).iloc[0], verdict, to, who="anna")
    for corpus in (session, load(path, **{layer: [row]})):
        seen = read(getattr(corpus, layer), expected)
        assert seen == expected
        validate(layer, getattr(corpus, layer))


def read(frame, expected):
    names = expected[0] if expected else frame.columns
    frame = frame.assign(**{name: frame[name].astype(str) for name in ("said_on", "begin") if name in frame})
    return frame[list(names)].to_dict("records")


def test_a_missed_row_is_added_once(path):
    corpus = load(path)
    corpus.review("quotes", a_quote(rule="by hand"), "missed", who="anna")
    assert corpus.quotes["reviewed"].tolist() == ["added"]
    assert len(load(path, quotes=[a_quote()]).quotes) == 1      # the machine finds it by now
    assert load(path).quotes["source"].tolist() == ["Smith"]


REEXTRACTED = [  # what the machine finds next month -> what the analyst who judged a_quote() sees
    ("right", None, [a_quote()], [(["smith"], "right")]),
    ("right", None, [a_quote(speakers=["jones"])], [(["smith"], "right")]),         # a step back is put right
    ("right", None, [], [(["smith"], "right")]),
    ("right", None, [a_quote(words="“We will not sign,” Smith")], [(["smith"], "right")]),  # another end of the span
    ("wrong", None, [a_quote(speakers=["jones"])], [(["jones"], None)]),            # not the row that was wrong
    ("wrong", None, [], []),
    ("corrected", {"speakers": ["jones"]}, [a_quote(speakers=["jones"])], [(["jones"], "corrected")]),
    ("corrected", {"speakers": ["jones"]}, [], [(["jones"], "corrected")]),
    ("right", None, [a_quote(words="Talks failed")], [(["smith"], None), (["smith"], "right")]),
]


@pytest.mark.parametrize(("verdict", "to", "found", "expected"), REEXTRACTED)
def test_a_judgement_survives_another_extraction(path, verdict, to, found, expected):
    before = load(path, quotes=[a_quote()])
    before.review("quotes", before.quotes.iloc[0], verdict, to)
    quotes = load(path, quotes=found).quotes
    marks = [None if mark != mark else mark for mark in quotes["reviewed"]]
    assert list(zip(quotes["speakers"], marks, strict=True)) == expected


MOVED = "Read more: sport.\n\n" + BODY
GONE = BODY.replace("not sign", "sign")


@pytest.mark.parametrize(("body", "reviewed", "problem"), [
    (MOVED, ["right"], None),                                       # the body is cleaned otherwise now
    (GONE, [None], "its words are gone from the article"),          # the outlet rewrote it
])
def test_a_judgement_follows_its_words_or_says_that_they_are_gone(path, body, reviewed, problem):
    before = load(path, quotes=[a_quote()], times=[{"article": "a", "start": 16, "end": 23, "text": "Tuesday",
                                                    "type": "DATE", "value": "2026-02-17", "rule": "weekday"}])
    before.review("quotes", before.quotes.iloc[0], "right")
    before.review("times", before.times.iloc[0], "right")
    words = "“We will not sign,”" if problem is None else "“We will sign,”"
    articles = tables.make("articles", [an_article(body, sha256="file-2")])
    after = load(path, [an_article(body, sha256="file-2")], quotes=[a_quote(body, words)])
    assert [None if mark != mark else mark for mark in after.quotes["reviewed"]] == reviewed
    assert [row["problem"].split("but ")[1].split(":")[0] for row in after.reviews.problems(articles)] == \
        ([problem] if problem else [])


def test_a_row_put_back_into_a_moved_body_moves_with_it(path):
    before = load(path, quotes=[a_quote()])
    before.review("quotes", before.quotes.iloc[0], "right")
    quote = load(path, [an_article(MOVED)]).quotes.iloc[0]
    assert [MOVED[start:end] for start, end in quote["content_spans"]] == quote["content"]
    assert MOVED[quote["cue_start"]:quote["cue_end"]] == "said"


def test_another_corpus_hears_nothing_of_the_reviews(path):
    before = load(path, quotes=[a_quote()])
    before.review("quotes", before.quotes.iloc[0], "right")
    other = [an_article("Rain fell.", "b", "file-9")]
    assert load(path, other).reviews.problems(tables.make("articles", other)) == []


def test_undo_is_one_more_line_and_nothing_is_overwritten(path):
    corpus = load(path, quotes=[a_quote()])
    corpus.review("quotes", corpus.quotes.iloc[0], "wrong", who="anna")
    first = path.read_bytes()
    assert len(corpus.quotes) == 0
    corpus.undo_review(who="anna")
    assert len(corpus.quotes) == 1 and path.read_bytes().startswith(first)
    assert load(path, quotes=[a_quote()]).quotes["reviewed"].isna().all()
    with pytest.raises(ValueError, match="nothing to undo: no judgement by anna stands"):
        corpus.undo_review(who="anna")


def test_undo_takes_back_ones_own_judgement_not_a_colleagues(path):
    corpus = load(path, quotes=[a_quote()])
    corpus.review("quotes", corpus.quotes.iloc[0], "corrected", {"kind": "mixed"}, who="anna")
    corpus.review("quotes", corpus.quotes.iloc[0], "right", who="ben")
    corpus.undo_review(who="anna")
    assert [(line["who"], line["verdict"]) for line in corpus.reviews.standing] == [("ben", "right")]


TORN = [b'{"id": "1", "when": "2026-', b"\x00\x00\x00\x00", b"\xff\xfe half a character", b'["no", "review"]',
        b'{"id": "1", "when": "x", "who": "y", "verdict": "maybe"}']


@pytest.mark.parametrize("torn", TORN)
@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_torn_last_line_is_set_aside_and_reported_and_loses_nothing(path, torn, end):
    corpus = load(path, quotes=[a_quote()])
    corpus.review("quotes", corpus.quotes.iloc[0], "right")
    with path.open("ab") as file:
        file.write(torn + end)
    after = load(path, quotes=[a_quote()])
    assert after.quotes["reviewed"].tolist() == ["right"]
    assert [row["record"] for row in after.reviews.problems(after.articles)] == ["line 2"]
    after.review("quotes", after.quotes.iloc[0], "corrected", {"kind": "mixed"})
    assert load(path, quotes=[a_quote()]).quotes["kind"].tolist() == ["mixed"]
    assert torn in path.read_bytes()


def test_two_analysts_at_once_lose_nothing(path):
    def judge(who):
        corpus = load(path, quotes=[a_quote()])
        for _ in range(5):
            corpus.review("quotes", a_quote(), "right", who=who)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(judge, ["anna", "ben", "cleo", "dan"]))
    reviews = Reviews.read(path)
    assert len(reviews.lines) == 20 and not reviews.torn
    assert {line["who"] for line in reviews.lines} == {"anna", "ben", "cleo", "dan"}


def test_text_of_any_kind_is_kept_as_it_is(path):
    note = "line\nbreak \u2028 \ud800 =1+1 \x1b[31m"
    corpus = load(path, quotes=[a_quote()])
    corpus.review("quotes", corpus.quotes.iloc[0], "right", note=note)
    assert Reviews.read(path).lines[0]["note"] == note and path.read_bytes().count(b"\n") == 1


@pytest.mark.parametrize(("layer", "verdict", "to", "message"), [
    ("articles", "right", None, "no layer 'articles' to review; these can be reviewed: quotes"),
    ("quotes", "fine", None, "no verdict 'fine'; the verdicts are right"),
    ("quotes", "corrected", None, "`corrected` needs `to`"),
    ("quotes", "right", {"kind": "mixed"}, "the other verdicts take none"),
    ("quotes", "corrected", {"cue": "x"}, "quotes.cue can't be corrected; these can: speakers"),
    ("quotes", "corrected", {"kind": "odd"}, "quotes.kind can't be 'odd'; it is one of direct"),
    ("quotes", "corrected", {"said_on": "next week"}, "said_on"),
])
def test_a_judgement_that_makes_no_sense_is_refused_and_not_written(path, layer, verdict, to, message):
    corpus = load(path)
    with pytest.raises(ValueError, match=message):
        corpus.review(layer, a_quote(), verdict, to)
    assert not path.exists()


def test_laying_over_twice_changes_nothing(path):
    corpus = load(path, quotes=[a_quote()], stances=[a_stance()], events=[an_event()])
    corpus.review("stances", corpus.stances.iloc[0], "corrected", {"actor": "smith"})
    corpus.review("events", corpus.events.iloc[0], "corrected", {"begin": "2026-02-01"})
    corpus.review("quotes", a_quote(words="Talks failed"), "missed")
    for name in ("quotes", "stances", "events"):
        once = getattr(corpus, name)
        assert corpus.reviews.lay_over(name, once, corpus.articles).to_dict("records") == once.to_dict("records")


def test_corrected_quotes_reach_the_comparisons_made_from_them(path):
    corpus = load(path, quotes=[a_quote()])
    assert corpus.utterances is not None
    corpus.review("quotes", corpus.quotes.iloc[0], "wrong")
    assert not any("a:" in quote for quotes in corpus.utterances["quote_ids"] for quote in quotes)


def judged(path, *judgements):
    """Reviews of several quotes: (who, number of the quote, rule, verdict, to)."""
    body = " ".join(f"“Word {number},” Smith said." for number in range(20))
    rows = [a_quote(body, f"“Word {number},”", rule="beside" if number < 5 else "colon") for number in range(20)]
    articles = [an_article(body)]
    for who, number, verdict, to in judgements:
        corpus = load(path, articles, quotes=rows)
        row = corpus.quotes.loc[corpus.quotes["quote_id"] == rows[number]["quote_id"]]
        corpus.review("quotes", row.iloc[0] if len(row) else rows[number], verdict, to, who=who)
    return Reviews.read(path)


def test_precision_is_counted_by_layer_and_rule(path):
    reviews = judged(path, ("anna", 0, "right", None), ("anna", 1, "right", None), ("anna", 2, "wrong", None),
                     ("anna", 3, "corrected", {"kind": "mixed"}), ("anna", 6, "right", None))
    reviews = judged(path, ("anna", 3, "right", None))          # of her own correction, not of the machine's row
    table = measure_precision(reviews)
    assert table[["rule", "judged", "right", "corrected", "wrong"]].values.tolist() == [
        ["beside", 4, 2, 1, 1], ["colon", 1, 1, 0, 0]]
    assert table["share_right"].tolist() == [0.5, 1.0]
    assert (table["low"] < table["share_right"]).all() and (table["high"] >= table["share_right"]).all()
    assert measure_precision(reviews, by_rule=False)["judged"].tolist() == [5]
    assert len(measure_precision(Reviews(path))) == 0


@pytest.mark.parametrize(("right", "judged", "expected"), [
    (0, 0, (None, None)), (9, 10, (0.596, 0.982)), (0, 5, (0.0, 0.434)), (50, 100, (0.404, 0.596)),
])
def test_wilson_interval(right, judged, expected):
    assert tuple(bound if bound is None else round(bound, 3) for bound in wilson(right, judged)) == expected


def test_a_line_is_readable_json_with_who_when_and_what(path):
    corpus = load(path, quotes=[a_quote()])
    corpus.review("quotes", corpus.quotes.iloc[0], "corrected", {"speakers": ["jones"]}, who="anna", note="see p. 2")
    line = json.loads(path.read_text(encoding="utf-8"))
    assert line["who"] == "anna" and line["when"].endswith("+00:00") and line["to"] == {"speakers": ["jones"]}
    assert (line["words"], line["rule"], line["by"], line["note"]) == ("“We will not sign,”", "beside", "machine",
                                                                       "see p. 2")
