"""The quotes layer: statements found by all rules, put in order, as rows of the table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.extract.quotes.adjuncts import find_adjuncts
from workbench.extract.quotes.direct import add_followers, find_direct
from workbench.extract.quotes.indirect import find_indirect
from workbench.extract.quotes.marks import find_quotations
from workbench.extract.quotes.nominal import find_nominal
from workbench.extract.quotes.prune import keep_statements

if TYPE_CHECKING:
    from workbench.extract.quotes.marks import Quotation
    from workbench.extract.quotes.statement import Statement
    from workbench.extract.reading import Reading, Row

WORD = re.compile(r"\w+")


def find_quotes(reading: Reading) -> list[Row]:
    """Rows of the quotes layer."""
    quotations = find_quotations(reading.text)
    statements = find_statements(reading, quotations)
    return [as_row(reading, statement, quotations) for statement in statements]


def find_statements(reading: Reading, quotations: list[Quotation]) -> list[Statement]:
    doc = reading.doc
    quoted = tokens_inside(doc, quotations)
    statements = find_direct(doc, quotations, quoted)
    taken = {statement.cue_token.i for statement in statements}
    for statement in [*find_indirect(doc, quoted), *find_adjuncts(doc, quoted), *find_nominal(doc, quoted)]:
        if statement.content and statement.cue_token.i not in taken:
            complete(statement, quotations)
            statements.append(statement)
    statements = keep_statements(statements)
    add_followers(reading.text, statements, quotations)
    return sorted(statements, key=lambda statement: statement.start)


def tokens_inside(doc, quotations) -> list[bool]:
    """For each token: does it stand inside a quotation?"""
    inside = [False] * len(doc)
    number = 0
    for token in doc:
        while number < len(quotations) and quotations[number].end <= token.idx:
            number += 1
        inside[token.i] = number < len(quotations) and quotations[number].start <= token.idx
    return inside


def complete(statement: Statement, quotations) -> None:
    """Takes a quotation that the content cuts into in as a whole."""
    spans = []
    for start, end in statement.content:
        for quotation in quotations:
            if quotation.start <= statement.cue[0] < quotation.end:
                continue
            if quotation.start < end and start < quotation.end:
                start = min(start, quotation.start)
                end = max(end, quotation.end)
        spans.append((start, end))
    statement.content = sorted(set(spans))


def as_row(reading: Reading, statement: Statement, quotations) -> Row:
    text = reading.text
    source = statement.source
    spans = statement.content
    kind = kind_of(text, spans, quotations)
    if kind == "direct":
        spans = [(start, end) for start, end in ((strip_marks(text, *span)) for span in spans) if start < end] or spans
    return {
        "quote_id": f"{reading.article}:{spans[0][0]}", "article": reading.article, "kind": kind,
        "speakers": reading.cast.denoted_by(*source) if source else [],
        "source": text[slice(*source)] if source else None,
        "source_start": source and source[0], "source_end": source and source[1],
        "cue": text[slice(*statement.cue)] if statement.cue else None,
        "cue_start": statement.cue and statement.cue[0], "cue_end": statement.cue and statement.cue[1],
        "tone": statement.tone, "content": [text[start:end] for start, end in spans],
        "content_spans": [list(span) for span in spans], "rule": statement.rule,
    }


def strip_marks(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in "\"“”«»‘’'` \n":
        start += 1
    while start < end and text[end - 1] in "\"“”«»‘’'` \n":
        end -= 1
    return start, end


def kind_of(text, spans, quotations) -> str:
    """direct: every word between quotation marks, but for a leading "that"; mixed: some; indirect: none."""
    inside = outside = 0
    for start, end in spans:
        for word in WORD.finditer(text, start, end):
            if any(q.start <= word.start() < q.end for q in quotations):
                inside += 1
            elif word.group().lower() != "that":
                outside += 1
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"
