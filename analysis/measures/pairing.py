"""Pairs two lists that tell of one text, each in its order, with as few crossings as may be."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

Pairs = list[tuple[int, int]]


def paired(likeness: NDArray[np.int64]) -> Pairs:
    """Return the pairs of places of two lists, in the order of the first.

    `likeness` says how alike each two of them are, from 1 up; 0 cannot be paired. As many as
    possible are paired; of the ways to do so those that are most alike in sum; of these one without
    crossings where there is one, else with few; and of these one in which what is paired comes
    early in both, so that what is left over comes last. Two pairs that could be uncrossed by
    exchanging their ends, at no loss, never cross.

    >>> paired(np.array([[2, 0, 2], [0, 2, 0], [2, 0, 2]]))
    [(0, 0), (1, 1), (2, 2)]
    """
    if not likeness.any():
        return []
    n, m = likeness.shape
    most = min(n, m)
    greatest = int(likeness.max(initial=0)) * most + 1
    value = np.where(likeness > 0, greatest + likeness, 0)
    early = np.outer(n - np.arange(n), m - np.arange(m))  # more for two that do not cross
    found = _best(value, 0, early)
    straight = _without_crossings(value, early)
    if _sum(value, straight) == _sum(value, found):
        return straight
    while True:
        crossed = _crossed(found, likeness.shape)
        other = _best(value, crossed, early)
        if _crossings(other) >= _crossings(found):
            return found
        found = other


def _best(value: NDArray, crossed: NDArray | int, early: NDArray) -> Pairs:
    """Return the pairs of greatest value; among equals those least crossed, then the early ones."""
    most = min(value.shape)
    steps = most * most + 1
    room = 2**52 // max(most * int(value.max(initial=0)) * steps * most, 1)  # floats are exact
    early = early * min(room, int(early.max(initial=1))) // int(early.max(initial=1))
    finest = int(early.max(initial=0)) * most + 1
    worth = (value * steps - crossed) * finest + early
    rows, columns = linear_sum_assignment(np.where(value > 0, worth, 0), maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if value[i, j]]


def _without_crossings(value: NDArray, early: NDArray) -> Pairs:
    """Return the pairs of greatest value of which none cross, found along both lists at once."""
    n, m = value.shape
    finest = int(early.max(initial=0)) * min(n, m) + 1
    worth = np.where(value > 0, value.astype(object) * finest + early, 0)
    best = np.zeros((n + 1, m + 1), object)
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            best[i, j] = max(best[i + 1, j], best[i, j + 1], best[i + 1, j + 1] + worth[i, j])
    pairs, i, j = [], 0, 0
    while i < n and j < m:
        if worth[i, j] and best[i, j] == best[i + 1, j + 1] + worth[i, j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i, j] == best[i + 1, j]:
            i += 1
        else:
            j += 1
    return pairs


def _sum(value: NDArray, pairs: Pairs) -> int:
    return sum(int(value[pair]) for pair in pairs)


def _crossed(pairs: Pairs, shape: tuple[int, int]) -> NDArray[np.int64]:
    """Return how many of the pairs each two places, when paired, would cross."""
    crossed = np.zeros(shape, int)
    for i, j in pairs:
        crossed[:i, j + 1 :] += 1
        crossed[i + 1 :, :j] += 1
    return crossed


def _crossings(pairs: Pairs) -> int:
    return sum(i < other and j > another for i, j in pairs for other, another in pairs)
