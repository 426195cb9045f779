"""What the workbench is made of, from requirements.lock: docs/licences.md, and a CycloneDX bill of materials.

    make licences    docs/licences.md
    make sbom        sbom.cdx.json
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PAGE, BILL = ROOT / "docs/licences.md", ROOT / "sbom.cdx.json"
LOCKED = re.compile(r"^([\w.-]+)==(\S+)(?: ; (.+?))?(?: \\)?$", re.M)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
ROW = re.compile(r"^\| ([\w.-]+) \| (\d\S*) \| (.*?) \| (.*?) \|$", re.M)
UNKNOWN = "not stated"
ELSEWHERE = "not installed where this page was made"
HEAD = """# Licences

Of everything `requirements.lock` names, as each package states it; made by `make licences`, not by hand. The workbench
itself is under the [MIT licence](../LICENSE). “Where” is empty for what is installed everywhere.

| package | version | licence | where |
| --- | --- | --- | --- |
"""


class Locked(NamedTuple):
    """One package of the lock."""

    name: str
    version: str
    where: str              # the marker that tells for which Python and system
    hashes: tuple[str, ...]  # of its files


def read_lock(text: str) -> Iterator[Locked]:
    """The packages of a lock file, in its order."""
    found = list(LOCKED.finditer(text))
    for one, following in zip(found, [*found[1:], None], strict=True):
        until = following.start() if following else len(text)
        yield Locked(one[1], one[2], one[3] or "", tuple(HASH.findall(text, one.end(), until)))


def licence_of(name: str) -> str | None:
    """What an installed package states: an SPDX expression, else its classifiers, else the first line of its text."""
    try:
        about: Any = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    named = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or () if line.startswith("License ::")]
    text = (about.get("License") or "").strip().split("\n")[0]
    short = text if 0 < len(text) <= 60 else ""
    return about.get("License-Expression") or ", ".join(dict.fromkeys(named)) or short or UNKNOWN


def licences() -> dict[str, str]:
    """The licence of each package: of those installed as they state it, of those for other systems as on the page."""
    known = {row[1]: row[3] for row in ROW.finditer(PAGE.read_text(encoding="utf-8"))} if PAGE.is_file() else {}
    return {one.name: licence_of(one.name) or known.get(one.name, ELSEWHERE) for one in packages()}


def packages() -> list[Locked]:
    """The packages of requirements.lock."""
    return list(read_lock((ROOT / "requirements.lock").read_text(encoding="utf-8")))


def make_page() -> str:
    """docs/licences.md."""
    of = licences()
    rows = (f"| {one.name} | {one.version} | {of[one.name].replace('|', '/')} | {one.where.replace('|', '/')} |\n"
            for one in packages())
    return HEAD + "".join(rows)


def make_bill() -> dict[str, Any]:
    """The bill of materials as CycloneDX 1.6 has it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    of = licences()
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": project["name"], "name": project["name"],
                                   "version": project["version"], "licenses": [{"expression": project["license"]}]}},
        "components": [_component(one, of[one.name]) for one in packages()],
    }


def _component(one: Locked, licence: str) -> dict[str, Any]:
    address = f"pkg:pypi/{re.sub('[-_.]+', '-', one.name.lower())}@{one.version}"
    files = {"type": "distribution", "url": f"https://pypi.org/project/{one.name}/{one.version}/#files"}
    return {
        "type": "library", "bom-ref": address, "name": one.name, "version": one.version, "purl": address,
        **({} if licence in (UNKNOWN, ELSEWHERE) else {"licenses": [{"license": {"name": licence}}]}),
        # the lock has the hashes of all files of a package, and a component may have only its own
        "externalReferences": [{**files, "hashes": [{"alg": "SHA-256", "content": value}]} for value in one.hashes],
        **({"properties": [{"name": "workbench:where", "value": one.where}]} if one.where else {}),
    }


if __name__ == "__main__":
    if sys.argv[1:] == ["licences"]:
        PAGE.write_text(make_page(), encoding="utf-8")
    elif sys.argv[1:] == ["sbom"]:
        BILL.write_text(json.dumps(make_bill(), indent=1) + "\n", encoding="utf-8")
    else:
        sys.exit("give licences or sbom")
