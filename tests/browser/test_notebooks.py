"""Every notebook in a real JupyterLab: all cells run, nothing complains, nothing leaves the machine, no barrier."""

import pytest

from .conftest import NOTEBOOKS

# what axe finds in Lab's own furniture is not ours to mend: only outputs and text are looked at, without the menu
# that Lab gives the charts it draws
OURS = ".jp-Notebook .jp-OutputArea-output, .jp-Notebook .jp-MarkdownOutput"
LABS = ".jp-RenderedVegaCommon5 details"


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_clean_in_lab(lab, name):
    from axe_playwright_python.sync_playwright import Axe

    lab.open(f"notebooks/{name}.ipynb")
    lab.run_all()
    lab.wait_for_charts()
    assert lab.error_outputs() == []
    assert lab.errors == [] and lab.abroad == []
    lab.keep_picture(f"{name}")
    results = Axe().run(lab.page, context={"include": [OURS], "exclude": [LABS]},
                        options={"resultTypes": ["violations"]})
    serious = [f"{barrier['id']}: {node['html'][:200]}" for barrier in results.response["violations"]
               if barrier["impact"] in ("serious", "critical") for node in barrier["nodes"]]
    assert not serious, "\n".join(serious)
