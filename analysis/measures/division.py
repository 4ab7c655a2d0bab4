"""How deeply networks of congruence and conflict are divided, and by which of the two.

With c and d the weights of congruence and conflict, c_i and d_i their strengths, and 2C and 2D the
sums of these, the signed modularity of camps is the sum over pairs of one camp of
c_ij − c_i c_j / 2C − (d_ij − d_i d_j / 2D), over 2C + 2D (Gómez, Jensen and Arenas 2009,
doi:10.1103/PhysRevE.80.016114). As what is more within camps is less between them, it is the
congruence beyond chance within camps plus the conflict beyond chance between them.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.camps import best_split
from analysis.networks.arrays import Array
from analysis.networks.matrices import pair_weights
from analysis.networks.slices import Kept, arrays_in


class Division(NamedTuple):
    """The polarisation of a network, its parts, and the camps, of which -1 has no tie."""

    polarisation: float
    within: float
    between: float
    camps: NDArray[np.intp]


def division(
    congruence: NDArray[np.float64],
    conflict: NDArray[np.float64],
    camps: NDArray[np.intp] | None = None,
    *,
    seed: int = 1,
) -> Division:
    """Return how deeply a network is divided between given camps, or the two that divide it most.

    Both are symmetric with a diagonal of zeros. `within` is the congruence inside camps beyond what
    strengths alone would give, `between` the conflict across them, as shares of all weight; their
    sum is the polarisation. Found camps have no less than 0; given ones may have.

    >>> one = np.array([[0, 2.0, 0], [2, 0, 0], [0, 0, 0]])
    >>> other = np.array([[0, 0, 1.0], [0, 0, 1], [1, 1, 0]])
    >>> division(one, other)[:3]
    (0.25, 0.0, 0.25)
    """
    total = congruence.sum() + conflict.sum()
    tied = np.any(congruence + conflict, axis=1)
    if not total:
        return Division(0.0, 0.0, 0.0, np.where(tied, 0, -1))
    parts = [_beyond_chance(each) / total for each in (congruence, conflict)]
    surplus = parts[0] - parts[1]
    if camps is None:
        camps = np.full(len(tied), -1)
        camps[tied] = best_split(surplus[np.ix_(tied, tied)], seed).astype(int)
        if not camps[tied].any():  # one camp of all, whose surplus is zero but for rounding
            return Division(0.0, 0.0, 0.0, camps)
    one_camp = (camps[:, None] == camps) & (camps >= 0)
    across = (camps[:, None] != camps) & (camps[:, None] >= 0) & (camps >= 0)
    within, between = float(parts[0][one_camp].sum()), float(parts[1][across].sum())
    return Division(within + between, within, between, camps)


def divisions(
    kept: Kept,
    empty: Array,
    camps: NDArray[np.intp] | None = None,
    *,
    seed: int = 1,
) -> list[Division]:
    """Return the division of each slice, on its kernel networks of congruence and conflict."""
    weights = [
        pair_weights(empty.levels, aggregation, empty.scale)
        for aggregation in ("congruence", "conflict")
    ]
    found = []
    for rows, _, r in arrays_in(kept, empty.x.shape):
        one, other = (_ties(r, pairs.astype(float) / over) for pairs, over in weights)
        part = division(one, other, None if camps is None else camps[rows], seed=seed)
        whole = np.full(len(empty.rows), -1)
        whole[rows] = part.camps
        found.append(part._replace(camps=whole))
    return found


def followed(courses: list[NDArray[np.intp]]) -> list[NDArray[np.intp]]:
    """Return camps of successive slices named alike: each as that before it that it shares most.

    The names of two camps are exchanged where more of the nodes that both slices have keep their
    camp by that. The first slice with camps names the larger one, or that of the first node, 0.

    >>> [camps.tolist() for camps in followed([np.array([0, 0, 1]), np.array([1, 1, 0])])]
    [[0, 0, 1], [0, 0, 1]]
    """
    found, before = [], None
    for camps in courses:
        there = camps >= 0
        both = there if before is None else there & (before >= 0)
        if before is None:
            ones, zeros = (camps == 1).sum(), (camps == 0).sum()
            turn = ones > zeros or (ones == zeros and there.any() and camps[there][0] == 1)
        else:
            turn = (camps[both] != before[both]).sum() > both.sum() / 2
        named = np.where(there, 1 - camps, -1) if turn else camps
        found.append(named)
        before = named if before is None else np.where(there, named, before)
    return found


def named_camps(camps: pd.Series | None, rows: pd.Index) -> NDArray[np.intp] | None:
    """Return the numbers of given camps by row, -1 for a row without one."""
    if camps is None:
        return None
    return pd.factorize(camps.reindex(rows), sort=True)[0]


def _ties(r: NDArray[np.float64], pairs: NDArray[np.float64]) -> NDArray[np.float64]:
    size = len(r), r.shape[1] * r.shape[2]
    values = r.reshape(size) @ (r @ pairs).reshape(size).T
    np.fill_diagonal(values, 0)
    return values


def _beyond_chance(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    strength = weights.sum(axis=1)
    return weights - np.outer(strength, strength) / (strength.sum() or 1)
