"""Two mentions in a sentence: is one for or against the other?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from workbench.extract.reading import Settings
from workbench.extract.relations.clues import Clue, Rule
from workbench.extract.relations.rules import RULES

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SIGNS = {1: "positive", -1: "negative"}
# "…the election.Now he says": a scraper lost the space, and the parser takes three words for one
GLUED = re.compile(r"(?<=[a-z0-9)%]{2})[.?!][\"”’]?(?=[\"“]?[A-Z])|(?<=[a-z]{2}[.?!])(?=[\"“][A-Z])")


class Judgement(NamedTuple):
    """Who has the attitude ("p" or "q"), its sign, and why: the rule and the word it read."""

    holder: str
    sign: str
    rule: str
    word: str


def relate(sentence: str, p: tuple[int, int], q: tuple[int, int], method: str = "rules",
           pipeline: str = Settings.pipeline) -> tuple[str, str] | None:
    """Whether one of two actors mentioned in a sentence is for or against the other.

    p, q: the mentions' (start, end) characters in `sentence`. Returns None, or the holder ("p" or "q") and
    the sign ("positive" or "negative"); swapping p and q swaps the answer. `judge` gives the reason too.
    Raises ValueError for spans outside the sentence or over one another, and for an unknown method.
    The task is that of Park, Pan and Joo, Who Blames or Endorses Whom? (2021).

    >>> relate("Ann accused Bob of stalling.", (0, 3), (12, 15))
    ('p', 'negative')
    >>> relate("Ann met Bob.", (0, 3), (8, 11)) is None
    True
    """
    if method != "rules":
        raise ValueError(f"no method {method!r}; there is \"rules\" (a model trained on the sentences of "
                         "Park, Pan and Joo gained less than five points of macro F1 and was left out)")
    found = judge(sentence, p, q, pipeline)
    return None if found is None else (found.holder, found.sign)


def judge(sentence: str, p: tuple[int, int], q: tuple[int, int],
          pipeline: str = Settings.pipeline) -> Judgement | None:
    """As `relate`, with the rule that decided and the word it read.

    >>> judge("Bob was praised by Ann.", (0, 3), (19, 22))
    Judgement(holder='q', sign='positive', rule='verb', word='praised')
    """
    for name, (start, end) in (("p", p), ("q", q)):
        if not 0 <= start < end <= len(sentence) or sentence[start:end].isspace():
            raise ValueError(f"{name} = ({start}, {end}) is no mention in a sentence of {len(sentence)} characters: "
                             "give (first character, character after the last)")
    if p[0] < q[1] and q[0] < p[1]:
        raise ValueError(f"p = {p} and q = {q} overlap: give two mentions that stand apart")
    text, (p, q) = part_glued(sentence, [p, q])
    doc = _parse(text, pipeline)
    first, second = (_head(doc, *span) for span in (p, q))
    found = between(doc, first, second)
    if found is None:
        return None
    clue, holder = found
    return Judgement("p" if holder == first else "q", SIGNS[clue.sign], clue.rule, clue.word.text)


def _head(doc: Doc, start: int, end: int) -> Token:
    span = doc.char_span(start, end, alignment_mode="expand")
    assert span is not None  # inside the text a span can always be widened to whole words
    return span.root


@lru_cache(maxsize=64)  # several pairs of a sentence are asked for one after the other
def _parse(text: str, pipeline: str) -> Doc:
    from workbench.syntax import parser

    return parser.parse(text, pipeline)


def between(tokens: Iterable[Token], first: Token, second: Token,
            rules: tuple[Rule, ...] = RULES) -> tuple[Clue, Token] | None:
    """The clue that decides between the mentions headed by two tokens, and the one of them that holds it.

    The first rule that finds a clue in either direction decides, by the clue nearest to both mentions; a word
    that could be read both ways decides nothing. So the order of the two is never looked at.
    """
    for rule in rules:
        found = [(clue, holder) for holder, target in ((first, second), (second, first))
                 for clue in rule(tokens, holder, target)]
        if not found:
            continue
        nearest = min((abs(clue.word.i - first.i) + abs(clue.word.i - second.i), clue.word.i) for clue, _ in found)
        clues = [(clue, holder) for clue, holder in found if clue.word.i == nearest[1]]
        if len({(clue.sign, holder.i) for clue, holder in clues}) == 1:
            return clues[0] if clues[0][0].sign else None
    return None


def part_glued(text: str, spans: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """The text with a space between sentences that a scraper glued together, and the spans moved with it."""
    seams = [match.end() for match in GLUED.finditer(text)]
    cuts = [seam for seam in seams if not any(start < seam < end for start, end in spans)]
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    moved = [(start + sum(seam <= start for seam in cuts), end + sum(seam < end for seam in cuts))
             for start, end in spans]
    return " ".join(pieces), moved
