"""The `workbench` command: starts light, says what it can do, and why it does not start."""

import subprocess
import sys
import warnings

import pytest

from workbench.run import cli

HEAVY = ("pandas", "altair", "spacy", "papermill", "nltk", "yaml")


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["run", "--help"], ["lab", "--help"]])
def test_help_imports_nothing_heavy(arguments):
    code = (f"import sys\nfrom workbench.run import cli\n"
            f"try:\n    cli.main({arguments!r})\nexcept SystemExit as stop:\n    assert stop.code == 0, stop.code\n"
            f"print('heavy:', [name for name in {HEAVY!r} if name in sys.modules])")
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.endswith("heavy: []\n")


def test_help_names_every_command(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    shown = capsys.readouterr().out
    assert all(name in shown and help_ in shown for name, help_ in cli.COMMANDS.items())


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_has_its_arguments(name, capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main([name, "--help"])
    assert stop.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: workbench {name}")


@pytest.mark.parametrize("argv", [[], ["fly"], ["run", "--wings"]])
def test_a_command_that_is_none_exits_with_2(argv):
    with pytest.raises(SystemExit) as stop:
        cli.main(argv)
    assert stop.value.code == 2


def test_what_is_wrong_is_one_line_and_exit_2(capsys, monkeypatch):
    monkeypatch.delenv("WORKBENCH_DEBUG", raising=False)
    assert cli.main(["run", "--folder", "no/such/folder"]) == 2
    shown = capsys.readouterr().err
    assert "no notebooks in no/such/folder" in shown
    assert len(shown.splitlines()) == 1


def test_the_traceback_shows_on_request(monkeypatch):
    monkeypatch.setenv("WORKBENCH_DEBUG", "1")
    with pytest.raises(FileNotFoundError, match="no notebooks"):
        cli.main(["run", "--folder", "no/such/folder"])


def test_a_warning_is_its_words(capsys, monkeypatch):
    def warn(_):
        warnings.warn("one file was left out", stacklevel=2)
        return 0

    monkeypatch.setattr(cli, "load_command", lambda name: (lambda parser: None, warn))
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        monkeypatch.setattr(warnings, "showwarning", lambda message, category, file, line, *rest: sys.stderr.write(
            warnings.formatwarning(message, category, file, line)))     # pytest keeps warnings to itself
        assert cli.main(["cache"]) == 0
        assert capsys.readouterr().err == "workbench: one file was left out\n"
        warn(None)
        assert "test_cli.py" in capsys.readouterr().err
