"""Which rows of a two-mode network share more columns than their degrees explain."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import false_discovery_control

from analysis.errors import InputError, check_choice
from analysis.measures.matrices_in import Network, matrix_of, values_within
from analysis.measures.nulls import bicm, binary
from analysis.networks.matrices import two_mode
from analysis.networks.statements import speaking
from analysis.study.load import Study
from analysis.study.selection import most_heard, with_documents

LEVEL = 0.05  # of the p-values that are counted


def validated(matrix: Network) -> pd.DataFrame:
    """Return the p-value of each pair of rows: the chance to share as many columns or more.

    `matrix` is two-mode and read as binary, count > 0. Chance is the bipartite configuration model
    of `analysis.measures.nulls.bicm`, with probabilities p: the number of shared columns is a sum
    of independent events of probability p_ij p_i'j, a Poisson-binomial variable, the upper tail of
    which is computed exactly
    (Saracco, Straka, Di Clemente, Gabrielli, Caldarelli and Squartini 2017,
    doi:10.1088/1367-2630/aa6b38). The result is rows by rows, symmetric, with values from 0 to 1;
    1 on the diagonal and for rows that share nothing. `adjusted` corrects it for the number of
    pairs, and `analysis.measures.disparity` takes the network of rows down to what it validates:
    `backbone(one_mode, adjusted(validated(two_mode)))`.

    The degrees of the model hold on average only. As they vary, rows share more by chance than with
    fixed degrees, above all in columns of few rows, so the test is cautious (Neal, Domagalski and
    Sagan 2021, doi:10.1038/s41598-021-03238-3). One case is set right: a row present in every
    column shares with any other exactly that one's degree, so its p-values are 1, where the model
    puts them between 1/2 and 1.
    Raises `InputError` for a negative count.

    >>> matrix = pd.DataFrame([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]])
    >>> validated(matrix).loc[0].round(6).tolist()
    [1.0, 0.261719, 1.0, 1.0]
    """
    cells = binary(matrix)
    x = cells.to_numpy(float)
    shared = (x @ x.T).astype(int)
    np.fill_diagonal(shared, 0)
    # Rows of one degree have the same probabilities, so a pair of degrees is computed once.
    _, first, places = np.unique(x.sum(axis=1), return_index=True, return_inverse=True)
    chances = bicm(matrix).to_numpy()[first]
    p_values = np.ones(shared.shape)
    for place, chance in enumerate(chances):
        rows = places == place
        tails = _tails(chance * chances, shared[rows].max())
        p_values[rows] = tails[shared[rows], places]
    full = x.all(axis=1)
    p_values[full] = p_values[:, full] = 1
    return pd.DataFrame(p_values, cells.index, cells.index)


def adjusted(p_values: pd.DataFrame) -> pd.DataFrame:
    """Return p-values corrected for the number of pairs by the false discovery rate.

    `p_values` is one-mode, symmetric, with values from 0 to 1, such as those of `validated`; every
    pair of ids is one test. Of the pairs whose corrected value is below alpha, no more than the
    share alpha is expected to be there by chance. The result has the same shape, with values from
    0 to 1, none of them smaller than before, and 1 on the diagonal.
    Raises `InputError` for p-values off 0 to 1, and for a matrix that is not one-mode
    (Benjamini and Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x).
    """
    p_values = matrix_of(p_values, "p_values")
    values = values_within("p_values", p_values, 1)
    if not p_values.index.equals(p_values.columns) or not np.allclose(values, values.T):
        raise InputError("p_values: not symmetric; expected the same ids on both axes in one order")
    pairs = np.triu_indices(len(values), 1)
    corrected = np.ones(values.shape)
    corrected[pairs] = false_discovery_control(values[pairs])
    return pd.DataFrame(np.minimum(corrected, corrected.T), p_values.index, p_values.columns)


def _tails(chances: NDArray[np.float64], top: int) -> NDArray[np.float64]:
    """Return the probability of s or more events, s from 0 to `top` by rows of `chances`.

    A row holds the probabilities of independent events, which are taken in one after the other. All
    terms are positive, so that small tails are as exact as large ones.
    """
    tails = np.zeros((top + 1, len(chances)))
    tails[0] = 1
    for chance in chances.T:
        tails[1:] += chance * (tails[:-1] - tails[1:])
    return tails


def shared_positions(study: Study, rows: str | None = None, *, most: int = 24) -> pd.DataFrame:
    """Return how many pairs share more positions than chance gives, in one line.

    A position is a sector with a stance; the rows are speakers, or else actors: the `most` that
    most families of documents name. Columns: `pairs`, `likely` (a p-value of `validated` below
    0.05) and `sure` (still so when `adjusted` for the number of pairs).
    """
    rows = rows or speaking(study)
    check_choice("level", "stance", study.statements.columns, wrong="is unknown")
    heard = with_documents(most_heard(study, rows, most))
    position = heard["sector"] + " " + heard["stance"].astype("str")
    shared = validated(two_mode(heard.assign(position=position), rows, "position", level=None))
    likely, sure = (int((p < LEVEL).sum().sum()) // 2 for p in (shared, adjusted(shared)))
    pairs = len(shared) * (len(shared) - 1) // 2
    return pd.DataFrame([{"pairs": pairs, "likely": likely, "sure": sure}])
