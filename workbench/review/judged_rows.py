"""The machine's rows with what the journal says of each: which judgement it has, and whether it was drawn at random."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workbench.review.judgeable import LAYERS, OF_SENTENCES, Row, plain_row
from workbench.review.overlay import Bodies, Overlay

if TYPE_CHECKING:
    from workbench.corpus import Corpus

OF_ROWS = ("right", "wrong", "corrected", "unsure")
RANDOM = "at random"


@dataclass
class JudgedRow:
    """A row of the machine, the judgements of it that stand, oldest first, and how it was drawn, if it was."""

    row: Row
    lines: list[Row] = field(default_factory=list)

    @property
    def drawn(self) -> dict[str, Any] | None:
        """How the row was drawn at random; nothing where somebody picked it."""
        return next((line["draw"] for line in self.lines
                     if line.get("draw") and line["draw"]["order"] == RANDOM), None)

    @property
    def truth(self) -> Row | None:
        """The row as judged: with its corrections, empty where it is wrong; None where nobody could tell."""
        sure = [line for line in self.lines if line["verdict"] != "unsure"]
        if not sure:
            return None
        last = sure[-1]
        return {} if last["verdict"] == "wrong" else {**self.row, **last["row"], **last["to"]}


def judged_rows(corpus: Corpus, layer: str) -> list[JudgedRow]:
    """Every row of `layer` as the machine found it, in order, each with its judgements.

    Raises ValueError for a layer that cannot be judged.
    """
    if layer not in LAYERS:
        raise ValueError(f"no layer {layer!r} to judge; these can be judged: {', '.join(LAYERS)}")
    rows = corpus.as_found(layer).to_dict("records")
    found = [JudgedRow(plain_row(row)) for row in rows]
    bodies = Bodies(corpus.articles)
    overlay = Overlay(layer, rows, bodies)
    for line in corpus.reviews.standing:
        if line["layer"] == layer and line["verdict"] in OF_ROWS:
            place = bodies.place(line)
            number = overlay.match(line, *place, line["row"]) if isinstance(place, tuple) else None
            if number is None and isinstance(place, tuple):  # judged as corrected: by the key of what was corrected
                number = next((n for n, one in enumerate(found)
                               if any(other["key"] == line["key"] for other in one.lines)), None)
            if number is not None:
                found[number].lines.append(line)
    return found


def judged_sentences(corpus: Corpus, layer: str) -> Iterator[tuple[dict[str, Any], list[Row]]]:
    """The sentences drawn at random for `layer`: how each was drawn, and the rows that an analyst found missing in it.

    A sentence is known by its draw; one judged twice counts once, with all that was missed.
    """
    drawn: dict[tuple, tuple[dict[str, Any], list[Row]]] = {}
    for line in corpus.reviews.standing:
        draw = line.get("draw")
        if line["layer"] == layer and draw and "sentence" in draw and draw["order"] == RANDOM \
                and line["verdict"] in (*OF_SENTENCES, "missed"):
            _, missed = drawn.setdefault(tuple(draw["sentence"]), (draw, []))
            if line["verdict"] == "missed":
                missed.append({**line["row"], **line["to"]})
    return iter(drawn.values())
