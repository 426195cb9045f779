"""`workbench run`: refuses before anything runs, survives a failing notebook, leaves a report that is whole."""

import contextlib
import html
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from workbench.run import report_folder, run_notebooks
from workbench.run.notebook_files import choose_notebooks, find_packaged_notebooks

PARAMETERS = '''corpus_folder: str = "articles"   # where the articles are
actor: str = ""                 # actor id
top: int = 3                      # how many
'''
ACTORS = '[ada]\nname = "Ada Adler"\nkind = "person"\n\n[bo]\nname = "Bo Berg"\nkind = "person"\n'
ISSUES = '[dam]\nname = "The dam"\nproposition = "The dam is built"\nphrases = ["build the dam"]\n'
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3"}, "language_info": {"name": "python"}}
DRAWN = '''from workbench import show, tables
show.use_theme()
show.draw_speakers(tables.make("quotes"), {})'''


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A project with one article, a registry and three small notebooks; the working folder of the test."""
    monkeypatch.chdir(tmp_path)
    for name, text in {"articles/one.txt": "A headline\n\nAda Adler said it would rain.\n", "actors.toml": ACTORS,
                       "issues.toml": ISSUES, "seeds/two.txt": "Another headline\n\nNothing happened.\n"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    write_notebook("1_good", "actor", finding="f'**{top}** of {actor or \"all\"}'")
    write_notebook("2_bad", "1 / 0")
    write_notebook("3_drawn", DRAWN)
    return tmp_path


def write_notebook(name, code, finding="'found'"):
    computed = f"from IPython.display import Markdown\nMarkdown({finding})"
    cells = [new_markdown_cell(f"# Is {name} right?", id="title"), new_markdown_cell("stored finding", id="finding"),
             new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}),
             new_code_cell(computed, id="computed-finding"), new_code_cell(code)]
    Path("notebooks").mkdir(exist_ok=True)
    nbformat.write(new_notebook(cells=cells, metadata=KERNEL), f"notebooks/{name}.ipynb")


def command(*arguments):
    from workbench.run.cli import main

    return main(["run", *arguments])


@pytest.mark.parametrize(("arguments", "message"), [
    (["-p", "acctor", "ada"], "no notebook chosen has a parameter acctor; those that exist: actor, corpus_folder"),
    (["-p", "top", "many"], "parameter top must be of type int"),
    (["-p", "actor", "cy"], "no actor 'cy'. Those that exist: ada, bo"),
    (["-y", "{top: [1]}"], "parameter top must be of type int"),
    (["-y", "actor"], "must name parameters"),
    (["-y", "{"], "is not YAML"),
    (["--corpus", "nowhere"], "no corpus at nowhere"),
    (["4_none"], "no notebook '4_none' in notebooks; there are 1_good, 2_bad, 3_drawn"),
    (["--out", "articles"], "holds something that is no report of the workbench"),
    (["--out", "actors.toml"], "is a file"),
])
def test_nothing_runs_that_cannot_run(folder, capsys, arguments, message):
    assert command(*arguments) == 2
    assert message in capsys.readouterr().err
    assert not (folder / "reports").exists()
    assert (folder / "articles" / "one.txt").exists()


def test_parameters_are_listed(folder, capsys):
    assert command("good", "--list") == 0
    assert "top: int = 3  how many" in capsys.readouterr().out


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The report of one run in which one of three notebooks fails; and what the run said."""
    with pytest.MonkeyPatch.context() as patch:
        home = folder.__wrapped__(tmp_path_factory.mktemp("project"), patch)
        done = subprocess.run([sys.executable, "-m", "workbench.run.cli", "run", "-p", "actor", "ada", "-y",
                               "{top: 5}"],
                              cwd=home, capture_output=True, text=True, timeout=300,
                              env={**os.environ, "PYTHONPATH": str(Path(run_notebooks.__file__).parents[2])})
    return home / "reports", done


def test_a_failing_notebook_is_told_and_stops_no_other(report):
    _, done = report
    assert done.returncode == 1
    assert "2_bad FAILED in cell 5 (1 / 0): ZeroDivisionError: division by zero" in done.stderr
    assert "1_good done" in done.stderr and "3_drawn done" in done.stderr
    assert "2 of 3 notebooks" in done.stderr.splitlines()[-1]


def test_the_record_says_what_was_run_on_what(report):
    folder, _ = report
    record = json.loads((folder / "run.json").read_text())
    assert record["parameters"]["1_good"] == {"actor": "ada", "top": 5}
    assert {Path(path).name for path in record["inputs"]} >= {"one.txt", "1_good.ipynb"}
    assert record["versions"]["workbench"] and record["versions"]["python"]
    assert [notebook["error"] for notebook in record["notebooks"]] == ["", "ZeroDivisionError: division by zero", ""]


def test_the_index_has_question_finding_picture_and_failure(report):
    folder, _ = report
    index = (folder / "index.html").read_text()
    for shown in ("Is 1_good right?", "<strong>5</strong> of ada", 'src="pictures/3_drawn.svg"', "ZeroDivisionError",
                  "1 of 3 notebooks failed", 'href="1_good.html"', 'href="tables/quotes.csv"'):
        assert shown in index
    assert "stored finding" not in index
    assert (folder / "pictures/3_drawn.svg").is_file()


def test_every_page_and_table_is_there_and_asks_nobody(report):
    folder, _ = report
    for page in ("index", "1_good", "2_bad", "3_drawn"):
        text = html.unescape((folder / f"{page}.html").read_text())
        assert "default-src 'none'" in text
        assert not [word for word in ('src="http', 'href="http', "url(http", "@import") if word in text]
    assert len(list((folder / "tables").glob("*.csv"))) == len(list((folder / "tables").glob("*.parquet"))) > 10
    assert (folder / "vega.js").is_file()
    assert sum(path.stat().st_size for path in folder.rglob("*")) < 5_000_000


def make_report(text, *names):
    """A report of the named files, index.html without names, put into place."""
    with report_folder.beside(Path("reports")) as part:
        for name in names or ("index.html",):
            (part / name).parent.mkdir(exist_ok=True)
            (part / name).write_text(text)
        report_folder.move_into_place(part, Path("reports"), {"made": text})


def test_a_report_is_replaced_whole(folder):
    make_report("first")
    with report_folder.beside(Path("reports")) as part:
        (part / "tables").mkdir()
        (part / "tables/quotes.csv").write_text("second")
        assert Path("reports/index.html").read_text() == "first"
        report_folder.move_into_place(part, Path("reports"), {"made": "second"})
    assert json.loads(Path("reports/run.json").read_text())["made"] == "second"
    assert Path("reports/tables/quotes.csv").read_text() == "second" and not Path("reports/index.html").exists()
    assert not list(Path().glob(".reports*"))
    make_report("third")
    assert {path.name for path in Path("reports").iterdir()} == {"index.html", "run.json"}


def test_an_interrupted_run_leaves_the_last_report(folder):
    make_report("good")
    with pytest.raises(KeyboardInterrupt), report_folder.beside(Path("reports")) as part:
        (part / "index.html").write_text("half")
        raise KeyboardInterrupt
    assert Path("reports/index.html").read_text() == "good"
    assert not list(Path().glob(".reports*"))


@pytest.mark.parametrize("there", ["nothing", "a report"])
def test_a_run_killed_between_its_moves_is_mended_by_the_next(folder, monkeypatch, there):
    if there == "a report":
        make_report("good")

    class Killed(BaseException):
        """Nothing of the program runs any more."""

    def replace(path, target, move=Path.replace):
        if path.name == "b.txt":
            raise Killed
        return move(path, target)

    with monkeypatch.context() as patch, pytest.raises(Killed), report_folder.beside(Path("reports")) as part:
        for name in ("a.txt", "b.txt", "c.txt", "index.html"):
            (part / name).write_text("new")
        patch.setattr(Path, "replace", replace)
        patch.setattr(shutil, "rmtree", lambda *_, **__: None)
        report_folder.move_into_place(part, Path("reports"), {"made": "new"})
    assert Path("reports/a.txt").exists() and not Path("reports/b.txt").exists()
    report_folder.check_replaceable(Path("reports"))
    with pytest.raises(ZeroDivisionError), report_folder.beside(Path("reports")):
        raise ZeroDivisionError
    assert json.loads(Path("reports/run.json").read_text())["made"] == "new"
    assert {path.read_text() for path in Path("reports").iterdir() if path.suffix != ".json"} == {"new"}
    assert len(list(Path("reports").iterdir())) == 5 and not list(Path().glob(".reports*"))


def test_a_second_run_into_the_same_folder_is_refused(folder):
    with report_folder.beside(Path("reports")), pytest.raises(ValueError, match="another run is writing"), \
            report_folder.beside(Path("reports")):
        pass


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_an_interrupt_stops_the_kernels(folder):
    write_notebook("1_slow", "from pathlib import Path\nimport os, time\n"
                             "Path('kernel').write_text(str(os.getpid()))\ntime.sleep(600)")
    run = subprocess.Popen([sys.executable, "-m", "workbench.run.cli", "run", "slow"], text=True,
                           stderr=subprocess.PIPE,
                           env={**os.environ, "PYTHONPATH": str(Path(run_notebooks.__file__).parents[2])})
    while not (Path("kernel").exists() and Path("kernel").read_text()) and run.poll() is None:
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 130 and "interrupted" in said
    kernel = int(Path("kernel").read_text())
    for _ in range(200):
        if not Path(f"/proc/{kernel}").exists():
            break
        time.sleep(0.05)
    assert not Path(f"/proc/{kernel}").exists()
    assert not Path("reports").exists()


def test_a_notebook_for_lab_alone_is_run_only_if_it_is_named():
    there = find_packaged_notebooks()
    chosen = [path.stem for path in choose_notebooks(there, (), Path())]
    assert "5_setup" not in chosen and len(chosen) == len(there) - 1
    assert [path.stem for path in choose_notebooks(there, ("setup",), Path())] == ["5_setup"]


@pytest.mark.parametrize("names", [(), ("quotes",)])
def test_in_a_folder_of_articles_alone_no_notebook_asks_for_a_draft_that_is_not_there(names, tmp_path, monkeypatch):
    """It failed there, and the report said so first."""
    from workbench.run import cli, run_notebooks

    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("Talks ended.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    plans = []
    monkeypatch.setattr(run_notebooks, "run", lambda work, say: plans.append(work) or [])
    cli.main(["run", *names])
    assert plans[0].values.get("7_draft", {}).get("draft_file") == (None if names else "")


@pytest.mark.parametrize(("faults", "starts", "is_run"), [
    (["Kernel died before replying to kernel_info"], 2, True),      # another process took a port meant for it
    (["Kernel died before replying to kernel_info"] * 2, 2, False),
    (["another fault"], 1, False)])
def test_a_kernel_that_died_at_its_start_is_started_once_more(faults, starts, is_run, folder, monkeypatch):
    from workbench.run import execute
    from workbench.run.report import Execution

    started = []

    def start(*_, **__):
        started.append(1)
        if len(started) <= len(faults):
            raise RuntimeError(faults[len(started) - 1])

    monkeypatch.setattr(execute.papermill, "execute_notebook", start)
    with contextlib.nullcontext() if is_run else pytest.raises(RuntimeError, match=faults[-1]):
        execute._run_papermill(Path("notebooks/1_good.ipynb"), Path("out.ipynb"), {}, Execution("1_good"))
    assert len(started) == starts
