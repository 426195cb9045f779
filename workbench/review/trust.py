"""How far to trust the machine: measured on the user's own corpus, from the judgements in `data/reviews.jsonl`."""

from __future__ import annotations

from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from workbench.review import Reviews, Row


def measure_precision(reviews: Reviews, by_rule: bool = True) -> pd.DataFrame:
    """How often the machine was right, by layer and rule.

    The newest judgement of each row counts. A corrected row counts as wrong: it was found, but not right.
    Comes back: layer, rule, judged, right, corrected, wrong, share_right, low, high (Wilson's 95 % interval),
    missed (rows an analyst added; they have no rule). The rows judged are those somebody looked at, no random
    sample: `corpus.quotes.sample(30)` gives one.
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


def measure_agreement(reviews: Reviews) -> pd.DataFrame:
    """How far analysts agree on rows that two or more of them judged, by layer.

    Their labels are `right`, `wrong` and `corrected` with the corrected values. Comes back: layer, analysts, rows,
    agreed (share of pairs of judgements that are equal), alpha (Krippendorff's), kappa (Cohen's, the mean over pairs
    of analysts weighted by the rows they share); none where everybody gave one label only, so that chance would
    explain it all. Both from nltk's AnnotationTask.
    """
    import pandas as pd
    from nltk.metrics.agreement import AnnotationTask

    labels: dict[str, dict[str, dict[str, str]]] = {}  # layer -> row -> analyst -> newest label
    for line, label in _labels(reviews):
        labels.setdefault(line["layer"], {}).setdefault(line["key"], {})[line["who"]] = label
    rows = []
    for layer, items in sorted(labels.items()):
        shared = {key: given for key, given in items.items() if len(given) > 1}
        if not shared:
            continue
        triples = [(who, key, label) for key, given in shared.items() for who, label in given.items()]
        analysts = sorted({who for who, _, _ in triples})
        pairs = [(shared[key][first], shared[key][second]) for key in shared
                 for first, second in combinations(sorted(shared[key]), 2)]
        varied = len({label for _, _, label in triples}) > 1
        alpha = AnnotationTask(triples).alpha() if varied else None
        rows.append([layer, ", ".join(analysts), len(shared), sum(a == b for a, b in pairs) / len(pairs),
                     alpha, _mean_kappa(triples, analysts)])
    frame = pd.DataFrame(rows, columns=["layer", "analysts", "rows", "agreed", "alpha", "kappa"])
    return frame.astype({"agreed": "Float64", "alpha": "Float64", "kappa": "Float64"})


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
        elif line["by"] == "added":
            continue
        labels.append((line, label))
    return labels


def _mean_kappa(triples: list[tuple[str, str, str]], analysts: list[str]) -> float | None:
    from nltk.metrics.agreement import AnnotationTask

    total, weight = 0.0, 0
    for pair in combinations(analysts, 2):
        both = set.intersection(*({key for who, key, _ in triples if who == analyst} for analyst in pair))
        shared = [triple for triple in triples if triple[0] in pair and triple[1] in both]
        if len({label for _, _, label in shared}) > 1:  # one label alone: chance agreement is 1, kappa undefined
            total += AnnotationTask(shared).kappa_pairwise(*pair) * len(both)
            weight += len(both)
    return total / weight if weight else None
