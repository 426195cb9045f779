"""From an issue's words up the parse to who is for or against it.

The stance of the words nearest to the issue is turned round by what stands above them: negation, refusal, an end
to something; a demand of a rejection is a rejection. After the compositional view of Moilanen and Pulman (2007)
and Wiegand and others on the scope of negation (2010), over dependencies.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.extract.stance.holders import explicit_owner, is_passive, owner_of, subject_of
from workbench.extract.stance.lexicon import Operator, evaluation_of, is_infinitive, operator_at, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from workbench.extract.stance.wordings import IssueMention

NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "scarcely", "nobody", "none"})
CONSIDERING = frozenset({"consider", "weigh", "mull", "contemplate", "entertain", "study", "explore"})
# edges of the parse that lead from an issue to what is said of it
PASSABLE = frozenset("""pobj prep pcomp dobj nsubjpass nsubj compound amod nmod poss attr oprd acomp xcomp ccomp csubj
    csubjpass appos dative agent npadvmod dep predet""".split())
EXCHANGES = (("in", "exchange", "for"), ("in", "return", "for"), ("on", "condition"), ("on", "the", "condition"))


@dataclass(frozen=True)
class Judgement:
    """How the words around an issue's mention judge it, and whose judgement that is."""

    mention: IssueMention
    sign: int
    openness: str | None     # conditional, unclear, or decided
    decider: Token           # the word that judges
    holder: Token | None     # head of the holder's phrase; None: whoever speaks
    rule: str


class Climb:
    """One way up the parse from an issue's mention."""

    def __init__(self, mention: IssueMention, doc, same: Callable[[Token | None, Token | None], bool],
                 is_inside: Callable[[Token], bool]):
        self.mention, self.doc, self.same, self.is_inside = mention, doc, same, is_inside
        self.words = set(mention.tokens)
        self.sign = mention.polarity
        self.openness: str | None = None
        self.found: Judgement | None = None
        self.operator: Operator | None = None
        self.opened = False              # under "consider", "discuss"
        self.duty: Token | None = None
        self.decision: tuple[Token, Token] | None = None  # the modal and its verb
        self.condition: str | None = None  # the issue stands in a condition that begins so
        self.local = 1
        self.negated = False
        self.done: list[Judgement] = []

    def judge(self) -> list[Judgement]:
        """All judgements on the way: the outermost, and those that another holder passed before."""
        node = self.doc[self.mention.anchor]
        self._modify(node, None)
        came, preps = node, []
        while node.dep_ != "ROOT" and node.head != node:
            parent = node.head
            leaves = self.is_inside(node) and not self.is_inside(parent)
            if leaves and (self.found is not None or self.duty is not None or self.decision is not None):
                break
            if not self._passes(node, parent):
                break
            if node.dep_ == "prep" or node.dep_ == "agent":
                preps.append(node.lower_)
            came, node = node, parent
            if node.pos_ == "ADP" or node.dep_ == "prep":
                continue
            operator = None if node.i in self.words else operator_at(node, came, preps)
            if leaves and operator is None and node.lemma_.lower() not in words_of("judging"):
                break
            if operator is not None:
                if not self._apply(operator, node, came):
                    break
            elif not self._evaluate(node, came) and node.pos_ not in ("NOUN", "PROPN", "ADJ"):
                self._against(node, preps)
            self._modify(node, came)
            if node.pos_ in ("VERB", "AUX", "NOUN") and operator is not None:
                preps = []
            elif node.pos_ in ("VERB", "AUX"):
                preps = []
        self._attend_modals()
        return [*self.done, *([self._final()] if self.found is not None else [])]

    # ---- the way

    def _passes(self, node: Token, parent: Token) -> bool:
        """Whether what stands above still speaks of the issue."""
        edge = node.dep_
        if edge in ("advcl", "prep", "mark") and self._enters_condition(node, parent):
            return True
        if edge == "conj":
            if node.pos_ in ("NOUN", "PROPN") and parent.pos_ in ("NOUN", "PROPN"):
                return True
            return node.tag_ in ("VB", "VBG", "VBN") and node.tag_ == parent.tag_ and self.found is None or \
                (node.tag_ == parent.tag_ == "VB")
        if edge == "relcl":
            return is_infinitive(node) or node.lemma_.lower() in words_of("carriers")
        if edge == "acl":
            return is_infinitive(node) or node.lemma_.lower() in words_of("carriers") or node.dep_ == "ccomp"
        if edge == "advcl":
            return is_infinitive(node) or any(child.dep_ == "mark" and child.lower_ == "for" for child in node.children)
        if edge in ("ccomp", "csubj"):
            return self._passes_clause(node, parent)
        return edge in PASSABLE

    def _passes_clause(self, node: Token, parent: Token) -> bool:
        marks = {child.lower_ for child in node.children if child.dep_ == "mark"}
        if marks & {"whether", "if"}:
            self._ask(parent)
            return False
        if self.found is None:
            return True
        # a finite clause with its own verdict is a report: "insisted that Kyiv had rejected it"
        finite = node.tag_ in ("VBD", "VBZ", "VBP", "MD") or any(
            child.dep_ == "aux" and child.tag_ in ("VBD", "VBZ", "VBP", "MD") for child in node.children)
        return not finite

    def _ask(self, parent: Token) -> None:
        """ "Declined to say whether", "has not decided whether": left open by the subject."""
        said_nothing = parent.lemma_ in words_of("open_questions") and (
            _negation(parent, self.words) or (parent.dep_ == "xcomp" and parent.head.lemma_ in ("decline", "refuse")))
        unsure = parent.lower_ in ("undecided", "unsure", "unclear", "uncertain")
        if self.found is None and (said_nothing or unsure):
            holder = subject_of(parent.head if parent.pos_ == "ADJ" else parent)
            self.openness = "unclear"
            self.found = Judgement(self.mention, 1, "unclear", parent, holder, "left open")
            self.sign = 1
        else:
            self.found = self.duty = self.decision = None

    def _enters_condition(self, node: Token, parent: Token) -> bool:
        """The issue stands in "if", "unless", "only after", "without", "in exchange for"."""
        words = {child.lower_ for child in node.children if child.dep_ in ("mark", "advmod")}
        only = _has_only(node, parent)
        begins = words & words_of("conditions") or (only and words & words_of("only_conditions"))
        if node.dep_ == "prep" and (node.lower_ == "without" or (only and node.lower_ == "after")):
            begins = {node.lower_}
        if not begins or "even" in {child.lower_ for child in node.children} | {node.left_edge.nbor(-1).lower_
                                                                                   if node.left_edge.i else ""}:
            return False
        self.condition = "only" if only else sorted(begins)[0]
        self.local, self.sign = self.sign, 1
        self.found = self.duty = self.decision = None
        return True

    # ---- what the words on the way do

    def _apply(self, operator: Operator, node: Token, came: Token) -> bool:
        """Takes an operator in; False where the way ends with it."""
        if operator.effect == "flip":
            self.sign *= -1
            return True
        if operator.effect == "open":
            self.opened = True
            if node.lemma_.lower() not in CONSIDERING and node.pos_ != "ADJ":
                return True
        holder, explicit = self._holder(node, came)
        if self.found is not None and self.found.rule in ("noun", "participle") and self.found.holder is not None \
                and self.found_explicit and not self.same(self.found.holder, holder):
            self.done.append(self._final(self.found_sign))
        if operator.effect != "open":
            self.sign *= operator.sign
            self.openness = "conditional" if self.opened and self.sign > 0 else None
        else:
            self.openness = "unclear"
        rule = {"NOUN": "noun", "ADJ": "adjective"}.get(node.pos_, "verb")
        self.found = Judgement(self.mention, self.sign, self.openness, node, holder, rule)
        self.operator, self.found_sign, self.found_explicit = operator, self.sign, explicit
        return True

    def _holder(self, node: Token, came: Token) -> tuple[Token | None, bool]:
        if node.pos_ in ("NOUN", "PROPN"):
            explicit = explicit_owner(node, came)
            return (explicit, True) if explicit is not None else (owner_of(node, came), False)
        if node.pos_ == "VERB" and is_passive(node) and operator_at(node, came, []) is None and came.dep_ == "prep":
            return next((child for child in node.children if child.dep_ == "nsubjpass"), None), False
        if node.lower_ in words_of_adjectives() and node.tag_ == "VBN" and came.dep_ != "nsubjpass":
            return next((child for child in node.children if child.dep_ in ("nsubjpass", "nsubj")),
                        subject_of(node)), False
        return subject_of(node), False

    def _evaluate(self, node: Token, came: Token) -> bool:
        """ "X is unacceptable", "it would be wrong to X", "called X a threat"."""
        lemma = node.lemma_.lower()
        if self.found is not None and self.found.rule == "evaluation" and lemma in words_of("judging"):
            if self.found.holder is None:
                self.found = replace(self.found, holder=subject_of(node))
            return True
        if self.found is not None:
            return False
        verdict = None
        if came.dep_ in ("nsubj", "nsubjpass", "csubj", "csubjpass") and node.pos_ in ("VERB", "AUX"):
            if lemma in ("need", "deserve"):
                verdict = (1, node)
            verdict = verdict or evaluation_of([node, *self._said_of(node, came)])
        elif came.dep_ in ("xcomp", "acl", "ccomp", "relcl", "csubj", "advcl", "prep") and node.pos_ in ("ADJ", "NOUN"):
            verdict = evaluation_of([node]) if is_infinitive(came) or node.pos_ == "ADJ" else None
        if verdict is not None:
            self._take(verdict, None)
            return True
        if lemma in words_of("judging") and node.pos_ == "VERB" and came.dep_ != "nsubj":
            verdict = evaluation_of(self._said_of(node, came))
            if verdict is not None:
                self._take(verdict, subject_of(node), node)
                return True
        return False

    def _take(self, verdict: tuple[int, Token], holder: Token | None, decider: Token | None = None) -> None:
        sign, word = verdict
        if any(child.lower_ in NEGATIONS for child in word.children if child.dep_ in ("neg", "det")):
            sign = -sign
        self.sign *= sign
        self.operator = None
        self.found = Judgement(self.mention, self.sign, None, decider or word, holder, "evaluation")
        self.found_sign, self.found_explicit = self.sign, False

    def _said_of(self, node: Token, came: Token) -> list[Token]:
        """The words that a verb says of its subject or object: complements with what modifies them."""
        words: list[Token] = []
        for child in node.children:
            if child == came or child.dep_ in ("nsubj", "nsubjpass", "advcl", "punct", "mark", "aux", "cc", "conj", "neg"):
                continue
            if child.dep_ in ("acomp", "attr", "dobj", "oprd", "prep", "xcomp", "ccomp", "advmod", "dative", "npadvmod"):
                words += [token for token in child.subtree if token.i not in self.words
                          and token.dep_ not in ("relcl", "advcl", "poss")]
        return words

    def _against(self, node: Token, preps: list[str]) -> None:
        """ "Stood against X", "was against X": any verb with "against"."""
        if self.found is None and "against" in preps and node.pos_ in ("VERB", "AUX"):
            self.sign *= -1
            self.found = Judgement(self.mention, self.sign, None, node, subject_of(node), "against")
            self.operator, self.found_sign, self.found_explicit = None, self.sign, False

    def _modify(self, node: Token, came: Token | None) -> None:
        """Negation, modals and conditions at one word of the way."""
        if _negation(node, self.words) and not (came is not None and came.dep_ == "neg"):
            self._negate(node)
        if node.pos_ in ("VERB", "AUX"):
            if self.found is None:
                self._note_modals(node)
            if self.condition is None and (self.found is None or self.found.decider == node or self.openness is None):
                self._note_conditions(node, came)

    def _negate(self, node: Token) -> None:
        at_operator = self.found is not None and self.operator is not None and (
            self.found.decider == node or self.found.decider.head == node)
        if at_operator and self.operator is not None and self.operator.word in words_of("not_denied"):
            self.found = None
        elif at_operator and self.operator is not None and self.operator.effect == "oppose" \
                and self.operator.word in words_of("doubtful"):
            self.openness = "unclear"
        else:
            self.sign *= -1
            self.negated = not self.negated
            if self.opened or self.openness == "conditional":
                self.openness = None

    def _note_modals(self, node: Token) -> None:
        for child in node.children:
            if child.dep_ in ("aux", "neg") and child.i not in self.words:
                if child.lower_ in words_of("duties") and (child.tag_ == "MD" or child.lower_ == "let"):
                    self.duty = child
                elif child.lower_ in words_of("decisions") and child.tag_ == "MD":
                    self.decision = (child, node)
        if node.lemma_ in ("have", "need") and any(child.dep_ == "xcomp" and is_infinitive(child)
                                                   for child in node.children):
            may = any(child.lower_ in ("may", "might", "would", "could", "will") for child in node.children)
            self.duty = None if may else node

    def _note_conditions(self, node: Token, came: Token | None) -> None:
        for child in node.children:
            if child == came or child.i in self.words:
                continue
            words = {below.lower_ for below in child.children if below.dep_ in ("mark", "advmod")}
            only = _has_only(child, node)
            before = child.left_edge.nbor(-1).lower_ if child.left_edge.i else ""
            if "even" in words or before == "even":
                continue
            if child.dep_ == "advcl" and (words & words_of("conditions") or (only and words & words_of("only_conditions"))):
                self._condition()
            elif child.dep_ == "prep" and (child.lower_ == "without" or (only and child.lower_ in ("after", "if", "with"))):
                self._condition()
            elif child.dep_ == "advmod" and child.lower_ in ("afterwards", "afterward", "later", "then") and only:
                self._condition()
            elif child.dep_ == "prep" and any(tuple(token.lower_ for token in self.doc[child.i:child.i + len(words)]) == words
                                              for words in EXCHANGES):
                self._condition()

    def _condition(self) -> None:
        self.openness = "conditional"

    # ---- the end

    def _attend_modals(self) -> None:
        """Without a stance word: a duty or decision, or the bare assertion of a wording that opposes."""
        if self.found is not None:
            return
        anchor = self.doc[self.mention.anchor]
        if self.duty is not None:
            self._decide(self.duty, None, "duty")
        elif self.decision is not None and (anchor.pos_ in ("VERB", "AUX") or self.decision[1].lemma_ in _LIGHT):
            modal, verb = self.decision
            if modal.lower_ in ("can", "could", "ca", "cannot") and not self.negated:
                return
            self._decide(modal, subject_of(verb), "decision" if not self.negated else "refusal")
        elif self.mention.polarity < 0 and (anchor.pos_ in ("VERB", "AUX", "ADJ") or anchor.dep_ in ("attr", "acomp")):
            self._decide(anchor, None, "assertion")

    def _decide(self, word: Token, holder: Token | None, rule: str) -> None:
        self.found = Judgement(self.mention, self.sign, self.openness, word, holder, rule)

    def _final(self, sign: int | None = None) -> Judgement:
        """The judgement as all words above it leave it."""
        assert self.found is not None
        if sign is not None:
            return replace(self.found, sign=sign, openness=self.found.openness)
        if self.condition is not None:
            wanted = self.condition in words_of("wanted_conditions") or self.condition == "only"
            return replace(self.found, sign=self.local if wanted else self.local * self.sign, openness=None,
                           rule="condition")
        return replace(self.found, sign=self.sign, openness=self.openness)


_LIGHT = frozenset({"have", "be", "get", "make", "hold", "give", "take", "play", "see"})


def words_of_adjectives() -> frozenset[str]:
    """The participles among the stance adjectives: their subject holds the stance though they look passive."""
    from workbench.extract.stance.lexicon import lexicon

    return frozenset(word for group in lexicon()["adjectives"].values() for word in group)


def _negation(node: Token, words: set[int]) -> bool:
    """Whether a word is negated by one of its own, the issue's words apart."""
    for child in node.children:
        if child.i in words:
            continue
        following = child.nbor(1).lower_ if child.i + 1 < len(child.doc) else ""
        if child.dep_ == "neg" or (child.lower_ in NEGATIONS and child.dep_ in ("det", "advmod", "preconj", "cc")):
            return following not in ("only", "just", "merely")
        if child.lower_ == "longer" and child.nbor(-1).lower_ == "no":
            return True
        if child.dep_ in ("nsubj", "nsubjpass") and (child.lower_ in ("nobody", "none", "neither") or any(
                below.lower_ in ("no", "neither") and below.dep_ in ("det", "preconj") for below in child.children)):
            return child.i not in words
    return False


def _has_only(node: Token, parent: Token) -> bool:
    """ "Only" at the condition or at the verb it belongs to."""
    before = node.left_edge.nbor(-1).lower_ if node.left_edge.i else ""
    return before == "only" or node.left_edge.lower_ == "only" or any(
        child.lower_ == "only" for child in (*node.children, *parent.children))
