"""What the judgements teach: how sure the machine is of a row, moved by a table of weights that anybody can read.

The table is made anew from the journal each time and kept nowhere else. It says by how much (in log odds) the
machine's own confidence is moved for all rows, and for the rows of one rule and one issue: a logistic regression whose
weights are drawn towards nothing, so that one judgement moves little and fifty move as much as they should.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log
from typing import TYPE_CHECKING

from workbench.review.judgeable import LAYERS, Row
from workbench.review.judged_rows import judged_rows

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from workbench.corpus import Corpus

UNKNOWN = 0.75  # confidence of a row that has none of its own
FEATURES = {"quotes": ("rule", "kind"), "stances": ("rule", "issue", "basis"), "relations": ("rule", "sign"),
            "times": ("rule", "type"), "events": ("precision", "status")}
PULL_ALL, PULL = 0.1, 1.0  # how strongly the weight of all rows, and that of a feature, is drawn towards nothing
STEPS = 12                 # of Newton's method: more change nothing
ALL = ("all rows", "")     # the feature that every row has
LEAST_STEP, MOST_ODDS = 1e-6, 30.0
Weights = Mapping[tuple[str, str], float]  # (feature, value) -> log odds


def measure_weights(corpus: Corpus, layer: str) -> pd.DataFrame:
    """What the judgements of a layer say of the machine's confidence: a weight for all rows, and each rule and issue.

    Returns
    -------
    feature, value, judged, right, weight (log odds added to the machine's confidence), becomes: what a confidence of
    0.75 turns into by this weight. Most judged first; empty where nothing is judged.

    Raises
    ------
    ValueError
        The layer cannot be judged.
    """
    import numpy as np
    import pandas as pd

    names = ["feature", "value", "judged", "right", "weight", "becomes"]
    judged = [(one.row, bool(one.truth) and all(one.truth.get(name) == one.row.get(name)
                                                for name in LAYERS[layer].correctable))
              for one in judged_rows(corpus, layer) if one.truth is not None]
    if not judged:
        return pd.DataFrame(columns=names)
    features = sorted({feature for row, _ in judged for feature in _features(layer, row)})
    known = np.array([[feature in _features(layer, row) for feature in features] for row, _ in judged], dtype=float)
    right = np.array([is_right for _, is_right in judged], dtype=float)
    weights = fit_weights(known, right, np.array([_odds(row) for row, _ in judged]),
                          np.array([PULL_ALL if feature == ALL else PULL for feature in features]))
    rows = [[*feature, int(column.sum()), int((column * right).sum()), round(float(weight), 2),
             round(_chance(log(UNKNOWN / (1 - UNKNOWN)) + float(weight)), 2)]
            for feature, column, weight in zip(features, known.T, weights, strict=True)]
    return pd.DataFrame(rows, columns=names).sort_values(["judged", "feature", "value"],
                                                         ascending=[False, True, True], ignore_index=True)


def rate_rows(corpus: Corpus, layer: str) -> list[float]:
    """How sure one may be of each row of `as_found(layer)`, 0 to 1: the machine's confidence, moved by judgements."""
    table = measure_weights(corpus, layer)
    weights = {(feature, value): weight for feature, value, weight in
               table[["feature", "value", "weight"]].itertuples(index=False, name=None)}
    return [rate_row(layer, one.row, weights) for one in judged_rows(corpus, layer)]


def rate_row(layer: str, row: Row, weights: Weights) -> float:
    """The confidence of one row, moved by `weights`.

    >>> round(rate_row("stances", {"confidence": 0.5, "rule": "verb"}, {("rule", "verb"): 1.1}), 2)
    0.75
    """
    return _chance(_odds(row) + sum(weights.get(feature, 0.0) for feature in _features(layer, row)))


def _features(layer: str, row: Row) -> Sequence[tuple[str, str]]:
    return [ALL, *((name, str(row[name])) for name in FEATURES[layer] if row.get(name) is not None)]


def machine_confidence(row: Row) -> float:
    """The machine's own confidence in a row; the same for all rows of a table that has none."""
    return min(max(float(row.get("confidence") or UNKNOWN), 0.02), 0.98)


def _odds(row: Row) -> float:
    return log(machine_confidence(row) / (1 - machine_confidence(row)))


def _chance(odds: float) -> float:
    return 1 / (1 + exp(-odds))


def fit_weights(known: np.ndarray, right: np.ndarray, offset: np.ndarray, pull: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression, drawn towards nothing, by Newton's method.

    Parameters
    ----------
    known
        A row for each judgement, a column for each weight.
    right
        1 or 0 for each judgement.
    offset
        The log odds of each that the weights are added to.
    pull
        For each weight how strongly it is drawn towards nothing; above 0.
    """
    import numpy as np

    def fits(weights: np.ndarray) -> float:
        odds = offset + known @ weights
        return float((right * odds - np.logaddexp(0, odds)).sum() - (pull * weights ** 2).sum() / 2)

    weights = np.zeros(known.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(offset + known @ weights, -MOST_ODDS, MOST_ODDS)))
        slope = known.T @ (right - chance) - pull * weights
        curve = (known.T * (chance * (1 - chance))) @ known + np.diag(pull)
        step = np.linalg.solve(curve, slope)
        while fits(weights + step) < fits(weights) and np.abs(step).max() > LEAST_STEP:
            step = step / 2  # a whole step overshoots where few judgements lie far from what was expected
        weights = weights + step
    return weights
