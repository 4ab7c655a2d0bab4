"""The spectrum of a signed network: eigenvalues of its Laplacian, the true ones.

L = D − A, D the sums of absolute weights, is positive semidefinite for weights of either sign. It
has a zero eigenvalue for each balanced component, and is the usual Laplacian where no weight is
negative (Kunegis and others 2010, doi:10.1137/1.9781611972801.49).
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray


def spectra(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the eigenvalues of the signed Laplacian over their sum, the greatest first, by slice.

    `values` holds symmetric networks, one or a stack of them, of weights of either sign. All nodes
    count: an absent one adds a zero. An empty network has only zeros.

    >>> path = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0.0]])
    >>> spectra(path).round(9).tolist()
    [0.75, 0.25, 0.0]
    """
    return _by_slice(values, _shares)


def normalized_spectra(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the eigenvalues of D^−½ L D^−½, which lie from 0 to 2, the greatest first, by slice.

    A node without ties adds a zero.

    >>> normalized_spectra(np.array([[0, 3], [3, 0.0]])).round(9).tolist()
    [2.0, 0.0]
    """
    return _by_slice(values, _normalized)


ROUNDING = 1e-13
"""What lies no further from zero is zero."""


def _by_slice(values: NDArray[np.float64], of_one: Callable) -> NDArray[np.float64]:
    """Return the spectra one by one: all at once, a long course would take much memory."""
    if values.ndim == 2:
        return of_one(values)
    return np.array([of_one(each) for each in values]).reshape(values.shape[:2])


def _shares(network: NDArray[np.float64]) -> NDArray[np.float64]:
    degrees = np.abs(network).sum(axis=1)
    total = degrees.sum()
    if not total:
        return degrees
    found = np.linalg.eigvalsh(np.diag(degrees) - network)[::-1] / total
    return np.where(np.abs(found) < ROUNDING, 0, found)


def _normalized(network: NDArray[np.float64]) -> NDArray[np.float64]:
    degrees = np.abs(network).sum(axis=1)
    if not degrees.any():
        return degrees
    root = np.divide(1, np.sqrt(degrees), out=np.zeros(degrees.shape), where=degrees > 0)
    laplacian = np.diag((degrees > 0).astype(float)) - network * np.outer(root, root)
    found = np.linalg.eigvalsh(laplacian)[::-1]
    return np.where(np.abs(found) < ROUNDING, 0, found)
