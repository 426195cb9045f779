"""The quotes layer: who said what, in whose words."""

from workbench.extract.quotes.find_quotes import find_quotes

__all__ = ["find_quotes"]
