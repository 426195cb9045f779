"""Whose stance it is: the subject of a verb, the owner of a noun, and what an actor without an id is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.stance.stance_words import base_of, stance_words, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from workbench.extract.cast import Cast

SUBJECTS = ("nsubj", "nsubjpass", "csubj")


def is_passive(verb: Token) -> bool:
    """Whether the verb's agent, not its subject, does it."""
    kinds = {child.dep_ for child in verb.children}
    return bool(kinds & {"auxpass", "nsubjpass"}) or (verb.tag_ == "VBN" and "aux" not in kinds
                                                      and verb.dep_ in ("acl", "advcl", "ROOT", "amod", "relcl", "conj")
                                                      and "nsubj" not in kinds)


def agent_of(verb: Token) -> Token | None:
    """The noun after "by"."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((thing for thing in child.children if thing.dep_ == "pobj"), None)
    return None


def subject_of(verb: Token, depth: int = 0) -> Token | None:
    """Who does what the verb says: its agent, its subject, or the subject it shares with a verb above."""
    if depth > 6:
        return None
    if is_passive(verb):
        agent = agent_of(verb)
        if agent is not None or depth == 0:
            return agent
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            if child.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
                return verb.head
            return child
    for aux in verb.children:  # a subject that the parser gave to the auxiliary
        if aux.dep_ in ("aux", "auxpass"):
            found = next((child for child in aux.children if child.dep_ in SUBJECTS), None)
            if found is not None:
                return found
    head = verb.head
    if verb.dep_ == "amod":  # "left the door open to X"
        return owner_of(head, verb)
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.nbor(-1).text == ",":
        while head.tag_ == "VB" and head.head != head:  # "pushed Kyiv to agree, offering …": the subject of "pushed"
            head = head.head
        return subject_of(head, depth + 1)
    if verb.dep_ in ("xcomp", "pcomp") and (controlled := _object_above(verb)) is not None:
        return controlled
    if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "parataxis", "dep", "acomp", "attr", "oprd") and head != verb:
        if head.pos_ in ("VERB", "AUX", "ADJ"):
            return subject_of(head, depth + 1)
        return owner_of(head, verb) if head.pos_ == "NOUN" else head
    if verb.dep_ == "pcomp" or (verb.dep_ == "prep" and head.pos_ in ("VERB", "AUX")):
        above = head.head if verb.dep_ == "pcomp" else head
        return subject_of(above, depth + 1) if above.pos_ in ("VERB", "AUX") else owner_of(above, head)
    if verb.dep_ in ("acl", "relcl"):
        return head if verb.tag_ == "VBG" or verb.dep_ == "relcl" else owner_of(head, verb)
    return None


def _object_above(verb: Token) -> Token | None:
    """ "Urged Kyiv to agree", "accused Oland of blocking": the object of the verb above does it."""
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    if above.lemma_ in ("promise", "threaten", "vow") or above.pos_ != "VERB" or above.lemma_ in words_of("light"):
        return None
    return next((child for child in above.children if child.dep_ == "dobj" and child.i < verb.i), None)


def explicit_owner(noun: Token, came: Token | None) -> Token | None:
    """The possessor of a stance noun: "Kyiv's rejection", "Russian demands", "demands from the union"."""
    for child in noun.lefts:
        if child.dep_ == "poss":
            return child
    for child in noun.lefts:
        if child.dep_ in ("amod", "compound", "nmod") and child.text[0].isupper() and child != came:
            return child
    around = [noun, *(below for below in noun.subtree if came is not None and below in came.subtree)]
    for above in around:
        for child in above.children:
            if child.dep_ in ("prep", "agent") and child.lower_ in ("from", "by", "among") and child != came:
                return next((thing for thing in child.children if thing.dep_ == "pobj"), None)
    return None


def owner_of(noun: Token, came: Token | None) -> Token | None:
    """The possessor of a stance noun, or the subject of the verb that governs it: "voiced support"."""
    found = explicit_owner(noun, came)
    if found is not None:
        return found
    token = noun
    while token.dep_ in ("pobj", "prep", "conj", "dobj", "attr", "acomp", "oprd", "appos", "nsubjpass") \
            and token.head != token:
        token = token.head
        if token.pos_ in ("VERB", "AUX"):  # not of "ignored calls for"
            voices = base_of(token) in words_of("voicing") | stance_words() or token.pos_ == "AUX"
            return subject_of(token) if voices else None
    return None


def phrase_of(head: Token) -> tuple[int, int]:
    """Characters of the noun phrase of `head`, without clauses and what is set off by a comma."""
    first, last = head.left_edge, head
    for child in head.rights:
        if child.dep_ in ("prep", "cc", "conj", "case") or (child.dep_ == "appos" and child.pos_ == "PROPN"):
            last = child.right_edge
        else:
            break
    while last.i > head.i and last.is_punct:
        last = last.nbor(-1)
    clause = next((token for token in head.doc[head.i + 1:last.i + 1] if token.dep_ in ("relcl", "acl")), None)
    if clause is not None:
        last = head.doc[max(head.i, clause.left_edge.i - 1)]
        while last.i > head.i and last.is_punct:
            last = last.nbor(-1)
    return first.idx, last.idx + len(last)


def actors_of(head: Token, cast: Cast) -> list[str]:
    """Ids of the actors that a holder's phrase denotes."""
    if head.dep_ in ("amod", "compound", "nmod", "poss"):
        return cast.actors_at(head)
    found = cast.denoted_by(*phrase_of(head))
    if not found and head.pos_ == "NOUN":  # "the president of the club, Ann Lee, vowed"
        named = next((child for child in head.rights if child.dep_ == "appos" and child.pos_ == "PROPN"), None)
        found = cast.actors_at(named) if named is not None else []
    return found


def is_animate(head: Token) -> bool:
    """Whether a holder without an id is a person or a group: "analysts", "residents", "the opposition"."""
    word = head.lower_
    if word in words_of("things"):
        return False
    if word in words_of("people") or head.lemma_.lower() in words_of("people"):
        return True
    return head.pos_ in ("NOUN", "PROPN") and word.rstrip("s") != word and word.endswith(tuple(words_of("endings")))
