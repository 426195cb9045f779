"""Who stands where: issues found in a text, and how its words judge them."""

from workbench.extract.stance.find_stances import find_stances

__all__ = ["find_stances"]
