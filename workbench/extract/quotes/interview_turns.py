"""Statements told by the page's form: turns of an interview ("LEE: …", "Q: …") and signed quotations ("…" — Lee)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from workbench.extract.quotes.statement import Statement
from workbench.text.spelling import DOUBLE_QUOTES

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from workbench.extract.quotes.quotation_marks import Quotation

NAME = r"[A-Z][\w.'’-]*(?:[ ][A-Z][\w.'’-]*){0,4}"
TURN = re.compile(rf"^[“\"]?(?P<name>{NAME})(?P<cue>:)[ ]+(?P<said>\S[^\n]*)", re.MULTILINE)
# on the quotation's line or the next, with what the name is said to be: "- Maria Lopez, a nurse."
SIGNED = re.compile(rf"(?:[ ]?|[ ]*\n{{1,2}})(?P<cue>[—–―]|--?)[ ]?(?P<name>{NAME})(?<![.])(?:[.]|,[^\n]{{,80}})?"
                    r"[ ]*(?=\n|$)(?!\s*[—–-])")
LEAST_TURNS = 3   # a page with fewer is a list or has a label or two; an interview has a name that comes again


def find_turns(doc: Doc, text: str, quotations: list[Quotation], statements: list[Statement]) -> list[Statement]:
    """Turns and signed quotations of `text`, but for those whose words another rule attributed."""
    sources = {statement.source for statement in statements}
    contents = sorted(span for statement in statements for span in statement.content)
    starts = [token.idx for token in doc]
    found = []
    turns = list(TURN.finditer(text))
    names = Counter(turn["name"] for turn in turns)
    if len(turns) >= LEAST_TURNS and len(names) < len(turns):
        for turn in turns:
            if turn.span("name") not in sources and turn["said"][0] not in DOUBLE_QUOTES + "‘":
                found.append(_statement(doc, starts, turn, turn.span("said"), "turn"))
    for quotation in quotations:
        signed = SIGNED.match(text, quotation.end)
        alone = text[:quotation.start].rstrip(" ")[-1:] in {"", "\n"} if signed else False
        if signed and alone and not _is_taken(contents, quotation):
            found.append(_statement(doc, starts, signed, (quotation.start, quotation.end), "signed"))
    return found


def _statement(doc: Doc, starts: list[int], match: re.Match[str], content: tuple[int, int], rule: str) -> Statement:
    token = doc[max(0, bisect_right(starts, match.start("cue")) - 1)]
    return Statement([content], rule, match.span("cue"), token, match.span("name"))


def _is_taken(contents: list[tuple[int, int]], quotation: Quotation) -> bool:
    index = bisect_right(contents, (quotation.end, 0))
    return any(end > quotation.start for _, end in contents[max(0, index - 8):index])
