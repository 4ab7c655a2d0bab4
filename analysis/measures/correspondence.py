"""Actors and concepts on a line by correspondence analysis of the doubled table.

F = [X⁺ | X⁻] with X⁺_ij = Σ_k x_ijk (k − low)/R and X⁻_ij = Σ_k x_ijk (high − k)/R, so that masses
are never negative (doubling: Greenacre 1984, Theory and Applications of Correspondence Analysis,
ch. 6).
The plain analysis places actors by what they talk about. That conditional on the concept asks
whether an actor agrees more than others on the same concept: its expectation is
P_ij c_j± / (c_j+ + c_j−), the within-concept analysis.

It is a singular value decomposition of a few lines; no library is asked for that.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError, problem
from analysis.networks.arrays import Array
from analysis.networks.statements import Scale

CLOSE = 1e-9


class Correspondence(NamedTuple):
    """Scores of rows and of the two poles of columns by axis, and the inertia of the axes.

    Rows without statements on the scale are missing. `oriented` tells that anchors fixed the sign
    of the first axis, `gap` how much the first singular value exceeds the second, as a share of it:
    near 0 the axes may turn into each other.
    """

    rows: pd.DataFrame
    columns: pd.DataFrame
    inertia: NDArray[np.float64]
    total: float
    oriented: bool
    gap: float


def doubled(array: Array, scale: Scale | None = None) -> NDArray[np.float64]:
    """Return X⁺ and X⁻ on a last axis; raise `InputError` for levels without a scale or off it."""
    scale = array.scale if scale is None else scale
    levels = array.levels
    if levels.name is None:
        raise InputError("level: missing; expected a field with levels, such as 'stance'")
    if levels.dtype == bool:
        scale = (0, 1)
    elif not pd.api.types.is_numeric_dtype(levels):
        raise InputError(f"level: {levels.name!r} is text; expected numbers")
    if scale is None:
        raise InputError("scale: missing; expected the declared range of the level, as (-1, 1)")
    values = levels.to_numpy(float)
    if len(values) and (values.min() < scale[0] or values.max() > scale[1]):
        raise InputError(f"scale: {scale}; expected a range that holds every level")
    share = (values - scale[0]) / (scale[1] - scale[0])
    return array.x @ np.column_stack([share, 1 - share])


def correspondence(
    array: Array,
    *,
    conditional: bool = True,
    plus: str | None = None,
    minus: str | None = None,
    axes: int = 2,
    scale: Scale | None = None,
) -> Correspondence:
    """Return scores of rows and columns in principal coordinates, conditional on the concept.

    P = F/ΣF with margins r and c, S = D_r^−½ (P − E) D_c^−½ = U Σ Vᵀ, E as in the head of this
    module or r cᵀ; rows D_r^−½ U Σ, columns D_c^−½ V Σ, inertia σ² (Greenacre 1984). Columns are
    called `concept+` and `concept-`. The axes are turned so that the anchor `plus` is not below
    `minus`; without anchors, or with anchors that are equal, they have no orientation, and their
    sign is that which makes the largest score of a row positive.
    Raises `InputError` for an anchor that is no row, and for levels without a scale.

    >>> said = Array(np.array([[[0, 2.0]], [[2, 0]]]), pd.Index(["a", "b"], name="actor"),
    ...     pd.Index(["oil"], name="sector"), pd.Index([-1, 1], name="stance"), False, (-1, 1))
    >>> correspondence(said, plus="a", minus="b", axes=1).rows["axis 1"].round(9).tolist()
    [1.0, -1.0]
    """
    anchors = check_anchors(array.rows, plus, minus)
    parts = doubled(array, scale)
    total = parts.sum()
    names = [f"{column}{sign}" for column in array.columns for sign in "+-"]
    p = parts.reshape(len(array.rows), len(names)) / (total or 1)
    r, c = p.sum(axis=1), p.sum(axis=0)
    u, sigma, v = _axes(p, _expected(p, r, c, conditional), r, c)
    rows, columns = _scores(u, sigma, r, axes), _scores(v, sigma, c, axes)
    signs, oriented = _signs(rows, r, anchors)
    inertia = np.zeros(axes)
    inertia[: min(axes, len(sigma))] = sigma[:axes] ** 2
    first, second = [*sigma, 0.0, 0.0][:2]
    gap = float((first - second) / first) if first > CLOSE else 0.0
    named = [f"axis {axis + 1}" for axis in range(axes)]
    return Correspondence(
        pd.DataFrame(rows * signs, array.rows, named),
        pd.DataFrame(columns * signs, pd.Index(names), named),
        inertia,
        float((sigma**2).sum()),
        oriented,
        gap,
    )


def check_anchors(rows: pd.Index, plus: str | None, minus: str | None) -> tuple[int, int] | None:
    """Return the places of the two anchors, or None without; both or neither are given."""
    if plus is None and minus is None:
        return None
    if plus is None or minus is None:
        raise InputError("plus and minus: one without the other; expected both anchors or neither")
    wrong = [
        problem("", None, name, value, "expected one of the rows", wrong="is none")
        for name, value in (("plus", plus), ("minus", minus))
        if value not in rows
    ]
    if wrong:
        raise InputError(wrong)
    if plus == minus:
        raise InputError(f"plus and minus: {plus!r} twice; expected two rows")
    return int(rows.get_loc(plus)), int(rows.get_loc(minus))


def _expected(
    p: NDArray[np.float64], r: NDArray[np.float64], c: NDArray[np.float64], conditional: bool
) -> NDArray[np.float64]:
    if not conditional:
        return np.outer(r, c)
    concept = c.reshape(-1, 2).sum(axis=1)
    share = np.divide(
        c.reshape(-1, 2),
        concept[:, None],
        out=np.zeros((len(concept), 2)),
        where=concept[:, None] > 0,
    )
    spoken = p.reshape(len(p), len(concept), 2).sum(axis=2)
    return (spoken[:, :, None] * share).reshape(p.shape)


def _axes(
    p: NDArray[np.float64],
    expected: NDArray[np.float64],
    r: NDArray[np.float64],
    c: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    weights = np.sqrt(np.outer(r, c))
    standard = np.divide(p - expected, weights, out=np.zeros(p.shape), where=weights > 0)
    u, sigma, v = np.linalg.svd(standard, full_matrices=False)
    return u, np.where(sigma < CLOSE, 0, sigma), v.T


def _scores(
    vectors: NDArray[np.float64], sigma: NDArray[np.float64], mass: NDArray[np.float64], axes: int
) -> NDArray[np.float64]:
    """Return principal coordinates, of which what has no mass is missing."""
    found = np.zeros((len(mass), axes))
    number = min(axes, len(sigma))
    found[:, :number] = vectors[:, :number] * sigma[:number]
    root = np.sqrt(mass)[:, None]
    return np.divide(found, root, out=np.full(found.shape, np.nan), where=root > 0)


def _signs(
    rows: NDArray[np.float64], mass: NDArray[np.float64], anchors: tuple[int, int] | None
) -> tuple[NDArray[np.float64], bool]:
    """Return the sign of each axis, and whether anchors fixed that of the first."""
    there = rows[mass > 0]
    if not len(there):
        return np.ones(rows.shape[1]), False
    largest = there[np.abs(there).argmax(axis=0), np.arange(rows.shape[1])]
    signs = np.where(largest < 0, -1.0, 1.0)
    if anchors is None:
        return signs, False
    apart = rows[anchors[0]] - rows[anchors[1]]
    fixed = np.abs(np.nan_to_num(apart)) > CLOSE
    return np.where(fixed, np.where(apart < 0, -1.0, 1.0), signs), bool(fixed[0])
