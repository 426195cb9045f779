"""What the editors of actors.toml and issues.toml are made of: fields with their refusals, and the bar that saves."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from workbench import project
from workbench.edit.edit_entries import add_entry, remove_entry, set_fields
from workbench.edit.edited_file import EditedFile
from workbench.show.escape import html, plain
from workbench.show.explorers.panel import STYLE
from workbench.show.labels import count, day
from workbench.show.shown_table import ShownTable

WIDE = {"width": "440px", "max_width": "100%"}
BESIDE_BUTTON = {"width": "360px", "max_width": "100%"}
COLUMN = {"flex": "0 1 auto", "max_width": "100%"}
REST = {"flex": "1 1 360px", "min_width": "280px"}  # beside the column where there is room, below it where not
WRAPPED = widgets.Layout(flex_flow="row wrap")
LABEL = {"description_width": "130px"}
STATIC_ROWS = 5  # in the stand-in of the widget where there is no widget


class Field(widgets.VBox):
    """A control, and below it what is wrong with what was given; `act` gets each value that the analyst gives.

    Parameters
    ----------
    control
        A text, a list to choose from, or an area of lines.
    act
        Takes the value; raises ValueError, which is shown in its own words, for one that cannot be taken.
    is_lines
        Whether the value is a list of texts, a line each.
    """

    def __init__(self, control: Any, act: Callable[[Any], None], is_lines: bool = False):
        self.control, self._act, self._is_lines, self._is_set = control, act, is_lines, False
        self.said = widgets.HTML()
        control.observe(self._given, "value")
        super().__init__([control, self.said])

    def set(self, value: Any) -> None:
        """Shows a value that the file has."""
        self._is_set, self.said.value = True, ""
        try:
            self.control.value = "\n".join(value) if self._is_lines else value
        finally:
            self._is_set = False

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Offers other values to choose from."""
        self._is_set = True
        try:
            self.control.options = options
        finally:
            self._is_set = False

    def read(self) -> Any:
        """The value as the file would have it."""
        value = self.control.value
        return [line.strip() for line in value.splitlines() if line.strip()] if self._is_lines else value

    @property
    def is_refused(self) -> bool:
        """Whether what it shows could not be taken."""
        return bool(self.said.value)

    def say(self, problem: str) -> None:
        """Says below the control what is wrong, or nothing."""
        self.said.value = f'<p class="wb-problem" role="alert">{html(problem)}</p>' if problem else ""

    def _given(self, _: Any) -> None:
        if not self._is_set:
            self.say(attempt(lambda: self._act(self.read())))


def find_file(kind: str, path: str | Path | None) -> Path:
    """The file of actors or issues at `path`, by default the project's; FileNotFoundError where there is none."""
    path = path or project.data_file(f"{kind}.toml")
    if not path or not project.find(path).is_file():
        raise FileNotFoundError(f"no file of {kind} at {path or f'data/{kind}.toml'}: "
                                f"`workbench {kind} --suggest` writes one to edit")
    return Path(path)


def tell_place(record: Mapping[str, Any]) -> str:
    """HTML: outlet and day of an article, behind a sentence of it."""
    return f"{html(record['outlet']) or 'outlet unknown'}, {day(record['published'])}"


def attempt(act: Callable[[], object]) -> str:
    """What goes wrong in `act`, in words; nothing where all goes well."""
    try:
        act()
    except ValueError as error:  # refused: the analyst is told why
        return plain(error)
    except Exception as error:  # whatever else it is, it must be seen: Lab would show nothing
        logging.getLogger(__name__).exception("editor")
        return plain(f"{type(error).__name__}: {error}")
    return ""


class Editor(widgets.VBox):
    """The frame of an editor: the entries to choose from, the fields of the one chosen, and the bar that saves.

    A subclass gives `kind` (what the entries are), makes the fields, and shows an entry in them (`show`).
    """

    kind = "entry"
    plural = "entries"

    def __init__(self, file: EditedFile):
        self.file, self.key, self._is_listing = file, "", False
        self.fields: dict[str, Field] = {}
        self.list = widgets.Select(description=self.plural.capitalize(), rows=14, layout=WIDE, style=LABEL)
        self.find = widgets.Text(description="Find", placeholder="part of a name", layout=WIDE, style=LABEL,
                                 continuous_update=True)
        self.status = widgets.HTML()
        self.undo_button = self.button("Undo", "Takes the newest change back", self._undo)
        self.again_button = self.button("Read again", "Takes the file as it is on disk: unsaved changes are lost",
                                        self._read_again)
        self.save_button = self.button("Save", f"Writes {file.path.name}", self._save)
        self.list.observe(self._chosen, "value")
        self.find.observe(lambda _: self.fill_list(), "value")
        super().__init__([])
        self.add_class("wb-explorer")
        self.add_class("wb-keeps-keys")

    def lay_out(self, *parts: Any) -> None:
        """Puts the subclass's parts under the list; shows the first entry."""
        bar = widgets.Box([self.undo_button, self.again_button, self.save_button], layout=WRAPPED)
        self.children = (widgets.HTML(STYLE), self.find, *parts, bar, self.status)
        self.fill_list()
        self.tell("")

    def button(self, label: str, tooltip: str, act: Callable[[], object]) -> widgets.Button:
        """A button; what goes wrong in `act` is told above the bar."""
        made = widgets.Button(description=label, tooltip=tooltip, layout={"width": "auto", "align_self": "flex-start"})
        made.on_click(lambda _: self._press(act))
        return made

    # ---- for subclasses

    def label(self, key: str, entry: dict[str, Any]) -> str:
        """An entry's line in the list."""
        return plain(entry.get("name") or key)

    def show(self, key: str, entry: dict[str, Any]) -> None:
        """Shows an entry in the fields."""
        raise NotImplementedError

    def ordered(self) -> Sequence[str]:
        """The ids in the order of the list."""
        return list(self.file.entries)

    # ---- what happens

    def fill_list(self, is_typing: bool = False) -> None:
        """Lists the entries as they are now; the one chosen stays so where it is still listed.

        Where somebody is typing in a field, the fields stay as they are.
        """
        entries, words = self.file.entries, self.find.value.lower().split()
        lines = [(self.label(key, entries[key]), key) for key in self.ordered()]
        lines = [(line, key) for line, key in lines if all(word in f"{line} {key}".lower() for word in words)]
        keys = [key for _, key in lines]
        key = self.key if self.key in keys else next(iter(keys), "")
        self._is_listing = True
        try:
            self.list.options = lines
            self.list.value = key or None
        finally:
            self._is_listing = False
        if not is_typing or key != self.key:
            self._open(key)

    def change(self, edit: Callable[[str], str], touches: Sequence[str], step: str, replaces: bool = False) -> None:
        """Makes a change of the file's text and tells how much is not saved; ValueError where it is refused."""
        self.file.change(edit, touches, step, replaces)
        self.tell("")

    def set_field(self, name: str, value: Any) -> None:
        """Sets a field of the chosen entry, and those refused before, which may stand now."""
        again = [other for other, field in self.fields.items() if field.is_refused and other != name]
        values = {other: self.fields[other].read() for other in again} | {name: value}
        self.change(lambda text: set_fields(text, self.key, values), [self.key],
                    f"{name.replace('_', ' ')} of [{self.key}]")
        for other in again:
            self.fields[other].say("")

    def add(self, key: str, fields: Mapping[str, Any]) -> None:
        """Adds an entry, and chooses it."""
        self.change(lambda text: add_entry(text, key, fields), [key], f"add [{key}]")
        self.find.value, self.key = "", key
        self.fill_list()

    def remove(self) -> None:
        """Takes the chosen entry out."""
        key = self.key
        self.change(lambda text: remove_entry(text, key), [key], f"remove [{key}]")
        self.fill_list()

    def tell(self, words: str, is_problem: bool = False) -> None:
        """Says what was done or went wrong, and what is not saved."""
        unsaved = self.file.changes
        left = f"{count(len(unsaved), 'change')} not saved: {'; '.join(unsaved[-3:])}." if unsaved else "All is saved."
        role, look = ("alert", "wb-problem") if is_problem else ("status", "wb-line")
        self.status.value = (f'<p class="{look} tex2jax_ignore mathjax_ignore" role="{role}">'
                             f"{html(f'{words} {left}'.strip())}</p>")

    def _press(self, act: Callable[[], object]) -> None:
        if problem := attempt(act):
            self.tell(problem + ".", is_problem=True)

    def _chosen(self, change: Any) -> None:
        if not self._is_listing and change["new"]:
            self._open(change["new"])

    def _open(self, key: str) -> None:
        self.key = key
        self.show(key, self.file.entries.get(key, {}))

    def _undo(self) -> None:
        step = self.file.undo()
        self.fill_list()
        self.tell(f"Taken back: {step}.")

    def _read_again(self) -> None:
        lost = len(self.file.changes)
        self.file.read_again()
        self.fill_list()
        left_out = f"; {count(lost, 'change')} left out" if lost else ""
        self.tell(f"{self.file.path.name} as it is on disk{left_out}.")

    def _save(self) -> None:
        refused = [field.control.description for field in self.fields.values() if field.is_refused]
        if refused:
            raise ValueError(f"nothing was written: what stands in {', '.join(refused)} cannot be taken, for the "
                             "reason told beside it; mend it, or choose the entry again")
        path = self.file.save()
        self.tell(f"Written into {path.name}: it counts when the corpus is loaded again.")

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """The widget for Lab; for a page, a terminal or a comparison of outputs its first entries."""
        bundle = dict(super()._repr_mimebundle_(**kwargs) or {})
        lines = [line for line, _ in self.list.options]
        table = ShownTable([[line] for line in lines[:STATIC_ROWS]], [self.file.path.name], [False],
                           f"… and {len(lines) - STATIC_ROWS} more" if len(lines) > STATIC_ROWS else "")
        bundle["text/plain"] = f"<Editor of {count(len(lines), self.kind, self.plural)}, live in JupyterLab>\n{table!r}"
        bundle["text/html"] = f"{STYLE}<p><b>Editor</b>, live in JupyterLab:</p>{table.to_html()}"
        return bundle
