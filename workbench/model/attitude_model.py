"""The model of stances: a fine-tuned MiniLM (22 million parameters, weights of 8 bits), run by onnxruntime.

It reads a sentence, with the one before, in which the holder and the target are marked. What it was trained on, how it
is made anew and how far it can be trusted stands in docs/model.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

FOLDER = Path(__file__).parent
SHA256 = "d6cb525c9dea19a409a3a5df566c9df8cf66819d888c7fcb2dedd4546d6f0d06"  # of attitudes.onnx; make train writes it
ATTITUDES = ("none", "positive", "negative")
POSITIONS = ("none", "support", "oppose", "conditional", "unclear")
# the marks as they stand in a marked text: the holder's first and last, the target's first and last
HOLDER, HOLDER_END, TARGET, TARGET_END = "\x01", "\x02", "\x03", "\x04"
# and as the vocabulary holds them: entries that no text uses
MARK_IDS = {HOLDER: 1, HOLDER_END: 2, TARGET: 3, TARGET_END: 4}
BEGIN_ID, SEPARATOR_ID = 101, 102
LONGEST_PIECES = 128
BATCH_ROWS = 16


class AttitudeModel:
    """The loaded model."""

    def __init__(self, folder: Path = FOLDER):
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # a process an article: threads within would only fight each other
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(folder / "attitudes.onnx"), options,
                                                     providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def judge_positions(self, texts: Sequence[str], propositions: Sequence[str]) -> np.ndarray:
        """Where each text's marked holder stands on the proposition beside it.

        Parameters
        ----------
        texts : marked by `mark`; what stands before the sentence may precede it.
        propositions : one for each text, a full sentence.

        Returns
        -------
        Probabilities, shape (texts, 5), in the order of POSITIONS; each row adds up to 1.
        """
        return self._run("stance", [self._pieces(text, second)
                                    for text, second in zip(texts, propositions, strict=True)], len(POSITIONS))

    def judge_attitudes(self, texts: Sequence[str]) -> np.ndarray:
        """Each text's marked holder's attitude to its marked target.

        Parameters
        ----------
        texts : marked by `mark`, holder and target.

        Returns
        -------
        Probabilities, shape (texts, 3), in the order of ATTITUDES; each row adds up to 1.
        """
        return self._run("attitude", [self._pieces(text, "") for text in texts], len(ATTITUDES))

    def _pieces(self, text: str, second: str) -> tuple[list[int], int]:
        """The ids of a pair of texts, and how many of them belong to the first."""
        behind = [*self._tokenizer.encode(second, add_special_tokens=False).ids, SEPARATOR_ID] if second else []
        front = self._ids(text)
        room = LONGEST_PIECES - 2 - len(behind)
        if len(front) > room:  # what stands around the marks is kept
            marks = [place for place, one in enumerate(front) if one in MARK_IDS.values()] or [0]
            first = max(0, min(len(front) - room, (marks[0] + marks[-1] - room) // 2))
            front = front[first:first + room]
        return [BEGIN_ID, *front, SEPARATOR_ID, *behind], len(front) + 2

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = []
        begin = 0
        for place, character in enumerate(text):
            if character in MARK_IDS:
                ids += [*self._tokenizer.encode(text[begin:place], add_special_tokens=False).ids, MARK_IDS[character]]
                begin = place + 1
        return ids + self._tokenizer.encode(text[begin:], add_special_tokens=False).ids

    def _run(self, head: str, rows: list[tuple[list[int], int]], width: int) -> np.ndarray:
        found = np.zeros((len(rows), width))
        by_length = sorted(range(len(rows)), key=lambda number: (len(rows[number][0]), number))
        for first in range(0, len(by_length), BATCH_ROWS):
            numbers = by_length[first:first + BATCH_ROWS]
            longest = max(len(rows[number][0]) for number in numbers)
            given: dict[str, Any] = {name: np.zeros((len(numbers), longest), dtype=np.int64)
                                     for name in ("ids", "types", "mask")}
            for line, number in enumerate(numbers):
                ids, border = rows[number]
                given["ids"][line, :len(ids)] = ids
                given["types"][line, border:len(ids)] = 1
                given["mask"][line, :len(ids)] = 1
            found[numbers] = _probabilities(self._session.run([head], given)[0])
        return found


def _probabilities(scores: np.ndarray) -> np.ndarray:
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    return grown / grown.sum(axis=1, keepdims=True)


def mark(text: str, holder: tuple[int, int], target: tuple[int, int] | None = None) -> str:
    """`text` with marks around the characters [start, end) of the holder and the target; white space folded.

    Examples
    --------
    >>> mark("Ann sued Bob.", (0, 3), (9, 12))
    '\\x01Ann\\x02 sued \\x03Bob\\x04.'
    """
    marks = [(holder[1], 0, HOLDER_END), (holder[0], 1, HOLDER)]
    if target is not None:
        marks += [(target[1], 0, TARGET_END), (target[0], 1, TARGET)]
    for place, _, character in sorted(marks, reverse=True):
        text = text[:place] + character + text[place:]
    return " ".join(text.split())


def put_before(name: str, text: str) -> str:
    """`text` as a speaker's line, for a holder who is not named in it.

    Examples
    --------
    >>> put_before("Ann", "Not on my watch.")
    '\\x01Ann\\x02: Not on my watch.'
    """
    return f"{HOLDER}{name}{HOLDER_END}: {text}"


@cache
def load_model() -> AttitudeModel:
    """The model, loaded once a process.

    Raises
    ------
    ImportError
        onnxruntime or tokenizers is not installed.
    """
    try:
        return AttitudeModel()
    except ImportError as error:
        raise ImportError(f"{error.name or error} is not installed, and the model that judges stances needs it: "
                          'pip install onnxruntime tokenizers, or give method="rules"', name=error.name) from error
