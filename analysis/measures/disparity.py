"""The ties of a one-mode network that are stronger than chance would make them."""

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.measures.matrices_in import Network, matrix_of, one_mode_ties, values_within


def disparity(matrix: Network) -> pd.DataFrame:
    """Return the p-value of each tie under the disparity filter.

    `matrix` is one-mode, with weights of zero or more. Seen from the end i, of k_i ties and
    strength s_i = Σ_j w_ij, the p-value is (1 − w_ij / s_i)^(k_i − 1): the chance of a share this
    large where s_i falls on the k_i ties at random. Of its two ends a tie has the smaller p-value,
    so that one end is enough to keep it. The result has the shape of `matrix` and is symmetric,
    with values from 0 to 1.

    At an end of one tie the p-value is 1, as all its strength must fall there: such a tie stays
    only if its other end keeps it, and a pair tied to each other alone is never significant. Where
    there is no tie, and on the diagonal, it is 1 as well.
    Raises `InputError` for a matrix that is not one-mode and for a negative weight, for which the
    filter is not defined (Serrano, Boguñá and Vespignani 2009, doi:10.1073/pnas.0808904106).

    >>> ids = list("abc")
    >>> disparity(pd.DataFrame([[0, 3, 1], [3, 0, 0], [1, 0, 0]], ids, ids)).loc["a", "b"]
    np.float64(0.25)
    """
    table = matrix_of(matrix)
    values_within("matrix", table)
    weights = one_mode_ties(table)
    tied = weights > 0
    strength = weights.sum(axis=1, keepdims=True)
    rest = np.divide(strength - weights, strength, out=np.ones_like(weights), where=tied)
    end = rest ** (tied.sum(axis=1, keepdims=True) - 1)
    return pd.DataFrame(np.minimum(end, end.T), table.index, table.columns)


def backbone(matrix: Network, p_values: pd.DataFrame, *, alpha: float = 0.05) -> pd.DataFrame:
    """Return the matrix with only those ties whose p-value is below `alpha`; the others are zero.

    `matrix` is one-mode, its weights of either sign, and `p_values` has its ids in its order: those
    of `disparity`, or those of `analysis.measures.validated`. The shape is kept, and with it the
    nodes that lose every tie.
    Raises `InputError` for other ids, a p-value off 0 to 1, and an `alpha` that is not above 0 and
    at most 1.
    """
    table, p_values = matrix_of(matrix), matrix_of(p_values, "p_values")
    if not 0 < alpha <= 1:
        raise InputError(f"alpha: {alpha}; expected a number above 0 and at most 1")
    same = table.index.equals(p_values.index) and table.columns.equals(p_values.columns)
    if not same:
        raise InputError("p_values: other ids than those of matrix; expected the same in one order")
    return table.where(values_within("p_values", p_values, 1) < alpha, 0.0)
