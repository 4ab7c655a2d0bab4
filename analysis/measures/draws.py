"""Units drawn with replacement, and what bounds a number in 95 % of the draws.

`scipy.stats.bootstrap` draws single values; families of documents are drawn whole, so this is ours.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

BOUNDS = (0.025, 0.975)
"""The quantiles between which 95 % of the draws lie."""

ALPHA = 0.05
"""What is told as a finding is so rare by chance, at most."""

AT_ONCE = 1_000_000
"""How many places are drawn at once: 8 MB."""


def drawn_places(size: int, *, draws: int = 1000, seed: int = 1) -> Iterator[NDArray[np.int64]]:
    """Yield the places of as many units as there are, drawn with replacement.

    (Efron and Tibshirani 1993, An Introduction to the Bootstrap, ch. 13.)

    >>> [len(places) for places in drawn_places(5, draws=2)]
    [5, 5]
    """
    generator = np.random.default_rng(seed)
    for _ in range(draws):
        yield generator.integers(size, size=size) if size else np.zeros(0, np.int64)


def drawn_means(
    values: NDArray[np.float64], *, draws: int = 1000, seed: int = 1
) -> NDArray[np.float64]:
    """Return the mean of the values in each of the draws of `drawn_places`, many at a time.

    >>> drawn_means(np.array([1.0, 1.0]), draws=3).tolist()
    [1.0, 1.0, 1.0]
    """
    generator, size = np.random.default_rng(seed), len(values)
    at_once = max(1, AT_ONCE // size)
    parts = [min(at_once, draws - done) for done in range(0, draws, at_once)]
    drawn = (generator.integers(size, size=(part, size)) for part in parts)
    return np.concatenate([values[places].mean(axis=1) for places in drawn] or [np.empty(0)])


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
