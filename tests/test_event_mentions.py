"""Dated clauses: what is dated, by which day, with which label; what happened, what is planned, who claims it."""


import pandas as pd
import pytest

import workbench as wb
from workbench.extract.cast import Actor, Registry
from workbench.lexicons import read_lexicon

PUBLISHED = "2025-06-04"  # a Wednesday
EVENTS = read_lexicon("events")


def event_mentions(text, published=PUBLISHED):
    return wb.analyse(text, published=published, layers=["event_mentions"]).event_mentions


def read(text):
    return [(str(row.begin.date()), row.status, row.label) for row in event_mentions(text).itertuples()]


@pytest.mark.parametrize("text", [
    "The mayor said on Monday that the ferry sank.",
    "The union said on Monday that the crews will strike.",
    "The mayor announced on Monday that he would resign.",
])
def test_what_is_said_to_have_happened_is_an_event(text):
    assert len(read(text)) == 1


@pytest.mark.parametrize("text, expected", [
    ("The rebels attacked the airport on Monday.", ("2025-06-02", "happened", "The rebels attacked the airport")),
    ("The envoys will meet in Nairobi on Friday.", ("2025-06-06", "planned", "The envoys will meet in Nairobi")),
    ("The summit is due to begin next week.", ("2025-06-09", "planned", "The summit is due to begin")),
    ("The parliament, which was dissolved in March, has not met.",
     ("2025-03-01", "happened", "The parliament was dissolved")),
    ("Fishermen want back the island the navy seized in 1998.",
     ("1998-01-01", "happened", "The navy seized the island")),
    ("The minister did not resign on Tuesday.", ("2025-06-03", "happened", "The minister did not resign")),
    ("The rebels took the town, both sides said on Sunday.",
     ("2025-06-01", "happened", "The rebels took the town, both sides said")),
    ("He told reporters after the meetings on Monday that further talks would be held on Friday.",
     ("2025-06-06", "planned", "Further talks would be held")),
    ("Villagers still mourn those lost in the attack on the market last month.",
     ("2025-05-01", "happened", "The attack on the market")),
])
def test_a_dated_clause(text, expected):
    assert expected in read(text)


@pytest.mark.parametrize("text", [
    "They have fought for two years.",               # a length of time is no date
    "They meet every Friday.",                       # nor is what is repeated
    "I want it on Friday.",                          # a state of mind is no event
    "The islet belongs to Oland on Friday.",         # nor how things are
    "The island belongs to the fishermen, the mayor said on Monday.",
    "The minister said on Monday that the islanders deserve a harbour.",
    "“Our harbour depends on the ferry,” the captain told reporters on Monday.",
    "The union said on Monday that the crews want more pay.",
    "The mayor insisted on Monday that the ferry matters to the island.",
    "The temple from the 11th century is closed.",   # nor does a century date one
    "",
])
def test_no_event(text):
    assert read(text) == []


@pytest.mark.parametrize("text, expected", [
    ("The rebels attacked the airport.", ("happened", "The rebels attacked the airport", None)),
    ("Another prisoner swap could be held soon.", ("expected", "Another prisoner swap could be held", "soon")),
    ("The Geneva talks were tense.", ("held", "The Geneva talks", None)),
])
def test_an_event_without_a_day_keeps_its_words(text, expected):  # that of publication is never taken for its day
    row, = event_mentions(text).to_dict("records")
    found = row["stage"], row["label"], row["dated"] if isinstance(row["dated"], str) else None
    assert found == expected and row["begin"] is pd.NaT


@pytest.mark.parametrize("text, kind, stage", [
    ("The parties will hold an election on Friday.", "vote", "announced"),
    ("Envoys are expected to meet in Oslo on Friday.", "meet", "expected"),
    ("Envoys will meet in Oslo on Friday, the ministry said.", "meet", "announced"),
    ("The Oslo talks were postponed to Friday.", "meet", "moved"),
    ("The summit planned for Friday in Oslo has been called off.", "meet", "cancelled"),
    ("The court did not rule on Tuesday.", "rule", "denied"),
    ("The peace talks in Oslo began on Tuesday.", "meet", "began"),
    ("The round of talks in Oslo ended on Tuesday.", "meet", "ended"),
    ("Lee attended a rally in Oslo on Tuesday.", "protest", "held"),
    ("The court has given the firm until Friday.", "deadline", "announced"),
    ("Students plan to march through Oslo on Friday.", "protest", "planned"),
    ("The boy was found clinging to a raft on Tuesday.", "find", "happened"),
    ("The injunction issued Tuesday bars a sale.", "rule", "happened"),
])
def test_kind_and_stage(text, kind, stage):
    row = event_mentions(text).dropna(subset="begin").iloc[0]
    assert (row["kind"], row["stage"]) == (kind, stage)


def test_without_a_day_of_publication_only_full_dates_count():
    found = event_mentions("The town fell on Friday. The army returned on 3 March 2020.", None)
    assert [str(day.date()) for day in found["begin"]] == ["2020-03-03"]


def test_an_event_lasts_as_long_as_the_text_says():
    row, = event_mentions("The conference will last three days starting Friday.").itertuples()
    assert (str(row.begin.date()), str(row.finish.date()), row.precision) == ("2025-06-06", "2025-06-08", "range")


def test_actors_take_part_and_places_do_not():
    row, = event_mentions("The French president met the German chancellor in Oslo on Monday.").itertuples()
    assert {"oslo"}.isdisjoint(row.actors)


@pytest.mark.parametrize("text, expected", [
    ("Kenya asked Uganda for Tanzania's ships on Monday.", ["kenya", "uganda"]),      # whose ships, takes no part
    ("Kenya's ships were seized on Monday.", ["kenya"]),                              # but where nobody else does
    ("Kenya flew aid to Uganda on Monday.", ["kenya"]),                               # nor does where one goes
    ("Kenya declared war on Uganda on Monday.", ["kenya", "uganda"]),
])
def test_who_only_owns_or_is_where_one_goes_takes_no_part(text, expected):
    states = Registry({name.lower(): Actor(name.lower(), name, "state") for name in ("Kenya", "Uganda", "Tanzania")})
    found = wb.analyse(text, published=PUBLISHED, layers=["event_mentions"], actors=states).event_mentions
    assert sorted(found.iloc[0]["actors"]) == expected


@pytest.mark.parametrize("text, days", [
    ("The firm was fined twice from 1991 to 1997.", ("1991-01-01", "1997-12-31")),
    ("The bridge was closed between March 2024 and May 2024.", ("2024-03-01", "2024-05-31")),
    ("The firm was fined in 1991, and in 1997 it closed.", ("1991-01-01", "1991-12-31")),
])
def test_a_range_told_in_two_expressions(text, days):
    row = event_mentions(text).to_dict("records")[0]
    assert (str(row["begin"].date()), str(row["finish"].date())) == days


def test_who_claims_it():
    rows = event_mentions("“Government troops burned the village on Monday,” Amina Bello said.")
    row = rows[rows["predicate"] == "burn"].iloc[0]
    assert row["claimed_by"] == ["amina_bello"]
    assert row["evidence"].startswith("“Government troops")


@pytest.mark.parametrize(("text", "label"), [
    ("Smith told reporters on Tuesday that the public would reject any deal requiring the city to leave the port.",
     "Smith told reporters that the public would reject any deal …"),  # not any deal at all
    ("On Monday the mayor said the issues concern the port and everything else related to the demands.",
     "The mayor said the issues concern the port and everything …"),
    ("On Monday the mayor called the talks in Oslo “big,” and left.", "The mayor called the talks in Oslo “big”"),
    ("The minister arrived in Oslo on Monday.", "The minister arrived in Oslo"),
])
def test_a_label_says_where_it_leaves_out_which_or_how_and_keeps_marks(text, label):
    assert event_mentions(text)["label"].tolist()[0] == label


def test_the_words_of_a_label_are_the_sentence_s_own():
    text = ("On Monday the prime minister, a former general, told reporters that the army, which had lost two bases, "
            "would not retreat from the valley under any circumstances whatsoever.")
    label, = event_mentions(text)["label"]
    written = {word.strip(",.").lower() for word in label.split()} - {"…"}
    assert written <= {word.strip(",.").lower() for word in text.split()}
    assert len(label.split()) <= 20


SUBJECTS = ("The minister", "Two senators", "Ana Ruiz")
DEEDS = ("did not apologise to the union", "barely mentioned the strike", "never signed the treaty on fishing rights",
         "voted against the budget", "hardly spoke about the dam", "marched against the tuition fees",
         "nearly resigned over the leak", "ruled against the airline", "appealed to the court without a lawyer",
         "refused to comment on the raid", "allegedly stole from the fund",
         "apologised to the mayor on behalf of the club")
KEPT = {"not", "barely", "never", "hardly", "nearly", "against", "on", "over", "about", "without", "allegedly", "from"}


@pytest.mark.parametrize("deed", DEEDS)
def test_no_label_drops_a_word_that_turns_its_meaning(deed):
    for subject in SUBJECTS:
        for text in (f"{subject} {deed} on Tuesday.", f"On Tuesday, {subject} {deed}.",
                     f"{subject} {deed} on Tuesday while long talks went on in the old town hall of Oslo."):
            label = event_mentions(text).iloc[0]["label"]
            assert KEPT & set(deed.split()) <= set(label.split()), label


@pytest.mark.parametrize("name, family", EVENTS["families"].items())
def test_the_example_of_every_family(name, family):
    row = event_mentions(family["example"]).iloc[0]
    assert row["predicate"] in family["verbs"] and str(row["begin"].date()) == "2025-06-03"


@pytest.mark.parametrize("kind", ["verbs", "nouns"])
def test_a_word_names_one_family(kind):
    words = [word for family in EVENTS["families"].values() for word in family[kind]]
    assert sorted(words) == sorted(set(words))
