"""A small DNA 3 database, made anew for each test, against tables and matrices written by hand."""

import sqlite3
import warnings
from contextlib import closing
from random import Random

import numpy as np
import pandas as pd
import pytest
from dna_bases import LAYOUT, database, fill

from analysis.errors import InputError, InputNote
from analysis.networks.matrices import one_mode, two_mode
from analysis.sources.dna import entities, read_dna, statement_types
from analysis.sources.dna_file import ATTRIBUTE_TABLES, TABLES
from analysis.sources.study_from import study_from


def told(call):
    """Return the lines of the `InputError` that a call raises."""
    with pytest.raises(InputError) as raised:
        call()
    return raised.value.problems


def test_statements(tmp_path):
    table = read_dna(database(tmp_path / "a.dna"), statement_type="DNA Statement")
    visit, treaty = pd.Timestamp("2024-11-27"), pd.Timestamp("2024-12-31 23:59:59")
    missing = [np.nan] * 6
    expected = pd.DataFrame(
        {
            "statement_id": [1, 2, 3, 4, 5, 10],
            "document_id": [1, 1, 2, 2, 3, 1],
            "date": pd.Series([visit, visit, treaty, treaty, pd.NaT, visit], dtype="datetime64[s]"),
            "title": ["Визит", "Визит", "Договор", "Договор", "Без даты", "Визит"],
            "author": ["Акорда", "Акорда", np.nan, np.nan, np.nan, "Акорда"],
            "source": [np.nan, np.nan, "ТАСС", "ТАСС", np.nan, np.nan],
            "section": pd.Series(missing, dtype="str"),
            "type": pd.Series(missing, dtype="str"),
            "coder": ["Айгүл", "Айгүл", "Coder 2", "Coder 2", "9", "Айгүл"],
            "person": ["Токаев", "Путин", np.nan, "Путин", "Путин", "Путин"],
            "organization": ["Ақорда", "Кремль", "Ақорда", "Росатом", np.nan, "Кремль"],
            "concept": ["Нефть", "Нефть", "Атом", "Атом", "Атом", "Атом"],
            "agreement": [True, True, False, True, False, True],
            "intensity": pd.Series([3, -2, None, 0, 1, 1], dtype="Int64"),
        }
    )
    pd.testing.assert_frame_equal(table, expected)


def test_another_statement_type(tmp_path):
    table = read_dna(database(tmp_path / "a.dna"), statement_type="Заметка")
    assert table.loc[0, ["statement_id", "note", "organization"]].tolist() == [
        6,
        "проверить ещё раз",
        "Кремль",
    ]
    assert [*table][9:] == ["note", "organization"]


@pytest.mark.parametrize(
    ("aggregation", "ties"),
    [
        # Akorda and Kremlin agree on oil and differ on the atom; Rosatom speaks of the atom only.
        ("congruence", [[0, 1, 0], [1, 0, 1], [0, 1, 0]]),
        ("conflict", [[0, 1, 1], [1, 0, 0], [1, 0, 0]]),
        ("subtract", [[0, 0, -1], [0, 0, 1], [-1, 1, 0]]),
        ("ignore", [[0, 2, 1], [2, 0, 1], [1, 1, 0]]),
    ],
)
def test_one_mode_with_a_boolean_level(tmp_path, aggregation, ties):
    table = read_dna(database(tmp_path / "a.dna"), statement_type="DNA Statement")
    matrix = one_mode(
        table, rows="organization", columns="concept", level="agreement", aggregation=aggregation
    )
    assert [*matrix] == [*matrix.index] == ["Ақорда", "Кремль", "Росатом"]
    assert matrix.to_numpy().tolist() == ties


def test_two_mode_with_a_boolean_and_a_numeric_level(tmp_path):
    table = read_dna(database(tmp_path / "a.dna"), statement_type="DNA Statement")
    choices = {"rows": "person", "columns": "concept", "aggregation": "subtract"}
    matrix = two_mode(table, level="agreement", **choices)
    assert [*matrix] == ["Атом", "Нефть"] and [*matrix.index] == ["Путин", "Токаев"]
    assert matrix.to_numpy().tolist() == [[1, 1], [0, 1]]
    matrix = two_mode(table, level="intensity", **choices)
    assert matrix.to_numpy().tolist() == [[2, -2], [0, 3]]
    # Of Putin's three statements on the atom, two agree and one does not.
    once = two_mode(table, level="agreement", duplicates="acrossrange", **choices)
    assert once.loc["Путин", "Атом"] == 0


def test_a_statement_without_a_value_is_missing_it(tmp_path):
    change = "DELETE FROM DATABOOLEAN WHERE StatementId = 2"
    table = read_dna(database(tmp_path / "a.dna", change), statement_type="DNA Statement")
    assert table["agreement"].isna().tolist() == [False, True, False, False, False, False]
    assert str(table["agreement"].dtype) == "boolean"
    matrix = two_mode(table, rows="organization", columns="concept", level="agreement")
    assert matrix.loc["Кремль"].tolist() == [1, 0]  # of atom and oil, in the order of their names


def test_no_statement_and_no_document(tmp_path):
    path = database(tmp_path / "a.dna", "DELETE FROM STATEMENTS", "DELETE FROM DOCUMENTS")
    table = read_dna(path, statement_type="DNA Statement")
    assert table.shape == (0, 14)
    assert table.dtypes[["statement_id", "date", "agreement"]].astype("str").tolist() == [
        "int64",
        "datetime64[s]",
        "bool",
    ]
    matrix = one_mode(table, rows="organization", columns="concept", level="agreement")
    assert matrix.shape == (0, 0)


def test_a_statement_whose_document_is_gone_keeps_its_values(tmp_path):
    path = database(tmp_path / "a.dna", "DELETE FROM DOCUMENTS WHERE ID = 2", "DROP TABLE CODERS")
    table = read_dna(path, statement_type="DNA Statement").set_index("statement_id")
    assert table.loc[3, ["title", "date"]].isna().all()
    assert table.loc[3, ["document_id", "coder", "concept"]].tolist() == [2, "2", "Атом"]


def test_statement_types(tmp_path):
    expected = pd.DataFrame(
        {
            "statement_type": ["DNA Statement", "Заметка"],
            "statements": [6, 1],
            "variables": [
                "person, organization, concept, agreement, intensity",
                "note, organization",
            ],
        }
    )
    pd.testing.assert_frame_equal(statement_types(database(tmp_path / "a.dna")), expected)


def test_entities(tmp_path):
    expected = pd.DataFrame(
        {
            "entity_id": [5, 6, 7],
            "organization": ["Ақорда", "Кремль", "Росатом"],
            "child_of": [np.nan, np.nan, "Кремль"],
            "Type": ["state", np.nan, "company"],
            "Страна": [np.nan, np.nan, "Россия"],
        }
    )
    path = database(tmp_path / "a.dna")
    pd.testing.assert_frame_equal(
        entities(path, "organization", statement_type="DNA Statement"), expected
    )
    assert entities(path, "person")["Type"].tolist() == ["president", np.nan]
    assert [*entities(path, "organization", statement_type="Заметка")] == [
        "entity_id",
        "organization",
        "child_of",
    ]


def test_the_one_type_needs_no_name(tmp_path):
    path = database(tmp_path / "a.dna", "DELETE FROM STATEMENTTYPES WHERE ID = 2")
    pd.testing.assert_frame_equal(read_dna(path), read_dna(path, statement_type="DNA Statement"))


def test_variables_keep_their_names_beside_fields_of_the_document(tmp_path):
    path = database(
        tmp_path / "a.dna",
        "UPDATE VARIABLES SET Variable = 'Title' WHERE ID = 1",
        "UPDATE VARIABLES SET Variable = 'coder' WHERE ID = 2",
        "UPDATE VARIABLES SET Variable = 'Date' WHERE ID = 3",
    )
    with pytest.warns(InputNote) as notes:
        table = read_dna(path, statement_type="DNA Statement")
    assert [str(note.message) for note in notes] == [
        "column 'title' is called 'document_title', for another has its name",
        "column 'coder' is called 'statement_coder', for another has its name",
        "column 'Date' is called 'variable_Date', for another has its name",
    ]
    assert table.loc[0, ["document_title", "Title"]].tolist() == ["Визит", "Токаев"]
    assert table.loc[0, ["statement_coder", "coder"]].tolist() == ["Айгүл", "Ақорда"]
    assert table.loc[0, ["date", "variable_Date"]].tolist() == [pd.Timestamp("2024-11-27"), "Нефть"]
    matrix = two_mode(
        table, rows="Title", columns="variable_Date", level="agreement", duplicates="month"
    )
    assert matrix.loc["Путин"].tolist() == [3, 1]


def test_attributes_stand_apart_from_what_the_entity_is_called(tmp_path):
    path = database(tmp_path / "a.dna", "UPDATE VARIABLES SET Variable = 'type' WHERE ID = 1")
    with pytest.warns(InputNote, match="column 'Type' is called 'attribute_Type'"):
        table = entities(path, "type")
    assert table["attribute_Type"].tolist() == ["president", np.nan]


@pytest.mark.parametrize("name", ["моя база 1.dna", "a?b#c%20d&e.dna", "no ending"])
def test_any_name_of_a_file_is_read_and_nothing_is_written(tmp_path, name):
    path = database(tmp_path / name)
    before = path.read_bytes()
    assert len(read_dna(str(path), statement_type="DNA Statement")) == 6
    assert path.read_bytes() == before and [*tmp_path.iterdir()] == [path]


def test_a_relative_path_is_read(tmp_path, monkeypatch):
    database(tmp_path / "a.dna")
    monkeypatch.chdir(tmp_path)
    assert len(read_dna("a.dna", statement_type="DNA Statement")) == 6


def test_a_file_in_wal_mode_is_read_without_a_trace(tmp_path):
    path = database(tmp_path / "a.dna")
    with closing(sqlite3.connect(path)) as base:
        base.execute("PRAGMA journal_mode = WAL")
    assert len(read_dna(path, statement_type="DNA Statement")) == 6
    assert [*tmp_path.iterdir()] == [path]
    with closing(sqlite3.connect(path)) as base:
        base.execute("DELETE FROM STATEMENTS WHERE ID = 10")
        base.commit()
        assert (
            len(read_dna(path, statement_type="DNA Statement")) == 5
        )  # which stands in the log only


def test_a_file_is_read_while_another_program_has_it_open(tmp_path):
    path = database(tmp_path / "a.dna")
    with closing(sqlite3.connect(path)) as base:
        base.execute("DELETE FROM STATEMENTS WHERE ID = 10")
        assert len(read_dna(path, statement_type="DNA Statement")) == 6  # not yet committed
        base.rollback()
    assert [*tmp_path.iterdir()] == [path]


def test_a_wrong_choice_is_told(tmp_path):
    path = database(tmp_path / "a.dna")
    assert told(lambda: read_dna(path)) == [
        "statement_type: not given; expected one label of those in a.dna: "
        "'DNA Statement' (6 statements), 'Заметка' (1 statements)"
    ]
    assert told(lambda: read_dna(path, statement_type="DNA statement")) == [
        "statement_type: 'DNA statement' is not in a.dna; "
        "expected 'DNA Statement' (nearest), or one of: DNA Statement, Заметка"
    ]
    assert told(lambda: entities(path, "organisation", statement_type="Заметка")) == [
        "variable: 'organisation' is no short text in a.dna; "
        "expected 'organization' (nearest), or one of: organization"
    ]
    assert told(lambda: entities(path, "organization")) == [
        "statement_type: not given, and several have a variable 'organization'; "
        "expected one of: DNA Statement, Заметка"
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            "UPDATE STATEMENTTYPES SET Label = 'DNA Statement'",
            "statement_type: 'DNA Statement' is the label of several; expected one label of those "
            "in "
            "a.dna: 'DNA Statement' (6 statements), 'DNA Statement' (1 statements)",
        ),
        ("DELETE FROM STATEMENTTYPES", "statement_type: 'DNA Statement' is not in a.dna"),
        (
            "UPDATE VARIABLES SET DataType = 'date' WHERE ID = 4",
            "a.dna, variable agreement: data type 'date'; expected one of: boolean, integer, long",
        ),
        (
            "UPDATE DATABOOLEAN SET Value = 7 WHERE StatementId = 2",
            "a.dna, statement 2, variable agreement: 7; expected 0 or 1",
        ),
        (
            "UPDATE DATAINTEGER SET Value = 'much' WHERE StatementId = 2",
            "a.dna, statement 2, variable intensity: 'much'; expected a whole number",
        ),
        (
            "UPDATE DOCUMENTS SET Date = Date * 1000 WHERE ID = 1",
            "a.dna, document 1: date 1732665600000; expected seconds since 1970",
        ),
        (
            "UPDATE VARIABLES SET Variable = 'Concept' WHERE ID = 1",
            "a.dna: 'concept' and 'Concept' would be one column; expected names in DNA that differ",
        ),
        (
            "ALTER TABLE STATEMENTS RENAME COLUMN Coder TO Who",
            "a.dna: table STATEMENTS has no column Coder; expected the tables of DNA 3",
        ),
        ("DROP TABLE ENTITIES", "a.dna: not a DNA 3 database; it lacks the tables ENTITIES"),
        ("ALTER TABLE ENTITIES RENAME TO ATTRIBUTES", "a.dna: a database of DNA 2; expected DNA 3"),
        (
            "UPDATE ENTITIES SET Value = CAST(x'ff41' AS TEXT) WHERE ID = 8",
            "a.dna: could not be read (Could not decode to UTF-8 column 'Value'",
        ),
    ],
)
def test_a_database_that_is_not_as_it_should_be_is_told(tmp_path, change, expected):
    path = database(tmp_path / "a.dna", change)
    [line] = told(lambda: read_dna(path, statement_type="DNA Statement"))
    assert line.startswith(expected)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "a.dna: the file is empty; expected a DNA 3 database"),
        (b"\x93\x1f encrypted", "a.dna: not an SQLite file, or an encrypted one; expected a DNA 3"),
        (b'<?xml version="1.0"?><discourse/>', "a.dna: XML, as DNA 1 wrote it; expected a DNA 3"),
        (b"SQLite format 3\0", "a.dna: its end is missing; expected the whole file"),
    ],
)
@pytest.mark.parametrize("read", [read_dna, statement_types, lambda path: entities(path, "person")])
def test_a_file_that_is_no_database_is_told(tmp_path, read, content, expected):
    (tmp_path / "a.dna").write_bytes(content)
    [line] = told(lambda: read(tmp_path / "a.dna"))
    assert line.startswith(expected)


def test_no_file_a_folder_and_another_database_are_told(tmp_path):
    assert told(lambda: read_dna(tmp_path / "b.dna")) == [f"b.dna: no such file in {tmp_path}"]
    assert told(lambda: read_dna(tmp_path)) == [f"{tmp_path.name}: a folder; expected a file"]
    with closing(sqlite3.connect(tmp_path / "c.dna")) as base:
        base.execute("CREATE TABLE STATEMENTS (ID)")
    assert told(lambda: read_dna(tmp_path / "c.dna")) == [
        "c.dna: not a DNA 3 database; it lacks the tables STATEMENTTYPES, DOCUMENTS, VARIABLES, "
        "ENTITIES, DATABOOLEAN, DATAINTEGER, DATALONGTEXT, DATASHORTTEXT"
    ]


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.99])
def test_a_truncated_database_is_told(tmp_path, share):
    path = database(tmp_path / "a.dna")
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    assert told(lambda: read_dna(path)) == ["a.dna: its end is missing; expected the whole file"]


def test_a_page_overwritten_is_told(tmp_path):
    path = database(tmp_path / "a.dna")
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    [line] = told(lambda: read_dna(path, statement_type="DNA Statement"))
    assert line == (
        "a.dna: could not be read (database disk image is malformed); expected a whole "
        "DNA 3 database, closed by what writes to it"
    )


LOOSE = LAYOUT.replace(" INTEGER", "").replace(" TEXT", "").replace(" PRIMARY KEY", "")


def loose(path, *changes):
    """Write the database without types, as SQLite lets any program write one, and change it."""
    with closing(sqlite3.connect(path)) as base:
        base.executescript(LOOSE)
        fill(base)
        for change in changes:
            base.execute(change)
        base.commit()
    return path


READERS = [
    lambda path: read_dna(path, statement_type="DNA Statement"),
    statement_types,
    lambda path: entities(path, "organization", statement_type="DNA Statement"),
]
NEEDED = [
    (table, column, kind)
    for table, columns in (TABLES | ATTRIBUTE_TABLES).items()
    for column, kind in columns.items()
    if kind
]


@pytest.mark.sample(2)
@pytest.mark.parametrize(("table", "column", "kind"), NEEDED)
def test_a_column_of_the_wrong_type_is_told_at_once(tmp_path, table, column, kind):
    wrong = "x'00ff'" if kind.startswith("text") else "'a text'"
    path = loose(tmp_path / "a.dna", f"UPDATE {table} SET {column} = {wrong}")
    readers = READERS[2:] if table in ATTRIBUTE_TABLES else READERS
    for read in readers:
        line = told(lambda read=read: read(path))[0]
        assert line.startswith(f"a.dna, table {table}, column {column}: ")
        assert "; expected " in line and "\n" not in line
    if not kind.endswith("?"):
        path.unlink()
        loose(path, f"UPDATE {table} SET {column} = NULL")
        assert told(lambda: readers[0](path))[0].startswith(
            f"a.dna, table {table}, column {column}"
        )


@pytest.mark.sample(3)
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            "UPDATE DATAINTEGER SET Value = 'much'",
            "a.dna, statement 1, variable intensity: 'much'; expected a whole number (and 4 more",
        ),
        (
            "UPDATE DATABOOLEAN SET Value = 1.0",
            "a.dna, statement 1, variable agreement: 1.0; expected 0 or 1 (and 5 more like it)",
        ),
        (
            "UPDATE DOCUMENTS SET Date = 1732665600.5 WHERE ID = 1",
            "a.dna, document 1: date 1732665600.5; expected seconds since 1970",
        ),
        (
            "INSERT INTO DATABOOLEAN VALUES (99, 1, 4, 0)",
            "a.dna, statement 1, variable agreement: 0 is a second value; expected one",
        ),
        (
            "INSERT INTO STATEMENTS VALUES (1, 1, 1, 0, 5, 1)",
            "a.dna, table STATEMENTS, column ID: 1 stands twice; expected it once",
        ),
        (
            "UPDATE DATASHORTTEXT SET Entity = 77 WHERE StatementId = 1",
            "a.dna, table DATASHORTTEXT, column Entity: 77 is not in ENTITIES; expected the id of "
            "one "
            "of its rows (and 2 more like it)",
        ),
        (
            "UPDATE ENTITIES SET ChildOf = 7 WHERE ID = 6",
            "a.dna, entity 6: 7 above it leads back to it; expected a whole above it (and 1 more",
        ),
        (
            "DELETE FROM VARIABLES WHERE ID = 5",
            "a.dna, table DATAINTEGER, column VariableId: 5 is not in VARIABLES",
        ),
    ],
)
def test_what_a_database_says_twice_or_of_nothing_is_told(tmp_path, change, expected):
    line = told(
        lambda: read_dna(loose(tmp_path / "a.dna", change), statement_type="DNA Statement")
    )[0]
    assert line.startswith(expected)


def test_a_view_that_never_ends_is_no_table(tmp_path):
    path = database(
        tmp_path / "a.dna",
        "DROP TABLE CODERS",
        "DROP TABLE DATALONGTEXT",
        "CREATE VIEW DATALONGTEXT AS WITH RECURSIVE n(StatementId, VariableId, Value) "
        "AS (SELECT 1, 6, 'x' UNION ALL SELECT StatementId + 1, 6, 'x' FROM n) "
        "SELECT * FROM n",
    )
    assert told(lambda: statement_types(path)) == [
        "a.dna: not a DNA 3 database; it lacks the tables DATALONGTEXT"
    ]


def test_a_statement_type_without_variables_has_no_more_columns(tmp_path):
    path = database(
        tmp_path / "a.dna",
        "INSERT INTO STATEMENTTYPES VALUES (3, 'Bare', 0, 0, 0)",
        "INSERT INTO STATEMENTS VALUES (11, 3, 1, 0, 5, 1)",
    )
    table = read_dna(path, statement_type="Bare")
    assert table.shape == (1, 9) and table["statement_id"].tolist() == [11]
    assert statement_types(path)["variables"].tolist()[-1] == ""


def test_a_log_left_by_a_writer_that_died_is_read_and_left(tmp_path):
    path = database(tmp_path / "a.dna")
    with closing(sqlite3.connect(path)) as base:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("DELETE FROM STATEMENTS WHERE ID = 10")
        base.commit()
        died = tmp_path / "died"
        died.mkdir()
        for name in ("a.dna", "a.dna-wal"):
            (died / name).write_bytes((tmp_path / name).read_bytes())
    before = {each.name: each.read_bytes() for each in died.iterdir()}
    assert len(read_dna(died / "a.dna", statement_type="DNA Statement")) == 5
    assert {each.name: each.read_bytes() for each in died.iterdir()} == before


def work(path, read, monkeypatch):
    """Return the steps, in thousands, that SQLite takes to read a database."""
    steps, connect = [], sqlite3.connect

    def counted(*arguments, **options):
        base = connect(*arguments, **options)
        base.set_progress_handler(lambda: steps.append(1), 1000)
        return base

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", counted)
        read(path)
    return len(steps)


def grown(path, times):
    """Write a database of so many types, variables, entities and statements, with no index."""
    with closing(sqlite3.connect(path)) as base:
        base.executescript(LOOSE)
        for n in range(1, times + 1):
            base.execute("INSERT INTO STATEMENTTYPES VALUES (?, ?, 0, 0, 0)", (n, f"type {n}"))
            base.execute("INSERT INTO STATEMENTS VALUES (?, 1, 1, 0, 5, 1)", (n,))
            base.execute("INSERT INTO VARIABLES VALUES (?, ?, 'short text', 1)", (n, f"v{n}"))
            base.execute("INSERT INTO ENTITIES VALUES (?, 1, ?, 0, 0, 0, NULL)", (n, f"e{n}"))
            base.execute("INSERT INTO DATASHORTTEXT VALUES (?, ?, 1, ?)", (n, n, n))
            base.execute("INSERT INTO ATTRIBUTEVARIABLES VALUES (?, 1, ?)", (n, f"a{n}"))
            base.execute("INSERT INTO ATTRIBUTEVALUES VALUES (?, ?, ?, 'x')", (n, n, n))
        base.commit()
    return path


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "read",
    [
        lambda path: read_dna(path, statement_type="type 1"),
        statement_types,
        lambda path: entities(path, "v1"),
    ],
)
def test_reading_takes_steps_as_many_as_the_file_is_long(tmp_path, monkeypatch, read):
    few, many = (work(grown(tmp_path / f"{n}.dna", n), read, monkeypatch) for n in (200, 800))
    assert few and many / few < 6  # four times as many rows; were each searched for each, sixteen


@pytest.mark.parametrize("seed", range(8))
def test_a_byte_changed_anywhere_is_told_or_read(tmp_path, seed):
    _changed_bytes(tmp_path, range(seed * 3, seed * 3 + 3))


@pytest.mark.long
def test_bytes_changed_anywhere_are_told_or_read(tmp_path):
    _changed_bytes(tmp_path, range(24, 800))


def _changed_bytes(folder, seeds):
    content = database(folder / "a.dna").read_bytes()
    for seed in seeds:
        random, changed = Random(seed), bytearray(content)
        for _ in range(random.choice([1, 20])):
            changed[random.randrange(len(changed))] = random.randrange(256)
        path = folder / f"{seed}.dna"
        path.write_bytes(changed)
        for read in READERS:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore", InputNote)
                    read(path)
            except InputError as error:
                assert all("\n" not in line for line in error.problems)
        assert path.read_bytes() == changed
        path.unlink()
    assert [each.name for each in folder.iterdir()] == ["a.dna"]


def test_a_study_opens_its_database_once(tmp_path, monkeypatch):
    path, opened, connect = database(tmp_path / "a.dna"), [], sqlite3.connect

    def counted(*given, **options):
        opened.append(given)
        return connect(*given, **options)

    monkeypatch.setattr(sqlite3, "connect", counted)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", InputNote)
        assert len(study_from(path).statements)
    assert len(opened) == 1
