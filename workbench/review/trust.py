"""How far to trust the machine: measured on the user's own corpus, from the judgements in `data/reviews.jsonl`."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from workbench.review import Reviews, Row


def measure_precision(reviews: Reviews, by_rule: bool = True) -> pd.DataFrame:
    """How often the machine was right, by layer and rule.

    The newest judgement of each row counts. A corrected row counts as wrong: it was found, but not right. The rows
    judged are those somebody looked at, no random sample: `corpus.quotes.sample(30)` gives one.

    Parameters
    ----------
    reviews
        The judgements, `corpus.reviews`.
    by_rule
        Whether the rules of a layer are told apart.

    Returns
    -------
    layer, rule, judged, right, corrected, wrong, share_right, low, high (Wilson's 95 % interval), missed (rows an
    analyst added; they have no rule).
    """
    import pandas as pd

    names = ["layer", "rule", "judged", "right", "corrected", "wrong", "share_right", "low", "high", "missed"]
    counts: dict[tuple[str, str], dict[str, int]] = {}
    newest = {(line["layer"], line["key"]): label for line, label in _labels(reviews)}
    rules = {(line["layer"], line["key"]): line["rule"] or "" for line, _ in reversed(list(_labels(reviews)))}
    for key, label in newest.items():
        group = (key[0], rules[key] if by_rule and label != "missed" else "")
        count = counts.setdefault(group, dict.fromkeys(("right", "corrected", "wrong", "missed"), 0))
        count[label.partition(" ")[0]] += 1
    rows = []
    for (layer, rule), count in sorted(counts.items()):
        judged = count["right"] + count["corrected"] + count["wrong"]
        share = count["right"] / judged if judged else None
        rows.append([layer, rule, judged, count["right"], count["corrected"], count["wrong"], share,
                     *wilson(count["right"], judged), count["missed"]])
    frame = pd.DataFrame(rows, columns=names)
    return frame.astype({"share_right": "Float64", "low": "Float64", "high": "Float64"})


def wilson(right: int, judged: int, z: float = 1.96) -> tuple[float | None, float | None]:
    """Wilson's score interval of a share: (low, high), 95 % with z = 1.96; none of nothing.

    >>> [round(bound, 2) for bound in wilson(9, 10)]
    [0.6, 0.98]
    """
    if judged == 0:
        return None, None
    share, spread = right / judged, z * z / judged
    middle = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / judged + spread / (4 * judged)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def _labels(reviews: Reviews) -> list[tuple[Row, str]]:
    """What each standing judgement says of the machine's row.

    Who finds a corrected row right judges the correction: of the machine's row that says the same as the correction.
    """
    labels, corrected = [], {}
    for line in reviews.standing:
        label = line["verdict"]
        if label == "corrected":
            label += " " + repr(sorted(line["to"].items()))
            corrected[line["key"]] = label
        elif line["by"] == "corrected" and label == "right":
            label = corrected.get(line["key"], label)
        elif line["by"] == "added" or label in ("unsure", "nothing"):
            continue
        labels.append((line, label))
    return labels
