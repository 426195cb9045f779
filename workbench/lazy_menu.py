"""A package's menu whose names are imported when they are first used.

The menu is what the package's `__init__` imports under `if TYPE_CHECKING:`. Editors and type checkers see plain
imports there; Python runs each of them when its name is first asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from typing import Any


def lazy_menu(package: str, file: str,
              names: Sequence[str]) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """The functions `__getattr__` and `__dir__` of a package.

    Parameters
    ----------
    package, file
        The package's `__name__` and `__file__`.
    names
        Its `__all__`, each of which the file imports under `if TYPE_CHECKING:`.
    """
    @cache
    def homes() -> dict[str, str]:
        import ast
        from pathlib import Path

        imports = [node for node in ast.walk(ast.parse(Path(file).read_text(encoding="utf-8")))
                   if isinstance(node, ast.ImportFrom)]
        return {alias.name: str(node.module) for node in imports for alias in node.names}

    def get(name: str) -> Any:
        if name not in names:
            raise AttributeError(f"{package} has no {name!r}; it has {', '.join(names)}")
        home = homes()[name]
        return import_module(f"{package}.{name}") if home == package else getattr(import_module(home), name)

    def list_names() -> list[str]:
        return sorted({*vars(sys.modules[package]), *names})

    return get, list_names
