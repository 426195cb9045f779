"""Rules for attitudes that a word names: Ann criticised Bob, Ann's praise of Bob, Ann is wary of Bob."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from workbench.extract.relations.clues import Clue, key_of, keys_of, lexicon, sign_of, unless_denied
from workbench.syntax.dependents import VERBAL, children, complements
from workbench.syntax.negation import is_denied
from workbench.syntax.noun_phrases import any_holds
from workbench.syntax.predicates import is_passive, undergoers
from workbench.syntax.subjects import doers_of

if TYPE_CHECKING:
    from spacy.tokens import Token

# the prepositions by which the one an attitude is aimed at hangs on its noun
AIMED = {-1: frozenset((
    "of", "against", "at", "on", "toward", "towards", "over", "about", "with", "to", "for", "upon")),
         +1: frozenset((
    "for", "of", "to", "toward", "towards", "with", "in", "behind"))}
# verbs whose subject has the attitude their object names ("launched an attack"), or gets it from another ("drew")
GETTING = frozenset((
    "draw", "win", "receive", "get", "earn", "face", "attract", "gain", "have", "enjoy", "garner", "suffer",
    "secure", "seek", "reject", "dismiss", "prompt", "provoke", "spark", "deflect", "counter", "answer",
    "accept", "welcome", "invite", "meet"))


def verb(tokens: Iterable[Token], holder: Token, target: Token) -> Iterator[Clue]:
    """Ann criticised Bob; Bob was praised by Ann; Ann, attacking Bob's plan."""
    for word in tokens:
        if not word.tag_.startswith("V"):
            continue
        sign = sign_of("verb", word)
        if sign and any_holds(undergoers(word), target) and any_holds(doers_of(word), holder):
            yield Clue(unless_denied(sign, word), word, "verb")


def felt(tokens: Iterable[Token], holder: Token, target: Token) -> Iterator[Clue]:
    """Bob infuriated Ann; Bob's speech impressed Ann; Ann was dismayed by Bob."""
    for word in tokens:
        sign = sign_of("felt", word) if word.tag_.startswith("V") else 0
        if sign and any_holds(undergoers(word), holder) and any_holds(doers_of(word), target):
            yield Clue(unless_denied(sign, word), word, "felt")


def verb_with(tokens: Iterable[Token], holder: Token, target: Token) -> Iterator[Clue]:
    """Ann lashed out at Bob; Ann sided with Bob."""
    known = lexicon()["verb_with"]
    for word in tokens:
        if word.pos_ != "VERB":
            continue
        hooks = [*word.children, *(c for p in children(word, "prep", "advmod", "prt", "dobj") for c in p.children)]
        for hook in hooks:
            sign = next((known[entry] for key in keys_of(word) if (entry := f"{key} {hook.lower_}") in known), 0)
            if sign and hook.dep_ in ("prep", "agent", "dative", "prt") and any_holds(doers_of(word), holder):
                aimed = children(hook, "pobj", "pcomp") or (children(word, "dobj") if hook.dep_ == "prt" else [])
                if any_holds(aimed, target):
                    yield Clue(unless_denied(sign, word), word, "verb with preposition")


def noun(tokens: Iterable[Token], holder: Token, target: Token) -> Iterator[Clue]:
    """Ann's criticism of Bob; Ann voiced support for Bob; Bob drew fire from Ann."""
    for word in tokens:
        if word.pos_ != "NOUN":
            continue
        sign = sign_of("noun", word)
        if not sign:
            continue
        above = _verb_over(word)
        hooks = [word] if above is None else [word, above]
        aimed = [end for hook in hooks for end in complements(hook, AIMED[sign], word.i)]
        having = children(word, "poss", "amod", "compound", "nmod")
        having += [end for hook in hooks for end in complements(hook, ("by", "from", "among"), word.i)]
        denied = any(child.lower_ in ("no", "little") for child in word.children)
        if above is not None and not is_passive(above):
            denied = denied or is_denied(above) or is_denied(word)
            if key_of(above.lemma_) in GETTING:
                aimed += doers_of(above)
                having += complements(word, ("of",))
            elif word.dep_ in ("dobj", "conj") or (word.dep_ == "pobj" and word.head.lower_ in ("in", "with")):
                having += doers_of(above)
        if any_holds(having, holder) and any_holds(aimed, target):
            yield Clue(min(0, -sign) if denied else sign, word, "noun")


def _verb_over(word: Token) -> Token | None:
    """The verb that the noun is subject or object of: "launched a fierce attack", "criticism came from"."""
    while word.dep_ in ("dobj", "conj", "attr", "pobj", "prep", "oprd", "nsubj") and word.head.i != word.i:
        word = word.head
        if word.pos_ in VERBAL:
            return word
    return None


def person(tokens: Iterable[Token], holder: Token, target: Token) -> Iterator[Clue]:
    """Ann, a critic of Bob; Bob's supporters, such as Ann; Ann is Bob's ally."""
    for word in tokens:
        if word.pos_ not in ("NOUN", "PROPN"):
            continue
        sign = sign_of("person", word)
        if not sign:
            continue
        like = children(word, "compound", "amod", "nmod")
        if any(child.pos_ == "NOUN" and child.dep_ == "compound" for child in like):
            continue  # "the paper's theatre critic" is against nobody
        of = children(word, "poss") + like + complements(word, ("of", "to", "for"))
        ours = any_holds(like, target) and any_holds(children(word, "poss"), holder)  # "our American friends"
        if ours or (any_holds(of, target) and not any_holds(of, holder) and any_holds(_who_is(word), holder)):
            yield Clue(sign, word, "person")


def _who_is(word: Token) -> list[Token]:
    """Those named as the person that `word` describes."""
    named = children(word, "appos") + complements(word, ("like", "including"))
    named += [end for such in children(word, "prep") if such.lower_ == "as" for end in children(such, "pobj")]
    if word.dep_ in ("appos", "compound"):
        named.append(word.head)
    if word.dep_ in ("attr", "conj") and word.head.lemma_ in ("be", "become", "remain"):
        named += doers_of(word.head)
    if word.dep_ == "pobj" and word.head.lower_ == "as" and word.head.head.pos_ in VERBAL:
        named += doers_of(word.head.head)
    return named


def adjective(tokens: Iterable[Token], holder: Token, target: Token) -> Iterator[Clue]:
    """Ann is critical of Bob; Ann, furious at Bob."""
    for word in tokens:
        if word.pos_ not in ("ADJ", "VERB"):
            continue
        sign = sign_of("adjective", word)
        if not sign:
            continue
        aimed = [end for child in children(word, "prep", "agent") for end in children(child, "pobj", "pcomp")]
        having = children(word, "nsubj", "nsubjpass")
        if word.dep_ in ("acomp", "conj", "oprd"):
            aimed += complements(word.head, ("of", "at", "with", "about", "to", "toward", "towards"), word.i)
            having += children(word.head, "nsubj", "nsubjpass")
            having += doers_of(word.head) if word.head.pos_ in VERBAL else []
        if word.dep_ in ("acl", "amod", "advcl"):
            having += doers_of(word.head) if word.head.pos_ in VERBAL else [word.head]
        if any_holds(having, holder) and any_holds(aimed, target):
            denied = is_denied(word) or is_denied(word.head)
            yield Clue(min(0, -sign) if denied else sign, word, "adjective")
