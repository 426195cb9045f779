"""DataTables in JavaScript, as the installed itables carries it: sorts and pages the tables of a report, offline."""

from __future__ import annotations

import re
from importlib.resources import files

EXPORT = re.compile(r"\bexport\s*\{[^}]*?(\w+) as default\b[^}]*\};?")


def table_script() -> bytes:
    """DataTables as a script that sets `workbenchTables`; as a module a browser would not take it from a file.

    Raises
    ------
    ValueError : where the installed itables carries it in another form
    """
    text = files("itables").joinpath("html/dt_bundle.js").read_text(encoding="utf-8")
    found = EXPORT.search(text)
    if found is None:
        raise ValueError("the installed itables exports no DataTables: install the version of requirements.lock")
    rest = f"{text[:found.start()]}window.workbenchTables={found[1]};{text[found.end():]}"
    return f"(()=>{{{rest}\n}})();".encode()
