"""Temporal expressions: what is found, what it means, what it is counted from."""

import re
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import workbench as wb
from workbench.extract.times import find_times, values
from workbench.lexicons import read_lexicon

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))  # scripts, no package
import dates_meant

LEXICON = read_lexicon("times")
WEDNESDAY = "2026-02-18"


def read(text, published=WEDNESDAY):
    return [(time["text"], time["value"]) for time in find_times(text, published)]


def marked(example):
    """The text without its brackets, and what stands between them."""
    return re.sub(r"[\[\]]", "", example), re.search(r"\[(.+)\]", example)[1]


@pytest.mark.parametrize("rule", LEXICON["rule"], ids=lambda rule: rule["name"])
def test_the_example_of_every_rule(rule):
    text, expression = marked(rule["example"])
    found = {time["text"]: time for time in find_times(text, WEDNESDAY)}
    assert expression in found
    assert (found[expression]["value"], found[expression]["rule"]) == (rule["value"], rule["name"])


@pytest.mark.parametrize("modifier", LEXICON["modifier"], ids=lambda entry: entry["example"])
def test_the_example_of_every_modifier(modifier):
    text, expression = marked(modifier["example"])
    assert [(time["text"], time["mod"]) for time in find_times(text, WEDNESDAY)][-1:] == [(expression, modifier["mod"])]


@pytest.mark.parametrize("text, published, expected", [
    # a bare weekday is the last one, the day of publication included; the words around may point ahead
    ("They met on Wednesday.", WEDNESDAY, [("Wednesday", "2026-02-18")]),
    ("They met on Thursday.", WEDNESDAY, [("Thursday", "2026-02-12")]),
    ("They will meet on Thursday.", WEDNESDAY, [("Thursday", "2026-02-19")]),
    ("On Thursday, the council will vote.", WEDNESDAY, [("Thursday", "2026-02-19")]),
    ("He said the council will vote, and left on Thursday.", WEDNESDAY, [("Thursday", "2026-02-12")]),
    ("They met last Wednesday.", WEDNESDAY, [("last Wednesday", "2026-02-11")]),
    # a bare month or day is that of the year around publication
    ("The bridge was closed in November.", WEDNESDAY, [("November", "2025-11")]),
    ("The bridge will open in November.", WEDNESDAY, [("November", "2026-11")]),
    ("It was signed on Dec. 30.", WEDNESDAY, [("Dec. 30", "2025-12-30")]),
    ("Ballots are due by March 3.", WEDNESDAY, [("March 3", "2026-03-03")]),
    # "May" and "March" are not always months, nor "second" and "fall"
    ("May the truce hold.", WEDNESDAY, []),
    ("Mrs May may march on.", WEDNESDAY, []),
    ("It fell in May 2025.", WEDNESDAY, [("May 2025", "2025-05")]),
    ("A second attack let prices fall.", WEDNESDAY, []),
    # years, and numbers that are none
    ("It sold for $1999 and 2,026 people saw 1990 of them off.", WEDNESDAY, [("1990", "1990")]),
    ("in the 1990s, the '80s and the nineties", WEDNESDAY, [
        ("the 1990s", "199"), ("the '80s", "198"), ("the nineties", "199")]),
    ("the winter of 2025 and the third quarter of 2024", WEDNESDAY, [
        ("the winter of 2025", "2025-WI"), ("the third quarter of 2024", "2024-Q3")]),
    # what was set for a day is still to come; a near miss
    ("She set a trial for June 9; he set the record on June 9.", "2026-03-05", [
        ("June 9", "2026-06-09"), ("June 9", "2025-06-09")]),
    # durations, and ages, which are none
    ("after 2 1/2 years, a minute and a half, half an hour and twenty-four days", WEDNESDAY, [
        ("2 1/2 years", "P2Y6M"), ("a minute and a half", "PT1M30S"), ("half an hour", "PT30M"),
        ("twenty-four days", "P24D")]),
    ("The 52-year-old, 52 years old, saw the four-year-old war.", WEDNESDAY, [("four-year-old", "P4Y")]),
    # the weekend, overnight, noon, zones
    ("Over the weekend, overnight on the front", "2026-02-16", [("the weekend", "2026-W07-WE"),
                                                                ("overnight", "2026-02-15TNI")]),
    ("at noon on Tuesday and at 5 p.m. EST", WEDNESDAY, [
        ("noon on Tuesday", "2026-02-17T12:00"), ("5 p.m. EST", "2026-02-17T17:00")]),
    ("by 6 o'clock this evening, at 8:30 Friday night, at 3 o'clock in the morning", WEDNESDAY, [
        ("6 o'clock this evening", "2026-02-18T18:00"), ("8:30 Friday night", "2026-02-13T20:30"),
        ("3 o'clock in the morning", "2026-02-13T03:00")]),
    ("on June 16 of last year, and the night of Jan. 7", WEDNESDAY, [
        ("June 16 of last year", "2025-06-16"), ("the night of Jan. 7", "2026-01-07TNI")]),
    # parts of a unit, a unit as an adjective, and what is no stretch of the calendar
    ("a half-hour, a quarter of a century, a week-long halt, centuries-old rites", WEDNESDAY, [
        ("a half-hour", "PT30M"), ("a quarter of a century", "P25Y"), ("week-long", "P1W"), ("centuries-old", "PXC")]),
    ("It shrank over the years, and in the past decade.", WEDNESDAY, [
        ("the years", "PXY"), ("the past decade", "P10Y")]),
    ("by the end of the decade, on weekends", WEDNESDAY, [
        ("the end of the decade", "202"), ("weekends", "XXXX-WXX-WE")]),
    # "for the next week" is a length, "following Monday's vote" no Monday to come
    ("It held for the next week.", WEDNESDAY, [("the next week", "P1W")]),
    ("Following Monday's vote he left.", WEDNESDAY, [("Monday", "2026-02-16")]),
    # names
    ("The Daily Herald of Easter Island is a daily.", WEDNESDAY, [("daily", "P1D")]),
    # feasts move with their year
    ("Easter 2024, Good Friday 2025 and Thanksgiving 2025", WEDNESDAY, [
        ("Easter 2024", "2024-03-31"), ("Good Friday 2025", "2025-04-18"), ("Thanksgiving 2025", "2025-11-27")]),
    ("", WEDNESDAY, []),
])
def test_values(text, published, expected):
    assert read(text, published) == expected


@pytest.mark.parametrize("text, expected", [
    ("from Monday to Wednesday", ("from Monday to Wednesday", "2026-02-16/2026-02-18")),
    ("between March and May 2025", ("between March and May 2025", "2025-03/2025-05")),
    ("on February 17–18 in Geneva", ("February 17–18", "2026-02-17/2026-02-18")),
    ("on 17-18 February", ("17-18 February", "2026-02-17/2026-02-18")),
    ("March 30 – April 2", ("March 30 – April 2", "2026-03-30/2026-04-02")),
    ("the 2024-25 budget", ("2024-25", "2024/2025")),
])
def test_a_range_is_one_row(text, expected):
    assert read(text) == [expected]


@pytest.mark.parametrize("text, expression, value, anchor", [
    ("The raid was on January 5. Two days later it rained.", "Two days later", "2026-01-07", "January 5"),
    ("The raid was on January 5. The next day it rained.", "The next day", "2026-01-06", "January 5"),
    ("It was signed in March 2024. The following month it failed.", "The following month", "2024-04", "March 2024"),
    ("It was signed in March 2024. That year saw war.", "That year", "2024", "March 2024"),
    ("It ended a week after 3 March 2025.", "a week", "2025-03-10", "3 March 2025"),
    ("Two days before Christmas 2025 it rained.", "Two days", "2025-12-23", "Christmas 2025"),
    ("They signed on the 10th anniversary of the 2014 vote.", "the 10th anniversary", "2024", "2014"),
    ("A week earlier it rained.", "A week earlier", "2026-02-11", "published"),
    ("It rained on Monday.", "Monday", "2026-02-16", "published"),
    ("It rained on 3 March 2020.", "3 March 2020", "2020-03-03", None),
])
def test_anchor_says_what_it_was_counted_from(text, expression, value, anchor):
    row = {time["text"]: time for time in find_times(text, WEDNESDAY)}[expression]
    assert (row["value"], row["anchor"]) == (value, anchor)


@pytest.mark.parametrize("text, begin, finish", [
    ("this week", "2026-02-16", "2026-02-22"),
    ("earlier this month", "2026-02-01", "2026-02-18"),
    ("So far this year", "2026-01-01", "2026-02-18"),
    ("later this month", "2026-02-18", "2026-02-28"),
    ("the last two weeks", "2026-02-04", "2026-02-18"),
    ("the winter of 2025", "2025-12-01", "2026-02-28"),
    ("recent days", None, None),
])
def test_first_and_last_day(text, begin, finish):
    row, = find_times(text, WEDNESDAY)
    assert [day and str(day) for day in (row["begin"], row["finish"])] == [begin, finish]


@pytest.mark.parametrize("text, values_found", [
    ("The defence ministry met on 05/02/2026.", ["2026-02-05"]),           # British by spelling
    ("The defense ministry met on 05/02/2026.", ["2026-05-02"]),           # American by spelling
    ("From 05/02/2026 to 17/02/2026.", ["2026-02-05", "2026-02-17"]),      # British by the second date
    ("From 2/5/26 to 2/17/26.", ["2026-02-05", "2026-02-17"]),             # American by the second date
    ("On 05.02.2026", ["2026-02-05"]),                                     # points put the day first
    ("On 05/02/2026", ["2026-XX-XX"]),                                     # nothing tells: marked, not guessed
    ("On 05/05/2026", ["2026-05-05"]),
])
def test_numeric_dates_are_settled_by_the_text(text, values_found):
    assert [value for _, value in read(text)] == values_found


def test_nothing_is_resolved_without_a_day_of_publication():
    text = ("On Friday, yesterday, last week, next month, two years ago, in May, on February 17-18, this summer, at "
            "Easter, tonight at 5 p.m., two days later, over the weekend, the third quarter, last May and a year ago.")
    found = find_times(text, None)
    assert len(found) >= 15
    assert [time["text"] for time in found if "X" not in time["value"] or time["begin"] is not None] == []
    assert read("On 3 March 2020", None) == [("3 March 2020", "2020-03-03")]


def test_the_table_of_a_text():
    times = wb.analyse("They met on Friday.", published=WEDNESDAY, layers=["times"]).times
    assert times[["text", "type", "value", "rule"]].values.tolist() == [["Friday", "DATE", "2026-02-13", "weekday"]]


WORDS = st.sampled_from(sorted({"17", "2026", "1990s", "3", "p.m.", "EST", "13/02/2026", "99/99/9999", "–", ",", "’s",
                                "'80s",
                                *(word.title() for word in LEXICON["words"]["MONTH"]),
                                *(word for words in LEXICON["words"].values() for word in words),
                                *re.findall("[a-z]+", " ".join(rule["pattern"] for rule in LEXICON["rule"]))}))
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=25).map(" ".join),
                  st.lists(WORDS, max_size=12).map("-".join))
VALUE = re.compile(r"(PAST|PRESENT|FUTURE)_REF|P(T?[\dX.]+[YMWDHSCELQ]|[\dX]+WE)+(T?\d+[HMS])?(/P[\dXTYMWDHQ.]+)?"
                   r"|[\dX]{2,4}(-(W[\dX]{2}(-WE|-\d)?|Q[\dX]|H[\dX]|SP|SU|FA|WI|[\dX]{2}(-[\dX]{2})?))?"
                   r"(T(\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:?\d\d)?|[A-Z]{2}))?(/[\dXWQHSPUFAI-]+)?")


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, published=st.none() | st.dates())
@example("0MILLENNIA EARLIER", None)
def test_any_text_and_any_day(text, published):
    last = 0
    for time in find_times(text, published):
        assert last <= time["start"] < time["end"] <= len(text)
        assert text[time["start"]:time["end"]] == time["text"]
        last = time["end"]
        assert (time["begin"] is None) == (time["finish"] is None)
        assert time["begin"] is None or time["begin"] <= time["finish"]
        assert VALUE.fullmatch(time["value"]), time


def test_values_and_their_days():
    assert values.days_of("2026-W01") == (date(2025, 12, 29), date(2026, 1, 4))
    assert values.days_of("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert values.days_of("2026-02-30") is None
    assert values.days_of("PXM") is None


@pytest.mark.parametrize("text, value", [
    ("Twenty years ago Friday, the bridge fell.", "2006-02-13"),
    ("Ten years ago next month, the mine closed.", "2016-03"),
    ("He could resign as early as Monday.", "2026-02-23"),
    ("She could not be reached Monday.", "2026-02-16"),
    ("A parade planned for Friday was called off.", "2026-02-13"),
    ("The strike was to have ended Friday.", "2026-02-13"),
    ("The judge begins in the week of 2 March.", "2026-W10"),
    ("The ferry sank last Oct. 23 in fog.", "2025-10-23"),
    ("They left next Feb. 20 open.", "2026-02-20"),
])
def test_the_day_that_was_meant(text, value):
    assert [found for _, found in read(text)] == [value]


def test_the_next_decade_begins_on_the_day_of_publication():
    row, = find_times("Output should double over the next decade.", WEDNESDAY)
    assert (row["begin"], row["finish"]) == (date(2026, 2, 18), date(2036, 2, 18))


def test_sentences_on_future_and_past():
    questions = dates_meant.questions()
    assert sum(map(dates_meant.is_right, questions)) >= len(questions) * dates_meant.AIM / 100
