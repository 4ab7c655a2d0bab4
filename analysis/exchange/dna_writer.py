"""Statements as a database of Discourse Network Analyzer 3, which `read_dna` reads back.

A text holds, a line each, what its statements say, in our words; each statement marks its line. The
tables and columns are those that a DNA 3 file has.
"""

import sqlite3
from contextlib import closing

import pandas as pd

from analysis.errors import InputError
from analysis.networks.statements import Source, frame_of

TABLES = """
CREATE TABLE SETTINGS (Property TEXT PRIMARY KEY, Value TEXT);
CREATE TABLE CODERS (ID INTEGER PRIMARY KEY, Name TEXT, Red INTEGER, Green INTEGER, Blue INTEGER);
CREATE TABLE DOCUMENTS (ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT,
    Source TEXT, Section TEXT, Notes TEXT, Type TEXT, Date INTEGER);
CREATE TABLE STATEMENTTYPES (ID INTEGER PRIMARY KEY, Label TEXT, Red INTEGER, Green INTEGER,
    Blue INTEGER);
CREATE TABLE VARIABLES (ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT,
    StatementTypeId INTEGER);
CREATE TABLE REGEXES (Label TEXT PRIMARY KEY, Red INTEGER, Green INTEGER, Blue INTEGER);
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
KIND = "DNA Statement"
TEXTS = ("speaker", "actor", "target", "sector", "relation")
LEVEL = "stance"
KINDS = {"short text": "DATASHORTTEXT", "boolean": "DATABOOLEAN", "integer": "DATAINTEGER"}
OF_DOCUMENT = {"Title": "title", "Author": "author", "Source": "publisher", "Section": "side"}
SAID = ("paraphrase", "text", "quote")


def dna_database(source: Source) -> bytes:
    """Return the statements of a source as the bytes of a DNA 3 database.

    Variables are the fields `speaker`, `actor`, `target`, `sector` and `relation` as short text and
    `stance` as a whole number, or as a boolean where it is one; a document is that of the
    statement, or its date where there is none. Times of dates are midnight, UTC.
    Raises `InputError` for a record without actors or sectors, and for stances that are no whole
    numbers, which DNA does not hold.
    """
    said = frame_of(source).reset_index(drop=True)
    missing = [field for field in ("actor", "sector") if field not in said]
    if missing:
        raise InputError(f"field: no {' and no '.join(missing)}; expected statements with both")
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(TABLES)
        _fill(base, said)
        base.commit()
        return base.serialize()


def _fill(base: sqlite3.Connection, said: pd.DataFrame) -> None:
    base.execute("INSERT INTO SETTINGS VALUES ('version', '3.1'), ('date', '')")
    base.execute("INSERT INTO CODERS VALUES (1, 'Admin', 239, 208, 51)")
    base.execute("INSERT INTO STATEMENTTYPES VALUES (1, ?, 239, 208, 51)", (KIND,))
    variables = _variables(said)
    base.executemany(
        "INSERT INTO VARIABLES VALUES (?, ?, ?, 1)",
        [(number, name, kind) for number, (name, kind) in enumerate(variables, 1)],
    )
    document, lines = _documents(base, said)
    base.executemany(
        "INSERT INTO STATEMENTS VALUES (?, 1, ?, ?, ?, 1)",
        [(number + 1, document[number], *lines[number]) for number in range(len(said))],
    )
    entity = 0
    for number, (name, kind) in enumerate(variables, 1):
        values = said[name]
        if kind == "short text":
            entity = _short_texts(base, number, values, entity)
            continue
        there = values.dropna()
        base.executemany(
            f"INSERT INTO {KINDS[kind]} (StatementId, VariableId, Value) VALUES (?, ?, ?)",
            [(int(place) + 1, number, int(value)) for place, value in there.items()],
        )


def _variables(said: pd.DataFrame) -> list[tuple[str, str]]:
    found = [(name, "short text") for name in TEXTS if name in said]
    if LEVEL not in said or not said[LEVEL].notna().any():
        return found
    level = said[LEVEL].dropna()
    if pd.api.types.is_bool_dtype(level.infer_objects()):
        return [*found, (LEVEL, "boolean")]
    wrong = [value for value in level if float(value) != int(value)]
    if wrong:
        raise InputError(
            f"{LEVEL}: {wrong[0]}; expected whole numbers, which DNA 3 holds; multiply the scale"
        )
    return [*found, (LEVEL, "integer")]


def _documents(
    base: sqlite3.Connection, said: pd.DataFrame
) -> tuple[list[int], list[tuple[int, int]]]:
    """Write a document for each of the record, and return whose each statement is, and where."""
    dates = _dates(said)
    keys = said.get("document_id", dates)
    keys = keys.astype("str").where(keys.notna(), "")
    told = _told(said)
    document, lines = [0] * len(said), [(0, 0)] * len(said)
    for number, (key, rows) in enumerate(keys.groupby(keys, sort=True).groups.items(), 1):
        at, first = 0, said.loc[rows[0]]
        for place in rows:
            document[place] = number
            lines[place] = (at, at + len(told[place]))
            at += len(told[place]) + 1
        when = dates.loc[rows].min()
        seconds = None if pd.isna(when) else int(when.normalize().timestamp())
        text = "\n".join(told[place] for place in rows)
        fields = [_text(first.get(field)) for field in OF_DOCUMENT.values()]
        fields[0] = fields[0] or str(key)
        base.execute(
            f"INSERT INTO DOCUMENTS (ID, {', '.join(OF_DOCUMENT)}, Text, Coder, Notes, Type, Date) "
            "VALUES (?, ?, ?, ?, ?, ?, 1, '', '', ?)",
            (number, *fields, text, seconds),
        )
    return document, lines


def _dates(said: pd.DataFrame) -> pd.Series:
    if "date" not in said:
        return pd.Series(pd.NaT, said.index)
    try:
        return pd.to_datetime(said["date"]).dt.tz_localize(None)
    except (ValueError, TypeError) as error:
        why = " ".join(str(error).split())[:100]
        raise InputError(f"date: {why}; expected dates, such as 2024-06-30") from None


def _told(said: pd.DataFrame) -> list[str]:
    """Return a line for each statement: its paraphrase, or else who says what of what."""
    given = [name for name in said if str(name).startswith(SAID)]
    words = said[given[0]] if given else pd.Series(None, said.index, dtype=object)
    bare = said["actor"].map(_text) + ": " + said["sector"].map(_text)
    whole = words.where(words.notna(), bare).astype("str")
    return [" ".join(text.split()) or "–" for text in whole]


def _short_texts(base: sqlite3.Connection, number: int, values: pd.Series, last: int) -> int:
    """Write the entities of a variable, the empty one first, and which each statement names."""
    names = ["", *sorted({_text(value) for value in values if not pd.isna(value)} - {""})]
    ids = {name: last + place for place, name in enumerate(names, 1)}
    base.executemany(
        "INSERT INTO ENTITIES VALUES (?, ?, ?, 0, 0, 0, NULL)",
        [(entity, number, name) for name, entity in ids.items()],
    )
    base.executemany(
        "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (?, ?, ?)",
        [(int(place) + 1, number, ids[_text(value)]) for place, value in values.items()],
    )
    return last + len(names)


def _text(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value)
