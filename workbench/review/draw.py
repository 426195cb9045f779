"""Which rows to judge next: drawn at random, so that they speak for all, or where a judgement pays most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench.review.agreement import list_differences
from workbench.review.confidence import machine_confidence, rate_rows
from workbench.review.judgeable import Row
from workbench.review.judged_rows import RANDOM, JudgedRow, judged_rows
from workbench.review.learn_positions import LAYER as LEARNING
from workbench.review.learn_positions import weigh_positions

if TYPE_CHECKING:
    import numpy as np

    from workbench.corpus import Corpus

PAYS = "where it pays"
DIFFER = "what coders differ on"
PICKED = "as shown"   # in an explorer
STRATUM = {"quotes": "kind", "stances": "issue", "relations": "sign", "times": "type", "events": "status"}
FINDING = {"quotes": ("speakers",), "stances": ("actor", "issue", "position"), "times": ("value",),
           "relations": ("holder", "target", "sign"), "events": ("begin", "status")}
SURE = 0.75           # confidence from which the machine counts as sure
LEAST_DOUBT = 0.2     # a row the machine is sure of is still drawn: at least so often, beside one it doubts


class Question(NamedTuple):
    """A row, or a sentence in which one may be missing, to be judged, and how it was drawn."""

    layer: str
    row: Row
    draw: dict[str, Any]

    @property
    def is_sentence(self) -> bool:
        """Whether the question is what the machine missed here."""
        return "sentence" in self.draw

    def holds(self, row: Mapping[str, Any]) -> bool:
        """Whether a row of the layer begins in the question's sentence."""
        article, start, end = self.draw["sentence"]
        place = row["content_spans"][0][0] if self.layer == "quotes" else row["start"]
        return row["article"] == article and start <= place < end

    def is_about(self, line: Mapping[str, Any]) -> bool:
        """Whether a judgement is of the question's row."""
        judged, columns = line.get("row", {}), ("article", "start", "end", "quote_id", "event_id", "issue", "target")
        return line["layer"] == self.layer and all(judged.get(name) == self.row.get(name) for name in columns)


def draw_rows(corpus: Corpus, layer: str, number: int = 60, seed: int = 1, who: str | None = None) -> list[Question]:
    """Rows of a layer drawn at random: the same for the same seed, without those that `who` has judged.

    The draw is stratified by issue (or kind, sign, status) and by whether the machine is sure; doubtful rows are drawn
    more often. Each question keeps the chance it was drawn with, so that estimates can weigh it; stop wherever you
    like, the order is random too.

    Parameters
    ----------
    number
        Rows of the draw.
    seed
        Another seed is another draw.
    who
        Whose judgements count as given; without it, anybody's.
    """
    import numpy as np

    rows = judged_rows(corpus, layer)
    if not rows:
        return []
    rng = np.random.default_rng(seed)
    sure = [machine_confidence(one.row) for one in rows]  # not what was learned: a draw stays the same while one judges
    strata = [_stratum(layer, one.row, confidence) for one, confidence in zip(rows, sure, strict=True)]
    chances = spread_chances([sqrt(max(c * (1 - c), LEAST_DOUBT ** 2)) for c in sure], number)
    return [Question(layer, rows[place].row, {"order": RANDOM, "seed": seed, "stratum": strata[place],
                                              "probability": round(float(chances[place]), 6), "of": len(rows)})
            for place in draw_places(chances, strata, rng) if not _has_judged(rows[place], who)]


def draw_places(chances: np.ndarray, strata: Sequence[str], rng: np.random.Generator) -> list[int]:
    """Places drawn with these chances, spread evenly over the strata, in random order (systematic sampling)."""
    import numpy as np

    order = sorted(rng.permutation(len(strata)).tolist(), key=lambda place: strata[place])  # random within a stratum
    marks = np.floor(np.cumsum(chances[order]) + rng.uniform() + 1e-9)
    drawn = [place for place, mark, before in zip(order, marks, [0, *marks[:-1]], strict=True) if mark > before]
    return rng.permutation(drawn).astype(int).tolist()


def order_by_pay(corpus: Corpus, layer: str, number: int = 60, who: str | None = None) -> list[Question]:
    """The rows whose judgement pays most: doubtful ones on which a finding hangs that rests on few rows.

    Such rows are no random sample; estimates only take them for what is known.
    """
    rows = judged_rows(corpus, layer)
    findings = [_finding(layer, one.row) for one in rows]
    size = Counter(findings)
    pay = [c * (1 - c) / sqrt(size[finding]) for c, finding in zip(rate_rows(corpus, layer), findings, strict=True)]
    best = sorted(range(len(rows)), key=lambda place: (-pay[place], place))
    return [Question(layer, rows[place].row, {"order": PAYS}) for place in best
            if not _has_judged(rows[place], who)][:number]


def order_sentences_by_pay(corpus: Corpus, layer: str, number: int = 30, who: str | None = None) -> list[Question]:
    """The sentences in which most positions are likely to be missing; for stances only, the layer that learns.

    Like the rows of `order_by_pay` they are no random sample: they teach, and no estimate rests on them.
    """
    if layer != LEARNING:
        return []
    learned = weigh_positions(corpus)
    pay = [0.0] * len(learned.positions.sentences)
    for one, chance in zip(learned.possible, learned.chances.tolist(), strict=True):
        pay[one.place] += chance if one.row is None else 0.0
    judged = _judged_sentences(corpus, layer, who)
    best = sorted((place for place, worth in enumerate(pay) if worth), key=lambda place: (-pay[place], place))
    rows = [{"article": one.article, "start": one.start, "end": one.end, "evidence": one.text}
            for one in (learned.positions.sentences[place] for place in best)]
    return [Question(layer, row, {"order": PAYS, "sentence": [row["article"], row["start"], row["end"]]})
            for row in rows if (row["article"], row["start"], row["end"]) not in judged][:number]


def list_disputed(corpus: Corpus, layer: str, number: int = 60) -> list[Question]:
    """The rows on which coders differ and nobody has settled; the answer settles them."""
    differ = list_differences(corpus.reviews)
    open_keys = set(differ.loc[differ["settled"] == "", "key"])
    return [Question(layer, one.row, {"order": DIFFER}) for one in judged_rows(corpus, layer)
            if any(line["key"] in open_keys for line in one.lines)][:number]


def draw_sentences(corpus: Corpus, layer: str, number: int = 30, seed: int = 1,
                   who: str | None = None) -> list[Question]:
    """Sentences drawn at random, to be asked what of `layer` the machine missed there; a third of each kind.

    The kinds: with a row of the layer, without one but with an actor, with neither.
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    bodies = dict(zip(corpus.articles["article"], corpus.articles["body"], strict=True))
    found, named = _places(corpus, layer), _places(corpus, "mentions")
    strata: dict[str, list[Row]] = {"a row": [], "an actor, no row": [], "neither": []}
    for article, start, end in corpus.sentences[["article", "start", "end"]].itertuples(index=False, name=None):
        here = [any(start <= place < end for place in places.get(article, ())) for places in (found, named)]
        row = {"article": article, "start": int(start), "end": int(end), "evidence": bodies[article][start:end]}
        strata["a row" if here[0] else "an actor, no row" if here[1] else "neither"].append(row)
    judged = _judged_sentences(corpus, layer, who)
    questions = []
    for stratum, rows in strata.items():
        drawn = rng.permutation(len(rows))[:-(-number // len(strata))].tolist()
        questions += [Question(layer, rows[place], {
            "order": RANDOM, "seed": seed, "stratum": stratum, "probability": round(len(drawn) / len(rows), 6),
            "of": len(rows), "sentence": [rows[place]["article"], rows[place]["start"], rows[place]["end"]]})
            for place in drawn]
    questions = [questions[place] for place in rng.permutation(len(questions)).tolist()]
    return [one for one in questions if tuple(one.draw["sentence"]) not in judged]


def _judged_sentences(corpus: Corpus, layer: str, who: str | None) -> set[tuple]:
    return {tuple(line["draw"]["sentence"]) for line in corpus.reviews.standing
            if line["layer"] == layer and "sentence" in line.get("draw", {}) and who in (None, line["who"])}


def _places(corpus: Corpus, layer: str) -> dict[str, list[int]]:
    """Where the rows of a layer begin, by article."""
    places: dict[str, list[int]] = {}
    for row in (corpus.mentions if layer == "mentions" else corpus.as_found(layer)).to_dict("records"):
        if layer == "events":
            for article, sentence in row["evidence"]:
                body = corpus.articles.loc[corpus.articles["article"] == article, "body"].iloc[0]
                places.setdefault(article, []).append(body.find(sentence))
        else:
            places.setdefault(row["article"], []).append(
                row["content_spans"][0][0] if layer == "quotes" else row["start"])
    return places


def _stratum(layer: str, row: Row, confidence: float) -> str:
    return f"{row.get(STRATUM[layer])}, {'sure' if confidence >= SURE else 'in doubt'}"


def _finding(layer: str, row: Row) -> tuple:
    return tuple(str(row.get(name)) for name in FINDING[layer])


def _has_judged(one: JudgedRow, who: str | None) -> bool:
    return any(who in (None, line["who"]) for line in one.lines)


def spread_chances(sizes: Sequence[float], number: int) -> np.ndarray:
    """Chances proportional to `sizes` that add up to `number`, none above 1."""
    import numpy as np

    weights, chances = np.asarray(sizes, dtype=float), np.zeros(len(sizes))
    free = np.ones(len(sizes), dtype=bool)
    left = float(min(number, len(sizes)))
    while free.any():
        chances[free] = weights[free] / weights[free].sum() * left
        over = free & (chances > 1)
        if not over.any():
            break
        chances[over], free = 1.0, free & ~over
        left = min(number, len(sizes)) - float((~free).sum())
    return chances
