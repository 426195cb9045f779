"""Rows → eyes: charts, tables, widgets and evidence. `from workbench import show` is the notebooks' menu."""

from importlib import import_module
from typing import Any

_HOME = {
    "use_theme": "workbench.show.theme",
    "table": "workbench.show.shown_table",
    "tell_corpus": "workbench.show.findings",
    "tell_timeline": "workbench.show.findings",
    "tell_quotes": "workbench.show.findings",
    "tell_stances": "workbench.show.findings",
    "tell_sources": "workbench.show.findings",
    "draw_corpus": "workbench.show.charts_corpus",
    "draw_presence": "workbench.show.charts_corpus",
    "draw_timeline": "workbench.show.charts_timeline",
    "draw_reach": "workbench.show.charts_timeline",
    "draw_speakers": "workbench.show.charts_quotes",
    "draw_tones": "workbench.show.charts_quotes",
    "draw_positions": "workbench.show.charts_stance",
    "draw_moves": "workbench.show.charts_stance",
    "draw_relations": "workbench.show.charts_stance",
    "draw_network": "workbench.show.charts_network",
    "draw_shared_text": "workbench.show.charts_sources",
    "draw_channels": "workbench.show.charts_sources",
    "list_news": "workbench.show.lists",
    "list_removed": "workbench.show.lists",
    "list_silent": "workbench.show.lists",
    "list_cues": "workbench.show.lists",
    "names_of": "workbench.show.labels",
    "explore_corpus": "workbench.show.explorers.explore_sources",
    "explore_quotes": "workbench.show.explorers.explore_quotes",
    "explore_sources": "workbench.show.explorers.explore_sources",
    "explore_stances": "workbench.show.explorers.explore_stances",
    "explore_timeline": "workbench.show.explorers.explore_timeline",
    "pick_articles": "workbench.show.explorers.picking",
    "pick_events": "workbench.show.explorers.picking",
    "pick_quotes": "workbench.show.explorers.picking",
    "pick_sources": "workbench.show.explorers.picking",
    "pick_stances": "workbench.show.explorers.picking",
    "show_article": "workbench.show.whole_article",
    "show_evidence": "workbench.show.evidence",
}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"workbench.show has no {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
