"""The editor of actors.toml in Lab: rename, merge, split, kinds, whom they speak for; with sentences that name them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from workbench.corpus import Corpus
from workbench.edit.edit_actors import list_same_names, merge_actors, rename_actor, split_actor
from workbench.edit.edit_entries import make_key
from workbench.edit.edited_file import EditedFile
from workbench.extract.registry import KINDS, LIST_FIELDS, PRONOUNS, Registry
from workbench.show.escape import html, plain
from workbench.show.evidence import sentence_spans
from workbench.show.explorers.editor_parts import (
    BESIDE_BUTTON,
    COLUMN,
    LABEL,
    REST,
    WIDE,
    WRAPPED,
    Editor,
    Field,
    find_file,
    tell_place,
)
from workbench.show.explorers.linked_widgets import ReadingPane
from workbench.show.labels import article_record, count, name_found_actors

MOST_SENTENCES = 12   # that name the chosen actor
MOST_OFFERED = 200   # names of the articles that the file does not have
HELP = {"aliases": "Aliases", "roles": "Roles", "metonyms": "Stands for it", "demonyms": "Adjectives"}


class ActorsEditor(Editor):
    """actors.toml to be edited beside the sentences of a corpus; see `edit_actors`."""

    kind, plural = "actor", "actors"

    def __init__(self, corpus: Corpus, file: EditedFile):
        super().__init__(file)
        self.corpus = corpus
        self.mentions = Counter(corpus.mentions["actor"].dropna())
        name = widgets.Text(description="Name", continuous_update=False, layout=WIDE, style=LABEL)
        self.fields = {"name": Field(name, self._rename),
                       "kind": self._choice("kind", [("not said", ""), *((kind, kind) for kind in KINDS)]),
                       "speaks_for": self._choice("speaks_for", [("nobody", "")]),
                       "pronoun": self._choice("pronoun", [("not said", ""), *((one, one) for one in PRONOUNS)]),
                       **{name: self._lines(name) for name in LIST_FIELDS}}
        self.other = widgets.Dropdown(description="Is the same as", layout=BESIDE_BUTTON, style=LABEL)
        self.merge_button = self.button("Merge", "Names and roles go to the other, which stays", self._merge)
        self.theirs = widgets.SelectMultiple(description="Names of another", rows=4, layout=WIDE, style=LABEL)
        self.called = widgets.Text(description="who is called", layout=BESIDE_BUTTON, style=LABEL)
        self.split_button = self.button("Split off", "The names chosen go to a new actor", self._split)
        self.new = widgets.Combobox(description="New actor", placeholder="a name, as articles write it",
                                    layout=BESIDE_BUTTON, style=LABEL, options=self._found())
        self.add_button = self.button("Add", "Adds an actor of that name", self._add)
        self.remove_button = self.button("Remove this actor", "Takes the chosen actor out of the file", self.remove)
        self.page = ReadingPane(label="Sentences that name the actor", height="640px")
        row = WRAPPED
        left = widgets.VBox([
            self.list, widgets.Box([self.new, self.add_button], layout=row), *self.fields.values(),
            widgets.Box([self.other, self.merge_button], layout=row), self.theirs,
            widgets.Box([self.called, self.split_button], layout=row), self.remove_button], layout=COLUMN)
        self.lay_out(widgets.Box([left, widgets.Box([self.page], layout=REST)], layout=row))

    def label(self, key: str, entry: dict[str, Any]) -> str:
        found = self.mentions.get(key, 0)
        return f"{plain(entry.get('name') or key)} · {entry.get('kind', 'person')} · {count(found, 'mention')}"

    def ordered(self) -> Sequence[str]:
        return sorted(self.file.entries, key=lambda key: (-self.mentions.get(key, 0), key))

    def show(self, key: str, entry: dict[str, Any]) -> None:
        entries = self.file.entries
        others = [(plain(other.get("name") or one), one) for one, other in entries.items() if one != key]
        others.sort()
        alike = list_same_names(self.file.text, key) if key else []
        self.fields["speaks_for"].offer([("nobody", ""), *others])
        for name, field in self.fields.items():
            field.set(entry.get(name, [] if name in LIST_FIELDS else ""))
        self.other.options = [("choose another actor", ""), *others]
        self.other.value = alike[0] if alike else ""
        self.theirs.options = [(plain(one), one) for name in LIST_FIELDS for one in entry.get(name, [])]
        self.theirs.value, self.called.value = (), ""
        self.page.html = self._sentences(key)

    # ---- what the analyst does

    def _rename(self, name: str) -> None:
        self.change(lambda text: rename_actor(text, self.key, name.strip()), [self.key], f"rename [{self.key}]",
                    replaces=True)
        self.fill_list()

    def _set(self, name: str, value: Any) -> None:
        self.set_field(name, value)
        if name in ("kind", *LIST_FIELDS):
            self.fill_list()

    def _merge(self) -> None:
        key, into = self.key, self.other.value
        if not key or not into:
            raise ValueError("choose first who it is the same as")
        touched = [key, into, *(other for other, entry in self.file.entries.items() if entry.get("speaks_for") == key)]
        self.change(lambda text: merge_actors(text, key, into), touched, f"merge [{key}] into [{into}]")
        self.key = into
        self.fill_list()
        reviews = self.corpus.reviews
        judged = sum(repr(key) in str(line.get("to")) for line in reviews.standing)
        still = f" {count(judged, 'correction')} in {reviews.path.name} still names [{key}]." if judged else ""
        self.tell(f"[{key}] is now [{into}].{still}")

    def _split(self) -> None:
        made: list[str] = []

        def edit(text: str) -> str:
            text, new = split_actor(text, self.key, self.called.value, self.theirs.value)
            made.append(new)
            return text

        taken = set(self.file.entries)
        new = make_key(self.called.value.strip(), taken)
        self.change(edit, [self.key, new], f"split [{new}] off [{self.key}]")
        self.key, = made
        self.fill_list()

    def _add(self) -> None:
        name = self.new.value.strip()
        found = self._names.get(name)
        key = found[0] if found and found[0] not in self.file.entries else make_key(name, self.file.entries)
        if not name:
            raise ValueError("write the new actor's name first")
        kind = found[1] if found else "person"
        self.add(key, {"name": name, "kind": kind})
        self.new.value = ""

    # ---- what stands in the fields

    def _choice(self, name: str, options: Sequence[tuple[str, str]]) -> Field:
        control = widgets.Dropdown(description=name.replace("_", " ").capitalize(), options=options, layout=WIDE,
                                   style=LABEL)
        return Field(control, lambda value: self._set(name, value))

    def _lines(self, name: str) -> Field:
        control = widgets.Textarea(description=HELP[name], placeholder="one a line", rows=2, continuous_update=False,
                                   layout=WIDE, style=LABEL)
        return Field(control, lambda value: self._set(name, value), is_lines=True)

    def _found(self) -> list[str]:
        """Names that articles have and the file has not, the most mentioned first."""
        found = self.corpus.found_actors
        kinds = dict(zip(found["actor"], found["kind"], strict=True))
        names = {plain(name): (key, kinds[key]) for key, name in name_found_actors(self.corpus).items()}
        self._names = dict(sorted(names.items(), key=lambda one: (-self.mentions[one[1][0]], one[0])))
        return list(self._names)[:MOST_OFFERED]

    def _sentences(self, key: str) -> str:
        """HTML: a few sentences of the articles that name an actor, one an article as far as there are enough."""
        rows = self.corpus.mentions[(self.corpus.mentions["actor"] == key) & (self.corpus.mentions["how"] == "name")]
        rows = rows.assign(turn=rows.groupby("article").cumcount()).sort_values("turn", kind="stable")
        shown = []
        for row in rows.head(MOST_SENTENCES).itertuples():
            record = article_record(self.corpus, row.article)
            start, end = next(((start, end) for start, end in sentence_spans(self.corpus, row.article)
                               if start <= row.start < end), (row.start, row.end))
            body = record["body"]
            shown.append(f'<p dir="auto">{html(body[start:row.start])}<mark>{html(body[row.start:row.end])}</mark>'
                         f"{html(body[row.end:end])} <small>{tell_place(record)}</small></p>")
        lines = "".join(shown) or "<p>No article names this actor.</p>"
        return f'<div class="tex2jax_ignore mathjax_ignore">{lines}</div>' if key else ""


def edit_actors(corpus: Corpus, actors_file: str | Path = "") -> ActorsEditor:
    """An editor of actors.toml in Lab: who is one and who is two, names, kinds, and whom they speak for.

    Each change is checked as it is made; nothing is written before Save, and never over a file that changed meanwhile.

    Parameters
    ----------
    corpus
        The articles whose sentences show who is meant.
    actors_file
        The file; by default the one the corpus was loaded with, or the project's.

    Raises
    ------
    FileNotFoundError, ValueError
        There is no such file, or it cannot be used as it is.
    """
    loaded = corpus.actors.path if corpus.actors else None
    return ActorsEditor(corpus, EditedFile(find_file("actors", actors_file or loaded), Registry.read))
