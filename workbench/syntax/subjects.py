"""The subject of a verb, and who does what it says.

Four questions, each with a function of its own:

- `written_subject`: the subject that stands with the verb;
- `subject_of`: that, or the one the verb takes from the clause above ("arrived, seeking support");
- `doer_of`: who does it, which of a passive is its agent;
- `doers_of`: everybody who may be meant to do it, a pronoun's clause above included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from workbench.lexicons import read_lexicon
from workbench.syntax.dependents import NOMINAL, VERBAL, child, children, complements, governors
from workbench.syntax.predicates import agent_of, is_passive, name_before_misread

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
RELATIVES = frozenset({"who", "which", "that", "whom"})
PRONOUN_TAGS = ("WP", "WDT", "IN")  # of a relative pronoun; the tagger takes "that" for a conjunction
FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our"})
THIRD_PERSON = frozenset((
    "he", "she", "they", "it", "his", "her", "him", "them", "their", "its", "himself", "herself", "themselves",
    "itself"))
SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow"})  # "promised Bob to go": the subject goes, not Bob
# with an object these pass their own subject on to what follows: "took steps to", "made an effort to"
LIGHT_VERBS = frozenset({"take", "make", "have", "use", "do", "give"})
# "accused Kyiv of blocking", "quoted him as saying": the object does it; not in "praised Kyiv by saying"
OBJECT_CONTROL = frozenset({"of", "from", "for", "into", "against", "as", "at"})
ONE = frozenset({"he", "she", "it"})
STEPS_UP = 6  # clauses from which a subject is taken

Owner = Callable[["Token", "Token"], "Token | None"]


# ---- the subject


def written_subject(verb: Token) -> Token | None:
    """The subject written with a verb; of two before it the nearer, else one that the parser hung on its auxiliary.

    "In Salem, New Hampshire, Lee went on": the parser sees a subject in "Hampshire" too.
    """
    before = [word for word in verb.lefts if word.dep_ == "nsubj"]
    if before:
        return before[-1]
    hung = (child(aux, *SUBJECTS) for aux in children(verb, "aux", "auxpass"))
    return child(verb, *SUBJECTS) or next((subject for subject in hung if subject is not None), None)


def subject_of(verb: Token, owner: Owner | None = None) -> Token | None:
    """The grammatical subject of a verb: its own, or the one it takes from the clause above.

    A relative pronoun is the subject of its clause; `doer_of` gives what it stands for.

    Parameters
    ----------
    owner : function of a noun and the word that hangs on it
        Tells whose a noun is, where the verb hangs on one ("its refusal to go"); without it the noun stands for itself.
    """
    return _subject(verb, owner, 0)


def doer_of(verb: Token, owner: Owner | None = None) -> Token | None:
    """Who does what a verb says: the agent of a passive, else its subject; of a relative pronoun what it stands for.

    Parameters
    ----------
    owner : function of a noun and the word that hangs on it
        As in `subject_of`.
    """
    subject = agent_of(verb) if is_passive(verb) else _subject(verb, owner, 0)
    return (antecedent_of(subject) or subject) if subject is not None else None


def doers_of(verb: Token) -> list[Token]:
    """Heads of all the noun phrases that may do what a verb says: subject or agent, or those of the clause above.

    A pronoun stands for itself and for the subject above it ("Ann said she opposed it"); a verb that hangs on a noun
    may be done by the noun or by the subject above ("Ann gave a speech attacking it").
    """
    if is_passive(verb):
        inner = [end for hook in children(verb, "prep") for end in children(hook, "pcomp")]
        return [by for word in (verb, *inner) for by in complements(word, ("by",))]  # "accused of fraud by Ann"
    found: list[Token] = []
    for subject in _nearest_subjects(verb):
        while subject is not None and subject not in found:
            found.append(subject)
            subject = antecedent_of(subject) or _stands_for(subject, verb)
    return found


def _nearest_subjects(verb: Token) -> Iterator[Token | None]:
    subject = subject_of(verb)
    if verb.dep_ == "xcomp" and subject is not None and subject.dep_ == "dobj":
        subject = subject_of(subject.head)  # "urged Bob to attack it": what is urged is the urger's own attitude
    yield subject
    if verb.dep_ == "advcl" and verb.tag_ == "VBG":
        # "Ann said no date was set, accusing Bob": a participle may belong to a clause farther up
        yield from (written_subject(above) for above in governors(verb))


def _stands_for(subject: Token, verb: Token) -> Token | None:
    """Who else may be meant by a subject: by a pronoun the subject above, by what is given or named who does that."""
    if subject.head == verb and any(is_pronoun(word) for word in (subject, *children(subject, "poss"))):
        above = (written_subject(above) for above in governors(verb))
        return next((one for one in above if one is not None), None)
    return subject_of(subject.head) if subject.dep_ in ("dobj", "attr") and subject.head.pos_ in VERBAL else None


def is_pronoun(word: Token) -> bool:
    """Whether a word is a pronoun of the first or third person, a possessive included."""
    return word.lower_ in THIRD_PERSON or word.lower_ in FIRST_PERSON


def antecedent_of(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun stands for; None where it stands for none or is no relative pronoun."""
    if pronoun.lower_ not in RELATIVES or pronoun.tag_ not in PRONOUN_TAGS:
        return None
    clause = next((word for word in (pronoun.head, pronoun.head.head) if word.dep_ == "relcl"), None)
    return clause.head if clause is not None and clause.head.i < pronoun.i else None


# ---- the subject that a verb takes from above


def _subject(verb: Token, owner: Owner | None, steps: int) -> Token | None:
    subject = written_subject(verb)
    if subject is not None:
        return subject
    step = FROM_ABOVE.get(verb.dep_)
    return step(verb, owner, steps) if step is not None and steps <= STEPS_UP else None


def _from_verb(verb: Token, owner: Owner | None, steps: int) -> Token | None:
    """ "Arrived and left", "wants to go": the subject of the verb above.

    Not one that the verb doesn't agree with: "they say he is late and have asked him to go".
    """
    subject = _taken_from(verb.head, verb, owner, steps)
    if subject is not None and verb.dep_ == "conj" and subject.lower_ in ONE and _is_plural(verb):
        others = (written_subject(above) for above in governors(verb))
        return next((one for one in others if one is not None and one != subject), subject)
    return subject


def _is_plural(verb: Token) -> bool:
    """Whether the verb's form is that of several who do it."""
    return any(word.tag_ == "VBP" or word.lower_ == "were" for word in (verb, *children(verb, "aux", "auxpass")))


def _taken_from(above: Token, below: Token, owner: Owner | None, steps: int) -> Token | None:
    if above.pos_ in (*VERBAL, "ADJ"):
        return _subject(above, owner, steps + 1)
    if above.pos_ == "NOUN" and owner is not None:
        return owner(above, below)
    return above if above.pos_ in (*NOMINAL, "PRON") else None


def _from_controller(verb: Token, owner: Owner | None, steps: int) -> Token | None:
    """ "Urged Kyiv to agree": the object of the verb above; "agreed to go": its subject."""
    return _controller(verb.head, verb) or _from_verb(verb, owner, steps)


def _controller(above: Token, verb: Token) -> Token | None:
    if above.pos_ != "VERB" or above.lemma_ in SUBJECT_CONTROL:
        return None
    thing = child(above, "dative") or (child(above, "dobj") if above.lemma_ not in LIGHT_VERBS else None)
    return thing if thing is not None and thing.i < verb.i and thing.pos_ != "ADP" else None


def _from_preposition(verb: Token, owner: Owner | None, steps: int) -> Token | None:
    """ "Accused Oland of blocking it", "left without signing", "the risk of losing": what the preposition hangs on."""
    preposition = verb.head if verb.dep_ == "pcomp" else verb
    above = preposition.head
    if preposition.lower_ in OBJECT_CONTROL and (controller := _controller(above, verb)) is not None:
        return controller
    if above.pos_ in VERBAL:
        return _subject(above, owner, steps + 1)
    if preposition.lower_ == "as" and above.dep_ == "dobj":
        return above  # "quoted him as saying", where the parser hangs "as" on "him"
    return owner(above, preposition) if owner is not None and verb.dep_ == "pcomp" else None


def _from_main_clause(verb: Token, owner: Owner | None, steps: int) -> Token | None:
    """ "Pushed Kyiv to agree, offering money": not who agrees offers, but who pushes."""
    above = verb.head
    if _is_set_off(verb):
        while above.tag_ == "VB" and written_subject(above) is None and above.head.i != above.i:
            above = above.head
    return _taken_from(above, verb, owner, steps)


def _from_noun(verb: Token, owner: Owner | None, steps: int) -> Token | None:
    """ "Envoys seeking peace": the noun; "its refusal to go": whose it is.

    "Ended with a joke, adding" and "issued a statement saying": who ended, who issued.
    """
    noun = verb.head
    is_text = noun.dep_ == "dobj" and noun.lemma_.lower() in read_lexicon("cues")["places"]["media"]
    if _is_set_off(verb) or (is_text and verb.tag_ == "VBG"):
        above = _verb_over(noun)
        if above is not None:
            return _subject(above, owner, steps + 1)
    if verb.tag_ == "VBG" or verb.dep_ == "relcl" or owner is None:
        return noun
    return owner(noun, verb)


def _is_set_off(verb: Token) -> bool:
    """Whether a comma sets a participle off, also before a quotation mark."""
    before = "".join(token.text for token in verb.doc[max(0, verb.i - 2):verb.i] if token.is_punct)
    return verb.tag_ == "VBG" and before.rstrip("”\"'’").endswith(",")


def _verb_over(noun: Token) -> Token | None:
    """The verb before a noun that the noun is object of, or stands in a prepositional phrase of."""
    while noun.dep_ in ("pobj", "prep", "dobj", "attr", "appos", "conj", "dative") and noun.head.i < noun.i:
        noun = noun.head
        if noun.pos_ in VERBAL:
            return noun
    return None


def _from_owner(verb: Token, owner: Owner | None, steps: int) -> Token | None:
    """ "Left the door open to talks": who owns the noun that an adjective describes."""
    return name_before_misread(verb) or (None if owner is None else owner(verb.head, verb))


FROM_ABOVE = {
    **dict.fromkeys(("conj", "ccomp", "parataxis", "dep", "acomp", "attr", "oprd"), _from_verb),
    "xcomp": _from_controller,
    **dict.fromkeys(("pcomp", "prep"), _from_preposition),
    "advcl": _from_main_clause,
    **dict.fromkeys(("acl", "relcl"), _from_noun),
    "amod": _from_owner,
}
