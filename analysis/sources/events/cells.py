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
        return _of_number(table[field])
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


def _of_number(value: ibis.ir.IntegerValue) -> ibis.ir.DateValue:
    """Return the day of a number such as 20240105 by the calendar, which every engine can reckon.

    Of GDELT 2.0 the day a row was added ends in a time, which is left off.
    """
    value = (value > 99_999_999).ifelse((value / 1_000_000).floor().cast("int64"), value)
    year = (value / 10_000).floor().cast("int32")
    month, last = ((value / 100).floor().cast("int64") % 100).cast("int32"), value % 100
    leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    short = leap.ifelse(29, 28)
    days = ibis.cases((month == 2, short), (month.isin([4, 6, 9, 11]), 30), else_=31)
    there = month.between(1, 12) & (last >= 1) & (last <= days)
    sure = [there.ifelse(part, 1).cast("int32") for part in (month, last)]
    return there.ifelse(ibis.date(year, *sure), ibis.null("date"))


def _american(written: ibis.ir.StringValue) -> ibis.ir.StringValue:
    return written.re_replace(r"^(\d+)/(\d+)/(\d{4})$", r"\3-\1-\2")


def several(values: list[ibis.ir.StringValue]) -> ibis.ir.StringValue:
    """Return texts as one list, those that are there between semicolons."""
    parts = [value.notnull().ifelse(ibis.literal("; ") + value, "") for value in values]
    whole = parts[0]
    for part in parts[1:]:
        whole = whole + part
    return whole.nullif("").substr(2)
