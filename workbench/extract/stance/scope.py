"""What reaches an issue in the parse: negation, conditions, and the edges along which a judgement passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.stance.stance_words import is_to_clause, words_of
from workbench.syntax.dependents import marks
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
        if node.pos_ in ("NOUN", "PROPN") and parent.pos_ in ("NOUN", "PROPN"):
            return True
        return node.tag_ == parent.tag_ and (node.tag_ == "VB" or (node.tag_ in ("VBG", "VBN") and not is_judged))
    if edge in ("relcl", "acl"):  # "a deal that requires Kyiv to withdraw", "refusal to withdraw"
        return is_to_clause(node) or node.lemma_.lower() in words_of("carriers")
    if edge == "advcl":  # the parser's "push for Ukraine to withdraw"
        return is_to_clause(node) or "for" in marks(node)
    if edge in ("ccomp", "csubj") and is_judged:
        return not is_finite(node)  # "insisted that Kyiv had rejected it" is a report
    return edge in PASSABLE




def begins_exchange(prep: Token) -> bool:
    """ "In exchange for", "in return for", "on condition"."""
    return any(tuple(token.lower_ for token in prep.doc[prep.i:prep.i + len(words)]) == words for words in EXCHANGES)


def condition_of(clause: Token, parent: Token) -> str | None:
    """How a clause or phrase conditions the verb above it: "if", "unless", "without", "only"; None if it doesn't."""
    opens = {child.lower_ for child in clause.children if child.dep_ in ("mark", "advmod")}
    before = clause.left_edge.nbor(-1).lower_ if clause.left_edge.i else ""
    if "even" in opens or before == "even":
        return None
    only = "only" in (before, clause.left_edge.lower_) or any(
        child.lower_ == "only" for child in (*clause.children, *parent.children))
    if clause.dep_ == "prep":
        if begins_exchange(clause) or (only and clause.lower_ in ("after", "if", "with")):
            return "only"
        return "without" if clause.lower_ == "without" else None
    if clause.dep_ == "advcl" and only and opens & words_of("only_conditions"):
        return "only"
    if clause.dep_ == "advcl" and opens & words_of("conditions"):
        return min(opens & words_of("conditions"))
    return "only" if clause.dep_ == "advmod" and only and clause.lower_ in LATER else None
