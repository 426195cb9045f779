"""The notebooks: their form, their stored outputs, and runs with other parameters than the default."""

import ast
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell

import workbench as wb
from workbench import tables
from workbench.run import parameters, report

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
COMMON = {"corpus_folder", "actors_file", "issues_file", "date_from", "date_to"}


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def test_there_are_eight():
    assert [path.stem for path in NOTEBOOKS] == ["0_corpus", "1_timeline", "2_quotes", "3_stance", "4_sources",
                                                 "5_setup", "6_check", "7_draft"]


def test_a_notebook_is_short_and_takes_its_logic_from_the_package(notebook):
    assert 20 <= len(notebook.cells) <= 35
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert not [source for source in code if isinstance(ast.parse(source), ast.Module)
                and any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in ast.walk(ast.parse(source)))]
    assert max(len(source.splitlines()) for source in code) <= 15


def test_a_notebook_asks_and_answers_first(notebook):
    title, finding, limits = notebook.cells[:3]
    assert title.source.startswith("# ") and title.source.splitlines()[0].endswith("?")
    assert finding.id == report.FINDING and limits.source.startswith("**What this misses.**")


def test_the_finding_under_the_title_is_the_computed_one(notebook):
    cells = {cell.id: cell for cell in notebook.cells}
    computed = cells[report.COMPUTED].outputs[0].data["text/markdown"]
    assert cells[report.FINDING].source.startswith(computed)


@pytest.mark.parametrize(("name", "script", "layer", "measure"), [
    ("1_timeline", "times", "times", "strict F1"), ("1_timeline", "times", "times", "value F1"),
    ("1_timeline", "coded", "events", "precision"), ("1_timeline", "coded", "events", "recall"),
    ("2_quotes", "quotes", "quotes", "end-to-end F1, all"), ("2_quotes", "quotes", "quotes", "end-to-end F1, quoted"),
    ("2_quotes", "coded", "speakers", "speakers"),
    ("3_stance", "coded", "stances", "precision"), ("3_stance", "coded", "stances", "recall"),
    ("3_stance", "coded", "stances", "precision of those drawn (confidence 0.6)"),
    ("3_stance", "coded", "relations", "precision"), ("3_stance", "coded", "relations", "recall"),
    ("7_draft", "drafts", "checks", "faults found, %"),
    ("7_draft", "drafts", "checks", "verdicts right but not found, %"),
])
def test_the_error_it_tells_is_the_measured_one(name, script, layer, measure):
    results = json.loads((ROOT / "tests/benchmarks/results.json").read_text(encoding="utf-8"))
    value = next(float(row["value"]) for row in results[script]["rows"]
                 if (row["layer"], row["measure"]) == (layer, measure))
    cells = nbformat.read(ROOT / f"notebooks/{name}.ipynb", as_version=4).cells
    told = next(cell.source for cell in cells if "What this misses" in cell.source)
    assert f"{value:.0f}" in re.findall(r"\d+", told)


def test_parameters_are_typed_and_commented_as_papermill_can_show(notebook):
    cell, = (cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", ()))
    path = next(path for path in NOTEBOOKS if nbformat.read(path, as_version=4) == notebook)
    found = parameters.read_parameters(path)
    assert set(found) > COMMON and all(parameter.help for parameter in found.values())
    assert len(found) == len(cell.source.strip().splitlines())
    assert not [line for line in cell.source.splitlines() if "|" in line or line.count("#") != 1]


def test_outputs_are_stored_without_errors_or_machine(notebook):
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code)
    outputs = [output for cell in code for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"]
    stored = json.dumps(notebook)
    assert str(Path.home()) + "/" not in stored and str(ROOT) not in stored
    assert report.WIDGET_TYPE not in stored and "widgets" not in notebook.metadata


def test_a_notebook_has_a_chart_and_an_explorer(notebook):
    cells = {cell.id: cell for cell in notebook.cells}
    outputs = [output for cell in cells.values() for output in cell.get("outputs", ())]
    assert any("image/svg+xml" in output.get("data", {}) for output in outputs)
    assert cells["explore"].source.startswith(("show.explore_", "show.check(", "show.edit_"))
    assert cells["explore"].outputs


def nbval(*paths, workers=2):
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", str(workers), "--dist", "loadfile",
         "--nbval", "--nbval-sanitize-with", str(ROOT / "tests/sanitize.cfg"), *map(str, paths)],
        cwd=ROOT, capture_output=True, text=True, timeout=400)


def test_the_stored_outputs_are_what_comes_out():
    done = nbval(*NOTEBOOKS)
    assert done.returncode == 0, done.stdout[-6000:]


def test_a_changed_stored_value_is_noticed(tmp_path):
    changed = nbformat.read(ROOT / "notebooks/2_quotes.ipynb", as_version=4)
    wanted = {"parameters", "set-up", "load", report.COMPUTED}
    changed.cells = [cell for cell in changed.cells if cell.id in wanted]
    data = changed.cells[-1].outputs[0].data
    data["text/plain"] = data["text/markdown"] = data["text/markdown"].replace("statements**", "statement**")
    for name in ("seeds", "data"):  # a project of its own, where the notebook finds its files
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "pyproject.toml").touch()
    nbformat.write(changed, tmp_path / "changed.ipynb")
    done = nbval(tmp_path / "changed.ipynb", workers=0)
    assert done.returncode == 1 and "...F " in done.stdout, done.stdout[-3000:]


@pytest.fixture(scope="module", params=["vladimir_medinsky", "rustem_umerov"])
def by_speaker(request, tmp_path_factory):
    """2_quotes run by papermill alone from another working folder: the speaker, and the notebook that came out."""
    import papermill

    out = tmp_path_factory.mktemp("run") / "out.ipynb"
    papermill.execute_notebook(ROOT / "notebooks/2_quotes.ipynb", out, {"actor": request.param},
                               progress_bar=False, cwd=ROOT / "tests")
    return request.param, nbformat.read(out, as_version=4)


def rows_of(notebook, cell_id):
    cell, = (cell for cell in notebook.cells if cell.get("id") == cell_id)
    return [line.split(" | ") for line in cell.outputs[0].data["text/plain"].splitlines()[1:]]


def test_one_speaker_asked_for_is_the_only_one_shown(by_speaker, seeds):
    speaker, notebook = by_speaker
    name = seeds.actors.actors[speaker].name
    his = wb.choose(seeds.quotes, speakers=speaker)
    shown = rows_of(notebook, "table-quotes")
    assert len(shown) == len(his) > 0
    assert all(name in row[0].split("; ") for row in shown)
    finding, = (cell for cell in notebook.cells if cell.get("id") == report.COMPUTED)
    assert f"**{len(his)} statement" in finding.outputs[0].data["text/markdown"]


@pytest.mark.parametrize(("name", "given", "message"), [
    ("2_quotes", {"actor": "nobody_here"}, "no actor 'nobody_here'"),
    ("2_quotes", {"actr": "vladimir_medinsky"}, "no parameter actr. Did you mean actor"),
    ("3_stance", {"issue": "nothing"}, "no issue 'nothing'"),
])
def test_a_notebook_alone_refuses_what_does_not_exist(name, given, message, tmp_path):
    import papermill
    from papermill.exceptions import PapermillExecutionError

    with pytest.raises(PapermillExecutionError, match=message):
        papermill.execute_notebook(ROOT / f"notebooks/{name}.ipynb", tmp_path / "out.ipynb", given,
                                   progress_bar=False, cwd=ROOT)


def test_days_without_articles_end_a_notebook_with_the_days_there_are(notebook):
    shell = InteractiveShell()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            ran = shell.run_cell(cell.source)
            if not ran.success:
                break
        if "parameters" in cell.metadata.get("tags", ()):
            shell.user_ns["date_from"] = "2031-01-01"
    assert "no article from 2031-01-01 among 5: they run from 2026-02-13 to 2026-02-18" in str(ran.error_in_exec)


def test_every_table_a_notebook_names_is_declared(notebook):
    for cell in notebook.cells:
        for node in ast.walk(ast.parse(cell.source)) if cell.cell_type == "code" else ():
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "corpus":
                assert node.attr in {*tables.TABLES, "save", "between", "reviews", "actors", "problems"}, node.attr
