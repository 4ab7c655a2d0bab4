"""What a cell of an event file says: text, numbers and days, whatever type its engine gives it."""

import ibis

MISSING = ("", "NULL", "None")


def text(table: ibis.Table, field: str) -> ibis.ir.StringValue:
    """Return a field as text without blanks around it; what says nothing, or is not there, misses.

    Nothing is all that is empty, NULL (in ICEWS) or None (in POLECAT).
    """
    if field not in table.columns:
        return ibis.null("string")
    value = table[field].cast("string").strip()
    return value.isin(MISSING).ifelse(ibis.null("string"), value)


def real(table: ibis.Table, field: str) -> ibis.ir.FloatingValue:
    """Return a field as a number, missing where it is none."""
    return _as(table, field, "float64")


def whole(table: ibis.Table, field: str) -> ibis.ir.IntegerValue:
    """Return a field as a whole number, missing where it is none."""
    return _as(table, field, "int64")


def _as(table: ibis.Table, field: str, kind: str) -> ibis.Value:
    if field not in table.columns:
        return ibis.null(kind)
    value = table[field]
    return value.try_cast(kind) if value.type().is_string() else value.cast(kind)


def day(table: ibis.Table, field: str) -> ibis.ir.DateValue:
    """Return a field as a day, missing where there is none such as 30 February.

    Written it is YYYYMMDD, with a time or without, YYYY-MM-DD, or M/D/YYYY as in a file of ICEWS.
    """
    if field not in table.columns:
        return ibis.null("date")
    kind = table[field].type()
    if kind.is_date() or kind.is_timestamp():
        return table[field].cast("date")
    written = table[field].cast("string")
    if kind.is_integer():
        return _joined(written).try_cast("date")
    dashed = written.contains("-")
    other = written.contains("/").ifelse(_american(written), _joined(written))
    return dashed.ifelse(written.strip(), other).try_cast("date")


def compact_day(table: ibis.Table, field: str) -> ibis.ir.DateValue:
    """Return a field written YYYYMMDD as a day, as `day` does of any."""
    kind = table[field].type()
    if kind.is_string():
        return _joined(table[field]).try_cast("date")
    return day(table, field)


def _joined(digits: ibis.ir.StringValue) -> ibis.ir.StringValue:
    return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2)


def _american(written: ibis.ir.StringValue) -> ibis.ir.StringValue:
    return written.re_replace(r"^(\d+)/(\d+)/(\d{4})$", r"\3-\1-\2")


def several(values: list[ibis.ir.StringValue]) -> ibis.ir.StringValue:
    """Return texts as one list, those that are there between semicolons."""
    parts = [value.notnull().ifelse(ibis.literal("; ") + value, "") for value in values]
    whole = parts[0]
    for part in parts[1:]:
        whole = whole + part
    return whole.nullif("").substr(2)
