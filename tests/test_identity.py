"""Who is meant: right or silent. Every class has its sentences and its near misses; none stands in any corpus."""

import pytest

from workbench.extract.layers import find_layers
from workbench.extract.reading import Reading, Settings
from workbench.extract.registry import Registry

REGISTRY = Registry.read({
    "ivo_brandt": {"name": "Ivo Brandt", "pronoun": "he", "roles": ["mayor", "mayor of Velm"]},
    "lena_brandt": {"name": "Lena Brandt", "pronoun": "she", "roles": ["Ivo Brandt's wife"]},
    "max_brandt": {"name": "Max Brandt", "pronoun": "he"},
    "mona_keller": {"name": "Mona Keller", "pronoun": "she", "speaks_for": "velm_port", "roles": ["harbour minister"]},
    "theo_lind": {"name": "Theo Lind", "pronoun": "he", "roles": ["senator", "Ivo Brandt's lawyer"]},
    "ruth_amsel": {"name": "Ruth Amsel", "pronoun": "she", "roles": ["senator"]},
    "karl_oster": {"name": "Karl Oster", "pronoun": "he", "roles": ["former president"]},
    "pia_dorn": {"name": "Pia Dorn", "pronoun": "she", "roles": ["president", "new president"]},
    "velm_port": {"name": "Velm Port Authority", "kind": "organisation"},
    "norland": {"name": "Norland", "kind": "state", "aliases": ["Kalb"], "demonyms": ["Norlander"]},
    "sudland": {"name": "Sudland", "kind": "state"},
})


def read(text):
    reading = Reading("text", text, None, Settings(actors=REGISTRY))
    find_layers(reading, ["found_actors", "quotes", "event_mentions"])
    return reading


def meant(marked):
    """The actors of the mention that ends where the brackets do, and between whom it can't be told."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    rows = [row for row in read(text).rows["mentions"] if row["end"] == end and row["start"] >= start]
    candidates = {one for row in rows for one in row["candidates"]}
    return sorted(row["actor"] for row in rows if row["actor"]), sorted(candidates)


def speakers(text):
    return [sorted(row["speakers"]) for row in read(text).rows["quotes"]]


SHORT_NAMES = [
    # the last one named in full, in the paragraph before others
    ("Ivo Brandt lost the vote. [Brandt] resigned.", ["ivo_brandt"]),
    ("Lena Brandt lost the vote. [Brandt] resigned.", ["lena_brandt"]),
    # relatives whom the text never names take nothing
    ("Ivo Brandt lost. The council cheered.\n\n[Brandt] left the hall.", ["ivo_brandt"]),
    # a title, a first name, "the elder" speak for one
    ("Ivo Brandt met Lena Brandt. Mrs. [Brandt] was late.", ["lena_brandt"]),
    ("Ivo Brandt met Lena Brandt. Mayor [Brandt] was late.", ["ivo_brandt"]),
    ("Ivo Brandt met Lena Brandt and Max Brandt. [Max] was late.", ["max_brandt"]),
    # the pronoun that follows
    ("Ivo Brandt met Lena Brandt.\n\n[Brandt] said she would leave.", ["lena_brandt"]),
    # a child whom the text calls by the first name has no bare last name
    ("Ivo Brandt took Max Brandt to school. Max cried. Max ran home. Max slept. [Brandt] called.", ["ivo_brandt"]),
    # two who fit alike: nobody
    ("Ivo Brandt and Max Brandt came. [Brandt] spoke.", []),
]

KIN = [
    ("Ivo Brandt left early. [His wife] stayed.", ["lena_brandt"]),  # as the registry says
    ("Ivo Brandt and Lena Brandt came. [His wife] stayed.", ["lena_brandt"]),
    ("Theo Lind and his sister, Ruth Amsel, came. Later [his sister] left.", ["ruth_amsel"]),
    ("Theo Lind, the brother of Ruth Amsel, came. [Her brother] left.", ["theo_lind"]),
    ("Max Brandt's father, Karl Oster, wept. [The father] left.", ["karl_oster"]),
    ("“I never talk to [my sister],” said Theo Lind, whose sister Ruth Amsel sits beside him.", ["ruth_amsel"]),
    # somebody else's, or nobody's
    ("Theo Lind and his sister, Ruth Amsel, came. [Her sister] left.", []),
    ("Theo Lind and his sister, Ruth Amsel, came. [His new sister] left.", []),
    ("Theo Lind came. [His mother] left.", []),
]

DERIVED = [
    ("[Theo Lind's driver] spoke.", []),
    ("[An aide] to Theo Lind spoke.", []),
    ("Ruth Amsel lost. [Her campaign] objected.", []),
    ("[The deputy] of the harbour minister spoke.", []),
    ("Mona Keller came. [The harbour minister's spokesman] spoke.", []),
    # roles with an owner, and in their time
    ("Ivo Brandt was questioned. [His lawyer] objected.", ["theo_lind"]),
    ("Ruth Amsel was questioned. [Her lawyer] objected.", []),
    ("Mona Keller came. [The minister] spoke.", ["mona_keller"]),
    ("Karl Oster met Pia Dorn. [The former president] spoke.", ["karl_oster"]),
    ("Karl Oster met Pia Dorn. [The ex-president] spoke.", ["karl_oster"]),
    ("Karl Oster met Pia Dorn. [The new president] spoke.", ["pia_dorn"]),
    ("Mona Keller came. [The former harbour minister] spoke.", []),
    ("Mona Keller left. [Her employer] objected.", ["velm_port"]),
]

SEVERAL = [
    ("Theo Lind and Ruth Amsel came. [They] spoke.", ["ruth_amsel", "theo_lind"]),
    ("Theo Lind met Ruth Amsel. [They] spoke.", ["ruth_amsel", "theo_lind"]),
    ("Theo Lind and Ruth Amsel came. [Both lawmakers] spoke.", ["ruth_amsel", "theo_lind"]),
    ("Theo Lind spoke first. Ruth Amsel followed. [The senators] left.", ["ruth_amsel", "theo_lind"]),
    ("Theo Lind and Ruth Amsel came. Max Brandt stood between [the two].", ["ruth_amsel", "theo_lind"]),
    ("Ivo Brandt and Lena Brandt came. [The couple] spoke.", ["ivo_brandt", "lena_brandt"]),
    ("Ivo Brandt and Lena Brandt came. [The Brandts] spoke.", ["ivo_brandt", "lena_brandt"]),
    ("Theo Lind, Ruth Amsel and Mona Keller came. [All three] spoke.", ["mona_keller", "ruth_amsel", "theo_lind"]),
    ("Norland and Sudland met. [Both countries] objected.", ["norland", "sudland"]),
    # unnamed ones, indefinite ones, none
    ("Theo Lind and Ruth Amsel came. [Two lawyers] spoke.", []),
    ("Two skiers met Theo Lind and Ruth Amsel. [They] slept.", []),
    ("Theo Lind and Ruth Amsel came. [Other senators] spoke.", []),
    ("Theo Lind came. [Both senators] spoke.", []),
]

QUOTED = [
    # nobody named in a quotation is meant by the pronoun behind it
    ("Mona Keller came. “Ruth Amsel is wrong,” [she] said.", ["mona_keller"]),
    ("Mona Keller met Theo Lind. “Ivo Brandt must go,” [he] said.", ["theo_lind"]),
    # who speaks is not "she" in the own words
    ("Ruth Amsel met Mona Keller. “[She] is wrong,” Mona Keller said.", ["ruth_amsel"]),
    ("Ivo Brandt and Max Brandt came. “I like Max,” [Brandt] said.", ["ivo_brandt"]),
    ("Theo Lind came. “[He] sleeps well,” an aide said.", ["theo_lind"]),
]

PRONOUNS = [
    ("Theo Lind said Ivo Brandt would sell [his] house.", ["ivo_brandt"]),
    ("In [his] speech, Theo Lind said nothing.", ["theo_lind"]),
    ("Theo Lind met a lawyer. [She] was late.", []),
    ("A lawyer met Theo Lind. Then a fisherman spoke. [He] was late.", []),
    ("Mona Keller's remarks were brief. Ruth Amsel sang. [She] left.", ["ruth_amsel"]),
    ("Ivo Brandt spoke to reporters. [He] was late.", ["ivo_brandt"]),
]

NAMES = [
    ("KALB, Dec. 3—[Ann Berg] spoke.", ["ann_berg"]),
    ("[KALB], Dec. 3 - Ann Berg spoke.", []),
    ("The ferry left [Kalb].", []),
    ("[Kalb] objected.", ["norland"]),
    ("[Ms Berg] spoke. Ann Berg had come.", ["ann_berg"]),
    ("Ann Berg came. [Ann] spoke.", ["ann_berg"]),
]

CLASSES = {"short names": SHORT_NAMES, "kin": KIN, "derived": DERIVED, "several": SEVERAL, "quoted": QUOTED,
           "pronouns": PRONOUNS, "names": NAMES}
CASES = [pytest.param(marked, actors, id=f"{name}: {marked[:60]}") for name, rows in CLASSES.items()
         for marked, actors in rows]


@pytest.mark.parametrize("marked, actors", CASES)
def test_who_is_meant(marked, actors):
    assert meant(marked)[0] == actors


@pytest.mark.parametrize("marked, candidates", [
    ("Ivo Brandt and Max Brandt came. [Brandt] spoke.", ["ivo_brandt", "max_brandt"]),
    ("Ivo Brandt and Lena Brandt came. [Brandt] spoke.", ["ivo_brandt", "lena_brandt"]),
    ("[Brandt] spoke.", ["ivo_brandt", "lena_brandt", "max_brandt"]),
    ("Theo Lind and Ruth Amsel came. [The senator] spoke.", ["ruth_amsel", "theo_lind"]),
    ("Ivo Brandt lost. [Brandt] resigned.", []),
])
def test_where_it_cannot_be_told_the_row_says_between_whom(marked, candidates):
    assert meant(marked) == ([] if candidates else ["ivo_brandt"], candidates)


@pytest.mark.parametrize("text, expected", [
    ("“We agree,” Theo Lind and Ruth Amsel said.", [["ruth_amsel", "theo_lind"]]),
    ("Theo Lind and Ruth Amsel came. “We agree,” both senators said.", [["ruth_amsel", "theo_lind"]]),
    ("Theo Lind and Ruth Amsel came. They said the port was lost.", [["ruth_amsel", "theo_lind"]]),
    ("Ivo Brandt and Lena Brandt came. “We agree,” the couple said.", [["ivo_brandt", "lena_brandt"]]),
    ("Two lawyers came. They said the port was lost.", [[]]),
    ("Theo Lind came. His driver said the port was lost.", [[]]),
])
def test_who_speaks(text, expected):
    assert speakers(text) == expected


def test_answers_of_an_interview_are_those_of_whom_it_names():
    text = ("Mona Keller has been harbour minister for a year. We met her in Velm.\n\nQ: Will the port close?\n\n"
            "A: Not while I am here.\n\nQ: Who pays?\n\nA: Everybody pays.\n\nQ: And the ships?\n\nA: They come.")
    assert {tuple(found) for found in speakers(text)} == {("mona_keller",), ()}


@pytest.mark.parametrize("title, body", [
    ("Rip Theo Lind Over Harbour Plans", "Voters rip the plans of Theo Lind."),
    ("Lind Seeks Vote On Harbour", "Theo Lind seeks a vote."),
    ("Injecting Lind Into Harbour Race", "They are injecting Theo Lind into the race."),
    ("This Harbour Panel Just Dismissed Theo Lind", "The panel dismissed Theo Lind."),
    ("Council Members Slam New Harbour Rules", "The council slammed the rules of Theo Lind."),
])
def test_a_heading_in_title_case_breeds_nobody(title, body):
    assert {row["actor"] for row in read(f"{title}\n\n{body}").rows["mentions"]} <= {"theo_lind"}


@pytest.mark.parametrize("text, actors", [
    ("Theo Lind's driver left Velm on 3 March 2026.", []),
    ("An aide to Theo Lind left Velm on 3 March 2026.", []),
    ("Ruth Amsel's office closed on 3 March 2026.", []),
    ("Ivo Brandt's wife left Velm on 3 March 2026.", ["lena_brandt"]),
    ("Theo Lind left Velm on 3 March 2026.", ["theo_lind"]),
])
def test_whose_relative_or_office_it_is_takes_no_part(text, actors):
    assert [row["actors"] for row in read(text).rows["event_mentions"]] == [actors]


def test_actors_that_the_registry_does_not_hold_have_names():
    rows = read("Ann Berg met Theo Lind. Ms Berg left. The Harbour Bank objected.").rows
    assert [(row["actor"], row["name"], row["kind"], row["pronoun"]) for row in rows["found_actors"]] == [
        ("ann_berg", "Ann Berg", "person", "she"), ("harbour_bank", "Harbour Bank", "organisation", None)]
