"""A page of each notebook of a report, which opens offline, and what index.html says of it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from workbench.run.notebook_files import COMPUTED, FINDING
from workbench.show.fast_imports import spare_grammars
from workbench.show.report_rows import SHOWN
from workbench.show.theme import SPEC_TYPE

with spare_grammars():
    from nbconvert import HTMLExporter
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

ONLY_SINCE = "only-since"      # tag of cells that tell what is new since a day or an earlier report
LIBRARY = "vega.js"           # one copy of the plotting library for all pages
WIDGET_TYPE = "application/vnd.jupyter.widget-view+json"
EXPLORER = re.compile(r"<Explorer: \d+ (\w+);")
LINK = re.compile(r"\]\((\w+)\.ipynb\)")  # from one notebook to another
PAGE = Path(__file__).parents[1] / "show" / "page"
STYLE = (PAGE / "page.css").read_text(encoding="utf-8")


@dataclass
class Execution:
    """How one notebook ran: its seconds, the cell and error where it failed; and what its page and card show."""

    name: str
    seconds: float = 0.0
    failed_cell: int | None = None   # number of the cell in the notebook, from 1
    failed_source: str = ""          # first line of that cell
    error: str = ""
    question: str = ""               # its title
    finding: str = ""                # HTML
    picture: str = ""                # path of its first chart, in the report
    description: str = ""            # the same in words

    @property
    def is_failed(self) -> bool:
        return bool(self.error)

    def __str__(self) -> str:
        if not self.is_failed:
            return f"{self.name} done in {self.seconds:.1f} s"
        where = f" in cell {self.failed_cell} ({self.failed_source})" if self.failed_cell else ""
        return f"{self.name} FAILED{where}: {self.error}"


def write_page(path: Path, folder: Path, execution: Execution) -> None:
    """Makes the page and picture of an executed notebook in `folder`, and tells `execution` what its card shows."""
    notebook = nbformat.read(path, as_version=4)
    move_finding(notebook)
    nbformat.write(notebook, path)
    (folder / f"{path.stem}.html").write_text(make_page(notebook), encoding="utf-8")
    execution.question = _question(notebook)
    execution.finding = draw_finding(next((cell.source for cell in notebook.cells if cell.get("id") == FINDING), ""))
    drawn = next((output["data"] for cell in notebook.cells for output in cell.get("outputs", ())
                  if "image/svg+xml" in output.get("data", {})), None)
    if drawn:
        execution.picture, execution.description = f"pictures/{path.stem}.svg", drawn["text/plain"]
        (folder / "pictures").mkdir(exist_ok=True)
        (folder / execution.picture).write_text(drawn["image/svg+xml"], encoding="utf-8")


def draw_finding(text: str) -> str:
    """A finding's Markdown as HTML; HTML within it, which no finding has of its own, stays text."""
    return str(MarkdownWithMath(renderer=IPythonRenderer(escape=True)).render(text))


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
    shown = _with_charts(notebook)
    script = (PAGE / "page.js").read_text(encoding="utf-8")
    exporter = HTMLExporter(template_name=PAGE.name, extra_template_basedirs=[str(PAGE.parent)])
    resources = {"title": _question(notebook), "style": STYLE, "script": script, "library": LIBRARY,
                 "policy": make_policy(script)}
    html, _ = exporter.from_notebook_node(shown, resources=resources)
    return html


def _with_charts(notebook: NotebookNode) -> NotebookNode:
    """A copy whose charts are figures (picture and specification), its widgets their static twins, its links pages.

    What is new is left out where nothing is given to compare with.
    """
    shown = deepcopy(notebook)
    shown.metadata.pop("widgets", None)
    if not shown.metadata.get("papermill", {}).get("parameters", {}).get("since"):
        shown.cells = [cell for cell in shown.cells if ONLY_SINCE not in cell.metadata.get("tags", ())]
    for cell in shown.cells:
        if cell.cell_type == "markdown":
            cell.source = LINK.sub(r"](\1.html)", cell.source)
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if "image/svg+xml" in data:
                output["data"] = {"text/html": make_figure(data)}
            elif found := EXPLORER.match(data.get("text/plain", "")):
                layer = found[1] if found[1] in SHOWN or found[1] == "articles" else next(iter(SHOWN))
                output["data"] = {"text/html": f'<p><a href="index.html#{layer}">Explore the rows in the report</a>, '
                                               "or run this notebook in JupyterLab.</p>"}
            elif WIDGET_TYPE in data:
                del data[WIDGET_TYPE]
    return shown


def make_figure(data: Mapping[str, Any]) -> str:
    picture = base64.b64encode(data["image/svg+xml"].encode()).decode()
    # "<" as an escape, so that no text of an article ends the script element
    spec = json.dumps({k: v for k, v in data.get(SPEC_TYPE, {}).items() if k != "$schema"}).replace("<", "\\u003c")
    return (f'<figure class="chart"><img src="data:image/svg+xml;base64,{picture}" alt="{escape(data["text/plain"])}">'
            f'<script type="application/json">{spec}</script></figure>')


def _question(notebook: NotebookNode) -> str:
    lines = (line for cell in notebook.cells if cell.cell_type == "markdown" for line in cell.source.splitlines())
    return next((line[2:].strip() for line in lines if line.startswith("# ")), "A notebook")


def make_policy(*scripts: str) -> str:
    """A content security policy: nothing runs but the libraries beside the page and `scripts`; nobody is asked."""
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    allowed = " ".join(["'self'", *(f"'sha256-{digest}'" for digest in digests)])
    return f"default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; script-src {allowed}"
