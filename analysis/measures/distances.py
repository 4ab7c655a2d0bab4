"""How far networks of two slices of time lie from each other."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist, pdist, squareform

from analysis.errors import InputError, check_choice
from analysis.measures.spectra import normalized_spectra, spectra
from analysis.networks.slices import Slices

SPECTRAL = ("spectral", "spectral_symmetric")
DISTANCES = ("l1", "relative_l1", "cosine", *SPECTRAL)

ROUNDING = 1e-12


def distances(slices: Slices, measure: str = "cosine") -> NDArray[np.float64]:
    """Return the distance of every two slices: a symmetric matrix with a diagonal of zeros.

    With a and b the cells of two slices (in one mode each pair of rows once) `l1` is Σ|a − b|, in
    units of ties; `relative_l1` that over Σ|a| + Σ|b|, from 0 to 1 (for weights of zero or more
    Bray and Curtis 1957); `cosine` is 1 − ⟨a,b⟩/|a||b|, from 0 to 2 and above 1 for opposed ones;
    it does not see volume, so take it where slices differ in size. Two empty slices are at 0, an
    empty and another one at 1. `spectral` is Σ|λ − λ'| with the eigenvalues of
    `measures.spectra.spectra`, from 0 to 2, and `spectral_symmetric` Σ|λ − λ'|/n with those of the
    normalized Laplacian (Jurman, Visintainer and Furlanello 2011, arXiv:1005.0103). Spectra forget
    names: two actors may change places at distance 0, so no spectral distance alone tells that
    nothing changed.
    Raises `InputError` for an unknown measure, and for a spectral one of two-mode networks.

    >>> import pandas as pd
    >>> values = np.array([[[1.0, 0]], [[1, 0]], [[-1, 0]], [[0, 0]]])
    >>> rows, columns = pd.Index(["a"]), pd.Index(["x", "y"])
    >>> told = Slices(values, pd.RangeIndex(4), rows, columns, pd.DataFrame())
    >>> distances(told)[0].tolist()
    [0.0, 0.0, 2.0, 1.0]
    """
    check_choice("measure", measure, DISTANCES)
    if measure in SPECTRAL:
        return _spectral(slices, measure)
    return between_all(vectors(slices), measure)


def vectors(slices: Slices) -> NDArray[np.float64]:
    """Return the cells of each slice, a line each; in one mode each pair of rows once."""
    values = slices.values
    cells = values.reshape(len(values), int(np.prod(values.shape[1:])))
    if not slices.rows.equals(slices.columns):
        return cells
    row, column = np.triu_indices(len(slices.rows), 1)
    return cells.take(row * len(slices.rows) + column, axis=1)


def between_all(cells: NDArray[np.float64], measure: str) -> NDArray[np.float64]:
    """Return the distances of every two lines, by l1, relative_l1 or cosine."""
    if measure == "cosine":
        return _cosine(cells, cells, same=True)
    found = squareform(pdist(cells, "cityblock")) if cells.size else np.zeros((len(cells),) * 2)
    if measure == "l1":
        return found
    return _relative(found, np.abs(cells).sum(axis=1), np.abs(cells).sum(axis=1))


def between(one: NDArray[np.float64], other: NDArray[np.float64], measure: str) -> float:
    """Return the distance of two networks as lines of cells."""
    if measure == "cosine":
        return float(_cosine(one[None], other[None])[0, 0])
    found = cdist(one[None], other[None], "cityblock")
    if measure == "l1":
        return float(found[0, 0])
    return float(
        _relative(found, np.abs(one[None]).sum(axis=1), np.abs(other[None]).sum(axis=1))[0, 0]
    )


def shares_of_change(
    one: NDArray[np.float64], other: NDArray[np.float64], measure: str
) -> NDArray[np.float64]:
    """Return what each cell adds to the distance of two networks; the parts sum to it.

    They are |a − b| of l1, over Σ|a| + Σ|b| of relative_l1, and (a/|a| − b/|b|)²/2 of cosine. A
    spectral distance has no parts that belong to cells: those of cosine are returned.
    """
    if measure in ("l1", "relative_l1"):
        parts = np.abs(one - other)
        total = np.abs(one).sum() + np.abs(other).sum()
        return parts / total if measure == "relative_l1" and total else parts
    lengths = [np.linalg.norm(each) for each in (one, other)]
    units = [
        each / size if size else each for each, size in zip((one, other), lengths, strict=True)
    ]
    parts = (units[0] - units[1]) ** 2 / 2
    return parts if all(lengths) else 2 * parts


def _cosine(
    one: NDArray[np.float64], other: NDArray[np.float64], *, same: bool = False
) -> NDArray[np.float64]:
    lengths = [np.linalg.norm(each, axis=1) for each in ((one,) if same else (one, other))]
    both = np.outer(lengths[0], lengths[-1])
    shared = np.divide(one @ other.T, both, out=np.zeros(both.shape), where=both > 0)
    found = np.clip(1 - shared, 0, 2)
    found[np.logical_and.outer(lengths[0] == 0, lengths[-1] == 0)] = 0
    if same:
        np.fill_diagonal(found, 0)
    return found


def _relative(
    found: NDArray[np.floating], one: NDArray[np.float64], other: NDArray[np.float64]
) -> NDArray[np.float64]:
    total = np.add.outer(one, other)
    return np.divide(found, total, out=np.zeros(found.shape), where=total > 0)


def _spectral(slices: Slices, measure: str) -> NDArray[np.float64]:
    if not slices.rows.equals(slices.columns):
        raise InputError(f"measure: {measure!r} of two-mode networks; expected mode 'one'")
    if measure == "spectral":
        return squareform(pdist(spectra(slices.values), "cityblock"))
    found = pdist(normalized_spectra(slices.values), "cityblock")
    return squareform(found) / max(len(slices.rows), 1)
