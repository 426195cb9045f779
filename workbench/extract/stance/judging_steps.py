"""The steps of a judgement: each takes what is known and a word on the way up, and returns what is known then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.extract.stance.holders import explicit_owner, holder_of, owner_of
from workbench.extract.stance.judging_state import Decision, Judgement, Scene, State
from workbench.extract.stance.scope import condition_of, passes
from workbench.extract.stance.stance_words import (
    Operator,
    effect_of,
    evaluation_of,
    is_to_clause,
    lexicon,
    operator_at,
    words_of,
)
from workbench.syntax.dependents import NOMINAL, VERBAL, child, children, marks
from workbench.syntax.negation import NEGATIONS, is_negated
from workbench.syntax.subjects import SUBJECTS, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

Gate = Callable[[Scene, State, "Token", "Token"], State | None]

CONSIDERING = frozenset({"consider", "weigh", "mull", "contemplate", "entertain", "study", "explore"})
PREDICATES = frozenset({"attr", "oprd", "acomp", "ROOT", "appos", "ccomp"})  # not "look for ways to build"
COMPLEMENTS = frozenset({"acomp", "attr", "dobj", "oprd", "prep", "xcomp", "ccomp", "advmod", "dative", "npadvmod"})


# ---- may the way go on? Each gate knows one case and returns None for others


def _asks(scene: Scene, state: State, came: Token, verb: Token) -> State | None:
    """ "Declined to say whether", "has not decided whether": left open by the subject."""
    if came.dep_ not in ("ccomp", "xcomp", "pcomp") or not marks(came) & {"whether", "if"}:
        return None
    was_judged = state.found is not None and not scene.same(state.found.holder, holder_of(verb))
    state = replace(state.afresh(), ended="over")
    refused = verb.dep_ == "xcomp" and verb.head.lemma_ in ("decline", "refuse")
    said_nothing = verb.lemma_ in words_of("open_questions") and (refused or is_negated(verb, scene.words))
    if was_judged or not (said_nothing or verb.lower_ in ("undecided", "unsure", "unclear", "uncertain")):
        return state
    found = Judgement(scene.mention, 1, "unclear", verb, holder_of(verb), "left open")
    return replace(state, sign=1, openness="unclear", found=found).noted("left open", verb)


def _leaves_speech(scene: Scene, state: State, came: Token, node: Token) -> State | None:
    """What a speech says of the issue is said; only an infinitive under a stance word goes on."""
    if not state.is_judged or not scene.is_inside(came) or scene.is_inside(node):
        return None
    goes_on = is_to_clause(came) and (operator_at(node, came, state.preps) or _judges(scene, state, came, node))
    return None if goes_on else replace(state, ended="over")


def _enters_condition(scene: Scene, state: State, came: Token, node: Token) -> State | None:
    """ "Only if X", "unless X": what is judged from here on is what the condition allows."""
    condition = condition_of(came, node) if came.dep_ in ("advcl", "prep") else None
    if condition is None:
        return None
    state = replace(state.afresh(), condition=condition, below=state.sign, sign=1).noted("in condition", came)
    operator = effect_of(node) if came.dep_ == "prep" and node.pos_ == "VERB" else None
    takes_stance = operator is not None and operator.effect in ("support", "oppose")
    return apply(scene, state, operator, came, node) if operator is not None and takes_stance else state


def _speaks_of_contents(scene: Scene, state: State, came: Token, node: Token) -> State | None:
    """ "Any accord must include X" speaks of X, not of the accord."""
    speaks = came.dep_ == "nsubj" and node.lemma_.lower() in words_of("carriers")
    return replace(state, ended="over") if speaks else None


def _breaks_off(scene: Scene, state: State, came: Token, node: Token) -> State | None:
    return None if passes(came, node, state.found is not None) else replace(state, ended="aside")


GATES: tuple[Gate, ...] = (_asks, _leaves_speech, _enters_condition, _speaks_of_contents, _breaks_off)


# ---- what a word does


def take_in(scene: Scene, state: State, came: Token, node: Token) -> tuple[State, bool]:
    """What is known after a word on the way, and whether it is a stance word."""
    operator = None
    is_beside = came.dep_ == "conj" and came.pos_ in VERBAL and node.pos_ in VERBAL  # "impede or delay it": one of them
    if node.i not in scene.words and not is_beside and not _judges(scene, state, came, node):
        operator = operator_at(node, came, state.preps)
    if operator is not None:
        state = apply(scene, state, operator, came, node)
    else:
        state = _evaluate(scene, state, came, node) or _stand_against(scene, state, node) or state
    return qualify(scene, state, node, came), operator is not None


def apply(scene: Scene, state: State, operator: Operator, came: Token, node: Token) -> State:
    """A stance word: its holder is for or against what is below, leaves it open, or turns it round."""
    if operator.effect == "flip":
        return _turn_round(scene, state, came, node)
    if operator.effect == "open":
        state = replace(state, opened=True)
        if node.lemma_.lower() not in CONSIDERING and node.pos_ != "ADJ":
            return state  # "discuss" takes no stance, "ready to discuss" does
    holder, is_owned = _holder(node, came)
    before = state.found
    if before is not None and before.is_owned and not scene.same(before.holder, holder):
        state = replace(state, passed=(*state.passed, replace(before, trail=state.trail)))
    if operator.effect == "open":
        state = replace(state, openness="unclear")
    else:
        sign = state.sign * operator.sign
        accepts = sign > 0 and (state.opened or state.openness == "conditional")
        # who criticises a refusal to discuss it is for it
        state = replace(state, sign=sign, openness="conditional" if accepts else None, opened=state.opened and sign > 0)
    rule = {"NOUN": "noun", "ADJ": "adjective"}.get(node.pos_, "verb")
    found = Judgement(scene.mention, state.sign, state.openness, node, holder, rule, operator, is_owned)
    return replace(state, found=found).noted(operator.effect, node)


def _turn_round(scene: Scene, state: State, came: Token, node: Token) -> State:
    """ "The reversal of Kyiv's decision" isn't Kyiv's; "Kyiv dropped its objections" is."""
    before = state.found
    if before is not None and before.is_owned and not scene.same(before.holder, _holder(node, came)[0]):
        state = replace(state, found=None, passed=(*state.passed, replace(before, trail=state.trail)))
    return replace(state, sign=-state.sign).noted("flip", node)


def _holder(node: Token, came: Token) -> tuple[Token | None, bool]:
    """Who takes the stance of a word, and whether it is the word's own possessor."""
    if node.pos_ in NOMINAL:
        explicit = explicit_owner(node, came)
        return (explicit, True) if explicit is not None else (owner_of(node, came), False)
    if node.tag_ == "VBN" and came.dep_ not in ("nsubjpass", "dobj") and any(
            node.lower_ in group for group in lexicon()["adjectives"].values()):
        # "is opposed to": passive only to the eye
        above = holder_of(node.head) if node.dep_ == "acomp" else subject_of(node, owner_of)
        return child(node, "nsubjpass", "nsubj") or above, False
    return holder_of(node), False


def _judges(scene: Scene, state: State, came: Token, node: Token) -> bool:
    """ "Consider X necessary": a verb that judges, not one that weighs."""
    if node.lemma_.lower() not in words_of("judging") or came.dep_ == "nsubj":
        return False
    return (state.found is not None and state.found.rule == "evaluation") or \
        evaluation_of(_said_of(scene, came, node)) is not None


def _evaluate(scene: Scene, state: State, came: Token, node: Token) -> State | None:
    """ "X is unacceptable", "it would be wrong to X", "called X a threat"."""
    judges = node.lemma_.lower() in words_of("judging") and node.pos_ == "VERB" and came.dep_ != "nsubj"
    if judges and state.found is not None and state.found.rule == "evaluation":
        return replace(state, found=replace(state.found, holder=state.found.holder or holder_of(node)))
    if state.found is not None and not is_to_clause(came):
        return None
    verdict = _verdict(scene, came, node, judges)
    if verdict is None:
        return None
    sign, word = verdict
    is_denied = any(other.lower_ in NEGATIONS for other in children(word, "neg", "det"))
    sign = state.sign * (-sign if is_denied else sign)
    found = Judgement(scene.mention, sign, None, word, holder_of(node) if judges else None, "evaluation")
    return replace(state, sign=sign, found=found).noted("good" if verdict[0] > 0 else "bad", word)


def _verdict(scene: Scene, came: Token, node: Token, judges: bool) -> tuple[int, Token] | None:
    """-1 or 1 with the word that says so, for what a word says of the issue below it."""
    # "it would be a mistake to X": the parser hangs X on the verb
    is_said_of = came.dep_ in SUBJECTS or (node.lemma_ == "be" and is_to_clause(came)) or \
        (came.dep_ == "advcl" and condition_of(came, node) == "if")  # "if they build it, it will be a disaster"
    if is_said_of and node.pos_ in VERBAL:
        return (1, node) if node.lemma_ in ("need", "deserve") else \
            evaluation_of([node, *_said_of(scene, came, node)])
    if node.pos_ == "ADJ" or (node.pos_ == "NOUN" and is_to_clause(came) and node.dep_ in PREDICATES):
        return evaluation_of([node])
    return evaluation_of(_said_of(scene, came, node)) if judges else None


def _said_of(scene: Scene, came: Token, node: Token) -> list[Token]:
    """The words that a verb says of its subject or object: complements with what modifies them."""
    return [word for part in children(node, *COMPLEMENTS) if part != came for word in part.subtree
            if word.i not in scene.words and word.dep_ not in ("relcl", "advcl", "poss")]


def _stand_against(scene: Scene, state: State, node: Token) -> State | None:
    """ "Stood against X", "was against X": any verb with "against"."""
    if state.found is not None or "against" not in state.preps or node.pos_ not in VERBAL:
        return None
    sign = state.sign * (1 if any(word.lower_ == "nothing" for word in node.children) else -1)
    found = Judgement(scene.mention, sign, None, node, holder_of(node), "against")
    return replace(state, sign=sign, found=found).noted("against", node)


# ---- what qualifies a word


def qualify(scene: Scene, state: State, node: Token, came: Token | None) -> State:
    """Negation, modals and conditions at one word of the way."""
    if is_negated(node, scene.words):
        state = _negate(state, node)
    if node.pos_ not in VERBAL:
        return state
    if state.found is None:
        state = _note_modals(scene, state, node, came)
    is_open = state.found is None or state.found.decider == node or state.openness is None
    if state.condition is None and is_open:
        for clause in node.children:
            if clause != came and clause.i not in scene.words and condition_of(clause, node):
                return replace(state, openness="conditional").noted("under condition", clause)
    return state


def _negate(state: State, node: Token) -> State:
    found = state.found
    operator = found.operator if found is not None and node in (found.decider, found.decider.head) else None
    if operator is not None and operator.word in words_of("not_denied"):
        return replace(state, found=None).noted("not denied", node)
    if operator is not None and operator.effect == "oppose" and operator.word in words_of("doubtful"):
        return replace(state, openness="unclear").noted("doubtful", node)
    openness = None if state.opened or state.openness == "conditional" else state.openness
    return replace(state, sign=-state.sign, negated=not state.negated, openness=openness).noted("negation", node)


def _does(scene: Scene, verb: Token, came: Token | None) -> bool:
    """Whether a verb is the issue's own or carries it out: "should adopt it"; not "should know that it would cost"."""
    if came is None or verb.i in scene.words:
        return True
    return came.dep_ in ("dobj", "nsubj", "nsubjpass", "attr", "xcomp") and verb.lemma_.lower() in words_of("enacting")


def _note_modals(scene: Scene, state: State, node: Token, came: Token | None) -> State:
    modals = [aux for aux in children(node, "aux") if aux.tag_ == "MD"]
    for modal in modals:
        if modal.i in scene.words:
            continue
        if modal.lower_ in words_of("duties"):
            state = replace(state, duty=modal) if _does(scene, node, came) else state
        elif modal.lower_ in words_of("decisions"):
            is_foretold = came is not None and came.dep_ == "nsubj"
            state = replace(state, decision=Decision(modal, node, is_foretold))
    has_to = node.lemma_ in ("have", "need") and any(is_to_clause(below) for below in node.children)
    return replace(state, duty=node) if has_to and not any(below.tag_ == "MD" for below in node.children) else state
