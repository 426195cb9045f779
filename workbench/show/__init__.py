"""Rows → eyes: charts, tables, explorers and evidence. From a notebook: `wb.show`."""

from typing import TYPE_CHECKING

from workbench.lazy_menu import lazy_menu

__all__ = ["check", "compare_setups", "count_wordings", "draw_balance", "draw_channels", "draw_corpus",
           "draw_estimates", "draw_moves", "draw_network", "draw_positions", "draw_presence", "draw_reach",
           "draw_relations", "draw_shared_text", "draw_speakers", "draw_timeline", "draw_tones", "edit_actors",
           "edit_issues", "explore_corpus", "explore_draft", "explore_quotes", "explore_sources", "explore_stances",
           "explore_timeline", "list_cues", "list_news", "list_removed", "list_shared", "list_silent", "list_unfiled",
           "list_unmentioned", "names_of", "pick_articles", "pick_events", "pick_quotes", "pick_sources",
           "pick_stances", "propositions_of", "show_article", "show_evidence", "table", "tell_corpus", "tell_draft",
           "tell_estimates", "tell_quotes", "tell_setup", "tell_source", "tell_sources", "tell_stances",
           "tell_timeline", "tell_trust", "use_theme"]

if TYPE_CHECKING:
    from workbench.checking.draft_shown import draw_balance, explore_draft, tell_draft
    from workbench.show.charts_corpus import draw_corpus, draw_presence
    from workbench.show.charts_network import draw_network
    from workbench.show.charts_quotes import draw_speakers, draw_tones
    from workbench.show.charts_sources import draw_channels, draw_shared_text
    from workbench.show.charts_stance import draw_moves, draw_positions, draw_relations
    from workbench.show.charts_timeline import draw_reach, draw_timeline
    from workbench.show.check_queue import check
    from workbench.show.estimates_shown import draw_estimates, tell_estimates, tell_trust
    from workbench.show.evidence import show_evidence
    from workbench.show.explorers.edit_actors_panel import edit_actors
    from workbench.show.explorers.edit_issues_panel import edit_issues
    from workbench.show.explorers.explore import (
        explore_corpus,
        explore_quotes,
        explore_sources,
        explore_stances,
        explore_timeline,
    )
    from workbench.show.explorers.pick_rows import pick_articles, pick_events, pick_quotes, pick_sources, pick_stances
    from workbench.show.findings import (
        list_cues,
        list_news,
        list_removed,
        list_shared,
        list_silent,
        tell_corpus,
        tell_quotes,
        tell_source,
        tell_sources,
        tell_stances,
        tell_timeline,
    )
    from workbench.show.labels import names_of, propositions_of
    from workbench.show.marked_article import show_article
    from workbench.show.setup_shown import (
        compare_setups,
        count_wordings,
        list_unfiled,
        list_unmentioned,
        tell_setup,
    )
    from workbench.show.shown_table import table
    from workbench.show.theme import use_theme
else:
    __getattr__, __dir__ = lazy_menu(__name__, __file__, __all__)
