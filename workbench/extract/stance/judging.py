"""From an issue's words up the parse to who is for or against it.

The stance of the words nearest to the issue is turned round by what stands above them: negation, refusal, an end
to something; a demand of a rejection is a rejection. After the compositional view of Moilanen and Pulman (2007)
and Wiegand and others on the scope of negation (2010), over dependencies.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.extract.stance.holders import explicit_owner, holder_of, owner_of
from workbench.extract.stance.scope import condition_of, passes
from workbench.extract.stance.stance_words import (
    Operator,
    effect_of,
    evaluation_of,
    is_to_clause,
    leap_to,
    lexicon,
    operator_at,
    words_of,
)
from workbench.syntax.dependents import marks
from workbench.syntax.negation import NEGATIONS, is_negated
from workbench.syntax.subjects import subject_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from workbench.extract.stance.issue_wordings import IssueMention

CONSIDERING = frozenset({"consider", "weigh", "mull", "contemplate", "entertain", "study", "explore"})
LISTING = frozenset({"like", "including"})  # "arrangements like X"
COMPLEMENTS = frozenset({"acomp", "attr", "dobj", "oprd", "prep", "xcomp", "ccomp", "advmod", "dative", "npadvmod"})
HAVING = frozenset({"have", "be", "get", "make", "hold", "give", "take", "play", "see"})  # "will hold elections"
REACH = 10  # words back to a stance word where the parse breaks off


@dataclass(frozen=True)
class Judgement:
    """How the words around an issue's mention judge it, and whose judgement that is."""

    mention: IssueMention
    sign: int
    openness: str | None     # conditional, unclear, or decided
    decider: Token           # the word that judges
    holder: Token | None     # head of the holder's phrase; None: whoever speaks
    rule: str
    operator: Operator | None = None
    is_owned: bool = False   # a noun with a possessor of its own: "Kyiv's rejection"


class Climb:
    """One way up the parse from an issue's mention.

    same: whether two heads of phrases denote the same actor; is_inside: whether a token stands in the same
    speech as the mention.
    """

    def __init__(self, mention: IssueMention, doc: Doc, same: Callable[[Token | None, Token | None], bool],
                 is_inside: Callable[[Token], bool]):
        self.mention, self.doc, self.same, self.is_inside = mention, doc, same, is_inside
        self.words = set(mention.tokens)
        self.sign = mention.polarity
        self.openness: str | None = None
        self.found: Judgement | None = None
        self.passed: list[Judgement] = []  # of other holders on the way
        self.opened = False                # under "consider", "discuss"
        self.negated = False
        self.duty: Token | None = None     # "must", "should"
        self.decision: tuple[Token, Token] | None = None  # "will" and its verb
        self.condition: str | None = None  # the issue stands in a condition that begins so
        self.is_foretold = False
        self.is_over = False               # what stands above is known not to speak of the issue
        self.below = 1                     # its sign within that condition

    def judge(self) -> list[Judgement]:
        """All judgements on the way: the outermost, and those that another holder passed before."""
        anchor = self.doc[self.mention.anchor]
        self._modify(anchor, None)
        # "that Ruvia halt construction", taken for one noun phrase
        self.sign *= (-1) ** sum(child.dep_ == "compound" and child.i not in self.words
                                 and child.lemma_.lower() in lexicon()["verbs"]["flip"] for child in anchor.children)
        self._climb(anchor)
        if not self._is_judged and self.condition is None and not self.is_over:
            self._leap()
        self._attend_modals()
        return self.passed if self.found is None else [*self.passed, self._final(self.found)]

    @property
    def _is_judged(self) -> bool:
        return self.found is not None or self.duty is not None or self.decision is not None

    # ---- the way

    def _climb(self, node: Token) -> None:
        preps: list[str] = []
        while node.head != node:
            came, node = node, node.head
            if not self._may_go(came, node, preps):
                return
            if came.dep_ in ("prep", "agent"):
                preps = [] if came.lower_ in LISTING or _is_such_as(came) else [*preps, came.lower_]
            if node.pos_ == "ADP" or node.dep_ == "prep":
                continue
            if (beside := _beside(node, came, preps)) is not None:
                self._take_in(beside, came, preps)
                came, preps = beside, []
            leaves = self.is_inside(came) and not self.is_inside(node)
            found = self._take_in(node, came, preps)
            if leaves and not found and node.lemma_.lower() not in words_of("judging"):
                return
            if node.pos_ in ("VERB", "AUX") or found:
                preps = []

    def _may_go(self, came: Token, node: Token, preps: list[str]) -> bool:
        asked = came.dep_ == "ccomp" and marks(came) & {"whether", "if"}
        if asked:
            self._ask(node)
            self.is_over = True
            return False
        if self.is_inside(came) and not self.is_inside(node) and self._is_judged \
                and not (is_to_clause(came) and (operator_at(node, came, preps) or self._judges(node, came))):
            self.is_over = True
            return False  # what the speech says of it is said
        condition = condition_of(came, node) if came.dep_ in ("advcl", "prep") else None
        if condition is not None:
            self.condition, self.below, self.sign = condition, self.sign, 1
            self.found = self.duty = self.decision = None
            operator = effect_of(node) if came.dep_ == "prep" and node.pos_ == "VERB" else None
            if operator is not None and operator.effect in ("support", "oppose"):
                self._apply(operator, node, came)
            return True
        if came.dep_ == "nsubj" and node.lemma_.lower() in words_of("carriers"):
            self.is_over = True
            return False  # "any accord must include X" speaks of X
        return passes(came, node, self.found is not None)

    def _take_in(self, node: Token, came: Token, preps: list[str]) -> bool:
        """Takes in what one word on the way does; whether it is a stance word."""
        operator = None
        if node.i not in self.words and not self._judges(node, came):
            operator = operator_at(node, came, preps)
        if operator is not None:
            self._apply(operator, node, came)
        elif not self._evaluate(node, came):
            self._stand_against(node, preps)
        self._modify(node, came)
        return operator is not None

    def _leap(self) -> None:
        """Where the parse breaks off: the stance word nearest before the issue's words, nothing set off between."""
        first = min(self.mention.tokens)
        anchor = self.doc[self.mention.anchor]
        between: list[str] = []
        for i in range(first - 1, max(self.doc[first].sent.start, first - REACH) - 1, -1):
            token = self.doc[i]
            if token.is_punct or token.is_space or (token.pos_ == "CCONJ" and self.doc[i + 1].pos_ in ("VERB", "AUX")):
                return
            if token.pos_ in ("ADP", "PART", "SCONJ"):
                between.append(token.lower_)
            operator = leap_to(token, between) if token.pos_ in ("NOUN", "VERB") else None
            if operator is not None and operator.effect in ("support", "oppose"):
                self._apply(operator, token, anchor)
                self._modify(token, anchor)
                self._climb(token)
                return
            if token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
                return

    def _ask(self, verb: Token) -> None:
        """ "Declined to say whether", "has not decided whether": left open by the subject."""
        said_nothing = verb.lemma_ in words_of("open_questions") and (
            is_negated(verb, self.words) or (verb.dep_ == "xcomp" and verb.head.lemma_ in ("decline", "refuse")))
        unsure = verb.lower_ in ("undecided", "unsure", "unclear", "uncertain")
        judged = self.found is not None
        self.found = self.duty = self.decision = None
        if not judged and (said_nothing or unsure):
            self.sign, self.openness = 1, "unclear"
            self.found = Judgement(self.mention, 1, "unclear", verb, holder_of(verb), "left open")

    # ---- what the words on the way do

    def _apply(self, operator: Operator, node: Token, came: Token) -> None:
        if operator.effect == "flip":
            self.sign *= -1
            return
        if operator.effect == "open":
            self.opened = True
            if node.lemma_.lower() not in CONSIDERING and node.pos_ != "ADJ":
                return  # "discuss" takes no stance, "ready to discuss" does
        holder, is_owned = _holder(node, came)
        before = self.found
        if before is not None and before.is_owned and not self.same(before.holder, holder):
            self.passed.append(before)
        if operator.effect == "open":
            self.openness = "unclear"
        else:
            self.sign *= operator.sign
            accepts = self.opened or self.openness == "conditional"
            self.openness = "conditional" if accepts and self.sign > 0 else None
            self.opened = self.opened and self.sign > 0  # who criticises a refusal to discuss it is for it
        rule = {"NOUN": "noun", "ADJ": "adjective"}.get(node.pos_, "verb")
        self.found = Judgement(self.mention, self.sign, self.openness, node, holder, rule, operator, is_owned)

    def _judges(self, node: Token, came: Token) -> bool:
        """ "Consider X necessary": a verb that judges, not one that weighs."""
        if node.lemma_.lower() not in words_of("judging") or came.dep_ == "nsubj":
            return False
        return (self.found is not None and self.found.rule == "evaluation") or \
            evaluation_of(self._said_of(node, came)) is not None

    def _evaluate(self, node: Token, came: Token) -> bool:
        """ "X is unacceptable", "it would be wrong to X", "called X a threat"."""
        judges = node.lemma_.lower() in words_of("judging") and node.pos_ == "VERB" and came.dep_ != "nsubj"
        if judges and self.found is not None and self.found.rule == "evaluation":
            self.found = replace(self.found, holder=self.found.holder or holder_of(node))
            return True
        if self.found is not None and not is_to_clause(came):
            return False
        verdict = None
        # "it would be a mistake to X": the parser hangs X on the verb
        is_said_of = came.dep_ in ("nsubj", "nsubjpass", "csubj", "csubjpass") or (
            node.lemma_ == "be" and is_to_clause(came))
        if is_said_of and node.pos_ in ("VERB", "AUX"):
            verdict = (1, node) if node.lemma_ in ("need", "deserve") else \
                evaluation_of([node, *self._said_of(node, came)])
        elif node.pos_ == "ADJ" or (node.pos_ == "NOUN" and is_to_clause(came)):
            verdict = evaluation_of([node])
        elif judges:
            verdict = evaluation_of(self._said_of(node, came))
        if verdict is None:
            return False
        sign, word = verdict
        if any(child.lower_ in NEGATIONS for child in word.children if child.dep_ in ("neg", "det")):
            sign = -sign
        self.sign *= sign
        self.found = Judgement(self.mention, self.sign, None, word, holder_of(node) if judges else None, "evaluation")
        return True

    def _said_of(self, node: Token, came: Token) -> list[Token]:
        """The words that a verb says of its subject or object: complements with what modifies them."""
        return [token for child in node.children if child != came and child.dep_ in COMPLEMENTS
                for token in child.subtree
                if token.i not in self.words and token.dep_ not in ("relcl", "advcl", "poss")]

    def _stand_against(self, node: Token, preps: list[str]) -> None:
        """ "Stood against X", "was against X": any verb with "against"."""
        if self.found is None and "against" in preps and node.pos_ in ("VERB", "AUX"):
            self.sign *= 1 if any(child.lower_ == "nothing" for child in node.children) else -1
            self.found = Judgement(self.mention, self.sign, None, node, holder_of(node), "against")

    def _modify(self, node: Token, came: Token | None) -> None:
        """Negation, modals and conditions at one word of the way."""
        if is_negated(node, self.words):
            self._negate(node)
        if node.pos_ not in ("VERB", "AUX"):
            return
        if self.found is None:
            self._note_modals(node, came)
        if self.condition is None and (self.found is None or self.found.decider == node or self.openness is None):
            for child in node.children:
                if child != came and child.i not in self.words and condition_of(child, node):
                    self.openness = "conditional"

    def _negate(self, node: Token) -> None:
        operator = self.found.operator if self.found is not None and node in (
            self.found.decider, self.found.decider.head) else None
        if operator is not None and operator.word in words_of("not_denied"):
            self.found = None
        elif operator is not None and operator.effect == "oppose" and operator.word in words_of("doubtful"):
            self.openness = "unclear"
        else:
            self.sign *= -1
            self.negated = not self.negated
            if self.opened or self.openness == "conditional":
                self.openness = None

    def _note_modals(self, node: Token, came: Token | None) -> None:
        for child in node.children:
            if child.dep_ == "aux" and child.tag_ == "MD" and child.i not in self.words:
                if child.lower_ in words_of("duties"):
                    self.duty = child
                elif child.lower_ in words_of("decisions"):
                    self.decision = (child, node)
                    self.is_foretold = came is not None and came.dep_ == "nsubj"  # "a truce would hold"
        if node.lemma_ in ("have", "need") and any(is_to_clause(child) for child in node.children) \
                and not any(child.tag_ == "MD" for child in node.children):
            self.duty = node  # "has to", "needs to"

    # ---- the end

    def _attend_modals(self) -> None:
        """Without a stance word: a condition, a duty, a decision, or the bare assertion of a wording that opposes."""
        if self.found is not None:
            return
        anchor = self.doc[self.mention.anchor]
        is_clause = anchor.pos_ in ("VERB", "AUX", "ADJ") or anchor.dep_ in ("attr", "acomp")
        if self.condition is not None and self._is_wanted:
            self._decide(anchor, None, "condition")
        elif self.duty is not None:
            self._decide(self.duty, None, "duty")
        elif self.decision is not None and self.openness == "conditional" and not is_clause:
            self._decide(self.decision[0], None, "condition")
        elif self.decision is not None and not self.is_foretold and (is_clause or self.decision[1].lemma_ in HAVING):
            modal, verb = self.decision
            if self.negated or modal.lower_ not in ("can", "could"):
                self._decide(modal, holder_of(verb), "refusal" if self.negated else "decision")
        elif self.mention.polarity < 0 and is_clause:
            self._decide(anchor, None, "assertion")

    def _decide(self, word: Token, holder: Token | None, rule: str) -> None:
        self.found = Judgement(self.mention, self.sign, self.openness, word, holder, rule)

    @property
    def _is_wanted(self) -> bool:
        return self.condition == "only" or self.condition in words_of("wanted_conditions")

    def _final(self, found: Judgement) -> Judgement:
        """The judgement as all words above it leave it."""
        if self.condition is None:
            return replace(found, sign=self.sign, openness=self.openness)
        # what must come first is wanted; in "if" it is judged like what follows from it
        sign = self.below if self._is_wanted else self.below * self.sign
        return replace(found, sign=sign, openness=None, rule="condition")


def _holder(node: Token, came: Token) -> tuple[Token | None, bool]:
    """Who takes the stance of a word, and whether it is the word's own possessor."""
    if node.pos_ in ("NOUN", "PROPN"):
        explicit = explicit_owner(node, came)
        return (explicit, True) if explicit is not None else (owner_of(node, came), False)
    if node.tag_ == "VBN" and came.dep_ not in ("nsubjpass", "dobj") and any(
            node.lower_ in group for group in lexicon()["adjectives"].values()):
        subject = next((child for child in node.children if child.dep_ in ("nsubjpass", "nsubj")), None)
        above = holder_of(node.head) if node.dep_ == "acomp" else subject_of(node, owner_of)
        return subject or above, False  # "is opposed to": passive only to the eye
    return holder_of(node), False


def _is_such_as(prep: Token) -> bool:
    return prep.lower_ == "as" and prep.i > 0 and prep.nbor(-1).lower_ == "such"


def _beside(verb: Token, came: Token, preps: list[str]) -> Token | None:
    """The stance word before what the parser gave to the verb: "dropped its objections to X", "is adamant that X"."""
    if came.dep_ not in ("prep", "ccomp", "xcomp") or came.lower_ in LISTING:
        return None
    for child in verb.children:
        if child.dep_ in ("dobj", "attr", "acomp", "oprd") and child.right_edge.i + 1 == came.left_edge.i \
                and operator_at(child, came, preps):
            return child
    return None
