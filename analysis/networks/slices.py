"""Networks of every slice of time, over the same nodes.

A statement s weighs w_s in a slice. Two-mode cells are Σ w_s, or Σ w_s k_s. A pair of statements
s, s' on one column weighs √(w_s w_s') q(k, k') in one-mode ties: the geometric mean keeps the
degree of the weights, so that two statements at the same lag make a tie of their own weight. As
√(w w') = √w √w', ties are the ordinary formula on r_ijk = Σ √w_s. Statements that are repeated by
the rule of duplicates count once, with the greatest weight among them.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from analysis.errors import InputError, check_choice
from analysis.networks.arrays import Array
from analysis.networks.dated import Dated, Days
from analysis.networks.exact import signed
from analysis.networks.matrices import (
    AGGREGATIONS,
    ONE_MODE,
    ONE_MODE_NORMALIZATION,
    TWO_MODE_NORMALIZATION,
    check_level,
    check_numbers,
    pair_weights,
)
from analysis.networks.sample import Sample
from analysis.networks.time_weights import Cut, Weights

MODES = ("two", "one")
FEW = 5
"""Below this number of effective units a slice is too thin to say."""


class Measured(NamedTuple):
    """What a network of a slice is: two-mode or one-mode, its aggregation and normalization."""

    mode: str = "two"
    aggregation: str = "ignore"
    normalization: str = "none"


class Slices(NamedTuple):
    """Networks `values[slice, row, column]` with the labels of the three axes.

    `support` has a line a slice: `statements` (the sum of weights), `effective` (the number of
    units of equal weight that would say as much, Kish 1965), `inside` (the share of the kernel that
    lies within the record) and `thin` (fewer than five effective units).
    """

    values: NDArray[np.float64]
    labels: pd.Index
    rows: pd.Index
    columns: pd.Index
    support: pd.DataFrame

    def __repr__(self) -> str:
        number, rows, columns = self.values.shape
        return f"<Slices: {number} networks of {rows} {self.rows.name} by {columns}>"

    def matrix(self, place: int) -> pd.DataFrame:
        """Return the network of a slice, by its place."""
        return pd.DataFrame(self.values[place], self.rows, self.columns)


class Kept(NamedTuple):
    """Weights of the statements that are not repeated: slices by statements, and their places."""

    weights: Weights
    row: NDArray[np.intp]
    column: NDArray[np.intp]
    level: NDArray[np.intp]
    unit: NDArray[np.intp]


def slices(
    dated: Dated,
    cut: Cut,
    measured: Measured,
    *,
    days: tuple[Days, Days] | None = None,
    times: NDArray[np.number] | None = None,
) -> Slices:
    """Return the networks of the slices of a cut, as `measured`, all over the nodes of the record.

    `days` are first and last days of the statements, by default their own; `times` tells how often
    each unit counts. The rows, levels and scale are those of the sample. A slice without
    statements is all zero, and so is a row without any.
    Raises `InputError` for a wrong choice and, with `jaccard`, for a kernel that reaches
    everywhere: no cell that was ever used is then absent.
    """
    check_measured(dated, cut, measured)
    first, last = days or (dated.first, dated.last)
    kept = kept_in(dated.sample, cut.weigh(first, last), times)
    empty = dated.sample.empty
    columns = empty.columns if measured.mode == "two" else empty.rows
    values = values_in(kept, empty, measured)
    return Slices(values, cut.labels, empty.rows, columns, support(kept, cut))


def values_in(kept: Kept, empty: Array, measured: Measured) -> NDArray[np.float64]:
    """Return the networks of the slices, in two modes or one."""
    return (two_mode_in if measured.mode == "two" else one_mode_in)(kept, empty, measured)


def check_measured(dated: Dated, cut: Cut, measured: Measured) -> None:
    """Raise `InputError` for a network that cannot be made of the slices."""
    check_choice("mode", measured.mode, MODES)
    two, level = measured.mode == "two", dated.sample.empty.levels.name
    choices = AGGREGATIONS if two else ONE_MODE
    check_choice("aggregation", measured.aggregation, choices)
    normalizations = TWO_MODE_NORMALIZATION if two else ONE_MODE_NORMALIZATION
    check_choice("normalization", measured.normalization, normalizations)
    check_level(measured.aggregation, level)
    if two and measured.aggregation == "subtract" and dated.sample.empty.levels.dtype != bool:
        check_numbers(dated.sample.empty.levels.dtype, level)
    if measured.normalization == "jaccard" and cut.everywhere:
        raise InputError(
            "normalization: 'jaccard' with kernel 'gaussian', under which no cell is absent; "
            "expected 'gaussian_cut'"
        )


def kept_in(sample: Sample, weights: Weights, times: NDArray[np.number] | None = None) -> Kept:
    """Return the weights of the statements of which each counts, those of the greatest weight.

    `weights` are slices by statements, in the order of the sample.
    """
    begins = np.flatnonzero(np.r_[True, sample.once[1:] != sample.once[:-1]][: len(sample.once)])
    count = None if times is None else np.asarray(times, float)[sample.unit]
    if count is not None:
        weights = weights * (count > 0)
    if len(begins) < len(sample.once):
        weights = np.maximum.reduceat(weights, begins, axis=1)
    if count is not None and sample.copies:
        weights = weights * count[begins]
    row, column, level = (place[begins] for place in sample.places)
    return Kept(weights, row, column, level, sample.unit[begins])


def two_mode_in(kept: Kept, empty: Array, measured: Measured) -> NDArray[np.float64]:
    """Return Σ w or Σ w k by slice, row and column, over the row's or the column's Σ w."""
    rows, columns, _ = empty.x.shape
    cell = kept.row * columns + kept.column
    shape = len(kept.weights), rows, columns
    levels, denominator = np.ones(len(cell)), 1
    if measured.aggregation == "subtract":
        wholes, denominator = signed(empty.levels)
        levels = np.array(wholes, float)[kept.level]
    sums = _spread(kept.weights, cell, levels, rows * columns).reshape(shape) / denominator
    if measured.normalization == "none":
        return sums
    axis = 2 if measured.normalization == "activity" else 1
    place, size = (kept.row, rows) if axis == 2 else (kept.column, columns)
    totals = _spread(kept.weights, place, np.ones(len(place)), size)
    return over(sums, np.expand_dims(totals, axis))


def one_mode_in(kept: Kept, empty: Array, measured: Measured) -> NDArray[np.float64]:
    """Return Σ_j Σ_kl r_ijk r_i'jl q(k, l) by slice, over what the normalization divides by."""
    weights, denominator = pair_weights(empty.levels, measured.aggregation, empty.scale)
    pairs = weights / denominator if denominator > 1 else weights.astype(float)
    size = len(empty.rows)
    values = np.zeros((len(kept.weights), size, size))
    for place, (rows, x, r) in enumerate(arrays_in(kept, empty.x.shape)):
        ties = over(_products(r, r @ pairs), _divisor(x, r, measured.normalization))
        values[place][np.ix_(rows, rows)] = ties
    values[:, np.arange(size), np.arange(size)] = 0
    return values


def arrays_in(
    kept: Kept, shape: tuple[int, ...]
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.float64]]]:
    """Yield the rows that speak in each slice, and their Σ w and Σ √w by column and level.

    Only rows and columns of the slice are counted, for most slices have few of them.
    """
    for weights in kept.weights:
        some = np.flatnonzero(weights)
        rows, row = np.unique(kept.row[some], return_inverse=True)
        columns, column = np.unique(kept.column[some], return_inverse=True)
        size = len(rows), len(columns), shape[2]
        flat = (row * size[1] + column) * size[2] + kept.level[some]
        x, r = (
            np.bincount(flat, values, minlength=int(np.prod(size))).reshape(size).astype(float)
            for values in (weights[some], np.sqrt(weights[some]))
        )
        yield rows, x, r


def support(kept: Kept, cut: Cut) -> pd.DataFrame:
    """Return how much stands behind each slice: see `Slices`."""
    units = _spread(kept.weights, kept.unit, np.ones(len(kept.unit)), kept.unit.max(initial=-1) + 1)
    total = units.sum(axis=1)
    effective = over(total**2, (units**2).sum(axis=1))
    table = {"statements": total, "effective": effective, "inside": cut.inside}
    return pd.DataFrame(table, cut.labels).assign(thin=effective < FEW)


def over(values: NDArray[np.float64], by: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """Return a quotient that is zero where its divisor is."""
    if np.ndim(by) == 0 and by == 1:
        return values
    by = np.broadcast_to(by, values.shape)
    return np.divide(values, by, out=np.zeros(values.shape), where=by != 0)


def _products(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    size = one.shape[1] * one.shape[2]
    return one.reshape(len(one), size) @ other.reshape(len(other), size).T


def _divisor(
    x: NDArray[np.float64], r: NDArray[np.float64], normalization: str
) -> NDArray[np.float64] | float:
    """Return what ties are divided by; all have the degree of the weights, as the ties have."""
    if normalization == "none":
        return 1.0
    if normalization == "average":
        own = x.sum(axis=(1, 2))
        return np.add.outer(own, own) / 2
    if normalization == "cosine":
        lengths = np.sqrt((r**2).sum(axis=(1, 2)))
        return np.outer(lengths, lengths)
    alone = _products(x, (r == 0).astype(float))
    return alone + alone.T + _products(r, r)


def _spread(
    weights: Weights, place: NDArray[np.intp], values: NDArray[np.float64], size: int
) -> NDArray[np.float64]:
    """Return sums of weights times values by slice and place."""
    number = len(place)
    table = csr_array((values, place, np.arange(number + 1)), shape=(number, size))
    return weights @ table if number else np.zeros((len(weights), size))
