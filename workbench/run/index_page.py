"""index.html of a report: the briefing, every row to explore, where notebooks and tables are; or all in one file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from pyarrow import parquet

import workbench
from workbench import tables
from workbench.compare.choose_rows import choose_sure
from workbench.compare.positions import speak_for
from workbench.corpus import Corpus
from workbench.run.report import LIBRARY, PAGE, STYLE, Execution, make_figure, make_policy
from workbench.show.briefing import Part, make_briefing, matters
from workbench.show.charts_quotes import draw_speakers
from workbench.show.charts_stance import draw_positions
from workbench.show.charts_timeline import draw_timeline
from workbench.show.findings import tell_source
from workbench.show.labels import count, names_of, propositions_of
from workbench.show.report_rows import SURE, collect_rows
from workbench.show.table_library import table_script
from workbench.show.theme import bundle, use_theme
from workbench.show.vega_library import vega_script

TABLES = "tables.js"  # DataTables, beside the page


@dataclass(frozen=True)
class Index:
    """What index.html shows besides how the notebooks ran."""

    heading: str
    source: str
    made: str                       # by which version, with which parameters
    rows: dict[str, Any]            # as `collect_rows` has them
    briefing: list[Part]
    figures: dict[str, list[str]]   # under the headings of the briefing


def collect_index(corpus: Corpus, settings: Mapping[str, Any]) -> Index:
    """What index.html shows of a corpus; settings: the parameters of the run."""
    carried = collect_rows(corpus)
    given = ", ".join(f"{key} {value}" for key, value in settings.items() if value not in ("", None))
    return Index(
        heading=f"Report on {Path(str(settings.get('corpus_folder') or 'the articles')).name}",
        source=f"{tell_source(corpus)} workbench {workbench.__version__}",
        made=f"workbench {workbench.__version__}; parameters: {given}", rows=carried.page,
        briefing=make_briefing(corpus, carried, settings.get("since") or ""), figures=_draw(corpus))


def write_index(folder: Path, index: Index, executions: Sequence[Execution], is_single: bool = False) -> Path:
    """index.html in `folder` and the libraries beside it; with `is_single` report.html alone, which holds them.

    executions: how the notebooks ran, whose pages stand in `folder`; a single file leads to none.
    """
    ours = [(PAGE / name).read_text(encoding="utf-8") for name in ("page.js", "report.js")]
    libraries = {LIBRARY: vega_script(), TABLES: table_script()}
    if is_single:
        # what ends a script element may stand in a library's strings, as an escape
        scripts = [{"text": script.decode().replace("</script", "<\\/script")} for script in libraries.values()]
    else:
        for name, script in libraries.items():
            (folder / name).write_bytes(script)
        scripts = [{"file": name} for name in libraries]
    scripts += [{"text": script} for script in ours]
    template = Environment(loader=FileSystemLoader(PAGE), autoescape=True).get_template("report.html.j2")
    page = folder / ("report.html" if is_single else "index.html")
    page.write_text(template.render(
        heading=index.heading, source=index.source, executions=executions,
        tables=[] if is_single else _list_tables(folder), single=is_single,
        style=STYLE + (PAGE / "report.css").read_text(encoding="utf-8"),
        policy=make_policy(*(script["text"] for script in scripts if "text" in script)), scripts=scripts,
        rows=as_json(index.rows), first_layer=index.rows["layers"][0]["layer"],
        briefing=index.briefing, figures=index.figures, made=index.made), encoding="utf-8")
    return page


def as_json(value: Any) -> str:
    """JSON to stand in a script element: no text in it ends the element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _draw(corpus: Corpus) -> dict[str, list[str]]:
    """Under the headings of the briefing, the charts that show the same."""
    use_theme()
    names = names_of(corpus)
    events = corpus.events[[matters(row) for row in corpus.events.to_dict("records")]]
    held = speak_for(choose_sure(corpus.stances, SURE), corpus.actors)
    charts = {"What happened": draw_timeline(events, corpus.articles, names),
              "Demands side by side": draw_positions(held, corpus.copies, names, propositions_of(corpus)),
              "Who is quoted": draw_speakers(corpus.quotes, names)}
    return {title: [make_figure(bundle(chart.to_dict()))] for title, chart in charts.items()}


def _list_tables(folder: Path) -> list[dict[str, str]]:
    return [{"name": name, "meaning": table.meaning,
             "rows": count(parquet.read_metadata(folder / "tables" / f"{name}.parquet").num_rows, "row")}
            for name, table in tables.TABLES.items()]
