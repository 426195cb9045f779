"""The quotes layer: who said what, in whose words."""

from workbench.extract.quotes.layer import find_quotes

__all__ = ["find_quotes"]
