"""From an issue's words up the parse to who is for or against it.

The stance of the words nearest to the issue is turned round by what stands above them: negation, refusal, an end
to something; a demand of a rejection is a rejection. After the compositional view of Moilanen and Pulman (2007)
and Wiegand and others on the scope of negation (2010), over dependencies.

The way up is a fold: each word on it is given to the steps of `judging_steps`, which return what is known then.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.extract.stance.holders import holder_of
from workbench.extract.stance.judging_state import Decision, Judgement, Scene, State
from workbench.extract.stance.judging_steps import GATES, apply, qualify, take_in
from workbench.extract.stance.scope import condition_of
from workbench.extract.stance.stance_words import base_of, leap_to, lexicon, operator_at, stance_words, words_of
from workbench.syntax.dependents import VERBAL, child, children
from workbench.syntax.predicates import FINITE_TAGS

if TYPE_CHECKING:
    from spacy.tokens import Token

HAVING = frozenset({"have", "be", "get", "make", "hold", "give", "take", "play", "see"})  # "will hold elections"
YEAR = re.compile(r"1\d{3}|20\d\d")
LEAP_WORDS = 10  # back to a stance word where the parse breaks off


def judge(scene: Scene) -> list[Judgement]:
    """All judgements on the way up: the outermost, and those that another holder passed before."""
    anchor = scene.anchor
    state = _begin(scene)
    state = _climb(scene, qualify(scene, state, anchor, None), anchor)
    if not state.is_judged and state.condition is None and state.ended != "over":
        state = _leap(scene, state)
    state = _conclude(scene, state)
    return [*state.passed, *([] if state.found is None else [_as_left(state, state.found)])]


def _begin(scene: Scene) -> State:
    """The sign of the wording, turned round in "that Ruvia halt construction", taken for one noun phrase."""
    flips = [word for word in scene.anchor.children if word.dep_ == "compound" and word.i not in scene.words
             and word.lemma_.lower() in lexicon()["verbs"]["flip"]]
    state = State(scene.mention.polarity, trail=(scene.wording,))
    for word in flips:
        state = replace(state, sign=-state.sign).noted("flip", word)
    return state


def _climb(scene: Scene, state: State, start: Token) -> State:
    node, state = start, replace(state, preps=())
    while node.head != node and state.ended is None:
        came, node = node, node.head
        state = _step(scene, state, came, node)
    return state


def _step(scene: Scene, state: State, came: Token, node: Token) -> State:
    """One word up: may the way go on there, and what does that word do?"""
    state = next((after for gate in GATES if (after := gate(scene, state, came, node)) is not None), state)
    if state.ended is not None:
        return state
    if came.dep_ in ("prep", "agent"):
        state = replace(state, preps=() if _lists(came) else (*state.preps, came.lower_))
    if node.pos_ == "ADP" or node.dep_ == "prep":
        return state
    if (beside := _beside(node, came, state)) is not None:
        state, _ = take_in(scene, state, came, beside)
        came, state = beside, replace(state, preps=())
    leaves = scene.is_inside(came) and not scene.is_inside(node)
    state, governs = take_in(scene, state, came, node)
    if leaves and not governs and node.lemma_.lower() not in words_of("judging"):
        return replace(state, ended="aside")
    return replace(state, preps=()) if governs or node.pos_ in VERBAL else state


def _lists(prep: Token) -> bool:
    """ "Like", "including", "such as"."""
    is_such_as = prep.lower_ == "as" and prep.i > 0 and prep.nbor(-1).lower_ == "such"
    return is_such_as or prep.lower_ in ("like", "including")


def _beside(verb: Token, came: Token, state: State) -> Token | None:
    """The stance word before what the parser gave to the verb: "dropped its objections to X", "is adamant that X"."""
    if came.dep_ not in ("prep", "ccomp", "xcomp") or _lists(came):
        return None
    return next((word for word in verb.children if word.dep_ in ("dobj", "attr", "acomp", "oprd")
                 and word.right_edge.i + 1 == came.left_edge.i and operator_at(word, came, state.preps)), None)


def _leap(scene: Scene, state: State) -> State:
    """Where the parse breaks off: the stance word nearest before the issue's words, nothing set off between."""
    first = min(scene.mention.tokens)
    between: list[str] = []
    for i in range(first - 1, max(scene.doc[first].sent.start, first - LEAP_WORDS) - 1, -1):
        word = scene.doc[i]
        joins_verbs = word.pos_ == "CCONJ" and scene.doc[i + 1].pos_ in VERBAL
        if word.is_punct or word.is_space or joins_verbs:
            return state
        if word.pos_ in ("ADP", "PART", "SCONJ"):
            between.append(word.lower_)
        operator = leap_to(word, between) if word.pos_ in ("NOUN", "VERB") else None
        if operator is not None and operator.effect in ("support", "oppose"):
            state = qualify(scene, apply(scene, state, operator, scene.anchor, word), word, scene.anchor)
            return _climb(scene, replace(state, ended=None), word)
        if word.tag_ in FINITE_TAGS:
            return state
    return state


# ---- the end


def _conclude(scene: Scene, state: State) -> State:
    """Without a stance word: a condition, a duty, a decision, or the bare assertion of a wording that opposes."""
    if state.found is not None:
        return state
    anchor, decision = scene.anchor, state.decision
    is_clause = anchor.pos_ in (*VERBAL, "ADJ") or anchor.dep_ in ("attr", "acomp")
    if state.condition is not None and _is_wanted(state):
        return _decided(scene, state, anchor, None, "condition")
    if state.duty is not None:
        return _decided(scene, state, state.duty, None, "duty")
    decided = _conclude_decision(scene, state, decision, is_clause) if decision is not None else None
    return decided or _conclude_words(scene, state, is_clause)


def _conclude_words(scene: Scene, state: State, is_clause: bool) -> State:
    """By the issue's words alone: who refuses or does what they say, or the assertion of a wording that opposes."""
    anchor, opposes = scene.anchor, scene.mention.polarity < 0
    refuses = anchor.pos_ == "VERB" and base_of(anchor) in stance_words()  # "the family refused to hand it over"
    if refuses and opposes and not scene.is_inside(anchor):
        found = Judgement(scene.mention, state.sign, state.openness, anchor, holder_of(anchor), "verb")
        return replace(state, found=found).noted("oppose", anchor)
    if _is_act(scene):
        return _decided(scene, replace(state, openness=None), anchor, holder_of(anchor), "act")
    if opposes and is_clause:
        return _decided(scene, state, anchor, None, "assertion")
    return state


def _is_act(scene: Scene) -> bool:
    """Whether somebody does what the issue's words say: "had not signed the accord", "kept the boy"."""
    verb = scene.anchor
    if verb.pos_ != "VERB" or verb.tag_ not in FINITE_TAGS | {"VBN"} or children(verb, "nsubjpass", "auxpass"):
        return False
    subject = child(verb, "nsubj")
    return subject is not None and subject.i not in scene.words and \
        not any(aux.tag_ == "MD" for aux in children(verb, "aux")) and not _is_history(verb)


def _is_history(verb: Token) -> bool:
    """Whether a deed is told with its year: "gave up land in 1921" says nothing of where one stands now."""
    return any(YEAR.fullmatch(word.text) for prep in children(verb, "prep") for word in children(prep, "pobj"))


def _conclude_decision(scene: Scene, state: State, decision: Decision, is_clause: bool) -> State | None:
    """What a decision makes of it; None where it is none of the issue."""
    if state.openness == "conditional" and not is_clause:
        return _decided(scene, state, decision.modal, None, "condition")
    if state.condition is not None and _is_of_thing(decision):
        return state  # "if they build it, it will rain"
    if not decision.is_foretold and (is_clause or decision.verb.lemma_ in HAVING):
        return _decide(scene, state, decision)
    return None


def _decide(scene: Scene, state: State, decision: Decision) -> State:
    """ "Will withdraw", "won't withdraw"; "could withdraw" decides nothing."""
    if not state.negated and decision.modal.lower_ in ("can", "could"):
        return state
    rule = "refusal" if state.negated else "decision"
    if state.negated and state.openness == "conditional" and not _waits(decision.verb):
        state = replace(state, openness=None)  # "won't leave if they come" accepts nothing, "won't leave unless" does
    return _decided(scene, state, decision.modal, holder_of(decision.verb), rule)


def _decided(scene: Scene, state: State, word: Token, holder: Token | None, rule: str) -> State:
    found = Judgement(scene.mention, state.sign, state.openness, word, holder, rule)
    return replace(state, found=found).noted(rule, word)


def _waits(verb: Token) -> bool:
    """Whether a refusal would end: "unless", "until", "without"."""
    return any(condition_of(clause, verb) in words_of("wanted_conditions") | {"only"} for clause in verb.children)


def _is_of_thing(decision: Decision) -> bool:
    """Whether a decision is no decision: "it will rain"."""
    subject = holder_of(decision.verb)
    return subject is not None and subject.lower_ in ("it", "this", "that", "there", "which")


def _is_wanted(state: State) -> bool:
    return state.condition == "only" or state.condition in words_of("wanted_conditions")


def _as_left(state: State, found: Judgement) -> Judgement:
    """The judgement as all words above it leave it."""
    if state.condition is None:
        return replace(found, sign=state.sign, openness=state.openness, trail=state.trail)
    # what must come first is wanted; in "if" it is judged like what follows from it
    sign = state.below if _is_wanted(state) else state.below * state.sign
    return replace(found, sign=sign, openness=None, rule="condition", trail=state.trail)
