"""Set phrases that show an attitude: Ann took aim at Bob, Ann came to Bob's defence, Bob came under fire from Ann."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.extract.relations.attitude_words import Clue, sign_of
from workbench.syntax.dependents import children
from workbench.syntax.negation import is_denied
from workbench.syntax.noun_phrases import any_holds
from workbench.syntax.subjects import doers_of

if TYPE_CHECKING:
    from spacy.tokens import Token


def read_phrase(word: Token, _: int, holder: Token, target: Token) -> Clue | None:
    """Ann took aim at Bob; Ann took Bob to court; Ann came to Bob's defence; Ann is at odds with Bob."""
    return _read(word, "phrase", holder, target)


def read_phrase_back(word: Token, _: int, holder: Token, target: Token) -> Clue | None:
    """Bob came under fire from Ann; Bob drew the ire of Ann."""
    return _read(word, "phrase_back", target, holder)


def _read(word: Token, kind: str, doer: Token, end_of: Token) -> Clue | None:
    """The clue of a phrase that one of two does and that ends in the other."""
    for key, end in _phrases(word):
        sign = sign_of(kind, word, key)
        if sign and any_holds([end], end_of):
            return Clue(sign, word) if any_holds(doers_of(word), doer) and not is_denied(word) else None
    return None


def _phrases(verb: Token) -> Iterator[tuple[str, Token]]:
    """The phrases a verb makes with a noun, and the head of what the phrase is aimed at: ("aim at", Bob)."""
    direct = children(verb, "dobj")
    hooks = children(verb, "prep", "dative", "agent", "prt", "advmod")
    inner = [end for hook in hooks for end in children(hook, "pobj")]
    for noun in (*direct, *inner, *children(verb, "acomp", "attr")):
        name = noun.lemma_.lower()
        for hook in (*hooks, *children(noun, "prep")):
            yield from ((f"{name} {hook.lower_}", end) for end in children(hook, "pobj") if end != noun)
        yield from ((f"{name} of", owner) for owner in children(noun, "poss"))
        yield from ((f"{name} to", end) for end in children(verb, "dative") if end != noun)
    for hook in hooks:  # "took Bob to court"
        places = [f"{hook.lower_} {end.lemma_.lower()}" for end in children(hook, "pobj")]
        yield from ((place, thing) for place in places for thing in direct)


def read_demand(word: Token, _: int, holder: Token, target: Token) -> Clue | None:
    """Ann urged Bob to resign; Ann called on Bob to stop; Ann demanded that Bob step down."""
    deeds = [deed for deed in (*children(word, "xcomp", "ccomp", "advcl"), *_below_prepositions(word))
             if sign_of("duty", deed)]
    asked = [one for deed in deeds for one in children(deed, "nsubj")]
    if deeds:
        asked += children(word, "dobj", "dative")
        asked += [end for hook in children(word, "prep") if hook.lower_ in ("on", "upon", "for")
                  for end in children(hook, "pobj")]
    holds = any_holds(asked, target) and any_holds(doers_of(word), holder)
    return Clue(-1, word) if holds and not is_denied(word) else None


def _below_prepositions(verb: Token) -> list[Token]:
    """Verbs that the parser hangs on a preposition: "called on Bob to resign"."""
    return [deed for hook in children(verb, "prep") for deed in children(hook, "pcomp")] + [
        deed for hook in children(verb, "prep") for end in children(hook, "pobj") for deed in children(end, "acl")]


def read_shunning(word: Token, _: int, holder: Token, target: Token) -> Clue | None:
    """Ann refused to meet Bob; Ann would not talk to Bob: no contact, where it is refused."""
    if not is_denied(word) or not any_holds(doers_of(word), holder):
        return None
    hooks = [hook for hook in children(word, "prep", "dative") if hook.lower_ in ("with", "to")]
    ends = [*children(word, "dobj"), *(end for hook in hooks for end in children(hook, "pobj"))]
    return Clue(-1, word) if any_holds(ends, target) else None
