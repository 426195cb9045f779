"""Two coders and more: how far they agree, what they differ on, and what was settled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.review.judged_rows import OF_ROWS

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from workbench.review import Reviews, Row

RESAMPLES = 1000
SEED = 17
LEAST_UNITS = 2  # below it no alpha
Unit = dict[str, "Row"]  # coder → the newest judgement


def measure_agreement(reviews: Reviews) -> pd.DataFrame:
    """How far coders agree, by layer and issue: Krippendorff's alpha for verdicts, with its 95 % interval.

    The same correction counts as the same verdict; unsure is no verdict. The interval is of a bootstrap over the rows
    judged twice, so with few of them it is wide.

    Returns
    -------
    layer, issue (empty for all of a layer), rows (judged by two or more), coders, agree (share of these rows on which
    all say the same), alpha, low, high.
    """
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng(SEED)
    groups: dict[tuple[str, str], list[Unit]] = {}
    for (layer, _), unit in _units(reviews).items():
        if len(unit) >= 2:
            issue = next(iter(unit.values()))["row"].get("issue")
            for key in {(layer, ""), (layer, issue or "")}:
                groups.setdefault(key, []).append(unit)
    rows = []
    for (layer, issue), units in sorted(groups.items()):
        labels = [[label_of(line) for line in unit.values()] for unit in units]
        rows.append([layer, issue, len(units), ", ".join(sorted({who for unit in units for who in unit})),
                     sum(len(set(unit)) == 1 for unit in labels) / len(units), *alpha_with_interval(labels, rng)])
    frame = pd.DataFrame(rows, columns=["layer", "issue", "rows", "coders", "agree", "alpha", "low", "high"])
    return frame.astype({"alpha": "Float64", "low": "Float64", "high": "Float64"})


def list_differences(reviews: Reviews) -> pd.DataFrame:
    """The rows on which coders differ: layer, article, words, verdicts (coder: verdict), settled (by whom, as what).

    `show.check(corpus, order="what coders differ on")` asks for them one by one; the answer settles a row for good.
    """
    import pandas as pd

    settled = {(line["layer"], line["key"]): line for line in reviews.standing if line.get("adjudicates")}
    rows = []
    for key, unit in _units(reviews).items():
        if len({label_of(line) for line in unit.values()}) > 1:
            line, last = next(iter(unit.values())), settled.get(key)
            rows.append([line["layer"], line["article"], line["words"],
                         "; ".join(f"{who}: {label_of(one)}" for who, one in sorted(unit.items())),
                         f"{last['who']}: {label_of(last)}" if last else "", line["key"]])
    return pd.DataFrame(rows, columns=["layer", "article", "words", "verdicts", "settled", "key"])


def label_of(line: Row) -> str:
    """A judgement's verdict in words, a correction with its values."""
    told = ", ".join(f"{name} {value}" for name, value in sorted(line["to"].items()))
    return f"{line['verdict']}: {told}" if told else line["verdict"]


def alpha_with_interval(units: Sequence[Sequence[str]],
                        rng: np.random.Generator) -> tuple[float | None, float | None, float | None]:
    """Krippendorff's alpha for nominal labels, and the bounds of its 95 % interval; none where it is not defined.

    Examples
    --------
    >>> import numpy as np
    >>> alpha, _, _ = alpha_with_interval([["a", "a"], ["b", "b"], ["a", "b"], ["a", "a"]], np.random.default_rng(1))
    >>> round(alpha, 3)
    0.533
    """
    import numpy as np

    labels = sorted({label for unit in units for label in unit})
    counts = np.array([[list(unit).count(label) for label in labels] for unit in units], dtype=float)
    if len(units) < LEAST_UNITS or len(labels) < 2:
        return None, None, None
    drawn = counts[rng.integers(0, len(units), (RESAMPLES, len(units)))]
    alphas = np.array([_alpha(sample) for sample in drawn])
    low, high = np.nanquantile(alphas, [0.025, 0.975])
    return float(_alpha(counts)), float(low), float(high)


def _alpha(counts: np.ndarray) -> float:
    """Alpha of a table of units by labels; not a number where all labels are one."""
    of_unit, of_label = counts.sum(axis=1), counts.sum(axis=0)
    total = of_unit.sum()
    expected = (of_label * (total - of_label)).sum()
    observed = ((counts * (of_unit[:, None] - counts)).sum(axis=1) / (of_unit - 1)).sum()
    return 1 - (total - 1) * observed / expected if expected else float("nan")


def _units(reviews: Reviews) -> dict[tuple[str, str], Unit]:
    """What each coder's newest judgement of each row is, adjudications and those without a verdict left out."""
    units: dict[tuple[str, str], Unit] = {}
    for line in reviews.standing:
        if line["verdict"] in OF_ROWS and line["verdict"] != "unsure" and not line.get("adjudicates"):
            units.setdefault((line["layer"], line["key"]), {})[line["who"]] = line
    return units
