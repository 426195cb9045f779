"""Files → articles. One reader a kind of file; what can't be read becomes a row of problems."""

from workbench.intake.gather import read_articles
from workbench.intake.origin import locate

__all__ = ["locate", "read_articles"]
