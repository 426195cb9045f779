"""Where actors are mentioned, and whom a stretch of text denotes."""


import pytest

from workbench.extract import analyse
from workbench.extract.cast import Registry
from workbench.extract.reading import Reading, Settings
from workbench.lexicons import read_lexicon

REGISTRY = Registry.read({
    "volodymyr_zelenskyy": {"name": "Volodymyr Zelenskyy", "speaks_for": "ukraine", "pronoun": "he",
                            "roles": ["Ukrainian President", "Ukrainian leader"]},
    "vladimir_medinsky": {"name": "Vladimir Medinsky", "speaks_for": "russia", "pronoun": "he",
                          "roles": ["Russia's chief negotiator", "head of the Russian delegation"]},
    "ursula_von_der_leyen": {"name": "Ursula von der Leyen", "speaks_for": "eu", "pronoun": "she"},
    "dana_holt": {"name": "Dana Holt", "speaks_for": "dockers_union", "roles": ["the union's leader"]},
    "bill_marsh": {"name": "Bill Marsh", "pronoun": "he", "roles": ["mayor"]},
    "anna_marsh": {"name": "Anna Marsh", "pronoun": "she"},
    "ukraine": {"name": "Ukraine", "kind": "state", "aliases": ["Kyiv"]},
    "russia": {"name": "Russia", "kind": "state", "aliases": ["Moscow", "the Kremlin"]},
    "united_states": {"name": "United States", "kind": "state", "aliases": ["America", "Washington"]},
    "france": {"name": "France", "kind": "state", "demonyms": ["French"]},
    "nato": {"name": "NATO", "kind": "organisation"},
    "eu": {"name": "European Union", "kind": "organisation"},
    "dockers_union": {"name": "Dockers Union", "kind": "organisation"},
    "harbour_company": {"name": "Harbour Company", "kind": "organisation"},
})

# the text; in brackets the phrase; the ids it denotes
DENOTED = [
    # names, spellings, titles
    ("[Zelenskiy] spoke.", ["volodymyr_zelenskyy"]),
    ("[Ukrainian President Volodymyr Zelensky] spoke.", ["volodymyr_zelenskyy"]),
    ("[Mr. Zelenskyy] spoke.", ["volodymyr_zelenskyy"]),
    ("[The U.S.] and NATO objected.", ["united_states"]),
    ("[The EU] objected.", ["eu"]),
    ("[Zelenskyy and NATO] objected.", ["volodymyr_zelenskyy", "nato"]),
    ("Give it to [us].", []),
    # the head decides
    ("[An aide to President Zelenskyy] spoke.", []),
    ("[Zelenskyy's deputy] spoke.", []),
    ("[A spokeswoman for the Dockers Union] spoke.", []),
    ("[Ukrainian officials] spoke.", []),
    ("[Zelenskyy's wife, Olena Zelenska,] spoke.", ["olena_zelenska"]),
    ("[Russia's chief negotiator, Vladimir Medinsky,] spoke.", ["vladimir_medinsky"]),
    ("[Zelenskyy and America's NATO allies] objected.", ["volodymyr_zelenskyy", "nato"]),
    # roles and bodies
    ("[The Ukrainian leader] spoke.", ["volodymyr_zelenskyy"]),
    ("[Ukraine's embattled president] spoke.", ["volodymyr_zelenskyy"]),
    ("[The president of Ukraine] spoke.", ["volodymyr_zelenskyy"]),
    ("[A former Ukrainian president] spoke.", []),
    ("[Ukraine's vice president] spoke.", []),
    ("Medinsky came. [Russia's chief negotiator] spoke.", ["vladimir_medinsky"]),
    ("[The French government] objected.", ["france"]),
    ("The Harbour Company met the Dockers Union. Later [the union] objected.", ["dockers_union"]),
    # metonyms
    ("[Moscow] objected.", ["russia"]),
    ("[The Kremlin] objected.", ["russia"]),
    # pronouns
    ("Zelenskyy met Ursula von der Leyen. [She] spoke.", ["ursula_von_der_leyen"]),
    ("Zelenskyy met Ursula von der Leyen. [He] spoke.", ["volodymyr_zelenskyy"]),
    ("Medinsky told Zelenskyy that [he] was late.", ["vladimir_medinsky"]),
    ("Russia said [it] had won.", ["russia"]),
    ("Talks failed in Geneva. [It] was raining.", []),
    ("Zelenskyy spoke of [his country].", ["ukraine"]),
    # two in focus
    ("Russia and Ukraine met, and France watched. [Both sides] spoke.", ["russia", "ukraine"]),
    ("The Dockers Union met the Harbour Company. [Both sides] spoke.", ["dockers_union", "harbour_company"]),
    ("[Both sides] spoke.", []),
    # one surname, two persons
    ("Bill Marsh resigned. [Marsh] spoke.", ["bill_marsh"]),
    ("[Ms. Marsh] spoke.", ["anna_marsh"]),
    ("Bill Marsh and Anna Marsh came. [Marsh] spoke.", []),
    ("[Marsh] spoke.", []),
    ("[Carla Marsh] spoke.", ["carla_marsh"]),
]


def read(text, registry=REGISTRY):
    reading = Reading("text", text, None, Settings(actors=registry))
    reading.rows["mentions"] = reading.cast.rows
    return reading


def denoted(marked, registry=REGISTRY):
    start, end = marked.index("["), marked.index("]") - 1
    return read(marked.replace("[", "").replace("]", ""), registry).cast.denoted_by(start, end)


@pytest.mark.parametrize("marked, expected", DENOTED)
def test_a_phrase_denotes(marked, expected):
    assert denoted(marked) == expected


@pytest.mark.parametrize("group", read_lexicon("actors").items(), ids=lambda item: item[0])
def test_every_group_of_the_lexicon_does_what_its_example_says(group):
    assert denoted(group[1]["example"]) == group[1]["denotes"]


def mentions(text, registry=REGISTRY):
    return [(row["text"], row["actor"], row["how"]) for row in read(text, registry).rows["mentions"]]


@pytest.mark.parametrize("text, expected", [
    ("Kyiv and Zelenskyy hailed the French.", [("Kyiv", "ukraine", "metonym"),
                                               ("Zelenskyy", "volodymyr_zelenskyy", "name"),
                                               ("French", "france", "name")]),
    ("Talks were held in Moscow.", []),                                  # the city
    ("The Washington Post reported it.", [("Washington Post", "washington_post", "name")]),
    ("He said so.", []),
    ("", []),
])
def test_mentions(text, expected):
    assert mentions(text) == expected


def test_without_a_registry_names_are_merged_over_spellings_and_short_forms():
    text = ("Ms. Maria Lindqvist said on Monday the mill would close. Lindqvist blamed prices. "
            "The mill lost money, Ms. Lindqvist added. She left early.")
    assert {row["actor"] for row in read(text, None).rows["mentions"]} == {"maria_lindqvist"}


def test_in_a_quotation_we_is_its_speaker():
    reading = read("“We object,” Zelenskyy said.")
    reading.rows["quotes"] = [{"content_spans": [[0, 12]], "speakers": ["volodymyr_zelenskyy"]}]
    assert reading.cast.denoted_by(1, 3) == ["volodymyr_zelenskyy"]


def test_a_text_without_words_has_no_mentions():
    assert analyse(" \n\n ", layers=["mentions"]).mentions.empty
