"""Events told without a day: what happened, or is to come "soon", in a clause whose words are of a known kind."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from workbench.extract.event_kinds import AROUND, event_nouns, events_lexicon, kind_of
from workbench.syntax.dependents import VERBAL, child, children
from workbench.syntax.predicates import FINITE_TAGS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


SURE = frozenset(("will", "wo", "'ll", "’ll", "shall"))
SOON = frozenset(("soon", "shortly", "imminently"))


def undated_events(doc: Doc, dated: Collection[int]) -> Iterator[Token]:
    """The verbs and nouns that tell an event of a known kind, and on which no date hangs.

    Parameters
    ----------
    dated : numbers of tokens
        The verbs and nouns that have a date; what hangs on them is told with them.
    """
    known = events_lexicon()["families"].keys() - {"say", *AROUND}
    for token in doc:
        if token.i in dated or any(near.i in dated for near in (*token.ancestors, *children(token, "xcomp"))):
            continue
        if (_tells(token) if token.pos_ in VERBAL else _names(token)) and kind_of(token) in known:
            yield token


def _tells(verb: Token) -> bool:
    """Whether a verb tells what happened or will: in the past, the perfect, or with a modal; no habit, no "if"."""
    if any(mark.lower_ in ("if", "unless", "whether") for mark in children(verb, "mark")):
        return False
    if verb.tag_ in ("VBD", "VBN"):
        return child(verb, "aux", "auxpass") is not None or verb.tag_ == "VBD" or verb.dep_ in ("acl", "advcl")
    if any(aux.tag_ == "MD" for aux in children(verb, "aux")):
        return _is_announced(verb)
    return verb.dep_ == "xcomp" and verb.head.tag_ in (*FINITE_TAGS, "VBN") and verb.head.pos_ in (*VERBAL, "ADJ")


def _is_announced(verb: Token) -> bool:
    """Whether a modal announces: "will", or "could" with a word such as "soon"; "27 percent would vote" does not."""
    helpers = {aux.lower_ for aux in children(verb, "aux")}
    return not helpers.isdisjoint(SURE) or any(word.lower_ in SOON for word in children(verb, "advmod"))


def _names(noun: Token) -> bool:
    """Whether a noun names one event: "the Geneva talks", "the bombing of the market in Dabo"."""
    if noun.lemma_.lower() not in event_nouns():
        return False
    is_definite = any(word.dep_ == "poss" or word.lower_ in ("the", "this") for word in noun.children)
    return is_definite and any(word.pos_ == "PROPN" for word in noun.subtree)
