"""What goes into a .dna database comes out of it again, by the queries that DNA and rDNA make."""

import csv
import sqlite3
from contextlib import closing

import networkx as nx
import pandas as pd
import pytest

from workbench import export, tables
from workbench.corpus import Corpus
from workbench.export.dna import CONDITIONAL, code_statements, encrypt_password, utf16_span
from workbench.extract.issues_file import Issue
from workbench.extract.reading import Settings
from workbench.extract.registry import Registry

ACTORS = Registry.read({
    "ann_lee": {"name": "Ann Lee", "kind": "person", "speaks_for": "harbour_union", "aliases": ["A. Lee"]},
    "harbour_union": {"name": "Harbour Union", "kind": "organisation"},
    "norway": {"name": "Norway", "kind": "state"},
    "bob_dale": {"name": "Bob Dale", "kind": "person"},
})
ISSUES = (Issue("shorter_week", "Shorter week", "The port works four days a week"),)
BODY = "😀 Ann Lee: we back; \"it\". Norway won't. Bob may, if paid. =Who knows? Locals object."

# words of the body that show it, actor, words for one without an id, position
STANCES = [
    ("we back; \"it\"", "ann_lee", "Ann Lee", "support"),
    ("Norway won't", "norway", "Norway", "oppose"),
    ("Bob may, if paid", "bob_dale", "Bob", "conditional"),
    ("=Who knows?", "norway", "Norway", "unclear"),
    ("Locals object", None, "Locals", "oppose"),
]
# person, organisation, concept, agreement: the unclear one is no statement
CODED = [
    ("Ann Lee", "Harbour Union", "Shorter week", 1),
    ("", "Norway", "Shorter week", 0),
    ("Bob Dale", "", "Shorter week" + CONDITIONAL, 1),
    ("", "Locals", "Shorter week", 0),
]
STATEMENTS = """
    SELECT S.ID, S.Start, S.Stop, D.Text, D.Title, D.Date,
           MAX(CASE WHEN V.Variable = 'person' THEN E.Value END),
           MAX(CASE WHEN V.Variable = 'organization' THEN E.Value END),
           MAX(CASE WHEN V.Variable = 'concept' THEN E.Value END),
           (SELECT B.Value FROM DATABOOLEAN B JOIN VARIABLES A ON A.ID = B.VariableId
            WHERE B.StatementId = S.ID AND A.Variable = 'agreement')
    FROM STATEMENTS S JOIN STATEMENTTYPES T ON T.ID = S.StatementTypeId JOIN DOCUMENTS D ON D.ID = S.DocumentId
    JOIN DATASHORTTEXT X ON X.StatementId = S.ID JOIN ENTITIES E ON E.ID = X.Entity
    JOIN VARIABLES V ON V.ID = X.VariableId
    WHERE T.Label = 'DNA Statement' GROUP BY S.ID ORDER BY S.Start"""


def make_corpus(stances=STANCES) -> Corpus:
    articles = tables.make("articles", [
        {"article": "port", "title": "The port", "published": pd.Timestamp("2026-02-18"), "published_from": "header",
         "outlet": "Daily", "authors": ["C. Roe", "D. Moe"], "url": "https://example.org/port", "body": BODY,
         "words": 9, "sha256": "0"},
        {"article": "undated", "published_from": "unknown", "body": "Nothing said.", "words": 2, "sha256": "1"}])
    rows = [{"article": "port", "actor": actor, "holder_text": holder, "issue": "shorter_week", "position": position,
             "basis": "own words", "evidence": words, "start": BODY.index(words), "end": BODY.index(words) + len(words),
             "rule": "test"} for words, actor, holder, position in stances]
    return Corpus({"articles": articles, "stances": tables.make("stances", rows)}, Settings(ACTORS, ISSUES))


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    path = export.save_dna(make_corpus(), tmp_path_factory.mktemp("dna") / "port.dna")
    with closing(sqlite3.connect(path)) as opened:
        yield opened


def test_statements_come_out_as_they_went_in(base):
    rows = base.execute(STATEMENTS).fetchall()
    assert [row[6:] for row in rows] == CODED
    assert {row[4] for row in rows} == {"The port"} and {row[5] for row in rows} == {1771372800}  # 18 February, UTC


def test_spans_are_utf16_units_so_that_java_cuts_out_the_same_words(base):
    java = [row[3].encode("utf-16-le")[2 * row[1]:2 * row[2]].decode("utf-16-le")
            for row in base.execute(STATEMENTS).fetchall()]
    assert java == [words for words, _, _, position in STANCES if position != "unclear"]
    assert utf16_span("a😀b", 2, 3) == (3, 4)


def test_agreement_by_concept_and_statements_of_a_person(base):
    def count(where, value):
        return len([row for row in base.execute(STATEMENTS).fetchall() if row[where] == value])
    assert count(6, "Ann Lee") == 1 and count(7, "Norway") == 1
    assert [row[9] for row in base.execute(STATEMENTS).fetchall() if row[8] == "Shorter week"] == [1, 0, 0]


def test_an_unclear_stance_is_an_annotation_with_its_holder(base):
    notes = base.execute("SELECT L.Value FROM DATALONGTEXT L JOIN STATEMENTS S ON S.ID = L.StatementId "
                         "JOIN STATEMENTTYPES T ON T.ID = S.StatementTypeId WHERE T.Label = 'Annotation'").fetchall()
    assert notes == [("Norway: Shorter week: unclear, own words, test",)]


def test_foreign_keys_hold_and_the_file_is_sound(base):
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_actors_keep_kind_aliases_and_id_as_attributes(base):
    rows = base.execute("SELECT E.Value, V.AttributeVariable, A.AttributeValue FROM ATTRIBUTEVALUES A "
                        "JOIN ATTRIBUTEVARIABLES V ON V.ID = A.AttributeVariableId "
                        "JOIN ENTITIES E ON E.ID = A.EntityId WHERE E.Value = 'Ann Lee' ORDER BY V.ID").fetchall()
    assert rows == [("Ann Lee", "Type", "person"), ("Ann Lee", "Alias", "A. Lee"), ("Ann Lee", "Notes", "ann_lee")]


def test_documents_keep_author_outlet_and_source_and_an_unknown_day_says_so(base):
    rows = base.execute("SELECT Title, Author, Source, Notes, Date FROM DOCUMENTS").fetchall()
    assert rows == [("The port", "C. Roe; D. Moe", "Daily", "port\nhttps://example.org/port", 1771372800),
                    ("undated", "", "", "undated\nday of publication unknown", 0)]


# as DNA 3.0.7's own sample database has them
LAID_OUT = {
    "SETTINGS": "Property Value",
    "CODERS": "ID Name Red Green Blue Refresh FontSize Password PopupWidth ColorByCoder PopupDecoration "
              "PopupAutoComplete PermissionAddDocuments PermissionEditDocuments PermissionDeleteDocuments "
              "PermissionImportDocuments PermissionAddStatements PermissionEditStatements "
              "PermissionDeleteStatements PermissionEditAttributes PermissionEditRegex "
              "PermissionEditStatementTypes PermissionEditCoders PermissionEditCoderRelations "
              "PermissionViewOthersDocuments PermissionEditOthersDocuments PermissionViewOthersStatements "
              "PermissionEditOthersStatements",
    "DOCUMENTS": "ID Title Text Coder Author Source Section Notes Type Date",
    "STATEMENTTYPES": "ID Label Red Green Blue",
    "VARIABLES": "ID Variable DataType StatementTypeId",
    "VARIABLELINKS": "ID SourceVariableId TargetVariableId",
    "REGEXES": "Label Red Green Blue",
    "CODERRELATIONS": "ID Coder OtherCoder viewStatements editStatements viewDocuments editDocuments",
    "STATEMENTS": "ID StatementTypeId DocumentId Start Stop Coder",
    "DATABOOLEAN": "ID StatementId VariableId Value",
    "DATAINTEGER": "ID StatementId VariableId Value",
    "ENTITIES": "ID VariableId Value Red Green Blue ChildOf",
    "DATASHORTTEXT": "ID StatementId VariableId Entity",
    "DATALONGTEXT": "ID StatementId VariableId Value",
    "ATTRIBUTEVARIABLES": "ID VariableId AttributeVariable",
    "ATTRIBUTEVALUES": "ID EntityId AttributeVariableId AttributeValue",
}
TEXTS = {"Property", "Value", "Name", "Password", "Title", "Text", "Author", "Source", "Section", "Notes", "Type",
         "Label", "Variable", "DataType", "AttributeVariable", "AttributeValue"}
NUMBERS_NAMED_SO = {("DATABOOLEAN", "Value"), ("DATAINTEGER", "Value")}


def test_tables_columns_and_types_are_those_of_dna(base):
    for table, columns in LAID_OUT.items():
        found = [(row[1], row[2]) for row in base.execute(f"PRAGMA table_info({table})")]
        assert found == [(name, "TEXT" if name in TEXTS and (table, name) not in NUMBERS_NAMED_SO else "INTEGER")
                         for name in columns.split()], table
    assert {row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")} == set(LAID_OUT)


def test_the_password_is_kept_as_dna_keeps_it():
    # a salt of 16 bytes and 32 of digest, in base64
    assert len(encrypt_password("workbench")) == 64 and encrypt_password("a") != encrypt_password("b")


def test_the_same_corpus_gives_the_same_rows_and_replaces_the_file(tmp_path):
    def dump():
        with closing(sqlite3.connect(export.save_dna(make_corpus(), tmp_path / "a.dna"))) as base:
            return list(base.iterdump())
    assert dump() == dump() and [file.name for file in tmp_path.iterdir()] == ["a.dna"]


def test_a_corpus_without_stances_is_a_database_without_statements(tmp_path):
    with closing(sqlite3.connect(export.save_dna(make_corpus(stances=[]), tmp_path / "none.dna"))) as base:
        assert base.execute("SELECT COUNT(*) FROM STATEMENTS").fetchone() == (0,)
        assert base.execute("SELECT COUNT(*) FROM DOCUMENTS").fetchone() == (2,)


def test_the_event_list_is_dna_s_and_nothing_in_it_is_a_formula(tmp_path):
    stances = [*STANCES, ("=Who knows?", "norway", "Norway", "support")]
    path = export.save_event_list(make_corpus(stances), tmp_path / "events.csv")
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, delimiter=";")
    assert header[:8] == ["statement_id", "time", "person", "organization", "concept", "agreement",
                          "start_position", "stop_position"]
    assert rows[0][1:9] == ["2026-02-18 00:00:00", "Ann Lee", "Harbour Union", "Shorter week", "1", "12", "25",
                            "we back, 'it'"]
    assert [row[8] for row in rows if "knows" in row[8]] == ["'=Who knows?"]
    assert len(rows) == 5


def test_long_names_are_cut_to_what_dna_takes(tmp_path):
    stances = [("Locals object", None, "x" * 300, "oppose")]
    assert len(code_statements(make_corpus(stances))[0].organization) == 190
    export.save_dna(make_corpus(stances), tmp_path / "long.dna")


def test_graphml_comes_back_with_its_attributes_and_without_what_xml_cannot_hold(tmp_path):
    graph = nx.Graph(name="congruence")
    graph.add_node("norway", kind="state", articles=["a", "b"])
    graph.add_node("ann_lee", label="Ann\x07 Lee", missing=None)
    graph.add_edge("norway", "ann_lee", weight=pd.Series([3], dtype="Int64")[0], share=0.5, is_mutual=True)
    back = nx.read_graphml(export.save_graphml(graph, tmp_path / "net.graphml"))
    assert back.nodes["norway"] == {"label": "norway", "kind": "state", "articles": "a; b"}
    assert back.nodes["ann_lee"] == {"label": "Ann Lee"}
    assert back.edges["norway", "ann_lee"] == {"weight": 3, "share": 0.5, "is_mutual": True}


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiDiGraph])
def test_an_empty_graph_of_any_kind_can_be_written(kind, tmp_path):
    assert nx.read_graphml(export.save_graphml(kind(), tmp_path / "none.graphml")).number_of_nodes() == 0
