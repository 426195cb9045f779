"""Verdicts as comments in a copy of a Word draft, at the words they are about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import tables
from workbench.checking.check_report import KINDS, tell

if TYPE_CHECKING:
    from workbench.checking.check_draft import Checked

AUTHOR, INITIALS = "workbench check", "wb"


def write_comments(draft: str | Path, checked: Checked, out: str | Path) -> int:
    """Write a copy of a Word draft with a comment at each place that is wrong or not found.

    Parameters
    ----------
    draft
        The .docx that was checked; it is only read.
    out
        The copy.

    Returns
    -------
    How many verdicts have no place in the document, which then have no comment: text of a box or a footnote.

    Raises
    ------
    ValueError
        The draft is no Word document, or `out` is the draft itself.
    """
    import docx

    if Path(draft).suffix.lower() != ".docx":
        raise ValueError(f"{draft} is no Word document: comments are written into a copy of a .docx")
    if Path(draft).resolve() == Path(out).resolve():
        raise ValueError(f"{out} is the draft itself, which is never written to: give the copy another name")
    document = docx.Document(str(draft))
    places = _places(document)
    letters = "".join(letter for letter, _ in places)
    missing = 0
    for row in tables.plain("checks", checked.checks.to_dict("records")):
        if KINDS[row["verdict"]] == "good":
            continue
        words, before = _squeeze(row["text"]), _squeeze(checked.text[:row["start"]])
        first = _find_nth(letters, words, before.count(words) + 1)
        if first < 0:
            missing += 1
            continue
        runs = list(dict.fromkeys(run for _, run in places[first:first + len(words)]))
        document.add_comment([runs[0], runs[-1]], text=tell(row), author=AUTHOR, initials=INITIALS)
    document.save(str(out))
    return missing


def _places(document: Any) -> list[tuple[str, Any]]:
    """Each letter of the document that is no white space, with the run it stands in; tables where they stand."""
    runs = (run for block in document.iter_inner_content() for run in _runs(block))
    return [(letter, run) for run in runs for letter in _squeeze(run.text)]


def _runs(block: Any) -> list[Any]:
    if hasattr(block, "rows"):
        return [run for row in block.rows for cell in row.cells for inner in cell.iter_inner_content()
                for run in _runs(inner)]
    return list(block.runs)


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _find_nth(text: str, words: str, number: int) -> int:
    """Where `words` begin for the `number`th time, or the last time there is; -1 without any."""
    place = found = text.find(words) if words else -1
    while place >= 0 and number > 1:
        place = text.find(words, place + 1)
        found, number = (place if place >= 0 else found), number - 1
    return found
