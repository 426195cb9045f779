"""What reaches an issue in the parse: the edges along which a judgement passes, and conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.stance.stance_words import is_to_clause, words_of
from workbench.syntax.dependents import NOMINAL, children, marks
from workbench.syntax.predicates import is_finite

if TYPE_CHECKING:
    from spacy.tokens import Token

# edges of the parse that lead from an issue to what is said of it
PASSABLE = frozenset((
    "pobj", "prep", "pcomp", "dobj", "nsubjpass", "nsubj", "compound", "amod", "nmod", "poss", "attr", "oprd", "acomp",
    "xcomp", "ccomp", "csubj", "csubjpass", "appos", "dative", "agent", "npadvmod", "dep", "predet",
))
ASIDE = frozenset({"despite", "notwithstanding", "amid", "amidst"})  # "vowed to build it despite calls for a halt"
EXCHANGES = (("in", "exchange", "for"), ("in", "return", "for"), ("on", "condition"), ("on", "the", "condition"))
LATER = frozenset({"afterwards", "afterward", "later", "then"})


def passes(node: Token, parent: Token, is_judged: bool) -> bool:
    """Whether what stands above `node` still speaks of the issue below it."""
    edge = node.dep_
    if edge == "prep" and node.lower_ in ASIDE:
        return False
    if edge == "conj":
        return _joins(node, parent, is_judged)
    if edge in ("relcl", "acl"):  # "a deal that requires Kyiv to withdraw", "refusal to withdraw"
        return is_to_clause(node) or parent.lemma_.lower() in words_of("instruments") or \
            node.lemma_.lower() in words_of("carriers")
    if edge == "advcl":  # the parser's "push for Ukraine to withdraw"
        return is_to_clause(node) or "for" in marks(node)
    if edge in ("ccomp", "csubj") and is_judged:
        return not is_finite(node)  # "insisted that Kyiv had rejected it" is a report
    return edge in PASSABLE


def _joins(node: Token, parent: Token, is_judged: bool) -> bool:
    """Whether what is above a joined word speaks of it too: of nouns, of infinitives, of participles not judged yet."""
    if node.pos_ in NOMINAL and parent.pos_ in NOMINAL:
        return True
    return node.tag_ == parent.tag_ and (node.tag_ == "VB" or (node.tag_ in ("VBG", "VBN") and not is_judged))


def condition_of(clause: Token, parent: Token) -> str | None:
    """How a clause or phrase conditions the verb above it: "if", "unless", "without", "only"; None if it doesn't."""
    opens = {word.lower_ for word in children(clause, "mark", "advmod")}
    before = clause.left_edge.nbor(-1).lower_ if clause.left_edge.i else ""
    if "even" in opens or before == "even":
        return None
    is_only = "only" in (before, clause.left_edge.lower_) or any(
        word.lower_ == "only" for word in (*clause.children, *parent.children))
    only_after = {"prep": {clause.lower_} & {"after", "if", "with"}, "advcl": opens & words_of("only_conditions"),
                  "advmod": {clause.lower_} & LATER}
    if (is_only and only_after.get(clause.dep_)) or (clause.dep_ == "prep" and _begins_exchange(clause)):
        return "only"
    if clause.dep_ == "prep":
        return "without" if clause.lower_ == "without" else None
    return min(opens & words_of("conditions"), default=None) if clause.dep_ == "advcl" else None


def _begins_exchange(prep: Token) -> bool:
    """ "In exchange for", "in return for", "on condition"."""
    return any(tuple(token.lower_ for token in prep.doc[prep.i:prep.i + len(words)]) == words for words in EXCHANGES)
