"""The site of README and docs/: `make docs` builds it from the same files into site/, offline, every warning an error.

The sources are the project's own folder, so that a link reads the same on disk, at the host and on the site.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from sphinx.errors import ExtensionError

ROOT = Path(__file__).resolve().parent.parent
FRONT = "README"
PAGES = {
    "Learn": ("docs/tutorial", "docs/report", "docs/charts", "docs/check_a_draft", "docs/cite"),
    "Look up": ("docs/glossary", "data/README", "notebooks/README"),
    "Behind it": ("docs/model", "tests/benchmarks/RESULTS", "tests/benchmarks/README", "data/training/README",
                  "CONTRIBUTING", "SECURITY", "CHANGELOG", "docs/licences"),
}
# what a page would fetch from elsewhere when it is opened; links that a reader follows are not meant
FETCHED = re.compile(r"""<(?:script|img|iframe|source)\b[^>]*\bsrc=["'](?:https?:)?//[^"']*"""
                     r"""|<link\b(?=[^>]*\brel=["'](?:stylesheet|preload|preconnect|icon))[^>]*\bhref=["'](?:https?:)?//[^"']*"""
                     r"""|(?:@import|url\()\s*["']?(?:https?:)?//[^"')]*""")

project = "workbench"
version = release = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
project_copyright = ""
extensions = ["myst_parser"]
root_doc = FRONT
include_patterns = [f"{page}.md" for page in (FRONT, *(page for pages in PAGES.values() for page in pages))]
exclude_patterns = [".*", "site", "reports", "lab", "workbench", "seeds"]  # not even walked through
myst_heading_anchors = 3
html_theme = "furo"
html_title = "workbench"
html_show_sphinx = html_show_copyright = html_copy_source = False
html_show_search_summary = False     # it would fetch pages, which a browser does not do from disk


def add_contents(app: Any, page: str, source: list[str]) -> None:
    """The order of the pages, behind the README: it is the site's front page, and the host shows no directives."""
    if page == FRONT:
        for heading, pages in PAGES.items():
            listed = "\n".join(f"/{one}" for one in pages)
            source[0] += f"\n\n```{{toctree}}\n:hidden:\n:caption: {heading}\n\n{listed}\n```\n"


def finish(app: Any, failed: Exception | None) -> None:
    """index.html leads to the front page; a page that would fetch something from elsewhere is an error."""
    if failed:
        return
    site = Path(app.outdir)
    (site / "index.html").write_text(f'<!doctype html><meta charset="utf-8"><title>{project}</title>'
                                     f'<meta http-equiv="refresh" content="0; url={FRONT}.html">'
                                     f'<a href="{FRONT}.html">{project}</a>\n', encoding="utf-8")
    abroad = [f"{file.relative_to(site)}: {found[0]}" for pattern in ("*.html", "*.css") for file in site.rglob(pattern)
              for found in FETCHED.finditer(file.read_text(encoding="utf-8"))]
    if abroad:
        raise ExtensionError("these pages would fetch something from elsewhere:\n" + "\n".join(abroad))


def setup(app: Any) -> dict[str, bool]:
    app.connect("source-read", add_contents)
    app.connect("build-finished", finish)
    return {"parallel_read_safe": True}
