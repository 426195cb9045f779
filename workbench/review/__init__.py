"""The analyst's corrections: a file that only grows, one JSON line a judgement, laid over the extracted rows.

A line is found again by what the article says, not by where a rule of last month saw it: the hash of the body,
the span and the layer; where the body was cleaned otherwise since, by the words of the span. So corrections
survive a better extraction, an analyst can take one back (one more line), and two files can be joined by `cat`.
"""

from workbench.review.journal import Reviews, analyst
from workbench.review.judgeable import LAYERS, VERDICTS, Reviewable, Row

__all__ = ["LAYERS", "VERDICTS", "Reviewable", "Reviews", "Row", "analyst"]
