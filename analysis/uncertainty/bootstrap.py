"""How sure a figure of a network is: intervals over documents, and comparison with chance.

A statistic is any function of an array of cells that returns a number, a Series of nodes or a
matrix, such as `networks.matrices.one_mode_of`.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.measures.draws import bounds
from analysis.measures.stance import FEW
from analysis.networks.arrays import Array
from analysis.networks.periods import aligned
from analysis.networks.sample import Sample, check_sample, observed
from analysis.uncertainty.coding import redrawn
from analysis.uncertainty.resampling import bootstrapped, left_one_out, shuffled
from analysis.uncertainty.support import families_behind

Result = float | pd.Series | pd.DataFrame
Statistic = Callable[[Array], Result]


def bootstrap(
    sample: Sample,
    statistic: Statistic,
    *,
    coding: pd.DataFrame | None = None,
    draws: int = 1000,
    seed: int = 1,
) -> pd.DataFrame:
    """Return a statistic with its interval over documents, families of them kept whole.

    `sample` is what `analysis.sample` returns. One line a number, node or tie (of a symmetric
    matrix each once; ties that are zero are not listed). `estimate` is the statistic of the
    statements as they are; `low` and `high` bound 95 % of the draws; `share` is that of the draws
    in which it is not zero, so that of an edge, in which the edge exists; `families` is the number
    of units behind it, of a tie between two rows that of the row with fewer on the columns they
    share; `thin` marks fewer than five, for which the interval says too little. Where two rows meet
    in one document, draws repeat their meeting, and the estimate of an unnormalized tie may lie
    near the lower end. With `coding`, a table of `measures.confusion.confusion`, codes are
    redrawn as well (`uncertainty.coding`), and `sampling` and `coding` tell how wide the interval
    of each alone is. Raises `InputError` for what is no sample, for fewer than one draw, and for
    codings from which errors cannot be told.

    >>> from analysis.networks.matrices import two_mode_of
    >>> from analysis.networks.sample import sample
    >>> said = pd.DataFrame({
    ...     "actor": ["a", "a", "b", "b", "c"],
    ...     "sector": ["oil", "gas", "oil", "gas", "oil"],
    ...     "stance": [1, -1, 1, 1, -1],
    ...     "family": ["f1", "f1", "f2", "f3", "f3"],
    ... })
    >>> bootstrap(sample(said), two_mode_of)[["row", "column", "estimate", "low", "high"]]
      row column  estimate  low  high
    0   a    gas       1.0  0.0   3.0
    1   a    oil       1.0  0.0   3.0
    2   b    gas       1.0  0.0   3.0
    3   b    oil       1.0  0.0   3.0
    4   c    oil       1.0  0.0   3.0
    """
    check_sample(sample)
    estimate = statistic(observed(sample))
    drawn = (statistic(array) for array in bootstrapped(sample, draws=draws, seed=seed))
    table = intervals(estimate, drawn)
    if coding is not None:
        table = _with_coding(table, sample, statistic, coding, draws, seed)
    families = families_behind(sample, table.index)
    return table.assign(families=families, thin=families < FEW).reset_index()


def _with_coding(
    alone: pd.DataFrame,
    sample: Sample,
    statistic: Statistic,
    coding: pd.DataFrame,
    draws: int,
    seed: int,
) -> pd.DataFrame:
    """Return the intervals of units and codes drawn, with the widths of those of each alone."""
    estimate = statistic(observed(sample))
    both, codes = (
        intervals(
            estimate,
            map(statistic, redrawn(sample, coding, families=families, draws=draws, seed=seed)),
        )
        for families in (True, False)
    )
    widths = {"sampling": alone, "coding": codes}
    return both.assign(**{name: each["high"] - each["low"] for name, each in widths.items()})


def bootstrap_change(
    earlier: Sample, later: Sample, statistic: Statistic, *, draws: int = 1000, seed: int = 1
) -> pd.DataFrame:
    """Return how much a matrix changes from one sample to another, with its interval.

    One line a cell or tie that changes: `earlier`, `later`, `estimate` (the change), `low`, `high`,
    `share` (of draws in which it changes at all), `families` (of the period with fewer, not
    counting periods without) and `thin`. The two are drawn from independently; a family that
    reaches into both is taken for two. Raises `InputError` as `bootstrap`.

    >>> from analysis.networks.matrices import two_mode_of
    >>> from analysis.networks.sample import sample
    >>> said = pd.DataFrame({
    ...     "actor": ["a", "a", "b", "b", "c"],
    ...     "sector": ["oil", "gas", "oil", "gas", "oil"],
    ...     "stance": [1, -1, 1, 1, -1],
    ...     "family": ["f1", "f1", "f2", "f3", "f3"],
    ... })
    >>> changes = bootstrap_change(sample(said[:2]), sample(said[2:]), two_mode_of)
    >>> changes[["row", "column", "earlier", "later", "estimate"]].head(3)
      row column  earlier  later  estimate
    0   a    gas      1.0    0.0      -1.0
    1   a    oil      1.0    0.0      -1.0
    2   b    gas      0.0    1.0       1.0
    """
    both = {"earlier": earlier, "later": later}
    for name, part in both.items():
        check_sample(part, name)
    parts = [statistic(observed(part)) for part in both.values()]
    seen = aligned(dict(zip(both, parts, strict=True)))
    spread = [_spread(part, seen["later"]) for part in parts]
    drawn = (
        bootstrapped(part, draws=draws, seed=seed + place)
        for place, part in enumerate(both.values())
    )
    changes = (
        spread[1](statistic(other)) - spread[0](statistic(one))
        for one, other in zip(*drawn, strict=True)
    )
    table = intervals(seen["later"] - seen["earlier"], changes)
    for place, (name, matrix) in enumerate(seen.items()):
        table.insert(place, name, [matrix.loc[ends] for ends in table.index])
    counts = np.array([families_behind(part, table.index) for part in both.values()])
    fewest = np.where(counts.min(axis=0) == 0, counts.max(axis=0), counts.min(axis=0))
    return table.assign(families=fewest, thin=fewest < FEW).reset_index()


def influence(sample: Sample, statistic: Callable[[Array], float]) -> pd.DataFrame:
    """Return what a number would be without each unit, the one that moves it most first.

    Columns: the `unit` by its id, or, where a statement has none and so is one of its own, the
    `statement` by its id; `without` (the number without the unit's statements) and `change` (how
    far that is from the number of all). `sample` is what `analysis.sample` returns.
    Raises `InputError` for what is no sample, and for a statistic that is no number.

    >>> from analysis.networks.sample import sample
    >>> said = pd.DataFrame({
    ...     "actor": ["a", "a", "b", "b", "c"],
    ...     "sector": ["oil", "gas", "oil", "gas", "oil"],
    ...     "stance": [1, -1, 1, 1, -1],
    ...     "family": ["f1", "f1", "f2", "f3", "f3"],
    ... })
    >>> influence(sample(said), lambda cells: cells.x.sum())[["unit", "without", "change"]]
      unit  without  change
    0   f1      3.0    -2.0
    1   f3      3.0    -2.0
    2   f2      4.0    -1.0
    """
    check_sample(sample)
    whole = statistic(observed(sample))
    if np.ndim(whole):
        raise InputError(f"statistic: gives a {type(whole).__name__}; expected one number")
    without = np.array([statistic(array) for array in left_one_out(sample)], float)
    table = sample.units.assign(without=without)
    table["change"] = without - whole
    order = table["change"].abs().sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True)


def null_test(
    sample: Sample,
    statistic: Statistic,
    *,
    shuffle: str = "levels",
    draws: int = 1000,
    seed: int = 1,
) -> pd.DataFrame:
    """Return a statistic beside what chance gives when levels or columns are exchanged.

    `sample` is what `analysis.sample` returns. One line a number, node or tie, as in `bootstrap`;
    the columns are those of `against`. `shuffle` is told in
    `analysis.uncertainty.resampling.shuffled`; what the unit of the sample is makes no difference.

    >>> from analysis.networks.matrices import one_mode_of
    >>> from analysis.networks.sample import sample
    >>> said = pd.DataFrame({
    ...     "actor": ["a", "a", "b", "b", "c"],
    ...     "sector": ["oil", "gas", "oil", "gas", "oil"],
    ...     "stance": [1, -1, 1, 1, -1],
    ...     "family": ["f1", "f1", "f2", "f3", "f3"],
    ... })
    >>> null_test(sample(said, scale=(-1, 1)), one_mode_of)[["row", "column", "estimate", "p"]]
      row column  estimate    p
    0   a      b       1.0  1.0
    """
    check_sample(sample)
    arrays = shuffled(sample, shuffle=shuffle, draws=draws, seed=seed)
    drawn = (statistic(array) for array in arrays)
    return against(statistic(observed(sample)), drawn).reset_index()


def intervals(estimate: Result, drawn: Iterable[Result]) -> pd.DataFrame:
    """Return an estimate with `low`, `high` (95 % of the draws) and `share` (of draws not zero)."""
    tracked = _tracked(estimate)
    values = _values(tracked, drawn)
    low, high = bounds(values)
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
    low, high = bounds(values)
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
        return _tracked_nodes(estimate)
    return _Tracked(pd.RangeIndex(1, name="number"), lambda result: np.array([result], float))


def _tracked_nodes(scores: pd.Series) -> _Tracked:
    return _Tracked(scores.index.rename("node"), lambda result: result.to_numpy(float))


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


def _spread(part: pd.DataFrame, whole: pd.DataFrame) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """Return a function that puts matrices of one shape at their places on greater axes."""
    places = np.ix_(whole.index.get_indexer(part.index), whole.columns.get_indexer(part.columns))

    def spread(matrix: pd.DataFrame) -> pd.DataFrame:
        values = np.zeros(whole.shape)
        values[places] = matrix
        return pd.DataFrame(values, whole.index, whole.columns, copy=False)

    return spread
