"""`workbench new`: a folder of one's own for another dispute, with notebooks that take their logic from the package."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

SETTINGS = {"corpus_folder": "articles", "actors_file": "actors.toml", "issues_file": "issues.toml"}
FILES = {
    "actors.toml": '''# Who is who: an entry for each person, state, organisation or group; tables show the id.
# `workbench actors --suggest` proposes entries from the articles. Only `name` is required; kind is one of person,
# state, organisation, group. A person may speak for another entry of this file.
#
# [jane_doe]
# name = "Jane Doe"
# kind = "person"
# speaks_for = "dockers_union"
# aliases = ["J. Doe"]                  # other spellings and names
# roles = ["union leader"]              # what she is called: "the union leader said"
# pronoun = "she"
#
# [dockers_union]
# name = "Dockers Union"
# kind = "organisation"
# aliases = ["dockers' union"]
''',
    "issues.toml": '''# What is in dispute: propositions that actors can be for or against.
# `workbench issues --suggest` proposes phrases from the articles. Wordings match over inflection, order and a few words
# in between; an actor's name in them says who does it ("the company raises wages").
#
# [pay_rise]
# name = "Pay rise"
# proposition = "The company raises the dockers' wages"
# phrases = ["pay rise", "higher wages", "the company raises wages"]      # wordings of the proposition
# against = ["there is no money for more pay"]                           # wordings that oppose it by themselves
''',
    "articles.toml": '''# What you know of an article where its file is silent or wrong, by article id: the file's name
# without its ending.
# Keys: title, standfirst, date, author, outlet, url, language, tags. What stands here goes before what the file says.
#
# [my_article]
# outlet = "The Daily Example"
# date = 2026-02-14
''',
    "articles/README.md": "Put the articles here: text, HTML, PDF, Word, CSV, JSON … as you received them.\n",
    ".gitignore": ".cache/\nreports/\nlab/\n.ipynb_checkpoints/\n",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("folder", help="the folder to make, such as my_dispute")


def run_command(args: argparse.Namespace) -> int:
    """Lays the folder out and says what to do next."""
    folder = lay_out(args.folder)
    sys.stdout.write(f"""{folder} is laid out. Next:
  1. put your articles into {folder / "articles"}
  2. cd {folder}
  3. workbench actors --suggest > actors.toml    (then edit: who speaks for whom, roles, pronouns)
     workbench issues --suggest > issues.toml    (then edit: name the propositions)
  4. workbench run --out reports/first
""")
    return 0


def lay_out(folder: str | Path) -> Path:
    """A new folder with articles/, actors.toml, issues.toml, articles.toml and the notebooks; returns its path.

    The notebooks are the package's own, without outputs, set to the folder's files. Raises FileExistsError where the
    folder holds anything already: nothing is overwritten.
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"{folder} is there already and holds something: choose another name")
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "notebooks").mkdir()
    for notebook in find_templates():
        _copy(notebook, folder / "notebooks" / notebook.name)
    return folder


def find_templates() -> list[Path]:
    """The package's notebooks: carried by the wheel, or beside the package in a checkout."""
    package = Path(__file__).parents[1]
    for folder in (package / "notebooks", package.parent / "notebooks"):
        found = sorted(folder.glob("*.ipynb"))
        if found:
            return found
    raise FileNotFoundError(f"the package at {package} came without its notebooks: install it again")


def _copy(source: Path, target: Path) -> None:
    """A notebook without outputs and findings, whose parameters name the new folder's files."""
    import nbformat

    from workbench.run.report import FINDING

    notebook = nbformat.read(source, as_version=4)
    for cell in notebook.cells:
        if cell.get("id") == FINDING:
            cell.source = "*Run this notebook to see what it finds.*"
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        if "parameters" in cell.metadata.get("tags", ()):
            for name, value in SETTINGS.items():
                cell.source = re.sub(rf'(?m)^({name}\b[^=\n]*= )"[^"\n]*"', rf'\1"{value}"', cell.source)
        if cell.cell_type == "markdown":
            cell.source = re.sub(r"\bdata/(actors|issues|articles)\.toml", r"\1.toml", cell.source)
    nbformat.write(notebook, target)
