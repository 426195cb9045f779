"""What the README shows runs and gives what it says."""

import contextlib
import io
import re
from pathlib import Path

import pytest

from workbench.run import cli

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```)?", README, flags=re.S)


@pytest.mark.parametrize(("code", "output"), BLOCKS)
def test_the_code_gives_the_output_beside_it(code, output, monkeypatch):
    monkeypatch.chdir(ROOT)
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        exec(compile(code, "README.md", "exec"), {})
    assert shown.getvalue() == output


@pytest.mark.parametrize("path", re.findall(r"\]\((?!https?:|#)([^)#]+)", README))
def test_what_it_links_to_is_there(path):
    assert (ROOT / path).exists()


@pytest.mark.parametrize("target", re.findall(r"^make ([\w-]+)", README, flags=re.M))
def test_its_make_targets_exist(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M)


@pytest.mark.parametrize("command", sorted(set(re.findall(r"^workbench ([\w-]+)", README, flags=re.M))))
def test_its_commands_exist(command):
    assert command in cli.COMMANDS
