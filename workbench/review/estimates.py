"""Findings one can sign: how many rows of a kind there truly are, with an interval, from rows judged at random."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench import tables
from workbench.review.judgeable import LAYERS, Row, plain_value
from workbench.review.judged_rows import judged_rows, judged_sentences
from workbench.review.posterior import PRIOR, PRIOR_OF_RARE, Cell, count_category, draw_totals, more_to_halve

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from workbench.corpus import Corpus

FEW = 20  # judged at random; below it no interval is worth its name
LOW, HIGH = 0.025, 0.975
SEED = 17
RARE = 0.05  # share of the rows below which a kind is rare
NOTHING_DRAWN = "nothing judged at random"

Key = tuple[Any, ...]


class Known(NamedTuple):
    """One row or sentence: its groups as the machine has it and as judged (None: not judged), and its weight."""

    found: frozenset[Key]
    truth: frozenset[Key] | None
    weight: float


def estimate(corpus: Corpus, layer: str, by: Sequence[str] = (), share_of: Sequence[str] = (),
             missed: bool = False) -> pd.DataFrame:
    """How many rows of each kind there truly are: the machine's count, and an estimate with its 95 % interval.

    The estimate rests on rows that were judged at random (`6_check`), since rows that somebody picked say nothing of
    the others; what else is known keeps the interval within what is possible.

    Parameters
    ----------
    layer
        A layer that can be judged: quotes, stances, relations, times or events.
    by
        Columns whose values make a kind, such as ["actor", "issue", "position"]; `outlet` may be among them. A column
        of lists counts a row for each value. Without columns all rows are one kind.
    share_of
        Some of `by`: then each kind's share of all rows that agree in these is given too.
    missed
        Whether what the machine overlooked is added, from sentences drawn at random. Without it the estimate is of
        what was found.

    Returns
    -------
    The columns of `by`; machine (its count), judged (at random, of those), estimate, low, high; with `share_of` also
    machine_share, share, share_low and share_high; more (rows to judge at random for half the width) and note.

    Raises
    ------
    ValueError
        The layer cannot be judged, or it has no such column.

    Examples
    --------
    >>> estimate(corpus, "stances", by=["issue", "position"])  # doctest: +SKIP
    """
    import numpy as np

    check_columns(layer, by, share_of)
    rows, bounds = _read_rows(corpus, layer, by)
    sentences = _read_sentences(corpus, layer, by) if missed else {}
    keys = _list_kinds([*rows, *(one for _, ones in sentences.values() for one in ones)])
    fixed = [number for number, name in enumerate(by) if name not in LAYERS[layer].correctable]
    parent = [list(by).index(name) for name in share_of]
    judged = sum(one.truth is not None for one in rows)
    rng = np.random.default_rng(SEED)
    # nothing judged at random: a prior alone is no estimate
    made = [estimate_kind(key, rows, sentences, fixed, parent, bool(share_of), bounds, rng) for key in keys] \
        if judged else _count_alone(keys, rows, parent, bool(share_of))
    frame = _make_table(keys, made, by, bool(share_of))
    frame["more"] = more_to_halve(judged, len(rows))
    looked_at = sum(len(ones) for _, ones in sentences.values()) if missed else None
    frame["note"] = [say_how_sure(row, judged, looked_at) for row in frame.to_dict("records")]
    return frame.sort_values(["machine", *by], ascending=[False, *[True] * len(by)], ignore_index=True)


def _count_alone(keys: Sequence[Key], rows: Sequence[Known], parent: Sequence[int],
                 with_share: bool) -> list[dict[str, Any]]:
    """The machine's counts, without any estimate."""
    counts = Counter(kind for one in rows for kind in one.found)
    wholes = Counter(whole for one in rows for whole in {tuple(kind[place] for place in parent) for kind in one.found})
    made: list[dict[str, Any]] = [{"machine": counts[key], "judged": 0} for key in keys]
    for key, numbers in zip(keys, made, strict=True) if with_share else ():
        numbers["machine_share"] = counts[key] / max(1, wholes[tuple(key[place] for place in parent)])
    return made


def _make_table(keys: Sequence[Key], made: Sequence[Mapping[str, Any]], by: Sequence[str],
                with_share: bool) -> pd.DataFrame:
    import pandas as pd

    rows = [{**dict(zip(by, key, strict=True)), **numbers} for key, numbers in zip(keys, made, strict=True)]
    frame = pd.DataFrame(rows, columns=[*by, *(SHARED if with_share else COUNTED)])
    return frame.astype({name: "Float64" if "share" in name else "Int64" for name in frame.columns[len(by):]})


COUNTED = ("machine", "judged", "estimate", "low", "high")
SHARED = (*COUNTED, "machine_share", "share", "share_low", "share_high")


def check_columns(layer: str, by: Sequence[str], share_of: Sequence[str] = ()) -> None:
    """Raises ValueError for a layer or column that does not exist, naming those that do."""
    if isinstance(by, str) or isinstance(share_of, str):
        raise ValueError(f'columns are given as a list: by=["{by or share_of}"]')
    if layer not in LAYERS:
        raise ValueError(f"no layer {layer!r} to judge; these can be judged: {', '.join(LAYERS)}")
    known = [*tables.TABLES[layer].names, "outlet"]
    if unknown := [name for name in by if name not in known]:
        raise ValueError(f"{layer} has no column {unknown[0]!r}; it has {', '.join(dict.fromkeys(known))}")
    if unknown := [name for name in share_of if name not in by]:
        raise ValueError(f"share_of names {unknown[0]!r}, which is not among by={list(by)}")


def say_how_sure(row: Mapping[str, Any], judged: int, sentences: int | None = None) -> str:
    """One line: the count with its interval and what would halve it, or that too little was judged.

    sentences : how many were judged, where what was missed is counted too
    """
    if judged == 0:
        return f"{NOTHING_DRAWN}: judge {row['more']} rows in 6_check"
    if judged < FEW:
        return f"too few judgements ({judged}): judge {FEW - judged} more, {row['more']} more to halve the interval"
    if sentences is not None and sentences < FEW:
        return f"too few sentences judged for what was missed ({sentences}): judge {FEW - sentences} more in 6_check"
    told = f"{row['estimate']:.0f} ({row['low']:.0f} to {row['high']:.0f})"
    return f"{told}; judge {row['more']} more to halve it" if row["more"] else f"{told}; all are judged"


def groups_of(row: Row, by: Sequence[str], outlets: Mapping[str, str | None]) -> frozenset[Key]:
    """The kinds a row counts for: one, or one for each value where a column holds lists; none for no row."""
    if not row:
        return frozenset()
    keys: list[Key] = [()]
    for name in by:
        value = row.get(name) if name != "outlet" else row.get("outlets") or outlets.get(row.get("article", ""))
        values = dict.fromkeys(value) if isinstance(value, list) else [value]
        keys = [(*key, one) for key in keys for one in values]
    return frozenset(keys)


def outlets_of(corpus: Corpus) -> dict[str, str | None]:
    """The outlet of each article."""
    return {article: plain_value(outlet) for article, outlet in
            zip(corpus.articles["article"], corpus.articles["outlet"], strict=True)}


def _list_kinds(known: Sequence[Known]) -> list[Key]:
    """Every kind the machine or a judgement speaks of."""
    kinds = [key for one in known for key in sorted(one.found, key=repr)]
    return list(dict.fromkeys([*kinds, *(key for one in known for key in sorted(one.truth or (), key=repr))]))


def _read_rows(corpus: Corpus, layer: str, by: Sequence[str]) -> tuple[list[Known], list[frozenset[Key] | None]]:
    """The rows of a layer with what the random judgements say of them; and what any judgement says, for bounds."""
    outlets = outlets_of(corpus)
    rows, bounds, draws = [], [], []
    for one in judged_rows(corpus, layer):
        truth = None if one.truth is None else groups_of(one.truth, by, outlets)
        drawn = one.drawn if truth is not None else None
        rows.append(Known(groups_of(one.row, by, outlets), truth if drawn else None, 0.0))
        draws.append(drawn)
        bounds.append(truth)
    return [one._replace(weight=weight) for one, weight in zip(rows, weigh(draws), strict=True)], bounds


def weigh(draws: Iterable[Mapping[str, Any] | None]) -> list[float]:
    """One over the chance of having been drawn; within a draw the weights are 1 on average, so that draws add up."""
    draws = list(draws)
    raw: dict[Any, list[float]] = {}
    for draw in draws:
        if draw:
            raw.setdefault(draw["seed"], []).append(1 / draw["probability"])
    mean = {seed: sum(weights) / len(weights) for seed, weights in raw.items()}
    return [1 / draw["probability"] / mean[draw["seed"]] if draw else 0.0 for draw in draws]


def _read_sentences(corpus: Corpus, layer: str, by: Sequence[str]) -> dict[str, tuple[int, list[Known]]]:
    """The sentences drawn for a layer, by stratum: how many there are in it, and the kinds missed in those drawn."""
    outlets = outlets_of(corpus)
    strata: dict[str, tuple[int, list[Known]]] = {}
    for draw, missed in judged_sentences(corpus, layer):
        kinds = frozenset(key for row in missed for key in groups_of(row, by, outlets))
        strata.setdefault(draw["stratum"], (draw["of"], []))[1].append(Known(frozenset(), kinds, 1.0))
    return strata


def estimate_kind(key: Key, rows: Sequence[Known], sentences: Mapping[str, tuple[int, list[Known]]],
                  fixed: Sequence[int], parent: Sequence[int], with_share: bool,
                  bounds: Sequence[frozenset[Key] | None], rng: np.random.Generator) -> dict[str, Any]:
    """The numbers of one kind: the machine's count and the estimate with its interval.

    Parameters
    ----------
    rows, sentences
        What was found, and by stratum how many sentences there are, with those drawn from them.
    fixed, parent
        Places in the key of the values no correction can change, and of those a share is within.
    bounds
        What is known of each row however it came to be judged.
    """
    import numpy as np

    category = partial(_category, key, parent if with_share else None)
    # a correction cannot change a column such as outlet: only rows that agree in these may turn out to be of the kind
    parts: list[list[Known]] = [[], [], []]
    for one in rows:
        if not fixed or any(_agree(kind, key, fixed) for kind in one.found):
            parts[category(one.found)].append(one)
    elsewhere = PRIOR_OF_RARE if len(parts[0]) < RARE * len(rows) else PRIOR
    cells = [_cell(len(part), part, category, prior)
             for part, prior in zip(parts, (PRIOR, PRIOR, elsewhere), strict=True)]
    cells += [_cell(size, ones, category) for size, ones in sentences.values()]
    totals, trust = draw_totals(cells, 3, rng), _share_right(rows)
    known = [truth for truth in bounds if truth is not None]
    least = sum(key in truth for truth in known)
    most = len(rows) - len(known) + least + sum(size for size, _ in sentences.values())
    low, high = np.clip(np.quantile(totals[:, 0], [LOW, HIGH]), least, most)
    nothing = [0.0] * len(sentences)
    count = _within(low, count_category(cells, 0, 3, [trust, 0.0, 0.0, *nothing]), high)
    numbers: dict[str, Any] = {"machine": len(parts[0]), "judged": len(cells[0].outcomes), "estimate": round(count),
               "low": round(float(low)), "high": round(float(high))}
    if with_share:
        shares = totals[:, 0] / np.maximum(totals[:, 0] + totals[:, 1], 1)
        whole = count + count_category(cells, 1, 3, [0.0, trust, 0.0, *nothing])
        low, high = np.quantile(shares, [LOW, HIGH])
        numbers |= {"machine_share": len(parts[0]) / max(1, len(parts[0]) + len(parts[1])),
                    "share": _within(low, count / whole if whole else 0.0, high),
                    "share_low": float(low), "share_high": float(high)}
    return numbers


def _category(key: Key, parent: Sequence[int] | None, kinds: frozenset[Key]) -> int:
    """0: of this kind; 1: of another kind of the same whole; 2: of neither."""
    if key in kinds:
        return 0
    return 1 if parent is not None and any(_agree(kind, key, parent) for kind in kinds) else 2


def _agree(kind: Key, other: Key, places: Sequence[int]) -> bool:
    return all(kind[place] == other[place] for place in places)


def _within(low: float, value: float, high: float) -> float:
    return float(min(max(value, low), high))


def _cell(size: int, ones: Sequence[Known], category: Any, prior: float = PRIOR) -> Cell:
    judged = [one for one in ones if one.truth is not None]
    return Cell(size, [category(one.truth) for one in judged], [one.weight for one in judged], prior)


def _share_right(rows: Sequence[Known]) -> float:
    """How often the machine was right among all rows judged at random; 1 where none was: its word is all there is."""
    judged = [one for one in rows if one.truth is not None]
    return sum(one.weight for one in judged if one.truth == one.found) / sum(one.weight for one in judged) \
        if judged else 1.0
