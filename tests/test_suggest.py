"""Suggestions load whatever the corpus, join the variants of a name, and put first who and what matters."""

import tomllib

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench import tables
from workbench.corpus import Corpus
from workbench.extract.issues_file import read_issues
from workbench.extract.reading import Settings
from workbench.extract.registry import Registry
from workbench.suggest import suggest_actors, suggest_issues
from workbench.suggest.suggest_issues import Place, Suggestion, write_toml


def corpus_of(*bodies: str, actors=None, issues=()) -> Corpus:
    rows = [{"article": f"a{number}", "body": body, "published_from": "unknown", "words": len(body.split()),
             "sha256": ""} for number, body in enumerate(bodies)]
    return Corpus({"articles": tables.make("articles", rows)}, Settings.read(actors, issues))


def load_actors(corpus: Corpus) -> Registry:
    """The suggestions as the program's own checker takes them."""
    found = suggest_actors.suggest_actors(corpus, least=1)
    return Registry.read(tomllib.loads(suggest_actors.write_toml(found)))


# ---- whatever a corpus holds

NAMES = st.one_of(
    st.sampled_from(["Trump", "Donald Trump", "Donald J. Trump", "TRUMP", "F.B.I.", "FBI", "F. B. I.", "the FBI", "SEC",
                     "Federal Bureau of Investigation", "Barack Obama", "Obama", "Obama’s", "U.S.", "US", "O'Neill",
                     "Ann Lee", "Ann  Lee", "Ann Lée", "Mr. Lee", "Harbour Bank", "Zelensky", "Zelenskyy", "A", "—",
                     "\"Q\"", "李明", "Al-Ahram", "J. R. R. Lee"]),
    st.text(min_size=1, max_size=12))
FOUND = st.lists(st.tuples(NAMES, st.sampled_from(["person", "state", "organisation", "group"]),
                           st.sampled_from(["he", "she", None])), max_size=14)


@settings(max_examples=150)
@given(st.lists(FOUND, min_size=1, max_size=4))
def test_actors_of_any_corpus_load(articles):
    mentions, actors, bodies = [], [], []
    for number, found in enumerate(articles):
        body = ""
        for name, kind, pronoun in found:
            key = suggest_actors._key(name) + kind[0]
            name = "".join(character for character in name if character.isprintable()) or "x"
            body += "President "
            mentions.append({"article": f"a{number}", "start": len(body), "end": len(body) + len(name), "text": name,
                             "actor": key, "how": "name", "candidates": []})
            body += name + " spoke. "
            actors.append({"article": f"a{number}", "actor": key, "name": name, "kind": kind, "pronoun": pronoun})
        bodies.append(body)
    made = {"articles": tables.make("articles", [
        {"article": f"a{number}", "body": body, "published_from": "unknown", "words": 1, "sha256": ""}
        for number, body in enumerate(bodies)])}
    made |= {name: tables.make(name, rows) for name, rows in (
        ("mentions", mentions), ("quotes", []), ("sentences", []))}
    made["found_actors"] = tables.make("found_actors", actors).drop_duplicates(["article", "actor"])
    registry = load_actors(Corpus(made, Settings()))
    assert all(actor.name.strip() for actor in registry.actors.values())


NOTHING = corpus_of()


@settings(max_examples=100)
@given(st.lists(st.tuples(st.text(min_size=1, max_size=20).filter(str.strip),
                          st.sampled_from(["support", "oppose", ""]), st.text(max_size=30)), min_size=1, max_size=12))
def test_issues_of_any_phrases_load(found):
    places = [Place("a", " ".join(phrase.split()), frozenset([phrase]), "head", effect, None, sentence, "a")
              for phrase, effect, sentence in found]
    issues = [Suggestion(place.phrase, [place, *places]) for place in places]
    read = read_issues(tomllib.loads(write_toml(issues, NOTHING)))
    assert len(read) == len(issues) and all(issue.phrases for issue in read)


@pytest.mark.parametrize("bodies", [(), ("",), ("...",), ("Yes.", "No."), ("“" * 40,)])
def test_a_corpus_without_anything_gives_files_that_load(bodies):
    corpus = corpus_of(*bodies)
    assert load_actors(corpus).actors == {}
    assert read_issues(tomllib.loads(write_toml(suggest_issues.suggest_issues(corpus), corpus))) == ()


# ---- what one would have written

TALKS = (
    "Prime Minister Barrack Oduya rejected a ban on night ferries on Monday. Oduya said the islands needed bread. "
    "The Harbour Bank backed the ban on night ferries. Ann Lee, the mayor, said she would wait.",
    "“We demand a ban on night ferries,” said Ann Lee, the mayor of Port Lune. Ms. Lee thanked the F.B.I. "
    "Oduya was not there. The Harbour Bank fears a strike.",
    "The FBI said on Tuesday that it had found nothing. Barrack Oduya opposed the night ferry ban again, and Lee "
    "welcomed the ban on night ferries. She said the Harbour Bank would pay.")


@pytest.fixture(scope="module")
def talks():
    return corpus_of(*TALKS)


def test_variants_are_one_actor_of_the_right_kind(talks):
    found = load_actors(talks).actors
    people = {actor.name: (actor.kind, actor.pronoun) for actor in found.values()}
    assert people["Ann Lee"] == ("person", "she")
    assert people["Barrack Oduya"][0] == "person" and not {"Oduya", "Lee"} & people.keys()
    assert people["Harbour Bank"][0] == people["FBI"][0] == "organisation"
    assert sum("bi" in key for key in found) == 1
    assert any("Prime Minister" in actor.roles for actor in found.values())


def test_who_speaks_comes_before_who_is_mentioned(talks):
    first = suggest_actors.suggest_actors(talks)[0]
    assert first.name in ("Ann Lee", "Barrack Oduya") and first.statements
    text = suggest_actors.write_toml([first])
    assert f"# {first.mentions} mentions in {len(first.articles)} articles, {first.statements} statement" in text
    assert f"# {first.sample}\n[" in text


def test_a_name_that_two_may_bear_is_suggested_for_neither():
    corpus = corpus_of("Ann Lee met Bo Marsh. Ann Lee left.", "Tom Lee met Bo Marsh. Tom Lee left.",
                       "Senator Lee spoke.")
    names = [actor.name for actor in load_actors(corpus).actors.values()]
    assert "Lee" not in names and {"Ann Lee", "Tom Lee"} <= set(names)


def test_an_issue_has_its_sides_its_wordings_and_a_proposition(talks):
    first = suggest_issues.suggest_issues(talks)[0]
    assert first.phrase == "ban on night ferries" and first.count("support") and first.count("oppose")
    text = write_toml([first], talks)
    issue, = read_issues(tomllib.loads(text))
    assert issue.proposition == "There should be a ban on night ferries" and issue.phrases[0] == first.phrase
    assert "# for (" in text and "# against (" in text and "Oduya" in text


def test_a_deed_that_is_demanded_and_refused_is_one_issue_whoever_names_whom_it_is_done_to():
    corpus = corpus_of("The union demanded that the port send Ann Lee to prison. Bo Marsh refused to send "
                       "Ann Lee away.",
                       "The court should send Ann Lee to prison, the mayor said. She wants to make a call.")
    first, *others = suggest_issues.suggest_issues(corpus)
    assert first.proposition == "Somebody should send Ann Lee to prison" and not others
    assert first.count("support") == 2 and first.count("oppose") == 1
    assert "send Ann Lee to prison" in first.wordings


def test_numbers_days_and_people_are_no_issues():
    corpus = corpus_of(*["They rejected 1.6 billion members. They want two weeks. They oppose Ann Lee. She backed last "
                         "Monday."] * 3)
    assert suggest_issues.suggest_issues(corpus) == []


def test_what_is_held_already_is_not_suggested(talks):
    held = corpus_of(*TALKS, actors={"al": {"name": "Ann Lee"}}, issues={"ban": {"phrases": ["night ferries ban"]}})
    assert "Ann Lee" not in [one.name for one in suggest_actors.suggest_actors(held)]
    assert "ban on night ferries" not in [one.phrase for one in suggest_issues.suggest_issues(held)]
    assert isinstance(held.articles, pd.DataFrame)
