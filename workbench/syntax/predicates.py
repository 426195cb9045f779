"""A verb as predicate: tense, voice, agent, object, and the verbs that the parser takes for something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.syntax.dependents import NOMINAL, VERBAL, child, children

if TYPE_CHECKING:
    from spacy.tokens import Token

FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
PARTICLES = frozenset({"up", "out", "over", "off", "down", "back", "away", "aside"})
VERB_GROUP = ("aux", "auxpass", "neg", "prt")
# where a past participle without auxiliary is a passive: "concessions rejected by Kyiv"
REDUCED = ("acl", "advcl", "ROOT", "amod", "relcl", "conj")


def is_finite(verb: Token) -> bool:
    """Whether a clause's verb shows tense: "that it rejects", not "that it reject"."""
    return any(word.tag_ in FINITE_TAGS for word in (verb, *children(verb, "aux")))


def is_infinitive(verb: Token) -> bool:
    """Whether a verb has a "to" of its own."""
    return any(aux.lower_ == "to" for aux in children(verb, "aux"))


def has_modal(verb: Token) -> bool:
    """Whether "will", "would", "must" … stands with a verb."""
    return any(aux.tag_ == "MD" for aux in children(verb, "aux"))


def verb_group(verb: Token) -> list[Token]:
    """A verb with its auxiliaries, negation and particle, in order."""
    return sorted([verb, *children(verb, *VERB_GROUP)], key=lambda token: token.i)


def lemma_with_particle(verb: Token) -> str:
    """The dictionary form of a verb with its particle: "wrap up"."""
    particle = next((word.lower_ for word in verb.children if word.dep_ == "prt" or (
        word.dep_ == "advmod" and word.i == verb.i + 1 and word.lower_ in PARTICLES)), None)
    return f"{verb.lemma_.lower()} {particle}" if particle else verb.lemma_.lower()


# ---- voice


def is_passive(verb: Token) -> bool:
    """Whether what a verb says is done to its subject: "was rejected", "a plan rejected by Kyiv"."""
    if child(verb, "auxpass", "nsubjpass") is not None:
        return True
    return verb.tag_ == "VBN" and verb.dep_ in REDUCED and child(verb, "aux", "nsubj") is None and not _is_misread(verb)


def _is_misread(verb: Token) -> bool:
    """Whether the tagger took a past tense for a participle: "Lee came on Monday and left"."""
    if verb.dep_ == "ROOT" and child(verb, "dobj") is not None:
        return True
    if verb.dep_ == "conj" and agent_of(verb) is None:
        return verb.head.pos_ in VERBAL and not is_passive(verb.head)
    return is_misread_participle(verb) or name_before_misread(verb) is not None


def agent_of(verb: Token) -> Token | None:
    """The noun after "by" where a verb has one."""
    by = next((word for word in verb.children if word.dep_ == "agent" or (
        word.dep_ == "prep" and word.lower_ == "by")), None)
    return None if by is None else child(by, "pobj")


def undergoers(verb: Token) -> list[Token]:
    """Heads of the phrases that a verb is done to: its objects, or the subject of its passive."""
    if is_passive(verb):
        found = children(verb, "nsubjpass")
        if verb.dep_ == "acl":
            found.append(verb.head)
        elif not found and verb.dep_ == "conj":
            found = children(verb.head, "nsubjpass")
        return found
    if name_before_misread(verb) is not None:
        return [verb.head]
    found = children(verb, "dobj", "dative")
    if not found and verb.dep_ == "relcl":
        return [verb.head]
    # "criticised and sued Bob"
    return found or [thing for other in children(verb, "conj") for thing in children(other, "dobj")]


# ---- what the parser takes for something else


def is_misread_participle(verb: Token) -> bool:
    """Whether the parser took a main verb for a participle: "The envoy, a friend of hers, called it late."."""
    return (verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head.dep_ == "ROOT" and verb.head.pos_ in NOMINAL
            and child(verb, "dobj", "oprd", "ccomp", "xcomp") is not None)


def name_before_misread(verb: Token) -> Token | None:
    """The name before a verb that the parser took for an adjective: "Ann recently criticised President Bob"."""
    noun = verb.head
    if verb.dep_ != "amod" or verb.tag_ not in ("VBD", "VBN") or noun.i < verb.i:
        return None
    name = next((word for word in reversed(verb.doc[max(0, verb.i - 3):verb.i]) if word.pos_ != "ADV"), None)
    return name if name is not None and name.pos_ == "PROPN" and name in (noun.head, *noun.children) else None
