"""What the package imports is declared, and what only some need says so in words when it is not there."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from workbench import export, tables

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PROJECT = tomllib.loads(TEXT)["project"]


def name_of(requirement):
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()


OF_AN_EXTRA = ("cluster.py",)  # imported only where Dask was found
DECLARED = {name_of(one) for one in PROJECT["dependencies"]}
EXTRA = {name_of(one) for extra in PROJECT["optional-dependencies"].values() for one in extra}


def imported():
    """Each import of a library: the file, the top-level module, whether it stands outside functions."""
    for file in sorted((ROOT / "workbench").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else \
                [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            for name in {name.partition(".")[0] for name in names} - {"workbench"}:
                if name not in sys.stdlib_module_names:
                    yield file.name, name, node in tree.body


def test_every_import_is_declared():
    known = packages_distributions()
    missing = set()
    for file, module, is_needed in imported():
        names = {name_of(one) for one in known.get(module, [module])}
        if not names & (DECLARED if is_needed and file not in OF_AN_EXTRA else DECLARED | EXTRA):
            missing.add(f"{file}: {module}")
    assert not missing


def test_every_upper_bound_has_its_reason():
    bounds = [line for line in TEXT.splitlines() if re.match(r' +"[\w.\[\]-]+>?[^"]*<', line)]
    assert bounds and not [line for line in bounds if "#" not in line]


@pytest.mark.parametrize(("library", "extra", "call"), [
    ("openpyxl", "excel", lambda folder: export.save_tables(None, folder / "new", kinds=["csv", "xlsx"])),
    ("openpyxl", "excel", lambda folder: export.load_tables(folder / "old.xlsx")),
    ("icalendar", "calendar", lambda folder: export.save_icalendar(tables.make("events"), folder / "new")),
])
def test_a_missing_extra_is_named_and_nothing_written(library, extra, call, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, library, None)
    (tmp_path / "old.xlsx").touch()
    with pytest.raises(ImportError, match=rf"needs {library}: pip install 'workbench\[{extra}\]'"):
        call(tmp_path)
    assert not (tmp_path / "new").exists()


@pytest.fixture
def bill(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    import bill_of_materials

    return bill_of_materials


def test_the_page_of_licences_is_that_of_the_lock(bill):
    rows = {(row[1], row[2]) for row in bill.ROW.finditer(bill.PAGE.read_text(encoding="utf-8"))}
    assert rows == {(one.name, one.version) for one in bill.packages()}, "make licences"


def test_the_bill_of_materials_names_every_locked_file(bill):
    made = bill.make_bill()
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    hashes = [one["hashes"][0]["content"] for part in made["components"] for one in part["externalReferences"]]
    assert made["bomFormat"] == "CycloneDX" and sorted(hashes) == sorted(re.findall("sha256:([0-9a-f]{64})", lock))
    assert len({part["bom-ref"] for part in made["components"]}) == len(made["components"]) == lock.count("==") - len(
        re.findall("==", " ".join(re.findall(" ; .*", lock))))
    assert all(re.fullmatch(r"pkg:pypi/[a-z0-9-]+@[^ ]+", part["purl"]) for part in made["components"])
