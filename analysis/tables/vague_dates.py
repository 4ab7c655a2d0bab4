"""Dates known to the month or year only, and the field `date_precision` that says so."""

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.errors import Problem, one_of, problem
from analysis.tables.columns import read_column
from analysis.tables.raw import as_text

UNITS = ("day", "month", "year")
"""How closely a date is known, the closest first."""

YEAR = r"(?P<year>(?!0000)[0-9]{4})"
YEAR_FIRST = rf"\A{YEAR}(?:-(?P<month>0[1-9]|1[0-2]))?\Z"
MONTH_FIRST = rf"\A(?P<month>0?[1-9]|1[0-2])[./]{YEAR}\Z"
"""How a year and a month are written: as in ISO 8601, and as they stand beside 27.11.2024."""

LONGEST = len("2024-11")
"""Of longer texts, which are days, none is looked at twice."""


def unit_of(date_format: str) -> str:
    """Return how closely a form tells a date.

    >>> unit_of("%b %Y"), unit_of("%Y"), unit_of("%d.%m.%Y"), unit_of("%Y-%j")
    ('month', 'year', 'day', 'day')
    """
    signs = _signs(date_format)
    if signs & set("djcx"):
        return "day"
    return "month" if signs & set("mbB") else "year"


def format_problems(date_format: str | None) -> Iterator[Problem]:
    """Yield what is wrong with a form of dates."""
    if date_format is None:
        return
    signs = _signs(date_format)
    try:
        pd.to_datetime(pd.Series(["?"]), format=date_format, errors="coerce")
        right = bool(signs & set("yYcx")) and not signs & set("zZ")
    except (ValueError, TypeError):
        right = False
    if not right:
        expected = "expected a form with the year and without a time zone, such as '%d.%m.%Y'"
        yield problem("", None, "date_format", date_format, expected)
    elif signs & set("UWV") or ("d" in signs and not signs & set("mbB")):
        expected = (
            "expected one with day and month, or month, or year, such as '%d.%m.%Y', '%m.%Y' or "
            "'%Y'"
        )
        wrong = "tells no date of a year"
        yield problem("", None, "date_format", date_format, expected, wrong=wrong)


def read_dates(
    column: pd.Series, date_format: str | None
) -> tuple[pd.Series, list[tuple], str, pd.Series]:
    """Return what `read_column` does, and the unit of each date that is no day.

    A month or a year is read as its first day. It is 2024-11 or 2024 and, where no `date_format`
    says how dates are written, also 11.2024 or 11/2024, whatever the form of the days beside it.
    """
    vague = _vague(column, date_format)
    days = column.mask(column.index.isin(vague.index)) if len(vague) else column
    dates, faults, note = read_column(days, "date", (), (), date_format)
    if len(vague):
        dates = dates.astype("datetime64[s]")
        dates[vague.index] = vague["date"]
    return dates, faults, note, vague["unit"]


def _vague(column: pd.Series, date_format: str | None) -> pd.DataFrame:
    """Return `date` and `unit` of the rows that tell a month or a year alone."""
    if pd.api.types.is_datetime64_any_dtype(column) or (
        date_format and unit_of(date_format) == "day"
    ):
        return first_days(pd.Series(dtype="str"), None)
    filled = column.dropna()
    texts = filled if filled.dtype == "str" else filled.astype(object).map(as_text).astype("str")
    told = first_days(pd.Series(texts.unique(), dtype="str"), date_format)
    texts = texts[texts.isin(told.index)]
    return told.loc[texts].set_index(texts.index)


def first_days(texts: pd.Series, date_format: str | None = None) -> pd.DataFrame:
    """Return `date` and `unit` of the distinct texts that tell a month or a year, by their text."""
    short = texts[texts.str.len() <= LONGEST]
    parts = short.str.extract(YEAR_FIRST)
    if date_format is None:
        parts = parts.fillna(short.str.extract(MONTH_FIRST))
    parts = parts.dropna(subset="year")
    months = parts["year"] + "-" + parts["month"].fillna("01").str.zfill(2)
    unit = np.where(parts["month"].isna(), "year", "month")
    told = pd.DataFrame({"date": months.to_numpy("datetime64[s]"), "unit": unit})
    told = told.set_axis(texts[parts.index])
    if date_format is None:
        return told
    given = pd.to_datetime(texts, format=date_format, errors="coerce").astype("datetime64[s]")
    first = pd.DataFrame({"date": given, "unit": unit_of(date_format)}).set_axis(texts).dropna()
    return pd.concat([first, told[~told.index.isin(first.index)]])


def agreed(
    given: pd.Series | None, units: pd.Series, dates: pd.Series
) -> tuple[pd.Series | None, list[tuple[int, str, str]]]:
    """Return the field `date_precision`, and its cells that do not fit as row, text, expectation.

    `given` is the field when a table has it already. It is kept, and filled where it is empty.
    """
    if given is None:
        return (_of_all(units, dates) if len(units) else None), []
    unknown = given[given.notna() & ~given.isin(UNITS)]
    faults = [(row, text, one_of(text, UNITS)) for row, text in unknown.items()]
    rank = {unit: place for place, unit in enumerate(UNITS)}
    both = units[units.index.isin(given.index[given.isin(UNITS)])]
    closer = both[both.map(rank) > given[both.index].map(rank)]
    faults += [
        (row, given[row], f"expected {unit!r}, for the date tells no more")
        for row, unit in closer.items()
    ]
    return (given.fillna(_of_all(units, dates)) if len(units) else given), faults


def _of_all(units: pd.Series, dates: pd.Series) -> pd.Series:
    """Return the unit of every date, which is a day where nothing else is told."""
    days = pd.Series("day", dates.index, dtype="str").where(dates.notna())
    return units.reindex(dates.index).fillna(days).astype("str")


def _signs(date_format: str) -> set[str]:
    return set(re.findall("%[-#]?(.)", date_format))
