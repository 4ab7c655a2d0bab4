"""How much each statement counts in each slice of time.

A cut is told by its labels and by a function that gives, for the days of statements, a weight for
each slice and statement; the days are an argument, so that a test may exchange them. A date known
to the month or year has the least weight of the days on which it may be.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError, check_choice
from analysis.networks.asked import label_of
from analysis.networks.dated import Dated, Days, day_of
from analysis.networks.periods import CALENDAR

Weights = NDArray[np.float64]
Kernel = Callable[[Weights], Weights]

KERNELS: dict[str, Kernel] = {
    "uniform": lambda u: (np.abs(u) <= 1).astype(float),
    "triangular": lambda u: np.maximum(0, 1 - np.abs(u)),
    "epanechnikov": lambda u: np.maximum(0, 1 - u**2),
    "gaussian": lambda u: np.exp(-(u**2) / 2),
    "gaussian_cut": lambda u: np.where(np.abs(u) <= 3, np.exp(-(u**2) / 2), 0.0),
}
"""K(u)/K(0), u being the days from the time over the width (Silverman 1986, ch. 3)."""

REACH = {"uniform": 1, "triangular": 1, "epanechnikov": 1, "gaussian": 9, "gaussian_cut": 3}
"""Widths beyond which a statement weighs nothing, of the Gaussian nothing that a float keeps."""

LONG = 10_000
"""Days of a width from which the weight of all days is taken from the area: they are many."""

TIES = ("in", "out")


class Cut(NamedTuple):
    """Slices by their `labels`; what each statement weighs in them; the share of them `inside`.

    `inside` is the share of a kernel's own weight that lies within the span of the record.
    """

    labels: pd.Index
    weigh: Callable[[Days, Days], Weights]
    inside: Weights
    everywhere: bool = False


def by_kernel(
    dated: Dated, times: Sequence | int, *, kernel: str = "epanechnikov", width: float = 90
) -> Cut:
    """Return the cut in which a statement weighs K(u)/K(0), u = (its day − time)/width.

    `width` is in days: the half-width of the kernel, of the Gaussian its standard deviation. A
    statement of the day counts as one, so that the uniform kernel is the plain window of both ends
    in. `times` are dates, or a number of them, spread evenly over the record.
    Raises `InputError` for an unknown kernel, a width not above 0, and times that are no dates.
    """
    shape = KERNELS[check_choice("kernel", kernel, KERNELS)]
    if isinstance(width, bool) or not isinstance(width, int | float | np.number) or not width > 0:
        raise InputError(f"width: {width!r}; expected a number of days above 0")
    if not np.isfinite(width):
        raise InputError(f"width: {width!r}; expected a number of days")
    days = _days(dated, times)

    def weigh(first: Days, last: Days) -> Weights:
        with np.errstate(over="ignore"):  # far beyond the narrowest of kernels
            return np.nan_to_num(shape(_lags(days, first, last) / width))

    inside = np.array([_inside(kernel, day, width, dated.ends) for day in days])
    return Cut(_dates(days), weigh, inside, everywhere=kernel == "gaussian")


def by_nearest(dated: Dated, times: Sequence | int, *, nearest: int, ties: str = "in") -> Cut:
    """Return the cut of windows around each time that hold the `nearest` statements.

    Statements as far from the time as the last of them are all `in` or all `out`, so that the
    window is a function of the data: [t − r, t + r] with r the least number of days that holds as
    many, or the greatest that holds no more (Loftsgaarden and Quesenberry 1965).
    Raises `InputError` for a number of statements below 1 or above that of the record.
    """
    check_choice("ties", ties, TIES)
    most = int(np.isfinite(dated.first).sum())
    if not isinstance(nearest, int | np.integer) or not 1 <= nearest <= most:
        raise InputError(
            f"nearest: {nearest!r}; expected a number of statements from 1 to {most}, which have "
            "dates"
        )
    days = _days(dated, times)

    def weigh(first: Days, last: Days) -> Weights:
        lags = _lags(days, first, last)
        reach = _reach(lags, nearest, ties)[:, None]
        return np.nan_to_num((lags <= reach).astype(float))

    return Cut(_dates(days), weigh, np.ones(len(days)))


def half_widths(dated: Dated, times: Sequence | int, *, nearest: int, ties: str = "in") -> Weights:
    """Return the days that windows of `by_nearest` reach to both sides of their time."""
    lags = _lags(_days(dated, times), dated.first, dated.last)
    return _reach(lags, nearest, ties)


def by_calendar(dated: Dated, period: str) -> Cut:
    """Return the cut into years, half-years, quarters or months, from the first to the last.

    A statement counts in the period that holds all the days on which it may be.
    Raises `InputError` for an unknown period.
    """
    months = CALENDAR[check_choice("period", period, CALENDAR)]
    start = _month(np.array([dated.ends[0]]))[0] // months
    number = int(_month(np.array([dated.ends[1]]))[0] // months - start + 1)
    starts = [divmod(int(start + place) * months, 12) for place in range(number)]
    labels = pd.Index([label_of(year, month + 1, period) for year, month in starts], name="slice")

    def weigh(first: Days, last: Days) -> Weights:
        one, other = (_month(days) // months - start for days in (first, last))
        return ((one == np.arange(number)[:, None]) & (one == other)).astype(float)

    return Cut(labels, weigh, np.ones(number))


def _lags(days: Days, first: Days, last: Days) -> Weights:
    """Return the most days between each time and the days on which a statement may be."""
    return np.maximum(np.abs(first - days[:, None]), np.abs(last - days[:, None]))


def _reach(lags: Weights, nearest: int, ties: str) -> Weights:
    ordered = np.sort(lags, axis=1)  # what has no date comes last
    if ties == "in":
        return ordered[:, nearest - 1]
    further = ordered[:, nearest:] if nearest < lags.shape[1] else np.full((len(lags), 1), np.nan)
    return np.where(np.isnan(further[:, 0]), np.nanmax(ordered, axis=1), further[:, 0] - 1)


def _inside(kernel: str, day: float, width: float, ends: tuple[float, float]) -> float:
    """Return the share of a kernel's weight over all days that lies within the record."""
    shape, reach = KERNELS[kernel], REACH[kernel]
    record = np.arange(ends[0], ends[1] + 1)
    if width < LONG:
        far = np.floor(reach * width)
        total = shape(np.arange(-far, far + 1) / width).sum()
    else:
        u = np.linspace(-reach, reach, LONG + 1)
        total = np.trapezoid(shape(u), u) * width
    return float(min(1.0, shape((record - day) / width).sum() / total))


def _days(dated: Dated, times: Sequence | int) -> Days:
    if isinstance(times, int | np.integer) and not isinstance(times, bool):
        if times < 1:
            raise InputError(f"times: {times}; expected a number from 1 up, or dates")
        return np.round(np.linspace(*dated.ends, int(times)))
    if isinstance(times, str | bool) or not isinstance(times, Iterable):
        times = [times]
    days = np.array([day_of(time, "times") for time in times])
    if not len(days):
        raise InputError("times: none; expected one date at least, such as ['2024-06-30']")
    return days


def _dates(days: Days) -> pd.Index:
    return pd.DatetimeIndex(days.astype("datetime64[D]").astype("datetime64[s]"), name="slice")


def _month(days: Days) -> Weights:
    """Return days as months since the year 0."""
    there = np.isfinite(days)
    months = np.where(there, days, 0).astype("datetime64[D]").astype("datetime64[M]").astype(float)
    return np.where(there, months + 12 * 1970, np.nan)
