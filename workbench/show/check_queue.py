"""The queue to judge: one row after the other as an evidence card, answered with the keyboard alone."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from workbench import review
from workbench.corpus import Corpus
from workbench.review.draw import (
    DIFFER,
    PAYS,
    Question,
    draw_rows,
    draw_sentences,
    list_disputed,
    order_by_pay,
    order_sentences_by_pay,
)
from workbench.review.judged_rows import RANDOM
from workbench.show.escape import html, plain
from workbench.show.evidence import show_evidence, show_sentence
from workbench.show.likely_answers import Choice, likely_corrections, missed_fields, row_missed_here
from workbench.tables import TABLES

HERE = Path(__file__).parent
CHOICE_KEYS = "123456789abcdefghijklmopqrstvwxyz"
KEYS = (("1", "right"), ("2", "wrong"), ("3", "corrected"), ("4", "unsure"), ("u", "undo"), ("n", "note"))
KEYS_OF_SENTENCE = (("1", "nothing is missing"), ("2", "something is missing"), ("4", "unsure"), ("u", "undo"),
                    ("n", "note"))
ASKED = {"quotes": "a statement", "stances": "a position", "relations": "who is for or against whom"}
ORDERS = (RANDOM, PAYS, DIFFER)
STYLE = """<style>.wb-check{font-size:13px;outline-offset:4px;padding:4px}.wb-check:focus{outline:2px solid #00598c}
.wb-check button{min-height:28px;margin:0 .4rem .3rem 0}.wb-check kbd{font-weight:700}
.wb-check .wb-note{width:100%;box-sizing:border-box}</style>"""


class CheckQueue(anywidget.AnyWidget):
    """Questions asked one by one; each answer goes to the journal at once, and the next question comes."""

    _esm = HERE / "check_queue.js"
    html = traitlets.Unicode().tag(sync=True)
    progress = traitlets.Unicode().tag(sync=True)
    asked = traitlets.Unicode().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    note = traitlets.Unicode().tag(sync=True)
    answers: traitlets.List = traitlets.List().tag(sync=True)
    choosing = traitlets.Bool(False).tag(sync=True)
    place = traitlets.Int(0).tag(sync=True)
    drawn = traitlets.Int(0).tag(sync=True)  # grows when all the others are set

    def __init__(self, corpus: Corpus, questions: Sequence[Question], who: str, blind: bool = False):
        super().__init__()
        self.corpus, self.questions, self.who, self.blind = corpus, list(questions), who, blind
        self.answered: list[int] = []            # places, in the order of the answers, to go back to
        self.choices: list[Choice] = []
        self.given: dict[str, Any] = {}          # of a missed row, field by field
        self.on_msg(self._hear)
        self._show()

    def press(self, key: str, text: str = "") -> None:
        """Answers as the keyboard would: a key of those shown, Escape, or `note` with its text."""
        if key == "note":
            self.note, self.said = text, f"Noted: “{text}”, kept with your answer."
        elif key == "Escape":
            self.choices, self.given = [], {}
        elif self.choices:
            number = CHOICE_KEYS.find(key)
            if 0 <= number < len(self.choices):
                self._choose(self.choices[number])
        elif key == "u":
            self._undo()
        elif self.place < len(self.questions):
            self._answer(key, self.questions[self.place])
        self._show()

    def _answer(self, key: str, question: Question) -> None:
        if question.is_sentence:
            if key == "1" and self.place in self.answered:  # what is missing was told, and that is all
                self._advance("Nothing else.")
            elif key == "1":
                self._judge("nothing")
            elif key == "2":
                self._ask_next_field(question)
            elif key == "4":
                self._advance("Left out.")
        elif key in ("1", "2", "4"):
            self._judge({"1": "right", "2": "wrong", "4": "unsure"}[key])
        elif key == "3":
            self.choices = likely_corrections(self.corpus, question)[:len(CHOICE_KEYS)]
            self.said = "" if self.choices else "Nothing likely to correct it to: use the explorer's card."

    def _choose(self, choice: Choice) -> None:
        question = self.questions[self.place]
        if not question.is_sentence:
            self._judge("corrected", choice.values)
            return
        self.given |= choice.values
        self._ask_next_field(question)

    def _ask_next_field(self, question: Question) -> None:
        """The next field of a missed row; with the last one it is added, and the sentence asked once more."""
        fields = missed_fields(self.corpus, question)
        self.choices = next((choices for name, choices in fields.items() if name not in self.given), [])
        self.choices = self.choices[:len(CHOICE_KEYS)]
        if not self.choices:
            row, here = row_missed_here(self.corpus, question, self.given), self.place
            self._judge("missed", row=row)
            self.place, self.said = here, "Kept: missed. 1 nothing else is missing, 2 another, u takes it back."

    def _judge(self, verdict: str, to: Mapping[str, Any] | None = None, row: Mapping[str, Any] | None = None) -> None:
        question = self.questions[self.place]
        self.corpus.review(question.layer, row or question.row, verdict, to, who=self.who, note=self.note,
                           draw=question.draw, adjudicates=question.draw["order"] == DIFFER)
        self.answered.append(self.place)
        told = ", ".join(f"{name} → {value}" for name, value in (to or {}).items())
        self._advance(f"Kept: {verdict}{f' ({told})' if told else ''}. u takes it back.")

    def _advance(self, said: str) -> None:
        self.place, self.said, self.note, self.choices, self.given = self.place + 1, said, "", [], {}

    def _undo(self) -> None:
        if not self.answered:
            self.said = "Nothing answered here yet."
            return
        self.corpus.undo_review(who=self.who)
        self.place, self.said = self.answered.pop(), "Taken back."

    def _show(self) -> None:
        """Sets what the page shows, and then `drawn`."""
        total = len(self.questions)
        self.choosing = bool(self.choices)
        self.progress = f"{min(self.place + 1, total)} of {total}, judged by {self.who}" if total else \
            "Nothing to judge: everything in this draw has your answer. Another seed is another draw."
        if self.place >= total:
            self.html, self.asked, self.answers = STYLE, "", [["u", "undo"]] if self.answered else []
            if total:
                self.progress = f"All {total} are answered. wb.estimate tells what they say."
        else:
            question = self.questions[self.place]
            self.asked = self._ask(question)
            keys = KEYS_OF_SENTENCE if question.is_sentence else KEYS
            self.answers = [[key, choice.label] for key, choice in zip(CHOICE_KEYS, self.choices, strict=False)] + [
                ["Escape", "back"]] if self.choices else [list(key) for key in keys]
            card = (show_sentence(self.corpus, question.row) if question.is_sentence
                    else show_evidence(self.corpus, question.layer,
                                       {**dict.fromkeys(TABLES[question.layer].names), **question.row}))
            self.html = STYLE + card.html
        self.drawn += 1

    def _ask(self, question: Question) -> str:
        if question.is_sentence:
            known = [row for row in self.corpus.as_found(question.layer).to_dict("records") if question.holds(row)]
            has = f"The machine has {len(known)} here." if known else "The machine has none here."
            return f"Is {ASKED[question.layer]} missing in the marked sentence? {has}"
        others = [] if self.blind else sorted({f"{line['who']}: {line['verdict']}" for line in
                                               self.corpus.reviews.standing if question.is_about(line)
                                               and line["who"] != self.who})
        return f"Is this right? ({question.layer})" + (f" Judged by {'; '.join(others)}." if others else "")

    def _hear(self, _: Any, message: Any, __: Any) -> None:
        if isinstance(message, dict) and message.get("kind") == "key":
            try:
                self.press(str(message.get("key")), str(message.get("text", "")))
            except Exception as error:  # whatever it is, the user must see it
                logging.getLogger(__name__).exception("CheckQueue")
                self.said = str(error)
                self.drawn += 1

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """The widget for Lab; for a page, a terminal or a comparison of outputs how much there is to judge."""
        bundle: Any = super()._repr_mimebundle_(**kwargs) or {}
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        layers = ", ".join(dict.fromkeys(question.layer for question in self.questions)) or "nothing"
        text = (f"Queue of {len(self.questions)} to judge ({layers}), live in JupyterLab. Keys: "
                + ", ".join(f"{key} {label}" for key, label in KEYS))
        return {**data, "text/plain": plain(text), "text/html": f"<p>{html(text)}</p>"}


def check(corpus: Corpus, layers: Sequence[str] = ("stances",), order: str = "at random", number: int = 60,
          sentences: int = 0, seed: int = 1, who: str | None = None, blind: bool = False) -> CheckQueue:
    """A queue of rows to judge with the keyboard: 1 right, 2 wrong, 3 corrected, 4 unsure, u undo, n note.

    Parameters
    ----------
    layers
        What to judge, of the layers that can be judged.
    order
        `at random`: drawn so that `wb.estimate` can tell what the judgements say of all rows. `where it pays`: doubtful
        rows on which a finding hangs, and among them sentences in which a position is likely to be missing; they
        correct the tables and teach (`wb.learn`), and no estimate rests on them. `what coders differ on`: those not
        settled yet; the answer settles them.
    number, sentences
        Rows of each layer; and sentences of each (quotes, stances, relations; where it pays, stances alone), asked for
        what the machine missed.
    seed
        Another seed is another draw; the same one goes on where you left.
    who, blind
        The coder, by default who is logged in; and whether others' verdicts are hidden, so that coders stay
        independent. Blind, you get the rows others have judged too.

    Raises
    ------
    ValueError
        There is no such order or layer.
    """
    if order not in ORDERS:
        raise ValueError(f"no order {order!r}; there are {', '.join(ORDERS)}")
    who = who or review.analyst()
    counted = who if blind else None
    questions: list[Question] = []
    for layer in layers:
        if order == RANDOM:
            questions += draw_rows(corpus, layer, number, seed, counted)
        elif order == PAYS:
            questions += _mix(order_by_pay(corpus, layer, number, counted),
                              order_sentences_by_pay(corpus, layer, sentences, counted) if sentences else [])
        else:
            questions += list_disputed(corpus, layer, number)
        if sentences and layer in ASKED and order == RANDOM:
            questions += draw_sentences(corpus, layer, sentences, seed, counted)
    return CheckQueue(corpus, questions, who, blind)


def _mix(rows: Sequence[Question], sentences: Sequence[Question]) -> list[Question]:
    """Both in their order, evenly one among the other."""
    placed = [((number + 0.5) / len(part), one) for part in (rows, sentences) for number, one in enumerate(part)]
    return [one for _, one in sorted(placed, key=lambda pair: pair[0])]
