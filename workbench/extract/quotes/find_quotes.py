"""The quotes layer: statements found by all rules, put in order, as rows of the table."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from workbench.extract.quotes.adjuncts import find_adjuncts
from workbench.extract.quotes.continuations import add_next_sentences, add_rest_of_sentence
from workbench.extract.quotes.details import find_addressee, find_day, find_medium, find_via
from workbench.extract.quotes.direct import find_direct
from workbench.extract.quotes.indirect import find_indirect, find_quoted_as
from workbench.extract.quotes.interview_turns import find_signed_lines, find_turns
from workbench.extract.quotes.marked_text import MarkedText
from workbench.extract.quotes.nominal import find_nominal
from workbench.extract.quotes.prune import keep_statements
from workbench.extract.quotes.quotation_marks import quotations_in
from workbench.extract.quotes.source_kinds import kind_of_source, reason_for_anonymity
from workbench.extract.quotes.sources import signer_of
from workbench.text.spelling import QUOTES

if TYPE_CHECKING:
    from workbench.extract.quotes.statement import Span, Statement
    from workbench.extract.reading import Reading, Row

# rules whose statement an "according to" around it passes on rather than makes
CARRIED = {"quotation", "clause", "predicate", "inserted"}
HIDEABLE = {"role", "anonymous", "crowd"}  # kinds of sources of which a text may tell why they are unnamed
WORD = re.compile(r"\w+")
PAIRS = (("“", "”"), ("«", "»"), ("``", "''"), ('"', '"'))  # marks that open and close


def find_quotes(reading: Reading) -> list[Row]:
    """Find the attributed statements of a text.

    Parameters
    ----------
    reading : Reading
        The text, with its times and mentions.

    Returns
    -------
    list of Row
        Rows of the table quotes, in the order of the text.
    """
    rows = [_row(reading, reading.marked, statement) for statement in reading.statements]
    seen: Counter[str] = Counter()
    for row in rows:  # a number behind the id of statements that begin at the same character
        name = row["quote_id"]
        seen[name] += 1
        if seen[name] > 1:
            row["quote_id"] = f"{name}-{seen[name]}"
    return rows


def find_statements(marked: MarkedText) -> list[Statement]:
    """The statements of a text by all rules, in order."""
    direct = {statement.cue_token.i: statement for statement in find_direct(marked)}
    statements = []
    for statement in [*find_indirect(marked), *find_adjuncts(marked), *find_nominal(marked)]:
        if not statement.content:
            continue
        _complete(marked, statement)
        same = direct.get(statement.cue_token.i)
        if same is None or _is_wider(marked, statement, same):
            direct.pop(statement.cue_token.i, None)
            statements.append(statement)
    statements += direct.values()
    cues = {statement.cue_token.i for statement in statements}
    for statement in find_quoted_as(marked):
        if statement.cue_token.i not in cues:
            _complete(marked, statement)
            statements.append(statement)
    statements = keep_statements(marked, [*map(_read_out, _pass_on(statements)), *find_signed_lines(marked)])
    add_rest_of_sentence(marked, statements)
    add_next_sentences(marked, statements)
    statements += find_turns(marked, statements)
    return sorted(statements, key=lambda statement: statement.start)


def _complete(marked: MarkedText, statement: Statement) -> None:
    """Takes a quotation that the content cuts into in as a whole."""
    spans = set()
    for start, end in statement.content:
        for quotation in quotations_in(marked.quotations, start, end):
            if quotation.start < end and start < quotation.end and \
                    not quotation.start <= statement.cue[0] < quotation.end:
                start, end = min(start, quotation.start), max(end, quotation.end)
        spans.add((start, end))
    statement.content = sorted(spans)


def _is_wider(marked: MarkedText, clause: Statement, quotation: Statement) -> bool:
    """Whether a clause holds a quotation as a part: says “it is over” because “they are tired”."""
    start, end = quotation.content[0]
    return (marked.text[start + 1:start + 2].islower() and clause.rule == "clause" and len(clause.content) == 1
            and clause.content[0][0] <= start and end <= clause.content[0][1])


def _pass_on(statements: list[Statement]) -> list[Statement]:
    """"X called it late, according to Y": the statement is X's, through Y."""
    carried = sorted((statement for statement in statements if statement.rule in CARRIED and statement.source),
                     key=lambda statement: statement.cue)
    passed = set()
    for carrier in statements:
        for start, end in carrier.content if carrier.rule == "according-to" else ():
            first = bisect_left(carried, start, key=lambda statement: statement.cue[0])
            inner = carried[first] if first < len(carried) else None
            if inner is not None and inner.cue[1] <= end and inner.source and start <= inner.source[0]:
                inner.via = carrier.source
                passed.add(id(carrier))
    return [statement for statement in statements if id(statement) not in passed]


# ---- rows


def _read_out(statement: Statement) -> Statement:
    """"…," Lee read from a letter signed by Brandt: the words are Brandt's, through Lee."""
    signer = signer_of(statement.cue_token)
    if signer is not None and statement.source:
        statement.source, statement.via = signer, statement.source
    return statement


def _row(reading: Reading, marked: MarkedText, statement: Statement) -> Row:
    text, source, cue = reading.text, statement.source, statement.cue
    kind = _kind_of(marked, statement)
    spans = statement.content
    if kind == "direct":
        spans = [span for span in (_without_marks(text, *span) for span in spans) if span[0] < span[1]] or spans
    circumstances = {"via": statement.via or find_via(statement), "addressee": find_addressee(statement),
                     "medium": find_medium(statement)}
    speakers = reading.cast.denoted_by(*source) if source else []
    source_kind, reason = _kind_of_source(reading, statement, speakers)
    return {
        "quote_id": f"{reading.article}:{spans[0][0]}", "article": reading.article, "kind": kind,
        "speakers": speakers, "source_kind": source_kind, "anonymity": _words(text, reason),
        "source": _words(text, source), "source_start": source and source[0], "source_end": source and source[1],
        "cue": _words(text, cue), "cue_start": cue[0], "cue_end": cue[1],
        "tone": statement.tone, "content": [text[start:end] for start, end in spans],
        "content_spans": [list(span) for span in spans], "rule": statement.rule,
        **{name: _words(text, span) for name, span in circumstances.items()},
        "said_on": find_day(marked, statement, reading.rows.get("times", [])),
    }


def _kind_of_source(reading: Reading, statement: Statement, speakers: list[str]) -> tuple[str | None, Span | None]:
    """The kind of a statement's source and, of an unnamed one, the span that tells why it is unnamed."""
    phrase = statement.source and reading.doc.char_span(*statement.source, alignment_mode="expand")
    if not phrase:
        return None, None
    kind = kind_of_source(phrase, {reading.cast.actors[actor].kind for actor in speakers})
    sentence = phrase.sent
    reason = reason_for_anonymity(reading.text, sentence.start_char, sentence.end_char)
    return ("anonymous" if reason and kind in {"role", "crowd"} else kind), (reason if kind in HIDEABLE else None)


def _words(text: str, span: Span | None) -> str | None:
    return text[slice(*span)] if span else None


def _without_marks(text: str, start: int, end: int) -> Span:
    """The span without marks at its ends; but with the closing one whose partner stands within: that “it is late”."""
    marks = f"{QUOTES} \n"
    start += len(text[start:end]) - len(text[start:end].lstrip(marks))
    bare = start + len(text[start:end].rstrip(marks))
    for opening, closing in PAIRS:
        inside = text[start:bare]
        is_open = inside.count(opening) % 2 if opening == closing else inside.count(opening) > inside.count(closing)
        if is_open and (place := text.find(closing, bare, end + 1)) >= 0:
            return start, place + 1
    return start, bare


def _kind_of(marked: MarkedText, statement: Statement) -> str:
    """direct: every word between quotation marks, but for a leading "that"; mixed: some; indirect: none."""
    if statement.rule == "turn":
        return "direct"  # the words as they fell, which an interview prints without marks
    inside = outside = False
    for word in (word for span in statement.content for word in WORD.finditer(marked.text, *span)):
        if any(quotations_in(marked.quotations, word.start(), word.start() + 1)):
            inside = True
        elif word.group().lower() != "that":
            outside = True
    if not inside:
        return "indirect"
    # the cue's own grammar goes on into the quotation: called it "late"
    return "mixed" if outside or statement.rule == "predicate" else "direct"
