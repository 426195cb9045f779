"""The paragraphs of a plain text, and what can be told from the shape of one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from workbench.intake.origin import Edit, Traced
from workbench.text.spelling import CLOSING_QUOTES, plain_marks

LONGEST_WRAPPED_LINE = 120    # characters
LONGEST_HEADLINE = 120        # characters
CLOSERS = f"{CLOSING_QUOTES})]›"
# what a paragraph may begin with before its first letter
OPENERS = "\"'“‘«([‹¿¡*•–—- "

# an interview's Q and A, or speech with its speaker, or several sentences
SPOKEN = re.compile(r"^(?:Q|A|[A-Z]{2,}(?: [A-Z]{2,})?)[:.] |^Q(?=[A-Z][a-z])|"
                    r"[\"'].* (?:said|says|asked|asks|added|told|wrote|replied)\b.*[?!]|"
                    r"\b(?:said|asked|asks|told)\b.*[\"'].*[?!]|"
                    r"[a-z][.?!]\"? +\"?[A-Z].*[?!]")


@dataclass
class Block:
    """A paragraph: its text and span in the page, and what the markup says of it, if there is any."""

    text: str
    start: int
    end: int
    after_gap: bool = True      # an empty line stands before it
    markup: str = ""            # heading, list, caption, quote … where the file's kind tells

    @cached_property
    def words(self) -> int:
        return len(self.text.split())

    @cached_property
    def folded(self) -> str:
        """The text with plain quotation marks and dashes, character for character."""
        return plain_marks(self.text)


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does: a full stop, question or exclamation mark, then closing marks."""
    return text.rstrip(CLOSERS + " ").endswith((".", "!", "?", "…"))


def ends_with_stop(text: str) -> bool:
    """Whether the text ends with a full stop (not with dots), then closing marks."""
    bare = text.rstrip(CLOSERS + " ")
    return bare.endswith(".") and not bare.endswith("...")


def is_prose(block: Block) -> bool:
    """A paragraph of running text: some length, and the end of a sentence."""
    return block.words >= 8 and ends_sentence(block.text) and not block.text.rstrip().endswith(("…", "..."))


def looks_like_headline(block: Block) -> bool:
    """Short, begins like a sentence and does not end like one; a question may, if nobody asks it."""
    bare = block.text.lstrip(OPENERS)
    return (len(block.text) <= LONGEST_HEADLINE and bool(bare) and not bare[0].islower()
            and any(letter.isalpha() for letter in bare)
            and not ends_with_stop(block.text) and not block.text.endswith((":", ";", ",", "-"))
            and not (block.text.endswith("!") and block.words > 6) and not SPOKEN.search(block.folded))


def find_lines(text: str) -> Iterator[tuple[int, int, str]]:
    """The lines with something on them: their number, where they start, and the text without space around it."""
    at = 0
    for number, line in enumerate(text.split("\n")):
        if bare := line.strip():
            yield number, at + len(line) - len(line.lstrip()), bare
        at += len(line) + 1


def read_blocks(page: Traced) -> tuple[Traced, list[Block]]:
    """The page with the lines of a wrapped paragraph joined, and its paragraphs."""
    page = _unwrap(page)
    blocks, last = [], -2
    for number, start, bare in find_lines(page.text):
        blocks.append(Block(bare, start, start + len(bare), after_gap=number > last + 1))
        last = number
    return page, blocks


def _unwrap(page: Traced) -> Traced:
    """Lines broken to a width, as in mail and PDF, are one paragraph up to the next empty line.

    A text is wrapped if none of its lines is long and most lines within a paragraph go on in the next one.
    """
    lines = page.text.split("\n")
    if max(map(len, lines)) > LONGEST_WRAPPED_LINE:
        return page
    edits, at, inner, going_on = [], 0, 0, 0
    width = max(map(len, lines))
    for line, following in itertools.pairwise(lines):
        at += len(line)
        if line.strip() and following.strip():
            inner += 1
            # the next word would not have fitted, and no sentence ends here
            full = len(line) + 1 + len(following.split(None, 1)[0]) > width - 15
            if full and len(line) > 30:
                going_on += not ends_sentence(line)
                edits.append(Edit(at, at + 1, " "))
        at += 1
    if inner < 3 or going_on < inner / 2:
        return page
    return page.replace(edits)
