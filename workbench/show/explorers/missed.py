"""“Missed here”: a row the machine did not find, added from a sentence or from words selected in the article."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from workbench.show.escape import plain
from workbench.show.evidence import article_record
from workbench.show.explorers.choices import ValueField

if TYPE_CHECKING:
    from workbench.corpus import Corpus

# layer -> the columns to fill in; the rest comes from the words selected
FIELDS: dict[str, tuple[str, ...]] = {
    "quotes": ("speakers", "kind"),
    "stances": ("actor", "issue", "position"),
    "relations": ("holder", "target", "sign"),
    "events": ("begin", "status"),
}
RULE = "by hand"


class MissedForm(widgets.VBox):
    """Fields for one missed row; `add` gets the layer and the row."""

    def __init__(self, corpus: Corpus, add: Callable[[str, Mapping[str, Any]], None]):
        self.corpus, self.article, self.body = corpus, "", ""
        self.span = (0, 0)
        self.layer = widgets.Dropdown(description="Missed here", options=list(FIELDS), layout={"width": "230px"})
        self.sentence = widgets.Dropdown(description="Sentence", options=[("select in the text, or choose", (0, 0))],
                                         layout={"width": "520px"})
        self.fields = [ValueField(corpus) for _ in range(3)]
        self.button = widgets.Button(description="Add", tooltip="Adds the missed row")
        self.said = widgets.HTML()
        self.layer.observe(lambda _: self._show_fields(), "value")
        self.sentence.observe(lambda change: self._choose(change["new"]), "value")
        self.button.on_click(lambda _: self._add(add))
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
        here = self.corpus.sentences[self.corpus.sentences["article"] == article]
        spans = [(int(start), int(end)) for start, end in zip(here["start"], here["end"], strict=True)]
        self.sentence.options = [("select in the text, or choose", (0, 0)), *(
            (f"{number}. {plain(self.body[start:end])[:80]}", (start, end))
            for number, (start, end) in enumerate(spans, start=1))]

    def select(self, start: int, end: int) -> None:
        """Takes the characters the reader selected in the article."""
        self.span = (start, end)
        self._say_span()

    def _choose(self, span: tuple[int, int] | None) -> None:
        if span and span != (0, 0):
            self.select(*span)

    def _say_span(self) -> None:
        from workbench.show.escape import html

        words = self.body[self.span[0]:self.span[1]]
        self.said.value = f'<p class="wb-line tex2jax_ignore mathjax_ignore">To add: “{html(words[:300])}”</p>'

    def _show_fields(self) -> None:
        columns = FIELDS[self.layer.value]
        for field, column in zip(self.fields, (*columns, *[""] * (3 - len(columns))), strict=True):
            field.layout.display = "" if column else "none"
            if column:
                field.label = column.replace("_", " ").capitalize()
                field.offer(self.layer.value, column)

    def _add(self, add: Callable[[str, Mapping[str, Any]], None]) -> None:
        from workbench.show.escape import html

        try:
            add(self.layer.value, self.read())
        except (ValueError, KeyError) as error:
            self.said.value = f'<p class="wb-line" role="alert">{html(error)}</p>'

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
        row = {"article": self.article, "rule": RULE, **given}
        if layer == "quotes":
            return {**row, "quote_id": f"{self.article}:{start}", "content": [words], "content_spans": [[start, end]]}
        return {**row, "start": start, "end": end, "evidence": sentence, "holder_text": words,
                **({"basis": "narration"} if layer == "stances" else {})}

    def _sentence_of(self, start: int) -> str:
        for _, span in self.sentence.options:
            if span[0] <= start < span[1]:
                return self.body[span[0]:span[1]]
        return self.body[self.span[0]:self.span[1]]
