"""How friendly each concept is spoken of over time, smoothed, with intervals over families.

At a time t the mean stance on a concept is Σ w_s k_s / Σ w_s over its statements, w_s their kernel
weights (`networks.time_weights`): the strength of the concept in the smoothed two-mode network with
aggregation `subtract` over that with `ignore`. It does not depend on how much is said.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from analysis.errors import InputError, problem
from analysis.measures.draws import BOUNDS, drawn_places
from analysis.measures.stance import FEW
from analysis.networks.matrices import check_level, check_numbers
from analysis.networks.moving import moving
from analysis.networks.sample import Sample
from analysis.networks.slices import Kept, kept_in, over
from analysis.networks.smoothed import cut_of
from analysis.networks.statements import Scale, Source
from analysis.networks.time_weights import REACH, Cut

Courses = NDArray[np.float64]  # times by columns


class StanceCourse(NamedTuple):
    """`table` has a line a time and column, `changes` one a column.

    The table has `slice`, `column`, `mean` with `low` and `high` (missing where nothing weighs),
    `statements` (the sum of weights), `effective` (families of equal weight that would say as much)
    and `thin`. `changes` has `column`, `earlier` and `later` (the first and the last time that is
    not thin, far enough apart that they share no statement), `change`, `low` and `high`; columns
    without two such times are left out.
    """

    table: pd.DataFrame
    changes: pd.DataFrame

    def __repr__(self) -> str:
        return f"<StanceCourse: {self.table['column'].nunique()} columns>"


def stance_course(
    source: Source,
    rows: str | None = None,
    columns: str = "sector",
    *,
    times: Sequence | int = 40,
    kernel: str = "epanechnikov",
    width: float = 365,
    duplicates: str | None = None,
    scale: Scale | None = None,
    draws: int = 1000,
    seed: int = 1,
) -> StanceCourse:
    """Return the smoothed mean stance on each concept at each time, and how it changed.

    `times`, `kernel` and `width` are those of `analysis.smoothed`. Families are drawn with
    replacement once for all times, so that the interval of a change is that of the difference.
    Raises `InputError` as `analysis.smoothed`, for levels that are text, and fewer than one draw.

    >>> said = pd.DataFrame({"actor": "a", "sector": "oil", "stance": [1, -1],
    ...     "date": ["2020-01-01", "2024-01-01"], "family": ["f", "g"]})
    >>> stance_course(said, times=2, scale=(-1, 1), draws=9).table["mean"].tolist()
    [1.0, -1.0]
    """
    if draws < 1:
        raise InputError(problem("", None, "draws", draws, "expected a number from 1 up"))
    said = moving(source, rows, columns, duplicates=duplicates, scale=scale)
    levels = said.sample.empty.levels
    check_level("subtract", levels.name)
    if levels.dtype != bool:
        check_numbers(levels.dtype, levels.name)
    cut = cut_of(said, times, kernel=kernel, width=width)
    weights = cut.weigh(said.first, said.last)
    whole = kept_in(said.sample, weights)
    size = len(said.sample.units)
    drawn = np.array(
        [
            _means(kept_in(said.sample, weights, np.bincount(places, minlength=size)), said.sample)
            for places in drawn_places(size, draws=draws, seed=seed)
        ]
    )
    table = _table(cut, whole, said.sample, drawn)
    return StanceCourse(table, _changes(table, cut, drawn, 2 * REACH[kernel] * width))


def _means(kept: Kept, sample: Sample) -> Courses:
    """Return the mean level by time and column, missing where nothing weighs."""
    size = len(sample.empty.columns)
    levels = sample.empty.levels.to_numpy(float)
    if sample.empty.levels.dtype == bool:
        levels = 2 * levels - 1
    total = _summed(kept, np.ones(len(kept.level)), kept.column, size)
    means = over(_summed(kept, levels[kept.level], kept.column, size), total)
    return np.where(total > 0, means, np.nan)


def _summed(kept: Kept, values: NDArray, place: NDArray, size: int) -> Courses:
    number = len(place)
    return kept.weights @ csr_array((values, place, np.arange(number + 1)), shape=(number, size))


def _effective(kept: Kept, size: int) -> Courses:
    """Return (Σ W_f)² / Σ W_f² by time and column, W_f the weight of a family (Kish 1965)."""
    pairs, place = np.unique(kept.unit * size + kept.column, return_inverse=True)
    by_family = _summed(kept, np.ones(len(place)), place, len(pairs))
    join = csr_array(
        (np.ones(len(pairs)), pairs % size, np.arange(len(pairs) + 1)), shape=(len(pairs), size)
    )
    return over((by_family @ join) ** 2, by_family**2 @ join)


def _table(cut: Cut, whole: Kept, sample: Sample, drawn: NDArray[np.float64]) -> pd.DataFrame:
    columns = sample.empty.columns
    low, high = _bounds(drawn)
    lines = pd.MultiIndex.from_product([cut.labels, columns], names=["slice", "column"])
    effective = _effective(whole, len(columns)).ravel()
    table = {
        "mean": _means(whole, sample).ravel(),
        "low": low.ravel(),
        "high": high.ravel(),
        "statements": _summed(
            whole, np.ones(len(whole.column)), whole.column, len(columns)
        ).ravel(),
        "effective": effective,
    }
    return pd.DataFrame(table, lines).reset_index().assign(thin=effective < FEW)


def _bounds(drawn: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the bounds over the draws that have a value; missing where none has."""
    never = np.isnan(drawn).all(axis=0)
    return np.where(never, np.nan, np.nanquantile(np.where(never, 0, drawn), BOUNDS, axis=0))


def _changes(
    table: pd.DataFrame, cut: Cut, drawn: NDArray[np.float64], reach: float
) -> pd.DataFrame:
    """Return the change of each column from its first to its last time that is not thin."""
    columns = table["column"].unique()
    means, thin = (
        table[field].to_numpy().reshape(len(cut.labels), len(columns)) for field in ("mean", "thin")
    )
    days = pd.DatetimeIndex(cut.labels)
    lines = []
    for place, column in enumerate(columns):
        sure = np.flatnonzero(~thin[:, place].astype(bool))
        if not len(sure) or (days[sure].max() - days[sure].min()).days <= reach:
            continue
        one, other = sure[days[sure].argmin()], sure[days[sure].argmax()]
        low, high = _bounds(drawn[:, other, place] - drawn[:, one, place])
        change = means[other, place] - means[one, place]
        lines.append((column, cut.labels[one], cut.labels[other], change, float(low), float(high)))
    return pd.DataFrame(lines, columns=["column", "earlier", "later", "change", "low", "high"])
