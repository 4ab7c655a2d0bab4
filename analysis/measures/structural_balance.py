"""Whether friends of friends are friends and their enemies enemies: balance of signed networks."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_array, coo_array, eye_array
from scipy.sparse.csgraph import connected_components

from analysis.measures.camps import as_camps, best_split
from analysis.measures.matrices_in import Network, by_id, matrix_of, one_mode_ties

NODES = 100
"""Branching steps after which the proof that a split is the best one is given up."""

ROUNDING = 1e-9
"""Weights that differ by no more, as a share of the greatest weight, are equal."""


class Frustration(NamedTuple):
    """The least weight of ties against balance, the camps that leave it, and whether it is proven.

    `share` is the share of `weight` in the sum of all absolute weights. Where `exact` is false,
    the least weight may be smaller than `weight`.
    """

    weight: float
    share: float
    camps: pd.Series
    exact: bool


def balanced_triads(matrix: Network) -> float:
    """Return the share of closed triads that are balanced, from 0 to 1.

    `matrix` is one-mode, its weights of either sign, as of the aggregation `subtract`; only the
    signs are looked at. A triad is closed when all its three pairs are tied, and balanced when the
    product of the signs is positive. With S the matrix of signs the share is
    (1 + tr S³ / tr |S|³) / 2. A network without closed triads has 1: nothing in it is unbalanced.
    Signs at random, positive with probability p, have p³ + 3p(1 − p)² on average.
    Raises `InputError` for a matrix that is not one-mode
    (Cartwright and Harary 1956, doi:10.1037/h0046049).

    >>> ids = list("abc")
    >>> balanced_triads(pd.DataFrame([[0, 2, -1], [2, 0, -3], [-1, -3, 0]], ids, ids))
    1.0
    """
    matrix = matrix_of(matrix)
    signs = np.sign(one_mode_ties(matrix, signed=True))
    closed = ((np.abs(signs) @ np.abs(signs)) * np.abs(signs)).sum()
    return float((1 + ((signs @ signs) * signs).sum() / closed) / 2) if closed else 1.0


def frustration(matrix: Network) -> Frustration:
    """Return the smallest weight of ties whose removal, or change of sign, makes for balance.

    `matrix` is one-mode, its weights of either sign, as of the aggregation `subtract`. A network is
    balanced when its nodes fall into two camps with positive ties within and negative ones between
    (Harary 1953, doi:10.1307/mmj/1028989917). The result has the `weight` of the other ties under
    the split in two camps that leaves least, in the unit of the weights; its `share` of the sum of
    all absolute weights, from 0 (balance) to below 1/2; the `camps`, 0 or 1 by node; and `exact`.
    Components are split each for itself: in each, camp 0 is the larger one or else that of the
    first id. A network without ties is balanced, all in camp 0. Where several splits leave least,
    one of them is taken, whatever the order of the rows.

    The split is searched for as in `analysis.measures.camps`, and then proven to be the best, or
    bettered, by a binary linear program: the split decides which ties go against it, and of the
    ties of a triad that is not balanced at least one must (Aref, Mason and Wilson 2020,
    doi:10.1002/net.21907; Aref and Wilson 2019, doi:10.1093/comnet/cny015). The least weight is
    exact to a millionth of the sum of weights, so for counts entirely. Networks of statements take
    about a second for 70 actors and some minutes for 200. Signs at random are the worst case: 25
    nodes that are all tied take seconds, and from 30 on the proof may be given up after 100
    branchings, a minute or so; then `exact` is false, and `weight` that of the best split found.
    Raises `InputError` for a matrix that is not one-mode.

    >>> ids = list("abc")
    >>> frustration(pd.DataFrame([[0, 2, 1], [2, 0, -3], [1, -3, 0]], ids, ids))[:2]
    (1.0, 0.16666666666666666)
    """
    table = matrix_of(matrix)
    ordered = by_id(table)
    weights = one_mode_ties(ordered, signed=True)
    parts = _components(weights)
    split, exact = best_split(weights, seed=1), True
    if _against(weights, split) > 0:
        proven = _best(weights, parts)
        exact = proven is not None
        # Of equally good splits that of the search is kept, so that the solver does not decide.
        nearly = ROUNDING * np.abs(weights).max()
        if proven is not None and _against(weights, proven) < _against(weights, split) - nearly:
            split = proven
    weight, total = _against(weights, split), float(np.abs(weights).sum() / 2)
    camps = as_camps(split, parts, ordered.index).reindex(table.index)
    return Frustration(weight, weight / total if total else 0.0, camps, exact)


def _components(weights: NDArray[np.float64]) -> NDArray[np.integer]:
    if not len(weights):
        return np.zeros(0, int)
    return connected_components(weights != 0, directed=False)[1]


def _against(weights: NDArray[np.float64], split: NDArray[np.bool_]) -> float:
    """Return the weight of the ties that go against a split."""
    against = np.where(split[:, None] == split, -weights, weights)
    return float(np.maximum(against, 0).sum() / 2)


def _best(weights: NDArray[np.float64], parts: NDArray[np.integer]) -> NDArray[np.bool_] | None:
    """Return the best split, or nothing where the solver has not proven one.

    The variables are for each tie whether it goes against the split, and for each node its side.
    """
    ties = np.argwhere(np.triu(weights))
    cost, size = np.abs(weights[tuple(ties.T)]), len(weights)
    # One node of each component may stay where it is, as the two sides can be exchanged.
    most = np.ones(size)
    most[np.unique(parts, return_index=True)[1]] = 0
    solved = milp(
        np.concatenate([cost / cost.max(), np.zeros(size)]),
        integrality=np.repeat([0, 1], [len(ties), size]),
        bounds=Bounds(0, np.concatenate([np.ones(len(ties)), most])),
        constraints=_rules(np.sign(weights), ties),
        options={"mip_rel_gap": 0, "node_limit": NODES},
    )
    return solved.x[len(ties) :] > 0.5 if solved.status == 0 else None


def _rules(signs: NDArray[np.float64], ties: NDArray[np.int64]) -> LinearConstraint:
    """Return what holds of ties, numbered as in `ties`, and of sides.

    A tie of i and j, with sign s, agrees with a split where side_i − s side_j is (1 − s) / 2; it is
    at least as much against it as the two differ, up or down. Unbalanced triads have one such tie.
    """
    i, j = ties.T
    own, every = signs[i, j], np.arange(len(ties))
    sides = np.zeros((len(ties), len(signs)))
    sides[every, i], sides[every, j] = 1, -own
    agreed, triads, tie = (1 - own) / 2, _unbalanced(signs, ties), eye_array(len(ties))
    rows = block_array([[tie, sides], [tie, -sides], [triads, None]])
    return LinearConstraint(rows, np.concatenate([agreed, -agreed, np.ones(triads.shape[0])]))


def _unbalanced(signs: NDArray[np.float64], ties: NDArray[np.int64]) -> coo_array:
    """Return a row for each closed triad that is not balanced, with a 1 for each of its ties."""
    number = np.zeros(signs.shape, int)
    number[tuple(ties.T)] = np.arange(len(ties))
    triads = [np.zeros((0, 3), int)]
    for i, sign in enumerate(signs):
        # The others of a triad come after i, one before the other, so that each occurs once.
        j, k = np.nonzero(np.triu(np.outer(sign, sign) * signs, 1)[i + 1 :] < 0)
        j = j + i + 1
        triads.append(np.column_stack([number[i, j], number[i, k], number[j, k]]))
    columns = np.concatenate(triads)
    places = np.repeat(np.arange(len(columns)), 3), columns.ravel()
    return coo_array((np.ones(columns.size), places), (len(columns), len(ties)))
