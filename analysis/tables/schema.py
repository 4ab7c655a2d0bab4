"""Holds a table against its Table Schema and tells every mistake by row, field and value.

The schema is the one of the Frictionless Data Package, so `frictionless validate` agrees. The
checks are our own because a coder needs the row, the value and the nearest right answer, all at
once, in a fraction of the time.
"""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import pandas as pd

from analysis.errors import Problem, one_of, problem
from analysis.tables.arrow_text import is_among
from analysis.tables.constraints import faults
from analysis.tables.restored import column_form
from analysis.tables.suspects import suspects

DTYPES = {"string": "str", "integer": "Int64", "number": "Float64", "date": "datetime64[s]"}
KEPT = 100  # tables without a row
NEAREST = 20
"""For so many values that a table lacks the nearest one is looked up."""


def cell_problems(file: str, cells: pd.DataFrame, schema: dict) -> Iterator[Problem]:
    """Yield a line for each cell that breaks its field's type or a rule, and each repeated key."""
    for field in schema["fields"]:
        column = cells[field["name"]]
        texts = suspects(column, field)
        wrong = faults(texts, field)
        wrong |= column_form(texts, field).doubts if wrong else {}
        for row, value in column[column.isin([*wrong])].items() if wrong else ():
            yield problem(file, row, field["name"], value, wrong[value])
    for names in _keys(schema):
        yield from _repeats(file, cells[names], names)


def reference_problems(
    file: str, cells: pd.DataFrame, schema: dict, tables: dict[str, pd.DataFrame]
) -> Iterator[Problem]:
    """Yield a line for each cell that points to a row that its table does not hold.

    `tables` holds the cells of the tables that could be read, this one under the name "".
    """
    for foreign in schema.get("foreignKeys", []):
        field, target = _only(foreign["fields"]), foreign["reference"]
        if target["resource"] not in tables:
            continue
        known = tables[target["resource"]][_only(target["fields"])]
        column = cells[field]
        lost = column[(column != "") & ~is_among(column, known)]
        place = target["resource"] or "this table"
        home = f"{target['resource']}.csv" if target["resource"] else file
        expected = _expected(lost, known)
        for row, value in lost.items():
            yield problem(
                file,
                row,
                field,
                value,
                expected[value],
                wrong=f"is not in {place}",
                missing_in=home,
            )


def _expected(lost: pd.Series, known: pd.Series) -> dict[str, str]:
    """Say what was expected instead of each value; of very many, that of the first."""
    values, names = lost.unique().tolist(), known.tolist()
    near = {value: one_of(value, names) for value in values[:NEAREST]}
    return dict.fromkeys(values, f"expected one of {len(names)} known ids") | near


def _only(names: str | list[str]) -> str:
    return names if isinstance(names, str) else names[0]


def typed(cells: pd.DataFrame, schema: dict) -> pd.DataFrame:
    """Turn cells without problems into columns of the schema's types; an empty cell is missing."""
    filled = cells.replace("", np.nan)  # of all columns at once: one by one takes thrice as long
    columns = {
        field["name"]: _column(filled[field["name"]], field["type"]) for field in schema["fields"]
    }
    return pd.DataFrame(columns).reset_index(drop=True)


def without_rows(schema: dict) -> pd.DataFrame:
    """Return a table in the schema's types that has no row: one of most studies' dozen tables."""
    fields = tuple((field["name"], field["type"]) for field in schema["fields"])
    return _without_rows(fields).copy(deep=False)


@lru_cache(KEPT)
def _without_rows(fields: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    names = [name for name, _ in fields]
    schema = {"fields": [{"name": name, "type": kind} for name, kind in fields]}
    return typed(pd.DataFrame(columns=names, dtype="str"), schema)


def _keys(schema: dict) -> list[list[str]]:
    primary = schema.get("primaryKey", [])
    keys = [[primary] if isinstance(primary, str) else primary] if primary else []
    unique = [[f["name"]] for f in schema["fields"] if f.get("constraints", {}).get("unique")]
    return keys + [key for key in unique if key not in keys]


def _repeats(file: str, cells: pd.DataFrame, names: list[str]) -> Iterator[Problem]:
    first: dict[tuple, int] = {}
    if cells[names[0]].is_unique if len(names) == 1 else not cells.duplicated().any():
        return
    for row, *values in cells[~(cells == "").all(axis=1)].itertuples():
        earlier = first.setdefault(tuple(values), row)
        if earlier != row:
            wrong = f"stands in row {earlier} too"
            key, value = ", ".join(names), ", ".join(values)
            yield problem(file, row, key, value, "expected each value once", wrong=wrong)


def _column(filled: pd.Series, kind: str) -> pd.Series:
    if kind == "string":
        return filled
    codes, distinct = filled.factorize()  # each text is read once; what is missing has code -1
    texts = pd.Series(distinct, dtype="str")
    texts = texts if kind == "date" else texts.str.removeprefix("+")
    values = texts.astype(DTYPES[kind]).array
    taken = pd.api.extensions.take(values, codes, allow_fill=True)
    column = pd.Series(taken, filled.index)
    # NumPy's plain dtypes are what callers know; the nullable ones only where a cell is missing.
    whole = kind == "date" or column.hasnans
    return column if whole else column.astype(DTYPES[kind].lower())
