"""Within what a repeated statement counts once, and the periods of dates, as Ibis expressions."""

from collections.abc import Sequence

import ibis

from analysis.errors import InputError, check_choice, one_of, problem
from analysis.networks.asked import PARTY, PERIODS, SHARED, label_of
from analysis.study.spans import PRECISIONS, check_precisions
from analysis.tables.compiled import executed
from analysis.tables.distinct import filled

DUPLICATES = ("include", "act", "document", "family", "week", "month", "year", "acrossrange")


def period_of(table: ibis.Table, name: str) -> ibis.ir.StringValue:
    """Return the label of the period of each date: 2024, 2024-H2, 2024-Q4 or 2024-11."""
    date = _dates(table)
    behind_year = [(month, label_of("", month, name)) for month in range(1, 13)]
    label = date.year().cast("string") + date.month().cases(*behind_year)
    return _known(table, PERIODS[name].precision).ifelse(label, ibis.null("string"))


def scope_of(table: ibis.Table, duplicates: str) -> ibis.Value:
    """Return within what a statement counts once if repeated; where missing, it repeats none."""
    check_choice("duplicates", duplicates, DUPLICATES)
    if duplicates in ("include", "acrossrange"):
        return ibis.literal("all") if duplicates == "acrossrange" else ibis.null("string")
    if field := SHARED.get(duplicates):
        check_fields(table, [field])
        return without_blanks(table, field)
    scope = _dates(table).truncate({"week": "W", "month": "M", "year": "Y"}[duplicates])
    admitted = "day" if duplicates == "week" else duplicates
    return _known(table, admitted).ifelse(scope, ibis.null(scope.type()))


def without_blanks(table: ibis.Table, field: str) -> ibis.Value:
    """Return a field of which what is empty, or only spaces, is missing."""
    there = filled(table, [field])
    if table[field].type().is_string():
        there = there & (table[field].strip() != "")
    return there.ifelse(table[field], ibis.null(table[field].type()))


def _dates(table: ibis.Table) -> ibis.Value:
    """Return the dates, which may all be missing, whatever type such a column then has."""
    check_fields(table, ["date"])
    kind = table["date"].type()
    if kind.is_date() or kind.is_timestamp():
        return table["date"]
    if not executed(table.select(date=without_blanks(table, "date")).date.count()):
        return ibis.null("date")
    raise InputError(f"field: 'date' holds {kind}; expected dates")


def _known(table: ibis.Table, precision: str) -> ibis.ir.BooleanValue:
    """Tell which dates are known as closely as that, or closer; untold means to the day."""
    if "date_precision" not in table.columns:
        return ibis.literal(True)
    given = without_blanks(table, "date_precision").cast("string").fill_null(PRECISIONS[0])
    check_precisions(executed(table.select(given=given).distinct())["given"])
    return given.isin(PRECISIONS[: PRECISIONS.index(precision) + 1])


def check_fields(table: ibis.Table, names: Sequence[str]) -> None:
    """Raise `InputError` for each field that a table does not have."""
    known = [*table.columns, PARTY, *PERIODS]
    wrong = [
        problem("", None, "field", name, one_of(name, known), wrong="is unknown")
        for name in names
        if name not in table.columns
    ]
    if wrong:
        raise InputError(wrong)
