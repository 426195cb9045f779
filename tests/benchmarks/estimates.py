"""Whether the intervals of `wb.estimate` hold what they say, on corpora whose truth is known.

Invented rows (actor, outlet, position) of which the machine gets 5 to 50 % wrong, more for some actors and outlets
than for others: another position, another actor, or no such row at all. Its confidence knows a little of that, and the
rows are drawn by it, as the queue draws them. Judged are 30, 60 and 120 of 400 rows, 1,000 times each; asked are the
count of a position, of a position of one actor, and a position's share of an actor's rows. Beside it the interval of
the judged rows alone. The plot goes to estimates.svg.

    python tests/benchmarks/estimates.py --runs 100
"""

from __future__ import annotations

import argparse
from pathlib import Path
from unittest.mock import patch

HERE = Path(__file__).resolve().parent
ROWS = 400
ALONE_EVERY = 5  # runs in which the judged rows alone are asked too
ERRORS = (0.05, 0.1, 0.2, 0.3, 0.5)
JUDGED = (30, 60, 120)
ACTORS = (0.35, 0.25, 0.15, 0.1, 0.1, 0.05)
POSITIONS = (("support", "oppose", "unclear"), ((0.6, 0.3, 0.1), (0.1, 0.8, 0.1), (0.3, 0.3, 0.4)))
WORSE_ACTOR, WORSE_OUTLET = (0.3, 0.6, 1, 1.5, 2, 2.5), (0.5, 0.8, 1, 1.2, 1.6)
# what is asked: the kind, whether a share of the actor's rows is meant
ASKED = {"count of a position": ((), "oppose", False), "count of an actor's position": ((1,), "oppose", False),
         "count of a rare actor's position": ((5,), "unclear", False),
         "share of a position among an actor's rows": ((0,), "support", True)}


def make_world(rng, error):
    """What the machine says of each row, what is true of it (nothing where it is no row), and its confidence."""
    import numpy as np

    names, chances = POSITIONS
    actor = rng.choice(len(ACTORS), ROWS, p=ACTORS)
    outlet = rng.choice(len(WORSE_OUTLET), ROWS)
    position = [names[rng.choice(3, p=chances[one % 3])] for one in actor]
    odds = np.array(WORSE_ACTOR)[actor] * np.array(WORSE_OUTLET)[outlet]
    odds = np.clip(odds / odds.mean() * error, 0, 0.95)
    wrong, how = rng.random(ROWS) < odds, rng.random(ROWS)
    truth = [(int(one), place) for one, place in zip(actor, position, strict=True)]
    found = list(truth)
    for row in np.flatnonzero(wrong):
        if how[row] < 0.3:
            truth[row] = None
        elif how[row] < 0.8:
            truth[row] = (truth[row][0], names[(names.index(truth[row][1]) + rng.integers(1, 3)) % 3])
        else:
            truth[row] = (int(rng.choice(len(ACTORS))), truth[row][1])
    return found, truth, np.clip(1 - odds + rng.normal(0, 0.15, ROWS), 0.05, 0.95)


def run_once(error, judged, run):
    """For each thing asked: does the interval cover the truth, its width, the same of the judged rows alone."""
    import numpy as np

    from workbench.review import estimates
    from workbench.review.draw import draw_places, spread_chances
    from workbench.review.estimates import Known, estimate_kind, weigh

    rng = np.random.default_rng([run, judged, int(error * 100)])
    found, truth, confidence = make_world(rng, error)
    chances = spread_chances(np.sqrt(np.maximum(confidence * (1 - confidence), 0.04)).tolist(), judged)
    drawn = set(draw_places(chances, ["sure" if one > 0.75 else "in doubt" for one in confidence], rng))
    weights = weigh({"seed": 1, "probability": chances[row]} if row in drawn else None for row in range(ROWS))
    answers = {}
    for asked, (actors, position, is_share) in ASKED.items():
        key = (*actors, position)

        def kinds(row, whole=bool(actors)):
            return frozenset([row if whole else row[1:]]) if row is not None else frozenset()

        known = [Known(kinds(one), kinds(true) if row in drawn else None, weights[row])
                 for row, (one, true) in enumerate(zip(found, truth, strict=True))]
        right = sum(key in kinds(one) for one in truth)
        if is_share:
            right = right / max(1, sum(one is not None and one[0] == actors[0] for one in truth))
        name = "share" if is_share else ""
        low, high = ("share_low", "share_high") if is_share else ("low", "high")
        bounds = [one.truth for one in known]
        ours = estimate_kind(key, known, {}, (), (0,) if is_share else (), bool(name), bounds, rng)
        answers[asked] = (ours[low] <= right <= ours[high], ours[high] - ours[low], None, None)
        if run % ALONE_EVERY:
            continue
        # the judged rows alone: nothing the machine says is used, and Jeffreys' prior for all of them
        blind = [one._replace(found=frozenset()) for one in known]
        with patch.object(estimates, "RARE", 0):
            alone = estimate_kind(key, blind, {}, (), (0,) if is_share else (), bool(name), bounds, rng)
        answers[asked] = (*answers[asked][:2],
                          alone[low] <= right <= alone[high], alone[high] - alone[low])
    return answers


def simulate(runs):
    """Rows of error, judged, asked, covers, width, covers_alone, width_alone: means over the runs."""
    import pandas as pd

    rows = [(error, judged, asked, *answer) for error in ERRORS for judged in JUDGED for run in range(runs)
            for asked, answer in run_once(error, judged, run).items()]
    names = ["error", "judged", "asked", "covers", "width", "covers_alone", "width_alone"]
    frame = pd.DataFrame(rows, columns=names).astype(dict.fromkeys(names[3:], float))
    return frame.groupby(["error", "judged", "asked"], as_index=False).mean()


def draw(frame, path):
    """Coverage and width, beside the judged rows alone, as a picture."""
    import altair as alt

    frame = frame.assign(width=frame["width"] / frame["width_alone"], error=(frame["error"] * 100).astype(int))
    base = alt.Chart(frame).encode(x=alt.X("error:Q", title="machine's errors, %"),
                                   color=alt.Color("judged:N", title="judged rows"))
    asked = alt.Column("asked:N", title=None)
    covers = base.mark_line(point=True).encode(
        y=alt.Y("covers:Q", title="intervals that cover the truth", scale=alt.Scale(domain=[0.9, 1]))).properties(
        width=170, height=150).facet(column=asked)
    width = base.mark_line(point=True).encode(
        y=alt.Y("width:Q", title="width / judged rows alone", scale=alt.Scale(domain=[0, 1.1]))).properties(
        width=170, height=150).facet(column=asked)
    (covers & width).save(path)


def measure(corpora=None, runs=1_000):
    """For RESULTS.md: the worst coverage and the widths, by what is asked and how many rows were judged."""
    frame = simulate(runs)
    draw(frame, HERE / "estimates.svg")
    rows = []
    for (asked, judged), part in frame.groupby(["asked", "judged"]):
        what = f"{runs} corpora of {ROWS} rows, {judged} judged"
        rows.append({"layer": "estimates", "measure": f"{asked}: truth covered, %, worst of {len(ERRORS)} error rates",
                     "corpus": what, "value": f"{part['covers'].min() * 100:.1f}", "aim": 93,
                     "beside": f"judged rows alone {part['covers_alone'].min() * 100:.1f}"})
        ratio = (part["width"] / part["width_alone"]).tolist()
        rows.append({"layer": "estimates", "measure": f"{asked}: width, % of the judged rows alone", "corpus": what,
                     "value": f"{ratio[0] * 100:.0f} (5 % errors) to {ratio[-1] * 100:.0f} (50 %)", "aim": "100"})
    return rows


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1_000)
    for line in measure(runs=parser.parse_args().runs):
        print(line)
