"""The values of a database of Discourse Network Analyzer 3, each held to its type."""

import sqlite3

import pandas as pd

from analysis.errors import InputError, Problem, one_of, shown
from analysis.sources.dna_file import ask, cell_problem, raise_first

DATA = {
    "boolean": ("SELECT VariableId, StatementId, Value FROM DATABOOLEAN", "boolean", "0 or 1"),
    "integer": (
        "SELECT VariableId, StatementId, Value FROM DATAINTEGER",
        "Int64",
        "a whole number",
    ),
    "long text": ("SELECT VariableId, StatementId, Value FROM DATALONGTEXT", "str", "text"),
    "short text": (
        "SELECT DATASHORTTEXT.VariableId, StatementId, ENTITIES.Value FROM "
        "DATASHORTTEXT LEFT JOIN ENTITIES ON ENTITIES.ID = Entity",
        "str",
        "text",
    ),
}
"""Where the values of each type of variable stand, their dtype, and what they have to be."""

SECONDS = range(-62_135_596_800, 253_402_300_800)  # of the years 1 to 9999, seen from 1970


def values_of(
    base: sqlite3.Connection, file: str, variables: list[tuple[int, str, str]]
) -> list[pd.Series]:
    """Return the values of each variable by the id of the statement."""
    for _, name, data_type in variables:
        if data_type not in DATA:
            expected = one_of(data_type, DATA)
            text = f"{file}, variable {name}: data type {shown(data_type)}; {expected}"
            raise InputError(
                Problem(text, file=file, field=name, value=data_type, expectation=expected)
            )
    told = {each: by_first(ask(base, DATA[each][0])) for each in {row[2] for row in variables}}
    columns = []
    for variable, name, data_type in variables:
        _, dtype, expected = DATA[data_type]
        rows = told[data_type].get(variable, [])
        raise_first(
            cell_problem(
                file,
                f"statement {statement}, variable {name}",
                statement,
                name,
                value,
                f"expected {expected}",
            )
            for statement, value in rows
            if not _fits(value, dtype)
        )
        check_once(file, "statement", "variable", name, rows)
        columns.append(column_of(rows, dtype))
    return columns


def check_once(file: str, what: str, kind: str, name: str, rows: list[tuple]) -> None:
    """Refuse a second value of one variable for one statement, which would replace the first."""
    seen: set[object] = set()
    raise_first(
        cell_problem(
            file,
            f"{what} {key}, {kind} {name}",
            key,
            name,
            value,
            "expected one",
            wrong="is a second value",
        )
        for key, value in rows
        if key in seen or seen.add(key)
    )


def _fits(value: object, dtype: str) -> bool:
    if value is None or dtype == "str":
        return isinstance(value, str | None)
    return isinstance(value, int) and (dtype != "boolean" or value in (0, 1))


def column_of(rows: list[tuple], dtype: str) -> pd.Series:
    """Return the values of rows (id, value) by their ids."""
    values = pd.Series(dict(rows), dtype=object)
    return as_texts(values) if dtype == "str" else values.astype(dtype)


def no_date(file: str, document: object, seconds: object) -> Problem:
    expected = "expected seconds since 1970"
    row = document if isinstance(document, int) else None
    text = f"{file}, document {document}: date {shown(seconds)}; {expected}"
    return Problem(text, file=file, row=row, field="date", value=seconds, expectation=expected)


def is_date(seconds: object) -> bool:
    return seconds is None or (isinstance(seconds, int) and seconds in SECONDS)


def by_first(rows: list[tuple]) -> dict[object, list[tuple]]:
    """Return the rest of each row by its first value, so that a table is read once for all."""
    found: dict[object, list[tuple]] = {}
    for first, *rest in rows:
        found.setdefault(first, []).append(tuple(rest))
    return found


def as_texts(values: pd.Series) -> pd.Series:
    texts = values.astype("str")
    return texts.mask(texts == "")
