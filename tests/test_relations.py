"""Who is for or against whom: between two mentions, and over a text."""

import re

import pytest

import workbench as wb
from workbench.extract.explain import explain
from workbench.extract.reading import Settings
from workbench.extract.relations import judge, relate
from workbench.extract.relations.attitude_words import may_be_clue
from workbench.extract.relations.rules import TABLE_RULES, between
from workbench.lexicons import read_lexicon
from workbench.syntax.parser import pipeline

TURNED = {"p": "q", "q": "p"}


def mentions(marked):
    """The sentence without its brackets, and the spans of the two mentions in them."""
    found = enumerate(re.finditer(r"\[.*?\]", marked))  # each bracket before a character takes one place
    return re.sub(r"[\[\]]", "", marked), *((match.start() - 2 * n, match.end() - 2 * n - 2) for n, match in found)


# ---- the lexicon: Ann has the attitude, Bob is its target

def as_list(shown):
    """What an entry shows: its example, and near misses behind it."""
    return shown if isinstance(shown, list) else [shown]


ENTRIES = [(kind, sign, word, example) for kind, signs in read_lexicon("relations").items()
           for sign, words in signs.items() for word, (example, *_) in ((word, as_list(shown))
                                                                        for word, shown in words.items())]
NEAR_MISSES = [(word, sentence) for signs in read_lexicon("relations").values() for words in signs.values()
               for word, shown in words.items() for sentence in as_list(shown)[1:]]


@pytest.fixture(scope="module")
def parsed():
    examples = [example for *_, example in ENTRIES]
    return dict(zip(examples, pipeline(Settings.pipeline).pipe(examples), strict=True))


@pytest.mark.parametrize("kind", dict.fromkeys(kind for kind, *_ in ENTRIES))
def test_every_example_of_the_lexicon_is_read_as_it_says(kind, parsed):
    wrong = []
    for kind_, sign, word, example in ENTRIES:
        if kind_ == kind:
            doc = parsed[example]
            ann, bob = (next(token for token in doc if token.text == name) for name in ("Ann", "Bob"))
            found = between(doc, ann, bob, TABLE_RULES)
            sign = sign if sign in ("positive", "negative") else "negative"  # what is said there is against Bob
            if found is None or (found[1], found[0].sign) != (ann, {"positive": 1, "negative": -1}[sign]):
                wrong.append((word, example))
    assert not wrong


@pytest.mark.parametrize(("word", "sentence"), NEAR_MISSES)
def test_a_near_miss_of_the_lexicon_shows_no_attitude(word, sentence):
    doc = pipeline(Settings.pipeline)(sentence)
    ann, bob = (next(token for token in doc if token.text == name) for name in ("Ann", "Bob"))
    assert between(doc, ann, bob, TABLE_RULES) is None


def test_rules_decide_by_the_words_that_may_be_clues_alone(parsed):
    for doc in parsed.values():
        ann, bob = (next(token for token in doc if token.text == name) for name in ("Ann", "Bob"))
        assert between([token for token in doc if may_be_clue(token)], ann, bob) == between(doc, ann, bob)


# ---- two mentions in a sentence

FOUND = [
    # the sentence with both mentions, holder, sign, rule
    ("[The mayor] accused [the union] of stalling.", "p", "negative", "verb"),
    ("[The union] was accused of stalling by [the mayor].", "q", "negative", "verb"),
    ("[Ortega] praised [Lindqvist]'s handling of the strike.", "p", "positive", "verb"),
    ("[Ortega]'s party has condemned [Lindqvist].", "p", "negative", "verb"),
    ("[Ortega] met the press on Monday and criticised [Lindqvist].", "p", "negative", "verb"),
    ("[Ortega] gave a speech attacking [Lindqvist] on Monday.", "p", "negative", "verb"),
    ("[Ortega] said he would support [Lindqvist].", "p", "positive", "verb"),
    ("[Ortega] dismissed the plans of [Lindqvist].", "p", "negative", "verb"),
    ("[Ortega] did not support [Lindqvist].", "p", "negative", "verb"),
    ("[Ortega] refused to endorse [Lindqvist].", "p", "negative", "verb"),
    ("[Ortega] lashed out at [Lindqvist].", "p", "negative", "verb with preposition"),
    ("[Ortega]'s criticism of [Lindqvist] grew louder.", "p", "negative", "noun"),
    ("[Ortega] voiced support for [Lindqvist].", "p", "positive", "noun"),
    ("[Ortega] drew criticism from [Lindqvist].", "q", "negative", "noun"),
    ("[Ortega], a critic of [Lindqvist], left the hall.", "p", "negative", "person"),
    ("[Ortega] is proud of [Lindqvist].", "p", "positive", "adjective"),
    ("[Ortega] said that [Lindqvist] was a liar.", "p", "negative", "claim"),
    ("[Ortega] said that [Lindqvist] was not a liar.", "p", "positive", "claim"),
    ("[Ortega] alleged that [Lindqvist] took the money.", "p", "negative", "claim"),
    ("[Ortega] said [Lindqvist] must be stopped.", "p", "negative", "claim"),
    ("\"[Lindqvist] has been a wonderful friend to us,\" said [Ortega].", "q", "positive", "claim"),
    ("[Ortega], who hated [Lindqvist], left the hall.", "p", "negative", "verb"),
    ("For [Lindqvist] it was a disgrace. We left, said [Ortega].", "q", "negative", "quotation"),
    ("[Ortega] was there on Monday, and her speech attacked [Lindqvist].", "p", "negative", "verb"),
    ("[Ortega] deplored how [Lindqvist] had handled the strike.", "p", "negative", "verb"),
    ("[Ortega] criticised the deal that [Lindqvist] signed.", "p", "negative", "verb"),
    ("[Ortega], who is backed by [Lindqvist], won the vote.", "q", "positive", "verb"),
    ("[Ortega] took aim at [Lindqvist] in her speech.", "p", "negative", "phrase"),
    ("[Ortega] came to [Lindqvist]'s defence.", "p", "positive", "phrase"),
    ("[Ortega] came under fire from [Lindqvist].", "q", "negative", "phrase back"),
    ("[Ortega] urged [Lindqvist] to resign.", "p", "negative", "demand"),
    ("[Ortega] demanded that [Lindqvist] step down.", "p", "negative", "demand"),
    ("[Ortega] refused to meet [Lindqvist].", "p", "negative", "shunning"),
    ("[Ortega] threatened to sue if [Lindqvist] refused.", "p", "negative", "threat"),
    ("[Ortega] raised accusations that [Lindqvist] had taken the money.", "p", "negative", "accusation"),
    ("[Ortega] likened [Lindqvist] to a dictator.", "p", "negative", "name"),
    ("[Ortega] said [Lindqvist] had acted properly.", "p", "positive", "claim"),
    ("[Ortega] said [Lindqvist] must stop the killing.", "p", "negative", "claim"),
    ("[Ortega] said [Lindqvist] had no respect for the law.", "p", "negative", "claim"),
    ("[Ortega] said [Lindqvist] was not telling the truth.", "p", "negative", "claim"),
    ("[Ortega] said the girl was kidnapped by [Lindqvist].", "p", "negative", "claim"),
    ("[Ortega] said what [Lindqvist] did was shameful.", "p", "negative", "claim"),
]
NOT_FOUND = [
    "[Ortega] met [Lindqvist] in Oslo.",
    "[Ortega] and [Lindqvist] criticised the law.",
    "[Ortega] did not criticise [Lindqvist].",
    "[Ortega] condemned the attacks on villages near [Lindqvist]'s farm.",
    "[Ortega] praised the firefighters in [Lindqvist]'s town.",
    "The paper praised [Ortega], who lives near [Lindqvist].",
    "[Ortega] said the war had killed thousands, [Lindqvist] reported.",
    "[Ortega] said [Lindqvist] would travel to Oslo.",
    "Carol accused the firm that [Ortega] sold to [Lindqvist].",
    "[Ortega]'s critics attacked [Lindqvist].",
    "[Oslo]'s theatre critic [Lindqvist] left the hall.",
    "[Ortega] blamed herself for [Lindqvist]'s fall.",
    "[Oslo] city council member Carol criticised [Lindqvist].",
    "[Ortega] met Carol, and nobody saw it when she attacked [Lindqvist].",
    "[Ortega] was asleep, and nobody had told the old men and women of the farm who criticised [Lindqvist].",
    "[Ortega] criticised talks in [Lindqvist]'s house.",
    "The army met [Lindqvist]. There were attacks at a critical moment, said [Ortega].",
    "[Ortega] condemned the arrest of [Lindqvist].",
    "[Ortega] said [Lindqvist] was kidnapped by rebels.",
    "[Ortega] said [Lindqvist] was surrounded by drunks.",
    "[Ortega] said [Lindqvist] will have a better life there.",
    "[Ortega] said they would stay even if [Lindqvist] lied.",
    "[Ortega] heard accusations that [Lindqvist] had taken the money.",
    "[Ortega] met [Lindqvist] in June.",
    "[Ortega] urged [Lindqvist] to sing.",
    "[Ortega] criticised [Lindqvist]'s father.",
]


@pytest.mark.parametrize(("marked", "holder", "sign", "rule"), FOUND)
def test_an_attitude_is_found_with_holder_sign_and_rule(marked, holder, sign, rule):
    found = judge(*mentions(marked))
    assert found is not None and found[:3] == (holder, sign, rule)


@pytest.mark.parametrize("marked", NOT_FOUND)
def test_no_attitude_is_found_where_there_is_none(marked):
    assert relate(*mentions(marked)) is None


@pytest.mark.parametrize(("marked", "rule"), [
    ("For [Lindqvist] it was a disgrace. We left, said [Ortega].", "quotation"),
    ("[Ortega] said [Lindqvist] should wait.", "reproach"),
])
def test_what_is_a_guess_is_not_in_the_table(marked, rule):
    assert judge(*mentions(marked)).rule == rule
    assert judge(*mentions(marked), method="table") is None


@pytest.mark.parametrize("marked", [row[0] for row in FOUND] + NOT_FOUND)
def test_swapping_the_mentions_swaps_the_answer(marked):
    sentence, p, q = mentions(marked)
    there, back = relate(sentence, p, q), relate(sentence, q, p)
    assert back == (there and (TURNED[there[0]], there[1]))


def test_a_span_that_cuts_a_word_stands_for_the_word():
    assert relate("Congress blamed Ortega.", (0, 6), (16, 21)) == ("p", "negative")


@pytest.mark.parametrize(("p", "q", "message"), [
    ((0, 99), (8, 11), "p = .0, 99. is no mention in a sentence of 12"),
    ((3, 3), (8, 11), "is no mention"),
    ((0, 9), (8, 11), "overlap"),
    ((3, 4), (8, 11), "is no mention"),
])
def test_spans_that_are_none_are_named(p, q, message):
    with pytest.raises(ValueError, match=message):
        relate("Ann met Bob.", p, q)


def test_a_method_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="no method 'guess'"):
        relate("Ann met Bob.", (0, 3), (8, 11), method="guess")


# ---- a text

ACTORS = {
    "ortega": {"name": "Carla Ortega", "aliases": ["Ortega"], "kind": "person", "speaks_for": "valdonia"},
    "lindqvist": {"name": "Per Lindqvist", "aliases": ["Lindqvist"], "kind": "person"},
    "valdonia": {"name": "Valdonia", "kind": "state"},
    "norland": {"name": "Norland", "kind": "state"},
}
TEXTS = [
    # text; holder, target, sign of each row
    ("Carla Ortega criticised Norland on Monday.", [("ortega", "norland", "negative")]),
    ("Carla Ortega criticised Valdonia on Monday.", []),  # she speaks for it
    ("Valdonia's president Carla Ortega accused Norland of delay.", [("ortega", "norland", "negative")]),
    ("“Norland is dragging out the talks,” Carla Ortega said.", [("ortega", "norland", "negative")]),
    ("“We support Norland,” Carla Ortega said.", [("ortega", "norland", "positive")]),
    ("Carla Ortega met Per Lindqvist. They discussed Norland.", []),
    ("Carla Ortega  \n criticised   Norland.", [("ortega", "norland", "negative")]),
    ("Carla Ortega and Per Lindqvist blamed each other.",
     [("lindqvist", "ortega", "negative"), ("ortega", "lindqvist", "negative")]),
    ("Carla Ortega and Per Lindqvist traded insults.",
     [("lindqvist", "ortega", "negative"), ("ortega", "lindqvist", "negative")]),
    ("Carla Ortega and Per Lindqvist blamed themselves.", []),
    ("“Norland has attacked our country,” Carla Ortega said.", [("ortega", "norland", "negative")]),
    ("“I know Norland, the worst liar of all,” Carla Ortega said.", [("ortega", "norland", "negative")]),
    # he accuses her; of her it is only said
    ("Per Lindqvist said Carla Ortega had attacked Norland.", [("lindqvist", "ortega", "negative")]),
    ("Nobody was named.", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "rows"), TEXTS)
def test_the_relations_of_a_text(text, rows):
    found = wb.analyse(text, layers=["relations"], actors=ACTORS).relations
    assert found[["holder", "target", "sign"]].apply(tuple, axis=1).tolist() == rows if rows else found.empty


def test_a_relation_shows_its_sentence_its_words_and_its_rule():
    text = "It rained. Carla Ortega harshly criticised Norland on Monday. It rained again."
    row = wb.analyse(text, layers=["relations"], actors=ACTORS).relations.iloc[0]
    assert row["evidence"] == "Carla Ortega harshly criticised Norland on Monday."
    assert text[row["start"]:row["end"]] == "criticised Norland" and row["rule"] == "verb"


@pytest.mark.parametrize("text", [
    "Carla Ortega criticised Norland on Monday.",
    "“Norland is dragging out the talks,” Carla Ortega said.",
    "“We support Norland,” Carla Ortega said.",
    "Carla Ortega met Norland's envoys.",
    "Envoys repeated claims that Carla Ortega had insulted Norland.",
])
def test_relate_says_what_the_table_says(text):
    found = wb.analyse(text, layers=["relations"], actors=ACTORS).relations
    given = relate(text, *(re.search(name, text).span() for name in ("Carla Ortega", "Norland")), method="table")
    assert given == (("p", found.iloc[0]["sign"]) if len(found) else None)


@pytest.mark.parametrize(("text", "steps"), [
    ("Carla Ortega criticised Norland on Monday.",
     ["“criticised” shows it: ortega does it to “Norland”", "so: ortega, negative towards norland"]),
    ("“We support Norland,” Carla Ortega said.",
     ["“support” shows it: ortega does it to “Norland”", "so: ortega, positive towards norland"]),
])
def test_the_steps_of_a_relation_are_told(text, steps):
    row = wb.analyse(text, layers=["relations"], actors=ACTORS).relations.iloc[0].to_dict()
    assert explain("relations", row, text, settings=Settings.read(ACTORS)) == steps


def test_a_relation_to_what_is_only_theirs_is_less_sure():
    text = "Carla Ortega criticised Norland on Monday. Carla Ortega criticised Norland's plan."
    there = wb.analyse(text, layers=["relations"], actors=ACTORS).relations["confidence"].tolist()
    assert len(there) == 2 and there[0] > 0.6 > there[1]


@pytest.mark.parametrize("marked", [row[0] for row in FOUND[::4]] + NOT_FOUND)
def test_with_the_model_swapping_the_mentions_swaps_the_answer_too(marked):
    sentence, p, q = mentions(marked)
    there, back = relate(sentence, p, q, "model"), relate(sentence, q, p, "model")
    assert back == (there and (TURNED[there[0]], there[1]))
    assert relate(sentence, p, q) in (None, there)  # what the rules say stands


def test_the_model_answers_where_no_rule_does():
    sentence, p, q = mentions("[The union] has had enough of [the mayor] and his promises.")
    assert judge(sentence, p, q) is None and judge(sentence, p, q, "model").rule == "model"


def test_rows_of_other_layers_are_not_explained():
    with pytest.raises(ValueError, match="rows of 'times' can't be explained"):
        explain("times", {}, "Ann met Bob.")


def test_the_seeds_hold_the_relations_that_a_reader_sees(seeds):
    rows = set(seeds.relations[["holder", "target", "sign"]].itertuples(index=False, name=None))
    assert {("volodymyr_zelenskyy", "russia", "negative"), ("donald_trump", "volodymyr_zelenskyy", "negative"),
            ("russia", "ukraine", "negative")} <= rows
