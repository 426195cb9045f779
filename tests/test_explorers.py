"""Explorers and evidence without a browser: what a control, a pick or a judgement does to rows, charts and card."""

import re
from dataclasses import replace
from html import unescape

import pandas as pd
import pytest
from table_schema import validate

from workbench import show, tables
from workbench.corpus import Corpus
from workbench.edit.add_alias import add_alias
from workbench.export.timeline_formats import to_timelinejs
from workbench.extract.cast import Actor, Registry
from workbench.extract.issues_file import Issue
from workbench.extract.reading import Settings
from workbench.review import Reviews
from workbench.show import labels
from workbench.show.explorers import views
from workbench.show.explorers.linked_widgets import RowTable
from workbench.show.report_rows import collect_rows
from workbench.show.spans import Mark, mark_spans

FIRST = "The fish talks failed.\n\n“We will not sign,” Ada Smith said on Monday. Bo Jones opposes the quota."
SECOND = "Talks failed again. Bo Jones said that the quota was “a theft”. Ada Smith backs the quota."


def a_quote(article, body, words, source, actor, cue="said", kind="direct"):
    start, at, by = body.index(words), body.index(source), body.index(cue)
    return {"quote_id": f"{article}:{start}", "article": article, "kind": kind, "speakers": [actor], "source": source,
            "source_start": at, "source_end": at + len(source), "cue": cue, "cue_start": by, "cue_end": by + len(cue),
            "source_kind": "named", "content": [words], "content_spans": [[start, start + len(words)]],
            "rule": "beside"}


def a_stance(article, body, words, actor, position):
    start = body.index(words)
    return {"article": article, "actor": actor, "holder_text": words.split(" ")[0], "issue": "quota", "rule": "verb",
            "position": position, "basis": "narration", "evidence": words, "start": start, "end": start + len(words)}


def sentences_of(article, body):
    return [{"article": article, "start": found.start(), "end": found.end(), "paragraph": body.count("\n\n", 0,
             found.start())} for found in re.finditer(r"[^.\n][^.]*\.", body)]


@pytest.fixture
def corpus(tmp_path):
    """Two articles of an invented dispute, as if extracted."""
    articles = [{"article": name, "body": body, "title": f"Title {name}", "outlet": outlet, "published": day,
                 "published_from": "header", "words": 9, "path": f"{name}.txt", "sha256": name,
                 "origin": [{"start": 0, "end": len(body), "from": 5, "to": len(body) + 5}]}
                for name, body, outlet, day in (("a", FIRST, "Morning", "2026-02-16"),
                                                ("b", SECOND, None, "2026-02-18"))]
    event = {"event_id": "2026-02-16/1", "begin": "2026-02-16", "finish": "2026-02-16", "precision": "day",
             "label": "The fish talks failed", "predicate": "fail", "actors": ["smith"],
             "articles": ["a", "b"], "outlets": ["Morning"],
             "independent_sources": 2, "status": "happened",
             "evidence": [["a", "The fish talks failed."], ["b", "Talks failed again."]]}
    planned = {**event, "event_id": "2026-03-01/1", "begin": "2026-03-01", "finish": "2026-03-02", "status": "planned",
               "actors": ["jones"], "evidence": [["b", "Talks failed again."]], "articles": ["b"], "outlets": []}
    rows = {
        "sentences": sentences_of("a", FIRST) + sentences_of("b", SECOND),
        "quotes": [a_quote("a", FIRST, "“We will not sign,”", "Ada Smith", "smith"),
                   a_quote("b", SECOND, "the quota was “a theft”", "Bo Jones", "jones", kind="mixed")],
        "stances": [a_stance("a", FIRST, "Bo Jones opposes the quota.", "jones", "oppose"),
                    a_stance("b", SECOND, "Ada Smith backs the quota.", "smith", "support")],
        "events": [event, planned],
        "copies": [{"article": "b", "copy_of": "a", "shared": 0.4, "why": "later"}],
        "utterances": [{"utterance_id": "smith/1", "speaker": "smith", "quote_ids": ["a:24"], "articles": ["a"],
                        "wordings": ["We will not sign"], "differs": [], "fullest": "a:24"}],
        "disagreements": [{"about": "talks", "articles": ["a", "b"], "claims": ["failed", "failed again"],
                           "evidence": [["a", "The fish talks failed."]], "kind": "count"}],
    }
    made = {name: tables.make(name, rows.get(name, ())) for name in tables.TABLES.keys() - {"articles", "problems"}}
    settings = Settings(actors=Registry({"smith": Actor("smith", "Ada Smith"), "jones": Actor("jones", "Bo Jones")}),
                        issues=(Issue("quota", "Fish quota", "The quota is kept"),))
    return Corpus({"articles": tables.make("articles", articles), **made}, settings,
                  reviews=Reviews.read(tmp_path / "reviews.jsonl"))


EXPLORERS = [
    ("explore_corpus", {}, 2), ("explore_corpus", {"outlet": "Morning"}, 1),
    ("explore_corpus", {"date_from": "2026-02-17"}, 1),
    ("explore_timeline", {}, 2), ("explore_timeline", {"status": "planned"}, 1),
    ("explore_timeline", {"actor": "smith", "outlet": "Morning"}, 1),
    ("explore_timeline", {"date_from": "2026-03-02"}, 1),                   # the planned one lasts until then
    ("explore_quotes", {}, 2), ("explore_quotes", {"actor": "jones", "kind": "mixed"}, 1),
    ("explore_quotes", {"actor": "jones", "kind": "direct"}, 0),
    ("explore_quotes", {"date_to": "2026-02-16"}, 1),
    ("explore_stances", {"issue": "quota", "position": "oppose"}, 1), ("explore_stances", {"actor": "nobody"}, 0),
    ("explore_sources", {}, 1), ("explore_sources", {"look_at": "utterances"}, 1),
    ("explore_sources", {"look_at": "disagreements", "outlet": "Morning"}, 1),
]


@pytest.mark.parametrize(("function", "parameters", "number"), EXPLORERS)
def test_the_printed_line_gives_the_same_rows_headless(corpus, function, parameters, number):
    explorer = getattr(show, function)(corpus, **parameters)
    headless = eval(explorer.call, {"show": show, "corpus": corpus})
    assert len(explorer.table.rows) == number and headless.index.tolist() == explorer.rows.index.tolist()
    assert explorer.call.replace("'", "&#x27;") in explorer.line.value and not explorer.message.value


@pytest.mark.parametrize(("parameters", "options"), [
    ({}, ""), ({"actor": "jones", "kind": "mixed"}, "-p actor jones -p kind mixed"),
    ({"actor": "a b; rm"}, "-p actor 'a b; rm'"),
    ({"actor": "jones", "outlet": "Morning"}, ""),        # the notebook cannot choose an outlet
])
def test_the_options_for_workbench_run(corpus, parameters, options):
    assert show.explore_quotes(corpus, **parameters).options == options


@pytest.mark.parametrize("function", sorted({function for function, _, _ in EXPLORERS}))
def test_what_stands_in_for_the_widget_is_the_same_each_time(corpus, function):
    first, second = (getattr(show, function)(corpus)._repr_mimebundle_() for _ in range(2))
    assert (first["text/plain"], first["text/html"]) == (second["text/plain"], second["text/html"])
    assert "application/vnd.jupyter.widget-view+json" in first and "0x" not in first["text/plain"]


def test_a_control_narrows_rows_table_and_charts(corpus):
    explorer = show.explore_quotes(corpus)
    drawn = [chart.generation for chart in explorer.charts]
    explorer.controls["kind"].value = "mixed"
    assert [row[1] for row in explorer.table.rows] == ["Bo Jones"] and explorer.parameters["kind"] == "mixed"
    assert all(chart.generation > before for chart, before in zip(explorer.charts, drawn, strict=True))
    explorer.reset.click()
    assert len(explorer.table.rows) == 2 and explorer.controls["kind"].value == ""


def pick(explorer, number, value, generation=None):
    """What the browser sends when the user brushes or clicks."""
    chart = explorer.charts[number]
    chart.picked = {"generation": chart.generation if generation is None else generation, "value": value}


def ms(day):
    return pd.Timestamp(day).timestamp() * 1000


def test_brushing_days_narrows_the_table_and_leaves_the_brushed_chart_alone(corpus):
    explorer = show.explore_quotes(corpus)
    days, speakers, _ = explorer.charts
    before = (days.generation, speakers.generation)
    pick(explorer, 0, {"begin": [ms("2026-02-16"), ms("2026-02-17")]})
    assert [row[1] for row in explorer.table.rows] == ["Ada Smith"]
    assert (days.generation, speakers.generation) == (before[0], before[1] + 1)
    assert str(explorer.controls["date_from"].value) == "2026-02-16" == explorer.parameters["date_to"]
    pick(explorer, 0, {})
    assert len(explorer.table.rows) == 2 and explorer.controls["date_from"].value is None


def test_clicking_a_bar_or_a_cell_shows_its_rows(corpus):
    quotes = show.explore_quotes(corpus)
    pick(quotes, 1, {"id": ["jones"], "vlPoint": {"or": [{"id": "jones"}]}})
    assert quotes.controls["actor"].value == "jones" and len(quotes.table.rows) == 1
    stances = show.explore_stances(corpus)
    pick(stances, 1, {"row": ["smith"], "column": ["quota"]})
    assert [row[3] for row in stances.table.rows] == ["support"] and stances.parameters["issue"] == "quota"
    pick(stances, 1, {})
    assert len(stances.table.rows) == 2


def test_a_pick_of_a_chart_since_redrawn_is_ignored(corpus):
    explorer = show.explore_quotes(corpus)
    old = explorer.charts[1].generation
    explorer.controls["kind"].value = "direct"
    pick(explorer, 1, {"id": ["jones"]}, generation=old)
    assert explorer.parameters["actor"] == ""


@pytest.mark.parametrize(("first", "last", "days"), [
    ("2026-02-16T00:00", "2026-02-18T00:00", ("2026-02-16", "2026-02-17")),
    ("2026-02-16T02:00", "2026-02-17T22:00", ("2026-02-16", "2026-02-17")),   # by hand: to the nearest midnight
    ("2026-02-16T04:00", "2026-02-16T05:00", ("2026-02-16", "2026-02-16")),
    ("2026-02-18T00:00", "2026-02-16T00:00", ("2026-02-16", "2026-02-17")),   # dragged leftwards
])
def test_a_brush_is_whole_days(first, last, days):
    read = views.view_days("kind").read({"begin": [ms(first), ms(last)]})
    assert (read["date_from"], read["date_to"]) == days
    shown = views._brushed(read)["value"]["x"]
    assert views.view_days("kind").read({"begin": shown}) == read


@pytest.mark.parametrize(("highest", "ticks"), [
    (1, [0, 1]), (3, [0, 1, 2, 3]), (7, [0, 2, 4, 6, 8]), (49, [0, 20, 40, 60])])
def test_counts_have_whole_ticks(highest, ticks):
    assert views._ticks(highest) == ticks


def test_an_empty_selection_says_so_in_words(corpus):
    explorer = show.explore_quotes(corpus, actor="jones", kind="direct")
    assert explorer.table.empty == "No quotes with actor jones, kind direct. “Show all” brings all 2 back."
    assert "No row names its actor" in show.explore_quotes(corpus, kind="indirect").charts[1].description
    corpus._corrected["quotes"] = tables.make("quotes")
    assert show.explore_quotes(corpus).table.empty == "There are no quotes in this corpus."


def test_a_chart_has_a_text_alternative_and_marks_more_than_colour(corpus):
    for chart in show.explore_quotes(corpus).charts + show.explore_stances(corpus).charts:
        assert len(chart.description) > 40 and chart.spec["$schema"]
    cells = show.explore_stances(corpus).charts[1]
    assert "Ada Smith on Fish quota: support 1" in cells.description


def choose(explorer, number=0):
    explorer.table.chosen = number
    assert not explorer.message.value and not explorer.card.said.value
    return explorer.card


def test_the_card_marks_speaker_cue_and_content_in_the_sentence(corpus):
    page = choose(show.explore_quotes(corpus)).page
    marked = dict(re.findall(r'class="wb-sentence wb-(\w+)" data-start="\d+">([^<]*)<', page.html))
    assert marked == {"content": "“We will not sign,”", "source": "Ada Smith", "cue": "said"}
    assert page.citation == ("Ada Smith: “We will not sign”. Morning. 2026-02-16. a.txt, characters 29–48")
    assert "Title a" in page.html and "beside" in page.html


@pytest.mark.parametrize(("words", "cited"), [
    ("We will not sign", "“We will not sign”."), ("“We will not sign,”", "“We will not sign”."),
    ("was “uneven,”", "“was ‘uneven,’”."), ('he said "no"', "“he said 'no'”."), ("two\n lines", "“two lines”."),
    ("We will not sign.", "“We will not sign.”"), ("Will you sign?", "“Will you sign?”"),
])
def test_a_citation_quotes_once_and_ends_once(corpus, words, cited):
    assert labels.cite(corpus, "a", 0, 3, words).startswith(f"{cited} Morning. ")


CARDS = [("explore_timeline", {}, "Talks failed again."), ("explore_stances", {}, "oppose"),
         ("explore_sources", {}, "a.txt, characters"), ("explore_sources", {"look_at": "utterances"}, "Ada Smith"),
         ("explore_sources", {"look_at": "disagreements"}, "failed / failed again")]


@pytest.mark.parametrize(("function", "parameters", "words"), CARDS)
def test_every_explorer_has_a_card(corpus, function, parameters, words):
    card = choose(getattr(show, function)(corpus, **parameters))
    assert words in card.page.html and card.page.citation
    card.read.click()
    assert "wb-article" in card.article.html and not card.said.value


def test_reading_an_article_with_all_its_layers_or_some(corpus):
    card = choose(show.explore_corpus(corpus))
    assert "1 quotes, 1 stances" in card.article.html and 'class="wb-cue' in card.article.html
    card.shown["quotes"].value = False
    assert 'class="wb-cue' not in card.article.html and 'class="wb-stance' in card.article.html


def test_judging_on_the_card_is_kept_and_undone(corpus):
    explorer = show.explore_quotes(corpus)
    card = choose(explorer)
    card.right.click()
    assert corpus.quotes["reviewed"].tolist()[0] == "right" and explorer.table.rows[0][-1] == "right"
    card.column.value = "kind"
    card.value.children[0].value = "indirect"
    card.correct.click()
    assert explorer.table.rows[0][2] == "indirect" and "Kept: corrected" in card.said.value
    card.wrong.click()
    assert len(explorer.table.rows) == 1
    for _ in range(3):
        card.undo.click()
    assert explorer.table.rows[0][2] == "direct" and explorer.table.rows[0][-1] == ""
    card.undo.click()
    assert "nothing to undo" in card.said.value


def test_the_rows_shown_are_judged_one_by_one_with_the_keyboard(corpus):
    explorer = show.explore_quotes(corpus)
    explorer.judge.click()
    queue = explorer.queue.children[0]
    assert len(queue.questions) == len(explorer.rows) and queue.html
    first = explorer.rows.iloc[0]["quote_id"]
    queue.press("2")
    assert first not in explorer.rows["quote_id"].tolist() and queue.place == 1
    queue.press("u")
    assert first in explorer.rows["quote_id"].tolist()
    assert corpus.reviews.lines[0]["draw"] == {"order": "as shown"}
    explorer.judge.click()
    assert not explorer.queue.children


def test_correcting_the_speaker_and_the_day(corpus):
    explorer = show.explore_quotes(corpus)
    card = choose(explorer)
    card.value.children[0].value = "jones"
    card.correct.click()
    assert explorer.table.rows[0][1] == "Bo Jones"
    card.column.value = "said_on"
    card.correct.click()
    assert "no day given" in card.said.value
    card.value.children[0].value = pd.Timestamp("2026-02-15").date()
    card.correct.click()
    assert explorer.table.rows[0][0] == "2026-02-15" and corpus.quotes["speakers"].tolist()[0] == ["jones"]


def test_a_correction_is_kept_for_good_as_an_alias_in_the_actors_file(corpus, tmp_path):
    file = tmp_path / "actors.toml"
    file.write_text('# mine\n[smith]\nname = "Ada Smith"\n\n[jones]\nname = "Bo Jones"  # the chair\n')
    corpus.settings = replace(corpus.settings, actors=Registry.read(file))
    card = choose(show.explore_quotes(corpus))
    assert card.always.layout.display == "none"
    card.row["source"] = "Lady Bo"
    card.value.children[0].value = "jones"
    card.correct.click()
    assert card.always.description == "Always: “Lady Bo” is Bo Jones" and card.always.layout.display == ""
    card.always.click()
    assert "counts from the next load" in card.said.value
    assert "# mine" in file.read_text() and "# the chair" in file.read_text()
    assert Registry.read(file).actors["jones"].aliases == ("Lady Bo",)
    with pytest.raises(ValueError, match="a name of \\[jones\\]"):
        add_alias(corpus, "smith", "Lady Bo")
    with pytest.raises(ValueError, match="no name but a pronoun"):
        add_alias(corpus, "smith", "They")


def test_what_was_missed_is_added_from_selected_words(corpus):
    explorer = show.explore_quotes(corpus)
    card = choose(explorer)
    card.read.click()
    card.missed.button.click()
    assert "nothing selected" in card.missed.said.value
    card.article.selection = [0, 21]
    card.missed.fields[0].children[0].value = "jones"
    card.missed.button.click()
    row = explorer.table.rows[0]
    assert (row[1], row[3], row[5]) == ("Bo Jones", "The fish talks failed", "added")


@pytest.mark.parametrize(("layer", "table"), [("stances", "stances"), ("events", "events"), ("relations", "relations")])
def test_other_rows_can_be_added_from_a_sentence(corpus, layer, table):
    card = choose(show.explore_timeline(corpus))
    card.read.click()
    card.missed.layer.value = layer
    card.missed.sentence.value = card.missed.sentence.options[1][1]
    for field in card.missed.fields:
        if field.children and field.column == "begin":
            field.children[0].value = pd.Timestamp("2026-02-15").date()
        elif field.children and field.column in ("actor", "holder", "target"):
            field.children[0].value = "smith" if field.column != "target" else "jones"
    before = len(getattr(corpus, table))
    card.missed.button.click()
    assert len(getattr(corpus, table)) == before + 1 and "added" in getattr(corpus, table)["reviewed"].tolist()
    validate(table, getattr(corpus, table))


def test_an_observer_that_fails_says_so_in_the_panel(corpus):
    explorer = show.explore_quotes(corpus)
    corpus._corrected["quotes"] = corpus.quotes.drop(columns="kind")
    explorer._rows_by_choice.clear()
    explorer.controls["kind"].value = "direct"
    assert 'role="alert"' in explorer.message.value and "kind" in explorer.message.value


@pytest.mark.parametrize(("call", "message"), [
    (lambda corpus: show.pick_quotes(corpus, date_from="soon"), "date_from: 'soon' is no day"),
    (lambda corpus: show.pick_sources(corpus, look_at="all"), "look_at can't be 'all'; it is one of copies"),
    (lambda corpus: show.show_evidence(corpus, "words", 0), "no evidence cards for 'words'"),
    (lambda corpus: show.show_article(corpus, "a", ["words"]), "'words' can't be drawn over an article"),
    (lambda corpus: show.explore_quotes(corpus).choose(colour="red"), "no parameter colour"),
])
def test_what_does_not_exist_is_named(corpus, call, message):
    with pytest.raises(ValueError, match=message):
        call(corpus)


@pytest.mark.parametrize(("marks", "expected"), [
    ([], "[0:abcdef]"),
    ([Mark(1, 3, "cue", "x")], "[0:a](x)[1 cue:bc][3:def]"),
    ([Mark(0, 4, "content", "c"), Mark(2, 6, "time", "t")], "(c)[0 content:ab](t)[2 content time:cd][4 time:ef]"),
    ([Mark(0, 6, "content"), Mark(2, 3, "time")], "[0 content:ab][2 content time:c][3 content:def]"),
    ([Mark(4, 99, "time", "t"), Mark(3, 3, "cue", "none"), Mark(-5, 1, "source", "s")],
     "(s)[0 source:a][1:bcd](t)[4 time:ef]"),
])
def test_marks_may_nest_overlap_and_reach_outside(marks, expected):
    drawn = mark_spans("abcdef", 0, 6, marks)
    drawn = re.sub(r'<span class="wb-label">(\w+)</span>', r"(\1)", drawn)
    drawn = re.sub(r'<span(?: class="([^"]*)")? data-start="(\d+)">([^<]*)</span>',
                   lambda found: f"[{' '.join([found[2], *(found[1] or '').split()])}:{found[3]}]", drawn)
    assert drawn.replace("wb-", "") == expected


def test_every_row_of_the_seeds_has_its_card(seeds):
    for layer in ("quotes", "stances", "relations", "times", "mentions", "events", "utterances", "disagreements",
                  "copies"):
        for row in getattr(seeds, layer).head(12).to_dict("records"):
            card = show.show_evidence(seeds, layer, row)
            assert "wb-text" in card._repr_html_() and "seeds/" in card.citation, (layer, row)


def test_a_vague_day_is_told_as_its_words_wherever_events_are_listed(seeds):
    vague = seeds.events[seeds.events["finish"] == "2014-12-31"].iloc[0]
    assert (str(vague["begin"].date()), vague["precision"]) == ("2014-01-01", "vague")
    chosen = show.explore_timeline(seeds)
    days = {row[1]: row[0] for row in chosen.table.rows}
    assert days[vague["label"]] == "2014" and "2026-02-17 to 2026-02-18" in days.values()
    assert f"in 2014: {vague['label']}" in unescape(show.show_evidence(seeds, "events", vague)._repr_html_())
    cells = [carried["cells"] for _, carried in collect_rows(seeds).rows["events"]]
    assert ["2014", vague["label"]] in [row[:2] for row in cells]
    slides = to_timelinejs(seeds.events)["events"]
    assert "in 2014" in [slide["display_date"] for slide in slides]


def test_events_far_from_the_others_do_not_press_them_together():
    days = pd.to_datetime(["2014-01-01", *["2026-02-13"] * 6, "2026-02-17"])
    frame = pd.DataFrame({"day": days, "status": "happened"})
    chart, words = views.view_days("status").draw(frame, {"date_from": "", "date_to": ""})
    assert [bar["first"] for bar in chart.to_dict()["data"]["values"]] == ["2026-02-13", "2026-02-17"]
    assert "1 without a date or far from the others are not drawn" in words


def test_the_kernel_pages_searches_and_sorts_the_rows_of_a_table():
    records = [{"who": who, "words": number, "content": [f"said {number}"]}
               for number, who in enumerate(["Bo", "ada", "Cy"] * 40, start=5)]
    table = RowTable({"Who": lambda row: row["who"], "Words": lambda row: str(row["words"])})
    table.fill(records, "nothing")
    assert (table.count, len(table.rows), table.rows[0]) == (120, 50, ["Bo", "5"])
    table.page = 2
    assert (len(table.rows), table.numbers[0]) == (20, 100)
    table.order = [1, -1]
    assert (table.page, table.rows[0], table.rows[-1]) == (0, ["Cy", "124"], ["ada", "75"])
    table.order = [0, 1]
    assert [row[0] for row in table.rows[:41]] == ["ada"] * 40 + ["Bo"]
    table.query = "said 12 bo"  # all the words, also those that a cell shows cut
    assert [records[number]["words"] for number in table.numbers] == [122]
    table.query, table.page = "nowhere", 9
    assert (table.count, table.rows) == (0, [])


@pytest.mark.parametrize("pick", [show.pick_quotes, show.pick_stances])
def test_unknown_can_be_chosen_and_gives_the_same_rows_headless(seeds, pick):
    frame, column = (seeds.quotes, "speakers") if pick is show.pick_quotes else (seeds.stances, "actor")
    unknown = [not cell if isinstance(cell, list) else not isinstance(cell, str) for cell in frame[column]]
    assert any(unknown) and pick(seeds, actor="?").index.tolist() == frame[unknown].index.tolist()


@pytest.mark.parametrize(("layer", "first", "last"), [
    ("quotes", "“said” attributes it, as clause", "so: Russia, Ukraine, indirect"),
    ("stances", "words the issue", "support"), ("relations", "shows it: ", "towards "),
    ("events", "names the deed", "so: "),
])
def test_the_card_tells_why_a_row_is_there(seeds, layer, first, last):
    explore = {"events": show.explore_timeline, "quotes": show.explore_quotes}.get(layer, show.explore_stances)
    card = explore(seeds).card
    card.show(layer, getattr(seeds, layer).iloc[0].to_dict())
    card.why.click()
    steps = unescape(card.said.value).split(" → ")
    assert len(steps) > 1 and first in steps[0] + steps[1] and last in steps[-1]
