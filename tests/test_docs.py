"""The pages in docs/: what they link to is there, their commands exist, the citation names the program's version."""

import re
from pathlib import Path

import pytest
import yaml

import workbench
from workbench.run import cli

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "docs").glob("*.md"))
LINKS = [(page, link) for page in PAGES for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8"))]
COMMANDS = sorted({found for page in PAGES for found in re.findall(r"^workbench (\w+)(.*)", page.read_text("utf-8"),
                                                                  flags=re.M)})


@pytest.mark.parametrize(("page", "link"), LINKS)
def test_what_a_page_links_to_is_there(page, link):
    assert (page.parent / link).exists()


@pytest.mark.parametrize(("command", "rest"), COMMANDS)
def test_a_command_and_its_options_exist(command, rest):
    known = cli.make_parser(command).parse_args([command, *rest.partition("#")[0].split()])
    assert known.command == command


def test_the_citation_names_the_version():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["version"] == workbench.__version__ and citation["title"] and citation["authors"]
