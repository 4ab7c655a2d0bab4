"""Ties that degrees do not explain, with a sign: both tails, and agreement against disagreement.

The null model is the bipartite configuration model of `measures.nulls.bicm`; what two rows share is
a sum of independent events, of which both tails are computed exactly (Saracco and others 2017,
doi:10.1088/1367-2630/aa6b38; both tails: Neal 2014, doi:10.1016/j.socnet.2014.06.001, and the
package `backbone`, Domagalski, Neal and Sagan 2021, doi:10.1371/journal.pone.0244363).
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import false_discovery_control

from analysis.measures.correspondence import doubled
from analysis.measures.matrices_in import Network
from analysis.measures.nulls import bicm, binary
from analysis.networks.arrays import Array
from analysis.networks.statements import Scale

FIELDS = ["row", "other", "number", "expected", "upper", "lower", "two_sided"]


def both_tails(matrix: Network) -> pd.DataFrame:
    """Return for each pair of rows how many columns they share, and the chances of more and fewer.

    `matrix` is two-mode and read as binary. Columns: `row`, `other`, `number`, `expected`, `upper`
    (the chance of so many or more), `lower` (of so many or fewer), `two_sided` (twice the smaller,
    at most 1), `adjusted` (over all pairs, Benjamini and Hochberg) and `sign`: 1 where `upper` is
    the smaller tail, else −1. A negative tie means avoidance, not conflict; with few columns it can
    hardly be significant. Rows that are full share a fixed number: both tails are 1.
    Raises `InputError` for a negative count.

    >>> told = both_tails(pd.DataFrame([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]]))
    >>> told["sign"].tolist()
    [1, -1, -1, -1, -1, 1]
    """
    cells = binary(matrix)
    x, p = cells.to_numpy(float), bicm(matrix).to_numpy()
    fixed = x.all(axis=1)
    return _pairs(cells.index, [(x, x)], [(p, p)], fixed)


def allies_and_opponents(array: Array, *, scale: Scale | None = None) -> pd.DataFrame:
    """Return for each pair of rows on how many concepts they take the same and the opposite side.

    On the doubled binary table (agrees on the concept at all | disagrees at all; the middle is
    neither) `same` sums what both agree or both disagree on, `opposite` what one agrees and the
    other disagrees on. The columns are those of `both_tails` with a `kind` before them, `same` or
    `opposite`; each kind is adjusted for itself. A pair is `ally` where the upper tail of `same` is
    small, `opponent` where that of `opposite` is. A cell may be both, as the model allows; with one
    net sign a cell another null is due (Gallo, Saracco and Squartini 2025, arXiv:2502.08567).
    Raises `InputError` for levels without a scale.
    """
    plus, minus = _sides(array, scale)
    table = pd.DataFrame(np.concatenate([plus, minus], axis=1), array.rows)
    p = np.split(bicm(table).to_numpy(), 2, axis=1)
    kinds = {
        "same": ([(plus, plus), (minus, minus)], [(p[0], p[0]), (p[1], p[1])]),
        "opposite": ([(plus, minus), (minus, plus)], [(p[0], p[1]), (p[1], p[0])]),
    }
    full = table.to_numpy(bool).all(axis=1)
    parts = [
        _pairs(array.rows, cells, chances, full).assign(kind=kind)
        for kind, (cells, chances) in kinds.items()
    ]
    found = pd.concat(parts, ignore_index=True)
    return found[["kind", *FIELDS, "adjusted", "sign"]]


def _sides(array: Array, scale: Scale | None) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return whether each row agrees, and disagrees, on each column at all."""
    one = array._replace(x=np.ones((1, 1, len(array.levels))))
    doubled(one, scale)  # which checks levels and scale
    low, high = (0, 1) if array.levels.dtype == bool else scale or array.scale or (0, 0)
    levels = array.levels.to_numpy(float) - (low + high) / 2
    plus, minus = (
        (array.x[:, :, side].sum(axis=2) > 0).astype(float) for side in (levels > 0, levels < 0)
    )
    return plus, minus


def _pairs(
    ids: pd.Index, cells: list[tuple], chances: list[tuple], fixed: NDArray[np.bool_]
) -> pd.DataFrame:
    lines = []
    for i in range(len(ids)):
        for j in range(i + 1, len(ids)):
            number = int(sum(one[i] @ other[j] for one, other in cells))
            events = np.concatenate([one[i] * other[j] for one, other in chances])
            upper, lower = _tails(events, number)
            if fixed[i] or fixed[j]:
                upper = lower = 1.0
            lines.append((ids[i], ids[j], number, events.sum(), upper, lower))
    table = pd.DataFrame(lines, columns=FIELDS[:-1])
    smaller = table[["upper", "lower"]].min(axis=1)
    table["two_sided"] = np.minimum(1, 2 * smaller)
    corrected = false_discovery_control(table["two_sided"]) if len(table) else []
    sign = np.where(table["upper"] <= table["lower"], 1, -1)
    return table.assign(adjusted=corrected, sign=sign)


def _tails(events: NDArray[np.float64], number: int) -> tuple[float, float]:
    """Return P(V ≥ number) and P(V ≤ number) of a sum of independent events, exactly."""
    chances = np.zeros(len(events) + 1)
    chances[0] = 1
    for place, chance in enumerate(events):
        chances[1 : place + 2] = (
            chances[1 : place + 2] * (1 - chance) + chances[: place + 1] * chance
        )
        chances[0] *= 1 - chance
    upper, lower = chances[number:].sum(), chances[: number + 1].sum()
    return min(1.0, float(upper)), min(1.0, float(lower))
