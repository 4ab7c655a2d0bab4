"""The errors of coding, from two codings of the same units.

N_kl counts units coded k by the first and l by the second; J = (N + Nᵀ)/2. `other` is
Q = D_J^−1 J: what another coder would have found, with the noise of both. `truth` is its principal
root T = Q^½, P(truth | code): if both err independently with one reversible matrix E, of which most
codes are right, J = D_π E², and T = E. Two codings alone do not identify errors without such an
assumption; the root as half an error is that of misclassification SIMEX (Küchenhoff, Mwalili and
Lesaffre 2006, doi:10.1111/j.1541-0420.2005.00396.x).

What it cannot mend: errors that both share, statements that only one saw or neither, a wrong actor,
concept or date, errors that differ by actor or concept, and a sample that is not the record.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.measures.agreement import align
from analysis.measures.matrices_in import matrix_of, values_within

BELOW = 0.01
"""An entry of a root that lies no further below zero is set to zero."""


def confusion(
    first: pd.DataFrame, second: pd.DataFrame, *, variable: str = "stance"
) -> pd.DataFrame:
    """Return how often units have each pair of codes: rows the first coder's, columns the second's.

    Units are those that both saw (`measures.agreement.align`); where both tables tell the same ids
    of the same statements, these are the units. Codes are those that either used, in their order.
    Raises `InputError` where no unit has a code from both.

    >>> one = pd.DataFrame({"statement_id": ["1", "2"], "stance": [0, 1]})
    >>> confusion(one, one.assign(stance=[1, 1])).to_numpy().tolist()
    [[0, 1], [0, 1]]
    """
    pairs = _units(first, second)
    codes = [
        coding.set_index("statement_id")[variable].reindex(pairs[side]).to_numpy()
        for side, coding in (("first", first), ("second", second))
    ]
    both = pd.DataFrame(dict(zip(("first", "second"), codes, strict=True))).dropna()
    if both.empty:
        raise InputError(f"codings: no unit has a {variable} from both; expected one at least")
    levels = sorted({*both["first"], *both["second"]})
    table = pd.crosstab(both["first"], both["second"])
    return table.reindex(index=levels, columns=levels, fill_value=0)


def _units(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    for coding in (first, second):
        twice = coding["statement_id"][coding["statement_id"].duplicated()]
        if len(twice):
            raise InputError(f"statement_id: {twice.iloc[0]!r} more than once in a coding")
    if {"document_id", "locator"} <= {*first} and {*first["statement_id"]} != {
        *second["statement_id"]
    }:
        return align(first, second).dropna()
    shared = first["statement_id"][first["statement_id"].isin(second["statement_id"])]
    return pd.DataFrame({"first": shared, "second": shared})


def other(table: pd.DataFrame) -> pd.DataFrame:
    """Return Q, the probability of the code of another coder (columns) given a code (rows)."""
    joint = _joint(table)
    return pd.DataFrame(joint / joint.sum(axis=1, keepdims=True), table.index, table.index)


def root(table: pd.DataFrame) -> pd.DataFrame:
    """Return the principal root of Q before entries below zero are mended.

    Raises `InputError` where Q has an eigenvalue that is not positive: coders agree too little for
    errors to be told from chance.
    """
    joint = _joint(table)
    scale = np.sqrt(joint.sum(axis=1))
    values, vectors = np.linalg.eigh(joint / np.outer(scale, scale))
    if values.min() <= 1e-12:
        raise InputError(
            f"confusion: an eigenvalue of {values.min():.3g}; expected all above 0, codes that "
            "agree more than by chance; merge codes that coders do not tell apart"
        )
    half = (vectors * np.sqrt(values)) @ vectors.T
    found = half * scale[None, :] / scale[:, None]
    return pd.DataFrame(found, table.index, table.index)


def truth(table: pd.DataFrame) -> pd.DataFrame:
    """Return T, the probability of the true code (columns) given a code (rows).

    Raises `InputError` as `root`, and for an entry below −0.01.

    >>> told = pd.DataFrame([[8, 2], [2, 8]], [-1, 1], [-1, 1])
    >>> truth(told).round(3).to_numpy().tolist()
    [[0.887, 0.113], [0.113, 0.887]]
    """
    found = root(table).to_numpy()
    if found.min() < -BELOW:
        raise InputError(
            f"confusion: the root has an entry of {found.min():.3g}; expected none below "
            f"-{BELOW}: two coders whose errors are of one kind"
        )
    found = np.maximum(found, 0)
    return pd.DataFrame(found / found.sum(axis=1, keepdims=True), table.index, table.index)


def moments(
    x: NDArray[np.float64], redrawn: NDArray[np.float64], levels: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return mean and variance of each cell Σ k of counts x[row, column, level], codes redrawn."""
    mean = redrawn @ levels
    variance = redrawn @ levels**2 - mean**2
    return x @ mean, x @ variance


def _joint(table: pd.DataFrame) -> NDArray[np.float64]:
    table = matrix_of(table, "confusion")
    if not table.index.equals(table.columns):
        raise InputError("confusion: other codes in rows than in columns; expected the same ones")
    values = values_within("confusion", table)
    joint = (values + values.T) / 2
    if not joint.sum(axis=1).all():
        raise InputError("confusion: a code that neither used; expected none, or leave it out")
    return joint
