"""`workbench new`: a folder of one's own for another dispute, with notebooks that take their logic from the package."""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from pathlib import Path

from workbench.intake.files import list_files
from workbench.run.notebook_files import FINDING, find_packaged_notebooks
from workbench.show.escape import plain

PROJECT_FILES = Path(__file__).parent / "project_files"
SETTINGS = {"draft_file": "", "corpus_folder": "articles", "actors_file": "actors.toml", "issues_file": "issues.toml"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("folder", help="the folder to make, such as my_dispute")
    parser.add_argument("--from", dest="source", metavar="FOLDER",
                        help="articles to copy in and look through: actors and issues are proposed from them")


def run_command(args: argparse.Namespace) -> int:
    """Lays the folder out, takes articles in if they are named, and says what to do next."""
    if args.source:
        list_files(args.source)     # raises where nothing is there, before anything is made
    folder = lay_out(args.folder)
    if args.source:
        from workbench.run.first_look import start_from

        page = start_from(args.source, folder, _say)
        sys.stdout.write(plain(f"""{folder} is filled. Next:
  1. read {page}: what was found, and what to decide
  2. cd {folder}, edit actors.toml and issues.toml (in Lab, beside the articles: workbench lab, notebook 5_setup)
  3. workbench run --out reports/first
"""))
        if sys.stdout.isatty():
            import webbrowser

            webbrowser.open(page.absolute().as_uri())
        return 0
    sys.stdout.write(plain(f"""{folder} is laid out. Next:
  1. put your articles into {folder / "articles"}
  2. cd {folder}
  3. workbench actors --suggest > actors.toml    (then edit: who speaks for whom, roles, pronouns)
     workbench issues --suggest > issues.toml    (then edit: name the propositions)
  4. workbench run --out reports/first
"""))
    return 0


def _say(text: str) -> None:
    sys.stderr.write(plain(text) + "\n")


def lay_out(folder: str | Path) -> Path:
    """A new folder with articles/, actors.toml, issues.toml, articles.toml and the notebooks; returns its path.

    The notebooks are the package's own, without outputs, set to the folder's files. Raises FileExistsError where the
    folder holds anything already: nothing is overwritten.
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"{folder} is there already and holds something: choose another name")
    shutil.copytree(PROJECT_FILES, folder, copy_function=shutil.copyfile, dirs_exist_ok=True)
    (folder / "gitignore").rename(folder / ".gitignore")
    (folder / "notebooks").mkdir()
    for notebook in find_packaged_notebooks():
        _copy(notebook, folder / "notebooks" / notebook.name)
    return folder


def _copy(source: Path, target: Path) -> None:
    """A notebook without outputs and findings, whose parameters name the new folder's files."""
    import nbformat

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
