"""How far ties keep within groups or reach beyond them."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.communities import group_numbers
from analysis.measures.matrices_in import Network, matrix_of, one_mode_ties


def ei_index(matrix: Network, groups: pd.Series) -> float:
    """Return the E-I index of a network: external less internal ties, as a share of all ties.

    `matrix` is one-mode, with weights of zero or more. `groups` gives the group of each node by id
    (others are not looked at). With E the weight of the ties between groups and I that within, the
    index is (E − I) / (E + I), from -1 (all within) to 1 (all between). It depends on the sizes of
    groups: with equal chances for every pair of nodes many small groups have an index near 1.
    A network without ties has 0.
    Raises `InputError` for a node without a group, a negative weight and a matrix that is not
    one-mode (Krackhardt and Stern 1988, doi:10.2307/2786835).

    >>> ids = list("abc")
    >>> matrix = pd.DataFrame([[0, 3, 1], [3, 0, 0], [1, 0, 0]], ids, ids)
    >>> ei_index(matrix, pd.Series({"a": "north", "b": "north", "c": "south"}))
    -0.5
    """
    external, internal = _sums(matrix_of(matrix), groups)
    return float(_index(external.sum(), internal.sum()))


def ei_by_node(matrix: Network, groups: pd.Series) -> pd.Series:
    """Return the E-I index of each node: that of `ei_index` for the ties that the node has.

    The arguments and errors are those of `ei_index`. A node without ties has 0.

    >>> ids = list("abc")
    >>> matrix = pd.DataFrame([[0, 3, 1], [3, 0, 0], [1, 0, 0]], ids, ids)
    >>> ei_by_node(matrix, pd.Series({"a": "north", "b": "north", "c": "south"})).to_dict()
    {'a': -0.5, 'b': -1.0, 'c': 1.0}
    """
    table = matrix_of(matrix)
    return pd.Series(_index(*_sums(table, groups)), table.index, float, "ei_index")


def _sums(
    matrix: pd.DataFrame, groups: pd.Series
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the weight of the external and of the internal ties of each node."""
    weights, numbers = one_mode_ties(matrix), group_numbers(matrix, groups)
    within = numbers[:, None] == numbers
    return np.where(within, 0, weights).sum(axis=1), np.where(within, weights, 0).sum(axis=1)


def _index(external: NDArray[np.float64], internal: NDArray[np.float64]) -> NDArray[np.float64]:
    every = np.asarray(external + internal)
    return np.divide(external - internal, every, out=np.zeros_like(every), where=every > 0)
