"""How far camps lie apart, with the interval over families, and beside what chance gives.

A distance has no sign, so noise alone sets camps apart; camps that were sought in the statements
are further apart than that, for they were chosen to be. What chance gives is therefore computed in
the way in which the camps came about.
"""

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.camps import camps as found_camps
from analysis.measures.draws import BOUNDS
from analysis.measures.profiles import Counted, apart, counted, counted_in
from analysis.networks.arrays import Array
from analysis.networks.matrices import one_mode_of
from analysis.networks.sample import Sample, array_at, observed
from analysis.networks.slices import Kept, kept_in

APART = ["one", "other", "distance", "low", "high", "expected", "p"]
APART += ["unweighted", "covered", "concepts"]

EXCHANGES = 200
"""Exchanges at most: enough for a mean, and for a chance of one in twenty."""

ROUNDING = 1e-12


def apart_by(
    said: Sample, numbers: Counted, member: pd.Series, times: list, chance: str, *, seed: int = 1
) -> pd.DataFrame:
    """Return a line for every two camps: their distance and what belongs to it.

    Columns: `one`, `other`, `distance` with `low` and `high` over the draws of families in `times`,
    `expected` (the mean by chance), `p` (the chance of as much), `unweighted`, `covered` and
    `concepts` (see `measures.profiles.apart`). By `chance`, actors exchange their `camps`; or the
    statements on each concept exchange their `stances`, and the camps are found anew; or there is
    `none` to compare with.
    """
    lines = []
    for one, other in combinations(range(len(numbers.camps)), 2):
        found = apart(numbers, one, other)
        drawn = [apart(numbers, one, other, each).distance for each in times]
        low, high = np.quantile(drawn, BOUNDS)
        pair = member[member.isin(numbers.camps[[one, other]])]
        by_chance = CHANCES[chance](said, pair, min(len(times), EXCHANGES), seed)
        beyond = (by_chance >= found.distance - ROUNDING).sum()
        p = (1 + beyond) / (1 + len(by_chance)) if len(by_chance) else np.nan
        expected = by_chance.mean() if len(by_chance) else np.nan
        names = numbers.camps[one], numbers.camps[other]
        lines.append((*names, found.distance, low, high, expected, p, *found[1:]))
    return pd.DataFrame(lines, columns=APART)


def camps_of(said: Sample, *, seed: int = 1) -> pd.Series:
    """Return the two camps of a sample, of greatest signed modularity."""
    return _camps_in(observed(said), seed)


def _camps_in(array: Array, seed: int) -> pd.Series:
    both = (
        one_mode_of(array, aggregation=aggregation) for aggregation in ("congruence", "conflict")
    )
    return found_camps(*both, seed=seed)


def _camps_exchanged(said: Sample, pair: pd.Series, draws: int, seed: int) -> NDArray[np.float64]:
    """Return the distances when the rows of two camps exchange their camps."""
    generator = np.random.default_rng(seed)
    mixed = (pd.Series(generator.permutation(pair.to_numpy()), pair.index) for _ in range(draws))
    return np.array([_distance(counted(said, each)) for each in mixed])


def _stances_dealt(said: Sample, pair: pd.Series, draws: int, seed: int) -> NDArray[np.float64]:
    """Return the distances of camps found in stances dealt out at random on each concept."""
    generator = np.random.default_rng(seed)
    kept = kept_in(said, np.ones((1, len(said.once))))
    found = []
    for _ in range(draws):
        dealt = _dealt(kept, generator)
        places = dealt.row, dealt.column, dealt.level
        array = array_at(said.empty, places, np.ones(len(dealt.row)))
        found.append(_distance(counted_in(dealt, said, _camps_in(array, seed))))
    return np.array(found)


def _dealt(kept: Kept, generator: np.random.Generator) -> Kept:
    """Return the statements with the levels of those on one concept exchanged."""
    level = kept.level.copy()
    order = np.argsort(kept.column, kind="stable")
    level[order] = kept.level[np.lexsort([generator.random(len(level)), kept.column])]
    return kept._replace(level=level)


def _distance(numbers: Counted) -> float:
    """Return the distance of two camps; of one camp it is zero."""
    return apart(numbers, 0, 1).distance if len(numbers.camps) == 2 else 0.0


def _none(said: Sample, pair: pd.Series, draws: int, seed: int) -> NDArray[np.float64]:
    return np.zeros(0)


CHANCES: dict[str, Callable[[Sample, pd.Series, int, int], NDArray[np.float64]]] = {
    "camps": _camps_exchanged,
    "stances": _stances_dealt,
    "none": _none,
}
