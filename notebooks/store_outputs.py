"""Executes the notebooks for their default parameters and stores their outputs: what a reader sees and nbval compares.

    python notebooks/store_outputs.py [NOTEBOOK …]

A widget is stored as its static twin alone (its live view would be an error on opening, its model being gone), and
what a notebook found is put under its title, so that the two never differ.
"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from workbench.run.notebook_files import COMPUTED, FINDING
from workbench.run.report import WIDGET_TYPE

HERE = Path(__file__).resolve().parent
NOTE = "*Found with the default parameters; with others, see below the parameters.*"


def store_outputs(path: Path) -> None:
    """Executes one notebook in its folder and writes it back with its outputs."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, record_timing=False, store_widget_state=False,
                   resources={"metadata": {"path": str(path.parent)}}).execute()
    cells = {cell.id: cell for cell in notebook.cells}
    cells[FINDING].source = cells[COMPUTED].outputs[0].data["text/markdown"] + "\n\n" + NOTE
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop(WIDGET_TYPE, None)
    notebook.metadata.pop("widgets", None)
    nbformat.write(notebook, path)


if __name__ == "__main__":
    for given in sys.argv[1:] or sorted(HERE.glob("*.ipynb")):
        store_outputs(Path(given))
