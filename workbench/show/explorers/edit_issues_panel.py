"""The editor of issues.toml in Lab: propositions and wordings, with the sentences they match beside them, live."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from workbench.corpus import Corpus
from workbench.edit.edit_entries import make_key
from workbench.edit.edited_file import EditedFile
from workbench.edit.live_matches import MatchedSentence, Search, SentenceFinder
from workbench.extract.issues_file import read_issues
from workbench.show.escape import html
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
from workbench.show.labels import article_record, count

SECONDS_AT_ONCE = 0.4  # of looking for matches, before what was typed meanwhile is taken
PAUSE_SECONDS = 0.05
MOST_SHOWN = 30        # sentences beside the wordings


class IssuesEditor(Editor):
    """issues.toml to be edited beside the sentences of a corpus; see `edit_issues`."""

    kind, plural = "issue", "issues"

    def __init__(self, corpus: Corpus, file: EditedFile):
        super().__init__(file)
        self.corpus, self.finder = corpus, SentenceFinder(corpus)
        self.search: Search | None = None
        self._timer: asyncio.TimerHandle | None = None
        self.fields = {
            "name": self._text("name", "Name"), "proposition": self._text("proposition", "Proposition"),
            "phrases": self._lines("phrases", "Wordings of it", 10),
            "against": self._lines("against", "Wordings against", 3)}
        self.new = widgets.Text(description="New issue", placeholder="who does what", layout=BESIDE_BUTTON, style=LABEL)
        self.add_button = self.button("Add", "Adds an issue with that proposition", self._add)
        self.remove_button = self.button("Remove this issue", "Takes the chosen issue out of the file", self.remove)
        self.page = ReadingPane(label="Sentences that the wordings match", height="520px")
        self.list.rows = 8
        left = widgets.VBox([self.list, widgets.Box([self.new, self.add_button], layout=WRAPPED),
                             *self.fields.values(), self.remove_button], layout=COLUMN)
        self.lay_out(widgets.Box([left, widgets.Box([self.page], layout=REST)], layout=WRAPPED))

    def show(self, key: str, entry: dict[str, Any]) -> None:
        for name, field in self.fields.items():
            field.set(entry.get(name, [] if name in ("phrases", "against") else ""))
        self._look()

    # ---- what the analyst does

    def _set(self, name: str, value: Any) -> None:
        self.set_field(name, value)
        self.fill_list(is_typing=True)
        self._look()

    def _add(self) -> None:
        proposition = self.new.value.strip()
        if not proposition:
            raise ValueError("write the new issue's proposition first: who does what")
        key = make_key("_".join(proposition.split()[:4]), self.file.entries)
        self.add(key, {"name": proposition, "proposition": proposition})
        self.new.value = ""

    # ---- the sentences beside

    def _look(self) -> None:
        """Looks for the sentences of the chosen issue as it is worded now, a while at a time."""
        if self._timer is not None:
            self._timer.cancel()
        issue = next((one for one in read_issues(self.file.entries) if one.id == self.key), None)
        self.search = self.finder.search(issue) if issue else None
        self._look_further()

    def _look_further(self) -> None:
        search = self.search
        if search is None:
            self.page.html = ""
            return
        search.go_on(SECONDS_AT_ONCE)
        self.page.html = self._tell(search)
        if not search.is_done:
            try:
                self._timer = asyncio.get_running_loop().call_later(PAUSE_SECONDS, self._look_further)
            except RuntimeError:  # no kernel that could go on later
                self._timer = None

    def _tell(self, search: Search) -> str:
        """HTML: how many sentences match, by which wordings, and the first of them."""
        looked = f"all {search.looked}" if search.is_done else f"the first {search.looked} of {self.finder.articles}"
        drawn = f", drawn from {self.finder.all_articles}" if self.finder.articles < self.finder.all_articles else ""
        head = (f"<b>{count(search.count, 'sentence')}</b> in {count(len(search.articles), 'article')} would match, of "
                f"{looked} articles{drawn}{'' if search.is_done else '; looking further …'}")
        phrases = [*search.issue.phrases, search.issue.proposition, *search.issue.against]
        counted = " · ".join(f"{html(phrase)} <b>{search.counts[phrase] or 'none'}</b>"
                             for phrase in dict.fromkeys(phrases) if phrase)
        shown = "".join(self._tell_sentence(one) for one in search.sentences[:MOST_SHOWN])
        more = f"<p>… and {search.count - MOST_SHOWN} more</p>" if search.count > MOST_SHOWN else ""
        return (f'<div class="wb-matches tex2jax_ignore mathjax_ignore"><p role="status">{head}</p>'
                f"<p>Each wording alone: {counted}</p>{shown}{more}</div>")

    def _tell_sentence(self, sentence: MatchedSentence) -> str:
        record = article_record(self.corpus, sentence.article)
        words, at = "", 0
        for start, end in sentence.places:
            words += f"{html(sentence.text[at:start])}<mark>{html(sentence.text[start:end])}</mark>"
            at = end
        side = "against it: " if sentence.opposes else ""
        return (f'<p dir="auto">{words}{html(sentence.text[at:])} <small>{side}{html("; ".join(sentence.phrases))} · '
                f"{tell_place(record)}</small></p>")

    # ---- fields

    def _text(self, name: str, label: str) -> Field:
        control = widgets.Text(description=label, layout=WIDE, style=LABEL)
        return Field(control, lambda value: self._set(name, value.strip()))

    def _lines(self, name: str, label: str, rows: int) -> Field:
        control = widgets.Textarea(description=label, placeholder="one a line", rows=rows, layout=WIDE, style=LABEL)
        return Field(control, lambda value: self._set(name, list(dict.fromkeys(value))), is_lines=True)


def edit_issues(corpus: Corpus, issues_file: str | Path = "") -> IssuesEditor:
    """An editor of issues.toml in Lab: propositions and wordings, with the sentences beside them that would match.

    The matching is the extraction's own, on the actors the corpus was loaded with. Each change is checked as it is
    made; nothing is written before Save, and never over a file that changed meanwhile.

    Parameters
    ----------
    corpus
        The articles that are looked through: up to a thousand, of more as many drawn evenly.
    issues_file
        The file; by default the project's.

    Raises
    ------
    FileNotFoundError, ValueError
        There is no such file, or it cannot be used as it is.
    """
    return IssuesEditor(corpus, EditedFile(find_file("issues", issues_file), read_issues))
