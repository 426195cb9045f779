"""To other people's tools. `from workbench import export` is the menu."""

from workbench.export.articles import load_articles, save_articles
from workbench.export.codings import add_codings, load_codings, save_codings
from workbench.export.dna import save_dna, save_event_list
from workbench.export.graphs import save_graphml
from workbench.export.tabular import load_tables, save_tables
from workbench.export.timeline_formats import save_icalendar, save_timelinejs, to_icalendar, to_timelinejs

__all__ = ["add_codings", "load_articles", "load_codings", "load_tables", "save_articles", "save_codings", "save_dna",
           "save_event_list", "save_graphml", "save_icalendar", "save_tables", "save_timelinejs", "to_icalendar",
           "to_timelinejs"]
