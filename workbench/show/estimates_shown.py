"""What the judgements say of the counts: a chart of estimates with their intervals, and a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from workbench.compare.fragility import measure_fragility
from workbench.corpus import Corpus
from workbench.review import Reviews
from workbench.review.estimates import estimate
from workbench.review.judged_rows import RANDOM
from workbench.show import theme
from workbench.show.chart_parts import alt, finish, say_empty
from workbench.show.escape import markdown
from workbench.show.findings import Finding
from workbench.show.labels import count, name

MOST_KINDS = 15


def draw_estimates(estimates: pd.DataFrame, by: Sequence[str], names: Mapping[str, str],
                   most: int = MOST_KINDS) -> Any:
    """The machine's counts, and beside each what `wb.estimate` makes of it: a point with its 95 % interval."""
    title = "How many there truly are"
    if estimates.empty:
        return say_empty(title, "Nothing was counted, so there is nothing to estimate.")
    rows = estimates.head(most).assign(kind=[
        ", ".join(name(value, names) if isinstance(value, str) else "unnamed" for value in values)
        for values in estimates.head(most)[list(by)].itertuples(index=False, name=None)])
    shown = rows[["kind", "machine", "estimate", "low", "high", "note"]].astype({"kind": "str", "note": "str"})
    base = alt.Chart(shown).encode(y=alt.Y("kind:N", sort=shown["kind"].tolist(), title=None),
                                   tooltip=["kind", "machine", "estimate", "low", "high", "note"])
    interval = base.mark_rule(color=theme.BLUE, strokeWidth=2).encode(x=alt.X("low:Q", title="rows"), x2="high:Q")
    point = base.mark_point(color=theme.BLUE, filled=True, size=70, opacity=1).encode(x="estimate:Q")
    machine = base.mark_tick(color=theme.INK, thickness=2, height=16).encode(x="machine:Q")
    told = "; ".join(f"{row.kind}: machine {row.machine}, {row.note}" for row in shown.itertuples())
    return finish((interval + machine + point).properties(width=theme.WIDTH_PIXELS,
                                                          height=theme.ROW_PIXELS * len(shown)), title,
                  "Stroke: the machine's count. Point and line: the estimate from rows judged at random, 95 %", told)


def tell_estimates(estimates: pd.DataFrame, reviews: Reviews, layer: str, names: Mapping[str, str],
                   by: Sequence[str]) -> Finding:
    """How much was judged, and what it makes of the largest count."""
    lines = [line for line in reviews.standing if line["layer"] == layer]
    drawn = sum(line.get("draw", {}).get("order") == RANDOM for line in lines)
    told = (f"**{count(len(lines), 'judgement')}** of the {layer}, {drawn} of them drawn at random." if lines
            else f"No row of the {layer} was judged yet.")
    if estimates.empty:
        return Finding(told)
    first = estimates.iloc[0]
    kind = ", ".join(markdown(name(str(first[column]), names)) for column in by)
    return Finding(told, f"Most frequent: {kind}, {first['machine']} by the machine's count; {first['note']}.")


def tell_trust(corpus: Corpus, layer: str, by: Sequence[str], names: Mapping[str, str], most: int = 3) -> Finding:
    """How far the largest counts of a table can be trusted: their estimates, and what they rest on."""
    estimates = estimate(corpus, layer, by)
    frail = measure_fragility(corpus.table(layer), by, corpus.articles, corpus.copies)
    if frail.empty or estimates.empty:
        return Finding(f"No row of the {layer} to ask how sure it is.")
    rests = {tuple(row[name] for name in by): row["rests_on"] for row in frail.to_dict("records")}
    is_judged = estimates["estimate"].notna().any()
    told = []
    for row in estimates[estimates[list(by)].notna().all(axis=1)].head(most).to_dict("records"):
        key = tuple(row[column] for column in by)
        kind = ", ".join(markdown(name(str(value), names)) for value in key)
        truly = f"; by the rows judged, {row['estimate']} ({row['low']} to {row['high']})" if is_judged else ""
        told.append(f"{kind}: {row['machine']} found{truly}; {markdown(rests.get(key, 'none of them is left'))}.")
    has_less_sure = "confidence" in corpus.table(layer)
    every = " of all that was found, less sure ones and each actor apart," if has_less_sure else ""
    first = (f"How sure the largest counts{every} are:" if is_judged else "Nothing was judged at random yet, so the "
             f"counts are the machine's alone (`6_check`); what the largest{every} rest on:")
    return Finding(first, *told)
