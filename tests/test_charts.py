"""Charts: what they draw of small tables, what they say of empty ones, how they are stored."""

import json
from hashlib import sha256
from importlib.metadata import version

import pandas as pd
import pytest

from workbench import show, tables
from workbench.compare.channels import trace_channels
from workbench.show import theme, vega_library
from workbench.show.labels import name_articles, shorten

NAMES = {"kyiv": "Kyiv", "moscow": "Moscow", "a": "A: first", "b": "B: second", "dam": "The dam"}


def empty(name):
    return tables.make(name)


ARTICLES = tables.make("articles", [
    {"article": "a", "title": "First", "body": "x", "published": "2026-02-13", "published_from": "header",
     "words": 300},
    {"article": "b", "title": "Second", "body": "x", "published": None, "published_from": "unknown", "words": 200},
])
MENTIONS = tables.make("mentions", [
    {"article": "a", "start": 0, "end": 4, "text": "Kyiv", "actor": "kyiv", "how": "name"},
    {"article": "a", "start": 9, "end": 13, "text": "Kyiv", "actor": "kyiv", "how": "name"}])
QUOTES = tables.make("quotes", [
    {"quote_id": "a:0", "article": "a", "kind": "direct", "speakers": ["kyiv", "moscow"], "cue": "said",
     "tone": "neutral", "content": ["three little words"], "rule": "r"},
    {"quote_id": "a:9", "article": "a", "kind": "indirect", "speakers": [], "cue": "warned", "tone": "warn",
     "content": ["one two"], "via": "the agency", "rule": "r"}])
STANCES = tables.make("stances", [
    {"article": "a", "start": 0, "end": 5, "actor": "kyiv", "issue": "dam", "position": "oppose",
     "basis": "own words", "evidence": "No.", "rule": "r", "said_on": "2026-02-12"},
    {"article": "b", "start": 0, "end": 5, "holder_text": "Analysts", "issue": "dam", "position": "support",
     "basis": "narration", "evidence": "Yes.", "rule": "r"}])
RELATIONS = tables.make("relations", [
    {"article": "a", "start": 0, "end": 5, "holder": "kyiv", "target": "moscow", "sign": "negative", "evidence": "No.",
     "rule": "r"}])
EVENTS = tables.make("events", [
    {"event_id": "1", "begin": "2014-03-01", "finish": "2014-03-31", "precision": "range", "label": "Long ago",
     "actors": ["moscow"], "independent_sources": 1, "status": "happened"},
    {"event_id": "2", "begin": "2026-02-10", "finish": "2026-02-10", "precision": "day", "label": "Last Tuesday",
     "actors": ["kyiv", "moscow"], "independent_sources": 2, "status": "happened"},
    {"event_id": "3", "begin": "2026-02-24", "finish": "2026-02-24", "precision": "day", "label": "A plan",
     "actors": [], "independent_sources": 1, "status": "planned"}])
UNDATED = pd.DataFrame([{"label": "Another swap", "dated": "soon", "actors": ["kyiv"],
                         "claimed_by": ["moscow"]}])
TIMES = tables.make("times", [
    {"article": "a", "start": 0, "end": 4, "text": "2014", "type": "DATE", "value": "2014", "begin": "2014-01-01",
     "finish": "2014-12-31", "rule": "r"},
    {"article": "a", "start": 9, "end": 14, "text": "today", "type": "DATE", "value": "2026-02-13",
     "begin": "2026-02-13", "finish": "2026-02-13", "rule": "r"}])
RIVALS = tables.make("stances", [{**STANCES.iloc[0].to_dict(), "actor": actor, "position": position}
                                  for actor, position in (("kyiv", "oppose"), ("moscow", "support"))])
COPIES = tables.make("copies", [{"article": "b", "copy_of": "a", "shared": 0.63}])

CHANNELS = trace_channels(QUOTES, ARTICLES, empty("copies"))


# each chart, drawn from rows and from none; a word its description holds, and what it says where there is nothing
CHARTS = {
    "corpus": (show.draw_corpus, (ARTICLES,), (empty("articles"),), "300 words, 2026-02-13 (header)", "No article"),
    "presence": (show.draw_presence, (MENTIONS,), (empty("mentions"),), "Kyiv: 2 mentions", "No actor"),
    "timeline": (show.draw_timeline, (EVENTS, ARTICLES), (empty("events"), ARTICLES),
                 "1 to 31 March 2014 (happened) Long ago", "No dated event"),
    "reach": (show.draw_reach, (TIMES, ARTICLES), (empty("times"), ARTICLES), "4062 days back, no days ahead",
              "No expression"),
    "speakers": (show.draw_speakers, (QUOTES,), (empty("quotes"),), "Kyiv: 1 direct", "No statement"),
    "tones": (show.draw_tones, (QUOTES,), (empty("quotes"),), "neutral: 1 statement (said)", "No cue"),
    "positions": (show.draw_positions, (STANCES, COPIES), (empty("stances"), COPIES),
                  "Analysts on The dam: support", "No position"),
    "moves": (show.draw_moves, (STANCES, ARTICLES), (empty("stances"), ARTICLES), "2026-02-12 Kyiv on The dam: oppose",
              "No position"),
    "relations": (show.draw_relations, (RELATIONS,), (empty("relations"),), "Kyiv towards Moscow: negative", "Nobody"),
    "shared": (show.draw_shared_text, (COPIES, ARTICLES), (empty("copies"), ARTICLES), "B: second and A: first: 63%",
               "No two of the 2 articles"),
    "channels": (show.draw_channels, (CHANNELS,), (CHANNELS.head(0),), "1 statement through a medium (the agency)",
                 "No statement"),
    "network": (show.draw_network, (RIVALS,), (empty("stances"),), "Moscow on The dam: support (1 sentence)",
                "No named actor"),
}


@pytest.fixture(autouse=True)
def look():
    show.use_theme()


@pytest.mark.parametrize("key", CHARTS)
def test_a_chart_is_drawn_titled_and_described(key):
    draw, rows, _, described, _ = CHARTS[key]
    spec = draw(*rows, NAMES).to_dict()
    assert described in spec["description"]
    assert spec["title"]["text"] and spec["title"]["subtitle"]
    svg = theme.make_svg(spec)
    assert 'role="img"' in svg and "aria-label=" in svg
    width = float(svg.split('width="')[1].split('"')[0])
    assert width <= 800, "wider than a notebook's column"


@pytest.mark.parametrize("key", CHARTS)
def test_an_empty_table_says_so_in_words(key):
    draw, _, nothing, _, words = CHARTS[key]
    spec = draw(*nothing, NAMES).to_dict()
    assert words in spec["description"] and words in theme.make_svg(spec)


@pytest.mark.parametrize("key", CHARTS)
def test_a_chart_is_the_same_every_time(key):
    draw, rows, *_ = CHARTS[key]
    assert json.dumps(draw(*rows, NAMES).to_dict()) == json.dumps(draw(*rows, NAMES).to_dict())


def test_a_chart_is_stored_as_picture_specification_and_words():
    spec = show.draw_speakers(QUOTES, NAMES).to_dict()
    stored = theme.bundle(spec)
    assert stored["image/svg+xml"].startswith("<svg")
    assert stored[theme.SPEC_TYPE]["$schema"].endswith("/v5.json")
    assert stored["text/plain"].startswith("Who is quoted")


def test_the_plotting_library_is_kept_for_the_user_and_run_only_with_the_known_hash(tmp_path, monkeypatch):
    installed = version("vl-convert-python")
    made = vega_library.bundle_vega()
    assert sha256(made).hexdigest() == vega_library.SHA256.get(installed), f"write the hash of {installed} into SHA256"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(vega_library, "bundle_vega", lambda: made)
    for kept in (b"", b"alert('not ours')", made):
        vega_library.vega_script.cache_clear()
        path = tmp_path / "workbench" / f"vega-{vega_library.VEGALITE}-{installed}.js"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(kept)
        assert vega_library.vega_script() == path.read_bytes() == made


def values(chart):
    return [row for rows in chart.to_dict()["datasets"].values() for row in rows]


def test_every_speaker_of_a_statement_counts_and_nobody_known_is_a_row_too():
    rows = values(show.draw_speakers(QUOTES, NAMES))
    assert {(row["who"], row["kind"], row["statements"], row["words"]) for row in rows} == {
        ("Kyiv", "direct", 1, 3), ("Moscow", "direct", 1, 3), ("unnamed or unresolved", "indirect", 1, 2)}


def test_events_around_publication_stand_apart_from_the_background():
    chart = show.draw_timeline(EVENTS, ARTICLES, NAMES, undated=UNDATED).to_dict()
    shown = [{row["what"] for layer in [part, *part["layer"]] if "data" in layer
              for row in chart["datasets"][layer["data"]["name"]] if "what" in row} for part in chart["vconcat"]]
    assert shown == [{"Last Tuesday", "A plan"}, {"Long ago"}, {"Another swap, says Moscow"}]


def test_a_timeline_tells_the_stages_of_an_event_and_vague_days_as_such():
    stages = [{"stage": stage, "begin": "2026-02-10", "finish": "2026-02-10"} for stage in ("announced", "held")]
    event = {**EVENTS.iloc[1].to_dict(), "begin": "2026-02-01", "finish": "2026-02-28", "precision": "vague",
             "stages": stages}
    chart = show.draw_timeline(tables.make("events", [event]), ARTICLES, NAMES)
    row = next(row for row in values(chart) if "what" in row)
    assert (row["days"], row["what"]) == ("in February 2026", "Last Tuesday (announced → held)")


def test_hostile_text_stays_text():
    hostile = tables.make("quotes", [{**QUOTES.iloc[0].to_dict(), "speakers": ["</script><img onerror=alert(1)>"]}])
    svg = theme.make_svg(show.draw_speakers(hostile, {}).to_dict())
    assert "<img" not in svg and "</script>" not in svg


def test_a_table_shows_names_lists_days_and_what_it_leaves_out():
    shown = show.table(EVENTS, {"begin": "day", "actors": "who"}, rows=2, names=NAMES)
    assert repr(shown).splitlines() == ["day | who", "2014-03-01 | Moscow", "2026-02-10 | Kyiv; Moscow", "… and 1 more"]
    assert "<td" in shown.to_html() and "… and 1 more" in shown.to_html()


def test_an_empty_table_is_a_sentence():
    assert repr(show.table(empty("events"), empty="Nothing happened.")) == "Nothing happened."


def test_a_cell_is_escaped_and_missing_values_are_blank():
    frame = tables.make("problems", [{"path": "<b>", "problem": "a & b"}])
    assert "&lt;b&gt;" in show.table(frame).to_html() and "a &amp; b" in show.table(frame).to_html()
    assert repr(show.table(frame)).splitlines()[1] == "<b> |  | a & b"


@pytest.mark.parametrize(("text", "short"), [
    ("short", "short"), ("a headline of several words", "a headline of …"), ("x" * 30, "x" * 16 + " …")])
def test_names_are_cut_at_a_word(text, short):
    assert shorten(text, 16) == short


def test_no_two_articles_have_one_name():
    same = tables.make("articles", [{"article": key, "outlet": "Outlet", "title": "Same title", "body": "x",
                                     "published_from": "unknown", "words": 1} for key in ("a", "b")])
    assert sorted(name_articles(same).values()) == ["Outlet: Same title", "Outlet: Same title (b)"]


MANY = tables.make("articles", [
    {"article": f"a{number}", "body": "x", "published": f"2026-{1 + number % 12:02}-10", "published_from": "file name",
     "outlet": f"Paper {number % 14}", "words": 9, "sha256": ""} for number in range(168)])


def test_many_articles_are_counted_by_outlet_and_week():
    came_in = show.draw_corpus(MANY, {})
    assert "by week and outlet" in came_in.title.subtitle and "others: 84 articles" in came_in.description
    mentions = tables.make("mentions", [{"article": f"a{number}", "start": 0, "end": 4, "text": "Kyiv", "actor": "kyiv",
                                         "how": "name"} for number in range(168)])
    present = show.draw_presence(mentions, {}, MANY)
    columns = {row["in"] for row in present.to_dict()["datasets"].popitem()[1]}
    assert len(columns) == 13 and "others" in columns
    alone = show.draw_presence(mentions, {}, MANY.assign(outlet="Paper 1"))
    assert "in each week" in alone.title.subtitle
    assert "None of 168" in show.draw_corpus(MANY.assign(published=None), {}).to_json()
