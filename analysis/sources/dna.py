"""Reads databases of Discourse Network Analyzer 3 (DNA): SQLite files, and those on a server."""

import sqlite3
from collections.abc import Container
from pathlib import Path

import pandas as pd

from analysis.errors import InputError, check_choice, problem, tell
from analysis.sources.dna_file import (
    EVERY_TABLE,
    TABLES,
    ask,
    opened,
    raise_first,
)
from analysis.sources.dna_server import name_of
from analysis.sources.dna_values import (
    as_texts,
    by_first,
    check_once,
    column_of,
    is_date,
    no_date,
    values_of,
)
from analysis.tables.columns import plain

DOCUMENT_FIELDS = ("title", "author", "source", "section", "type")
COUNTED_BY = ("statement_id", "document_id", "date")


def read_dna(path: str | Path, *, statement_type: str | None = None) -> pd.DataFrame:
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

    `path` is a file, or the address of a database that a team keeps on PostgreSQL, MySQL or MariaDB
    (with the extra `servers`): `postgresql://anna@example.org/debate`, `mysql://…` or `mariadb://…`.
    A password need not stand in it: it is looked for where the programs of the server look, in
    `PGPASSWORD` or `~/.pgpass`, or in `~/.my.cnf`; and it is told nowhere. What stands after a `?`
    goes to the client (`sslmode=require`).

    The database is never written to, and may be open in DNA. Raises `InputError` for a file that is
    damaged, a server that does not answer, what is no DNA 3 database, and for a type that is
    unknown or has to be named.

    >>> read_dna("debate.dna", statement_type="DNA Statement")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    analysis.errors.InputError: debate.dna: no such file in ...
    """
    with opened(path, TABLES) as base:
        return statements_in(base, name_of(path), statement_type)


def statements_in(
    base: sqlite3.Connection, file: str, statement_type: str | None = None
) -> pd.DataFrame:
    """Return the statements of a database that is open, as `read_dna` does."""
    kind = _type_id(base, file, statement_type)
    table = _statements(base, file, kind)
    variables = ask(
        base,
        "SELECT ID, Variable, DataType FROM VARIABLES WHERE StatementTypeId = ? ORDER BY ID",
        kind,
    )
    values = values_of(base, file, variables)
    names = [name for _, name, _ in variables]
    taken = {name.casefold() for name in names}.difference(COUNTED_BY)
    fields = [
        _free(field, "statement_" if field == "coder" else "document_", taken) for field in table
    ]
    names = [_free(name, "variable_", COUNTED_BY) for name in names]
    return _beside(file, table.set_axis(fields, axis=1), names, values)


def statement_types(path: str | Path) -> pd.DataFrame:
    """Return the statement types of a DNA 3 database, one line each, in the order of their ids.

    The columns are `statement_type` (its label), `statements` (how many there are) and `variables`
    (their names, between commas). Raises `InputError` as `read_dna` does.
    """
    with opened(path, TABLES) as base:
        types = types_in(base)
        of_type = by_first(ask(base, "SELECT StatementTypeId, Variable FROM VARIABLES ORDER BY ID"))
    rows = [
        (label, count, ", ".join(name for (name,) in of_type.get(kind, [])))
        for kind, label, count in types
    ]
    return pd.DataFrame(rows, columns=["statement_type", "statements", "variables"])


def entities(path: str | Path, variable: str, *, statement_type: str | None = None) -> pd.DataFrame:
    """Return the entities of a variable of short text with their attributes, in the order of id.

    The columns are `entity_id`, one named like the variable (the text by which statements name
    them), `child_of` (the text of the entity above, if any), and each attribute under its own name,
    as text; one named like the columns before, whatever the capitals, becomes `attribute_type` and
    so on, which an `InputNote` tells. The empty entity, which stands for a missing value, is left
    out. `statement_type` has to be given when several types have such a variable. Raises
    `InputError` as `read_dna` does, and for an unknown variable.
    """
    with opened(path, EVERY_TABLE) as base:
        return entities_in(base, name_of(path), variable, statement_type)


def entities_in(
    base: sqlite3.Connection, file: str, variable: str, statement_type: str | None = None
) -> pd.DataFrame:
    """Return the entities of a database that is open, as `entities` does."""
    number = _variable_id(base, file, variable, statement_type)
    rows = ask(
        base,
        "SELECT one.ID, one.Value, above.Value FROM ENTITIES one "
        "LEFT JOIN ENTITIES above ON above.ID = one.ChildOf "
        "WHERE one.VariableId = ? AND one.Value <> '' "
        "ORDER BY one.ID",
        number,
    )
    attributes = ask(
        base,
        "SELECT ID, AttributeVariable FROM ATTRIBUTEVARIABLES WHERE VariableId = ? ORDER BY ID",
        number,
    )
    told = by_first(
        ask(base, "SELECT AttributeVariableId, EntityId, AttributeValue FROM ATTRIBUTEVALUES")
    )
    values = [told.get(attribute, []) for attribute, _ in attributes]
    for (_, name), rows_of_one in zip(attributes, values, strict=True):
        check_once(file, "entity", "attribute", name, rows_of_one)
    table = pd.DataFrame(rows, columns=["entity_id", variable, "child_of"])
    table = table.astype({"entity_id": "int64", variable: "str", "child_of": "str"})
    taken = {field.casefold() for field in table}
    names = [_free(name, "attribute_", taken) for _, name in attributes]
    return _beside(file, table, names, [column_of(column, "str") for column in values])


def types_in(base: sqlite3.Connection) -> list[tuple[int, str, int]]:
    """Return the id, label and number of statements of each statement type."""
    counts = dict(ask(base, "SELECT StatementTypeId, count(*) FROM STATEMENTS GROUP BY 1"))
    types = ask(base, "SELECT ID, Label FROM STATEMENTTYPES ORDER BY ID")
    return [(kind, label, counts.get(kind, 0)) for kind, label in types]


def _type_id(base: sqlite3.Connection, file: str, wanted: str | None) -> int:
    types = types_in(base)
    found = [kind for kind, label, _ in types if wanted in (None, label)]
    if len(found) == 1:
        return found[0]
    if wanted is not None and not found:
        labels = [label for _, label, _ in types]
        check_choice("statement_type", wanted, labels, wrong=f"is not in {file}")
    told = ", ".join(f"{label!r} ({count} statements)" for _, label, count in types) or "none"
    asked = "not given" if wanted is None else f"{wanted!r} is the label of several"
    raise InputError(f"statement_type: {asked}; expected one label of those in {file}: {told}")


def _variable_id(
    base: sqlite3.Connection, file: str, variable: str, statement_type: str | None
) -> int:
    kind = None if statement_type is None else _type_id(base, file, statement_type)
    known = ask(
        base,
        "SELECT VARIABLES.ID, Variable, StatementTypeId, Label FROM VARIABLES "
        "JOIN STATEMENTTYPES ON STATEMENTTYPES.ID = StatementTypeId "
        "WHERE DataType = 'short text' ORDER BY VARIABLES.ID",
    )
    known = [row for row in known if kind in (None, row[2])]
    names = [*dict.fromkeys(row[1] for row in known)]
    check_choice("variable", variable, names, wrong=f"is no short text in {file}")
    found = [row for row in known if row[1] == variable]
    if len(found) > 1:
        raise InputError(
            f"statement_type: not given, and several have a variable {variable!r}; "
            f"expected one of: {', '.join(row[3] for row in found)}"
        )
    return found[0][0]


def _statements(base: sqlite3.Connection, file: str, kind: int) -> pd.DataFrame:
    """Return the statements of a type with the fields of their documents, by the id."""
    said = ask(
        base,
        "SELECT ID, DocumentId, Coder FROM STATEMENTS WHERE StatementTypeId = ? ORDER BY ID",
        kind,
    )
    told = ask(base, "SELECT ID, Date, Title, Author, Source, Section, Type FROM DOCUMENTS")
    raise_first(no_date(file, row[0], row[1]) for row in told if not is_date(row[1]))
    names = {}
    if ask(base, "SELECT 1 FROM sqlite_master WHERE upper(name) = 'CODERS'"):
        names = dict(ask(base, "SELECT ID, Name FROM CODERS"))
    said = pd.DataFrame(said, columns=["statement_id", "document_id", "coder"], dtype=object)
    told = pd.DataFrame(told, columns=["document_id", "date", *DOCUMENT_FIELDS], dtype=object)
    table = said.merge(told, on="document_id", how="left")
    table["coder"] = [names.get(coder) or coder for coder in table["coder"]]
    ids = {name: plain(table[name].astype("Int64")) for name in ("statement_id", "document_id")}
    texts = {name: as_texts(table[name]) for name in (*DOCUMENT_FIELDS, "coder")}
    return pd.DataFrame(ids | {"date": table["date"].astype("datetime64[s]")} | texts)


def _free(name: str, prefix: str, taken: Container[str]) -> str:
    """Return a name that is not taken; capitals count for nothing, as in a query."""
    if name.casefold() not in taken:
        return name
    told = f"column {name!r} is called {prefix + name!r}, for another has its name"
    tell(told)
    return prefix + name


def _beside(
    file: str, table: pd.DataFrame, names: list[str], values: list[pd.Series]
) -> pd.DataFrame:
    """Return the table and, beside it, values by the ids in its first column."""
    first: dict[str, str] = {}
    if wrong := [
        problem(
            file,
            wrong=f"{name!r} and {first[name.casefold()]!r} would be one column",
            expectation="expected names in DNA that differ by more than capitals",
        )
        for name in [*table, *names]
        if first.setdefault(name.casefold(), name) is not name
    ]:
        raise InputError(wrong)
    found = [plain(column.reindex(table.iloc[:, 0])).set_axis(table.index) for column in values]
    return pd.concat([table, *found], axis=1).set_axis([*table, *names], axis=1)
