"""Counts statements into x[row, column, level], the cells of which every matrix is a function.

The counting is one Ibis expression. It runs on a DataFrame, on a CSV or Parquet file through the
embedded DuckDB, and on any Ibis table where that table lives.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import ibis
import numpy as np
import pandas as pd
from ibis import _

from analysis.errors import InputError, one_of

PARTY = "party"
"""A field every table of statements has: the actor, and in a row of its own the target."""

PERIODS = {"year": "year", "halfyear": "month", "quarter": "month", "month": "month"}
"""Fields a table with dates has, each with the coarsest precision of a date that it admits."""

PRECISIONS = ("day", "month", "year")
"""How closely a date may be known, the closest first; where nothing is told, to the day."""

DUPLICATES = ("include", "document", "family", "week", "month", "year", "acrossrange")

REPEAT, SCOPE = "_place_among_repeated", "_scope_of_repeated"  # names that no table has
STATEMENT = "_id_of_statement"

Source = pd.DataFrame | str | Path | ibis.Table


def kept(
    source: Source,
    rows: str,
    columns: str,
    level: str | None = None,
    *,
    by: Sequence[str] = (),
    duplicates: str = "include",
    same_level: bool = True,
) -> ibis.Table:
    """Return the statements that count, as an Ibis expression.

    `source` is a table of statements. `rows`, `columns`, `level` and those in `by` name fields of
    it. `party` stands for the actor and, in a further row, the target; `year`, `halfyear`,
    `quarter` and `month` for the period of the date. Statements with an empty one are left out,
    among them those whose date is missing, or not known closely enough for the period.
    `duplicates` says within what a repeated statement counts once: `include` (never), `document`,
    `family`, `week` (ISO week of its ISO year), `month`, `year` or `acrossrange`; the first in the
    order of date and id is kept, a date known to the month or year standing where it is written,
    which is its first day, and a missing one last. Repeated means the same row, column and fields
    in `by` and, when `level` is given and unless `same_level` is false, the same level
    (Leifeld 2017, doi:10.1093/oxfordhb/9780190228217.013.25).

    A statement of which the document, family or date is missing (empty or only spaces) repeats no
    other, nor does one in a week or month whose `date_precision` is coarser than that.

    The result has the columns `row`, `column` and, when asked, `level`, then those of `source`
    that are not called so in whatever capitals, which SQL does not tell apart.
    Raises `InputError` for an unknown field or rule.
    """
    table = _named(source, rows, columns, level, by)
    if duplicates == "include":
        return table
    scope = _scope(table, duplicates)
    same = [table["row"], table["column"], *([table["level"]] if level and same_level else []),
            *(table[name] for name in by), scope]  # fmt: skip
    order = [name for name in ("date", "statement_id") if name in table.columns]
    place = ibis.row_number().over(ibis.window(group_by=same, order_by=order))
    repeats = scope.notnull() & (place > 0)
    return table.mutate(**{REPEAT: repeats}).filter(~_[REPEAT]).drop(REPEAT)


def cells(
    source: Source,
    rows: str,
    columns: str,
    level: str | None = None,
    *,
    by: Sequence[str] = (),
    duplicates: str = "include",
    same_level: bool = True,
) -> pd.DataFrame:
    """Return x[row, column, level]: the number of kept statements, one line a non-empty cell.

    The arguments are those of `kept`; `by` tells cells of different periods or documents apart,
    as in `by=["quarter"]` or `by=["document_id"]`. The result has the columns `row`, `column`,
    `level` (when asked), those of `by`, and `count`, in the order of the first ones.
    """
    names = ["row", "column", *(["level"] if level else []), *by]
    if duplicates == "include" or (level and not same_level):
        counted = kept(source, rows, columns, level, by=by, duplicates=duplicates,
                       same_level=same_level)  # fmt: skip
    else:  # which of several alike is kept makes no difference to their number
        table = _named(source, rows, columns, level, by)
        table = table.select(*names, **{SCOPE: _scope(table, duplicates)})
        alike = table.group_by([*names, SCOPE]).aggregate(**{REPEAT: _.count()})
        once = _[SCOPE].isnull().ifelse(_[REPEAT], 1).sum().cast("int64")
        return alike.group_by(names).aggregate(count=once).order_by(names).execute()
    return counted.group_by(names).aggregate(count=_.count()).order_by(names).execute()


def scoped(
    source: Source,
    rows: str,
    columns: str,
    level: str | None = None,
    *,
    duplicates: str = "include",
    same_level: bool = True,
    fields: Sequence[str] = (),
) -> pd.DataFrame:
    """Return the statements before any is dropped, with a number for those that count as one.

    The arguments are those of `kept`; `fields` are further ones wanted, if the table has them. The
    columns are `row`, `column`, `level` (when asked), those fields, missing where they are
    empty, `statement`, the id of the statement or else its number, and `once`: statements with the
    same number are repeated by the rule, and the first of them is the one that `kept` keeps.
    """
    table = _as_table(source)
    known = "statement_id" in table.columns
    number = without_blanks(table, "statement_id") if known else ibis.row_number() + 1
    table = _named(table.mutate(**{STATEMENT: number}), rows, columns, level, ())
    fields = [name for name in fields if name in table.columns]
    table = table.mutate(**{name: without_blanks(table, name) for name in fields})
    order = [name for name in ("date", "statement_id") if name in table.columns]
    table = table.mutate(**{SCOPE: _scope(table, duplicates)})
    found = (table.order_by(order) if order else table).execute()
    names = ["row", "column", *(["level"] if level else [])]
    once = found.groupby([*names[: 3 if same_level else 2], SCOPE], dropna=False).ngroup()
    once = once.where(found[SCOPE].notna(), len(found) + np.arange(len(found)))
    return found[[*names, *fields]].assign(statement=found[STATEMENT], once=once)


def left_out(source: Source, rows: str, columns: str, level: str | None = None) -> int:
    """Return the number of statements that `kept` leaves out because a field of them is empty."""
    table = _fielded(source, rows, columns, level, ())
    empty = ~_all_filled(table, [rows, columns, *([level] if level else [])])
    return int(table.filter(empty).count().execute())


def _named(
    source: Source, rows: str, columns: str, level: str | None, by: Sequence[str]
) -> ibis.Table:
    """Return the statements with all fields filled, those asked for as row, column and level."""
    table = _fielded(source, rows, columns, level, by)
    table = table.filter(_all_filled(table, [rows, columns, *([level] if level else []), *by]))
    named = {"row": _[rows], "column": _[columns]} | ({"level": _[level]} if level else {})
    others = [name for name in table.columns if name.lower() not in named or name in by]
    return table.select(**named, **{name: _[name] for name in others})


def _fielded(
    source: Source, rows: str, columns: str, level: str | None, by: Sequence[str]
) -> ibis.Table:
    """Return the statements with the fields asked for, which are checked."""
    table = _as_table(source)
    asked = [rows, columns, *([level] if level else []), *by]
    if PARTY in asked and PARTY not in table.columns:
        table = _both_parties(table)
    for name in PERIODS:
        if name in asked and name not in table.columns:
            table = table.mutate(**{name: _period(table, name)})
    _check_fields(table, asked)
    return table


def _as_table(source: Source) -> ibis.Table:
    if isinstance(source, ibis.Table):
        return source
    if isinstance(source, pd.DataFrame):
        return ibis.memtable(source)
    path = Path(source)
    if not path.is_file():
        raise InputError(f"{path}: no such file; expected a table as CSV or Parquet")
    read = ibis.read_parquet if path.suffix.lower() == ".parquet" else ibis.read_csv
    try:
        return read(path)
    except duckdb.Error as error:
        raise InputError(f"{path}: {str(error).splitlines()[0]}") from None


def _both_parties(table: ibis.Table) -> ibis.Table:
    _check_fields(table, ["actor", "target"])
    others = table.filter((_.target != _.actor) | _.actor.isnull())
    return ibis.union(table.mutate(party=_.actor), others.mutate(party=_.target))


def _period(table: ibis.Table, name: str) -> ibis.ir.StringValue:
    """Return the label of the period of each date: 2024, 2024-H2, 2024-Q4 or 2024-11."""
    date = _dates(table)
    year, month = date.year().cast("string"), date.month()
    label = {
        "year": year,
        "halfyear": year + "-H" + ((month + 5) // 6).cast("string"),
        "quarter": year + "-Q" + ((month + 2) // 3).cast("string"),
        "month": year + "-" + month.cast("string").lpad(2, "0"),
    }[name]
    return _known(table, PERIODS[name]).ifelse(label, ibis.null("string"))


def _all_filled(table: ibis.Table, names: Sequence[str]) -> ibis.ir.BooleanValue:
    return ibis.and_(*(_filled(table, name) for name in names))


def _filled(table: ibis.Table, name: str) -> ibis.ir.BooleanValue:
    value, filled = table[name], table[name].notnull()
    if value.type().is_floating():
        return filled & ~value.isnan()
    return filled & (value != "") if value.type().is_string() else filled


def _scope(table: ibis.Table, duplicates: str) -> ibis.Value:
    """Return within what a statement counts once if repeated; where missing, it repeats none."""
    if duplicates not in DUPLICATES:
        raise InputError(f"duplicates: {duplicates!r}; {one_of(duplicates, DUPLICATES)}")
    if duplicates in ("include", "acrossrange"):
        return ibis.literal("all") if duplicates == "acrossrange" else ibis.null("string")
    if duplicates in ("document", "family"):
        field = "document_id" if duplicates == "document" else "family"
        _check_fields(table, [field])
        return without_blanks(table, field)
    scope = _dates(table).truncate({"week": "W", "month": "M", "year": "Y"}[duplicates])
    admitted = "day" if duplicates == "week" else duplicates
    return _known(table, admitted).ifelse(scope, ibis.null(scope.type()))


def without_blanks(table: ibis.Table, field: str) -> ibis.Value:
    """Return a field of which what is empty, or only spaces, is missing."""
    filled = _filled(table, field)
    if table[field].type().is_string():
        filled = filled & (table[field].strip() != "")
    return filled.ifelse(table[field], ibis.null(table[field].type()))


def _dates(table: ibis.Table) -> ibis.Value:
    """Return the dates, which may all be missing, whatever type such a column then has."""
    _check_fields(table, ["date"])
    kind = table["date"].type()
    if kind.is_date() or kind.is_timestamp():
        return table["date"]
    if not table.select(date=without_blanks(table, "date")).date.count().execute():
        return ibis.null("date")
    raise InputError(f"field: 'date' holds {kind}; expected dates")


def _known(table: ibis.Table, precision: str) -> ibis.ir.BooleanValue:
    """Tell which dates are known as closely as that, or closer; untold means to the day."""
    if "date_precision" not in table.columns:
        return ibis.literal(True)
    given = without_blanks(table, "date_precision").cast("string").fill_null(PRECISIONS[0])
    check_precisions(table.select(given=given).distinct().execute()["given"])
    return given.isin(PRECISIONS[: PRECISIONS.index(precision) + 1])


def check_precisions(given: Iterable[str]) -> None:
    """Raise `InputError` for a precision that dates do not have."""
    wrong = [
        f"field: date_precision: {each!r}; {one_of(each, PRECISIONS)}"
        for each in sorted(set(given).difference(PRECISIONS))
    ]
    if wrong:
        raise InputError(wrong)


def _check_fields(table: ibis.Table, names: Sequence[str]) -> None:
    wrong = [
        f"field: {name!r} is unknown; {one_of(name, [*table.columns, PARTY, *PERIODS])}"
        for name in names
        if name not in table.columns
    ]
    if wrong:
        raise InputError(wrong)
