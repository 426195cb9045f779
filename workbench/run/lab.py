"""`workbench lab`: JupyterLab on working copies of the notebooks, so that looking around changes no stored output."""

from __future__ import annotations

import argparse
import shutil
from itertools import count
from pathlib import Path

from workbench import project


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("--notebooks", default="notebooks", help="folder of the notebooks (default: %(default)s)")
    parser.add_argument("--copies", default="lab", help="folder of the working copies (default: %(default)s)")
    parser.add_argument("--fresh", action="store_true", help="copy anew those that are there already; yours are kept "
                                                             "beside them as *.mine.ipynb, *.mine-2.ipynb …")
    parser.add_argument("jupyter", nargs="*", help="options for jupyter lab, after --")


def copy_notebooks(source: Path, target: Path, fresh: bool = False) -> list[Path]:
    """Copies of the notebooks in `source` that `target` hasn't yet; with `fresh` of all, changed ones set aside.

    Raises ValueError, before anything is copied, for a link in a copy's place: it would lead out of the folder.
    """
    if not source.is_dir():
        raise FileNotFoundError(f"no folder of notebooks at {source}: name it with --notebooks")
    notebooks = sorted(source.glob("*.ipynb"))
    for place in (target, *(target / notebook.name for notebook in notebooks)):
        if place.is_symlink():
            raise ValueError(f"{place} is a link, through which a copy would be written elsewhere: remove it, or name "
                             "another folder with --copies")
    target.mkdir(parents=True, exist_ok=True)
    copied = []
    for notebook in notebooks:
        copy = target / notebook.name
        if copy.exists():
            if not fresh:
                continue
            if copy.read_bytes() != notebook.read_bytes():
                copy.rename(_free_name(copy))
        shutil.copyfile(notebook, copy)
        copied.append(copy)
    return copied


def _free_name(copy: Path) -> Path:
    """Where a changed copy is set aside: a name that nothing has yet."""
    names = (copy.with_suffix(f".mine{f'-{number}' if number > 1 else ''}.ipynb") for number in count(1))
    return next(name for name in names if not (name.exists() or name.is_symlink()))


def run_command(args: argparse.Namespace) -> int:
    """Copies what is missing and becomes JupyterLab on the copies, with no look at the network."""
    source = project.find(args.notebooks)
    target = source.parent / args.copies
    copy_notebooks(source, target, args.fresh)

    from jupyterlab.labapp import LabApp

    # in this process: a child would go on when it is killed
    LabApp.launch_instance([
        f"--notebook-dir={source.parent}", f"--LabApp.default_url=/lab/tree/{target.name}",
        # a notebook saved as a page is laid out by Jupyter's templates, which are code, not by the working folder's
        "--TemplateExporter.extra_template_basedirs=[]",
        # neither news nor updates are asked for: the machine may not reach the internet
        "--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", *args.jupyter])
    return 0
