"""How alike two networks of the same nodes are."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.measures.matrices_in import Network, is_one_mode, matrix_of
from analysis.networks.periods import aligned


def correlation(first: Network, second: Network) -> float:
    """Return Pearson's correlation of the weights of two networks, over the nodes of both.

    Of one-mode matrices the diagonal is left out. The result is from −1 to 1, and 0 where one of
    the two has equal weights throughout.
    """
    one, other = _weights(*_both(first, second))
    if not len(one) or np.ptp(one) == 0 or np.ptp(other) == 0:
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])


def overlap(first: Network, second: Network, *, most: int = 10) -> float:
    """Return the share of the heaviest ties of the first network that are among the second's.

    `most` heaviest ties of each are compared, by absolute weight, equal ones in the order of their
    ids. The result is from 0 to 1, and 1 where the first has no ties.
    """
    if most < 1:
        raise InputError(f"most: {most}; expected a number of ties from 1 up")
    one, other = (_heaviest(matrix, most) for matrix in _both(first, second))
    return len(one & other) / len(one) if one else 1.0


def _both(first: Network, second: Network) -> tuple[pd.DataFrame, pd.DataFrame]:
    return matrix_of(first, "first"), matrix_of(second, "second")


def _weights(first: pd.DataFrame, second: pd.DataFrame) -> list[NDArray[np.float64]]:
    both = list(aligned({"first": first, "second": second}).values())
    outside = ~np.eye(len(both[0]), dtype=bool) if all(map(is_one_mode, both)) else ...
    return [matrix.to_numpy(float)[outside].ravel() for matrix in both]


def _heaviest(matrix: pd.DataFrame, most: int) -> set[tuple[str, str]]:
    values = np.abs(matrix.to_numpy(float))
    places = np.argwhere(np.triu(values, 1) if is_one_mode(matrix) else values)
    ties = [(-values[at], matrix.index[at[0]], matrix.columns[at[1]]) for at in map(tuple, places)]
    return {tie[1:] for tie in sorted(ties)[:most]}
