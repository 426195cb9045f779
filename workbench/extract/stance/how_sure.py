"""How sure a stance is: an estimate of the share of such rows that are right.

Two logistic curves, fitted to the rows found in the 16 news articles that language models coded by reading
(tests/benchmarks/RESULTS.md has the reliability table, docs/model.md what it is worth on other news).
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from workbench.extract.reading import Row


LEAST = 0.2  # a row of less is none: of such rows one in ten was right


class Weights(NamedTuple):
    """What moves the log-odds of a row to be right."""

    start: float
    is_told: float      # told by the article itself, not in somebody's words
    is_named: float     # the holder is an actor
    chance: float       # times what the model gives the position
    is_model: float     # no rule found it


WITH_MODEL = Weights(-2.1, 1.0, 1.2, 1.7, -0.7)
BY_RULES = Weights(-1.3, 1.1, 1.2, 0.0, 0.0)


def confidence_of(row: Row, chance: float | None = None, is_model: bool = False, is_told: bool = False) -> float:
    """The confidence of a row of stances, from 0 to 1.

    Parameters
    ----------
    chance : float, optional
        The model's probability of the row's position; None where the rules judge alone.
    is_model : bool
        Whether the model alone found it.
    is_told : bool
        Whether the article itself names the act of speech: "urged the board to build it"; narration is told anyway.

    Examples
    --------
    >>> told = {"basis": "narration", "actor": "ann"}
    >>> round(confidence_of(told, 0.9), 2), round(confidence_of({**told, "actor": None}, 0.9), 2)
    (0.84, 0.61)
    """
    weights = BY_RULES if chance is None else WITH_MODEL
    is_told = is_told or row["basis"] == "narration"
    odds = (weights.start + weights.is_told * is_told + weights.is_named * bool(row["actor"])
            + weights.chance * (chance or 0.0) + weights.is_model * is_model)
    return round(1 / (1 + exp(-odds)), 3)
