"""What nothing in the package and the notebooks uses, by vulture; those below are used all the same.

    python tests/dead_code.py
"""

import json
import sys
from pathlib import Path

from vulture.core import Vulture

ROOT = Path(__file__).resolve().parent.parent
USED = {
    "called by Python when a menu's name is asked for": ["__getattr__", "__dir__"],
    "read by another library": ["freeze_panes", "data_type", "execution_count", "outputs"],
    "read by cards.html.j2": ["question", "finding"],
}


def find_unused() -> list[str]:
    """A line for each piece of dead code."""
    search = Vulture(ignore_names=[name for names in USED.values() for name in names])
    search.scavenge([str(ROOT / "workbench")])
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        search.scan("\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"), notebook)
    return [item.get_report() for item in search.get_unused_code(min_confidence=60)]


if __name__ == "__main__":
    found = find_unused()
    print("\n".join(found))
    sys.exit(bool(found))
