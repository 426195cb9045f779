"""A workbench for analysts of the news: files → articles → rows → comparisons → eyes.

>>> import workbench as wb
>>> corpus = wb.load("seeds")                                   # doctest: +SKIP
>>> corpus.quotes[["speakers", "cue", "content"]].head()        # doctest: +SKIP

Every name is imported when it is first used, so `import workbench` costs next to nothing.
"""

from typing import TYPE_CHECKING

from workbench.lazy_menu import lazy_menu

__version__ = "0.1.0"
__all__ = ["Analysis", "Corpus", "Registry", "analyse", "analyse_corpus", "build_network", "check", "check_against",
           "choose", "choose_sure", "drop_repeated", "estimate", "explain", "export", "find_collocations",
           "find_concordance", "find_contradictions", "find_narrated_only", "find_single_source", "follow_plans",
           "learn", "list_differences", "list_exclusives", "list_undated", "list_wordings", "load", "mark_articles",
           "measure_agreement", "measure_evidence", "measure_fragility", "measure_keyness", "measure_outlets",
           "measure_precision", "measure_weights", "open", "read_draft", "relate", "save_dna", "save_graphml",
           "save_icalendar", "save_timelinejs", "select_events", "show", "speak_for", "suggest_confirmed",
           "tally_positions", "trace_channels"]

if TYPE_CHECKING:
    from workbench import export, show
    from workbench.checking.check_draft import check
    from workbench.checking.read_draft import read_draft
    from workbench.compare.channels import trace_channels
    from workbench.compare.choose_rows import choose, choose_sure
    from workbench.compare.fragility import measure_fragility
    from workbench.compare.networks import build_network
    from workbench.compare.outlets import list_exclusives, list_wordings, measure_outlets
    from workbench.compare.plans import follow_plans
    from workbench.compare.positions import (
        drop_repeated,
        find_contradictions,
        find_narrated_only,
        speak_for,
        tally_positions,
    )
    from workbench.compare.timeline_questions import find_single_source, list_undated, select_events
    from workbench.compare.words import find_collocations, find_concordance, mark_articles, measure_keyness
    from workbench.corpus import Corpus
    from workbench.export.dna import save_dna
    from workbench.export.graphs import save_graphml
    from workbench.export.timeline_formats import save_icalendar, save_timelinejs
    from workbench.extract.cast import Registry
    from workbench.extract.explain import explain
    from workbench.extract.one_text import Analysis, analyse
    from workbench.extract.relations import relate
    from workbench.lake.run import analyse_corpus
    from workbench.load_and_open import load, open
    from workbench.review.agreement import list_differences, measure_agreement
    from workbench.review.confidence import measure_weights
    from workbench.review.estimates import estimate
    from workbench.review.learn_positions import learn, measure_evidence
    from workbench.review.trust import measure_precision
    from workbench.run.parameters import check_against
    from workbench.suggest.confirmed_wordings import suggest_confirmed
else:
    __getattr__, __dir__ = lazy_menu(__name__, __file__, __all__)
