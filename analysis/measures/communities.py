"""Groups of nodes that are tied among themselves more than chance would tie them.

The Louvain method is our own: NetworkX (3.6) compares sums of weights for equality, and loops for
ever on some networks of fractions; it knows one-mode networks only. Ours compares to a tolerance,
and the tests hold it to NetworkX on exact fractions, and to published values.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.measures.matrices_in import Network, by_id, listed, matrix_of, nodes, ties

ROUNDING = 1e-12
"""Modularities that differ by no more are equal."""


class Communities(NamedTuple):
    """The best partition of several runs, and how much the runs agree."""

    partition: pd.Series
    modularity: float
    stability: float


def communities(matrix: Network, *, seed: int = 1) -> pd.Series:
    """Return the number of the community of each node, found by the Louvain method.

    `matrix` is one-mode or two-mode, with weights of zero or more; a two-mode result holds the
    rows, then the columns, and a community may have nodes of both modes. Community 0 has most
    nodes; of equally large ones that of the first id comes first. A node without ties is a
    community of its own. What is found has a high `modularity`, not always the highest, and may
    differ by seed: `stable_communities` is to be preferred where time allows.
    Raises `InputError` for a negative weight and for a matrix of neither kind (Blondel, Guillaume,
    Lambiotte and Lefebvre 2008, doi:10.1088/1742-5468/2008/10/P10008; nodes move again after their
    groups: Rotta and Noack 2011, doi:10.1145/1963190.1970376).

    >>> matrix = pd.DataFrame([[3, 2, 0], [2, 1, 0], [0, 0, 4]], list("abc"), list("xyz"))
    >>> communities(matrix, seed=1).to_dict()
    {'a': 0, 'b': 0, 'c': 1, 'x': 0, 'y': 0, 'z': 1}
    """
    matrix = matrix_of(matrix)
    ordered = by_id(matrix)
    found = louvain(_surplus(ordered), np.random.default_rng(seed))
    ids = nodes(ordered)
    members = sorted(
        (ids[found == group].sort_values() for group in np.unique(found)),
        key=lambda group: (-len(group), group[0]),
    )
    numbers = {name: number for number, group in enumerate(members) for name in group}
    order = nodes(matrix)
    return pd.Series([numbers[name] for name in order], order, int, name="community")


def modularity(matrix: Network, groups: pd.Series) -> float:
    """Return the share of ties inside groups, less the share that strengths alone would put there.

    `matrix` is one-mode or two-mode, with weights of zero or more. `groups` gives the group of each
    node by id (others are not looked at). With s the strengths and W the weight of all ties it is
    Σ_ij (w_ij − s_i s_j / 2W) / 2W in one mode, over all i and j of one group, and
    Σ_ij (w_ij − s_i s_j / W) / W in two modes, over all rows i and columns j of one group. It lies
    between −1/2 and 1; one group of all has 0, and so has a network without ties.
    Raises `InputError` for a node without a group, a negative weight and a matrix of neither kind
    (Newman 2004, doi:10.1103/PhysRevE.70.056131; two-mode: Barber 2007,
    doi:10.1103/PhysRevE.76.066102).

    >>> matrix = pd.DataFrame([[1, 0], [0, 1]], list("ab"), list("xy"))
    >>> modularity(matrix, pd.Series({"a": 1, "b": 2, "x": 1, "y": 2}))
    0.5
    """
    matrix = matrix_of(matrix)
    weights, numbers = ties(matrix), group_numbers(matrix, groups)
    if not weights.any():
        return 0.0
    join = np.eye(numbers.max() + 1)[numbers]
    rows = len(matrix) if len(weights) > len(matrix) else len(weights)
    # Summed by group before anything is divided, so that one group of all has exactly 0.
    between = join[:rows].T @ weights[:rows] @ join
    total, ends = between.sum(), between.sum(axis=1) @ between.sum(axis=0)
    return float(np.trace(between) / total - ends / total**2)


def stability(partitions: list[pd.Series]) -> float:
    """Return how much partitions of the same nodes agree: their mean adjusted Rand index.

    Each Series gives the group of each node by id; the names of the groups do not matter. The
    index of two partitions is the number of pairs of nodes that both put together, corrected for
    chance: 1 for equal partitions, near 0 for independent ones, and below 0 (not below −1) for
    those that agree less than by chance. The mean is over all pairs of partitions.
    Raises `InputError` for fewer than two partitions, and for partitions of other nodes
    (Hubert and Arabie 1985, doi:10.1007/BF01908075).

    >>> one, other = pd.Series([0, 0, 1, 1], list("abcd")), pd.Series([5, 5, 3, 3], list("abcd"))
    >>> stability([one, other])
    1.0
    """
    if len(partitions) < 2:
        raise InputError(f"partitions: {len(partitions)}; expected two or more")
    together = np.stack([_together(partition, partitions[0].index) for partition in partitions])
    index = _indices(together, together)
    return float(index[np.triu_indices(len(index), 1)].mean())


def rand_indices(
    groups: NDArray[np.intp], others: Sequence[NDArray[np.intp]]
) -> NDArray[np.float64]:
    """Return the adjusted Rand index of groups with each of other ones of the same nodes.

    >>> rand_indices(np.array([0, 0, 1, 1]), [np.array([5, 5, 3, 3]), np.array([0, 1, 0, 1])])
    array([ 1. , -0.5])
    """
    pairs = [_pairs(np.asarray(each)) for each in (groups, *others)]
    return _indices(np.stack(pairs[:1]), np.stack(pairs[1:]))[0]


def _indices(together: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the adjusted Rand index of each of some partitions with each of others.

    A partition is a row: 1 for each pair of nodes that it puts together, else 0.
    """
    both, pairs = together @ others.T, together.shape[1]
    of_one, of_other = together.sum(axis=1)[:, None], others.sum(axis=1)
    expected, most = of_one * of_other / max(pairs, 1), (of_one + of_other) / 2
    # `most` is as expected only where both partitions are the same trivial one.
    return np.divide(
        both - expected, most - expected, out=np.ones_like(both), where=most - expected > 1e-9
    )


def stable_communities(matrix: Network, *, runs: int = 50, seed: int = 1) -> Communities:
    """Return the partition of greatest modularity of many runs of `communities`.

    `matrix` is as there, and so are the numbers of the `partition`; of equally good ones it is the
    first when compared node by node in the order of ids. `modularity` is its own, and `stability`
    that of all runs: far below 1, other partitions are nearly as good, and single ones say little
    (Good, de Montjoye and Clauset 2010, doi:10.1103/PhysRevE.81.046106).
    Raises `InputError` as `communities`, and for fewer than two runs.
    """
    matrix = matrix_of(matrix)
    if runs < 2:
        raise InputError(f"runs: {runs}; expected two or more")
    seeds = np.random.default_rng(seed).integers(2**32, size=runs)
    found = [communities(matrix, seed=int(each)) for each in seeds]
    quality = [modularity(matrix, partition) for partition in found]
    order = nodes(by_id(matrix))
    best = min(
        (
            partition
            for partition, q in zip(found, quality, strict=True)
            if q >= max(quality) - ROUNDING
        ),
        key=lambda partition: partition[order].tolist(),
    )
    return Communities(best, modularity(matrix, best), stability(found))


def group_numbers(matrix: pd.DataFrame, groups: pd.Series) -> NDArray[np.intp]:
    """Return a number for the group of each node of a matrix.

    Raises `InputError` for a node without a group, and for one with several.
    """
    ids = nodes(matrix)
    several = groups.index[groups.index.duplicated()].intersection(ids)
    if len(several):
        raise InputError(
            f"groups: {listed(several.unique())} more than once; expected one group for each node"
        )
    own = groups.reindex(ids)
    if own.isna().any():
        missing = listed(ids[own.isna()])
        raise InputError(f"groups: none for {missing}; expected a group for every node")
    return pd.factorize(own)[0]


def _surplus(matrix: pd.DataFrame) -> NDArray[np.float64]:
    """Return for each pair of nodes what they add to modularity when they are in one group."""
    weights = ties(matrix)
    total = weights.sum()
    if total == 0:
        return weights
    strength = weights.sum(axis=1) / total
    expected = np.outer(strength, strength)
    if len(weights) > len(matrix):  # two-mode: nothing is expected within a mode
        rows = np.arange(len(weights)) < len(matrix)
        expected = np.where(rows[:, None] == rows, 0, 2 * expected)
    return weights / total - expected


def louvain(surplus: NDArray[np.float64], generator: np.random.Generator) -> NDArray[np.intp]:
    """Return a group for each node: nodes move, then whole groups do, until neither gains."""
    groups, before = np.arange(len(surplus)), None
    while before is None or (groups != before).any():
        before = groups
        groups = moved(surplus, groups, generator)
        join = np.eye(len(surplus))[groups]
        groups = moved(join.T @ surplus @ join, np.arange(len(surplus)), generator)[groups]
    return np.unique(groups, return_inverse=True)[1]


def moved(
    surplus: NDArray[np.float64], groups: NDArray[np.intp], generator: np.random.Generator
) -> NDArray[np.intp]:
    """Move nodes one by one to the group where they add most, until none gains by a move."""
    groups, before = groups.copy(), None
    while before is None or (groups != before).any():
        before = groups.copy()
        for node in generator.permutation(len(surplus)):
            gain = np.bincount(groups, surplus[node], minlength=len(surplus))
            gain[groups[node]] -= surplus[node, node]
            best = gain.argmax()
            # A gain that is mere rounding would be taken for ever, here and back.
            if gain[best] > gain[groups[node]] + ROUNDING:
                groups[node] = best
    return groups


def _together(partition: pd.Series, ids: pd.Index) -> NDArray[np.float64]:
    """Return for each pair of nodes 1 if they are in one group, else 0."""
    same = partition.index.is_unique and set(partition.index) == set(ids)
    if not same or partition.isna().any():
        raise InputError("partitions: not all of the same nodes; expected one group for each node")
    return _pairs(pd.factorize(partition[ids])[0])


def _pairs(groups: NDArray[np.intp]) -> NDArray[np.float64]:
    return (groups[:, None] == groups)[np.triu_indices(len(groups), 1)].astype(float)
