"""Distinct values of a field are read once, and a mapping is joined only where one changes.

So tables of any size, in any engine, are read by the rules of `analysis.tables.columns`.
"""

from collections.abc import Callable, Iterable

import ibis
import pandas as pd
from ibis import _
from ibis.expr.datatypes import DataType

from analysis.errors import InputError, tell
from analysis.tables.columns import read_levels
from analysis.tables.compiled import executed
from analysis.tables.raw import as_text
from analysis.tables.reading import Opened, fault_lines
from analysis.tables.vague_dates import read_dates as dates_of

WRITTEN, READ = "_as_written", "_as_read"  # names that no table has
PRECISION = "date_precision"

Reader = Callable[[pd.Series], tuple[pd.Series, list[tuple], str]]


def level_reader(kind: DataType) -> Reader | None:
    """Return what reads levels of a type; whole numbers and truth values are what they are."""
    return None if kind.is_integer() or kind.is_boolean() else read_levels


def read_dates(opened: Opened, table: ibis.Table) -> ibis.Table:
    """Return the table with its dates read, by the clock on the wall where they were written.

    A month or a year is its first day, and the field `date_precision` says so.
    """
    kind = table["date"].type()
    if kind.is_timestamp() and kind.timezone:
        zone = opened.zones.get("date", str(kind.timezone))
        return read_in(opened, table, "date", lambda written: _wall_clock(written, zone))
    if kind.is_date() or kind.is_timestamp():
        return table
    return read_in(opened, _with_units(opened, table), "date", _dates)


def _with_units(opened: Opened, table: ibis.Table) -> ibis.Table:
    """Return the table with `date_precision` of the dates that tell a month or a year alone."""
    written = _distinct(opened, table, "date")["date"]
    units = dates_of(_stripped(written), None)[3]
    if units.empty:
        return table
    example = as_text(written[units.index[0]]).strip()
    tell(f"{_place(opened)} date: some tell a month or a year alone, as {example}")
    mapping = ibis.memtable(pd.DataFrame({WRITTEN: written[units.index], READ: units}))
    table = table.left_join(mapping, table["date"] == mapping[WRITTEN])
    known = table[READ]
    if PRECISION in table.columns:
        given = table[PRECISION].cast("string").strip().nullif("")
        _check_units(opened, table, given)
        known = ibis.coalesce(given, known)
    return table.mutate(**{PRECISION: known}).drop(WRITTEN, READ)


def _check_units(opened: Opened, table: ibis.Table, given: ibis.Value) -> None:
    """Refuse a precision that is closer than what its date tells."""
    closer = ((given == "day") & _[READ].notnull()) | ((given == "month") & (_[READ] == "year"))
    wrong = executed(table.filter(closer).select("date", READ).distinct())
    expected = {
        as_text(date).strip(): f"expected a day, or {unit!r} as its date_precision"
        for date, unit in wrong.itertuples(index=False)
    }
    if expected:
        raise InputError(fault_lines(opened, "date", expected))


def read_values(
    opened: Opened, fields: dict[str, str], readers: dict[str, Reader], written: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Return what the distinct values of columns are read as, of columns in which one changes.

    `fields` tells the field of each column of `written`, `readers` who reads it. Each result has
    the columns `written` and `read`. A note tells of names that were joined and of forms that are
    not the international ones. Raises `InputError` with a line for each cell that is wrong.
    """
    changes, lines, notes = {}, [], []
    for name, reader in readers.items():
        distinct = pd.Series(written[name].unique())
        values, found, note = reader(distinct)
        if found:
            lines += fault_lines(opened, fields[name], {text: why for _, text, why in found})
        notes += [f"{_place(opened)} {fields[name]}: {note}"] if note else []
        if not _same(distinct, values):
            changes[name] = pd.DataFrame({"written": distinct, "read": values})
    if lines:
        raise InputError(dict.fromkeys(lines))
    for note in dict.fromkeys(notes):
        tell(note)
    return changes


def _place(opened: Opened) -> str:
    return f"{opened.file}, field" if opened.file else "field"


def read_in(opened: Opened, table: ibis.Table, field: str, reader: Reader) -> ibis.Table:
    """Return the table with a field read, what is empty in it left empty."""
    written = _distinct(opened, table, field)
    return joined(table, read_values(opened, {field: field}, {field: reader}, written))


def _distinct(opened: Opened, table: ibis.Table, field: str) -> pd.DataFrame:
    """Return the distinct values of a field: of text in memory at once, without a query."""
    if opened.frame is not None and opened.frame[field].dtype == "str":
        return opened.frame[[field]].dropna().drop_duplicates()
    return executed(table.select(field).filter(_[field].notnull()).distinct())


def joined(table: ibis.Table, changes: dict[str, pd.DataFrame]) -> ibis.Table:
    """Return the table with values as they are read in place of those that were written."""
    for name, change in changes.items():
        text = change["read"].dtype == "str"
        kept = text and table[name].type().is_string()  # what does not change is not joined
        read = change["read"].fillna("") if text else change["read"]
        pairs = pd.DataFrame({WRITTEN: change["written"], READ: read})
        mapping = ibis.memtable(pairs[pairs[WRITTEN] != pairs[READ]] if kept else pairs)
        value = ibis.coalesce(_[READ], _[name]) if kept else _[READ]
        table = table.left_join(mapping, table[name] == mapping[WRITTEN])
        table = table.mutate(**{name: value}).drop(WRITTEN, READ)
    return table


def filled(table: ibis.Table, names: Iterable[str]) -> ibis.ir.BooleanValue:
    """Return whether a statement has every one of the fields."""
    return ibis.and_(*(_filled(table, name) for name in names))


def _filled(table: ibis.Table, name: str) -> ibis.ir.BooleanValue:
    value, there = table[name], table[name].notnull()
    if value.type().is_floating():
        return there & ~value.isnan()
    return there & (value != "") if value.type().is_string() else there


def relabelled(table: pd.DataFrame, changes: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return a result with values as they are read, without lines of what is then empty."""
    for name, change in changes.items():
        places = pd.Index(change["written"]).get_indexer(table[name])
        table[name] = change["read"].take(places).set_axis(table.index)
    return table.dropna(subset=list(changes), ignore_index=True)


def _same(written: pd.Series, read: pd.Series) -> bool:
    """Tell whether every value is what it was, a text a text and a number a number."""
    if str(read.dtype) == "str" and not pd.api.types.is_string_dtype(written):
        return False
    return read.dtype.kind == written.dtype.kind and bool((written == read).all())


def _dates(written: pd.Series) -> tuple[pd.Series, list[tuple], str]:
    dates, found, note, _units = dates_of(_stripped(written), None)
    return dates, [(row, text, f"{why} in read_coded") for row, text, why in found], note


def _stripped(written: pd.Series) -> pd.Series:
    texts = written.str.strip() if pd.api.types.is_string_dtype(written) else written
    return texts.mask(texts == "")


def _wall_clock(written: pd.Series, zone: str) -> tuple[pd.Series, list[tuple], str]:
    return written.dt.tz_convert(zone).dt.tz_localize(None), [], ""
