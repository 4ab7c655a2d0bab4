"""Places a two-mode network in two columns with few crossings."""

import networkx as nx
import numpy as np
from numpy.typing import NDArray

STARTS = 20
SWEEPS = 12

Order = NDArray[np.intp]


def two_columns(network: nx.Graph, seed: int = 1) -> dict[str, tuple[float, float]]:
    """Return a place (x, y) for each node: rows at x = 0, columns at x = 1, y from 0 down to -1.

    The order is the best of several barycentre sweeps (Sugiyama, Tagawa and Toda 1981,
    doi:10.1109/TSMC.1981.4308636) from seeded random starts, counted by weighted crossings.
    """
    rows = [node for node, place in network.nodes(data="bipartite") if place == 0]
    columns = [node for node, place in network.nodes(data="bipartite") if place == 1]
    matrix = np.array([[network.get_edge_data(row, column, {}).get("weight", 0)
                        for column in columns] for row in rows], float)  # fmt: skip
    matrix = matrix.reshape(len(rows), len(columns))
    order = best_order(matrix, seed)
    return _places(rows, order[0], 0.0) | _places(columns, order[1], 1.0)


def best_order(matrix: NDArray[np.float64], seed: int) -> tuple[Order, Order]:
    """Return the order of rows and of columns with the fewest weighted crossings found."""
    generator = np.random.default_rng(seed)
    best, fewest = (np.arange(matrix.shape[0]), np.arange(matrix.shape[1])), np.inf
    for _ in range(STARTS):
        columns = generator.permutation(matrix.shape[1])
        for _ in range(SWEEPS):
            rows = _by_barycentre(matrix[:, columns])
            columns = _by_barycentre(matrix[rows].T)
            count = crossings(matrix[np.ix_(rows, columns)])
            if count < fewest:
                best, fewest = (rows, columns), count
    return best


def crossings(matrix: NDArray[np.float64]) -> float:
    """Return the weighted number of crossings of straight edges between two ordered columns.

    >>> crossings(np.array([[0, 1], [1, 0]])), crossings(np.eye(2))
    (1.0, 0.0)
    """
    below = matrix[::-1].cumsum(axis=0)[::-1] - matrix
    before = below.cumsum(axis=1) - below
    return float((matrix * before).sum())


def _by_barycentre(matrix: NDArray[np.float64]) -> Order:
    """Order rows by the mean place of what they are tied to; rows tied to nothing go last."""
    ties = matrix.sum(axis=1)
    centre = np.divide(matrix @ np.arange(matrix.shape[1]), ties,
                       out=np.full(len(matrix), np.inf), where=ties > 0)  # fmt: skip
    return np.argsort(centre, kind="stable")


def _places(nodes: list[str], order: Order, x: float) -> dict[str, tuple[float, float]]:
    step = 1 / max(len(nodes), 1)
    return {nodes[index]: (x, -(rank + 0.5) * step) for rank, index in enumerate(order)}
