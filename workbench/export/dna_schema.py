"""The tables of a Discourse Network Analyzer 3 database, as version 3.0.7 of the program lays them out in SQLite."""

from __future__ import annotations

import sqlite3

VERSION = (("version", "3.0.7"), ("date", "2022-06-10"))  # what the program checks when it opens a database
PERMISSIONS = (
    "AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments", "AddStatements", "EditStatements",
    "DeleteStatements", "EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations",
    "ViewOthersDocuments", "EditOthersDocuments", "ViewOthersStatements", "EditOthersStatements",
)
LONGEST = 190  # characters of a title, name or entity: the program's own limit

_ID = "ID INTEGER NOT NULL PRIMARY KEY"
_DATA_ID = "ID INTEGER PRIMARY KEY NOT NULL"  # the same; the program writes its later tables in this order
_COLOURS = ", ".join(f"{part} INTEGER NOT NULL DEFAULT 0 CHECK ({part} BETWEEN 0 AND 255)"
                     for part in ("Red", "Green", "Blue"))
_ONCE = "UNIQUE (StatementId, VariableId)"


def _short(column: str, or_empty: bool = False) -> str:
    default = " DEFAULT ''" if or_empty else ""
    return f"{column} TEXT NOT NULL{default} CHECK (LENGTH({column}) < 191)"


def _flag(column: str) -> str:
    return f"{column} INTEGER NOT NULL CHECK ({column} BETWEEN 0 AND 1) DEFAULT 1"


def _refers(column: str, table: str) -> str:
    return f"FOREIGN KEY({column}) REFERENCES {table}(ID) ON DELETE CASCADE"


def _data(name: str, value: str, *references: str) -> str:
    """A table of one kind of value: one row for each statement and variable."""
    keys = [_refers("StatementId", "STATEMENTS"), _refers("VariableId", "VARIABLES"), *references]
    return (f"{name}({_DATA_ID}, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL, {value}, "
            f"{', '.join(keys)}, {_ONCE})")


TABLES = (
    "SETTINGS(Property TEXT PRIMARY KEY, Value TEXT NOT NULL)",
    f"CODERS({_ID}, {_short('Name')}, {_COLOURS}, "
    "Refresh INTEGER NOT NULL CHECK (Refresh BETWEEN 0 AND 9999) DEFAULT 0, "
    "FontSize INTEGER NOT NULL CHECK (FontSize BETWEEN 1 AND 99) DEFAULT 14, "
    f"{_short('Password')}, PopupWidth INTEGER CHECK (PopupWidth BETWEEN 100 AND 9999) DEFAULT 300, "
    "ColorByCoder INTEGER NOT NULL CHECK (ColorByCoder BETWEEN 0 AND 1) DEFAULT 0, "
    "PopupDecoration INTEGER NOT NULL CHECK (PopupDecoration BETWEEN 0 AND 1) DEFAULT 0, "
    f"{_flag('PopupAutoComplete')}, {', '.join(_flag(f'Permission{name}') for name in PERMISSIONS)})",
    f"DOCUMENTS({_ID}, {_short('Title')}, Text TEXT NOT NULL, Coder INTEGER, "
    + ", ".join(_short(column, or_empty=True) for column in ("Author", "Source", "Section"))
    + f", Notes TEXT NOT NULL DEFAULT '', {_short('Type', or_empty=True)}, Date INTEGER NOT NULL, "
    f"{_refers('Coder', 'CODERS')})",
    f"STATEMENTTYPES({_ID}, {_short('Label')}, {_COLOURS})",
    f"VARIABLES({_ID}, {_short('Variable')}, DataType TEXT NOT NULL CHECK (DataType = 'boolean' OR "
    "DataType = 'integer' OR DataType = 'long text' OR DataType = 'short text') DEFAULT 'short text', "
    f"StatementTypeId INTEGER, {_refers('StatementTypeId', 'STATEMENTTYPES')}, UNIQUE (Variable, StatementTypeId))",
    f"VARIABLELINKS({_ID}, SourceVariableId INTEGER, TargetVariableId INTEGER, "
    f"CHECK (TargetVariableId != SourceVariableId), {_refers('SourceVariableId', 'VARIABLES')}, "
    f"{_refers('TargetVariableId', 'VARIABLES')})",
    f"REGEXES(Label TEXT PRIMARY KEY CHECK (LENGTH(Label) < 191), {_COLOURS})",
    f"CODERRELATIONS({_ID}, Coder INTEGER CHECK(Coder > 0), OtherCoder INTEGER CHECK(OtherCoder > 0), "
    + ", ".join(f"{column} INTEGER NOT NULL DEFAULT 1 CHECK({column} BETWEEN 0 AND 1)"
                for column in ("viewStatements", "editStatements", "viewDocuments", "editDocuments"))
    + f", CHECK (Coder != OtherCoder), {_refers('Coder', 'CODERS')}, {_refers('OtherCoder', 'CODERS')})",
    f"STATEMENTS({_ID}, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER NOT NULL CHECK(Start >= 0), "
    "Stop INTEGER NOT NULL CHECK(Stop >= 0), Coder INTEGER, CHECK (Start < Stop), "
    f"{_refers('StatementTypeId', 'STATEMENTTYPES')}, {_refers('Coder', 'CODERS')}, "
    f"{_refers('DocumentId', 'DOCUMENTS')})",
    _data("DATABOOLEAN", "Value INTEGER NOT NULL DEFAULT 1"),
    _data("DATAINTEGER", "Value INTEGER NOT NULL DEFAULT 0"),
    f"ENTITIES({_DATA_ID}, VariableId INTEGER NOT NULL, {_short('Value', or_empty=True)}, "
    + ", ".join(f"{part} INTEGER CHECK ({part} BETWEEN 0 AND 255)" for part in ("Red", "Green", "Blue"))
    + f", ChildOf INTEGER CHECK(ChildOf > 0), UNIQUE (VariableId, Value), {_refers('ChildOf', 'ENTITIES')}, "
    f"{_refers('VariableId', 'VARIABLES')})",
    _data("DATASHORTTEXT", "Entity INTEGER NOT NULL", _refers("Entity", "ENTITIES")),
    _data("DATALONGTEXT", "Value TEXT DEFAULT ''"),
    f"ATTRIBUTEVARIABLES({_DATA_ID}, VariableId INTEGER NOT NULL, {_short('AttributeVariable')}, "
    f"UNIQUE(VariableId, AttributeVariable), {_refers('VariableId', 'VARIABLES')})",
    f"ATTRIBUTEVALUES({_DATA_ID}, EntityId INTEGER NOT NULL, AttributeVariableId INTEGER NOT NULL, "
    f"{_short('AttributeValue', or_empty=True)}, UNIQUE(EntityId, AttributeVariableId), "
    f"{_refers('EntityId', 'ENTITIES')}, {_refers('AttributeVariableId', 'ATTRIBUTEVARIABLES')})",
)


def create_tables(base: sqlite3.Connection) -> None:
    """Lays out an empty database, its foreign keys watched while it is filled."""
    base.execute("PRAGMA foreign_keys = ON")
    for table in TABLES:
        base.execute(f"CREATE TABLE {table}")
    base.executemany("INSERT INTO SETTINGS VALUES (?, ?)", VERSION)
