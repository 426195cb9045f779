"""A checked draft in a notebook: the finding, whom it quotes beside its sources, and its verdicts to look through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from workbench import tables
from workbench.checking.check_report import KINDS, ORDER, SIGNS, STYLE, draw_card, name_verdict, summarise
from workbench.checking.verdicts import GRAVE
from workbench.show import theme
from workbench.show.chart_parts import alt, finish, name_all, say_empty
from workbench.show.escape import html, plain
from workbench.show.explorers.linked_widgets import ReadingPane, RowTable, one_line, said_aloud
from workbench.show.findings import Finding
from workbench.show.labels import count

if TYPE_CHECKING:
    from workbench.checking.check_draft import Checked

MOST_ACTORS = 15
STATIC_ROWS = 5
NO_DRAFT = "No draft to check: name its file in `draft_file`."


def tell_draft(checked: Checked) -> Finding:
    """How many verdicts of which kind, and the gravest."""
    if not checked.text.strip():
        return Finding(NO_DRAFT)
    grave = int(checked.checks["verdict"].isin(GRAVE).sum())
    return Finding(f"**{count(len(checked.checks), 'verdict')}**: {summarise(checked)}.",
                   f"{count(grave, 'place')} to put right first: altered, or another's words." if grave else
                   "No quotation is altered or another's.")


def draw_balance(checked: Checked, names: Mapping[str, str]) -> Any:
    """Whom the draft quotes and how much, beside whom its sources quote: shares of all quoted words."""
    title = "Whom the draft quotes, and whom its sources quote"
    rows = checked.balance[(checked.balance["words"] > 0) | (checked.balance["source_words"] > 0)]
    if rows.empty or not checked.text.strip():
        return say_empty(title, "Nobody who is known is quoted.")
    rows = rows.sort_values(["words", "source_words"], ascending=False).head(MOST_ACTORS)
    shares = {told: rows[column] / max(int(rows[column].sum()), 1)
              for told, column in (("the draft", "words"), ("its sources", "source_words"))}
    who = name_all(rows["actor"], names)
    shown = alt.Data(values=[{"who": actor, "in": told, "share": float(share)} for told, parts in shares.items()
                             for actor, share in zip(who, parts, strict=True)])
    chart = alt.Chart(shown).mark_point(size=80, filled=True, opacity=1).encode(
        y=alt.Y("who:N", sort=who, title=None), x=alt.X("share:Q", title="share of the quoted words",
                                                        axis=alt.Axis(format="%", tickMinStep=0.05)),
        color=alt.Color("in:N", title=None, scale=alt.Scale(domain=list(shares), range=[theme.BLUE, theme.INK])),
        shape=alt.Shape("in:N", title=None, scale=alt.Scale(domain=list(shares), range=["circle", "diamond"])),
        tooltip=["who:N", "in:N", alt.Tooltip("share:Q", format=".0%")])
    told = "; ".join(f"{actor}: {ours:.0%} of the draft's, {theirs:.0%} of the sources'"
                     for actor, ours, theirs in zip(who, *shares.values(), strict=True))
    return finish(chart.properties(width=theme.WIDTH_PIXELS, height=theme.ROW_PIXELS * len(who)), title,
                  "Shares of the words of known actors' statements", told)


class DraftExplorer(widgets.VBox):
    """The verdicts as a table, the gravest first; a chosen one opens with the draft's words and the sources'."""

    def __init__(self, checked: Checked):
        rows = tables.plain("checks", checked.checks.to_dict("records"))
        self.records: list[Mapping[str, Any]] = sorted(
            rows, key=lambda row: (ORDER.index(KINDS[row["verdict"]]), row["start"]))
        self.table = RowTable({
            "Verdict": lambda row: f"{SIGNS[KINDS[row['verdict']]]} {name_verdict(row)}",
            "Of": lambda row: row["what"], "The draft's words": lambda row: one_line(row["text"]),
            "Difference": lambda row: one_line(row["detail"] or ""), "Source": lambda row: plain(row["article"])},
            caption="Verdicts")
        self.table.fill(self.records, "Nothing was found to check.")
        self.page = ReadingPane(label="Evidence")
        self.table.observe(self._open, "chosen")
        super().__init__([self.table, self.page])
        self.add_class("wb-keeps-keys")

    @said_aloud
    def _open(self, change: Mapping[str, Any]) -> None:
        number = change["new"]
        self.page.html = "" if number < 0 else (f'<style>{STYLE}</style><div class="wb-draft" style="display:block">'
                                                f"{draw_card(number, self.records[number])}</div>")

    def complain(self, words: str) -> None:
        """Says what went wrong where the evidence would stand."""
        self.page.html = f'<p role="status">{html(words)}</p>'

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """The widget for Lab; for a page, a terminal or a comparison of outputs its first rows."""
        bundle = dict(super()._repr_mimebundle_(**kwargs) or {})
        cells = self.table.rows[:STATIC_ROWS]
        told = f"Draft explorer: {count(len(self.records), 'verdict')}, live in JupyterLab"
        bundle["text/plain"] = "\n".join([f"<{told}>", *(" | ".join(row) for row in cells)])
        bundle["text/html"] = (f'<div class="tex2jax_ignore mathjax_ignore"><p>{html(told)}:</p>'
                               f"{self.table.as_html(STATIC_ROWS)}</div>")
        return bundle


def explore_draft(checked: Checked) -> DraftExplorer:
    """Look through the verdicts of a draft in Lab, each with the draft's words and the sources'."""
    return DraftExplorer(checked)
