"""Dates known to the month or year only, and the field `date_precision` that says so."""

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.errors import Problem, one_of, problem
from analysis.tables.raw import as_text

UNITS = ("day", "month", "year")
"""How closely a date is known, the closest first."""

COARSE = {"year": r"(?!0000)[0-9]{4}", "month": r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])"}
"""ISO 8601 of a year and of a month."""

DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?|[0-9]{8}([T ].*)?"
"""How a day of ISO 8601 looks; whether it is one is read later."""


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


def completed(column: pd.Series, date_format: str | None) -> tuple[pd.Series, pd.Series]:
    """Return dates of a month or year as the first day of it, and the unit of each row.

    Without a `date_format`, a column is of ISO 8601 throughout or it is left as it is; then the
    units are none, as they are where all dates are of a day.
    """
    none = pd.Series(dtype="str")
    if pd.api.types.is_datetime64_any_dtype(column) or (
        date_format and unit_of(date_format) == "day"
    ):
        return column, none
    filled = column.dropna()
    texts = filled if filled.dtype == "str" else filled.astype(object).map(as_text).astype("str")
    known = _units(pd.Series(texts.unique(), dtype="str"), date_format)
    if known is None or (known["unit"] == "day").all():
        return column, none
    full = column.astype(object)
    full[texts.index] = texts.map(known["text"])
    return full, texts.map(known["unit"])


def _units(texts: pd.Series, date_format: str | None) -> pd.DataFrame | None:
    """Return unit and completed text of distinct dates, or None where they have another form."""
    known = pd.DataFrame({"unit": "day", "text": texts.to_numpy()}, texts.to_numpy(), dtype="str")
    given = np.zeros(len(texts), dtype=bool)
    if date_format:
        given = pd.to_datetime(texts, format=date_format, errors="coerce").notna().to_numpy()
        known.loc[given, "unit"] = unit_of(date_format)
    for unit, shape in COARSE.items():
        fits = [re.fullmatch(shape, text) is not None for text in known.index]
        reduced = np.array(fits, dtype=bool) & ~given
        known.loc[reduced, "unit"] = unit
        known.loc[reduced, "text"] += "-01-01" if unit == "year" else "-01"
    others = known.index[known["unit"] == "day"]
    right = date_format or all(re.fullmatch(DAY, text) for text in others)
    return known if right else None


def agreed(
    given: pd.Series | None, units: pd.Series, dates: pd.Series
) -> tuple[pd.Series | None, list[tuple[int, str, str]]]:
    """Return the field `date_precision`, and its cells that do not fit as row, text, expectation.

    `given` is the field when a table has it already. It is kept, and filled where it is empty.
    """
    if given is None:
        return (units.reindex(dates.index).astype("str") if len(units) else None), []
    unknown = given[given.notna() & ~given.isin(UNITS)]
    faults = [(row, text, one_of(text, UNITS)) for row, text in unknown.items()]
    rank = {unit: place for place, unit in enumerate(UNITS)}
    both = units[units.index.isin(given.index[given.isin(UNITS)])]
    closer = both[both.map(rank) > given[both.index].map(rank)]
    faults += [
        (row, given[row], f"expected {unit!r}, for the date tells no more")
        for row, unit in closer.items()
    ]
    return given.fillna(units.reindex(given.index)), faults


def _signs(date_format: str) -> set[str]:
    return set(re.findall("%[-#]?(.)", date_format))
