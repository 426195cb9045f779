"""Who said it: the noun phrase that is the source of a cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.quotes.cues import lexicon, verb_cue, words
from workbench.syntax.dependents import child, children, complements
from workbench.syntax.noun_phrases import subject_phrase
from workbench.syntax.predicates import agent_of, is_misread_participle
from workbench.syntax.subjects import subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from workbench.extract.quotes.statement import Span

OF_DUMMY_SUBJECT = {"be", "become", "make", "remain", "seem", "take"}  # verbs whose "it" may stand for what follows
CLAUSES_AS_SUBJECTS = ("csubj", "csubjpass")  # "Making it clear proved hard": nobody who speaks


def source_of(verb: Token) -> Span | None:
    """Characters of the source of a reporting verb: its subject, or the agent of its passive."""
    # "worried that …" and "he's said that …" are read as passives too: only an agent or a subject of its own tells one
    reduced = verb.dep_ == "acl" and verb.tag_ == "VBN" and not is_misread_participle(verb)
    passive = reduced or child(verb, "agent", "nsubjpass") is not None
    subject = agent_of(verb) if passive else subject_of(verb)
    if subject is None or subject.dep_ in CLAUSES_AS_SUBJECTS or _stands_for_nobody(subject, verb):
        return None
    return subject_phrase(subject)


def signer_of(verb: Token) -> Span | None:
    """"Lee read from a letter signed by Brandt": whose words are read."""
    if verb.lemma_ != "read":
        return None
    texts = complements(verb, ("from",)) or list(children(verb, "dobj"))
    signed = (participle for text in texts if text.lemma_ in words("media") for participle in children(text, "acl")
              if participle.lemma_ in {"sign", "write", "send"})
    return next((subject_phrase(by) for participle in signed if (by := agent_of(participle)) is not None), None)


def _stands_for_nobody(subject: Token, verb: Token) -> bool:
    """Whether a subject that a verb takes from above is the "it" of "it is too early to say"."""
    return subject.lower_ == "it" and subject.head != verb and subject.head.lemma_ in OF_DUMMY_SUBJECT


def outer_speaker(verb: Token) -> Token | None:
    """Of "she said it was late, adding …" the verb "said", where the parse hangs "adding" on "was"."""
    if child(verb, "nsubj", "nsubjpass", "expl") is not None or verb.dep_ not in {"conj", "advcl", "xcomp", "acl"}:
        return None
    found, clause = None, verb
    while clause.head != clause:
        above = clause.head
        cue = verb_cue(above.lemma_)
        if clause.dep_ == "ccomp" and cue is not None and "clause" in cue.takes and above.i < clause.i \
                and subject_of(above) is not None:
            found = above
        elif clause.dep_ == "acl" and above.dep_ == "dobj" and above.head.i < above.i \
                and above.lemma_ in lexicon("nouns") and above.head.lemma_ in words("voicing"):
            found = above.head  # "raised claims that it was late, saying …"
        clause = above
    return found


def quoted_saying(verb: Token) -> Token | None:
    """The "saying" of "cited him as saying", "is quoted as saying": the cue whose statement the verb passes on."""
    if verb.lemma_ not in {"quote", "cite"}:
        return None
    return next((word for word in verb.subtree if word.dep_ == "pcomp" and word.head.lower_ == "as"
                 and word.tag_ == "VBG"), None)
