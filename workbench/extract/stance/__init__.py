"""Who stands where: issues found in a text, and how its words judge them."""

from workbench.extract.stance.layer import find_stances

__all__ = ["find_stances"]
