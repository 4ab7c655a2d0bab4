"""The best cuts of a course of slices into contiguous phases, exactly."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

ROUNDING = 1e-12
"""Costs that differ by no more are equal; of equal ones the earliest cuts are taken."""


def costs(distances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the cost of each phase from slice a to b: Σ_{a≤p<q≤b} D_pq² / (b − a + 1).

    That is the sum of squares within where the distance is Euclidean, and its generalisation to any
    other (the generalised criterion of Ward). Where b comes before a, it is infinite.

    >>> costs(np.array([[0, 1.0], [1, 0]])).tolist()
    [[0.0, 0.5], [inf, 0.0]]
    """
    size = len(distances)
    upper = np.triu(distances**2, 1)
    below = upper[::-1].cumsum(axis=0)[::-1]  # from row a downwards
    sums = below.cumsum(axis=1)  # to column b; those before a have no row from a
    lengths = np.arange(size)[None, :] - np.arange(size)[:, None] + 1
    return np.where(lengths > 0, sums / np.maximum(lengths, 1), np.inf)


def best_cuts(costs: NDArray[np.float64], phases: int) -> tuple[list[int], float]:
    """Return the first slices of all phases but the first, and the least total cost.

    It is the exact optimum, by dynamic programming (Fisher 1958,
    doi:10.1080/01621459.1958.10501479).

    >>> best_cuts(costs(np.array([[0, 0, 1.0], [0, 0, 1], [1, 1, 0]])), 2)
    ([2], 0.0)
    """
    size = len(costs)
    best, starts = costs[0].copy(), []
    for _ in range(1, phases):
        # Cost of ending at b with the last phase from a, after the best before a.
        total = np.vstack([np.full(size, np.inf), best[:-1, None] + costs[1:]])
        least = total.min(axis=0)
        starts.append((total <= least + ROUNDING).argmax(axis=0))
        best = least
    cuts, end = [], size - 1
    for start in reversed(starts):
        cuts.append(int(start[end]))
        end = cuts[-1] - 1
    return cuts[::-1], float(best[-1])


def best_further_cut(costs: NDArray[np.float64], cuts: list[int]) -> tuple[float, int]:
    """Return the greatest fall of cost by one more cut, and its place; 0 and -1 for none."""
    bounds = [0, *cuts, len(costs)]
    fall, place = 0.0, -1
    for start, end in pairwise(bounds):
        if end - start < 2:
            continue
        inside = costs[start, start : end - 1] + costs[start + 1 : end, end - 1]
        gain = costs[start, end - 1] - inside.min()
        if gain > fall + ROUNDING:
            fall, place = float(gain), int(start + 1 + inside.argmin())
    return fall, place


def silhouette(distances: NDArray[np.float64], phases: NDArray[np.integer]) -> float:
    """Return the mean silhouette width; a slice alone in its phase has 0, and so has one phase.

    It may be shown, but does not decide: it misses real changes (Rousseeuw 1987,
    doi:10.1016/0377-0427(87)90125-7).

    >>> silhouette(np.array([[0, 0, 1.0, 1], [0, 0, 1, 1], [1, 1, 0, 0], [1, 1, 0, 0]]), \
np.array([0, 0, 1, 1]))
    1.0
    """
    names, member = np.unique(phases, return_inverse=True)
    if len(names) < 2:
        return 0.0
    join = np.eye(len(names))[member]
    sums, sizes = distances @ join, join.sum(axis=0)
    own = sums[np.arange(len(member)), member] / np.maximum(sizes[member] - 1, 1)
    means = np.where(join > 0, np.inf, sums / sizes)
    other = means.min(axis=1)
    widest = np.maximum(own, other)
    width = np.divide(other - own, widest, out=np.zeros(len(own)), where=widest > 0)
    return float(np.where(sizes[member] == 1, 0, width).mean())
