"""One grammar for all: a sentence, a word of it, and what the grammar says of that word."""

import pytest

from workbench.extract.reading import Settings
from workbench.syntax import clauses, negation, noun_phrases, predicates, subjects
from workbench.syntax.parser import pipeline


def word_of(sentence, word):
    """The parse's token for a word, or for its second occurrence ("left*")."""
    doc = pipeline(Settings.pipeline)(sentence)
    return [token for token in doc if token.text == word.rstrip("*")][word.endswith("*")]


SUBJECTS = [
    # sentence, verb, its grammatical subject, who does it
    ("Oland rejected the plan.", "rejected", "Oland", "Oland"),
    ("The plan was rejected by Oland.", "rejected", "plan", "Oland"),
    ("The plan was rejected.", "rejected", "plan", None),
    ("Oland arrived and left.", "left", "Oland", "Oland"),
    ("Oland arrived on Monday, seeking support.", "seeking", "Oland", "Oland"),
    ("Oland wants to leave.", "leave", "Oland", "Oland"),
    ("Oland urged Ruvia to leave.", "leave", "Ruvia", "Ruvia"),
    ("Oland promised Ruvia to leave.", "leave", "Oland", "Oland"),
    ("Oland came on Monday and left.", "left", "Oland", "Oland"),
    ("Oland used the talks to leave.", "leave", "Oland", "Oland"),
    ("Ruvia was urged to leave.", "leave", "Ruvia", "Ruvia"),
    ("Oland accused Ruvia of blocking the dam.", "blocking", "Ruvia", "Ruvia"),
    ("Oland helped Ruvia by blocking the dam.", "blocking", "Oland", "Oland"),
    ("Oland left without signing the deal.", "signing", "Oland", "Oland"),
    ("They quoted Lee as saying that it was late.", "saying", "Lee", "Lee"),
    ("The envoy who left was angry.", "left", "who", "envoy"),
    ("Envoys seeking peace left.", "seeking", "Envoys", "Envoys"),
    ("Lee ended with a joke, adding that it was late.", "adding", "Lee", "Lee"),
    ("Lee issued a statement saying that it was late.", "saying", "Lee", "Lee"),
    ("In Salem, New Hampshire, Lee went on to talk.", "went", "Lee", "Lee"),
    ("Describing the attack, Lee said it was late.", "Describing", "Lee", "Lee"),
    ("Will Oland leave?", "leave", "Oland", "Oland"),
    ("The Kremlin proposed talks.", "proposed", "Kremlin", "Kremlin"),
    ("Leave!", "Leave", None, None),
]


@pytest.mark.parametrize(("sentence", "verb", "subject", "doer"), SUBJECTS)
def test_the_subject_of_a_verb_and_who_does_it(sentence, verb, subject, doer):
    verb = word_of(sentence, verb)
    found = subjects.subject_of(verb), subjects.doer_of(verb)
    assert tuple(one and one.text for one in found) == (subject, doer)


DOERS = [
    ("Oland said she opposed the dam.", "opposed", ["she", "Oland"]),
    ("Oland said Ruvia opposed the dam.", "opposed", ["Ruvia"]),
    ("Oland said her party opposed the dam.", "opposed", ["party", "Oland"]),
    ("Oland launched a site attacking the dam.", "attacking", ["site", "Oland"]),
    ("Oland urged Ruvia to attack the dam.", "attack", ["Oland"]),
    ("The dam was opposed by Oland.", "opposed", ["Oland"]),
    ("The dam was opposed in March.", "opposed", []),
    ("Ortega recently criticised President Lee.", "criticised", ["Ortega"]),
]


@pytest.mark.parametrize(("sentence", "verb", "doers"), DOERS)
def test_all_who_may_do_what_a_verb_says(sentence, verb, doers):
    assert [doer.text for doer in subjects.doers_of(word_of(sentence, verb))] == doers


UNDERGOERS = [
    ("Oland rejected the plan.", "rejected", ["plan"]),
    ("The plan was rejected by Oland.", "rejected", ["plan"]),
    ("A plan rejected by Oland was dropped.", "rejected", ["plan"]),
    ("Oland criticised and sued Ruvia.", "criticised", ["Ruvia"]),
    ("Oland left.", "left", []),
]


@pytest.mark.parametrize(("sentence", "verb", "things"), UNDERGOERS)
def test_what_a_verb_is_done_to(sentence, verb, things):
    assert [thing.text for thing in predicates.undergoers(word_of(sentence, verb))] == things


PREDICATES = [
    # what is asked, sentence, word, whether it holds
    (predicates.is_passive, "The plan was rejected by Oland.", "rejected", True),
    (predicates.is_passive, "A plan rejected by Oland was dropped.", "rejected", True),
    (predicates.is_passive, "Oland has rejected the plan.", "rejected", False),
    (predicates.is_passive, "The claim that Oland has rejected it is old.", "rejected", False),
    (clauses.is_alleged, "Lawyers raised accusations that Oland had lied.", "lied", True),
    (clauses.is_alleged, "Envoys accused Oland of blocking the dam.", "blocking", True),
    (clauses.is_alleged, "Envoys seeking peace left.", "seeking", False),
    (clauses.is_alleged, "Oland helped Ruvia by blocking the dam.", "blocking", False),
    (predicates.is_finite, "Oland said that it rejects the plan.", "rejects", True),
    (predicates.is_finite, "Oland demanded that the plan be dropped.", "dropped", False),
    (predicates.is_finite, "Oland will reject the plan.", "reject", True),
    (predicates.is_infinitive, "Oland wants to leave.", "leave", True),
    (predicates.is_infinitive, "Oland will leave.", "leave", False),
    (predicates.has_modal, "Oland would leave.", "leave", True),
    (predicates.has_modal, "Oland has left.", "left", False),
    (negation.is_negated, "Oland did not reject the plan.", "reject", True),
    (negation.is_negated, "Oland never rejected the plan.", "rejected", True),
    (negation.is_negated, "Nobody rejected the plan.", "rejected", True),
    (negation.is_negated, "No state rejected the plan.", "rejected", True),
    (negation.is_negated, "Oland no longer rejects the plan.", "rejects", True),
    (negation.is_negated, "There is no deal.", "deal", True),
    (negation.is_negated, "Oland not only rejected the plan but also left.", "rejected", False),
    (negation.is_negated, "Oland refused to leave.", "leave", False),
    (negation.is_denied, "Oland refused to leave.", "leave", True),
    (negation.is_denied, "Oland was not ready to leave.", "leave", True),
    (negation.is_denied, "Oland did not come to help.", "help", True),
    (negation.is_denied, "Oland agreed to leave.", "leave", False),
]


@pytest.mark.parametrize(("asks", "sentence", "word", "answer"), PREDICATES,
                         ids=[f"{row[0].__name__}: {row[1]}" for row in PREDICATES])
def test_what_holds_of_a_word(asks, sentence, word, answer):
    assert asks(word_of(sentence, word)) is answer


PHRASES = [
    # sentence, head, its noun phrase, the phrase without what a comma sets off
    ("The envoy of Ruvia left.", "envoy", "The envoy of Ruvia", "The envoy of Ruvia"),
    ("The new envoy, Ann Lee, left.", "envoy", "The new envoy, Ann Lee", "The new envoy"),
    ("The envoy, who had left, returned.", "envoy", "The envoy", "The envoy"),
    ("Its new envoy left.", "envoy", "Its new envoy", "Its new envoy"),
    ("Oland and Ruvia left.", "Ruvia", "Ruvia", "Ruvia"),
]


@pytest.mark.parametrize(("sentence", "head", "phrase", "bare"), PHRASES)
def test_the_stretch_of_a_noun_phrase(sentence, head, phrase, bare):
    head = word_of(sentence, head)
    found = noun_phrases.noun_phrase(head), noun_phrases.bare_noun_phrase(head)
    assert tuple(sentence[slice(*span)] for span in found) == (phrase, bare)


def test_the_phrase_of_a_subject_holds_what_its_pronoun_stands_for():
    sentence = "The envoy of Ruvia who left was angry."
    assert sentence[slice(*noun_phrases.subject_phrase(word_of(sentence, "who")))] == "The envoy of Ruvia who"


POSSESSORS = [
    ("Its refusal came late.", "refusal", "Its"),
    ("Oland's refusal came late.", "refusal", "Oland"),
    ("A warning from Oland came late.", "warning", "Oland"),
    ("A warning to Oland came late.", "warning", None),
    ("The refusal came late.", "refusal", None),
]


@pytest.mark.parametrize(("sentence", "noun", "owner"), POSSESSORS)
def test_whose_a_noun_is(sentence, noun, owner):
    found = noun_phrases.possessor_of(word_of(sentence, noun))
    assert (found and found.text) == owner


def test_a_noun_is_borne_by_who_voices_it_and_not_by_who_ignores_it():
    def bearer(sentence):
        found = noun_phrases.bearer_of(word_of(sentence, "support"), lambda verb: verb.lemma_ == "voice")
        return found and found.text

    assert bearer("Oland voiced support.") == "Oland"
    assert bearer("Oland ignored support.") is None


NAMES = [
    ("Ortega's party won.", "party", "Ortega", True),
    ("The policy of Ortega won.", "policy", "Ortega", True),
    ("The arrests in Ruvia went on.", "arrests", "Ruvia", False),
    ("Ortega's critics won.", "critics", "Ortega", False),
    ("The man who met Ortega won.", "man", "Ortega", False),
]


@pytest.mark.parametrize(("sentence", "head", "name", "answer"), NAMES)
def test_whether_a_name_stands_in_a_noun_phrase_for_what_it_denotes(sentence, head, name, answer):
    doc = pipeline(Settings.pipeline)(sentence)
    phrase, name = (next(token for token in doc if token.text == text) for text in (head, name))
    assert noun_phrases.stands_in(phrase, name) is answer


CLAUSES = [
    ("Oland said that Ruvia had left.", "Ruvia", "left"),
    ("Oland said that Ruvia had left.", "Oland", "said"),
    ("Oland, who met Ruvia, left.", "Ruvia", "met"),
]


@pytest.mark.parametrize(("sentence", "word", "verb"), CLAUSES)
def test_the_clause_of_a_word(sentence, word, verb):
    assert clauses.clause_of(word_of(sentence, word)).text == verb


def test_the_verb_whose_subject_does_what_another_says():
    assert clauses.main_verb(word_of("Oland is likely to enter.", "enter")).text == "is"


def test_a_finite_clause_is_told_from_a_phrase():
    doc = pipeline(Settings.pipeline)("Oland insists that it is dead.")
    assert clauses.is_clause(doc[2:6]) and not clauses.is_clause(doc[5:6])


@pytest.mark.parametrize(("sentence", "verb", "lemma"), [
    ("Oland wrapped up the talks.", "wrapped", "wrap up"),
    ("Oland looked up to Ruvia.", "looked", "look up"),
    ("Oland stopped the talks.", "stopped", "stop"),
])
def test_the_dictionary_form_of_a_verb_has_its_particle(sentence, verb, lemma):
    assert predicates.lemma_with_particle(word_of(sentence, verb)) == lemma
