"""Counts statements into x[row, column, level], the cells of which every matrix is a function.

The counting is one Ibis expression. It runs on a DataFrame, on a CSV or Parquet file through the
embedded DuckDB, and on any Ibis table where that table lives. What a cell means is told by its
field alone, so a table gives the same statements by every door.
"""

from collections.abc import Sequence

import ibis
import numpy as np
import pandas as pd
from ibis import _

from analysis.networks.asked import PARTY, Asked
from analysis.networks.repeats import check_fields, period_of, scope_of, without_blanks
from analysis.networks.statements import Source, table_of
from analysis.tables.columns import TEXTS, read_names
from analysis.tables.compiled import executed
from analysis.tables.distinct import (
    Reader,
    filled,
    joined,
    level_reader,
    read_dates,
    read_in,
    read_values,
    relabelled,
)
from analysis.tables.reading import Opened, through

REPEAT, SCOPE = "_place_among_repeated", "_scope_of_repeated"  # names that no table has
STATEMENT = "_id_of_statement"


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

    `source` is a table of statements, or a study, which stands for its statements with the fields
    of their documents. `rows`, `columns`, `level` and those in `by` name fields of
    it. `party` stands for the actor and, in a further row, the target if there is one; `year`,
    `halfyear`, `quarter` and `month` for the period of the date. Statements with an empty one are
    left out, among them those whose date is missing, or not known closely enough for the period.
    `duplicates` says within what a repeated statement counts once: `include` (never), `act`,
    `document`, `family`, `week` (ISO week of its ISO year), `month`, `year` or `acrossrange`; the
    first in the order of date and id is kept, a date known to the month or year standing where it
    is written, which is its first day, and a missing one last. Repeated means the same row, column
    and fields in `by` and, when `level` is given and unless `same_level` is false, the same level
    (Leifeld 2017, doi:10.1093/oxfordhb/9780190228217.013.25).

    An `act` is what two sides do together, of which each side has a statement. Where the rows are
    those who act, each side counts once; where both statements are of one row, as of a speaker, a
    sector or a party, they count once: one act is one unit, with the stance that its sides share.
    A statement without an act is one by itself.

    A table is a DataFrame, an Ibis table or the path of CSV, Parquet or a workbook, read as
    `read_coded` reads it, however long it is. Rows, columns, ids and fields in `by` are text as
    written, `010` other than `10`; numbers there are written as a sheet shows them. Names are
    compared in one form (`tables.normal`), of which an `InputNote` tells. A level is a number
    where one cell is, and then in every cell; truth values stay those that a file has as such.
    Dates are ISO 8601, or have one other form throughout that tells days from months; of a time the
    zone is left off, and what counts is the clock on the wall as it was written, or in the zone
    that the column has. A statement of which the act, document, family or date is missing (empty or
    only spaces) repeats no other, nor does one in a week or month whose `date_precision` is
    coarser.

    The result has the columns `row`, `column` and, when asked, `level`, then those of `source`,
    as they stand, that are not called so in whatever capitals, which SQL does not tell apart.
    Raises `InputError` for an unknown field or rule, and with row and field for cells that are
    wrong, mixed in kind or not to be told.
    """
    asked = Asked(rows, columns, level, tuple(by), duplicates, same_level)
    return through(table_of(source), asked.used, lambda opened: _kept(opened, asked), whole=True)


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
    asked = Asked(rows, columns, level, tuple(by), duplicates, same_level)
    table = table_of(source, asked.used)
    return through(table, asked.used, lambda opened: _cells(opened, asked))


def scoped(
    source: Source,
    rows: str,
    columns: str,
    level: str | None = None,
    *,
    by: Sequence[str] = (),
    duplicates: str = "include",
    same_level: bool = True,
    fields: Sequence[str] = (),
) -> pd.DataFrame:
    """Return the statements before any is dropped, with a number for those that count as one.

    The arguments are those of `kept`; `fields` are further ones wanted, if the table has them. The
    columns are `row`, `column`, `level` (when asked), those of `by`, those fields, missing where
    they are empty, `statement`, the id of the statement or else its number, and `once`: statements
    with the same number are repeated by the rule, and the first of them is the one `kept` keeps.
    """
    asked = Asked(rows, columns, level, tuple(by), duplicates, same_level)
    used = {*asked.used, *fields}
    table = table_of(source, used)
    return through(table, used, lambda opened: _scoped(opened, asked, fields))


def left_out(source: Source, rows: str, columns: str, level: str | None = None) -> int:
    """Return the number of statements that `kept` leaves out because a field of them is empty."""
    asked = Asked(rows, columns, level)

    def work(opened: Opened) -> int:
        wanted = asked.of(opened.table.columns)
        table = _fielded(opened, wanted)
        counted = executed(_read(opened, _named(table, wanted), wanted).count())
        return int(executed(table.count()) - counted)

    return through(table_of(source, asked.used), asked.used, work)


def _kept(opened: Opened, asked: Asked) -> ibis.Table:
    asked = asked.of(opened.table.columns)
    table = _read(opened, _named(_fielded(opened, asked, ordered=True), asked), asked)
    if asked.duplicates == "include":
        return table
    scope = scope_of(table, asked.duplicates)
    same = [*(table[name] for name in asked.alike), scope]
    place = ibis.row_number().over(ibis.window(group_by=same, order_by=_order(table)))
    repeats = scope.notnull() & (place > 0)
    return table.mutate(**{REPEAT: repeats}).filter(~_[REPEAT]).drop(REPEAT)


def _cells(opened: Opened, asked: Asked) -> pd.DataFrame:
    """Count values as they are written, which is quickest, and anew only if reading joins some."""
    asked = asked.of(opened.table.columns)
    if asked.duplicates != "include" and asked.alike != asked.names:
        return _counted(_kept(opened, asked), asked)
    table = _named(_fielded(opened, asked), asked)
    first = _counted_once(table, asked)
    changes = read_values(opened, asked.fields, _readers(table, asked), first)
    if not changes:
        return first
    read = relabelled(first, changes)
    if not read.duplicated(asked.names).any():
        return read.sort_values(asked.names, ignore_index=True)
    return _counted_once(_joined(table, changes), asked)


def _counted_once(table: ibis.Table, asked: Asked) -> pd.DataFrame:
    """Count what is repeated once; which of several alike makes no difference to their number."""
    if asked.duplicates == "include":
        return _counted(table, asked)
    table = table.select(*asked.names, **{SCOPE: scope_of(table, asked.duplicates)})
    alike = table.group_by([*asked.names, SCOPE]).aggregate(**{REPEAT: _.count()})
    once = _[SCOPE].isnull().ifelse(_[REPEAT], 1).sum().cast("int64")
    return executed(alike.group_by(asked.names).aggregate(count=once).order_by(asked.names))


def _counted(table: ibis.Table, asked: Asked) -> pd.DataFrame:
    return executed(table.group_by(asked.names).aggregate(count=_.count()).order_by(asked.names))


def _scoped(opened: Opened, asked: Asked, fields: Sequence[str]) -> pd.DataFrame:
    """Read the values of the result, which are those of the table: one query in place of two."""
    asked = asked.of(opened.table.columns)
    there = [name for name in fields if name in opened.table.columns]
    opened = opened._replace(table=_numbered(_narrow(opened.table, asked, there)))
    table = _named(_fielded(opened, asked, ordered=True, others=there), asked)
    fields = [name for name in fields if name in table.columns]  # vague dates bring a precision
    table = table.mutate(**{name: without_blanks(table, name) for name in fields})
    table = table.mutate(**{SCOPE: scope_of(table, asked.duplicates)})
    order, readers = _order(table), _readers(table, asked)
    found = executed(table.order_by(order) if order else table)
    found = relabelled(found, read_values(opened, asked.fields, readers, found))
    once = found.groupby([*asked.alike, SCOPE], dropna=False).ngroup()
    once = once.where(found[SCOPE].notna(), len(found) + np.arange(len(found)))
    return found[[*asked.names, *fields]].assign(statement=found[STATEMENT], once=once)


def _narrow(table: ibis.Table, asked: Asked, fields: Sequence[str]) -> ibis.Table:
    """Return the columns that are looked at alone, for each costs time in every step."""
    made = asked.made(table.columns)
    check_fields(table, [name for name in asked.fields.values() if name not in made])
    if asked.within:
        check_fields(table, [asked.within])
    used = {*asked.used, *fields, "date", "date_precision", "statement_id", "actor", "target"}
    return table.select(*(name for name in table.columns if name in used))


def _numbered(table: ibis.Table) -> ibis.Table:
    """Return the table with the id of each statement, or else its number, in a field of its own."""
    known = "statement_id" in table.columns
    number = without_blanks(table, "statement_id") if known else ibis.row_number() + 1
    return table.mutate(**{STATEMENT: number})


def _order(table: ibis.Table) -> list[ibis.Value]:
    """Return date and id, which is text as in a file."""
    date = [table["date"]] if "date" in table.columns else []
    ids = [table["statement_id"].cast("string")] if "statement_id" in table.columns else []
    return [*date, *ids]


def _readers(table: ibis.Table, asked: Asked) -> dict[str, Reader]:
    """Return who reads each column of a cell; dates that tell cells apart are read already."""
    readers: dict[str, Reader | None] = {name: read_names for name in asked.names if name != "date"}
    if asked.level and asked.level not in TEXTS:
        readers["level"] = level_reader(table["level"].type())
    return {name: reader for name, reader in readers.items() if reader}


def _read(opened: Opened, table: ibis.Table, asked: Asked) -> ibis.Table:
    readers = _readers(table, asked)
    written = executed(table.select(*readers).distinct())
    return _joined(table, read_values(opened, asked.fields, readers, written))


def _joined(table: ibis.Table, changes: dict[str, pd.DataFrame]) -> ibis.Table:
    table = joined(table, changes)
    return table.filter(filled(table, [*changes])) if changes else table


def _named(table: ibis.Table, asked: Asked) -> ibis.Table:
    """Return the statements with all fields filled, those asked for as row, column and level."""
    table = table.filter(filled(table, [*asked.fields.values()]))
    named = {name: _[field] for name, field in asked.fields.items() if name not in asked.by}
    others = [name for name in table.columns if name.lower() not in named or name in asked.by]
    return table.select(**named, **{name: _[name] for name in others})


def _fielded(
    opened: Opened, asked: Asked, *, ordered: bool = False, others: Sequence[str] = ()
) -> ibis.Table:
    """Return the statements with the fields asked for, which are checked; dates and units read."""
    table = opened.table
    made = asked.made(table.columns)
    check_fields(table, [name for name in (*asked.fields.values(), *others) if name not in made])
    periods = [name for name in made if name != PARTY]
    dated = {"date", asked.within} if ordered or periods else {asked.within}
    needed = {*dated, *asked.fields.values(), *others}.intersection(table.columns)
    if "date" in needed:
        table = read_dates(opened, table)
    for name in sorted({asked.within, *others}.intersection(TEXTS, table.columns)):
        if name in others or not table[name].type().is_integer():  # numbers differ as texts do
            table = read_in(opened, table, name, read_names)
    if PARTY in made:
        table = _both_parties(opened, table)
    return table.mutate(**{name: period_of(table, name) for name in periods})


def _both_parties(opened: Opened, table: ibis.Table) -> ibis.Table:
    """Add a field for each actor and, in a row of its own, each target, where there are any."""
    check_fields(table, ["actor"])
    for name in [name for name in ("actor", "target") if name in table.columns]:
        if not table[name].type().is_string():
            table = read_in(opened, table, name, read_names)
    if "target" not in table.columns:
        return table.mutate(party=_.actor)
    others = table.filter((_.target != _.actor) | _.actor.isnull())
    return ibis.union(table.mutate(party=_.actor), others.mutate(party=_.target))
