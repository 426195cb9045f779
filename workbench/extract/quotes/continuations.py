"""Quotations that go on with a statement: in the sentence that reports it, or in the next."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from workbench.extract.quotes.marked_text import ends_sentence
from workbench.extract.quotes.quotation_marks import is_taken
from workbench.extract.quotes.statement import contents_of

if TYPE_CHECKING:
    from workbench.extract.quotes.marked_text import MarkedText
    from workbench.extract.quotes.quotation_marks import Quotation
    from workbench.extract.quotes.statement import Statement

# rules whose content a quotation in the same sentence may go on with: those that read it off a word, and quotations
SAME_SENTENCE = {"clause", "predicate", "object", "object-to", "object-for", "object-of", "infinitive", "gerund",
                 "noun", "adjective", "quotation"}
SAME_SENTENCE_CHARACTERS = 60  # between what was found of the content and the quotation
JOINS = {"and", "or"}          # between two quotations of one cue: chanted “go home” and “no war”
BARRIERS = set(".?!;:\n()")    # between content and quotation: another clause begins
NEXT_SENTENCE_CHARACTERS = 400  # between a statement and the quotation that goes on with it
PULL_QUOTE_CHARACTERS = 20_000  # how far a pull quote is looked for from the words it repeats
NEAREST_STATEMENTS = 3          # before a quotation that may go on with one of them


def add_rest_of_sentence(marked: MarkedText, statements: list[Statement]) -> None:
    """Ends a content with the quotation that goes on with it: says [there is nobody who is] “on pace to win”.

    The quotation begins in the middle of a sentence, and no other statement lies between or takes it.
    """
    taken = contents_of(statements)
    marks = sorted(place for statement in statements for place in (statement.cue[0], *(statement.source or ())[:1]))
    ends = sorted((statement.content[-1][1], number) for number, statement in enumerate(statements)
                  if statement.rule in SAME_SENTENCE)
    for quotation in marked.quotations:
        place = bisect_left(ends, (quotation.start, -1)) - 1
        if place < 0 or not marked.words_of(quotation)[:1].islower() or is_taken(taken, quotation):
            continue
        end, number = ends[place]
        start, now = statements[number].content[-1]
        is_free = bisect_left(marks, end) == bisect_left(marks, quotation.start)
        if is_free and now == end and _goes_on(marked.text, statements[number], quotation):
            statements[number].content[-1] = (start, quotation.end)


def _goes_on(text: str, statement: Statement, quotation: Quotation) -> bool:
    """Whether the last of a statement's content and the quotation behind it are parts of one clause."""
    end = statement.content[-1][1]
    gap = text[end:quotation.start]
    joined = statement.rule != "quotation" or gap.strip(" ,") in JOINS
    return joined and len(gap) <= SAME_SENTENCE_CHARACTERS and statement.cue[0] <= end and not BARRIERS & set(gap)


def add_next_sentences(marked: MarkedText, statements: list[Statement]) -> None:
    """Gives a quotation that nothing attributes to the statement right before it.

    It stands behind the sentence that attributes the one before, or is a paragraph of its own behind that paragraph.
    """
    taken = contents_of(statements)
    by_reach = sorted(statements, key=lambda statement: statement.reach)
    free = [quotation for quotation in marked.quotations if not is_taken(taken, quotation)]
    for quotation in filter(marked.begins_sentence, free):
        index = bisect_left(by_reach, quotation.start + 1, key=lambda statement: statement.reach)
        near = [place for place in range(max(0, index - NEAREST_STATEMENTS), index)
                if _follows(marked, by_reach[place], quotation)]
        if near:
            place = next((place for place in near if by_reach[place].rule == "quotation"), near[-1])
            chosen = by_reach.pop(place)
            chosen.content = sorted([*chosen.content, (quotation.start, quotation.end)])
            by_reach.insert(index - 1, chosen)


def _follows(marked: MarkedText, statement: Statement, quotation: Quotation) -> bool:
    """Whether only the rest of a statement's sentence or paragraph stands between it and the quotation."""
    gap = marked.text[statement.reach:quotation.start]
    if len(gap) > NEXT_SENTENCE_CHARACTERS:
        return False
    rest, line_end, between = gap.partition("\n")
    inside = marked.doc[marked.token_at(statement.reach):marked.token_at(statement.reach + len(rest.rstrip()))]
    while len(inside) and inside[-1].is_quote:  # the sentence ends inside a title's marks: on “The Hour.”
        inside = inside[:-1]
    if any(ends_sentence(token) for token in inside[:-1]):
        return False
    return not line_end or (not between.strip() and statement.rule in {"quotation", "clause"}
                            and _is_own_paragraph(marked, quotation))


def _is_own_paragraph(marked: MarkedText, quotation: Quotation) -> bool:
    """Whether a paragraph ends with a quotation, which is no pull quote: such a one repeats words, mostly not far."""
    alone = marked.text[quotation.end:quotation.end + 1] in {"\n", ""}
    return alone and marked.text.find(marked.words_of(quotation), max(0, quotation.start - PULL_QUOTE_CHARACTERS),
                                      quotation.end + PULL_QUOTE_CHARACTERS) == quotation.inner_start
