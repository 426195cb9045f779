"""The house: imports one way, no files in a circle, each name once, nothing too large or too complex."""

import ast
from collections import Counter
from pathlib import Path

import networkx as nx
import pytest
from radon.complexity import cc_visit

PACKAGE = Path(__file__).parents[1] / "workbench"
FILES = sorted(PACKAGE.rglob("*.py"))
# from the ground up: a room imports from rooms before it only. The lake stands above the corpus, the store below
# intake: what is read and what is analysed are both kept, and only the lake knows of articles, layers and comparisons.
# A corpus takes its tables from whoever has them; only load_and_open knows them all.
ROOMS = ["lazy_menu", "progress", "lexicons", "text", "project", "tables", "store", "syntax", "model", "intake",
         "extract", "compare", "review", "corpus", "lake", "load_and_open", "suggest", "edit", "show", "export",
         "checking", "run"]
MOST_LINES = 300
MOST_COMPLEX = 15


def module_of(file: Path) -> str:
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(file): file for file in FILES}


def imports_of(file: Path, typing_too: bool = False) -> set[str]:
    """The modules of the package that a file imports, in functions too; for types alone only if `typing_too`."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if not typing_too and isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            skipped |= {below for statement in node.body for below in ast.walk(statement)}
    found = set()
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name in MODULES}
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            found |= {f"{node.module}.{alias.name}" if f"{node.module}.{alias.name}" in MODULES else node.module
                      for alias in node.names}
    return found - {module_of(file)}


def room_of(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else None


def test_imports_go_one_way():
    wrong = [f"{module_of(file)} imports {other}" for file in FILES for other in imports_of(file)
             if (here := room_of(module_of(file))) and (there := room_of(other))
             and ROOMS.index(there) > ROOMS.index(here)]
    assert not wrong, "\n".join(wrong)


def test_no_files_import_each_other_in_a_circle():
    graph = nx.DiGraph([(module_of(file), other) for file in FILES for other in imports_of(file)
                        if room_of(module_of(file))])
    circles = [sorted(circle) for circle in nx.strongly_connected_components(graph) if len(circle) > 1]
    assert not circles, circles


def test_a_file_name_stands_once():
    names = Counter(file.name for file in FILES if file.name != "__init__.py")
    assert not [name for name, count in names.items() if count > 1]


def test_no_private_name_is_imported_from_another_module():
    wrong = []
    for file in FILES:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        ours = {alias.asname or alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
                and (node.module or "").startswith("workbench") for alias in node.names
                if f"{node.module}.{alias.name}" in MODULES}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("workbench"):
                wrong += [f"{file.name}: {alias.name}" for alias in node.names if alias.name.startswith("_")]
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ours \
                    and node.attr.startswith("_") and not node.attr.startswith("__"):
                wrong.append(f"{file.name}: {node.value.id}.{node.attr}")
    assert not wrong, wrong


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_a_module_stays_small_and_its_functions_simple(file):
    text = file.read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES
    found = [block for top in cc_visit(text)
             for block in (top, *getattr(top, "methods", ()), *getattr(top, "closures", ()))]
    assert not [f"{block.name}: {block.complexity}" for block in found
                if block.letter != "C" and block.complexity > MOST_COMPLEX]
