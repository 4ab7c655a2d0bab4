"""Phases of a discourse: contiguous, cut exactly, as many as a test finds.

A test decides how many, not a look at an index: while one more cut lowers the cost by more than
families exchanged in time within the phases would, it is added (binary division with a permutation
test within segments: Matteson and James 2014, doi:10.1080/01621459.2013.849605).
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.measures.distances import SPECTRAL, between_all, distances, shares_of_change, vectors
from analysis.measures.segments import best_cuts, best_further_cut, costs, silhouette
from analysis.networks.dated import Dated
from analysis.networks.moving import cut_in, measured_as, moving
from analysis.networks.slices import Measured, Slices, kept_in, slices, values_in
from analysis.networks.statements import Scale, Source
from analysis.networks.time_weights import REACH, Cut
from analysis.uncertainty.exchanged import exchanged, phase_of, settled, starts

CLOSE = 1e-12


class Phases(NamedTuple):
    """The phases of a record, and what they rest on.

    `table` has a line a phase: `phase`, `start` and `end` (labels of slices), `slices`,
    `statements` and `families`. `tests` has a line a step: the number of `phases` that a further
    cut would make, the slice `at` which it would begin, the `fall` of cost, its `p`, whether it was
    `taken`, and the `silhouette`. `turns` has a line for each cell that differs from a phase to
    the next: `turn`, `row`, `column`, `earlier`, `later` (a slice, on average) and `share` of the
    distance of the two. `slices` are the networks, `distances` those of every two slices.
    """

    table: pd.DataFrame
    tests: pd.DataFrame
    turns: pd.DataFrame
    slices: Slices
    distances: NDArray[np.float64]

    def __repr__(self) -> str:
        return f"<Phases: {len(self.table)} of {len(self.distances)} slices>"


def phases(
    source: Source,
    rows: str | None = None,
    columns: str = "sector",
    *,
    period: str = "quarter",
    times: Sequence | int | None = None,
    kernel: str = "epanechnikov",
    width: float | None = None,
    mode: str = "two",
    aggregation: str = "subtract",
    normalization: str = "none",
    measure: str = "cosine",
    duplicates: str | None = None,
    scale: Scale | None = None,
    alpha: float = 0.05,
    most: int = 8,
    draws: int = 1000,
    seed: int = 1,
) -> Phases:
    """Return the phases of a discourse: how many, when they begin, and what made the turns.

    Slices are calendar periods, or `times` with a kernel, far enough apart that no two share a
    statement. `measure` is one of `measures.distances`; `cosine` does not see how much was said.
    For each number of phases the cuts are those of least cost (`measures.segments`). T is the
    greatest fall of cost by one further cut; under the null hypothesis families are exchanged in
    time within the phases so far, whole and with their lags. p = (1 + #{T* ≥ T}) / (1 + draws)
    (Phipson and Smyth 2010, doi:10.2202/1544-6115.1585); while p ≤ `alpha` the cut is added, up to
    `most` phases. A rejection says that something changed: who speaks, on what, or how; ask again
    with aggregation `ignore` for activity alone. Campaigns, families that depend on each other,
    break the test: widen the family. Rows are speakers, or else actors; a repeated statement counts
    once a family.
    Raises `InputError` for a wrong choice, overlapping kernels and a source without dates.

    >>> said = pd.DataFrame({
    ...     "actor": ["a", "b"] * 20, "sector": "oil", "stance": [1, -1] * 10 + [-1, 1] * 10,
    ...     "date": pd.date_range("2020-01-15", periods=40, freq="MS"),
    ...     "family": [f"f{n:02}" for n in range(40)]})
    >>> phases(said, draws=99).table[["start", "end"]].to_numpy().tolist()
    [['2020-Q1', '2021-Q3'], ['2021-Q4', '2023-Q2']]
    """
    _check(alpha, most)
    said = moving(
        source, rows, columns, aggregation=aggregation, duplicates=duplicates, scale=scale
    )
    measured = measured_as(said, mode, aggregation, normalization)
    cut = cut_in(said, period, times, kernel, width)
    if times is not None:
        _check_apart(cut, kernel, 90 if width is None else width)
    said = settled(said, cut) if times is None else said
    found = slices(said, cut, measured)
    between = distances(found, measure)
    cuts, tests = _tested(said, cut, measured, measure, between, alpha, most, draws, seed)
    turns = _turns(found, cuts, measure)
    return Phases(_table(found, cuts, said, cut), tests, turns, found, between)


def fixed_phases(distances: NDArray[np.float64], number: int) -> tuple[NDArray[np.intp], float]:
    """Return the phase of each slice for a given number of them, counted from 0, and their cost.

    Raises `InputError` for a number of phases that is not from 1 to that of slices.
    """
    if not 1 <= number <= len(distances):
        raise InputError(f"number: {number}; expected phases from 1 to {len(distances)}")
    cuts, cost = best_cuts(costs(distances), number)
    return _members(cuts, len(distances)), cost


def _check(alpha: float, most: int) -> None:
    if not 0 < alpha < 1:
        raise InputError(f"alpha: {alpha}; expected a level between 0 and 1, such as 0.05")
    if most < 1:
        raise InputError(f"most: {most}; expected a number of phases from 1 up")


def _check_apart(cut: Cut, kernel: str, width: float) -> None:
    """Kernels that share statements make neighbours alike, and phases of what has none."""
    gaps = np.diff(np.sort(pd.DatetimeIndex(cut.labels)).astype("datetime64[D]").astype(float))
    if len(gaps) and gaps.min() <= 2 * REACH[kernel] * width:
        raise InputError(
            f"times: {gaps.min():g} days apart, so that kernels share statements; expected more "
            f"than {2 * REACH[kernel] * width:g}, or calendar slices"
        )


def _tested(
    said: Dated,
    cut: Cut,
    measured: Measured,
    measure: str,
    between: NDArray[np.float64],
    alpha: float,
    most: int,
    draws: int,
    seed: int,
) -> tuple[list[int], pd.DataFrame]:
    """Add cuts while the test allows, and return those of least cost for their number."""
    statistic = _statistic(said, cut, measured, measure)
    cost, cuts, lines = costs(between), [], []
    begins = starts(said)
    while len(cuts) + 1 < min(most, len(between)):
        fall, place = best_further_cut(cost, cuts)
        if place < 0:
            break
        groups = phase_of(begins, cut, cuts)
        drawn = exchanged(said, groups, draws=draws, seed=seed + len(cuts))
        beyond = sum(statistic(days, cuts) >= fall - CLOSE for days in drawn)
        p = (1 + beyond) / (1 + draws)
        further = sorted([*cuts, place])
        width = silhouette(between, _members(further, len(between)))
        lines.append((len(cuts) + 2, cut.labels[place], fall, p, p <= alpha, width))
        if p > alpha:
            break
        cuts = further
    fields = ["phases", "at", "fall", "p", "taken", "silhouette"]
    return best_cuts(cost, len(cuts) + 1)[0] if len(between) else [], pd.DataFrame(
        lines, columns=fields
    )


def _statistic(
    said: Dated, cut: Cut, measured: Measured, measure: str
) -> Callable[[tuple, list[int]], float]:
    """Return the function of the days of statements that gives the fall of cost by one more cut."""
    empty = said.sample.empty

    def fall(days: tuple, cuts: list[int]) -> float:
        kept = kept_in(said.sample, cut.weigh(*days))
        values = values_in(kept, empty, measured)
        columns = empty.columns if measured.mode == "two" else empty.rows
        drawn = Slices(values, cut.labels, empty.rows, columns, pd.DataFrame())
        between = distances(drawn, measure) if measure in SPECTRAL else None
        if between is None:
            between = between_all(vectors(drawn), measure)
        return best_further_cut(costs(between), cuts)[0]

    return fall


def _members(cuts: list[int], size: int) -> NDArray[np.intp]:
    return np.searchsorted(np.asarray(cuts, int), np.arange(size), side="right")


def _table(found: Slices, cuts: list[int], said: Dated, cut: Cut) -> pd.DataFrame:
    bounds = [0, *cuts, len(found.labels)]
    families = np.bincount(phase_of(starts(said), cut, cuts) + 1, minlength=len(bounds))[1:]
    lines = [
        {
            "phase": number,
            "start": found.labels[start],
            "end": found.labels[end - 1],
            "slices": end - start,
            "statements": float(found.support["statements"].iloc[start:end].sum()),
            "families": int(families[number]),
        }
        for number, (start, end) in enumerate(pairwise(bounds))
    ]
    return pd.DataFrame(lines)


def _turns(found: Slices, cuts: list[int], measure: str) -> pd.DataFrame:
    """Return what each cell adds to the distance of the phases before and after each turn."""
    cells, bounds = vectors(found), [0, *cuts, len(found.labels)]
    means = [cells[start:end].mean(axis=0) for start, end in pairwise(bounds)]
    one_mode = found.rows.equals(found.columns)
    size = len(found.rows), len(found.columns)
    row, column = np.triu_indices(size[0], 1) if one_mode else np.indices(size).reshape(2, -1)
    parts = [pd.DataFrame(columns=["turn", "row", "column", "earlier", "later", "share"])]
    for place, at in enumerate(cuts):
        one, other = means[place], means[place + 1]
        shares = shares_of_change(one, other, measure)
        some = np.flatnonzero(shares > CLOSE)
        some = some[np.argsort(-shares[some], kind="stable")]
        columns = {"turn": found.labels[at], "row": found.rows[row[some]]}
        columns |= {"column": found.columns[column[some]], "earlier": one[some]}
        columns |= {"later": other[some], "share": shares[some] / shares.sum()}
        parts.append(pd.DataFrame(columns))
    whole = [part for part in parts if len(part)]
    return pd.concat(whole, ignore_index=True) if whole else parts[0]
