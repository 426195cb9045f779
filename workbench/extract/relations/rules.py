"""The rules, in the order in which they are asked: the first that finds a clue decides."""

from workbench.extract.relations.attitudes import adjective, felt, noun, person, verb, verb_with
from workbench.extract.relations.clues import Rule
from workbench.extract.relations.guesses import against, named_again, nearest_doer, nearest_target
from workbench.extract.relations.said_of import claim, name, quotation, reproach

ATTITUDE_RULES: tuple[Rule, ...] = (verb, felt, adjective, noun, verb_with, person, name)
# of these one in three to one in two is right: good for a guess at a sentence, not for the rows of a text
DOUBTFUL_RULES: tuple[Rule, ...] = (
    nearest_doer, nearest_target, against, reproach, quotation, named_again((*ATTITUDE_RULES, quotation)))
RULES: tuple[Rule, ...] = (*ATTITUDE_RULES, claim, *DOUBTFUL_RULES)
