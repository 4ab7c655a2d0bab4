"""Families exchanged in time: the null hypothesis that nothing changed.

Each family keeps its statements and their lags from its first day, and takes the first day of
another, so that the number of families of a day stays: a burst of activity is not taken for a
change. What moves is who speaks, on what, and how.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from analysis.errors import InputError, problem
from analysis.networks.dated import Dated, Days
from analysis.networks.time_weights import Cut


def settled(dated: Dated, cut: Cut) -> Dated:
    """Return the record with only those days that count in a slice.

    A date known to the month or year that lies in a slice stands there on its first day, so that
    its family can be moved as others are.
    """
    counts = cut.weigh(dated.first, dated.last).any(axis=0)
    days = np.where(counts, dated.first, np.nan)
    return dated._replace(first=days, last=days)


def starts(dated: Dated) -> Days:
    """Return the first day of each unit, missing where none of its statements counts."""
    found = np.full(len(dated.sample.units), np.inf)
    there = np.isfinite(dated.first)
    np.minimum.at(found, dated.sample.unit[there], dated.first[there])
    return np.where(np.isfinite(found), found, np.nan)


def phase_of(days: Days, cut: Cut, cuts: list[int]) -> NDArray[np.intp]:
    """Return the phase of each day, -1 in no slice; `cuts` are the first slices of phases."""
    weights = cut.weigh(days, days)
    slice_of = weights.argmax(axis=0) if len(weights) else np.zeros(len(days), int)
    phases = np.searchsorted(np.asarray(cuts, int), slice_of, side="right")
    return np.where(weights.any(axis=0), phases, -1)


def exchanged(
    dated: Dated, groups: NDArray[np.intp], *, draws: int, seed: int
) -> Iterator[tuple[Days, Days]]:
    """Yield first and last days of statements, the units of each group having exchanged their days.

    `groups` are numbers of units; those of -1 stay where they are.
    Raises `InputError` for fewer than one draw.
    """
    if draws < 1:
        raise InputError(problem("", None, "draws", draws, "expected a number from 1 up"))
    begins, generator = starts(dated), np.random.default_rng(seed)
    members = [np.flatnonzero(groups == group) for group in np.unique(groups[groups >= 0])]
    for _ in range(draws):
        moved = begins.copy()
        for places in members:
            moved[places] = begins[generator.permutation(places)]
        yield shifted(dated, moved - begins)


def shifted(dated: Dated, by: Days) -> tuple[Days, Days]:
    """Return the days of statements, each unit moved by so many days."""
    lags = np.nan_to_num(by)[dated.sample.unit]
    return dated.first + lags, dated.last + lags
