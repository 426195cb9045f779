"""Statements told by the page's form: turns of an interview ("LEE: …", "Q: …") and signed quotations ("…" — Lee)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from workbench.extract.quotes.quotation_marks import is_taken
from workbench.extract.quotes.statement import Statement, contents_of
from workbench.text.spelling import QUOTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.extract.quotes.marked_text import MarkedText
    from workbench.extract.quotes.statement import Span

NAME = r"[A-Z][\w.'’-]*(?:[ ][A-Z][\w.'’-]*){0,4}"
TURN = re.compile(rf"^[“\"]?(?P<name>{NAME})(?P<cue>:)[ ]+(?P<said>\S[^\n]*)", re.MULTILINE)
# on the quotation's line or the next, with what the name is said to be: "- Maria Lopez, a nurse."
SPACE = r"[^\S\n]"  # a no-break space too
SIGNED = re.compile(rf"(?:{SPACE}?|{SPACE}*\n{{1,2}})(?P<cue>[—–―]|--?){SPACE}?(?P<name>{NAME})(?<![.])"
                    rf"(?:[.]|,[^\n]{{,80}})?{SPACE}*(?=\n|$)(?!\s*[—–-])")
# a line that begins with a mark and ends with a mark and a name, whatever marks stand within
SIGNED_LINE = re.compile(rf"^(?P<said>[“”\"][^\n]*[”“\"]){SPACE}*(?P<cue>[—–―]|--?){SPACE}*(?P<name>{NAME})"
                         rf"[.]?{SPACE}*$", re.MULTILINE)
LEAST_TURNS = 3  # a page with fewer is a list or has a label or two; an interview has a name that comes again


def find_turns(marked: MarkedText, statements: list[Statement]) -> Iterator[Statement]:
    """The turns and signed quotations of a text, but for those whose words another rule attributed."""
    sources = {statement.source for statement in statements}
    turns = list(TURN.finditer(marked.text))
    names = Counter(turn["name"] for turn in turns)
    for turn in turns if len(turns) >= LEAST_TURNS and len(names) < len(turns) else ():
        if turn.span("name") not in sources and turn["said"][0] not in QUOTES:
            yield _statement(marked, turn, turn.span("said"), "turn")
    contents = contents_of(statements)
    for quotation in marked.quotations:
        signed = SIGNED.match(marked.text, quotation.end)
        begins_line = marked.text[:quotation.start].rstrip(" ")[-1:] in {"", "\n"}
        if signed and begins_line and not is_taken(contents, quotation):
            yield _statement(marked, signed, (quotation.start, quotation.end), "signed")


def find_signed_lines(marked: MarkedText) -> Iterator[Statement]:
    """The lines that are a quotation and a name: all that is reported within them the signer says."""
    for line in SIGNED_LINE.finditer(marked.text):
        yield _statement(marked, line, line.span("said"), "signed")


def _statement(marked: MarkedText, match: re.Match[str], content: Span, rule: str) -> Statement:
    cue = match.span("cue")
    return Statement([content], rule, marked.doc[max(0, marked.token_at(cue[0] + 1) - 1)], match.span("name"), cue=cue)
