"""The pages in docs/: they make a site that needs no network; their commands exist, their figures were measured."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import workbench
from workbench.run import cli
from workbench.run.parameters import read_parameters

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "docs").glob("*.md"))
LINKS = [(page, link) for page in PAGES for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8"))]
OF_ALL = {"corpus_folder", "actors_file", "issues_file", "date_from", "date_to", "since", "save_to"}
COMMANDS = sorted({found for page in PAGES for found in re.findall(r"^workbench (\w+)(.*)", page.read_text("utf-8"),
                                                                  flags=re.M)})


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site as `make docs` builds it; how it went."""
    line = re.search(r"^docs:.*\n\t\S+ (.+) site$", (ROOT / "Makefile").read_text("utf-8"), flags=re.M)
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run([sys.executable, *line[1].split(), folder], cwd=ROOT, capture_output=True, text=True)
    return folder, done


def test_the_site_builds_without_a_warning(site):
    folder, done = site
    assert (done.returncode, done.stderr) == (0, "")
    assert "README.html" in (folder / "index.html").read_text("utf-8")
    assert "night cross" in (folder / "docs" / "tutorial.html").read_text("utf-8")


def test_the_site_can_be_searched_from_disk(site):
    index = (site[0] / "searchindex.js").read_text("utf-8")     # a script: a browser fetches nothing from disk
    assert all(f'"docs/{page.stem}"' in index for page in PAGES)
    assert 'src="searchindex.js"' in (site[0] / "search.html").read_text("utf-8")


@pytest.mark.parametrize("fetched", [
    '<script src="https://example.org/a.js">', "<img alt='' src='//example.org/a.png'>",
    '<link rel="stylesheet" href="https://example.org/a.css">', "@import 'https://example.org/a.css'",
    "src: url(https://example.org/a.woff2)"])
def test_what_a_page_would_fetch_is_seen(fetched, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    import conf

    assert conf.FETCHED.search(fetched)
    assert not conf.FETCHED.search('<a href="https://example.org"><img src="a.png"><link rel="canonical" href="https://a.b">')


def test_the_figures_are_those_measured(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "benchmarks"))
    import figures_in_words

    kept = json.loads(figures_in_words.KEPT.read_text("utf-8"))
    texts = {document.name: document.read_text("utf-8") for document in figures_in_words.list_documents()}
    assert len(figures_in_words.MARKED.findall(texts["README.md"])) > 10
    stale = [name for name, text in texts.items() if figures_in_words.fill_figures(text, kept) != text]
    assert not stale, "make figures"


def test_every_chart_is_explained():
    told = set(re.findall(r"^\| ([^|]+?) \|", (ROOT / "docs" / "charts.md").read_text("utf-8"), flags=re.M))
    drawn = {title for room in ("show", "checking") for file in (ROOT / "workbench" / room).rglob("*.py")
             for title in re.findall(r'^    title = "(.+)"$', file.read_text("utf-8"), flags=re.M)}
    assert len(drawn) > 10 and drawn - told == set()


def test_what_comes_in_is_as_the_tutorial_shows(monkeypatch, capsys):
    command, shown = re.search(r"```\nworkbench (intake .+)\n```\n\n```text\n(.+?)```",
                               (ROOT / "docs" / "tutorial.md").read_text("utf-8"), flags=re.S).groups()
    monkeypatch.chdir(ROOT)
    assert cli.main(command.split()) == 0
    assert [line.rstrip() for line in capsys.readouterr().out.strip().splitlines()] == shown.strip().splitlines()


@pytest.mark.parametrize("notebook", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
@pytest.mark.parametrize("page", ["README.md", "notebooks/README.md"])
def test_a_notebooks_own_parameters_are_named(page, notebook):
    line = next(line for line in (ROOT / page).read_text("utf-8").splitlines() if f"{notebook.stem}]" in line
                or line.startswith(f"| `{notebook.name}`"))
    named = set(re.findall(r"[a-z_]{3,}", line.rpartition(" | ")[2])) if "in Lab alone" not in line else set()
    assert named == set(read_parameters(notebook)) - OF_ALL


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
