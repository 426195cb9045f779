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
    actors = {name: actor.id for actor in (corpus.actors.actors.values() if corpus.actors is not None else ())
              for name in (*actor.aliases, actor.name)}
    issues = {issue.name: issue.id for issue in corpus.settings.issues}
    known = set(corpus.articles["article"])
    ids = {*corpus.found_actors["actor"], *corpus.as_found("stances")["actor"].dropna()}
    for number, start, end, coder, title, text, notes in base.execute(SPANS):
        given = values.get(number, {})
        if "concept" not in given or "agreement" not in given:
            continue  # an annotation: it says of nobody where they stand
        concept = given["concept"]
        on_conditions = concept.endswith(CONDITIONAL)
        holder = given.get("person") or given.get("organization") or ""
        actor = actors.get(holder) or (holder if holder in ids else None)
        issue = concept.removesuffix(CONDITIONAL)
        position = "conditional" if on_conditions else "support" if int(given["agreement"]) else "oppose"
        first = (notes or "").partition("\n")[0]
        names = {"actor": actor, "holder_text": None if actor else holder, "issue": issues.get(issue, issue), "position": position}
        span = from_utf16(text, start), from_utf16(text, end)
        yield Coding(first if first in known else title, *span, coder, {k: v for k, v in names.items() if v},
                     text[slice(*span)], text)
