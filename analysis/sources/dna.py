"""Reads databases of Discourse Network Analyzer 3 (DNA), which are SQLite files."""

import sqlite3
import warnings
from collections.abc import Container, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pandas as pd

from analysis.errors import InputError, InputNote, one_of
from analysis.tables.columns import plain

TABLES = {
    "STATEMENTTYPES": ("ID", "Label"),
    "STATEMENTS": ("ID", "StatementTypeId", "DocumentId", "Coder"),
    "DOCUMENTS": ("ID", "Date", "Title", "Author", "Source", "Section", "Type"),
    "VARIABLES": ("ID", "Variable", "DataType", "StatementTypeId"),
    "ENTITIES": ("ID", "VariableId", "Value", "ChildOf"),
    "DATABOOLEAN": ("StatementId", "VariableId", "Value"),
    "DATAINTEGER": ("StatementId", "VariableId", "Value"),
    "DATALONGTEXT": ("StatementId", "VariableId", "Value"),
    "DATASHORTTEXT": ("StatementId", "VariableId", "Entity"),
}
ATTRIBUTE_TABLES = {
    "ATTRIBUTEVARIABLES": ("ID", "VariableId", "AttributeVariable"),
    "ATTRIBUTEVALUES": ("EntityId", "AttributeVariableId", "AttributeValue"),
}
DOCUMENT_FIELDS = ("title", "author", "source", "section", "type")
COUNTED_BY = ("statement_id", "document_id", "date")

VALUES = "SELECT StatementId, Value FROM {} WHERE VariableId = ?"
DATA = {
    "boolean": (VALUES.format("DATABOOLEAN"), "boolean", "0 or 1"),
    "integer": (VALUES.format("DATAINTEGER"), "Int64", "a whole number"),
    "long text": (VALUES.format("DATALONGTEXT"), "str", "text"),
    "short text": ("SELECT StatementId, ENTITIES.Value FROM DATASHORTTEXT LEFT JOIN ENTITIES "
                   "ON ENTITIES.ID = Entity WHERE DATASHORTTEXT.VariableId = ?", "str", "text"),
}  # fmt: skip
"""Where the values of each type of variable stand, their dtype, and what they have to be."""

SECONDS = range(-62_135_596_800, 253_402_300_800)  # of the years 1 to 9999, seen from 1970


def read_dna(path: str | Path, statement_type: str | None = None) -> pd.DataFrame:
    """Return the statements of one type in a DNA 3 database, one line each, in the order of id.

    `statement_type` is the label of the type; it may be left out when there is only one. The result
    is a table of statements, as in `one_mode(read_dna(path), rows="organization",
    columns="concept", level="agreement")`. Its columns are `statement_id` and `document_id` (whole
    numbers), `date` (day and time of the document, in UTC), `title`, `author`, `source`, `section`
    and `type` of the document, `coder` (the name, or else the id), then each variable of the type
    under its own name: booleans, whole numbers or text. A value that is not there or is an empty
    text is missing.

    A variable keeps its name; a field of the same, whatever the capitals, becomes `document_title`
    and so on, `coder` becomes `statement_coder`. Only a variable named like `statement_id`,
    `document_id` or `date`, by which statements are counted, becomes `variable_date` and so on. An
    `InputNote` tells each.

    The file is never written to, and may be open in DNA. Raises `InputError` for a file that is
    damaged or no DNA 3 database, and for a type that is unknown or has to be named.
    """
    file = Path(path).name
    with _opened(path, TABLES) as base:
        kind = _type_id(base, file, statement_type)
        table = _statements(base, file, kind)
        variables = _ask(base, "SELECT ID, Variable, DataType FROM VARIABLES "
                               "WHERE StatementTypeId = ? ORDER BY ID", kind)  # fmt: skip
        values = [_values(base, file, *variable) for variable in variables]
    names = [name for _, name, _ in variables]
    taken = {name.casefold() for name in names}.difference(COUNTED_BY)
    fields = [_free(field, "statement_" if field == "coder" else "document_", taken)
              for field in table]  # fmt: skip
    names = [_free(name, "variable_", COUNTED_BY) for name in names]
    return _beside(file, table.set_axis(fields, axis=1), names, values)


def statement_types(path: str | Path) -> pd.DataFrame:
    """Return the statement types of a DNA 3 database, one line each, in the order of their ids.

    The columns are `statement_type` (its label), `statements` (how many there are) and `variables`
    (their names, between commas). Raises `InputError` as `read_dna` does.
    """
    with _opened(path, TABLES) as base:
        types = _types(base)
        variables = _ask(base, "SELECT StatementTypeId, Variable FROM VARIABLES ORDER BY ID")
    rows = [(label, count, ", ".join(name for of, name in variables if of == kind))
            for kind, label, count in types]  # fmt: skip
    return pd.DataFrame(rows, columns=["statement_type", "statements", "variables"])


def entities(path: str | Path, variable: str, statement_type: str | None = None) -> pd.DataFrame:
    """Return the entities of a variable of short text with their attributes, in the order of id.

    The columns are `entity_id`, one named like the variable (the text by which statements name
    them), `child_of` (the text of the entity above, if any), and each attribute under its own name,
    as text; one named like the columns before, whatever the capitals, becomes `attribute_type` and
    so on, which an `InputNote` tells. The empty entity, which stands for a missing value, is left
    out. `statement_type` has to be given when several types have such a variable. Raises
    `InputError` as `read_dna` does, and for an unknown variable.
    """
    file = Path(path).name
    with _opened(path, TABLES | ATTRIBUTE_TABLES) as base:
        number = _variable_id(base, file, variable, statement_type)
        rows = _ask(base, "SELECT one.ID, one.Value, above.Value FROM ENTITIES one "
                          "LEFT JOIN ENTITIES above ON above.ID = one.ChildOf "
                          "WHERE one.VariableId = ? AND one.Value <> '' "
                          "ORDER BY one.ID", number)  # fmt: skip
        attributes = _ask(base, "SELECT ID, AttributeVariable FROM ATTRIBUTEVARIABLES "
                                "WHERE VariableId = ? ORDER BY ID", number)  # fmt: skip
        values = [_ask(base, "SELECT EntityId, AttributeValue FROM ATTRIBUTEVALUES "
                             "WHERE AttributeVariableId = ?", attribute)
                  for attribute, _ in attributes]  # fmt: skip
    table = pd.DataFrame(rows, columns=["entity_id", variable, "child_of"])
    table = table.astype({"entity_id": "int64", variable: "str", "child_of": "str"})
    taken = {field.casefold() for field in table}
    names = [_free(name, "attribute_", taken) for _, name in attributes]
    return _beside(file, table, names, [_column(column, "str") for column in values])


@contextmanager
def _opened(path: str | Path, needed: dict[str, tuple[str, ...]]) -> Iterator[sqlite3.Connection]:
    """Open a database to read one state of it, having seen that it is one of DNA 3."""
    path = Path(path).resolve()
    # SQLite would write files beside one in WAL mode, unless it may take it for unchanging.
    still = _head(path)[18] == 2 and not path.with_name(f"{path.name}-wal").exists()
    uri = f"{path.as_uri()}?mode=ro{'&immutable=1' if still else ''}"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as base:
            base.execute("BEGIN")
            if problems := _layout_problems(base, path.name, needed):
                raise InputError(problems)
            yield base
    except (sqlite3.Error, UnicodeDecodeError) as error:
        why = " ".join(str(error).split())
        raise InputError(f"{path.name}: could not be read ({why}); expected a whole DNA 3 "
                         "database, closed by what writes to it") from None  # fmt: skip


def _head(path: Path) -> bytes:
    """Return the header of a file, having seen that it is an SQLite file and whole."""
    if not path.is_file():
        there = "a folder; expected a file" if path.is_dir() else f"no such file in {path.parent}"
        raise InputError(f"{path.name}: {there}")
    with path.open("rb") as file:
        head = file.read(100)
    if not head:
        raise InputError(f"{path.name}: the file is empty; expected a DNA 3 database")
    if not head.startswith(b"SQLite format 3\0"):
        is_xml = head.lstrip(b"\xef\xbb\xbf").startswith(b"<?xml")
        what = "XML, as DNA 1 wrote it" if is_xml else "not an SQLite file, or an encrypted one"
        raise InputError(f"{path.name}: {what}; expected a DNA 3 database")
    page, pages = int.from_bytes(head[16:18], "big"), int.from_bytes(head[28:32], "big")
    counted = head[24:28] == head[92:96]  # else an old SQLite wrote it, which does not count pages
    if len(head) < 100 or (counted and path.stat().st_size < pages * (page if page > 1 else 65536)):
        raise InputError(f"{path.name}: its end is missing; expected the whole file")
    return head


def _layout_problems(
    base: sqlite3.Connection, file: str, needed: dict[str, tuple[str, ...]]
) -> list[str]:
    there: dict[str, set[str]] = {}
    for table, column in _ask(base, "SELECT held.name, field.name FROM sqlite_master held "
                                    "JOIN pragma_table_info(held.name) field"):  # fmt: skip
        there.setdefault(table.upper(), set()).add(column.upper())
    if "ENTITIES" not in there and {"STATEMENTS", "ATTRIBUTES", "DATASHORTTEXT"} <= set(there):
        return [f"{file}: a database of DNA 2; expected DNA 3, which takes it in by "
                "'Import from DNA database' in its menu of documents"]  # fmt: skip
    if missing := [table for table in needed if table not in there]:
        return [f"{file}: not a DNA 3 database; it lacks the tables {', '.join(missing)}"]
    return [f"{file}: table {table} has no column {column}; expected the tables of DNA 3"
            for table, columns in needed.items() for column in columns
            if column.upper() not in there[table]]  # fmt: skip


def _ask(base: sqlite3.Connection, query: str, *parameters: object) -> list[tuple]:
    return base.execute(query, parameters).fetchall()


def _types(base: sqlite3.Connection) -> list[tuple[int, str, int]]:
    """Return the id, label and number of statements of each statement type."""
    return _ask(base, "SELECT ID, Label, (SELECT count(*) FROM STATEMENTS WHERE StatementTypeId "
                      "= STATEMENTTYPES.ID) FROM STATEMENTTYPES ORDER BY ID")  # fmt: skip


def _type_id(base: sqlite3.Connection, file: str, wanted: str | None) -> int:
    types = _types(base)
    found = [kind for kind, label, _ in types if wanted in (None, label)]
    if len(found) == 1:
        return found[0]
    if wanted is not None and not found:
        labels = [label for _, label, _ in types]
        raise InputError(f"statement_type: {wanted!r} is not in {file}; {one_of(wanted, labels)}")
    told = ", ".join(f"{label!r} ({count} statements)" for _, label, count in types) or "none"
    asked = "not given" if wanted is None else f"{wanted!r} is the label of several"
    raise InputError(f"statement_type: {asked}; expected one label of those in {file}: {told}")


def _variable_id(
    base: sqlite3.Connection, file: str, variable: str, statement_type: str | None
) -> int:
    kind = None if statement_type is None else _type_id(base, file, statement_type)
    known = _ask(base, "SELECT VARIABLES.ID, Variable, StatementTypeId, Label FROM VARIABLES "
                       "JOIN STATEMENTTYPES ON STATEMENTTYPES.ID = StatementTypeId "
                       "WHERE DataType = 'short text' ORDER BY VARIABLES.ID")  # fmt: skip
    known = [row for row in known if kind in (None, row[2])]
    found = [row for row in known if row[1] == variable]
    if not found:
        names = dict.fromkeys(row[1] for row in known)
        raise InputError(f"variable: {variable!r} is no short text in {file}; "
                         f"{one_of(variable, names)}")  # fmt: skip
    if len(found) > 1:
        raise InputError(f"statement_type: not given, and several have a variable {variable!r}; "
                         f"expected one of: {', '.join(row[3] for row in found)}")  # fmt: skip
    return found[0][0]


def _statements(base: sqlite3.Connection, file: str, kind: int) -> pd.DataFrame:
    """Return the statements of a type with the fields of their documents, by the id."""
    said = _ask(base, "SELECT ID, DocumentId, Coder FROM STATEMENTS WHERE StatementTypeId = ? "
                      "ORDER BY ID", kind)  # fmt: skip
    told = _ask(base, "SELECT ID, Date, Title, Author, Source, Section, Type FROM DOCUMENTS")
    if wrong := [f"{file}, document {row[0]}: date {row[1]!r}; expected seconds since 1970"
                 for row in told if row[1] is not None and row[1] not in SECONDS]:  # fmt: skip
        raise InputError(wrong)
    names = {}
    if _ask(base, "SELECT 1 FROM sqlite_master WHERE upper(name) = 'CODERS'"):
        names = dict(_ask(base, "SELECT ID, Name FROM CODERS"))
    said = pd.DataFrame(said, columns=["statement_id", "document_id", "coder"], dtype=object)
    told = pd.DataFrame(told, columns=["document_id", "date", *DOCUMENT_FIELDS], dtype=object)
    table = said.merge(told, on="document_id", how="left")
    table["coder"] = [names.get(coder) or coder for coder in table["coder"]]
    ids = {name: plain(table[name].astype("Int64")) for name in ("statement_id", "document_id")}
    texts = {name: _texts(table[name]) for name in (*DOCUMENT_FIELDS, "coder")}
    return pd.DataFrame(ids | {"date": table["date"].astype("datetime64[s]")} | texts)


def _values(
    base: sqlite3.Connection, file: str, variable: int, name: str, data_type: str
) -> pd.Series:
    """Return the values of a variable by the id of the statement."""
    if data_type not in DATA:
        raise InputError(f"{file}, variable {name}: data type {data_type!r}; "
                         f"{one_of(data_type, DATA)}")  # fmt: skip
    query, dtype, expected = DATA[data_type]
    rows = _ask(base, query, variable)
    wrong = [f"{file}, statement {statement}, variable {name}: {value!r}; expected {expected}"
             for statement, value in rows if not _fits(value, dtype)]  # fmt: skip
    if wrong:
        raise InputError(wrong)
    return _column(rows, dtype)


def _fits(value: object, dtype: str) -> bool:
    if value is None or dtype == "boolean":
        return value in (None, 0, 1)
    return isinstance(value, str if dtype == "str" else int)


def _column(rows: list[tuple], dtype: str) -> pd.Series:
    """Return the values of rows (id, value) by their ids."""
    values = pd.Series(dict(rows), dtype=object)
    return _texts(values) if dtype == "str" else values.astype(dtype)


def _texts(values: pd.Series) -> pd.Series:
    texts = values.astype("str")
    return texts.mask(texts == "")


def _free(name: str, prefix: str, taken: Container[str]) -> str:
    """Return a name that is not taken; capitals count for nothing, as in a query."""
    if name.casefold() not in taken:
        return name
    told = f"column {name!r} is called {prefix + name!r}, for another has its name"
    warnings.warn(told, InputNote, stacklevel=2)
    return prefix + name


def _beside(
    file: str, table: pd.DataFrame, names: list[str], values: list[pd.Series]
) -> pd.DataFrame:
    """Return the table and, beside it, values by the ids in its first column."""
    first: dict[str, str] = {}
    if wrong := [f"{file}: {name!r} and {first[name.casefold()]!r} would be one column; expected "
                 "names in DNA that differ by more than capitals" for name in [*table, *names]
                 if first.setdefault(name.casefold(), name) is not name]:  # fmt: skip
        raise InputError(wrong)
    found = [plain(column.reindex(table.iloc[:, 0])).set_axis(table.index) for column in values]
    return pd.concat([table, *found], axis=1).set_axis([*table, *names], axis=1)
