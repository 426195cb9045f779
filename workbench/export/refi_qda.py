"""Codings as a REFI-QDA project (.qdpx), which MAXQDA, ATLAS.ti, NVivo and others read and write."""

from __future__ import annotations

import uuid
import zipfile
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from workbench.export.coding_model import Coding, Document, read_coding, tag, untag

if TYPE_CHECKING:
    from workbench.corpus import Corpus

NAMESPACE = "urn:QDA-XML:project:1.0"
INTERNAL = "internal://"
USER = "workbench"
LARGEST_BYTES = 200_000_000  # of all that is read of a project, unpacked
COLOUR = "#0072B2"


def write_qdpx(path: Path, documents: list[Document], codings: list[Coding], layer: str) -> None:
    """A project: each article a text source, each value a code, each coding a selection with its codes."""
    from lxml import etree

    project = etree.Element("Project", {"name": layer, "origin": USER, "creatingUserGUID": _guid("user")},
                            nsmap={None: NAMESPACE})
    users = etree.SubElement(project, "Users")
    etree.SubElement(users, "User", {"guid": _guid("user"), "name": USER})
    codes = etree.SubElement(etree.SubElement(project, "CodeBook"), "Codes")
    for code in sorted({tag(*item) for coding in codings for item in coding.values.items()}):
        etree.SubElement(codes, "Code", {"guid": _guid(f"code {code}"), "name": code, "isCodable": "true",
                                         "color": COLOUR})
    sources = etree.SubElement(project, "Sources")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for document in documents:
            guid = _guid(f"source {document.id}")
            archive.writestr(f"sources/{guid}.txt", document.text.encode("utf-8", "replace"))
            source = etree.SubElement(sources, "TextSource", {
                "guid": guid, "name": document.id, "plainTextPath": f"{INTERNAL}{guid}.txt"})
            here = (coding for coding in codings if coding.document == document.id)
            for number, coding in enumerate(here):
                chosen = etree.SubElement(source, "PlainTextSelection", {
                    "guid": _guid(f"selection {document.id} {number}"), "name": "",
                    "startPosition": str(coding.start), "endPosition": str(coding.end), "creatingUser": _guid("user")})
                for item in coding.values.items():
                    code = etree.SubElement(chosen, "Coding", {
                        "guid": _guid(f"coding {document.id} {number} {tag(*item)}"), "creatingUser": _guid("user")})
                    etree.SubElement(code, "CodeRef", {"targetGUID": _guid(f"code {tag(*item)}")})
        archive.writestr("project.qde", etree.tostring(project, xml_declaration=True, encoding="utf-8"))


def read_qdpx(path: Path, corpus: Corpus, layer: str) -> list[Coding]:
    """The coded selections of a project's text sources; codes named `column: value`, or below a code of the column.

    Raises ValueError for a file that is no such project.
    """
    from lxml import etree

    try:
        with zipfile.ZipFile(path) as archive:
            unpack = Unpacked(archive)
            project = etree.fromstring(unpack.data("project.qde"), etree.XMLParser(
                resolve_entities=False, no_network=True, huge_tree=False))
            values = _read_codes(project)
            users = {user.get("guid"): user.get("name") for user in project.iterfind(".//{*}User")}
            return [coding for source in project.iterfind(".//{*}TextSource")
                    for coding in _read_source(source, unpack, values, users)]
    except Exception as error:  # the zip and XML libraries raise a dozen kinds for a damaged file
        raise ValueError(f"{path} is no REFI-QDA project ({error})") from error


def _read_codes(project: Any) -> dict[str, tuple[str, str]]:
    """Column and value of each code by its id."""
    values = {}
    for code in project.iterfind(".//{*}Code"):
        parent, name = code.getparent(), code.get("name", "")
        above = parent.get("name") if parent.tag == code.tag else None
        if item := untag(name) or (untag(tag(above, name)) if above else None):
            values[code.get("guid")] = item
    return values


def _read_source(source: Any, unpack: Unpacked, values: dict[str, tuple[str, str]],
                 users: dict[str, str]) -> list[Coding]:
    inline = source.find("{*}PlainTextContent")
    place = source.get("plainTextPath", "")
    text = inline.text or "" if inline is not None else None
    if text is None and place.startswith(INTERNAL):
        inside = f"sources/{PurePosixPath(place.removeprefix(INTERNAL)).name}"
        text = unpack.text(inside)
    name, codings = source.get("name", ""), []
    for chosen in source.iterfind("{*}PlainTextSelection"):
        coded = [ref.get("targetGUID") for ref in chosen.iterfind("{*}Coding/{*}CodeRef")]
        given = dict(values[code] for code in coded if code in values)
        coder = next((one.get("creatingUser") for one in chosen.iterfind("{*}Coding")), chosen.get("creatingUser"))
        if given:
            codings.append(read_coding(partial(_read_selection, chosen, name, users.get(coder or ""), given, text),
                                       name))
    return codings


def _read_selection(chosen: Any, document: str, coder: str | None, given: dict[str, str], text: str | None) -> Coding:
    start, end = int(chosen.get("startPosition")), int(chosen.get("endPosition"))
    return Coding(document, start, end, coder, given, text[start:end] if text is not None else None, text)


class Unpacked:
    """The files within a project, all together no more than a project has; each text once, however often it is named.

    KeyError for a file that is not there.
    """

    def __init__(self, archive: zipfile.ZipFile):
        self.archive, self.left = archive, LARGEST_BYTES
        self.texts: dict[str, str] = {}

    def data(self, name: str) -> bytes:
        self.left -= self.archive.getinfo(name).file_size
        if self.left < 0:
            raise ValueError(f"the project unpacks to more than {LARGEST_BYTES:,} bytes: not read")
        return self.archive.read(name)

    def text(self, name: str) -> str:
        if name not in self.texts:
            self.texts[name] = self.data(name).decode("utf-8-sig", "replace")
        return self.texts[name]


def _guid(what: str) -> str:
    """The same id for the same thing each time, so that the same corpus gives the same project."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"workbench {what}"))
