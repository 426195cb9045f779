"""Every notebook in a real JupyterLab: all cells run, nothing complains, nothing leaves the machine, no barrier."""

import pytest

from .conftest import NOTEBOOKS, find_barriers

# what axe finds in Lab's own furniture is not ours to mend: only outputs and text are looked at, without the menu
# that Lab gives the charts it draws, and the brush, which Vega gives a role and no name (the chart has both)
OURS = ".jp-Notebook .jp-OutputArea-output, .jp-Notebook .jp-MarkdownOutput"
LABS = (".jp-RenderedVegaCommon5 details", ".jp-RenderedVegaCommon5 [role='graphics-symbol']:not([aria-label])")


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_clean_in_lab(lab, name):
    lab.open(f"notebooks/{name}.ipynb")
    lab.run_all()
    lab.wait_for_charts()
    assert lab.error_outputs() == []
    assert lab.errors == [] and lab.abroad == []
    lab.keep_picture(f"{name}")
    assert find_barriers(lab.page, {"include": [OURS], "exclude": [[part] for part in LABS]}) == ""
