"""What the judgements of positions teach about the sentences nobody judged: rows to drop, and rows to add.

One regression over a handful of figures (see `possible_positions`), fitted to what was judged: rows of the machine, and
sentences of which somebody said what is missing there. It starts from an expectation and moves as far as the
judgements say. Everything is made anew from the journal; no row and no sentence with a judgement is touched.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, NamedTuple

from workbench import tables
from workbench.review.confidence import fit_weights, machine_confidence
from workbench.review.possible_positions import EVIDENCE, Possible, PossiblePositions, holder_words, truth_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from workbench.corpus import Corpus

LAYER = "stances"
SAME, OTHER = map(EVIDENCE.index, ("same position elsewhere", "other position elsewhere"))
RULE = "learned"       # of a row that judgements led to
LEAST_JUDGED = 60      # after fewer, F1 fell on two of four sets (tests/benchmarks/learning.py)
LEAST_CHANCE = 0.25    # of a row that is kept or added: where F1 is about one half, a row of that chance raises it
RARE = -4.0            # log odds of a position that the machine did not find, before anything speaks for it
# what each figure is expected to be worth before anything is judged, and how strongly the weights are drawn to it
EXPECTED = (-1.0, 1.5, 1.0, -1.0, 1.0, 0.5, 0.5)
PULL = (0.1, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)


class Learned(NamedTuple):
    """The possible positions, the chance of each, and the weights these came from."""

    positions: PossiblePositions
    possible: list[Possible]
    chances: np.ndarray
    weights: np.ndarray
    judged: int
    right: int


def learn(corpus: Corpus) -> Corpus:
    """The corpus with its positions as the judgements teach them; the same corpus where fewer than 60 were given.

    Every row gets a new confidence; unjudged rows that are likely wrong are left out; once somebody found a position
    missing, a row with the rule `learned` is added where an actor speaks of an issue and stands on it in other
    sentences. What was judged stays as it was judged, and in a sentence of which somebody said what is missing nothing
    is added.

    `estimate` is asked of the corpus as it was: what was learned from judgements cannot be measured by them.

    Returns
    -------
    A corpus whose `stances` are as learned; its other tables are those of `corpus`.

    Examples
    --------
    >>> learn(corpus).stances.query("rule == 'learned'")  # doctest: +SKIP
    """
    learned = weigh_positions(corpus)
    if learned.judged < LEAST_JUDGED:
        return corpus
    rows: list[dict | None] = corpus.as_found(LAYER).to_dict("records")
    best: dict[tuple, tuple[float, Possible]] = {}
    for one, chance in zip(learned.possible, learned.chances.tolist(), strict=True):
        if one.row is not None:
            _move(rows, one.row, chance, is_judged=learned.positions.judged[one.row].truth is not None)
        elif chance >= LEAST_CHANCE and _is_open(learned.positions, one):
            key = (one.place, *one.kind[:2])
            best[key] = max(best.get(key, (0.0, one)), (chance, one), key=lambda pair: pair[0])
    kept = [row for row in rows if row is not None] + [_new_row(learned.positions, one, chance)
                                                      for chance, one in best.values()]
    order = {article: number for number, article in enumerate(corpus.articles["article"])}
    kept.sort(key=lambda row: (order[row["article"]], row["start"], row["end"]))
    return corpus.with_table(LAYER, tables.make(LAYER, kept))


def measure_evidence(corpus: Corpus) -> pd.DataFrame:
    """What speaks for a position, and how much by the judgements: the weights that `learn` works with.

    Returns
    -------
    evidence, expected (log odds for one unit before anything was judged), weight (as the judgements have it), and in
    every row judged (how many rows and sentences) and right (positions among them that are there).
    """
    import pandas as pd

    learned = weigh_positions(corpus)
    return pd.DataFrame({"evidence": EVIDENCE, "expected": EXPECTED, "weight": learned.weights.round(2),
                         "judged": learned.judged, "right": learned.right})


def weigh_positions(corpus: Corpus) -> Learned:
    """Every position that a sentence may show, with its chance."""
    import numpy as np

    positions = PossiblePositions(corpus)
    possible = positions.list_all()
    figures = np.array([positions.figures(one) for one in possible]).reshape(len(possible), len(EVIDENCE))
    start = np.array([RARE if one.row is None else _odds(positions, one.row) for one in possible])
    start += np.where([one.row is None for one in possible], figures @ np.array(EXPECTED), 0.0)
    answers = [_answer(positions, one) for one in possible]
    asked = np.array([answer is not None for answer in answers], dtype=bool)
    right = np.array([bool(answer) for answer in answers], dtype=float)
    moved = fit_weights(figures[asked], right[asked], start[asked], np.array(PULL)) if asked.any() \
        else np.zeros(len(EVIDENCE))
    chances = 1 / (1 + np.exp(-np.clip(start + figures @ moved, -30, 30)))
    judged = sum(one.truth is not None for one in positions.judged) + positions.answers
    return Learned(positions, possible, chances, np.array(EXPECTED) + moved, judged, int(right.sum()))


def _odds(positions: PossiblePositions, row: int) -> float:
    """How sure the machine is of its row, in log odds; the expectation is for what it did not find."""
    sure = machine_confidence(positions.judged[row].row)
    return log(sure / (1 - sure))


def _answer(positions: PossiblePositions, one: Possible) -> bool | None:
    """What was judged of a possible position; None where nothing was."""
    if one.row is not None:
        return truth_of(positions.judged[one.row])
    sentence = positions.sentences[one.place]
    return one.kind in sentence.missed if sentence.is_judged or one.kind in sentence.missed else None


def _is_open(positions: PossiblePositions, one: Possible) -> bool:
    """Whether a row may be added: one was missing elsewhere, nobody judged the sentence, and one side is likelier.

    Where the sentences asked lacked nothing, the machine overlooks little, and what is added would be wrong.
    """
    sentence, figures = positions.sentences[one.place], positions.figures(one)
    return positions.is_any_missed and not sentence.is_judged and not sentence.missed and figures[SAME] > figures[OTHER]


def _move(rows: list[dict | None], number: int, chance: float, is_judged: bool) -> None:
    row = rows[number]
    if row is not None and not is_judged:
        rows[number] = {**row, "confidence": round(chance, 3)} if chance >= LEAST_CHANCE else None


def _new_row(positions: PossiblePositions, one: Possible, chance: float) -> dict:
    sentence, (actor, issue, position) = positions.sentences[one.place], one.kind
    assert actor is not None
    words = sentence.text.rstrip()
    return {"article": sentence.article, "start": sentence.start, "end": sentence.start + len(words), "evidence": words,
            "issue": issue, "position": position, "rule": RULE, "confidence": round(chance, 3),
            **holder_words(sentence, actor)}
