"""The report of a run: index.html with a card a notebook, a page each that opens offline, every table."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import tables
from workbench.show.theme import SPEC_TYPE
from workbench.show.vega_library import vega_script

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from workbench.run.execute import Execution

LIBRARY = "vega.js"           # one copy of the plotting library for all pages
WIDGET_TYPE = "application/vnd.jupyter.widget-view+json"
LINK = re.compile(r"\]\((\w+)\.ipynb\)")  # from one notebook to another
FINDING, COMPUTED = "finding", "computed-finding"  # ids of the cell under the title, and of the one that computes it
PAGE = Path(__file__).parents[1] / "show" / "page"


def write_page(path: Path, folder: Path, execution: Execution) -> None:
    """Makes the page and picture of an executed notebook in `folder`, and tells `execution` what its card shows."""
    import nbformat
    from nbconvert.filters import markdown2html

    notebook = nbformat.read(path, as_version=4)
    move_finding(notebook)
    nbformat.write(notebook, path)
    (folder / f"{path.stem}.html").write_text(make_page(notebook), encoding="utf-8")
    execution.question = _question(notebook)
    execution.finding = markdown2html(next((cell.source for cell in notebook.cells if cell.get("id") == FINDING), ""))
    drawn = next((output["data"] for cell in notebook.cells for output in cell.get("outputs", ())
                  if "image/svg+xml" in output.get("data", {})), None)
    if drawn:
        execution.picture, execution.description = f"pictures/{path.stem}.svg", drawn["text/plain"]
        (folder / "pictures").mkdir(exist_ok=True)
        (folder / execution.picture).write_text(drawn["image/svg+xml"], encoding="utf-8")


def move_finding(notebook: NotebookNode) -> None:
    """Puts what the notebook found in this run under its title, in place of what it found when it was stored."""
    cells = {cell.get("id"): cell for cell in notebook.cells}
    if FINDING in cells and COMPUTED in cells:
        texts = [output["data"]["text/markdown"] for output in cells[COMPUTED].get("outputs", ())
                 if "text/markdown" in output.get("data", {})]
        cells[FINDING]["source"] = texts[0] if texts else "This run ended before the finding."
        cells[COMPUTED]["outputs"] = []


def make_page(notebook: NotebookNode) -> str:
    """An executed notebook as one HTML page that asks nobody for anything."""
    from nbconvert import HTMLExporter

    shown = _with_charts(notebook)
    script = (PAGE / "page.js").read_text(encoding="utf-8")
    exporter = HTMLExporter(template_name=PAGE.name, extra_template_basedirs=[str(PAGE.parent)])
    resources = {"title": _question(notebook), "style": _style(), "script": script, "library": LIBRARY,
                 "policy": _policy(script)}
    html, _ = exporter.from_notebook_node(shown, resources=resources)
    return html


def _with_charts(notebook: NotebookNode) -> NotebookNode:
    """A copy whose charts are figures (picture and specification), its widgets their static twins, its links pages."""
    from copy import deepcopy

    shown = deepcopy(notebook)
    shown.metadata.pop("widgets", None)
    for cell in shown.cells:
        if cell.cell_type == "markdown":
            cell.source = LINK.sub(r"](\1.html)", cell.source)
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if "image/svg+xml" in data:
                output["data"] = {"text/html": _figure(data)}
            elif WIDGET_TYPE in data:
                del data[WIDGET_TYPE]
                if "text/html" not in data:
                    output["data"] = {"text/html": "<p><em>An explorer stands here in JupyterLab.</em></p>"}
    return shown


def _figure(data: Mapping[str, Any]) -> str:
    picture = base64.b64encode(data["image/svg+xml"].encode()).decode()
    # "<" as an escape, so that no text of an article ends the script element
    spec = json.dumps({k: v for k, v in data.get(SPEC_TYPE, {}).items() if k != "$schema"}).replace("<", "\\u003c")
    return (f'<figure class="chart"><img src="data:image/svg+xml;base64,{picture}" alt="{escape(data["text/plain"])}">'
            f'<script type="application/json">{spec}</script></figure>')


def _question(notebook: NotebookNode) -> str:
    lines = (line for cell in notebook.cells if cell.cell_type == "markdown" for line in cell.source.splitlines())
    return next((line[2:].strip() for line in lines if line.startswith("# ")), "A notebook")


def write_index(folder: Path, executions: Sequence[Execution], settings: Mapping[str, Any]) -> None:
    """index.html over the pages and tables in `folder`, and the plotting library they share."""
    from jinja2 import Environment, FileSystemLoader

    import workbench

    (folder / LIBRARY).write_bytes(vega_script())
    listed = [{"name": name, "meaning": table.meaning, "rows": _rows(folder / "tables" / f"{name}.parquet")}
              for name, table in tables.TABLES.items()]
    given = ", ".join(f"{key} {value}" for key, value in settings.items() if value not in ("", None))
    template = Environment(loader=FileSystemLoader(PAGE), autoescape=True).get_template("cards.html.j2")
    (folder / "index.html").write_text(template.render(
        executions=executions, tables=listed, style=_style(), policy=_policy(),
        heading=f"Report on {settings.get('corpus_folder') or 'the articles'}",
        made=f"workbench {workbench.__version__}; parameters: {given}"), encoding="utf-8")


def _rows(path: Path) -> str:
    from pyarrow import parquet

    from workbench.show.labels import count

    return count(parquet.read_metadata(path).num_rows, "row")


@cache
def _style() -> str:
    return (PAGE / "page.css").read_text(encoding="utf-8")


def _policy(script: str = "") -> str:
    """A content security policy: nothing runs but the library beside the page and `script`; nobody is asked."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    allowed = f"'self' 'sha256-{digest}'" if script else "'none'"
    return f"default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; script-src {allowed}"
