"""A workbench for analysts of the news: files → articles → rows → comparisons → eyes.

>>> import workbench as wb
>>> corpus = wb.load("seeds")                                   # doctest: +SKIP
>>> corpus.quotes[["speakers", "cue", "content"]].head()        # doctest: +SKIP

Every name is imported when it is first used, so `import workbench` costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.corpus import Corpus, load, open
    from workbench.extract import Analysis, analyse
    from workbench.extract.cast import Registry
    from workbench.extract.relations import relate
    from workbench.lake import analyse_corpus

__version__ = "0.1.0"

_HOME = {
    "Corpus": "workbench.corpus",
    "load": "workbench.corpus",
    "open": "workbench.corpus",
    "Analysis": "workbench.extract",
    "analyse": "workbench.extract",
    "Registry": "workbench.extract.cast",
    "relate": "workbench.extract.relations",
    "analyse_corpus": "workbench.lake",
    # what the notebooks ask of a corpus
    "build_network": "workbench.compare.networks",
    "check_against": "workbench.run.parameters",
    "choose": "workbench.compare.choose_rows",
    "find_collocations": "workbench.compare.words",
    "find_concordance": "workbench.compare.words",
    "find_contradictions": "workbench.compare.positions",
    "find_dated_differently": "workbench.compare.timeline_questions",
    "find_narrated_only": "workbench.compare.positions",
    "find_single_source": "workbench.compare.timeline_questions",
    "follow_plans": "workbench.compare.timeline_questions",
    "list_exclusives": "workbench.compare.outlets",
    "list_wordings": "workbench.compare.outlets",
    "mark_articles": "workbench.compare.words",
    "measure_outlets": "workbench.compare.outlets",
    "measure_precision": "workbench.review.trust",
    "save_dna": "workbench.export",
    "save_graphml": "workbench.export",
    "save_icalendar": "workbench.export",
    "save_timelinejs": "workbench.export",
    "select_events": "workbench.compare.timeline_questions",
    "speak_for": "workbench.compare.positions",
    "tally_positions": "workbench.compare.positions",
    "trace_channels": "workbench.compare.channels",
}
_ROOMS = ("export", "show")  # menus of their own: wb.show.table(…)

__all__ = ["Analysis", "Corpus", "Registry", "analyse", "analyse_corpus", "build_network", "check_against", "choose",
           "export", "find_collocations", "find_concordance", "find_contradictions", "find_dated_differently",
           "find_narrated_only", "find_single_source", "follow_plans", "list_exclusives", "list_wordings", "load",
           "mark_articles", "measure_outlets", "measure_precision", "open", "relate", "save_dna", "save_graphml",
           "save_icalendar", "save_timelinejs", "select_events", "show", "speak_for", "tally_positions",
           "trace_channels"]


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return import_module(f"workbench.{name}")
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"workbench has no {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
