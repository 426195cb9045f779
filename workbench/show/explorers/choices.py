"""A field for one column's value: a list to choose from where the values are known, a day, or text."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from workbench import tables
from workbench.show.evidence import name_actor

if TYPE_CHECKING:
    from workbench.corpus import Corpus

ACTORS = ("speakers", "actor", "holder", "target")
NOBODY = "nobody known"


class ValueField(widgets.Box):
    """The field for the corrected value of a column; `offer` a column, then `read` what was chosen."""

    def __init__(self, corpus: Corpus, label: str = "to"):
        self.corpus, self.label, self.column = corpus, label, ""
        super().__init__([])

    def offer(self, layer: str, column: str, value: Any = None) -> None:
        """Offers the values of `column` of the table `layer`, the row's present `value` chosen."""
        self.column = column
        declared = next(known for known in tables.TABLES[layer].columns if known.name == column)
        if column in ACTORS:
            field: widgets.Widget = widgets.Dropdown(options=list_actors(self.corpus))
            value = (value[0] if len(value) else "") if isinstance(value, list) else value
        elif column == "issue":
            field = widgets.Dropdown(options=[(issue.name, issue.id) for issue in self.corpus.settings.issues])
        elif declared.values:
            field = widgets.Dropdown(options=list(declared.values))
        elif declared.kind == "day":
            field = widgets.DatePicker()
            value = value.date() if value is not None and value == value and hasattr(value, "date") else None
        else:
            field = widgets.Text()
        field.description = self.label
        field.layout.width = "260px"
        known = getattr(field, "options", None)
        if known is None or value in [option[1] if isinstance(option, tuple) else option for option in known]:
            field.value = value if value is not None and value == value else field.value
        self.children = (field,)

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


def list_actors(corpus: Corpus) -> list[tuple[str, str]]:
    """All actors to choose from: (name, id), those of the registry and those found, by name; nobody first."""
    ids = {actor for speakers in corpus.quotes["speakers"] for actor in speakers}
    ids |= set(corpus.stances["actor"].dropna())
    ids |= set(corpus.actors.actors) if corpus.actors is not None else set()
    return [(NOBODY, ""), *sorted((name_actor(corpus, actor), actor) for actor in ids)]
