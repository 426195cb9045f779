"""Who is for or against whom: between two mentions of a sentence, and over a whole text."""

from workbench.extract.relations.find_relations import find_relations
from workbench.extract.relations.pair import Judgement, judge, relate

__all__ = ["Judgement", "find_relations", "judge", "relate"]
