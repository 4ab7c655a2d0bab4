"""A sample of statements with the days on which each can have been made."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError, check_choice
from analysis.networks.arrays import placed
from analysis.networks.asked import STANCE
from analysis.networks.cells import scoped
from analysis.networks.sample import UNITS, Sample, sample_of
from analysis.networks.statements import Scale, Source, scale_of
from analysis.study.spans import spans

DATES = ("date", "date_precision")

Days = NDArray[np.float64]
"""Days since 1970, missing for a statement without a date."""


class Dated(NamedTuple):
    """A sample, and the `first` and `last` day on which each of its statements can have been made.

    The axes of the sample are those of the whole table, so that every slice has the same nodes.
    """

    sample: Sample
    first: Days
    last: Days

    @property
    def ends(self) -> tuple[float, float]:
        """The first and the last day of the record."""
        return float(np.nanmin(self.first)), float(np.nanmax(self.last))


def dated(
    source: Source,
    rows: str = "actor",
    columns: str = "sector",
    *,
    level: str | None = STANCE,
    duplicates: str = "include",
    same_level: bool = True,
    unit: str | None = "family",
    scale: Scale | None = None,
) -> Dated:
    """Return the statements of a source as a sample with their days.

    The arguments are those of `analysis.sample`. A date known to the month or year stands for all
    its days (see `study.spans`).
    Raises `InputError` as `analysis.sample`, and for a source in which no statement has a date.

    >>> said = pd.DataFrame({"actor": ["a", "b"], "sector": "oil", "stance": [1, -1],
    ...     "date": ["2024-01-02", None], "family": ["f1", "f2"]})
    >>> dated(said).first
    array([19724.,    nan])
    """
    if unit is not None:
        check_choice("unit", unit, UNITS)
    wanted = (*UNITS, *DATES)
    table = scoped(
        source, rows, columns, level, duplicates=duplicates, same_level=same_level, fields=wanted
    ).sort_values("once", kind="stable")
    if "date" not in table or not table["date"].notna().any():
        raise InputError("date: no statement has one; expected a field 'date' that tells days")
    scale = scale_of(source, level) if scale is None else scale
    empty, places = placed(table, rows, columns, level, blind=not same_level)
    found = sample_of(table, empty._replace(scale=scale), places, duplicates, unit)
    first, last = spans(table)
    return Dated(found, days_of(first), days_of(last))


def days_of(dates: pd.Series | pd.DatetimeIndex) -> Days:
    """Return dates as days since 1970; the time of the day is cut off.

    >>> days_of(pd.DatetimeIndex(["1970-01-03 18:00", None])).tolist()
    [2.0, nan]
    """
    values = pd.DatetimeIndex(dates)
    days = values.to_numpy("datetime64[D]").astype(float)
    return np.where(values.isna(), np.nan, days)


def day_of(value: object, argument: str) -> float:
    """Return a date that was given as days since 1970; raise `InputError` for what is none."""
    try:
        date = pd.Timestamp(value)
    except (TypeError, ValueError):
        date = pd.NaT
    if date is pd.NaT or isinstance(value, int | float):
        raise InputError(f"{argument}: {value!r}; expected a date, such as '2024-06-30'")
    return float(days_of(pd.DatetimeIndex([date.tz_localize(None)]))[0])
