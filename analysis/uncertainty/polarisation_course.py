"""Polarisation over time, with its interval and beside what chance gives."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError, problem
from analysis.measures.division import Division, divisions, followed, named_camps
from analysis.measures.draws import bounds, drawn_places
from analysis.networks.arrays import Array
from analysis.networks.dated import Dated
from analysis.networks.matrices import check_level
from analysis.networks.moving import cut_in, moving
from analysis.networks.slices import Kept, kept_in, support
from analysis.networks.statements import Scale, Source
from analysis.networks.time_weights import Cut


class Polarised(NamedTuple):
    """`table` has a line a slice, `camps` a line a slice and row: `slice`, `row` and `camp`.

    The table has `slice`, `polarisation` with `low` and `high` (95 % of draws of families), its
    parts `within` and `between`, `expected`, `expected_low` and `expected_high` (levels exchanged
    among the statements of the slice), `p` (the chance of as much), `statements`, `effective` and
    `thin`.
    """

    table: pd.DataFrame
    camps: pd.DataFrame

    def __repr__(self) -> str:
        return f"<Polarised: {len(self.table)} slices>"


def polarisation_course(
    source: Source,
    rows: str | None = None,
    columns: str = "sector",
    *,
    period: str = "halfyear",
    times: Sequence | int | None = None,
    kernel: str = "epanechnikov",
    width: float | None = None,
    camps: pd.Series | None = None,
    duplicates: str | None = None,
    scale: Scale | None = None,
    draws: int = 1000,
    seed: int = 1,
) -> Polarised:
    """Return the polarisation of each slice of time with its interval and that of chance.

    Slices are calendar periods or, with `times`, those of a kernel. Polarisation is the signed
    modularity of `measures.division`, between `camps` (a Series by row) or, by default, the two
    found anew in each slice and each draw. Families are drawn with replacement once for all slices.
    Sparse slices are polarised by chance: `expected` is what they have when levels are exchanged
    among the statements of the slice, which keep their weights; an interval does not tell that.
    Draws repeat statements, so that the interval may lie above the value in a thin slice. Camps of
    successive slices are named by the most rows in common; those of thin slices are no finding.
    Raises `InputError` for a source without dates or levels, and as `networks.smoothed`.

    >>> said = pd.DataFrame({"actor": list("abab"), "sector": "oil", "stance": [1, 1, 1, -1],
    ...     "date": pd.to_datetime(["2020-01", "2020-02", "2021-01", "2021-02"]),
    ...     "family": list("fghi")})
    >>> found = polarisation_course(said, scale=(-1, 1), period="year", draws=9)
    >>> found.table["polarisation"].tolist()
    [0.0, 0.5]
    """
    if draws < 1:
        raise InputError(problem("", None, "draws", draws, "expected a number from 1 up"))
    said = moving(source, rows, columns, duplicates=duplicates, scale=scale)
    empty = said.sample.empty
    check_level("congruence", empty.levels.name)
    cut = cut_in(said, period, times, kernel, width)
    given = _given(camps, empty.rows)
    weights = cut.weigh(said.first, said.last)
    kept = kept_in(said.sample, weights)
    found = divisions(kept, empty, given, seed=seed)
    values = np.array([each.polarisation for each in found])
    low, high = bounds(_drawn(said, weights, given, draws, seed))
    chance = _by_chance(kept, empty, given, draws, seed)
    expected_low, expected_high = bounds(chance)
    above = (chance >= values[:, None] - 1e-12).sum(axis=1)
    table = pd.DataFrame(
        {
            "slice": cut.labels,
            "polarisation": values,
            "low": low,
            "high": high,
            "within": [each.within for each in found],
            "between": [each.between for each in found],
            "expected": chance.mean(axis=1),
            "expected_low": expected_low,
            "expected_high": expected_high,
            "p": (1 + above) / (1 + draws),
        }
    )
    behind = support(kept, cut).reset_index(drop=True)
    table = table.join(behind[["statements", "effective", "thin"]])
    return Polarised(table, _camps(found, cut, empty.rows, given is None))


def _given(camps: pd.Series | None, rows: pd.Index) -> NDArray[np.intp] | None:
    if camps is None:
        return None
    if not isinstance(camps, pd.Series) or not camps.index.is_unique:
        raise InputError("camps: expected a Series that gives the camp of each row once, by its id")
    if not len(camps.index.intersection(rows)):
        raise InputError("camps: of no row of the record; expected the camps of its rows, by id")
    return named_camps(camps, rows)


def _drawn(
    said: Dated, weights: NDArray, given: NDArray | None, draws: int, seed: int
) -> NDArray[np.float64]:
    """Return the polarisation of each slice in each draw of units, the same units in all slices."""
    size, drawn = len(said.sample.units), []
    for places in drawn_places(size, draws=draws, seed=seed):
        kept = kept_in(said.sample, weights, np.bincount(places, minlength=size))
        parts = divisions(kept, said.sample.empty, given, seed=seed)
        drawn.append([each.polarisation for each in parts])
    return np.array(drawn).T


def _by_chance(
    kept: Kept, empty: Array, given: NDArray | None, draws: int, seed: int
) -> NDArray[np.float64]:
    """Return the polarisation of each slice with the levels of its statements exchanged."""
    generator = np.random.default_rng(seed)
    drawn = np.zeros((len(kept.weights), draws))
    for place, weights in enumerate(kept.weights):
        some = np.flatnonzero(weights)
        part = Kept(weights[None, some], *(each[some] for each in kept[1:]))
        for draw in range(draws):
            mixed = part._replace(level=part.level[generator.permutation(len(some))])
            drawn[place, draw] = divisions(mixed, empty, given)[0].polarisation
    return drawn


def _camps(found: list[Division], cut: Cut, rows: pd.Index, follow: bool) -> pd.DataFrame:
    courses = [each.camps for each in found]
    named = followed(courses) if follow else courses
    lines = [
        pd.DataFrame({"slice": label, "row": rows[camps >= 0], "camp": camps[camps >= 0]})
        for label, camps in zip(cut.labels, named, strict=True)
    ]
    return pd.concat(lines, ignore_index=True) if lines else pd.DataFrame()
