"""Statements of a Discourse Network Analyzer 3 database as codings: the reverse of `save_dna`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.export.coding_model import Coding, from_utf16
from workbench.export.dna import CONDITIONAL

if TYPE_CHECKING:
    from workbench.corpus import Corpus

TEXTS = ("SELECT S.ID, V.Variable, E.Value FROM STATEMENTS S JOIN DATASHORTTEXT D ON D.StatementId = S.ID "
         "JOIN ENTITIES E ON E.ID = D.Entity JOIN VARIABLES V ON V.ID = D.VariableId")
SIGNS = ("SELECT S.ID, V.Variable, D.Value FROM STATEMENTS S JOIN DATABOOLEAN D ON D.StatementId = S.ID "
         "JOIN VARIABLES V ON V.ID = D.VariableId")
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
            return list(_read(base, corpus))
    except sqlite3.DatabaseError as error:
        raise ValueError(f"{path} is no database of Discourse Network Analyzer 3 ({error})") from error


def _read(base: sqlite3.Connection, corpus: Corpus) -> Iterator[Coding]:
    values: dict[int, dict[str, Any]] = {}
    for statement, variable, value in (*base.execute(TEXTS), *base.execute(SIGNS)):
        values.setdefault(statement, {})[variable] = value
    actors, issues = _ids(corpus)
    known = set(corpus.articles["article"])
    for number, start, end, coder, title, text, notes in base.execute(SPANS):
        given = values.get(number, {})
        if "concept" not in given or "agreement" not in given:
            continue  # an annotation: it says of nobody where they stand
        first = (notes or "").partition("\n")[0]  # where save_dna puts the article's id
        span = from_utf16(text, start), from_utf16(text, end)
        yield Coding(first if first in known else title, *span, coder, _values(given, actors, issues),
                     text[slice(*span)], text)


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
