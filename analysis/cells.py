"""Counts statements into x[row, column, level], the cells of which every matrix is a function.

The counting is one Ibis expression. It runs on a DataFrame, on a CSV or Parquet file through the
embedded DuckDB, and on any Ibis table where that table lives.
"""

from pathlib import Path

import ibis
import pandas as pd
from ibis import _

from analysis.errors import InputError, one_of

PARTY = "party"
"""A field every table of statements has: the actor, and in a row of its own the target."""

DUPLICATES = ("include", "document", "family", "week", "month", "year", "acrossrange")

Source = pd.DataFrame | str | Path | ibis.Table


def kept(
    source: Source,
    rows: str,
    columns: str,
    level: str | None = None,
    *,
    duplicates: str = "include",
    same_level: bool = True,
) -> ibis.Table:
    """Return the statements that count, as an Ibis expression.

    `source` is a table of statements. `rows`, `columns` and `level` name fields of it; `party`
    stands for the actor and, in a further row, the target. Statements with an empty row or column
    are left out. `duplicates` says within what a repeated statement counts once: `include` (never),
    `document`, `family`, `week` (ISO week of its ISO year), `month`, `year` or `acrossrange`; the
    first in the order of date and id is kept. Repeated means the same row and column and, when
    `level` is given and unless `same_level` is false, the same level
    (Leifeld 2017, doi:10.1093/oxfordhb/9780190228217.013.25).

    The result has the columns of `source` and, before them, `row`, `column` and, when asked,
    `level`. Raises `InputError` for an unknown field or rule.
    """
    table = _both_parties(_as_table(source), rows, columns)
    _check_fields(table, [rows, columns, *([level] if level else [])])
    named = {"row": _[rows], "column": _[columns]} | ({"level": _[level]} if level else {})
    table = table.mutate(**named).relocate(*named)
    table = table.filter(_filled(table, "row"), _filled(table, "column"))
    if duplicates == "include":
        return table
    same = ["row", "column", *(["level"] if level and same_level else [])]
    same = [*(table[name] for name in same), *_scope(table, duplicates)]
    order = [name for name in ("date", "statement_id") if name in table.columns]
    place = ibis.row_number().over(ibis.window(group_by=same, order_by=order))
    return table.mutate(repeat=place).filter(_.repeat == 0).drop("repeat")


def cells(
    source: Source,
    rows: str,
    columns: str,
    level: str | None = None,
    *,
    duplicates: str = "include",
    same_level: bool = True,
) -> pd.DataFrame:
    """Return x[row, column, level]: the number of kept statements, one line a non-empty cell.

    The arguments are those of `kept`. The result has the columns `row`, `column`, `level` (when
    asked) and `count`, and is in the order of the first ones.
    """
    names = ["row", "column", *(["level"] if level else [])]
    table = kept(source, rows, columns, level, duplicates=duplicates, same_level=same_level)
    return table.group_by(names).aggregate(count=_.count()).order_by(names).execute()


def left_out(source: Source, rows: str, columns: str) -> int:
    """Return the number of statements left out because their row or column field is empty."""
    table = _both_parties(_as_table(source), rows, columns)
    empty = ~(_filled(table, rows) & _filled(table, columns))
    return int(table.filter(empty).count().execute())


def _as_table(source: Source) -> ibis.Table:
    if isinstance(source, ibis.Table):
        return source
    if isinstance(source, pd.DataFrame):
        return ibis.memtable(source)
    read = ibis.read_parquet if Path(source).suffix == ".parquet" else ibis.read_csv
    return read(source)


def _both_parties(table: ibis.Table, rows: str, columns: str) -> ibis.Table:
    if PARTY not in (rows, columns):
        return table
    _check_fields(table, ["actor", "target"])
    others = table.filter((_.target != _.actor) | _.actor.isnull())
    return ibis.union(table.mutate(party=_.actor), others.mutate(party=_.target))


def _filled(table: ibis.Table, name: str) -> ibis.ir.BooleanValue:
    filled = table[name].notnull()
    return filled & (table[name] != "") if table[name].type().is_string() else filled


def _scope(table: ibis.Table, duplicates: str) -> list[ibis.Value]:
    if duplicates not in DUPLICATES:
        raise InputError(f"duplicates: {duplicates!r}; {one_of(duplicates, DUPLICATES)}")
    if duplicates == "acrossrange":
        return []
    if duplicates in ("document", "family"):
        field = "document_id" if duplicates == "document" else "family"
        _check_fields(table, [field])
        return [table[field]]
    _check_fields(table, ["date"])
    unit = {"week": "W", "month": "M", "year": "Y"}[duplicates]
    return [table["date"].truncate(unit)]


def _check_fields(table: ibis.Table, names: list[str]) -> None:
    wrong = [
        f"field: {name!r} is unknown; {one_of(name, [*table.columns, PARTY])}"
        for name in names
        if name not in table.columns
    ]
    if wrong:
        raise InputError(wrong)
