"""The stance words of lexicons/stance.toml, and which of them a node of the parse is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from workbench.lexicons import read_lexicon
from workbench.syntax.dependents import NOMINAL, VERBAL, children, marks
from workbench.syntax.predicates import PARTICLES, is_infinitive

if TYPE_CHECKING:
    from spacy.tokens import Token

SIGNS = {"support": 1, "oppose": -1, "flip": -1, "open": 1}
# after a noun these don't lead to what it is about: "demands in the talks", "support from allies"
ASIDE = frozenset({"from", "by", "with", "in", "at", "after", "before", "during", "between", "among", "within", "as"})
INFINITIVES = ("xcomp", "advcl", "ccomp", "acl", "relcl", "csubj", "pcomp")


class Operator(NamedTuple):
    """A word that takes a stance towards what depends on it, or turns it round."""

    word: str
    effect: str  # support, oppose, open, flip

    @property
    def sign(self) -> int:
        return SIGNS[self.effect]


@cache
def lexicon() -> dict[str, dict]:
    """The lexicon by group, read once."""
    return read_lexicon("stance")


@cache
def words_of(name: str, key: str = "") -> frozenset[str]:
    """One of its lists, the evaluating words `good` and `bad`, or the entry `key` of a group."""
    return frozenset(lexicon()[name][key] if key else lexicon()["lists"].get(name) or lexicon()[name])


@cache
def _effects(kind: str) -> dict[str, str]:
    return {word: effect for effect, words in lexicon()[kind].items() for word in words}


@cache
def stance_words() -> frozenset[str]:
    """The lemmas of the verbs that take a stance or leave one open."""
    return frozenset(word.split()[0] for word, effect in _effects("verbs").items() if effect != "flip")


def base_of(verb: Token) -> str:
    """The lemma, mended where the parser's is no known verb: "hoping" → "hop"."""
    lemma, word = verb.lemma_.lower(), verb.lower_
    if lemma in stance_words() or not word.endswith(("ing", "ed")):
        return lemma
    mended = (word[:-3] if word.endswith("ing") else word[:-2]) + "e"
    return mended if mended in stance_words() else lemma


def _look_up(kind: str, keys: Iterable[str]) -> Operator | None:
    effects = _effects(kind)
    return next((Operator(key, effects[key]) for key in keys if key in effects), None)


def operator_at(node: Token, came: Token, preps: Sequence[str]) -> Operator | None:
    """The operator that `node` is towards `came`, its child on the way to the issue; `preps` lie between them."""
    if came.dep_ not in ("prep", "agent", "pcomp") and node.pos_ in VERBAL:
        preps = ()  # those within its object
    if node.pos_ in ("ADJ", "VERB", "ADV") and (found := _adjective(node, came, preps)):
        return found
    if node.pos_ in VERBAL:
        return _verb(node, came, preps)
    return _noun(node, came, preps) if node.pos_ in NOMINAL else None


def leap_to(token: Token, between: Sequence[str]) -> Operator | None:
    """The operator that a word is by the words after it alone: "demand for Ukraine to …", whatever the parse."""
    lemma = token.lemma_.lower()
    kind = "verbs" if token.pos_ == "VERB" else "nouns"
    first = between[-1] if between else ""
    if first not in ("for", "to", "that", "of", "against", "on"):
        return None
    return _look_up(kind, [f"{lemma} {first}", *([lemma] if first in ("that", "for", "to", "of") else [])])


def effect_of(verb: Token) -> Operator | None:
    """The operator that a verb is to whatever it governs: "agreed to X in exchange for Y"."""
    after = [child.lower_ for child in verb.rights if child.dep_ in ("prep", "prt")]
    return _look_up("verbs", [f"{base_of(verb)} {word}" for word in after] + [base_of(verb)])


def is_to_clause(token: Token) -> bool:
    """Whether a word heads an infinitive that depends on another: "refused to go"."""
    return token.dep_ in INFINITIVES and is_infinitive(token)


def _adjective(node: Token, came: Token, preps: Sequence[str]) -> Operator | None:
    if came.dep_ not in ("prep", "xcomp", "ccomp", "advcl", "agent", "acl"):
        return None
    is_finite_verb = node.pos_ == "VERB" and node.tag_ != "VBN"
    stands_before_noun = node.dep_ == "amod" and node.right_edge.i < node.head.i
    if is_finite_verb or stands_before_noun or (preps and set(preps) <= ASIDE - {"by", "with", "at"}):
        return None
    return _look_up("adjectives", [node.lower_])


def _verb(node: Token, came: Token, preps: Sequence[str]) -> Operator | None:
    lemma = base_of(node)
    is_report = lemma in ("deny", "doubt", "question") and came.dep_ == "ccomp"  # and not of the issue
    if is_report or came.dep_ in ("nsubj", "csubj", "agent", "advmod"):
        return None
    beside = [word.lower_ for word in children(node, "prt", "advmod") if word.lower_ in PARTICLES]
    after = [*preps, *marks(came) & {"for"}]  # "for Ukraine to withdraw" as a clause of its own
    keys = [f"{lemma} {part} {prep}" for part in beside for prep in preps]  # "out" taken for a preposition
    keys += [f"{lemma} {word}" for word in [*after, *beside]] + ([f"{lemma} to"] if _has_to(node, came) else [])
    if (not preps and not beside) or came.dep_ in ("ccomp", "xcomp"):
        keys.append(lemma)
    return _look_up("verbs", keys)


def _has_to(verb: Token, came: Token) -> bool:
    """Whether an infinitive follows, or a "to" that lost its own."""
    return is_to_clause(came) or any(word.lower_ == "to" and not list(word.children) for word in verb.rights)


def _noun(node: Token, came: Token, preps: Sequence[str]) -> Operator | None:
    lemma = node.lemma_.lower()
    if found := _look_up("nouns", [f"{lemma} {prep}" for prep in preps]):
        return found
    if came.dep_ not in ("prep", "acl", "relcl", "ccomp", "xcomp", "advcl", "compound", "appos"):
        return None
    if came.dep_ == "relcl" and not is_to_clause(came) and lemma not in words_of("instruments"):
        return None
    if preps and (set(preps) <= ASIDE or preps[-1] in ("as", "by", "with", "from")):
        return None
    return _look_up("nouns", [lemma])


def evaluation_of(words: Sequence[Token]) -> tuple[int, Token] | None:
    """-1 or 1 with the word that says so, for what is said of an issue; bad outweighs good, "not" turns round."""
    for name, sign in (("bad", -1), ("good", 1)):
        for token in words:
            if token.lemma_.lower() in words_of(name) or token.lower_ in words_of(name):
                return sign, token
    return None
