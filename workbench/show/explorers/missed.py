"""“Missed here”: a row the machine did not find, added from a sentence or from words selected in the article."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import ipywidgets as widgets

from workbench import tables
from workbench.corpus import Corpus
from workbench.review.judgeable import missed_row
from workbench.show.escape import html, plain
from workbench.show.evidence import sentence_spans
from workbench.show.explorers.linked_widgets import said_aloud
from workbench.show.labels import article_record, name_actor
from workbench.show.likely_answers import ACTORS
from workbench.show.likely_answers import FIELDS as SENTENCE_FIELDS

# layer -> the columns to fill in; the rest comes from the words selected
FIELDS: dict[str, tuple[str, ...]] = {**SENTENCE_FIELDS, "events": ("begin", "status")}
NOBODY = "nobody known"
NO_SENTENCE = ("select in the text, or choose", (0, 0))


class MissedForm(widgets.VBox):
    """Fields for one missed row; `add` gets the layer and the row."""

    def __init__(self, corpus: Corpus, add: Callable[[str, Mapping[str, Any]], None]):
        self.corpus, self.add, self.article, self.body = corpus, add, "", ""
        self.span = (0, 0)
        self.layer = widgets.Dropdown(description="Missed here", options=list(FIELDS), layout={"width": "230px"})
        self.sentence = widgets.Dropdown(description="Sentence", options=[NO_SENTENCE],
                                         layout={"width": "520px"})
        self.fields = [ValueField(corpus) for _ in range(3)]
        self.button = widgets.Button(description="Add", tooltip="Adds the missed row")
        self.said = widgets.HTML()
        self.layer.observe(lambda _: self._show_fields(), "value")
        self.sentence.observe(lambda change: self._choose(change["new"]), "value")
        self.button.on_click(lambda _: self._add())
        row = widgets.Layout(flex_flow="row wrap")
        super().__init__([widgets.Box([self.layer, self.sentence], layout=row),
                          widgets.Box([*self.fields, self.button], layout=row), self.said])

    def offer(self, layer: str) -> None:
        """Begins with the fields of `layer`."""
        if layer in FIELDS:
            self.layer.value = layer
        self._show_fields()

    def offer_sentences(self, article: str) -> None:
        """Offers the sentences of `article`."""
        if article == self.article:
            return
        self.article, self.body = article, article_record(self.corpus, article)["body"]
        self.sentence.options = [NO_SENTENCE, *(
            (f"{number}. {plain(self.body[start:end])[:80]}", (start, end))
            for number, (start, end) in enumerate(sentence_spans(self.corpus, article), start=1))]

    def select(self, start: int, end: int) -> None:
        """Takes the characters the reader selected in the article."""
        self.span = (start, end)
        words = html(self.body[start:end][:300])
        self.said.value = f'<p class="wb-line tex2jax_ignore mathjax_ignore">To add: “{words}”</p>'

    def _choose(self, span: tuple[int, int] | None) -> None:
        if span and span != (0, 0):
            self.select(*span)

    def complain(self, problem: str) -> None:
        """Says below the form what went wrong."""
        self.said.value = f'<p class="wb-line" role="alert">{html(problem)}</p>'

    def _show_fields(self) -> None:
        columns = FIELDS[self.layer.value]
        for field, column in zip(self.fields, (*columns, *[""] * (3 - len(columns))), strict=True):
            field.layout.display = "" if column else "none"
            if column:
                field.label = column.replace("_", " ").capitalize()
                field.offer(self.layer.value, column)

    @said_aloud
    def _add(self) -> None:
        self.add(self.layer.value, self.read())

    def read(self) -> dict[str, Any]:
        """The row as filled in. Raises ValueError where nothing is selected or a day is missing."""
        start, end = self.span
        if start >= end:
            raise ValueError("nothing selected: select the words in the article, or choose a sentence")
        layer, words = self.layer.value, self.body[start:end]
        given = {column: field.read() for column, field in zip(FIELDS[layer], self.fields, strict=False)}
        sentence = self._sentence_of(start)
        if layer == "events":
            number = hashlib.sha256(f"{self.article} {start}".encode()).hexdigest()[:6]
            label = " ".join(words.split())
            return {"event_id": f"{given['begin']}/{number}", **given, "finish": given["begin"], "precision": "day",
                    "label": label, "predicate": label, "articles": [self.article], "independent_sources": 1,
                    "evidence": [[self.article, sentence]]}
        told = {} if layer == "quotes" else {"evidence": sentence, "holder_text": words}
        return missed_row(layer, self.article, start, end, words, given | told)

    def _sentence_of(self, start: int) -> str:
        for _, span in self.sentence.options:
            if span[0] <= start < span[1]:
                return self.body[span[0]:span[1]]
        return self.body[self.span[0]:self.span[1]]


class ValueField(widgets.Box):
    """The field for the corrected value of a column; `offer` a column, then `read` what was chosen."""

    def __init__(self, corpus: Corpus, label: str = "to"):
        self.corpus, self.label, self.column = corpus, label, ""
        super().__init__([])

    def offer(self, layer: str, column: str, value: Any = None) -> None:
        """Offers the values of `column` of the table `layer`, the row's present `value` chosen."""
        self.column = column
        field = self._make_field(layer, column)
        field.description, field.layout.width = self.label, "260px"
        value, options = _as_shown(value), getattr(field, "options", None)
        if value is not None and (options is None or value in dict(options).values()):
            field.value = value
        self.children = (field,)

    def _make_field(self, layer: str, column: str) -> widgets.Widget:
        declared = tables.TABLES[layer].column(column)
        if column in ACTORS:
            return widgets.Dropdown(options=list_actors(self.corpus))
        if column == "issue":
            return widgets.Dropdown(options=[(issue.name, issue.id) for issue in self.corpus.settings.issues])
        if declared.values:
            return widgets.Dropdown(options=[(value, value) for value in declared.values])
        return widgets.DatePicker() if declared.kind == "day" else widgets.Text()

    def read(self) -> Any:
        """The value as the column has it: a list of actor ids, ISO text of a day, or text.

        Raises ValueError where no day is given.
        """
        value = self.children[0].value
        if isinstance(self.children[0], widgets.DatePicker):
            if not isinstance(value, date):
                raise ValueError("no day given: type it into the field, or choose it from the calendar")
            return value.isoformat()
        if self.column == "speakers":
            return [value] if value else []
        return value


def _as_shown(value: Any) -> Any:
    """A cell's value as a field has it: the first of several, a day as `date`, None where it is missing."""
    if isinstance(value, list):
        return value[0] if value else ""
    if value is None or value != value:
        return None
    return value.date() if hasattr(value, "date") else value


def list_actors(corpus: Corpus) -> list[tuple[str, str]]:
    """All actors to choose from: (name, id), those of the registry and those found, by name; nobody first."""
    ids = {actor for speakers in corpus.quotes["speakers"] for actor in speakers}
    ids |= set(corpus.stances["actor"].dropna())
    ids |= set(corpus.actors.actors) if corpus.actors is not None else set()
    return [(NOBODY, ""), *sorted((name_actor(corpus, actor), actor) for actor in ids)]
