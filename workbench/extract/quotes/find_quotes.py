"""The quotes layer: statements found by all rules, put in order, as rows of the table."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from workbench.extract.quotes.adjuncts import find_adjuncts
from workbench.extract.quotes.borders import reach_quotations
from workbench.extract.quotes.details import find_addressee, find_day, find_medium, find_via
from workbench.extract.quotes.direct import add_followers, find_direct
from workbench.extract.quotes.indirect import find_indirect
from workbench.extract.quotes.interview_turns import find_turns
from workbench.extract.quotes.nominal import find_nominal
from workbench.extract.quotes.prune import keep_statements
from workbench.extract.quotes.quotation_marks import quotations_in
from workbench.extract.quotes.quoted_as import find_quoted_as
from workbench.text.spelling import QUOTES

if TYPE_CHECKING:
    from workbench.extract.quotes.quotation_marks import Quotation
    from workbench.extract.quotes.statement import Statement
    from workbench.extract.reading import Reading, Row

# rules whose statement an "according to" around it passes on rather than makes
CARRIED = {"quotation", "clause", "predicate", "inserted"}
WORD = re.compile(r"\w+")


def find_quotes(reading: Reading) -> list[Row]:
    """Rows of the quotes layer."""
    rows = [as_row(reading, statement, reading.quotations) for statement in reading.statements]
    number_alike(rows)
    return rows


def number_alike(rows: list[Row]) -> None:
    """A letter behind the id of statements that begin at the same character."""
    seen: dict[str, int] = {}
    for row in rows:
        name = row["quote_id"]
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            row["quote_id"] = f"{name}-{seen[name]}"


def find_statements(reading: Reading, quotations: list[Quotation]) -> list[Statement]:
    doc = reading.doc
    quoted = tokens_inside(doc, quotations)
    direct = {statement.cue_token.i: statement for statement in find_direct(doc, quotations, quoted)}
    statements = []
    for statement in [*find_indirect(doc, quoted), *find_adjuncts(doc, quoted), *find_nominal(doc, quoted)]:
        if not statement.content:
            continue
        complete(statement, quotations)
        same = direct.get(statement.cue_token.i)
        if same is not None and not is_wider(statement, same, reading.text):
            continue
        direct.pop(statement.cue_token.i, None)
        statements.append(statement)
    statements += direct.values()
    cues = {statement.cue_token.i for statement in statements}
    for statement in find_quoted_as(doc, quoted):
        if statement.cue_token.i not in cues:
            complete(statement, quotations)
            statements.append(statement)
    pass_on(statements)
    statements = keep_statements(statements)
    reach_quotations(reading.text, statements, quotations)
    add_followers(doc, statements, quotations)
    statements += find_turns(doc, reading.text, quotations, statements)
    return sorted(statements, key=lambda statement: statement.start)


def is_wider(clause: Statement, quotation: Statement, text: str) -> bool:
    """Does the clause hold the quotation as a part: says “it is over” because “they are tired”?"""
    start, end = quotation.content[0]
    return (text[start + 1:start + 2].islower() and clause.rule == "clause" and len(clause.content) == 1
            and clause.content[0][0] <= start and end <= clause.content[0][1])


def pass_on(statements: list[Statement]) -> None:
    """"X called it late, according to Y": the statement is X's, through Y."""
    carried = sorted((statement for statement in statements if statement.rule in CARRIED and statement.source),
                     key=lambda statement: statement.cue)
    passed = set()
    for carrier in statements:
        if carrier.rule != "according-to":
            continue
        for start, end in carrier.content:
            first = bisect_left(carried, start, key=lambda statement: statement.cue[0])
            inner = carried[first] if first < len(carried) else None
            if inner is not None and inner.cue[1] <= end and inner.source and start <= inner.source[0]:
                inner.via = carrier.source
                passed.add(id(carrier))
    statements[:] = [statement for statement in statements if id(statement) not in passed]


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
        for quotation in quotations_in(quotations, start, end):
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
    if statement.rule == "turn":
        kind = "direct"  # the words as they fell, which an interview prints without marks
    if kind == "direct" and statement.rule == "predicate":
        kind = "mixed"  # the cue's own grammar goes on into the quotation: called it "late"
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
        **{name: text[slice(*span)] if span else None for name, span in (
            ("via", statement.via or find_via(statement)), ("addressee", find_addressee(statement)),
            ("medium", find_medium(statement)))},
        "said_on": find_day(statement, reading.doc, reading.rows.get("times", [])),
    }


def strip_marks(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in f"{QUOTES} \n":
        start += 1
    while start < end and text[end - 1] in f"{QUOTES} \n":
        end -= 1
    return start, end


def kind_of(text, spans, quotations) -> str:
    """direct: every word between quotation marks, but for a leading "that"; mixed: some; indirect: none."""
    inside = outside = 0
    for start, end in spans:
        for word in WORD.finditer(text, start, end):
            if quotations_in(quotations, word.start(), word.start() + 1):
                inside += 1
            elif word.group().lower() != "that":
                outside += 1
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"
