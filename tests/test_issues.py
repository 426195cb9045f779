"""A file of issues says at once what is wrong with it; phrases match as an analyst means them."""

import pytest

from workbench.extract import analyse
from workbench.extract.cast import Registry
from workbench.extract.issues_file import read_issues
from workbench.extract.reading import Reading, Settings
from workbench.extract.stance.issue_phrases import compile_wordings, stem
from workbench.extract.stance.issue_wordings import find_wordings

BAD = [
    ("[a]\nphrase = ['x']\n", r"issues\.toml, \[a\]: unknown field 'phrase': did you mean 'phrases'"),
    ("[a]\nname = 'A'\n", r"\[a\]: neither proposition nor phrases"),
    ("[a]\nphrases = 'x'\n", r"\[a\]: phrases = 'x' is not a list"),
    ("[a]\nproposition = 3\n", r"\[a\]: proposition = 3 is not a text"),
    ("a = 1\n", r"a = 1 stands outside an entry"),
    ("[a]\nphrases = ['the Dam']\nagainst = ['the dam']\n", r"\[a\]: 'the dam' stands in phrases and in against"),
    ("[a\n", r"issues\.toml: not valid TOML"),
]


@pytest.mark.parametrize("text, message", BAD)
def test_a_bad_entry_names_file_entry_and_remedy(tmp_path, text, message):
    (tmp_path / "issues.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read_issues(tmp_path / "issues.toml")


def test_a_missing_file_says_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match="workbench issues --suggest"):
        read_issues(tmp_path / "none.toml")


REGISTRY = Registry.read({
    "oland": {"name": "Oland", "kind": "state", "demonyms": ["Olandish"]},
    "ruvia": {"name": "Ruvia", "kind": "state"},
    "harbour_company": {"name": "Harbour Company", "kind": "organisation"},
    "tobin_hask": {"name": "Tobin Hask", "speaks_for": "oland"},
})

# phrase, text, whether it words the issue
WORDED = [
    ("territorial concessions", "They spoke of concessions on territory.", True),          # order, derivation
    ("territorial concessions", "They spoke of territorial and political concessions.", True),
    ("territorial concessions", "The concessions came late, and the territory was lost to the sea in the end.", False),
    ("withdraw from the valley", "The withdrawal of all troops from the valley began.", True),
    ("pull-back", "A pullback is near.", True),
    ("demilitarised zone", "A demilitarized zone is near.", True),
    ("gives up land", "The land was given up.", True),
    ("gives up land", "They gave land to the poor.", False),                               # the particle is missing
    ("Oland gives up land", "Oland gave up some of its land.", True),
    ("Oland gives up land", "Ruvia gave up some of its land.", False),                     # another's doing
    ("Oland gives up land", "Olandish land must be given up.", True),
    ("Oland gives up land", "Tobin Hask will give up land.", True),                        # he speaks for Oland
    ("Oland's role in the talks", "Oland plays a role in the talks.", True),
    ("Oland's role in the talks", "Ruvia plays a role in the talks.", False),
    ("the Harbour Company raises wages", "Wages were raised by the Harbour Company.", True),
    ("the Harbour Company raises wages", "Oland raised wages.", False),
    ("hand the land to Ruvia", "They handed the land to Oland.", False),
]


@pytest.mark.parametrize("phrase, text, expected", WORDED)
def test_a_phrase_matches_as_it_is_meant(phrase, text, expected):
    issues = read_issues({"issue": {"phrases": [phrase]}})
    reading = Reading("text", text, None, Settings(actors=REGISTRY, issues=issues))
    wordings = compile_wordings(issues, REGISTRY)
    found = [one for sentence in reading.doc.sents for one in find_wordings(sentence, wordings, reading.cast)]
    assert bool(found) == expected


@pytest.mark.parametrize("one, other", [("labour", "labor"), ("organise", "organization"), ("defence", "defense"),
                                        ("withdrawn", "withdrawn"), ("territory", "territorial")])
def test_spellings_and_derivations_share_a_stem(one, other):
    assert stem(one) == stem(other)


def test_a_topic_alone_is_no_stance():
    issues = {"issue": {"phrases": ["gives up land"]}}
    assert analyse("Oland gave up land in 1921.", layers=["stances"], actors=REGISTRY,
                   issues=read_issues(issues)).stances.empty
