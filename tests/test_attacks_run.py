"""Attacks on the commands: code that lies in a stranger's folder, reports that would destroy work, paths and names."""

import importlib.metadata
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path

import nbformat
import pytest
from test_runs import command, folder, make_report, write_notebook  # noqa: F401  # a fixture and helpers

from workbench.run import cli, report_folder
from workbench.run.execute import execute
from workbench.run.lab import copy_notebooks

ROOT = Path(__file__).resolve().parent.parent
TEXT = "Headline {0}\n\nMaria Lindqvist said on Monday that the harbour would open. “We are ready {0},” she said.\n"
# what libraries import if they find it, and what Python, Jupyter and IPython might run by itself
SOUGHT = {"sitecustomize", "usercustomize", "numexpr", "bottleneck", "black", "cupy", "torch", "matplotlib", "uvloop",
          "orjson", "psutil", "jupyter_config", "jupyter_server_config", "jupyter_lab_config", "ipython_config",
          "ipython_kernel_config", "jupyter_nbconvert_config", "setup", "conftest", "workbench", "jupyter", "loky"}


def program(code, path):
    """A program as an installed command is: its own folder, not the working folder, is where Python looks first."""
    path.write_text(code)
    return [sys.executable, str(path)]


@pytest.fixture(scope="module")
def workbench_command(tmp_path_factory):
    return program("import sys\nfrom workbench.run.cli import main\nif __name__ == '__main__':\n    sys.exit(main())\n",
                   tmp_path_factory.mktemp("bin") / "workbench")


@pytest.fixture
def stranger(tmp_path):
    """A stranger's folder of articles, with a trap for every module's name; and where a sprung trap leaves its name."""
    place, sprung = tmp_path / "stranger", tmp_path / "sprung"
    place.mkdir()
    sprung.mkdir()
    for number in range(6):
        (place / f"{number}.txt").write_text(TEXT.format(number) * 3)
    for name in {*sys.stdlib_module_names, *importlib.metadata.packages_distributions(), *SOUGHT}:
        if name.isidentifier():
            trap = f"import os\nos.close(os.open({str(sprung / name)!r}, os.O_CREAT))\n"
            (place / f"{name}.py").write_text(trap)
    return place, sprung


def environment(**more):
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONSAFEPATH", "PYTHONPATH")}
    return {**kept, "PYTHONPATH": str(ROOT), **more}


def test_the_traps_work(stranger):
    place, sprung = stranger
    subprocess.run([sys.executable, "-c", "import workbench"], cwd=place, env=environment(), capture_output=True)
    assert (sprung / "workbench").exists()


@pytest.mark.parametrize("arguments", [
    ["analyse", ".", "--out", "../lake", "--workers", "2"],
    ["run", "quotes", "--corpus", ".", "--out", "../reports"],
])
def test_no_code_of_the_working_folder_runs(stranger, workbench_command, arguments):
    place, sprung = stranger
    if arguments[0] == "analyse":
        pytest.importorskip("distributed")
    done = subprocess.run([*workbench_command, *arguments], cwd=place, env=environment(), capture_output=True,
                          text=True, timeout=300)
    assert not list(sprung.iterdir())
    assert done.returncode == 0, done.stderr[-3000:]


def test_no_code_of_the_working_folder_runs_in_processes_that_load_starts(stranger, tmp_path):
    place, sprung = stranger
    code = "import workbench as wb\nif __name__ == '__main__':\n" \
           "    print(len(wb.load('.', workers=2, cache=False).quotes))"
    done = subprocess.run(program(code, tmp_path / "mine.py"), cwd=place, env=environment(), capture_output=True,
                          text=True, timeout=300)
    assert not list(sprung.iterdir())
    assert done.returncode == 0 and int(done.stdout) > 5, done.stderr[-3000:]


def wait_for(found, seconds=60.0):
    """What `found()` gives as soon as it gives something."""
    end = time.monotonic() + seconds
    while not (value := found()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)
    return value


@pytest.fixture
def lab(stranger, workbench_command, tmp_path):
    """`workbench lab` in the stranger's folder, with a kernel in it; the process and the kernel's connection file."""
    from urllib.request import Request, urlopen

    place, sprung = stranger
    shutil.copytree(ROOT / "notebooks", place / "notebooks", ignore=shutil.ignore_patterns("*.py"))
    # Jupyter looks for the templates of pages in the working folder too; ours of copies is called as one of them
    (place / "lab").mkdir()
    (place / "lab/index.html.j2").write_text(f"{{{{ cycler.__init__.__globals__.os.mkdir('{sprung / 'template'}') }}}}")
    runtime = tmp_path / "runtime"
    started = subprocess.Popen(
        [*workbench_command, "lab", "--", "--no-browser", "--port=0", "--ServerApp.token=", "--ServerApp.password=",
         "--ServerApp.disable_check_xsrf=True", "--allow-root"], cwd=place, stderr=(tmp_path / "log").open("w"),
        env=environment(JUPYTER_RUNTIME_DIR=str(runtime), JUPYTER_CONFIG_DIR=str(tmp_path / "config")))
    try:
        info = wait_for(lambda: next(iter(runtime.glob("jpserver-*.json")), None))
        url = json.loads(wait_for(info.read_text))["url"]
        wait_for(lambda: answers(url))
        urlopen(Request(f"{url}api/kernels", data=b"{}", method="POST"), timeout=60).read()
        yield started, next(runtime.glob("kernel-*.json")), url
    finally:
        started.kill()
        started.wait()


def answers(url):
    from urllib.error import URLError
    from urllib.request import urlopen

    try:
        return urlopen(f"{url}api", timeout=10).read()
    except (URLError, OSError):
        return None


def test_no_code_of_the_working_folder_runs_in_lab_and_its_kernels(lab, stranger):
    from urllib.request import urlopen

    from jupyter_client.blocking.client import BlockingKernelClient

    _, connection, url = lab
    client = BlockingKernelClient(connection_file=str(connection))
    client.load_connection_file()
    client.hb_channel.time_to_dead = 60.0  # seconds: a busy machine is slow to answer
    client.start_channels()
    client.wait_for_ready(timeout=60)
    shown = []
    client.execute_interactive("import colorsys, workbench; print(workbench.__file__)", timeout=60,
                               output_hook=lambda message: shown.append(message["content"].get("text", "")))
    client.stop_channels()
    assert b"corpus" in urlopen(f"{url}nbconvert/html/notebooks/0_corpus.ipynb", timeout=60).read()
    assert str(ROOT / "workbench/__init__.py") in "".join(shown)
    assert not list(stranger[1].iterdir())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_killed_lab_leaves_nothing_running(lab, how):
    psutil = pytest.importorskip("psutil")
    started, _, url = lab
    family = psutil.Process(started.pid).children(recursive=True)
    assert family, "a kernel runs"
    started.send_signal(how)
    started.wait(timeout=60)
    assert not answers(url)
    _, alive = psutil.wait_procs(family, timeout=30)
    assert not alive


@pytest.mark.parametrize("link", ["lab", "lab/1_good.ipynb"])
@pytest.mark.parametrize("target", ["elsewhere", "elsewhere/new.py"])
def test_no_copy_of_a_notebook_is_written_through_a_link(folder, link, target):  # noqa: F811
    Path("elsewhere").mkdir()
    Path("elsewhere/mine.txt").write_text("mine")
    Path(link).parent.mkdir(exist_ok=True)
    Path(link).symlink_to(Path(target).absolute())
    before = everything()
    for more in ([], ["--fresh"]):
        assert cli.main(["lab", *more]) == 2
    assert everything() == before


def test_no_copy_that_was_changed_is_lost(folder):  # noqa: F811
    for number in range(3):
        copy_notebooks(Path("notebooks"), Path("lab"), fresh=True)
        Path("lab/1_good.ipynb").write_text(f"mine {number}")
    copy_notebooks(Path("notebooks"), Path("lab"), fresh=True)
    assert {path.read_text() for path in Path("lab").glob("1_good.mine*.ipynb")} == {"mine 0", "mine 1", "mine 2"}


def everything(top="."):
    return {str(path): path.read_bytes() for path in sorted(Path(top).rglob("*")) if path.is_file()}


def test_a_report_within_a_report_and_notes_stay(folder):  # noqa: F811
    assert command("good") == 0
    assert command("good", "--out", "reports/today") == 0
    Path("reports/notes.md").write_text("mine")
    Path("reports/notebooks/mine.txt").write_text("mine too")
    kept = {**everything("reports/today"), "reports/notes.md": b"mine", "reports/notebooks/mine.txt": b"mine too"}
    assert command("drawn") == 0
    assert kept.items() <= everything("reports").items()
    assert not Path("reports/1_good.html").exists() and Path("reports/3_drawn.html").exists()


@pytest.mark.parametrize("record", [
    "{}", '{"files": {}}', "not json", '{"files": ["thesis.tex"]}', '{"files": {"thesis.tex": "0"}}', "[" * 100_000,
    '{"files": {"../actors.toml": "0"}}', '{"files": {"ABSOLUTE": "HASH"}}', '{"files": {"link/actors.toml": "HASH"}}',
    '{"files": {"../actors.toml": "HASH"}}', '{"files": {"linked.toml": "HASH"}}', '{"files": {"": "0"}}',
])
def test_a_folder_with_a_run_json_that_is_no_report_is_refused(folder, capsys, record):  # noqa: F811
    from hashlib import sha256

    Path("mine").mkdir()
    Path("mine/thesis.tex").write_text("years of work")
    Path("mine/link").symlink_to("..")
    Path("mine/linked.toml").symlink_to(folder / "actors.toml")
    Path("mine/run.json").write_text(record.replace("ABSOLUTE", str(folder / "actors.toml")).replace(
        "HASH", sha256(Path("actors.toml").read_bytes()).hexdigest()))
    before = everything()
    assert command("good", "--out", "mine") == 2
    assert "--out" in capsys.readouterr().err
    assert everything() == before


@pytest.mark.parametrize("place", ["index.html", "notebooks/1_good.ipynb"])
def test_what_was_changed_in_a_report_is_not_replaced(folder, capsys, place):  # noqa: F811
    make_report("good", "index.html", "notebooks/1_good.ipynb")
    with (Path("reports") / place).open("a") as file:
        file.write("\n")
    before = everything()
    assert command("good") == 2
    assert f"{place} is not the last report's, or was changed since" in capsys.readouterr().err
    assert everything() == before


@pytest.mark.parametrize("block", ["tables", "b/index.html", "a"])
def test_what_stands_in_the_way_of_a_new_file_is_refused_when_it_comes(folder, block):  # noqa: F811
    make_report("good")
    with report_folder.beside(Path("reports")) as part:
        for name in ("tables/quotes.csv", "b/index.html", "a/b/c/d.txt", "index.html"):
            (part / name).parent.mkdir(parents=True, exist_ok=True)
            (part / name).write_text("new")
        (Path("reports") / block).parent.mkdir(exist_ok=True)
        (Path("reports") / block).write_text("mine")  # written while the notebooks ran
        before = everything("reports")
        with pytest.raises((ValueError, OSError)):
            report_folder.move_into_place(part, Path("reports"), {})
    assert everything("reports") == before


def test_a_folder_that_became_a_link_is_not_followed(folder):  # noqa: F811
    make_report("good", "index.html", "tables/quotes.csv")
    Path("reports/tables").rename("elsewhere")
    Path("reports/tables").symlink_to("../elsewhere")
    before = everything("elsewhere")
    assert command("good") == 2
    assert everything("elsewhere") == before


@pytest.mark.parametrize("name", ["link/important.txt", "important.txt", "link", "nowhere/a.txt"])
def test_nothing_is_fetched_through_what_a_stranger_left_beside_a_report(folder, name):  # noqa: F811
    """A run that died leaves the report half moved beside its place, and the next one ends it: strangers know."""
    from hashlib import sha256

    Path("mine").mkdir()
    Path("mine/important.txt").write_text("years of work")
    part = Path(".reports.part")
    part.mkdir()
    (part / "link").symlink_to(folder / "mine")
    (part / "nowhere").symlink_to(folder / "nothing")
    (part / "important.txt").symlink_to(folder / "mine/important.txt")
    (part / "run.json").write_text(json.dumps({"files": {name: sha256(b"years of work").hexdigest()}}))
    before = everything("mine")
    try:
        make_report("good")
    except ValueError as error:
        assert "is nothing that a run of the workbench left" in str(error)
    assert everything("mine") == before


def test_a_report_is_not_made_through_a_link(folder):  # noqa: F811
    Path("mine").mkdir()
    Path("mine/run.json").write_text(json.dumps({"files": {"important.txt": "0"}}))
    Path("mine/important.txt").write_text("years of work")
    Path(".reports.part").symlink_to("mine")
    before = everything("mine")
    with pytest.raises(ValueError, match="is a link"), report_folder.beside(Path("reports")):
        pass
    assert everything("mine") == before


def test_a_record_may_name_what_is_a_folder_of_the_new_report(folder):  # noqa: F811
    Path("reports").mkdir()
    Path("reports/run.json").write_text('{"files": {"tables": "0", "tables/quotes.csv": "0"}}')
    make_report("good", "index.html", "tables/quotes.csv")
    assert set(everything("reports")) == {f"reports/{name}" for name in ("run.json", "index.html", "tables/quotes.csv")}


def test_a_file_where_a_report_has_a_folder_is_told_and_stays(folder):  # noqa: F811
    make_report("good", "index.html")
    Path("reports/tables").write_text("mine")
    before = everything("reports")
    with pytest.raises(ValueError, match="a file stands where its folder would be"):
        make_report("good", "index.html", "tables/quotes.csv")
    assert everything("reports") == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no FIFO")
@pytest.mark.parametrize("name", ["run.json", "index.html"])
def test_a_pipe_in_a_report_s_place_is_not_waited_for(folder, name):  # noqa: F811
    make_report("good", "index.html")
    (Path("reports") / name).unlink()
    os.mkfifo(Path("reports") / name)
    with pytest.raises(ValueError, match="--out"):
        report_folder.check_replaceable(Path("reports"), ["index.html"])


def test_a_run_whose_notebooks_all_fail_leaves_the_report(folder, capsys):  # noqa: F811
    make_report("good")
    before = everything("reports")
    assert command("bad") == 1
    assert everything("reports") == before
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said and "stays as it was" in said and not list(Path().glob(".reports*"))


def test_where_there_is_no_report_yet_that_of_a_failed_run_tells_why(folder):  # noqa: F811
    assert command("bad") == 1
    assert "ZeroDivisionError" in Path("reports/index.html").read_text()


def test_names_are_never_templates(folder):  # noqa: F811
    Path("notebooks").rename("{top}")
    shutil.copy("{top}/1_good.ipynb", "{top}/{actor} {{0.__class__}}.ipynb")
    name = "{actor} {{0.__class__}}"
    assert command("--folder", "{top}", name, "--out", "{actor}{0}", "-p", "actor", "ada") == 0
    made = Path(f"{{actor}}{{0}}/notebooks/{name}.ipynb")
    assert nbformat.read(made, as_version=4).cells and not Path("ada{0}").exists()


def test_an_empty_folder_is_said_and_leaves_the_report(folder, capsys):  # noqa: F811
    Path("empty").mkdir()
    assert command("good", "--corpus", "empty") == 1
    assert "no article came in" in capsys.readouterr().err and not Path("reports").exists()
    assert cli.main(["intake", "empty"]) == 1
    pytest.importorskip("distributed")
    assert cli.main(["analyse", "empty", "--out", "lake"]) == 1


def test_without_notebooks_the_packages_own_are_run(folder):  # noqa: F811
    shutil.rmtree("notebooks")
    assert command("quotes") == 0
    assert "Ada Adler" in Path("reports/2_quotes.html").read_text()
    assert command("mine") == 2 and command("--folder", "notebooks") == 2


def test_intake_overwrites_no_file(folder, capsys):  # noqa: F811
    before = everything()
    for out in ("actors.toml", "articles/one.txt", "articles"):
        assert cli.main(["intake", "articles", "--out", out]) == 2
        assert "is there already" in capsys.readouterr().err
    assert everything() == before
    assert cli.main(["intake", "articles", "--out", "new.parquet"]) == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_and_problems_are_shown_to_a_terminal_as_text(folder, capfd):  # noqa: F811
    from test_hostile import assert_only_shown

    for name in ("\x1b[31mred", "back\rfront", "\u202etxt", "two\nlines 1 of 1", "\x9b31m"):
        Path(f"articles/{name}.txt").write_text(f"Ada Adler\x1b[2J said \u202eit.\n\n{name}")
        Path(f"articles/{name}.bin").write_bytes(b"\0\1\2")
    for arguments in (["intake", "articles"], ["run", "good", "--corpus", "articles"], ["run", "--corpus", "no\x1b[2J"],
                      ["actors", "articles", "--suggest", "--least", "1"], ["issues", "articles", "--suggest"]):
        cli.main(arguments)
        shown, said = capfd.readouterr()
        assert_only_shown(shown)
        assert_only_shown(said)
        assert not [line for line in shown.splitlines() if line.startswith("lines 1 of 1")]


def test_what_a_failing_cell_says_is_shown_to_a_terminal_as_text(folder, capfd):  # noqa: F811
    from test_hostile import assert_only_shown

    write_notebook("4_loud", "raise ValueError('\\x1b[2J\\u202e')")
    assert command("loud") == 1
    assert_only_shown(capfd.readouterr().err)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_in_warnings_and_of_what_is_written_are_shown_as_text(folder, capfd, monkeypatch):  # noqa: F811
    from test_hostile import assert_only_shown

    def show(message, category, filename, lineno, file=None, line=None):  # as Python does where no test records them
        sys.stderr.write(warnings.formatwarning(message, category, filename, lineno, line))

    monkeypatch.setattr(warnings, "showwarning", show)
    cache = folder / "ca\x1b[2Jche"
    monkeypatch.setenv("WORKBENCH_CACHE", str(cache))
    (cache / "quotes").mkdir(parents=True)
    (cache / "quotes" / "e\x1b[2Jvil.parquet").write_bytes(b"x")
    Path("draft.md").write_text("“We are ready,” Ada Adler said.")
    for arguments in (["cache"], ["check", "draft.md", "--corpus", "articles", "--json", "o\x1b[2J.json"], ["cache"],
                      ["intake", "articles", "--out", "i\x1b[2J.parquet"], ["new", "n\x1b[2Jew"], ["cache", "--clear"]):
        assert cli.main(arguments) == 0
        shown, said = capfd.readouterr()
        assert shown
        assert_only_shown(shown)
        assert_only_shown(said)
        assert "vil.parquet" not in said or said.startswith("workbench: e␛[2Jvil.parquet")


def test_execute_leaves_the_environment_as_it_was(folder, monkeypatch):  # noqa: F811
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    done, = execute({Path("notebooks/1_good.ipynb"): {}}, folder / "out")
    assert not done.is_failed and "PYTHONSAFEPATH" not in os.environ
