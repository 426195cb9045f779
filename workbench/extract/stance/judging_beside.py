"""Judgements that the way up from an issue's words misses: what follows them, and what a speaker puts first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.stance.holders import holder_of
from workbench.extract.stance.judging_state import Judgement, Scene, Step
from workbench.extract.stance.stance_words import operator_at
from workbench.syntax.dependents import child, children
from workbench.syntax.predicates import agent_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from workbench.extract.stance.issue_wordings import IssueMention


def judge_after(scene: Scene, sentence: Span, others: list[IssueMention]) -> list[Judgement]:
    """ "A truce, which Dolno has opposed", "concessions, rejected by Kyiv": judged by what follows.

    Parameters
    ----------
    others : mentions
        The issues that the sentence words, of which one may stand nearer to what follows.
    """
    mention, found = scene.mention, []
    for verb in sentence.doc[mention.tokens[-1] + 1:sentence.end]:
        if verb.tag_ not in ("VBN", "VBD", "VBZ", "VBP"):
            continue
        orphan = _is_orphan(scene, verb, others)
        if not orphan and not _relates_to(mention, verb):
            continue
        operator = operator_at(verb, verb, ())
        holder = agent_of(verb) if orphan else holder_of(verb)
        if operator is None or operator.effect not in ("support", "oppose") or holder is None \
                or holder.i in mention.tokens:
            continue
        sign = mention.polarity * operator.sign * (-1 if child(verb, "neg") is not None else 1)
        trail = (scene.wording, Step(operator.effect, verb.text))
        found.append(Judgement(mention, sign, None, verb, holder, "participle", trail=trail))
    return found


def _relates_to(mention: IssueMention, verb: Token) -> bool:
    """Whether a relative clause on the mention has it as object: "which Dolno has opposed"."""
    return verb.dep_ == "relcl" and verb.head.i in mention.tokens and all(
        thing.tag_ == "WDT" for thing in children(verb, "dobj"))


def _is_orphan(scene: Scene, verb: Token, others: list[IssueMention]) -> bool:
    """Whether a participle with an agent, which the parser hung elsewhere, follows the mention and no nearer one."""
    mention = scene.mention
    if verb.tag_ != "VBN" or verb.dep_ not in ("acl", "advcl", "dep", "conj"):
        return False
    return (agent_of(verb) is not None and child(verb, "nsubjpass") is None
            and not any(scene.doc[i] in verb.subtree for i in mention.tokens)
            and not any(mention.tokens[-1] < other.tokens[0] < verb.i for other in others))


def put_first(scene: Scene, sentence: Span) -> list[Judgement]:
    """ "I think: first, X": named first by a speaker in their own words."""
    start = scene.mention.tokens[0]
    before = [token for token in scene.doc[max(sentence.start, start - 3):start] if not token.is_punct]
    first = next((token for token in before if token.lower_ in ("first", "firstly")), None)
    in_person = any(token.dep_ == "nsubj" and token.lower_ in ("i", "we") and token.i < start for token in sentence)
    if first is None or not in_person:
        return []
    trail = (scene.wording, Step("put first", first.text))
    return [Judgement(scene.mention, scene.mention.polarity, None, first, None, "put first", trail=trail)]
