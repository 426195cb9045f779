"""Statements of a Discourse Network Analyzer 3 database as codings: the reverse of `save_dna`."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.export.coding_model import Coding, from_utf16, read_coding
from workbench.export.dna import CONDITIONAL
from workbench.intake.limits import allowed_seconds

if TYPE_CHECKING:
    from workbench.corpus import Corpus

TEXTS = ("SELECT S.ID, V.Variable, E.Value FROM STATEMENTS S JOIN DATASHORTTEXT D ON D.StatementId = S.ID "
         "JOIN ENTITIES E ON E.ID = D.Entity JOIN VARIABLES V ON V.ID = D.VariableId")
SIGNS = ("SELECT S.ID, V.Variable, D.Value FROM STATEMENTS S JOIN DATABOOLEAN D ON D.StatementId = S.ID "
         "JOIN VARIABLES V ON V.ID = D.VariableId")
STEPS = 100_000        # of the database's machine between two looks at the clock
MOST_ROWS = 1_000_000  # of one query
SPANS = ("SELECT S.ID, S.Start, S.Stop, C.Name, D.Title, D.Text, D.Notes FROM STATEMENTS S "
         "JOIN DOCUMENTS D ON D.ID = S.DocumentId LEFT JOIN CODERS C ON C.ID = S.Coder ORDER BY S.ID")


def read_dna(path: Path, corpus: Corpus, layer: str) -> list[Coding]:
    """The statements with a concept and an agreement; names become ids where the registry and issues.toml know them.

    Raises ValueError for a file that is no such database, or another layer than stances.
    """
    if layer != "stances":
        raise ValueError(f"a .dna file holds stances, not {layer}")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
            _bound(base)
            return list(_read(base, corpus))
    except sqlite3.DatabaseError as error:
        raise ValueError(f"{path} is no database of Discourse Network Analyzer 3 ({error})") from error


def _bound(base: sqlite3.Connection) -> None:
    """Stops what never ends: tables that a view makes up, and joins of rows without number."""
    base.execute("PRAGMA trusted_schema = OFF")
    made_up = base.execute("SELECT name FROM sqlite_master WHERE type = 'view' OR sql LIKE '%VIRTUAL%'").fetchone()
    if made_up:
        raise sqlite3.DatabaseError(f"its table {made_up[0]!r} is none but is made up when it is read")
    seconds, began = allowed_seconds(), time.process_time()
    if seconds is not None:
        base.set_progress_handler(lambda: time.process_time() - began > seconds, STEPS)


def _read(base: sqlite3.Connection, corpus: Corpus) -> Iterator[Coding]:
    values: dict[int, dict[str, Any]] = {}
    for query in (TEXTS, SIGNS):
        for statement, variable, value in _rows(base, query):
            values.setdefault(statement, {})[variable] = value
    actors, issues = _ids(corpus)
    known = set(corpus.articles["article"])
    for number, *row in _rows(base, SPANS):
        given = values.get(number, {})
        if "concept" in given and "agreement" in given:  # an annotation without says of nobody where they stand
            yield read_coding(partial(_read_statement, row, given, (actors, issues), known))


def _rows(base: sqlite3.Connection, query: str) -> Iterator[tuple[Any, ...]]:
    for number, row in enumerate(base.execute(query)):
        if number == MOST_ROWS:
            raise sqlite3.DatabaseError(f"more than {MOST_ROWS:,} rows")
        yield row


def _read_statement(row: list[Any], given: dict[str, Any], ids: tuple[dict[str, str], dict[str, str]],
                    known: set[str]) -> Coding:
    start, end, coder, title, text, notes = row
    first = (notes or "").partition("\n")[0]  # where save_dna puts the article's id
    span = from_utf16(text, start), from_utf16(text, end)
    return Coding(first if first in known else title, *span, coder, _values(given, *ids), text[slice(*span)], text)


def _ids(corpus: Corpus) -> tuple[dict[str, str], dict[str, str]]:
    """The id of each name of an actor and of an issue; an id is its own."""
    actors = {key: key for key in (*corpus.found_actors["actor"], *corpus.as_found("stances")["actor"].dropna())}
    for actor in corpus.actors.actors.values() if corpus.actors is not None else ():
        actors |= dict.fromkeys((*actor.aliases, actor.name), actor.id)
    return actors, {issue.name: issue.id for issue in corpus.settings.issues}


def _values(given: dict[str, Any], actors: dict[str, str], issues: dict[str, str]) -> dict[str, str]:
    """A statement's variables as a stance has them."""
    concept, holder = given["concept"], given.get("person") or given.get("organization") or ""
    issue = concept.removesuffix(CONDITIONAL)
    position = ("conditional" if concept != issue else "support") if int(given["agreement"]) else "oppose"
    who = {"actor": actors[holder]} if holder in actors else {"holder_text": holder} if holder else {}
    return {**who, "issue": issues.get(issue, issue), "position": position}
