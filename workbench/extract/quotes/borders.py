"""Where a content ends: with the quotation that goes on with it, though the parse cut it short."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.extract.quotes.quotation_marks import Quotation
    from workbench.extract.quotes.statement import Statement

# contents that the parse reads off a verb, noun or adjective
READ_OFF = {"clause", "predicate", "object", "object-to", "object-for", "object-of", "infinitive", "gerund", "noun",
             "adjective"}
NEAR = 60  # characters between what was found of the content and the quotation
JOINS = {"and", "or"}  # between two quotations of one cue: chanted “go home” and “no war”
ENDS = set(".?!;:\n()")


def reach_quotations(text: str, statements: list[Statement], quotations: list[Quotation]) -> None:
    """Ends a content with the quotation that goes on with it: says [there is nobody who is] “on pace to win”.

    The quotation begins in the middle of a sentence, and no other statement lies between or takes it.
    """
    taken = sorted(span for statement in statements for span in statement.content)
    marks = sorted(place for statement in statements for place in (statement.cue[0], *(statement.source or ())[:1]))
    ends = sorted((statement.content[-1][1], number) for number, statement in enumerate(statements)
                  if statement.rule in READ_OFF or statement.rule == "quotation")
    for quotation in quotations:
        if not text[quotation.inner_start:quotation.inner_start + 1].islower() or _shares(taken, quotation):
            continue
        place = bisect_left(ends, (quotation.start, -1)) - 1
        if place < 0 or quotation.start - ends[place][0] > NEAR:
            continue
        end, number = ends[place]
        statement = statements[number]
        if statement.rule == "quotation" and text[end:quotation.start].strip(" ,") not in JOINS:
            continue
        between = bisect_left(marks, end)
        if statement.content[-1][1] != end or statement.cue[0] > end or ENDS & set(text[end:quotation.start]) \
                or (between < len(marks) and marks[between] < quotation.start):
            continue
        statement.content[-1] = (statement.content[-1][0], quotation.end)


def _shares(taken: list[tuple[int, int]], quotation: Quotation) -> bool:
    index = bisect_left(taken, (quotation.end, 0))
    return any(end > quotation.start for _, end in taken[max(0, index - 8):index])
