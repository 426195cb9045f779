"""Rows → eyes: charts, tables, explorers and evidence. From a notebook: `wb.show`."""

from importlib import import_module
from typing import Any

# module -> what it gives; each is imported when one of its names is first used
_MENU = {
    "theme": ("use_theme",),
    "labels": ("names_of",),
    "shown_table": ("table",),
    "findings": ("tell_corpus", "tell_quotes", "tell_sources", "tell_stances", "tell_timeline",
                 "list_cues", "list_news", "list_removed", "list_silent"),
    "charts_corpus": ("draw_corpus", "draw_presence"),
    "charts_timeline": ("draw_reach", "draw_timeline"),
    "charts_quotes": ("draw_speakers", "draw_tones"),
    "charts_stance": ("draw_moves", "draw_network", "draw_positions", "draw_relations"),
    "charts_sources": ("draw_channels", "draw_shared_text"),
    "evidence": ("show_article", "show_evidence"),
    "explorers.explore": ("explore_corpus", "explore_quotes", "explore_sources", "explore_stances", "explore_timeline"),
    "explorers.pick_rows": ("pick_articles", "pick_events", "pick_quotes", "pick_sources", "pick_stances"),
}
_HOME = {name: f"workbench.show.{module}" for module, names in _MENU.items() for name in names}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"workbench.show has no {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
