"""Rules that read from a sentence's parse who is for or against whom; each clue names its rule and word."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from workbench.extract.relations.grammar import (
    NEGATIONS,
    VERBAL,
    children,
    clause_of,
    complements,
    doers,
    holds,
    is_negated,
    is_passive,
    undergoers,
)

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

NEAR = 20  # tokens: a judging word farther off is about something else
HANGING = frozenset((
    "advcl", "relcl", "acl", "ccomp", "pcomp", "appos", "parataxis", "csubj", "prep", "dep"))
NAMES = ("ccomp", "oprd", "xcomp", "acomp", "prep", "advcl", "dobj")  # where the name one is given may stand
MISSING = ("miss", "lack", "lose", "waste", "squander", "reject")  # "missed a great chance", "lacks courage"
DUTIES = ("should", "must", "ought")
ATTITUDES = {"VERB": "verb", "NOUN": "noun", "ADJ": "adjective"}


class Clue(NamedTuple):
    """One sign of an attitude: +1 or -1, the word that carries it, and the rule that saw it."""

    sign: int
    word: Token
    rule: str


@cache
def lexicon() -> dict[str, dict[str, int]]:
    """lexicons/relations.toml as {kind: {word: sign}}; spellings in -ise and -ize are one."""
    path = Path(__file__).parents[2] / "lexicons" / "relations.toml"
    entries = tomllib.loads(path.read_text(encoding="utf-8"))
    return {kind: {_key(word): -1 if name in ("negative", "accuses") else 1 for name, words in signs.items()
                   for word in words} for kind, signs in entries.items()}


def _key(entry: str) -> str:
    lemma, space, preposition = entry.lower().partition(" ")
    return (lemma[:-3] + "ize" if lemma.endswith("ise") and len(lemma) > 6 else lemma) + space + preposition


def sign_of(kind: str, word: Token) -> int:
    """+1 or -1 for a word of that kind in the lexicon, else 0."""
    words = lexicon()[kind]
    return words.get(_key(word.lemma_)) or words.get(word.lower_, 0)


def _denied(sign: int, word: Token) -> int:
    """The sign of a word that may be denied: not to praise is against; not to blame says nothing."""
    return sign if not is_negated(word) else min(0, -sign)


def verb(tokens: Iterable[Token], holder: Token, target: Token) -> Iterator[Clue]:
    """Ann criticised Bob; Bob was praised by Ann; Ann, attacking Bob's plan."""
    for word in tokens:
        if not word.tag_.startswith("V"):
            continue
        sign = sign_of("verb", word)
        if sign and holds(undergoers(word), target) and holds(doers(word), holder):
            yield Clue(_denied(sign, word), word, "verb")


def verb_with(tokens: Iterable[Token], holder: Token, target: Token) -> Iterator[Clue]:
    """Ann lashed out at Bob; Ann sided with Bob."""
    known = lexicon()["verb_with"]
    for word in tokens:
        if word.pos_ != "VERB":
            continue
        hooks = [*word.children, *(c for p in children(word, "prep", "advmod", "prt", "dobj") for c in p.children)]
        for hook in hooks:
            sign = known.get(f"{_key(word.lemma_)} {hook.lower_}")
            if sign and hook.dep_ in ("prep", "agent", "dative", "prt") and holds(doers(word), holder):
                aimed = children(hook, "pobj", "pcomp") or (children(word, "dobj") if hook.dep_ == "prt" else [])
                if holds(aimed, target):
                    yield Clue(_denied(sign, word), word, "verb with preposition")


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
            denied = denied or is_negated(above) or is_negated(word)
            if _key(above.lemma_) in GETTING:
                aimed += doers(above)
                having += complements(word, ("of",))
            elif word.dep_ in ("dobj", "conj") or (word.dep_ == "pobj" and word.head.lower_ in ("in", "with")):
                having += doers(above)
        if holds(having, holder) and holds(aimed, target):
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
        of = children(word, "poss") + like + complements(word, ("of", "to", "for"))
        ours = holds(like, target) and holds(children(word, "poss"), holder)  # "our American friends"
        if ours or (holds(of, target) and not holds(of, holder) and holds(_who_is(word), holder)):
            yield Clue(sign, word, "person")


def _who_is(word: Token) -> list[Token]:
    """Those named as the person that `word` describes."""
    named = children(word, "appos") + complements(word, ("like", "including"))
    named += [end for such in children(word, "prep") if such.lower_ == "as" for end in children(such, "pobj")]
    if word.dep_ in ("appos", "compound"):
        named.append(word.head)
    if word.dep_ in ("attr", "conj") and word.head.lemma_ in ("be", "become", "remain"):
        named += doers(word.head)
    if word.dep_ == "pobj" and word.head.lower_ == "as" and word.head.head.pos_ in VERBAL:
        named += doers(word.head.head)
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
            having += doers(word.head) if word.head.pos_ in VERBAL else []
        if word.dep_ in ("acl", "amod", "advcl"):
            having += doers(word.head) if word.head.pos_ in VERBAL else [word.head]
        if holds(having, holder) and holds(aimed, target):
            denied = is_negated(word) or is_negated(word.head)
            yield Clue(min(0, -sign) if denied else sign, word, "adjective")


def name(tokens: Iterable[Token], holder: Token, target: Token) -> Iterator[Clue]:
    """Ann called Bob a liar; Ann described Bob's speech as brilliant; Ann held Bob responsible."""
    for word in tokens:
        if word.pos_ != "VERB" or not sign_of("naming", word) or not holds(doers(word), holder):
            continue
        # the parser may take "Bob a liar" for a clause of its own, and Bob for an adverb or a part of the liar
        small = [inner for child in children(word, "ccomp", "oprd", "xcomp") for inner in children(child, "nsubj")]
        if holds([*undergoers(word), *children(word, "npadvmod"), *small], target):
            names = [inner for child in children(word, *NAMES) for inner in child.subtree]
            total = judgement(names)
            if total:
                yield Clue(1 if total > 0 else -1, word, "name")


def claim(tokens: Iterable[Token], holder: Token, target: Token) -> Iterator[Clue]:
    """Ann said Bob had failed; Ann believes that Bob is a hero; Ann alleged that Bob took the money."""
    for word, clause in _claims(tokens, holder, target):
        if sign_of("speech", word) < 0 and not is_negated(word):
            yield Clue(-1, word, "claim")
        elif sign := asserted(clause, target):
            yield Clue(sign, clause, "claim")


def reproach(tokens: Iterable[Token], holder: Token, target: Token) -> Iterator[Clue]:
    """Ann said Bob should resign; Ann said Bob had never paid: what one ought to do, or didn't."""
    for _, clause in _claims(tokens, holder, target):
        ought = any(child.dep_ == "aux" and child.lower_ in DUTIES for child in clause.children)
        if ought or any(child.dep_ == "neg" for child in clause.children):
            yield Clue(-1, clause, "reproach")


def _claims(tokens: Iterable[Token], holder: Token, target: Token) -> Iterator[tuple[Token, Token]]:
    """Verbs of speech that the holder says, with the clause that is about the target."""
    for word in tokens:
        if word.pos_ == "VERB" and sign_of("speech", word) and word.is_ancestor(target):
            clause = clause_of(target, word)
            if (clause is not None and holds(doers(word), holder) and not holds(doers(word), target)
                    and is_topic(clause, target)):
                yield word, clause


def is_topic(clause: Token, mention: Token) -> bool:
    """Whether the clause is about the mention: its subject, or who did it."""
    return holds([*children(clause, "nsubj", "nsubjpass"), *complements(clause, ("by",))], mention)


def stated(clause: Token, topic: Token) -> Iterator[Token]:
    """The words of the clause that say something of its topic, without the clauses that hang on it."""
    yield clause
    for child in clause.children:
        about_another = child.dep_ in ("nsubj", "nsubjpass") and child != topic and not child.is_ancestor(topic)
        if child.dep_ not in HANGING and not about_another:
            yield from stated(child, topic)


def asserted(clause: Token, topic: Token) -> int:
    """+1 or -1 if the clause judges its topic: "Bob has failed", "Bob must be stopped"; else 0."""
    if holds(children(clause, "nsubjpass"), topic) and sign_of("treatment", clause):
        return sign_of("treatment", clause)
    total = judgement(stated(clause, topic))
    return (total > 0) - (total < 0)


def quotation(tokens: Iterable[Token], holder: Token, target: Token) -> Iterator[Clue]:
    """"Bob has done great things," said Ann; Ann, a coach, said she and her team thanked Bob for his great work.

    One judging word is enough where the speaker comes last, since what comes before is what they said;
    where the speaker comes first, two words of praise are.
    """
    word = _speech_verb(tokens, holder)
    if (word is None or _speech_verb(tokens, target) is not None
            or any(subject.is_ancestor(target) for subject in children(word, "nsubj"))):
        return
    near = [token for token in target.sent if token.i != word.i and abs(token.i - target.i) <= NEAR]
    total = judgement(near, by_attitudes=True)
    if total and (target.i < holder.i or total > 1):
        yield Clue(1 if total > 0 else -1, word, "quotation")


def _speech_verb(tokens: Iterable[Token], speaker: Token) -> Token | None:
    """The verb of speech whose own subject `speaker` stands in."""
    return next((word for word in tokens if word.pos_ == "VERB" and sign_of("speech", word)
                 and holds(children(word, "nsubj"), speaker)), None)


def judgement(words: Iterable[Token], by_attitudes: bool = False) -> int:
    """The sum of the signs of the judging words, each turned round where it is denied or missed.

    by_attitudes: words that name an attitude ("thank", "criticism", "proud") judge too.
    """
    total = 0
    for word in words:
        sign = sign_of("opinion", word) if word.pos_ not in ("ADV", "AUX") else 0  # "had better come"
        if by_attitudes and not sign and word.pos_ in ATTITUDES:
            sign = sign_of(ATTITUDES[word.pos_], word)
        total += -sign if sign and _is_turned(word) else sign
    return total


def _is_turned(word: Token) -> bool:
    noun = word.head if word.dep_ == "amod" else word
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in MISSING:
        return True
    frame = [*word.children, *(word.head.children if word.dep_ in ("acomp", "attr", "dobj", "xcomp") else ())]
    return any(child.lower_ in NEGATIONS or child.dep_ == "neg" for child in frame)


Rule = Callable[[Iterable["Token"], "Token", "Token"], Iterator[Clue]]
ATTITUDE_RULES: tuple[Rule, ...] = (verb, adjective, noun, verb_with, person, name)
RULES: tuple[Rule, ...] = (*ATTITUDE_RULES, claim, reproach, quotation)
