"""What a cell of an event file says: text, numbers and days, whatever type its engine gives it."""

import ibis

MISSING = ("", "NULL", "None")
NUMBER = r"^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,2})?$"
AMERICAN = "^([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})$"
YEAR, LEAP = "[12][0-9]{3}", "[12][0-9](0[48]|[2468][048]|[13579][26])|(1[26]|2[048])00"
DAY = (
    f"^({YEAR}%(sign)s(0[13578]|1[02])%(sign)s(0[1-9]|[12][0-9]|3[01])|"
    f"{YEAR}%(sign)s(0[469]|11)%(sign)s(0[1-9]|[12][0-9]|30)|"
    f"{YEAR}%(sign)s02%(sign)s(0[1-9]|1[0-9]|2[0-8])|({LEAP})%(sign)s02%(sign)s29)"
)
"""What a day of the calendar is written like, in the years 1000 to 2999."""
WITH_SIGNS, COMPACT = DAY % {"sign": "-"} + "$", DAY % {"sign": ""}


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
    if field not in table.columns:
        return ibis.null("float64")
    return _number(table[field])


def whole(table: ibis.Table, field: str) -> ibis.ir.IntegerValue:
    """Return a field as a whole number, missing where it is none."""
    if field in table.columns and table[field].type().is_integer():
        return table[field].cast("int64")
    return real(table, field).cast("int64")


def _number(value: ibis.Value) -> ibis.ir.FloatingValue:
    """Return a number, of a text what is one; that is seen first, for not every engine can try."""
    if not value.type().is_string():
        return value.cast("float64")
    written = value.strip()
    return written.re_search(NUMBER).ifelse(written, ibis.null("string")).try_cast("float64")


def day(table: ibis.Table, field: str) -> ibis.ir.DateValue:
    """Return a field as a day, missing where there is none such as 30 February.

    Written it is YYYYMMDD or YYYY-MM-DD, with a time or without, or M/D/YYYY as in a file of ICEWS.
    """
    if field not in table.columns:
        return ibis.null("date")
    value = table[field]
    if value.type().is_date() or value.type().is_timestamp():
        return value.cast("date")
    written = value.cast("string").strip()
    others = [(written.contains("-"), written.substr(0, 10))]
    others += [(written.contains("/"), _american(written))] if value.type().is_string() else []
    return _of_calendar(ibis.cases(*others, else_=_compact(written)))


def compact_day(table: ibis.Table, field: str) -> ibis.ir.DateValue:
    """Return a field written YYYYMMDD, as number or text, with a time or without, as a day."""
    kind = table[field].type() if field in table.columns else None
    if kind is None or not (kind.is_string() or kind.is_integer()):
        return day(table, field)
    digits = table[field].cast("string")  # seen to be a day before it is put together: quicker
    known = digits.re_search(COMPACT).ifelse(_compact(digits), ibis.null("string"))
    return known.cast("date")


def _of_calendar(written: ibis.ir.StringValue) -> ibis.ir.DateValue:
    """Return the day of a text YYYY-MM-DD; engines that cannot try see none that does not exist."""
    return written.re_search(WITH_SIGNS).ifelse(written, ibis.null("string")).cast("date")


def _compact(digits: ibis.ir.StringValue) -> ibis.ir.StringValue:
    return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2)


def _american(written: ibis.ir.StringValue) -> ibis.ir.StringValue:
    month, last, year = (written.re_extract(AMERICAN, place) for place in (1, 2, 3))
    return year + "-" + month.lpad(2, "0") + "-" + last.lpad(2, "0")


def several(values: list[ibis.ir.StringValue]) -> ibis.ir.StringValue:
    """Return texts as one list, those that are there between semicolons."""
    parts = [value.notnull().ifelse(ibis.literal("; ") + value, "") for value in values]
    whole = parts[0]
    for part in parts[1:]:
        whole = whole + part
    return whole.nullif("").substr(2)
