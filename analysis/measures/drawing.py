"""Units drawn with replacement, and what bounds a number in 95 % of the draws.

`scipy.stats.bootstrap` draws single values; families of documents are drawn whole, so this is ours.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

BOUNDS = (0.025, 0.975)
"""The quantiles between which 95 % of the draws lie."""


def drawn_places(size: int, *, draws: int = 1000, seed: int = 1) -> Iterator[NDArray[np.int64]]:
    """Yield the places of as many units as there are, drawn with replacement.

    (Efron and Tibshirani 1993, An Introduction to the Bootstrap, ch. 13.)

    >>> [len(places) for places in drawn_places(5, draws=2)]
    [5, 5]
    """
    generator = np.random.default_rng(seed)
    for _ in range(draws):
        yield generator.integers(size, size=size) if size else np.zeros(0, np.int64)


def bounds(drawn: ArrayLike) -> NDArray[np.float64]:
    """Return the lower and the upper bound of the draws of a number, or of several, a line each.

    A draw of a single number that is missing is passed over; without any the bounds are missing.

    >>> bounds([0, 1, 2, 3, 4]).round(2).tolist()
    [0.1, 3.9]
    """
    values = np.asarray(drawn, float)
    if values.ndim == 1:
        values = values[~np.isnan(values)]
    if not values.size:
        return np.full((2, *values.shape[:-1]), np.nan)
    return np.quantile(values, BOUNDS, axis=-1)
