"""What nothing in the package and the notebooks uses, by vulture; those below are used all the same.

    python tests/dead_code.py
"""

import json
import re
import sys
from pathlib import Path

from vulture.core import Vulture

ROOT = Path(__file__).resolve().parent.parent
USED = {
    "called or read by Python and IPython": ["__getattr__", "__dir__", "__doc__", "__cause__", "__signature__",
                                             "_repr_html_"],
    "called or read by openpyxl, nbformat and distributed": ["freeze_panes", "data_type", "execution_count", "outputs",
                                                             "deserialize", "traceback", "_handle_event"],
    "read by onnxruntime": ["intra_op_num_threads", "log_severity_level"],
    "read by report.html.j2": ["question", "finding"],
    "called by pydantic": ["has_places", "knows_its_articles"],
    "read by the widgets' JavaScript": ["file_name", "caption", "selection", "answers", "choosing"],
    "what an entry of clutter.toml shows its test": ["examples", "near_misses"],
    "how a test reads a file by the encoding that its row names": ["decode_as"],
}
NAMED_IN_LEXICONS = re.compile(r'^make = "(\w+)"', re.M)  # what makes a value of a time


def find_unused() -> list[str]:
    """A line for each piece of dead code."""
    search = Vulture(ignore_names=[name for names in USED.values() for name in names])
    search.scavenge([str(ROOT / "workbench")])
    for lexicon in (ROOT / "workbench/lexicons").glob("*.toml"):
        search.scan("\n".join(NAMED_IN_LEXICONS.findall(lexicon.read_text(encoding="utf-8"))), lexicon)
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        search.scan("\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"), notebook)
    return [item.get_report() for item in search.get_unused_code(min_confidence=60)]


if __name__ == "__main__":
    found = find_unused()
    print("\n".join(found))
    sys.exit(bool(found))
