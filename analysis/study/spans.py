"""When a statement can have been made: on a day, or somewhere in a month or year.

One rule holds wherever statements are cut by time: a statement stands for all the days on which it
can have been made, and counts only where all of them are. One without a date counts nowhere.
"""

from collections.abc import Iterable

import pandas as pd

from analysis.errors import InputError, check_choice, one_of, problem

PRECISIONS = ("day", "month", "year")
"""How closely a date may be known, the closest first; where nothing is told, to the day."""


def spans(statements: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return the first and the last day on which each statement can have been made.

    `statements` has a field `date` and may have `date_precision`: `day` (also where it is missing),
    `month` or `year`, of which the date is then any day. Both days are missing where the date is.
    Raises `InputError` for a table without dates, dates of another type and another precision.

    >>> table = pd.DataFrame({"date": pd.to_datetime(["2024-02-01"]), "date_precision": ["month"]})
    >>> [str(day[0].date()) for day in spans(table)]
    ['2024-02-01', '2024-02-29']
    """
    first = last = _days(statements)
    if "date_precision" not in statements:
        return first, last
    text = statements["date_precision"].astype("str").str.strip()
    precision = text.where(statements["date_precision"].notna() & (text != ""), "day")
    check_precisions(precision)
    for unit, letter in (("month", "M"), ("year", "Y")):
        whole = first.dt.to_period(letter)
        first = first.where(precision != unit, whole.dt.start_time.astype(first.dtype))
        end = whole.dt.end_time.dt.normalize().astype(last.dtype)
        last = last.where(precision != unit, end)
    return first, last


def held(
    statements: pd.DataFrame, first: pd.Timestamp | None, last: pd.Timestamp | None
) -> pd.Series:
    """Tell which statements can only have been made from the day `first` to the day `last`.

    An end that is None is open; with one end given, statements without a date are not among them.
    """
    begins, ends = spans(statements)
    found = pd.Series(True, statements.index)
    found &= begins >= first if first is not None else True
    return found & (ends <= last if last is not None else True)


def decimal_years(days: pd.Series) -> pd.Series:
    """Return days as years and parts of a year, the place of each on an axis of time.

    >>> decimal_years(pd.Series(pd.to_datetime(["2024-01-01", "2024-07-02"]))).tolist()
    [2024.0, 2024.5]
    """
    return days.dt.year + (days.dt.day_of_year - 1) / 366


def _days(statements: pd.DataFrame) -> pd.Series:
    check_choice("field", "date", statements.columns, wrong="is unknown")
    dates = statements["date"]
    if not pd.api.types.is_datetime64_any_dtype(dates):
        kind = pd.api.types.infer_dtype(dates, skipna=True)
        blank = dates.isna() | (dates.astype("str").str.strip() == "")
        if not (blank.all() or kind in ("date", "datetime", "datetime64")):
            raise InputError(
                problem("", None, "field", "date", "expected dates", wrong=f"holds {kind}")
            )
        dates = pd.to_datetime(dates.mask(blank))
    return dates.dt.tz_localize(None).dt.normalize()


def check_precisions(given: Iterable[str]) -> None:
    """Raise `InputError` for a precision that dates do not have."""
    wrong = [
        problem("", None, "field: date_precision", each, one_of(each, PRECISIONS))
        for each in sorted(set(given).difference(PRECISIONS))
    ]
    if wrong:
        raise InputError(wrong)
