"""Stances as coded statements, for Discourse Network Analyzer 3 and rDNA: a .dna database or its event list.

A statement has the person who holds the stance, the organisation they speak for, the issue as concept, and
agreement. Agreement is yes or no in DNA; what is neither is kept and can't be taken for a yes or no:
a *conditional* stance agrees to a concept of its own, "… (on conditions)"; an *unclear* one is no statement but
an annotation in the text. (Leifeld, Discourse Network Analyzer; the layout of its database is in dna_tables.sql.)
"""

from __future__ import annotations

import base64
import csv
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench import tables
from workbench.export.cells import protect_text

if TYPE_CHECKING:
    from workbench.corpus import Corpus

DATABASE = Path(__file__).with_name("dna_tables.sql")
CODER = 1
PASSWORD = "workbench"  # DNA asks for one when it opens a database; it protects nothing
LONGEST_CHARACTERS = 190  # of a title, name or entity: the program's own limit
CONDITIONAL = " (on conditions)"
AGREES = {"support": True, "conditional": True, "oppose": False}
# the numbers of the kinds of statement and of their variables in DATABASE
STATEMENT, ANNOTATION = 1, 2
PERSON, ORGANIZATION, CONCEPT, AGREEMENT, NOTE = range(1, 6)
EVENT_LIST = ("statement_id", "time", "person", "organization", "concept", "agreement", "start_position",
              "stop_position", "text", "coder", "document_id", "document_title", "document_author",
              "document_source", "document_section", "document_type")


class Statement(NamedTuple):
    """One stance as DNA codes it; `agreement` is None for an unclear one."""

    article: str
    start: int
    end: int
    person: str
    organization: str
    concept: str
    agreement: bool | None
    note: str


def code_statements(corpus: Corpus) -> list[Statement]:
    """The stances of a corpus as statements, in the order of articles and characters.

    A person's organisation is whom they speak for; a state or body is the organisation itself, without a person;
    a holder without an id is an organisation by the words the text has for them.
    """
    found = []
    for row in tables.plain("stances", corpus.stances.to_dict("records")):
        person, organization = _holder(corpus, row["actor"], row["holder_text"] or "")
        concept = _concept(corpus, row["issue"], row["position"] == "conditional")
        said_by = f"said by {row['said_by']}" if row["said_by"] else ""
        note = ", ".join(filter(None, (row["position"], row["basis"], row["rule"], said_by)))
        found.append(Statement(row["article"], row["start"], row["end"], person, organization, concept,
                               AGREES.get(row["position"]), note))
    order = {article: number for number, article in enumerate(corpus.articles["article"])}
    return sorted(found, key=lambda statement: (order[statement.article], statement.start, statement.end))


def _holder(corpus: Corpus, actor: str | None, words: str) -> tuple[str, str]:
    """Person and organisation of a holder: an actor id, or the words for one without."""
    known = corpus.actors.actors if corpus.actors is not None else {}
    if not actor:
        return "", words[:LONGEST_CHARACTERS]
    if actor not in known:
        return actor, ""
    entry = known[actor]
    if entry.kind != "person":
        return "", entry.name
    return entry.name, known[entry.speaks_for].name if entry.speaks_for else ""


def _concept(corpus: Corpus, issue: str, is_conditional: bool) -> str:
    name = next((known.name for known in corpus.settings.issues if known.id == issue), issue)
    return name[:LONGEST_CHARACTERS - len(CONDITIONAL)] + (CONDITIONAL if is_conditional else "")


def _documents(corpus: Corpus) -> dict[str, tuple[int, dict[str, Any]]]:
    """The articles by id, each with its number in the database and its row; a title where it has none."""
    names = tables.TABLES["articles"].names
    rows = tables.plain("articles", corpus.articles[names].to_dict("records"))
    return {row["article"]: (number, {**row, "title": row["title"] or row["article"]})
            for number, row in enumerate(rows, start=1)}


def save_dna(corpus: Corpus, path: str | Path, password: str = PASSWORD) -> Path:
    """Write articles and stances as a database that Discourse Network Analyzer 3 opens.

    Spans are counted as DNA counts them, in UTF-16 units. A document without a known day has 1 January 1970, and its
    notes say so.

    Parameters
    ----------
    corpus : Corpus
    path : path of the file to write, usually named *.dna; an existing one is replaced
    password : what the program asks the coder "Admin" for

    Returns
    -------
    The path.

    Examples
    --------
    >>> import workbench as wb
    >>> save_dna(wb.load("seeds"), "stances.dna")       # doctest: +SKIP
    PosixPath('stances.dna')
    """
    path = Path(path)
    documents = _documents(corpus)
    written = path.with_name(path.name + ".part")  # a failure leaves what was there
    written.unlink(missing_ok=True)
    with closing(sqlite3.connect(written)) as base:
        base.executescript(DATABASE.read_text(encoding="utf-8"))
        _insert(base, "CODERS", "ID, Name, Red, Green, Blue, Password",
                [(CODER, "Admin", 255, 255, 0, encrypt_password(password))])
        _insert(base, "DOCUMENTS", "ID, Title, Text, Coder, Author, Source, Section, Notes, Type, Date",
                [_document(number, row) for number, row in documents.values()])
        for number, statement in enumerate(code_statements(corpus), start=1):
            _write_statement(base, number, statement, *documents[statement.article])
        _write_attributes(base, corpus)
        base.commit()
    return written.replace(path)


def _insert(base: sqlite3.Connection, table: str, columns: str, rows: Iterable[tuple]) -> None:
    marks = ", ".join("?" * len(columns.split(",")))
    base.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def _document(number: int, row: dict[str, Any]) -> tuple:
    day = row["published"]
    notes = filter(None, (row["article"], row["url"], None if day else "day of publication unknown"))
    return (number, row["title"][:LONGEST_CHARACTERS], row["body"], CODER,
            "; ".join(row["authors"])[:LONGEST_CHARACTERS], (row["outlet"] or "")[:LONGEST_CHARACTERS], "",
            "\n".join(notes), "", int(datetime.combine(day, time(), UTC).timestamp()) if day else 0)


def _write_statement(base: sqlite3.Connection, number: int, one: Statement, document: int, row: dict[str, Any]) -> None:
    _insert(base, "STATEMENTS", "ID, StatementTypeId, DocumentId, Start, Stop, Coder",
            [(number, ANNOTATION if one.agreement is None else STATEMENT, document,
              *utf16_span(row["body"], one.start, one.end), CODER)])
    if one.agreement is None:
        holder = " / ".join(filter(None, (one.person, one.organization)))
        _insert(base, "DATALONGTEXT", "StatementId, VariableId, Value",
                [(number, NOTE, f"{holder}: {one.concept}: {one.note}")])
        return
    values = [(PERSON, one.person), (ORGANIZATION, one.organization), (CONCEPT, one.concept)]
    base.executemany("INSERT OR IGNORE INTO ENTITIES (VariableId, Value, Red, Green, Blue) VALUES (?, ?, 0, 0, 0)",
                     values)
    base.executemany("INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) "
                     "SELECT ?, VariableId, ID FROM ENTITIES WHERE VariableId = ? AND Value = ?",
                     [(number, *value) for value in values])
    _insert(base, "DATABOOLEAN", "StatementId, VariableId, Value", [(number, AGREEMENT, int(one.agreement))])


def _write_attributes(base: sqlite3.Connection, corpus: Corpus) -> None:
    """Kind, other names and id of each actor that was entered as an entity; the proposition of each concept."""
    actors = {actor.name: {"Type": actor.kind, "Alias": "; ".join(actor.aliases), "Notes": actor.id}
              for actor in (corpus.actors.actors.values() if corpus.actors is not None else ())}
    concepts = {name: {"Type": "issue", "Notes": issue.proposition} for issue in corpus.settings.issues
                for name in (issue.name, issue.name + CONDITIONAL)}
    rows = base.execute("SELECT E.ID, A.ID, E.VariableId, E.Value, A.AttributeVariable FROM ENTITIES E "
                        "JOIN ATTRIBUTEVARIABLES A ON A.VariableId = E.VariableId ORDER BY E.ID, A.ID").fetchall()
    _insert(base, "ATTRIBUTEVALUES", "EntityId, AttributeVariableId, AttributeValue", [
        (entity, number,
         (concepts if variable == CONCEPT else actors).get(value, {}).get(attribute, "")[:LONGEST_CHARACTERS])
        for entity, number, variable, value, attribute in rows])


def utf16_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The span [start, end) of `text` in UTF-16 units, in which Java counts: an emoji has two.

    >>> utf16_span("😀 yes", 2, 5)
    (3, 6)
    """
    before, within = (len(part.encode("utf-16-le", "surrogatepass")) // 2 for part in (text[:start], text[start:end]))
    return before, before + within


def encrypt_password(password: str) -> str:
    """The password as DNA keeps it: SHA-256 of salt and password, 100,000 times over, behind its salt, in base64.

    The salt comes from the password, so that the same corpus gives the same file.
    """
    salt = hashlib.sha256(b"salt of " + password.encode()).digest()[:16]
    digest = salt + password.encode()
    for _ in range(100_000):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode()


def save_event_list(corpus: Corpus, path: str | Path) -> Path:
    """Write the statements as the event-list CSV that DNA exports.

    The columns are DNA's, with `;` between cells; in texts DNA writes `,` for `;` and `'` for `"`. Unclear stances
    are left out, since an event either agrees or does not. A text that a spreadsheet would take for a formula gets
    an apostrophe in front.

    Parameters
    ----------
    corpus : Corpus
    path : path of the file to write

    Returns
    -------
    The path.
    """
    path = Path(path)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
        writer.writerow(EVENT_LIST)
        writer.writerows(_events(corpus))
    return path


def _events(corpus: Corpus) -> Iterator[list]:
    documents = _documents(corpus)
    for number, one in enumerate(code_statements(corpus), start=1):
        if one.agreement is not None:
            document, row = documents[one.article]
            day = f"{row['published']} 00:00:00" if row["published"] else ""
            cells = (number, day, one.person, one.organization, one.concept, int(one.agreement),
                     *utf16_span(row["body"], one.start, one.end), row["body"][one.start:one.end], CODER, document,
                     row["title"], "; ".join(row["authors"]), row["outlet"] or "", "", "")
            yield [_event_text(cell) if isinstance(cell, str) else cell for cell in cells]


def _event_text(text: str) -> str:
    return protect_text(text.replace(";", ",").replace('"', "'")) if text else ""
