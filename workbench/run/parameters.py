"""The parameters of a notebook: read from its cell, values brought to their type, ids and days checked before use."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import tables
from workbench.text.calendar_days import read_day

if TYPE_CHECKING:
    import pandas as pd

    from workbench.corpus import Corpus

TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool, "list": list, "dict": dict}
TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}

# what a parameter of this name must be; an empty value always means "all" or "no limit"
ACTORS = ("actor", "speaker")
ISSUES = ("issue",)
DAYS = ("date_from", "date_to")
SINCE = "since"  # a day, or the folder of an earlier report's tables
CHOICES = {"kind": ("quotes", "kind"), "status": ("events", "status"), "position": ("stances", "position")}


@dataclass(frozen=True)
class Parameter:
    """One parameter of a notebook: its type's name, default and what it is for."""

    name: str
    type: str
    default: Any
    help: str = ""


def read_parameters(notebook: str | Path) -> dict[str, Parameter]:
    """The parameters of a notebook file, by name: the annotated assignments of its cell tagged `parameters`.

    Raises ValueError, naming the file, where it is no notebook; without such a cell there are none.
    """
    try:
        cells = json.loads(Path(notebook).read_text(encoding="utf-8"))["cells"]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{notebook} is not a notebook: {error}") from error
    found: dict[str, Parameter] = {}
    for cell in cells:
        if "parameters" in cell.get("metadata", {}).get("tags", ()):
            source = "".join(cell["source"])
            lines = source.splitlines()
            for node in ast.parse(source).body:
                if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
                    _, _, comment = lines[(node.end_lineno or 1) - 1].partition("#")
                    found[node.target.id] = Parameter(node.target.id, ast.unparse(node.annotation),
                                                      ast.literal_eval(node.value), comment.strip())
    return found


def cast(parameter: Parameter, value: Any) -> Any:
    """`value` (the text of a command line, or a value from YAML) as the parameter's type.

    >>> cast(Parameter("top", "int", 10), "5")
    5
    >>> cast(Parameter("top", "int", 10), "many")
    Traceback (most recent call last):
    ...
    ValueError: parameter top must be of type int (a number such as 10), not 'many'
    """
    wanted = TYPES.get(parameter.type.partition("[")[0])
    if wanted is None or (isinstance(value, wanted) and not (wanted is int and isinstance(value, bool))):
        return value
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if wanted is str and isinstance(value, date):
        return value.isoformat()  # YAML reads 2026-02-17 as a day
    if isinstance(value, str):
        if wanted is bool and value.lower() in TRUTH:
            return TRUTH[value.lower()]
        if wanted in (int, float):
            try:
                return wanted(value)
            except ValueError:
                pass  # said below, with the parameter's name
    hint = "a number such as" if wanted in (int, float) else "such as"
    hint = " (lists need -y)" if wanted in (list, dict) else f" ({hint} {parameter.default!r})"
    raise ValueError(f"parameter {parameter.name} must be of type {parameter.type}{hint}, not {value!r}")


def check_values(values: Mapping[str, Any], actors: Iterable[str] | None = None,
                 issues: Iterable[str] | None = None) -> None:
    """Raises ValueError for an actor or issue that isn't known, a day that is none, a choice there isn't.

    actors, issues: the ids that exist, or None where they aren't known yet; the message names them.
    """
    for key, value in values.items():
        if value in ("", None):
            continue
        if key in ACTORS and actors is not None:
            _one_of(key, value, "actor", actors)
        elif key in ISSUES and issues is not None:
            _one_of(key, value, "issue", issues)
        elif key in CHOICES:
            _one_of(key, value, key, _declared(*CHOICES[key]))
        elif key in DAYS or (key == SINCE and not Path(value).is_dir()):
            read_day(value, f"parameter {key}")
    first, last = (values.get(key) for key in DAYS)
    if first and last and first > last:
        raise ValueError(f"parameter date_from ({first}) is after date_to ({last})")


def check_against(corpus: Corpus, **values: Any) -> None:
    """`check_values` with the actors and issues of a corpus: a notebook's own check when it runs by itself."""
    known = set(corpus.mentions["actor"]) | set(corpus.actors.actors if corpus.actors else ())
    check_values(values, known, [issue.id for issue in corpus.settings.issues])


def _declared(table: str, column: str) -> tuple[str, ...]:
    return next(c.values for c in tables.TABLES[table].columns if c.name == column)


def _one_of(key: str, value: str, what: str, known: Iterable[str]) -> None:
    from difflib import get_close_matches

    known = sorted(known)
    if value not in known:
        close = get_close_matches(str(value), known, n=3)
        meant = f" Did you mean {', '.join(close)}?" if close else ""
        raise ValueError(f"parameter {key}: no {what} {value!r}.{meant} Those that exist: {', '.join(known) or 'none'}")


def choose(frame: pd.DataFrame, **wanted: Any) -> pd.DataFrame:
    """The rows whose column holds the wanted value (as the value or in its list); an empty value chooses all.

    >>> quotes = tables.make("quotes", [
    ...     {"quote_id": "a:0", "article": "a", "kind": "direct", "rule": "r", "speakers": ["kyiv"]},
    ...     {"quote_id": "a:9", "article": "a", "kind": "indirect", "rule": "r", "speakers": []}])
    >>> choose(quotes, speakers="kyiv", kind="")["quote_id"].tolist()
    ['a:0']
    """
    for column, value in wanted.items():
        if value not in ("", None):
            fits = [value in cell if isinstance(cell, list) else str(cell) == value for cell in frame[column]]
            frame = frame.loc[[bool(fit) for fit in fits]] if fits else frame
    return frame.reset_index(drop=True)
