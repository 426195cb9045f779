"""How many rows of a kind there truly are, from the few that were judged: draws of the total, cell by cell.

A cell is a set of rows the machine speaks of alike (those it counts for a finding, those it does not). Within a cell
the judged rows are a random sample, so that what they are says what the others are: the share has a prior that says
next to nothing, the rows not judged are drawn from it, and the judged ones count as they are. For the machine's counts,
which are labels, this stratification after the fact is the estimate of prediction-powered inference (Angelopoulos and
others, 2023) with its best weight, and unlike the normal intervals used there it keeps its coverage at ten judged rows
(tests/benchmarks/estimates.py). Unequal chances of being drawn shrink the sample to the size it is worth (Kish).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

DRAWS = 2000
PRIOR = 0.5  # Jeffreys', of each category
# of a rare kind among rows the machine does not count for it: one over the number of categories, the reference prior
# for all of them at once (Berger, Bernardo and Sun, 2015); Jeffreys' would expect several among hundreds
PRIOR_OF_RARE = 1 / 3


@dataclass
class Cell:
    """`size` rows, of which those in `outcomes` were judged at random; each outcome is the number of a category."""

    size: int
    outcomes: Sequence[int] = ()
    weights: Sequence[float] = ()  # one over the chance of having been drawn; by default all alike
    prior: float = PRIOR           # judged rows of each category that the prior is worth

    def shares(self, categories: int) -> tuple[np.ndarray, float]:
        """The weighted share of each category among the judged, and how many equally likely rows they are worth."""
        import numpy as np

        weights = np.asarray(self.weights if len(self.weights) else np.ones(len(self.outcomes)), dtype=float)
        counts = np.bincount(np.asarray(self.outcomes, dtype=int), weights, categories)
        worth = counts.sum() ** 2 / (weights ** 2).sum() if len(weights) else 0.0
        return (counts / counts.sum() if worth else counts), float(worth)


def draw_totals(cells: Sequence[Cell], categories: int, rng: np.random.Generator, draws: int = DRAWS) -> np.ndarray:
    """Draws of how many rows of all cells together are of each category: an array of `draws` by `categories`.

    Examples
    --------
    >>> import numpy as np
    >>> totals = draw_totals([Cell(40, [0] * 18 + [1] * 2)], 2, np.random.default_rng(1))
    >>> [int(bound) for bound in np.quantile(totals[:, 0], [0.025, 0.5, 0.975])]
    [31, 36, 38]
    """
    import numpy as np

    totals = np.zeros((draws, categories))
    for cell in cells:
        shares, worth = cell.shares(categories)
        chances = rng.dirichlet(cell.prior + shares * worth, draws)
        totals += np.bincount(np.asarray(cell.outcomes, dtype=int), minlength=categories)
        totals += rng.multinomial(cell.size - len(cell.outcomes), chances)
    return totals


def count_category(cells: Sequence[Cell], category: int, categories: int, unjudged: Sequence[float]) -> float:
    """The plain estimate: judged rows as they are, the others by the judged ones' share.

    unjudged : the share to take in each cell where nothing was judged
    """
    total = 0.0
    for cell, otherwise in zip(cells, unjudged, strict=True):
        shares, worth = cell.shares(categories)
        share = float(shares[category]) if worth else otherwise
        total += sum(outcome == category for outcome in cell.outcomes) + (cell.size - len(cell.outcomes)) * share
    return total


def more_to_halve(judged: int, size: int) -> int:
    """How many rows of `size` have to be judged besides `judged` for an interval half as wide.

    >>> more_to_halve(20, 10_000), more_to_halve(60, 100), more_to_halve(0, 50)
    (60, 26, 30)
    """
    if not judged:
        return min(30, size)
    if judged >= size:
        return 0
    return min(size, round(1 / ((1 / judged - 1 / size) / 4 + 1 / size))) - judged
