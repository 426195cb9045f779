"""Who said it: the noun phrase that stands as source of a cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.quotes.cues import places, verb_cue
from workbench.extract.quotes.phrases import characters, child, is_misread_main, noun_phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

    from workbench.extract.quotes.statement import Span

RELATIVE = {"who", "which", "that"}
POSSESSIVES = {"his", "her", "its", "their", "my", "our", "your"}


def subject_of(verb: Token, depth: int = 0) -> Token | None:
    """The word that is subject of `verb`, its own or the one it shares with the verb it hangs on."""
    own = _nearest_subject(verb) or next((found for other in verb.children if other.dep_ in {"aux", "auxpass"}
                                        and (found := child(other, "nsubj")) is not None), None)
    if own is not None:
        return own
    if child(verb, "nsubjpass") is not None or depth > 6:
        return None
    head = verb.head
    if verb.dep_ in {"conj", "xcomp", "advcl", "dep"} and head.pos_ in {"VERB", "AUX"}:
        if verb.dep_ == "xcomp":
            controlled = child(head, "dobj")
            if controlled is not None and controlled.i < verb.i:
                return controlled
        return child(head, "nsubjpass") or subject_of(head, depth + 1)
    if verb.dep_ == "acl":
        return _beyond_comma(verb, depth) or _author(verb, depth) or head
    if verb.dep_ == "pcomp" and head.lower_ == "as":
        carrier = head.head if head.head.lemma_ in {"quote", "cite"} else head.head.head
        if carrier.lemma_ in {"quote", "cite"}:
            return child(carrier, "dobj", "nsubjpass")
    if verb.dep_ == "pcomp" and head.dep_ == "prep":
        return subject_of(head.head, depth + 1) if head.head.pos_ in {"VERB", "AUX"} else None
    if verb.dep_ in {"ccomp"} and verb.tag_ == "VBG" and head.pos_ in {"VERB", "AUX"}:
        return subject_of(head, depth + 1)
    return None


def _nearest_subject(verb: Token) -> Token | None:
    """Of two subjects that the parser sees before a verb the nearer: "In Salem, New Hampshire, Lee went on"."""
    before = [other for other in verb.lefts if other.dep_ == "nsubj"]
    return before[-1] if before else child(verb, "nsubj")


def _beyond_comma(participle: Token, depth: int) -> Token | None:
    """Of "he ended with a joke, adding …" the subject of "ended": set off, the participle is not the noun's."""
    marks = "".join(token.text for token in participle.doc[max(0, participle.i - 2):participle.i] if token.is_punct)
    if participle.tag_ != "VBG" or not marks.rstrip("”\"'’").endswith(","):
        return None
    noun = participle.head
    while noun.dep_ in {"pobj", "prep", "dobj", "attr", "appos", "conj", "dative"} and noun.head.i < noun.i:
        if noun.head.pos_ in {"VERB", "AUX"}:
            return subject_of(noun.head, depth + 1)
        noun = noun.head
    return None


def _author(participle: Token, depth: int) -> Token | None:
    """Of "she issued a statement saying …" the subject of "issued"."""
    noun = participle.head
    if participle.tag_ == "VBG" and noun.dep_ == "dobj" and noun.lemma_.lower() in places("media"):
        return subject_of(noun.head, depth + 1)
    return None


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
        clause = above
    return found


def quoted_saying(verb: Token) -> Token | None:
    """The "saying" of "cited him as saying", "is quoted as saying": the cue whose statement the verb passes on."""
    if verb.lemma_ not in {"quote", "cite"}:
        return None
    for other in verb.subtree:
        if other.dep_ == "pcomp" and other.head.lower_ == "as" and other.tag_ == "VBG":
            return other
    return None


def source_of(verb: Token) -> Span | None:
    """Characters of the source of the reporting `verb`: its subject, or the agent of its passive."""
    participle = verb.dep_ == "acl" and verb.tag_ == "VBN" and not is_misread_main(verb)
    agent = child(verb, "agent")  # tells a passive, whatever the tagger makes of the verb
    if participle or agent is not None or child(verb, "nsubjpass") is not None:
        by = agent and child(agent, "pobj")
        return noun_phrase(by) if by is not None else None
    subject = subject_of(verb)
    return None if subject is None else source_span(subject)


def source_span(subject: Token) -> Span | None:
    """The source as written: the noun phrase of `subject`; of a relative pronoun together with what it stands for."""
    if subject.lower_ in RELATIVE and subject.tag_ in {"WP", "WDT", "IN"}:
        clause = next((token for token in (subject.head, subject.head.head) if token.dep_ == "relcl"), None)
        if clause is not None and clause.head.i < subject.i:
            before = noun_phrase(clause.head)
            if before is not None:
                return before[0], subject.idx + len(subject)
    if subject.dep_ == "expl":
        return None
    span = noun_phrase(subject)
    verb = _verb_within(subject)
    if span is None or verb is None:
        return span
    return characters(subject.doc, subject.left_edge.i, verb)


def _verb_within(noun: Token) -> int | None:
    """Where a verb stands that the parser took for an adjective of `noun`: no adjective precedes the determiner."""
    determiner = next((other for other in noun.lefts if other.dep_ in {"det", "poss"}), None)
    if determiner is None:
        return None
    verb = next((other for other in noun.lefts if other.dep_ == "amod" and other.tag_ in {"VBN", "VBD"}
                 and other.i < determiner.left_edge.i), None)
    return None if verb is None else verb.left_edge.i


def possessor_of(noun: Token) -> Span | None:
    """Whose statement the `noun` names: "his claim", "the claim of officials", "a warning from Rome"."""
    owner = child(noun, "poss")
    if owner is not None:
        return noun_phrase(owner) if owner.pos_ != "PRON" else (owner.idx, owner.idx + len(owner))
    for preposition in noun.children:
        if preposition.dep_ == "prep" and preposition.lower_ in {"by", "from"}:
            inner = child(preposition, "pobj")
            if inner is not None:
                return noun_phrase(inner)
    return None


def trimmed(token: Token) -> Span | None:
    """The token's own span."""
    return characters(token.doc, token.i, token.i + 1)
