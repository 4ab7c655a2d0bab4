"""The two camps into which agreement and disagreement divide a network, and how deeply."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.measures.matrices_in import Network, by_id, matrix_of, one_mode_ties
from analysis.networks.arrays import Array
from analysis.networks.matrices import Scale, one_mode_of

SPECTRAL = 4
"""Starts from leading eigenvectors."""

RANDOM = 24
"""Starts from random splits."""

ROUNDING = 1e-12
"""What differs by no more, as a share of all weight, is equal."""


def camps(congruence: Network, conflict: Network, *, seed: int = 1) -> pd.Series:
    """Return the camp, 0 or 1, of each node: the split in two of greatest signed modularity.

    `congruence` and `conflict` are one-mode, with the same ids and weights of zero or more (see
    `analysis.one_mode`). The split puts more congruence and less conflict within camps
    than the strengths of nodes would by chance; `polarisation` says how much more. Camp 0 is the
    larger one; of two equal camps, that of the first id. A node without ties is in camp 0, and so
    are all where no split is better than none.

    The split is searched for from the signs of leading eigenvectors (Newman 2006,
    doi:10.1073/pnas.0601602103) and from random ones drawn by `seed`, each improved by moves of
    single nodes, some of them losses for the sake of later gains (Kernighan and Lin 1970,
    doi:10.1002/j.1538-7305.1970.tb01770.x). In small networks that is the best split; in large ones
    it is a good one. Of equally good ones it is the first by id.
    Raises `InputError` for a negative weight, other ids, and a matrix that is not one-mode.

    >>> congruence = pd.DataFrame([[0, 2, 0], [2, 0, 0], [0, 0, 0]], list("abc"), list("abc"))
    >>> conflict = pd.DataFrame([[0, 0, 1], [0, 0, 1], [1, 1, 0]], list("abc"), list("abc"))
    >>> camps(congruence, conflict).to_dict()
    {'a': 0, 'b': 0, 'c': 1}
    """
    agree, differ = _both(congruence, conflict)
    surplus = _surplus(agree, differ)
    parts = np.where(surplus.any(axis=1), -1, np.arange(len(surplus)))
    split = as_camps(best_split(surplus, seed), parts, by_id(agree).index)
    return split.reindex(agree.index)


def polarisation(congruence: Network, conflict: Network, *, seed: int = 1) -> float:
    """Return how far a network is divided in two camps, from 0 to 1/2: its signed modularity.

    The arguments are those of `camps`. With c and d the weights of congruence and conflict, c_i and
    d_i their strengths, and 2C and 2D the sums of these, it is, for the split that `camps` finds,
    Σ_ij [c_ij − c_i c_j / 2C − (d_ij − d_i d_j / 2D)] δ_ij / (2C + 2D), where δ_ij is 1 for nodes
    of one camp. That is the share of ties that are congruence within camps or conflict between
    them, less the share expected where nodes keep their strengths and meet at random.

    It is 0 where no split is better than one camp of all, which has 0 itself, and where there is no
    tie. It is 1/2 where all congruence is within and all conflict between two camps of the
    same strength, as in each term two camps leave at least half to chance. As the split is the
    best one, networks of chance have more than 0 as well, the more the sparser they are: compare
    with networks drawn at random, not with 0.
    Raises `InputError` as `camps` (Gómez, Jensen and Arenas 2009,
    doi:10.1103/PhysRevE.80.016114).

    >>> congruence = pd.DataFrame([[0, 2, 0], [2, 0, 0], [0, 0, 0]], list("abc"), list("abc"))
    >>> conflict = pd.DataFrame([[0, 0, 1], [0, 0, 1], [1, 1, 0]], list("abc"), list("abc"))
    >>> polarisation(congruence, conflict)
    0.25
    """
    surplus = _surplus(*_both(congruence, conflict))
    split = best_split(surplus, seed)
    if not split.any():  # all the surplus adds up to zero, but for rounding
        return 0.0
    return max(0.0, float(surplus[split[:, None] == split].sum()))


def polarisation_of(array: Array, *, scale: Scale | None = None, seed: int = 1) -> float:
    """Return the `polarisation` of counted cells: of their congruence and conflict.

    `scale` is that of `analysis.networks.matrices.one_mode_of`.
    """
    both = (
        one_mode_of(array, aggregation=aggregation, scale=scale)
        for aggregation in ("congruence", "conflict")
    )
    return polarisation(*both, seed=seed)


def best_split(gain: NDArray[np.float64], seed: int) -> NDArray[np.bool_]:
    """Return the split in two of greatest Σ_ij gain_ij over pairs on the same side, as found.

    `gain` is symmetric. The first node is on the side of False; of equally good splits the
    first is taken, nodes being compared in their order.
    """
    pairs = gain - np.diag(np.diag(gain))
    pairs = pairs / max(np.abs(pairs).sum(), np.finfo(float).tiny)
    sides = _starts(pairs, seed)
    while True:
        better = _pass(pairs, sides)
        if (better == sides).all():
            break
        sides = better
    worth = ((sides @ pairs) * sides).sum(axis=1)
    best = sides[worth >= worth.max() - ROUNDING]
    split = best != best[:, :1]
    return split[np.lexsort(split.T[::-1])[0]] if len(gain) else np.zeros(0, bool)


def as_camps(split: NDArray[np.bool_], parts: NDArray[np.integer], ids: pd.Index) -> pd.Series:
    """Return a split as camps: in each part 0 is the larger one or else that of the first id."""
    camp = split.copy()
    for part in np.unique(parts):
        members = np.flatnonzero(parts == part)
        ones = split[members].sum()
        if 2 * ones > len(members) or (2 * ones == len(members) and split[members[0]]):
            camp[members] = ~split[members]
    return pd.Series(camp.astype(int), ids, name="camp")


def _both(congruence: Network, conflict: Network) -> tuple[pd.DataFrame, pd.DataFrame]:
    return matrix_of(congruence, "congruence"), matrix_of(conflict, "conflict")


def _surplus(congruence: pd.DataFrame, conflict: pd.DataFrame) -> NDArray[np.float64]:
    """Return for each pair of nodes what they add to signed modularity in one camp, by id."""
    if not congruence.index.equals(conflict.index):
        raise InputError(
            "conflict: other ids than those of congruence; expected the same in one order"
        )
    agree = one_mode_ties(by_id(congruence), argument="congruence")
    differ = one_mode_ties(by_id(conflict), argument="conflict")
    total = agree.sum() + differ.sum()
    return (_beyond_chance(agree) - _beyond_chance(differ)) / (total or 1)


def _beyond_chance(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    strength = weights.sum(axis=1)
    return weights - np.outer(strength, strength) / (strength.sum() or 1)


def _starts(pairs: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """Return splits to start from, a row each, of -1 and 1: no split, spectral and random ones."""
    spectral = np.where(np.linalg.eigh(pairs)[1].T[::-1][:SPECTRAL] > 0, 1.0, -1.0)
    random = np.random.default_rng(seed).choice([-1.0, 1.0], (RANDOM, len(pairs)))
    return np.concatenate([np.ones((1, len(pairs))), spectral, random])


def _pass(pairs: NDArray[np.float64], sides: NDArray[np.float64]) -> NDArray[np.float64]:
    """Move half of the nodes once, the best first, and go back to the best split on the way.

    All starts move at once; a node gains -2 side_i Σ_j pairs_ij side_j by moving. To move the other
    half would lead through the same splits with the sides exchanged.
    """
    now, best, every = sides.copy(), sides.copy(), np.arange(len(sides))
    gain = -2 * now * (now @ pairs)
    total, most = np.zeros(len(sides)), np.full(len(sides), ROUNDING)
    for _ in range((sides.shape[1] + 1) // 2):
        node = gain.argmax(axis=1)
        total += gain[every, node]
        moved = -now[every, node]
        now[every, node] = moved
        gain -= now * (4 * moved[:, None] * pairs[node])
        gain[every, node] = -np.inf
        found = total > most
        if found.any():
            best[found], most[found] = now[found], total[found]
    return best
