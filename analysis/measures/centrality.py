"""How central nodes are in one-mode and in two-mode networks.

A matrix with the same ids on both axes is one-mode, and a result has an entry for each of them. A
matrix whose axes share no id is two-mode: a result has its rows, then its columns, and is the form
of the measure for two-mode networks (Borgatti and Everett 1997, doi:10.1016/S0378-8733(96)00301-2;
Faust 1997, doi:10.1016/S0378-8733(96)00300-0).

Betweenness is our own: NetworkX (3.6) compares lengths of paths for equality, and takes equal paths
of fractions for different ones. Ours compares to a tolerance.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.linalg import solve_triangular
from scipy.sparse.csgraph import shortest_path

from analysis.measures.matrices_in import Network, is_one_mode, matrix_of, nodes, ties

ROUNDING = 1e-9
"""Lengths and eigenvalues that differ by no more than this share of themselves are equal."""


def degree(matrix: Network) -> pd.Series:
    """Return the number of ties of each node, as a share of those it could have, from 0 to 1.

    `matrix` is one-mode or two-mode, with weights of zero or more. The ties a node could have are
    n − 1 in one mode; for a row of a two-mode matrix the number of columns, for a column the number
    of rows. Where there could be none, the degree is 0.
    Raises `InputError` for a negative weight and for a matrix of neither kind
    (Freeman 1978, doi:10.1016/0378-8733(78)90021-7; Borgatti and Everett 1997).

    >>> degree(pd.DataFrame([[2, 0, 1], [0, 0, 1]], list("ab"), list("xyz"))).round(3).to_dict()
    {'a': 0.667, 'b': 0.333, 'x': 0.5, 'y': 0.0, 'z': 1.0}
    """
    matrix = matrix_of(matrix)
    tied = (ties(matrix) > 0).sum(axis=1)
    return _series(tied / np.maximum(_others(matrix), 1), matrix, "degree")


def strength(matrix: Network) -> pd.Series:
    """Return the sum of the weights of the ties of each node, in the unit of the weights.

    `matrix` is one-mode or two-mode. Weights may be negative, and then so may sums.
    Raises `InputError` for a matrix of neither kind
    (Barrat, Barthélemy, Pastor-Satorras and Vespignani 2004, doi:10.1073/pnas.0400087101).
    """
    matrix = matrix_of(matrix)
    return _series(ties(matrix, signed=True).sum(axis=1), matrix, "strength")


def betweenness(matrix: Network) -> pd.Series:
    """Return the share of shortest paths between others that lead through each node, from 0 to 1.

    `matrix` is one-mode or two-mode, with weights of zero or more; a tie is 1 / weight long. A node
    has Σ_st (number of shortest paths from s to t through it) / (number of all), over the pairs of
    other nodes. In one mode this is divided by their number, (n − 1)(n − 2) / 2; in two-mode
    networks by the most a node of its mode can have, with n of its mode and m of the other
    ½[m²(s+1)² + m(s+1)(2t−s−1) − t(2s−t+3)], s and t being quotient and remainder of (n − 1) / m.
    Paths whose lengths differ only by rounding (1e-9 of the length) are equally short. Where a node
    can be between no pair, its betweenness is 0.
    Raises `InputError` for a negative weight and for a matrix of neither kind (Freeman 1977,
    doi:10.2307/3033543; weights: Opsahl, Agneessens and Skvoretz 2010,
    doi:10.1016/j.socnet.2010.03.006; two-mode: Borgatti and Everett 1997).

    >>> ids = list("abc")
    >>> betweenness(pd.DataFrame([[0, 3, 1], [3, 0, 3], [1, 3, 0]], ids, ids)).to_dict()
    {'a': 0.0, 'b': 1.0, 'c': 0.0}
    """
    matrix = matrix_of(matrix)
    weights = ties(matrix)
    lengths = np.divide(1.0, weights, out=np.full_like(weights, np.inf), where=weights > 0)
    through = np.zeros(len(weights))
    if weights.any():
        distances = shortest_path(lengths, method="FW")
        for source in range(len(weights)):
            through += _dependencies(source, distances[source], lengths) / 2
    most = _most_between(matrix)
    shares = np.divide(through, most, out=np.zeros_like(through), where=most > 0)
    return _series(shares, matrix, "betweenness")


def eigenvector(matrix: Network) -> pd.Series:
    """Return how well each node is tied to nodes that are themselves well tied, from 0 to 1.

    `matrix` is one-mode or two-mode, with weights of zero or more. In one mode this is the
    eigenvector of the greatest eigenvalue; in two-mode networks rows and columns have the singular
    vectors of the greatest singular value, so that a row's score is proportional to the sum of
    those of its columns by weight, and the reverse. Nodes of one mode have a sum of squares of 1.

    In a network of several components those with the greatest eigenvalue have it all, and every
    other node 0. Components of equally great ones share it as iterating from equal scores would
    leave them: the vector is the projection of (1, ..., 1) on the leading eigenspace. Where there
    is no tie all scores are 0.
    Raises `InputError` for a negative weight and for a matrix of neither kind
    (Bonacich 1972, doi:10.1080/0022250X.1972.9989806; two-mode: Faust 1997).
    """
    matrix = matrix_of(matrix)
    weights = ties(matrix)
    if not weights.any():
        return _series(np.zeros(len(weights)), matrix, "eigenvector")
    values, vectors = np.linalg.eigh(weights / weights.max())
    leading = vectors[:, values >= values[-1] * (1 - ROUNDING)]
    scores = leading @ leading.sum(axis=0)
    scores = np.where(scores > 1e-12 * scores.max(), scores, 0.0)  # the rest is rounding
    # Both modes have the same length, as singular vectors do.
    length = np.linalg.norm(scores) / (1 if is_one_mode(matrix) else np.sqrt(2))
    return _series(scores / length, matrix, "eigenvector")


def _series(values: NDArray[np.float64], matrix: pd.DataFrame, name: str) -> pd.Series:
    return pd.Series(values, nodes(matrix), float, name)


def _others(matrix: pd.DataFrame) -> NDArray[np.int64]:
    """Return the number of nodes that each node could be tied to."""
    n, m = matrix.shape
    return np.full(n, n - 1) if is_one_mode(matrix) else np.repeat([m, n], [n, m])


def _most_between(matrix: pd.DataFrame) -> NDArray[np.float64]:
    """Return the greatest betweenness that each node could have."""
    n, m = matrix.shape
    if is_one_mode(matrix):
        return np.full(n, (n - 1) * (n - 2) / 2)
    return np.repeat([_most_in_two_modes(n, m), _most_in_two_modes(m, n)], [n, m])


def _most_in_two_modes(n: int, m: int) -> float:
    s, t = divmod(n - 1, max(m, 1))
    whole = m**2 * (s + 1) ** 2 + m * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)
    return whole / 2


def _dependencies(
    source: int, distance: NDArray[np.float64], lengths: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how much of the shortest paths from `source` lead through each node.

    Numbers of paths and dependencies (Brandes 2001, doi:10.1080/0022250X.2001.9990249) each solve
    a system that is triangular once the nodes stand in the order of their distance.
    """
    order = np.argsort(distance, kind="stable")[: np.isfinite(distance).sum()]
    far = distance[order]
    step = far[:, None] + lengths[np.ix_(order, order)]
    last = np.triu(np.abs(step - far) <= ROUNDING * far, 1).astype(float)
    start = np.eye(1, len(order))[0]
    paths = solve_triangular(np.eye(len(order)) - last.T, start, lower=True, unit_diagonal=True)
    share = last * paths[:, None] / paths
    through = solve_triangular(np.eye(len(order)) - share, share.sum(axis=1), unit_diagonal=True)
    dependencies = np.zeros(len(distance))
    dependencies[order[order != source]] = through[order != source]
    return dependencies
