"""Attitudes that a word names: Ann criticised Bob, Ann's praise of Bob, Ann is wary of Bob.

Each function tells whether a word, with its sign in the lexicon, is the holder's attitude towards the target.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.relations.aims import deeds_below, is_aimed
from workbench.extract.relations.attitude_words import Clue, key_of, sign_of, unless_denied
from workbench.syntax.dependents import VERBAL, children, complements
from workbench.syntax.negation import is_denied
from workbench.syntax.noun_phrases import any_holds
from workbench.syntax.predicates import is_passive, undergoers
from workbench.syntax.subjects import antecedent_of, doers_of

if TYPE_CHECKING:
    from spacy.tokens import Token

# the prepositions by which the one an attitude is aimed at hangs on its noun
AIMED = {
    -1: ("of", "against", "at", "on", "toward", "towards", "over", "about", "with", "to", "for", "upon"),
    +1: ("for", "of", "to", "toward", "towards", "with", "in", "behind"),
}
# verbs whose subject has the attitude their object names ("launched an attack"), or gets it from another ("drew")
GETTING = frozenset((
    "draw", "win", "receive", "get", "earn", "face", "attract", "gain", "have", "enjoy", "garner", "suffer",
    "secure", "seek", "reject", "dismiss", "prompt", "provoke", "spark", "deflect", "counter", "answer",
    "accept", "welcome", "invite", "meet"))


def read_verb(word: Token, sign: int, holder: Token, target: Token) -> Clue | None:
    """Ann criticised Bob; Bob was praised by Ann; Ann, attacking Bob's plan; Ann deplored how Bob had acted."""
    aimed = undergoers(word)
    aimed += [one for thing in aimed if (one := antecedent_of(thing)) is not None]
    holds = (is_aimed(aimed + deeds_below(word, aimed), target)) and any_holds(doers_of(word), holder)
    return Clue(unless_denied(sign, word), word) if holds else None


def read_feeling(word: Token, sign: int, holder: Token, target: Token) -> Clue | None:
    """Bob infuriated Ann; Bob's speech impressed Ann; Ann was dismayed by Bob."""
    return read_verb(word, sign, target, holder)


def read_verb_with(word: Token, sign: int, holder: Token, target: Token) -> Clue | None:
    """Ann lashed out at Bob; Ann sided with Bob."""
    if not any_holds(doers_of(word), holder):
        return None
    below = (hook for part in children(word, "prep", "advmod", "prt", "dobj") for hook in part.children)
    for hook in (*word.children, *below):
        sign = sign_of("verb_with", word, hook.lower_)
        if sign and hook.dep_ in ("prep", "agent", "dative", "prt"):
            aimed = children(hook, "pobj", "pcomp") or (children(word, "dobj") if hook.dep_ == "prt" else [])
            if is_aimed(aimed + deeds_below(hook, aimed), target):
                return Clue(unless_denied(sign, word), word)
    return None


# ---- nouns


def read_noun(word: Token, sign: int, holder: Token, target: Token) -> Clue | None:
    """Ann's criticism of Bob; Ann voiced support for Bob; Bob drew fire from Ann."""
    verb = _verb_over(word)
    hooks = [hook for hook in (word, verb) if hook is not None]
    aimed = [end for hook in hooks for end in complements(hook, AIMED[sign], word.i)]
    having = children(word, "poss", "amod", "compound", "nmod")
    having += [end for hook in hooks for end in complements(hook, ("by", "from", "among"), word.i)]
    if verb is not None and not is_passive(verb):
        if key_of(verb.lemma_) in GETTING:
            aimed += doers_of(verb)
            having += complements(word, ("of",))
        elif _is_done_by_verb(word):
            having += doers_of(verb)
    if any_holds(having, holder) and is_aimed(aimed, target):
        return Clue(min(0, -sign) if _is_none(word, verb) else sign, word)
    return None


def _is_none(noun: Token, verb: Token | None) -> bool:
    """ "No criticism", "little support", "never voiced support"."""
    if not {"no", "little"}.isdisjoint(before.lower_ for before in noun.children):
        return True
    return verb is not None and not is_passive(verb) and (is_denied(verb) or is_denied(noun))


def _is_done_by_verb(noun: Token) -> bool:
    """ "Launched an attack", "joined in the criticism": who does the verb has the attitude."""
    return noun.dep_ in ("dobj", "conj") or (noun.dep_ == "pobj" and noun.head.lower_ in ("in", "with"))


def _verb_over(word: Token) -> Token | None:
    """The verb that the noun is subject or object of: "launched a fierce attack", "criticism came from"."""
    while word.dep_ in ("dobj", "conj", "attr", "pobj", "prep", "oprd", "nsubj") and word.head.i != word.i:
        word = word.head
        if word.pos_ in VERBAL:
            return word
    return None


def read_person(word: Token, sign: int, holder: Token, target: Token) -> Clue | None:
    """Ann, a critic of Bob; Bob's supporters, such as Ann; Ann is Bob's ally; not the paper's theatre critic Ann."""
    like = children(word, "compound", "amod", "nmod")
    if any(before.pos_ == "NOUN" and before.dep_ == "compound" for before in like):
        return None
    owners = children(word, "poss")
    ours = any_holds(like, target) and any_holds(owners, holder)  # "our American friends"
    of = [*owners, *like, *complements(word, ("of", "to", "for"))]
    theirs = any_holds(of, target) and not any_holds(of, holder) and any_holds(_who_is(word), holder)
    return Clue(sign, word) if ours or theirs else None


def _who_is(word: Token) -> list[Token]:
    """Those named as the person that `word` describes."""
    named = [word, *children(word, "appos"), *complements(word, ("like", "including", "as"))]
    if word.dep_ in ("appos", "compound"):
        named.append(word.head)
    if word.dep_ in ("attr", "conj") and word.head.lemma_ in ("be", "become", "remain"):
        named += doers_of(word.head)
    if word.dep_ == "pobj" and word.head.lower_ == "as" and word.head.head.pos_ in VERBAL:
        named += doers_of(word.head.head)
    return named


# ---- adjectives


def read_adjective(word: Token, sign: int, holder: Token, target: Token) -> Clue | None:
    """Ann is critical of Bob; Ann, furious at Bob."""
    above = word.head
    aimed = [end for hook in children(word, "prep", "agent") for end in children(hook, "pobj", "pcomp")]
    having = children(word, "nsubj", "nsubjpass")
    if word.dep_ in ("acomp", "conj", "oprd"):
        aimed += complements(above, ("of", "at", "with", "about", "to", "toward", "towards"), word.i)
        having += children(above, "nsubj", "nsubjpass")
    if word.dep_ in ("acomp", "conj", "oprd", "acl", "amod", "advcl"):
        having += doers_of(above) if above.pos_ in VERBAL else [above]
    if any_holds(having, holder) and any_holds(aimed, target):
        return Clue(min(0, -sign) if is_denied(word) or is_denied(above) else sign, word)
    return None
