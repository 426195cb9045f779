"""The explorer: controls, linked charts, a table and the chosen row's card, all reading one set of parameters.

Whatever the user does, turn a control, brush or click, sets parameters; the rows are what `pick_…` gives for them.
So the printed parameter line always gives the same rows headless.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import ipywidgets as widgets
import pandas as pd

from workbench.compare.choose_rows import UNKNOWN, is_unknown
from workbench.corpus import Corpus
from workbench.review import LAYERS, analyst
from workbench.review.draw import PICKED, Question
from workbench.review.judgeable import plain_row
from workbench.show.check_queue import CheckQueue
from workbench.show.escape import html, plain
from workbench.show.explorers.card import Card
from workbench.show.explorers.linked_widgets import HERE, LinkedChart, RowTable, said_aloud
from workbench.show.explorers.views import View, count_values
from workbench.text.calendar_days import read_day

MOST_CHOICES_KEPT = 20  # choices of parameters whose rows are kept
MOST_ASKED = 200        # rows of a queue
STATIC_ROWS = 5         # in the stand-in of the widget where there is no widget
STYLE = f"<style>{(HERE / 'explorer.css').read_text(encoding='utf-8')}</style>"


@dataclass(frozen=True)
class Concept:
    """What one explorer is about, declared: the values of its controls, the charts and the table."""

    name: str                                                  # of the rows, in the plural: their table
    views: tuple[View, ...]
    columns: Mapping[str, Callable[[Mapping[str, Any]], str]]  # heading -> cell of a row
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # parameter -> all its values
    # parameter -> the column whose values are counted to choose from, and what a value is called
    counted: Mapping[str, tuple[str, Callable[[str], str]]] = field(default_factory=dict)
    required: tuple[str, ...] = ()                             # parameters that cannot be "all"
    of_notebook: tuple[str, ...] = ()                          # parameters the notebook has too, with one meaning


class Explorer(widgets.VBox):
    """Controls, charts, table and evidence card of one concept: `rows` is what `parameters` give."""

    def __init__(self, corpus: Corpus, concept: Concept, pick: Callable[..., pd.DataFrame],
                 parameters: Mapping[str, str]):
        self.corpus, self.concept, self.pick = corpus, concept, pick
        self.parameters = {name: str(value or "") for name, value in parameters.items()}
        self._rows_by_choice: dict[tuple[str, ...], pd.DataFrame] = {}  # until a judgement changes them
        self.rows: pd.DataFrame = self._pick()
        self.message = widgets.HTML()
        self.line = widgets.HTML()
        self.controls = self._make_controls()
        self.charts = [LinkedChart(file_name=f"{concept.name}-{view.pick}") for view in concept.views]
        self.table = RowTable(concept.columns, caption=concept.name.capitalize())
        self.card = Card(corpus, self._reviewed)
        self._busy = False
        for chart, view in zip(self.charts, concept.views, strict=True):
            chart.observe(lambda change, view=view: self._picked(view, change["new"]), "picked")
        self.table.observe(self._chosen, "chosen")
        self.reset = widgets.Button(description="Show all", tooltip="Clears every choice")
        self.reset.on_click(lambda _: self.choose(**dict.fromkeys(self._optional, "")))
        self.judge = widgets.Button(description="Judge these", layout={"width": "auto"},
                                    tooltip="Asks for the rows below one by one, to be answered with the keyboard")
        self.judge.on_click(lambda _: self._toggle_queue())
        self.queue = widgets.VBox([])
        self._refresh()
        figures = [widgets.VBox([widgets.HTML(f"<h4>{html(concept.name.capitalize())} {html(view.title)}</h4>"), chart])
                   for chart, view in zip(self.charts, concept.views, strict=True)]
        super().__init__([
            widgets.HTML(STYLE),
            widgets.Box([*self.controls.values(), self.reset, self.judge], layout=widgets.Layout(flex_flow="row wrap")),
            widgets.Box(figures, layout=widgets.Layout(flex_flow="row wrap")),
            self.line, self.message, self.queue, self.table, self.card,
        ])
        self.add_class("wb-explorer")
        self.add_class("wb-keeps-keys")

    def choose(self, **parameters: str) -> None:
        """Sets parameters, as a control or a pick in a chart does."""
        unknown = parameters.keys() - self.parameters.keys()
        if unknown:
            raise ValueError(f"no parameter {', '.join(sorted(unknown))}; there are {', '.join(self.parameters)}")
        self._set(parameters)

    def complain(self, problem: str) -> None:
        """Says in the panel what went wrong."""
        self.message.value = f'<p class="wb-problem" role="alert">{html(problem)}</p>'

    @property
    def layer(self) -> str:
        """The table the rows are of."""
        return self.parameters.get("look_at", self.concept.name)

    @property
    def call(self) -> str:
        """The Python line that gives the same rows headless."""
        given = "".join(f", {name}={value!r}" for name, value in self.parameters.items() if value)
        return f"show.{self.pick.__name__}(corpus{given})"

    @property
    def options(self) -> str:
        """The same choice as options of `workbench run`; empty where the notebook has no such parameter.

        (Its dates are those of publication and choose articles; here they choose rows.)
        """
        chosen = {name: value for name, value in self.parameters.items() if value}
        if not chosen.keys() <= set(self.concept.of_notebook):
            return ""
        return " ".join(f"-p {name} {shlex.quote(value)}" for name, value in chosen.items())

    @property
    def _optional(self) -> tuple[str, ...]:
        return tuple(name for name in self.parameters if name not in self.concept.required)

    def _pick(self, without: tuple[str, ...] = ()) -> pd.DataFrame:
        chosen = {name: "" if name in without else value for name, value in self.parameters.items()}
        key = tuple(chosen.values())
        if key not in self._rows_by_choice:
            if len(self._rows_by_choice) > MOST_CHOICES_KEPT:
                self._rows_by_choice.clear()
            self._rows_by_choice[key] = self.pick(self.corpus, **chosen)
        return self._rows_by_choice[key]

    def _make_controls(self) -> dict[str, widgets.Widget]:
        controls: dict[str, widgets.Widget] = {}
        for name in self.parameters:
            label = name.replace("_", " ").capitalize()
            if name.startswith("date_"):
                control = widgets.DatePicker(description=label, layout={"width": "230px"})
            else:
                control = widgets.Dropdown(description=label, options=self._options(name), layout={"width": "270px"})
            controls[name] = control
            control.observe(lambda change, name=name: self._turned(name, change["new"]), "value")
        return controls

    def _options(self, name: str) -> list[tuple[str, str]]:
        """What a list offers, as (label, value): all values of a parameter, or those that occur with their number."""
        options = [] if name in self.concept.required else [("all", "")]
        if name in self.concept.values:
            options += [(value, value) for value in self.concept.values[name]]
        else:
            table, (column, label) = ((self.corpus.articles, ("outlet", plain)) if name == "outlet" else
                                      (getattr(self.corpus, self.layer), self.concept.counted[name]))
            options += [(f"{label(value)} ({count})", value) for value, count in count_values(table[column])]
            if unknown := sum(map(is_unknown, table[column])):
                options.append((f"unknown ({unknown})", UNKNOWN))
        return self._with_chosen(name, options)

    def _with_chosen(self, name: str, options: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """`options` with the parameter's value, which may not occur."""
        value = self.parameters[name]
        return [*options, *([] if any(value == known for _, known in options) else [(value, value)])]

    @said_aloud
    def _turned(self, name: str, value: Any) -> None:
        if not self._busy:
            self._set({name: value.isoformat() if isinstance(value, date) else value or ""})

    @said_aloud
    def _picked(self, view: View, picked: Mapping[str, Any]) -> None:
        chart = self.charts[self.concept.views.index(view)]
        if picked.get("generation") == chart.generation:
            self._set(view.read(picked["value"]), source=view)

    def _set(self, parameters: Mapping[str, str], source: View | None = None) -> None:
        changed = {name: value for name, value in parameters.items() if self.parameters[name] != value}
        if changed:
            self.parameters.update(changed)
            self._refresh(source, set(changed))

    @said_aloud
    def _chosen(self, change: Mapping[str, Any]) -> None:
        if change["new"] >= 0:
            self.message.value = ""
            self.card.show(self.layer, self.rows.iloc[change["new"]].to_dict())

    @said_aloud
    def _toggle_queue(self) -> None:
        """Opens a queue of the rows shown that have no judgement yet, or closes it."""
        if self.queue.children or self.layer not in LAYERS:
            self.queue.children = ()
            return
        shown = [row for row in self.rows.to_dict("records") if is_unknown(row["reviewed"])]
        questions = [Question(self.layer, plain_row(row), {"order": PICKED}) for row in shown[:MOST_ASKED]]
        queue = CheckQueue(self.corpus, questions, self.card.who.value.strip() or analyst())
        queue.observe(lambda _: self._reviewed(), "drawn")
        self.queue.children = (queue,)

    def _reviewed(self) -> None:
        """After a judgement: the same parameters over the tables as corrected now."""
        self._rows_by_choice.clear()
        self._refresh()

    @said_aloud
    def _refresh(self, source: View | None = None, changed: set[str] | None = None) -> None:
        self._busy, self.message.value = True, ""
        try:
            self._show_parameters()
            self.rows = self._pick()
            self._show_rows()
            for view, chart in zip(self.concept.views, self.charts, strict=True):
                # a chart shows what the other choices leave; picked in, it stands as the user left it
                only_its_own = changed is not None and changed <= set(view.sets)
                if view is not source or not only_its_own:
                    drawn, words = view.draw(self._pick(without=view.sets), self.parameters)
                    chart.draw(drawn, f"{self.concept.name.capitalize()} {view.title}. {words}", view.pick)
        finally:
            self._busy = False

    def _show_parameters(self) -> None:
        for name, control in self.controls.items():
            value = self.parameters[name]
            if isinstance(control, widgets.DatePicker):
                control.value = read_day(value, name)
            else:
                control.options = self._with_chosen(name, control.options)
                control.value = value

    def _show_rows(self) -> None:
        self.judge.layout.display = "" if self.layer in LAYERS else "none"
        everything = len(self._pick(without=self._optional))
        options = f"; the whole notebook: <code>workbench run {html(self.options)}</code>" if self.options else ""
        self.line.value = ('<p class="wb-line tex2jax_ignore mathjax_ignore" role="status">'
                           f"<b>{len(self.rows)}</b> of {everything} {html(self.concept.name)}. "
                           f"The same headless: <code>{html(self.call)}</code>{options}</p>")
        self.table.fill(self.rows.to_dict("records"), self._say_empty(everything))

    def _say_empty(self, everything: int) -> str:
        if not everything:
            return f"There are no {self.concept.name} in this corpus."
        chosen = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in self.parameters.items() if value)
        return f"No {self.concept.name} with {chosen}. “Show all” brings all {everything} back."

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """The widget for Lab; for a page, a terminal or a comparison of outputs its first rows."""
        bundle = dict(super()._repr_mimebundle_(**kwargs) or {})
        cells = self.table.rows[:STATIC_ROWS]
        bundle["text/plain"] = "\n".join([f"<Explorer: {len(self.rows)} {self.concept.name}; {self.call}>",
                                          *(" | ".join(row) for row in cells)])
        bundle["text/html"] = (
            f'{STYLE}<div class="wb-explorer tex2jax_ignore mathjax_ignore"><p><b>Explorer</b>, live in JupyterLab: '
            f"{len(self.rows)} {html(self.concept.name)}; the first {len(cells)}:</p>"
            f"{self.table.as_html(STATIC_ROWS)}</div>" if cells else
            f'{STYLE}<div class="wb-explorer"><p>{html(self.table.empty)}</p></div>')
        return bundle
