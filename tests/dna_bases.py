"""A small DNA 3 database, made anew for each test."""

import sqlite3
from contextlib import closing

SETTINGS = "CREATE TABLE SETTINGS (Property TEXT PRIMARY KEY, Value TEXT);"
TABLES = """
CREATE TABLE CODERS (ID INTEGER PRIMARY KEY, Name TEXT);
CREATE TABLE DOCUMENTS (ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT,
    Source TEXT, Section TEXT, Notes TEXT, Type TEXT, Date INTEGER);
CREATE TABLE STATEMENTTYPES (ID INTEGER PRIMARY KEY, Label TEXT, Red INTEGER, Green INTEGER,
    Blue INTEGER);
CREATE TABLE VARIABLES (ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT,
    StatementTypeId INTEGER);
CREATE TABLE STATEMENTS (ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER,
    Start INTEGER, Stop INTEGER, Coder INTEGER);
CREATE TABLE ENTITIES (ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT, Red INTEGER,
    Green INTEGER, Blue INTEGER, ChildOf INTEGER);
CREATE TABLE DATABOOLEAN (ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER,
    Value INTEGER);
CREATE TABLE DATAINTEGER (ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER,
    Value INTEGER);
CREATE TABLE DATALONGTEXT (ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER,
    Value TEXT);
CREATE TABLE DATASHORTTEXT (ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER,
    Entity INTEGER);
CREATE TABLE ATTRIBUTEVARIABLES (ID INTEGER PRIMARY KEY, VariableId INTEGER,
    AttributeVariable TEXT);
CREATE TABLE ATTRIBUTEVALUES (ID INTEGER PRIMARY KEY, EntityId INTEGER,
    AttributeVariableId INTEGER, AttributeValue TEXT);
"""
LAYOUT = SETTINGS + TABLES
TYPES = [(1, "DNA Statement"), (2, "Заметка")]
VARIABLES = [
    (1, "person", "short text", 1),
    (2, "organization", "short text", 1),
    (3, "concept", "short text", 1),
    (4, "agreement", "boolean", 1),
    (5, "intensity", "integer", 1),
    (6, "note", "long text", 2),
    (7, "organization", "short text", 2),
]
ENTITIES = [
    (1, 1, "", None),
    (2, 1, "Токаев", None),
    (3, 1, "Путин", None),
    (4, 2, "", None),
    (5, 2, "Ақорда", None),
    (6, 2, "Кремль", None),
    (7, 2, "Росатом", 6),
    (8, 3, "Нефть", None),
    (9, 3, "Атом", None),
    (10, 7, "Кремль", None),
]
DOCUMENTS = [
    (1, "Визит", "Акорда", "", 1732665600),  # 2024-11-27 00:00 UTC
    (2, "Договор", "", "ТАСС", 1735689599),  # 2024-12-31 23:59:59 UTC
    (3, "Без даты", "", "", None),
]
# id, type, document, coder; person, organization and concept as entities; agreement, intensity
STATEMENTS = [
    (1, 1, 1, 1, 2, 5, 8, 1, 3),
    (2, 1, 1, 1, 3, 6, 8, 1, -2),
    (3, 1, 2, 2, 1, 5, 9, 0, None),
    (4, 1, 2, 2, 3, 7, 9, 1, 0),
    (5, 1, 3, 9, 3, 4, 9, 0, 1),
    (6, 2, 2, 1, None, 10, None, None, None),
    (10, 1, 1, 1, 3, 6, 9, 1, 1),
]


def database(path, *changes):
    """Write the database, and change it by statements of SQL."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(LAYOUT)
        fill(base)
        for change in changes:
            base.execute(change)
        base.commit()
        path.write_bytes(base.serialize())
    return path


def fill(base):
    base.execute("INSERT INTO CODERS VALUES (1, 'Айгүл'), (2, 'Coder 2')")
    base.executemany("INSERT INTO STATEMENTTYPES VALUES (?, ?, 0, 0, 0)", TYPES)
    base.executemany("INSERT INTO VARIABLES VALUES (?, ?, ?, ?)", VARIABLES)
    base.executemany("INSERT INTO ENTITIES VALUES (?, ?, ?, 0, 0, 0, ?)", ENTITIES)
    base.executemany(
        "INSERT INTO DOCUMENTS (ID, Title, Author, Source, Date, Type, Section) "
        "VALUES (?, ?, ?, ?, ?, '', NULL)",
        DOCUMENTS,
    )
    for number, kind, document, coder, *values in STATEMENTS:
        base.execute(
            "INSERT INTO STATEMENTS VALUES (?, ?, ?, 0, 5, ?)", (number, kind, document, coder)
        )
        for variable, entity in zip((1, 7 if kind == 2 else 2, 3), values, strict=False):
            if entity is not None:
                base.execute(
                    "INSERT INTO DATASHORTTEXT VALUES (NULL, ?, ?, ?)", (number, variable, entity)
                )
        for table, place in (("DATABOOLEAN", 3), ("DATAINTEGER", 4)):
            if values[place] is not None:
                base.execute(
                    f"INSERT INTO {table} VALUES (NULL, ?, ?, ?)",
                    (number, place + 1, values[place]),
                )
    base.execute("INSERT INTO DATALONGTEXT VALUES (1, 6, 6, 'проверить ещё раз')")
    base.execute(
        "INSERT INTO ATTRIBUTEVARIABLES VALUES (1, 2, 'Type'), (2, 2, 'Страна'), (3, 1, 'Type')"
    )
    base.execute(
        "INSERT INTO ATTRIBUTEVALUES VALUES (1, 5, 1, 'state'), (2, 7, 1, 'company'), "
        "(3, 7, 2, 'Россия'), (4, 6, 2, ''), (5, 2, 3, 'president')"
    )
