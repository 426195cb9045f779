"""A parse as plain texts that can be kept, and made a parse again: nothing is unpickled, the words are the text's own.

Each column holds a value for every token, in order, separated by spaces. English takes about six bytes a word in
Parquet, and making the parse again a thirtieth of the time of parsing.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from workbench.extract.reading import Row

TEXTS = {"tags": "TAG", "pos": "POS", "deps": "DEP", "entities": "ENT_TYPE"}  # column → spaCy's attribute
NUMBERS = {"lengths": "LENGTH", "spaces": "SPACY", "heads": "HEAD", "inside": "ENT_IOB"}
EMPTY = "_"  # an empty text; of a lemma: the word in lower case


def describe_parse(doc: Doc) -> Row | None:
    """The columns of a parse; None for one that they cannot tell."""
    strings = doc.vocab.strings
    found = {name: [strings[value] or EMPTY for value in doc.to_array(attribute).tolist()]
             for name, attribute in TEXTS.items()}
    for name, attribute in NUMBERS.items():
        found[name] = [str(value) for value in doc.to_array(attribute).view("int64").tolist()]
    found["lemmas"] = [EMPTY if token.lemma_ == token.lower_ else token.lemma_ for token in doc]
    if any(" " in value for column in found.values() for value in column) or len(doc) == 0 \
            or any(token.lemma_ == EMPTY != token.lower_ for token in doc):
        return None
    return {name: " ".join(column) for name, column in found.items()}


def rebuild_parse(text: str, kept: Row, pipeline: str) -> Doc:
    """The parse of `text` that was described as `kept`; ValueError where that is of no such text."""
    from spacy.tokens import Doc

    from workbench.syntax import parser

    texts = {name: ["" if value == EMPTY else value for value in kept[name].split(" ")] for name in TEXTS}
    lengths, spaces, heads, inside = ([int(value) for value in kept[name].split(" ")] for name in NUMBERS)
    heads = [place + head for place, head in enumerate(heads)]
    _check_tree(heads)
    ends = list(accumulate(length + space for length, space in zip(lengths, spaces, strict=True)))
    words = [text[end - space - length:end - space] for end, length, space in zip(ends, lengths, spaces, strict=True)]
    doc = Doc(
        parser.pipeline(pipeline).vocab, words=words, spaces=[space == 1 for space in spaces],
        tags=texts["tags"], pos=texts["pos"], deps=texts["deps"], heads=heads,
        lemmas=[word.lower() if lemma == EMPTY else lemma
                for word, lemma in zip(words, kept["lemmas"].split(" "), strict=True)],
        ents=[f"{' IOB'[place]}-{label}" if label else "O" for place, label in
              zip(inside, texts["entities"], strict=True)])
    if doc.text != text:
        raise ValueError("the parse is of another text")
    return doc


def _check_tree(heads: list[int]) -> None:
    """Raises ValueError where following the heads leads out of the text, or round in a circle."""
    import numpy as np

    above = np.array(heads)
    if above.min(initial=0) < 0 or above.max(initial=-1) >= len(above):
        raise ValueError("a head that is no token")
    roots = above == np.arange(len(above))
    for _ in range(len(above).bit_length()):  # twice as far up each time
        above = above[above]
    if not roots[above].all():
        raise ValueError("heads in a circle")
