"""How sure a figure of a network is: intervals over documents, and comparison with chance.

A statistic is any function of an array of cells that returns a number, a Series of nodes or a
matrix, such as `lambda cells: one_mode_of(cells, scale=(-1, 1))`.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.arrays import Array
from analysis.cells import Source
from analysis.measures.stance import FEW
from analysis.resampling import Coded, bootstrapped, coded, observed, shuffled

Result = float | pd.Series | pd.DataFrame
Statistic = Callable[[Array], Result]


def bootstrap(
    source: Source,
    statistic: Statistic,
    rows: str = "actor",
    columns: str = "sector",
    level: str | None = "stance",
    *,
    duplicates: str = "include",
    same_level: bool = True,
    unit: str = "family",
    draws: int = 1000,
    seed: int = 1,
) -> pd.DataFrame:
    """Return a statistic with its interval over documents, families of them kept whole.

    One line a number, node or tie (of a symmetric matrix each once; ties that are zero are not
    listed). `estimate` is the statistic of the statements as they are; `low` and `high` bound 95 %
    of the draws; `share` is that of the draws in which it is not zero, so that of an edge, in which
    the edge exists; `families` is the number of units behind it, of a tie between two rows that of
    the row with fewer on the columns they share; `thin` marks fewer than five, for which the
    interval says too little. Where two rows meet in one document, draws repeat their meeting, and
    the estimate of an unnormalized tie may lie near the lower end.
    The other arguments are those of `analysis.resampling.coded`.
    """
    statements = coded(source, rows, columns, level, duplicates=duplicates, same_level=same_level,
                       unit=unit)  # fmt: skip
    estimate = statistic(observed(statements))
    drawn = (statistic(array) for array in bootstrapped(statements, draws, seed))
    table = intervals(estimate, drawn)
    families = _families(statements, table.index)
    return table.assign(families=families, thin=families < FEW).reset_index()


def null_test(
    source: Source,
    statistic: Statistic,
    rows: str = "actor",
    columns: str = "sector",
    level: str | None = "stance",
    *,
    shuffle: str = "levels",
    duplicates: str = "include",
    same_level: bool = True,
    draws: int = 1000,
    seed: int = 1,
) -> pd.DataFrame:
    """Return a statistic beside what chance gives when levels or columns are exchanged.

    One line a number, node or tie, as in `bootstrap`; the columns are those of `against`. `shuffle`
    is told in `analysis.resampling.shuffled`.
    """
    statements = coded(source, rows, columns, level, duplicates=duplicates, same_level=same_level,
                       unit="document_id")  # fmt: skip
    drawn = (statistic(array) for array in shuffled(statements, shuffle, draws, seed))
    return against(statistic(observed(statements)), drawn).reset_index()


def intervals(estimate: Result, drawn: Iterable[Result]) -> pd.DataFrame:
    """Return an estimate with `low`, `high` (95 % of the draws) and `share` (of draws not zero)."""
    tracked = _tracked(estimate)
    values = _values(tracked, drawn)
    low, high = _quantiles(values)
    share = (values != 0).mean(axis=1) if values.shape[1] else 0.0
    return pd.DataFrame(
        {"estimate": tracked.read(estimate), "low": low, "high": high, "share": share},
        tracked.index,
    )


def against(estimate: Result, drawn: Iterable[Result]) -> pd.DataFrame:
    """Return an estimate with what draws from a null model give.

    `expected` is their mean, `low` and `high` bound 95 % of them, and `p` is the two-sided p-value:
    twice the share of draws at least as extreme on the nearer side, the observed one counted in, so
    that it is never 0 (Phipson and Smyth 2010, doi:10.2202/1544-6115.1585).
    """
    tracked = _tracked(estimate)
    values, found = _values(tracked, drawn), tracked.read(estimate)
    low, high = _quantiles(values)
    close = 1e-9 * np.maximum(1, np.abs(found))[:, None]
    above = 1 + (values >= found[:, None] - close).sum(axis=1)
    below = 1 + (values <= found[:, None] + close).sum(axis=1)
    p = np.minimum(1, 2 * np.minimum(above, below) / (1 + values.shape[1]))
    expected = values.mean(axis=1) if values.shape[1] else np.nan
    return pd.DataFrame(
        {"estimate": found, "expected": expected, "low": low, "high": high, "p": p}, tracked.index
    )


class _Tracked(NamedTuple):
    """Which numbers of a result are followed through the draws, and how they are read."""

    index: pd.Index
    read: Callable[[Result], NDArray[np.float64]]


def _tracked(estimate: Result) -> _Tracked:
    if isinstance(estimate, pd.DataFrame):
        return _tracked_ties(estimate)
    if isinstance(estimate, pd.Series):
        return _Tracked(estimate.index.rename("node"), lambda result: result.to_numpy(float))
    return _Tracked(pd.RangeIndex(1, name="number"), lambda result: np.array([result], float))


def _tracked_ties(matrix: pd.DataFrame) -> _Tracked:
    values = matrix.to_numpy(float)
    present = values != 0
    if matrix.index.equals(matrix.columns) and np.array_equal(values, values.T):
        present = np.triu(present)
    places = np.nonzero(present)
    ends = [matrix.index[places[0]], matrix.columns[places[1]]]
    index = pd.MultiIndex.from_arrays(ends, names=["row", "column"])
    return _Tracked(index, lambda result: result.to_numpy(float)[places])


def _values(tracked: _Tracked, drawn: Iterable[Result]) -> NDArray[np.float64]:
    """Return the followed numbers, one line a number and one column a draw."""
    found = [tracked.read(result) for result in drawn]
    return np.array(found).reshape(len(found), len(tracked.index)).T.copy()


def _quantiles(values: NDArray[np.float64]) -> NDArray[np.float64]:
    if not values.size:
        return np.full((2, len(values)), np.nan)
    return np.quantile(values, [0.025, 0.975], axis=1)


def _families(statements: Coded, index: pd.Index) -> NDArray[np.int64]:
    """Return how many units are behind each number, node or tie."""
    present = _presence(statements)
    rows, columns = statements.empty.rows, statements.empty.columns
    if isinstance(index, pd.MultiIndex) and index.levels[1].isin(rows).all():
        ends = (rows.get_indexer(index.get_level_values(end)) for end in (0, 1))
        return _behind_pairs(present)[tuple(ends)]
    if isinstance(index, pd.MultiIndex):
        at = rows.get_indexer(index.get_level_values(0)), columns.get_indexer(
            index.get_level_values(1))  # fmt: skip
        return present.sum(axis=0)[at]
    total = present.any(axis=(1, 2)).sum()
    nodes = dict(zip(columns, present.any(axis=1).sum(axis=0), strict=True))
    nodes |= dict(zip(rows, present.any(axis=2).sum(axis=0), strict=True))
    return np.array([nodes.get(node, total) for node in index], int)


def _presence(statements: Coded) -> NDArray[np.bool_]:
    """Return whether a unit has a statement of a row on a column: units by rows by columns."""
    shape = int(statements.unit.max(initial=-1)) + 1, *statements.empty.x.shape[:2]
    present = np.zeros(shape, bool)
    present[statements.unit, statements.places[0], statements.places[1]] = True
    return present


def _behind_pairs(present: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return for each pair of rows the units of the one with fewer, on the columns they share."""
    active = present.any(axis=0).astype(np.float32)
    one_way = np.array([
        (active @ present[:, row].T.astype(np.float32) > 0).sum(axis=1)
        for row in range(present.shape[1])
    ]).reshape(present.shape[1], present.shape[1])  # fmt: skip
    return np.minimum(one_way, one_way.T)
