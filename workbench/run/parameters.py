"""The parameters of a notebook: read from its cell, values brought to their type, ids and days checked before use."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench import tables
from workbench.text.calendar_days import read_day

if TYPE_CHECKING:
    from workbench.corpus import Corpus

TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool, "list": list, "dict": dict}
TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
FROM_TEXT: dict[str, Callable[[str], Any]] = {"int": int, "float": float, "bool": lambda text: TRUTH[text.lower()]}

# what a parameter of this name must be; an empty value always means "all" or "no limit"
DAYS = ("date_from", "date_to")
INJECTED = "# Parameters\n"  # how the cell begins that papermill puts into a notebook
SINCE = "since"  # a day, or the folder of an earlier report's tables
CHOICES = {"kind": ("quotes", "kind"), "status": ("events", "status"), "position": ("stances", "position")}


class Parameter(NamedTuple):
    """One parameter of a notebook: its type's name, default and what it is for."""

    name: str
    type: str
    default: Any
    help: str = ""


def read_parameters(notebook: str | Path) -> dict[str, Parameter]:
    """The parameters of a notebook file, by name, as papermill finds them in its cell tagged `parameters`.

    Those without a type are left out. Raises ValueError, naming the file, where it is not a notebook.
    """
    from workbench.show.fast_imports import spare_grammars

    with spare_grammars():
        from papermill import inspect_notebook

    try:
        found = inspect_notebook(literal_path(notebook)).values()
        return {one["name"]: Parameter(one["name"], one["inferred_type_name"], ast.literal_eval(one["default"]),
                                       one["help"])
                for one in found if one["inferred_type_name"] != "None"}
    except Exception as error:  # nbformat, jsonschema and papermill each raise errors of their own
        raise ValueError(f"{notebook} is not a notebook: {error}") from error


def literal_path(path: str | Path) -> str:
    """`path` for papermill, which would fill `{actor}` in it from the parameters.

    >>> literal_path("notes {draft}/a.ipynb")
    'notes {{draft}}/a.ipynb'
    """
    return str(path).replace("{", "{{").replace("}", "}}")


def cast(parameter: Parameter, value: Any) -> Any:
    """`value` (the text of a command line, or a value from YAML) as the parameter's type.

    >>> cast(Parameter("top", "int", 10), "5")
    5
    >>> cast(Parameter("top", "int", 10), "many")
    Traceback (most recent call last):
    ...
    ValueError: parameter top must be of type int (such as 10), not 'many'
    """
    kind = parameter.type.partition("[")[0]
    if kind not in TYPES:
        return value
    try:
        if isinstance(value, str) and kind in FROM_TEXT:
            return FROM_TEXT[kind](value)
        if kind == "float" and type(value) is int:
            return float(value)
    except (ValueError, KeyError):
        pass  # said below, with the parameter's name
    if kind == "str" and isinstance(value, date):
        return value.isoformat()  # YAML reads 2026-02-17 as a day
    if isinstance(value, TYPES[kind]) and (kind == "bool" or not isinstance(value, bool)):
        return value
    hint = "lists need -y" if kind in ("list", "dict") else f"such as {parameter.default!r}"
    raise ValueError(f"parameter {parameter.name} must be of type {parameter.type} ({hint}), not {value!r}")


def check_values(values: Mapping[str, Any], actors: Iterable[str] | None = None,
                 issues: Iterable[str] | None = None) -> None:
    """Check the values of parameters before anything runs.

    Parameters
    ----------
    values : the values by the parameters' names
    actors, issues : the ids that exist, or None where they aren't known yet

    Raises
    ------
    ValueError
        An actor, issue or choice does not exist (the message names those that do), a text is not a day.
    """
    from workbench.compare.choose_rows import UNKNOWN

    known = {"actor": actors, "issue": issues, **{name: _declared(*place) for name, place in CHOICES.items()}}
    for name, value in values.items():
        if value in ("", None, UNKNOWN):
            continue
        if (there := known.get(name)) is not None:
            _check_one_of(name, value, name, there)
        if name in DAYS or (name == SINCE and not Path(value).is_dir()):
            read_day(value, f"parameter {name}")
    first, last = (values.get(name) for name in DAYS)
    if first and last and first > last:
        raise ValueError(f"parameter date_from ({first}) is after date_to ({last})")


def check_against(corpus: Corpus, **values: Any) -> None:
    """Check a notebook's parameters against what a corpus has, for a notebook that runs by itself.

    Parameters
    ----------
    corpus : Corpus
    **values : the parameters by name

    Raises
    ------
    ValueError
        As `check_values` does; where no article came in; where papermill was given a parameter that there is not.
    """
    _check_injected(sys.modules.get("IPython"))
    if corpus.articles.empty:
        told = "; ".join(f"{row.path}: {row.problem}" for row in corpus.problems.head(3).itertuples())
        raise ValueError(f"no article came in: {told or 'give a folder with articles as corpus_folder'}")
    known = set(corpus.mentions["actor"]) | set(corpus.actors.actors if corpus.actors else ())
    check_values(values, known, [issue.id for issue in corpus.settings.issues])


def _check_injected(ipython: Any) -> None:
    """Raise ValueError for a parameter that papermill put into this notebook and the notebook doesn't have."""
    shell = ipython.get_ipython() if ipython is not None else None
    cells = shell.user_ns.get("In", []) if shell is not None else []
    place = next((place for place, cell in enumerate(cells) if cell.startswith(INJECTED)), 0)
    if not place:
        return
    known = [parameter for cell in cells[:place] for parameter in _assigned(cell)]
    for name in _assigned(cells[place]):
        if name not in known:
            close = get_close_matches(name, known, n=2)
            meant = f" Did you mean {' or '.join(close)}?" if close else ""
            raise ValueError(f"this notebook has no parameter {name}.{meant} Those that exist: {', '.join(known)}")


def _assigned(cell: str) -> list[str]:
    """The names that a cell's statements assign."""
    targets = [node.target if isinstance(node, ast.AnnAssign) else node.targets[0] for node in ast.parse(cell).body
               if isinstance(node, ast.AnnAssign | ast.Assign)]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _declared(table: str, column: str) -> tuple[str, ...]:
    return next(c.values for c in tables.TABLES[table].columns if c.name == column)


def _check_one_of(name: str, value: str, what: str, known: Iterable[str]) -> None:
    known = sorted(known)
    if value not in known:
        close = get_close_matches(str(value), known, n=3)
        meant = f" Did you mean {', '.join(close)}?" if close else ""
        raise ValueError(f"parameter {name}: no {what} {value!r}.{meant} Those that exist: "
                         f"{', '.join(known) or 'none'}")
