"""To other people's tools. `from workbench import export` is the menu."""

from importlib import import_module
from typing import Any

_HOME = {
    "save_tables": "workbench.export.tabular",
    "load_tables": "workbench.export.tabular",
    "save_articles": "workbench.export.articles",
    "load_articles": "workbench.export.articles",
    "save_dna": "workbench.export.dna",
    "save_event_list": "workbench.export.dna",
    "save_graphml": "workbench.export.graphs",
    "to_timelinejs": "workbench.export.timeline_formats",
    "save_timelinejs": "workbench.export.timeline_formats",
    "to_icalendar": "workbench.export.timeline_formats",
    "save_icalendar": "workbench.export.timeline_formats",
}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"workbench.export has no {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
