"""A draft's text from a file, as it stands there: plain text, Markdown, Word, a web page, a notebook."""

from __future__ import annotations

import json
import re
from pathlib import Path

from workbench import project
from workbench.intake import word
from workbench.intake.characters import repair
from workbench.intake.encodings import decode
from workbench.intake.files import Source, read_bytes
from workbench.intake.kinds import find_kind
from workbench.intake.limits import Unreadable
from workbench.intake.markup import read_page

# marks of Markdown at the beginning of a line, and those around words; what they mark stays
LINE_MARKS = re.compile(r"^[ \t]*(?:#{1,6}|>|[-*+]|\d{1,3}\.)[ \t]+", re.M)
WORD_MARKS = re.compile(r"(?<!\w)(?:\*{1,3}|_{1,3}|`)(?=\S)|(?<=\S)(?:\*{1,3}|_{1,3}|`)(?!\w)")
WRAPPED = re.compile(r"(?<=[^\n.!?:\"”»])\n(?=[^\n\s#>*+-])|(?<=\S)\n(?=[a-z])")


def read_draft(path: str | Path) -> str:
    """Read a draft's text; the file is never written to.

    Of text and Markdown every character keeps its place (marks of Markdown and line ends within a paragraph become
    spaces); a Word document gives its paragraphs, those of tables too, a web page its visible text, a notebook its
    Markdown cells.

    Raises
    ------
    FileNotFoundError
        There is no such file.
    ValueError
        The file is no text that can be checked; the message says what was found and what to do.

    Examples
    --------
    >>> print(read_draft("seeds/README.md")[:9].strip())  # doctest: +SKIP
    """
    file = project.find(path)
    if not file.is_file():
        raise FileNotFoundError(f"no draft at {str(path)!r}: give a file of text, Markdown, Word, HTML or a notebook")
    return read_draft_bytes(Source(file))


def read_draft_bytes(source: Source) -> str:
    """The same of a source whose bytes are known, as standard input's are."""
    try:
        data = read_bytes(source) if source.path.exists() else source.data
        if source.suffix == ".ipynb":
            return _read_notebook(decode(data)[0])
        kind = find_kind(source)
        if kind == "word":
            return "\n\n".join(word.read_paragraphs(source))
        if kind == "html":
            return repair(read_page(decode(data)[0]).text.text).text.replace("\n", "\n\n")
        if kind != "text":
            raise Unreadable(f"a file of {kind}, not a draft: save its text as .txt, .md, .docx or .html")
        return unmark(decode(data)[0])
    except Unreadable as error:
        raise ValueError(f"{source.path.name}: {error}") from error


def _read_notebook(text: str) -> str:
    try:
        cells = json.loads(text)["cells"]
        return "\n\n".join(unmark("".join(cell["source"])) for cell in cells if cell["cell_type"] == "markdown")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Unreadable(f"a notebook that is damaged ({type(error).__name__}): open and save it again") from error


def unmark(text: str) -> str:
    """Text with marks of Markdown and the line ends of wrapped lines as spaces, character for character.

    Examples
    --------
    >>> unmark("# Talks\\n\\nHe did *not* say\\nso.")
    '  Talks\\n\\nHe did  not  say so.'
    """
    text = text.replace("\r\n", " \n").replace("\r", "\n")
    for marks in (LINE_MARKS, WORD_MARKS):
        text = marks.sub(lambda found: " " * len(found[0]), text)
    return WRAPPED.sub(" ", text)
