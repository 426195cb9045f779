"""The chosen row's card: its evidence, the analyst's judgement of it, and the article it stands in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as widgets

from workbench import review
from workbench.corpus import Corpus
from workbench.edit.add_alias import add_alias, is_name
from workbench.show.escape import html
from workbench.show.evidence import show_evidence
from workbench.show.explorers.linked_widgets import ReadingPane, said_aloud
from workbench.show.explorers.missed import MissedForm, ValueField
from workbench.show.labels import name_actor
from workbench.show.marked_article import ARTICLE_LAYERS, show_article
from workbench.show.why import EXPLAINABLE, tell_steps


class Card(widgets.VBox):
    """Evidence of one row, with buttons to judge it and to read on; `after` is called after each judgement."""

    def __init__(self, corpus: Corpus, after: Callable[[], None]):
        self.corpus, self.after = corpus, after
        self.layer = ""
        self.row: dict[str, Any] = {}
        self._alias = "", ""  # the actor last corrected to, and the name as written
        self.page = ReadingPane(label="Evidence")
        self.said = widgets.HTML()
        self.who = widgets.Text(value=review.analyst(), description="Analyst", layout={"width": "220px"})
        self.right = self._button("Right", "The row is right as it stands", lambda: self._judge("right"))
        self.wrong = self._button("Wrong", "The row is no such row: leave it out", lambda: self._judge("wrong"))
        self.column = widgets.Dropdown(description="Correct", layout={"width": "230px"})
        self.value = ValueField(corpus)
        self.correct = self._button("Save correction", "Keeps the corrected value", self._correct)
        self.always = self._button("Always", "Writes the name into the actors file, for all articles", self._keep)
        self.undo = self._button("Undo my last", "Takes your newest judgement back", self._undo)
        self.read = self._button("Whole article", "Shows the article with all its layers", self._toggle_article)
        self.why = self._button("Why?", "Tells the steps that made the row", self._tell_why)
        self.shown = {layer: widgets.Checkbox(value=True, description=layer, indent=False, layout={"width": "auto"})
                      for layer in ARTICLE_LAYERS}
        for box in self.shown.values():
            box.observe(lambda _: self._draw_article(), "value")
        self.article = ReadingPane(label="Article", height="420px")
        self.missed = MissedForm(corpus, self._add)
        self.article.observe(lambda change: self.missed.select(*change["new"]), "selection")
        self.column.observe(lambda _: self._offer_value(), "value")
        row = widgets.Layout(flex_flow="row wrap")
        self.judging = widgets.VBox([
            widgets.Box([self.right, self.wrong, self.column, self.value, self.correct, self.always], layout=row),
            widgets.Box([self.who, self.undo, self.read, self.why], layout=row)])
        self.reading = widgets.VBox([widgets.Box(list(self.shown.values()), layout=row), self.article, self.missed])
        super().__init__([self.judging, self.said, self.page, self.reading])
        self.judging.add_class("wb-judging")  # stays in view above the evidence
        self.add_class("wb-keeps-keys")
        self.judging.layout.display = self.reading.layout.display = "none"

    @said_aloud
    def show(self, layer: str, row: Mapping[str, Any]) -> None:
        """Shows the evidence of one row of `layer`."""
        self.layer, self.row = layer, dict(row)
        self.said.value = ""
        self.always.layout.display = "none"
        if layer == "articles":
            self.page.html = self.page.citation = ""
        else:
            evidence = show_evidence(self.corpus, layer, row)
            self.page.citation, self.page.html = evidence.citation, evidence.html
        judged = layer in review.LAYERS
        for widget in (self.right, self.wrong, self.column, self.value, self.correct):
            widget.layout.display = "" if judged else "none"
        self.why.layout.display = "" if layer in EXPLAINABLE else "none"
        if judged:
            columns = review.LAYERS[layer].correctable
            self.column.options = [(name.replace("_", " "), name) for name in columns]
            self.column.value = columns[0]
            self._offer_value()
        self.judging.layout.display = ""
        self.missed.offer(layer if judged else "quotes")
        if layer == "articles":
            self.reading.layout.display = ""
        self._draw_article()

    def say(self, words: str) -> None:
        """Says below the card what was done, or what went wrong."""
        self.said.value = f'<p class="wb-line" role="status">{html(words)}</p>'

    complain = say

    @property
    def article_id(self) -> str:
        """The article the row stands in, the first of several."""
        row = self.row
        if "article" in row:
            return row["article"]
        return row["evidence"][0][0] if len(row.get("evidence", ())) else row["articles"][0]

    def _button(self, label: str, tooltip: str, act: Callable[[], None]) -> widgets.Button:
        button = widgets.Button(description=label, tooltip=tooltip, layout={"width": "auto"})
        button.on_click(lambda _: said_aloud(lambda self: act())(self))
        return button

    def _offer_value(self) -> None:
        if self.column.value:
            self.value.offer(self.layer, self.column.value, self.row.get(self.column.value))

    def _judge(self, verdict: str, to: Mapping[str, Any] | None = None) -> None:
        self.corpus.review(self.layer, self.row, verdict, to, who=self.who.value.strip() or None)
        self._after(f"Kept: {verdict}, by {self.who.value}. “Undo my last” takes it back.")

    def _correct(self) -> None:
        column, value, written = self.column.value, self.value.read(), self._written()
        self._judge("corrected", {column: value})
        actor = value[0] if isinstance(value, list) and len(value) == 1 else value
        if column in ("speakers", "actor") and isinstance(actor, str) and is_name(written):
            self._alias = actor, written
            self.always.description = f"Always: “{written}” is {name_actor(self.corpus, actor)}"
            self.always.layout.display = ""

    def _written(self) -> str:
        """The holder or speaker as the row's article writes it."""
        written = (self.row.get(column) for column in ("source", "holder_text"))
        return next((words for words in written if isinstance(words, str)), "")

    def _keep(self) -> None:
        path = add_alias(self.corpus, *self._alias)
        self.always.layout.display = "none"
        self.say(f"Written into {path.name}: it counts from the next load on.")

    def _undo(self) -> None:
        self.corpus.undo_review(who=self.who.value.strip() or None)
        self._after("Taken back.")

    def _add(self, layer: str, row: Mapping[str, Any]) -> None:
        self.corpus.review(layer, row, "missed", who=self.who.value.strip() or None)
        self._after(f"Added to the {layer}.")

    def _after(self, words: str) -> None:
        self.after()
        current = self._find_again()
        if current is not None:
            self.show(self.layer, current)
        else:
            self._draw_article()
        self.say(words)

    def _find_again(self) -> Mapping[str, Any] | None:
        """The row as the tables have it now, corrected; None where it was judged wrong."""
        if self.layer not in review.LAYERS:
            return self.row
        rows = getattr(self.corpus, self.layer).to_dict("records")
        found = (row for row in rows if _place(self.layer, row) == _place(self.layer, self.row))
        return next(({**self.row, **row} for row in found), None)

    def _tell_why(self) -> None:
        steps = tell_steps(self.corpus, self.layer, self.row)
        self.say(" → ".join(steps) or "No rule makes this row: an analyst added or corrected it.")

    def _toggle_article(self) -> None:
        is_hidden = self.reading.layout.display == "none"
        self.reading.layout.display = "" if is_hidden else "none"
        self.read.description = "Close article" if is_hidden else "Whole article"
        self._draw_article()

    def _draw_article(self) -> None:
        """Draws the article, if it is open."""
        if self.reading.layout.display == "none":
            return
        layers = [layer for layer, box in self.shown.items() if box.value]
        self.article.html = show_article(self.corpus, self.article_id, layers).html
        self.missed.offer_sentences(self.article_id)


def _place(layer: str, row: Mapping[str, Any]) -> str:
    """What tells a row of the table apart, whatever was corrected in it."""
    if layer in ("quotes", "events"):
        return row["quote_id" if layer == "quotes" else "event_id"]
    return f"{row['article']} {row['start']} {row['end']} {row.get('issue')} {row.get('target')}"
