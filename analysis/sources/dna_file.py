"""Opens a database of Discourse Network Analyzer 3, and sees that it is one, before it is read."""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.errors import InputError, Problem, fault, problem
from analysis.sources.dna_server import copied, is_address, name_of
from analysis.study.circles import in_circles

Tables = dict[str, dict[str, str]]

ID, TEXT, ANY = "integer", "text", ""
TABLES: Tables = {
    "STATEMENTTYPES": {"ID": ID, "Label": TEXT},
    "STATEMENTS": {"ID": ID, "StatementTypeId": ID, "DocumentId": ID, "Coder": "integer?"},
    "DOCUMENTS": {"ID": ID, "Date": ANY}
    | dict.fromkeys(("Title", "Author", "Source", "Section", "Type"), "text?"),
    "VARIABLES": {"ID": ID, "Variable": TEXT, "DataType": TEXT, "StatementTypeId": ID},
    "ENTITIES": {"ID": ID, "VariableId": ID, "Value": "text?", "ChildOf": "integer?"},
    "DATABOOLEAN": {"StatementId": ID, "VariableId": ID, "Value": ANY},
    "DATAINTEGER": {"StatementId": ID, "VariableId": ID, "Value": ANY},
    "DATALONGTEXT": {"StatementId": ID, "VariableId": ID, "Value": ANY},
    "DATASHORTTEXT": {"StatementId": ID, "VariableId": ID, "Entity": "integer?"},
}
ATTRIBUTE_TABLES: Tables = {
    "ATTRIBUTEVARIABLES": {"ID": ID, "VariableId": ID, "AttributeVariable": TEXT},
    "ATTRIBUTEVALUES": {"EntityId": ID, "AttributeVariableId": ID, "AttributeValue": "text?"},
}
EVERY_TABLE = TABLES | ATTRIBUTE_TABLES
"""The columns read of each table and what SQLite stores in them; `?` where it may be nothing."""

TOLD_BESIDE: Tables = {"CODERS": {"ID": ID, "Name": TEXT}, "ATTRIBUTES": {"ID": ID}}
"""What of a server is read too: the names of coders, and by what DNA 2 is known."""

WORDS = {
    ID: "a whole number",
    TEXT: "text",
    "integer?": "a whole number or nothing",
    "text?": "text or nothing",
}
LINKS = [
    ("ENTITIES", "VariableId", "VARIABLES"),
    ("ENTITIES", "ChildOf", "ENTITIES"),
    ("DATASHORTTEXT", "Entity", "ENTITIES"),
    *(
        (f"DATA{kind}", "VariableId", "VARIABLES")
        for kind in ("BOOLEAN", "INTEGER", "LONGTEXT", "SHORTTEXT")
    ),
    ("ATTRIBUTEVARIABLES", "VariableId", "VARIABLES"),
    ("ATTRIBUTEVALUES", "EntityId", "ENTITIES"),
    ("ATTRIBUTEVALUES", "AttributeVariableId", "ATTRIBUTEVARIABLES"),
]
"""Columns that hold the id of a row of another table. Types, statements and documents may be gone:
what belonged to them is not read, or read without them."""


@contextmanager
def opened(path: str | Path, needed: Tables) -> Iterator[sqlite3.Connection]:
    """Open a database to read one state of it, having seen that it is one of DNA 3."""
    asked = {**needed, **TOLD_BESIDE}
    held = closing(copied(str(path), asked)) if is_address(path) else _opened_file(path)
    with held as base:
        name = name_of(path)
        if problems := _layout_problems(base, name, needed):
            raise InputError(problems)
        if problems := [*_type_problems(base, name, needed)]:
            raise InputError(problems)
        if problems := [*_lost(base, name, needed), *_rounds(base, name)]:
            raise InputError(problems)
        yield base


@contextmanager
def _opened_file(path: str | Path) -> Iterator[sqlite3.Connection]:
    path = Path(path).resolve()
    wal = _head(path)[18] == 2
    with ExitStack() as stack:
        try:
            held = _with_log(path, Path(stack.enter_context(TemporaryDirectory()))) if wal else path
            # SQLite would write files beside one in WAL mode, unless it may take it for unchanging.
            still = wal and not held.with_name(f"{held.name}-wal").exists()
            uri = f"{held.as_uri()}?mode=ro{'&immutable=1' if still else ''}"
            base = stack.enter_context(closing(sqlite3.connect(uri, uri=True)))
            base.execute("PRAGMA trusted_schema = OFF")
            base.execute("BEGIN")
            yield base
        except (sqlite3.Error, UnicodeDecodeError, OSError) as error:
            why = " ".join(str(error).split())
            raise InputError(
                f"{path.name}: could not be read ({why}); expected a whole DNA 3 "
                "database, closed by what writes to it"
            ) from None


def _with_log(path: Path, folder: Path) -> Path:
    """Return a copy of a database whose writer died and left its log, which a reader would change.

    Where a writer is at work, or there is no log, it is the file itself.
    """
    log, index = (path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm"))
    if not log.exists() or index.exists():
        return path
    shutil.copy(log, folder / log.name)
    return Path(shutil.copy(path, folder / path.name))


def _head(path: Path) -> bytes:
    """Return the header of a file, having seen that it is an SQLite file and whole."""
    if not path.is_file():
        there = "a folder; expected a file" if path.is_dir() else f"no such file in {path.parent}"
        raise InputError(problem(path.name, wrong=there))
    with path.open("rb") as file:
        head = file.read(100)
    if not head:
        raise InputError(_no_base(path, "the file is empty"))
    if not head.startswith(b"SQLite format 3\0"):
        is_xml = head.lstrip(b"\xef\xbb\xbf").startswith(b"<?xml")
        what = "XML, as DNA 1 wrote it" if is_xml else "not an SQLite file, or an encrypted one"
        raise InputError(_no_base(path, what))
    page, pages = int.from_bytes(head[16:18], "big"), int.from_bytes(head[28:32], "big")
    counted = head[24:28] == head[92:96]  # else an old SQLite wrote it, which does not count pages
    if len(head) < 100 or (counted and path.stat().st_size < pages * (page if page > 1 else 65536)):
        wrong, expected = "its end is missing", "expected the whole file"
        raise InputError(problem(path.name, wrong=wrong, expectation=expected))
    return head


def _no_base(path: Path, wrong: str) -> Problem:
    return problem(path.name, wrong=wrong, expectation="expected a DNA 3 database")


def _layout_problems(base: sqlite3.Connection, file: str, needed: Tables) -> list[Problem]:
    there: dict[str, set[str]] = {}
    # A view or virtual table has no root page: it could do anything, for ever.
    for table, column in ask(
        base,
        "SELECT held.name, field.name FROM sqlite_master held "
        "JOIN pragma_table_info(held.name) field "
        "WHERE held.type = 'table' AND held.rootpage > 0",
    ):
        there.setdefault(table.upper(), set()).add(column.upper())
    if "ENTITIES" not in there and {"STATEMENTS", "ATTRIBUTES", "DATASHORTTEXT"} <= set(there):
        expected = (
            "expected DNA 3, which takes it in by 'Import from DNA database' in its menu of "
            "documents"
        )
        return [problem(file, wrong="a database of DNA 2", expectation=expected)]
    if missing := [table for table in needed if table not in there]:
        lacking = f"it lacks the tables {', '.join(missing)}"
        return [problem(file, wrong="not a DNA 3 database", expectation=lacking)]
    return [
        problem(
            file,
            wrong=f"table {table} has no column {column}",
            expectation="expected the tables of DNA 3",
        )
        for table, columns in needed.items()
        for column in columns
        if column.upper() not in there[table]
    ]


def ask(base: sqlite3.Connection, query: str, *parameters: object) -> list[tuple]:
    return base.execute(query, parameters).fetchall()


def cell_problem(
    file: str,
    place: str,
    row: object,
    field: str,
    value: object,
    expectation: str,
    *,
    wrong: str = "",
) -> Problem:
    """Return the line for a value at a place of the database; `row` is an id, if there is one."""
    return Problem(
        f"{file}, {place}: {fault(value, wrong, expectation)}",
        file=file,
        row=row if isinstance(row, int) else None,
        field=field,
        value=value,
        wrong=wrong,
        expectation=expectation,
    )


def raise_first(lines: Iterable[Problem]) -> None:
    """Raise `InputError` with the first line, if there is one, and the number of the others."""
    found = list(lines)
    if found:
        raise InputError(_with_count(found[0], len(found)))


def _with_count(line: Problem, count: int) -> Problem:
    if count < 2:
        return line
    return Problem(f"{line} (and {count - 1} more like it)", **vars(line))


def _type_problems(base: sqlite3.Connection, file: str, needed: Tables) -> Iterator[Problem]:
    """Tell columns that hold values of another type, and ids that stand for two rows."""
    for table, columns in needed.items():
        for column, kind in [pair for pair in columns.items() if pair[1]]:
            allowed = (kind.removesuffix("?"), "null" if kind.endswith("?") else kind)
            rows = ask(
                base, f"SELECT {column} FROM {table} WHERE typeof({column}) NOT IN (?, ?)", *allowed
            )
            if rows:
                place, expected = f"table {table}, column {column}", f"expected {WORDS[kind]}"
                line = cell_problem(file, place, None, column, rows[0][0], expected)
                yield _with_count(line, len(rows))
        if "ID" in columns and (
            twice := ask(
                base, f"SELECT ID FROM {table} GROUP BY ID HAVING count(*) > 1 ORDER BY ID"
            )
        ):
            place, [number] = f"table {table}, column ID", twice[0]
            expected, wrong = "expected it once", "stands twice"
            line = cell_problem(file, place, number, "ID", number, expected, wrong=wrong)
            yield _with_count(line, len(twice))


def _lost(base: sqlite3.Connection, file: str, needed: Tables) -> Iterator[Problem]:
    """Tell ids that name no row of their table."""
    for table, column, other in [link for link in LINKS if link[0] in needed]:
        rows = ask(
            base,
            f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL "
            f"AND {column} NOT IN (SELECT ID FROM {other})",
        )
        if rows:
            place, expected = (
                f"table {table}, column {column}",
                "expected the id of one of its rows",
            )
            wrong, [number] = f"is not in {other}", rows[0]
            line = cell_problem(file, place, None, column, number, expected, wrong=wrong)
            yield _with_count(line, len(rows))


def _rounds(base: sqlite3.Connection, file: str) -> Iterator[Problem]:
    """Tell entities that are above themselves."""
    above = dict(ask(base, "SELECT ID, ChildOf FROM ENTITIES WHERE ChildOf IS NOT NULL"))
    if found := sorted(in_circles(above)):
        number, wrong = found[0], "above it leads back to it"
        place, expected = f"entity {number}", "expected a whole above it"
        line = cell_problem(file, place, number, "ChildOf", above[number], expected, wrong=wrong)
        yield _with_count(line, len(found))
