"""Draws networks that might have been: from other documents, or from chance.

Each draw is an array of cells with the axes of the observed one, for any statistic to be computed
on.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from analysis.errors import InputError, check_choice, problem
from analysis.measures.draws import drawn_places
from analysis.networks.arrays import Array
from analysis.networks.sample import Sample, array_at, counted_with, firsts

SHUFFLED = ("levels", "columns")


def bootstrapped(sample: Sample, *, draws: int = 1000, seed: int = 1) -> Iterator[Array]:
    """Yield arrays of as many units drawn with replacement (Efron and Tibshirani 1993, ch. 13).

    Statements of a unit stay together. The duplicates rule is applied to each draw: within a unit
    that is drawn twice what is kept counts twice; across units (`week`, `month`, `year`,
    `acrossrange`) once.
    """
    for times in drawn_times(sample, draws=draws, seed=seed):
        yield counted_with(sample, times)


def drawn_times(sample: Sample, *, draws: int, seed: int) -> Iterator[NDArray[np.intp]]:
    """Yield how many times each unit of a sample is in a draw."""
    _check_draws(draws)
    size = len(sample.units)
    for places in drawn_places(size, draws=draws, seed=seed):
        yield np.bincount(places, minlength=size)


def left_one_out(sample: Sample) -> Iterator[Array]:
    """Yield the arrays without one unit each, in the order of `units`."""
    for place in range(len(sample.units)):
        yield counted_with(sample, np.arange(len(sample.units)) != place)


def shuffled(
    sample: Sample, *, shuffle: str = "levels", draws: int = 1000, seed: int = 1
) -> Iterator[Array]:
    """Yield arrays in which the kept statements have exchanged their levels or their columns.

    `levels` leaves who speaks how often on what, and lets chance decide how friendly: what is then
    left of congruence comes from activity alone. `columns` leaves each row its number of statements
    and levels, each column its number of statements, and lets chance decide what a row speaks of: a
    null model that keeps the strengths of both modes. Statements are exchanged one by one, whatever
    their unit. Raises `InputError` for anything else.
    """
    check_choice("shuffle", shuffle, SHUFFLED)
    _check_draws(draws)
    generator = np.random.default_rng(seed)
    first = firsts(sample.once, np.ones(len(sample.once), bool))
    row, column, level = (place[first] for place in sample.places)
    for _ in range(draws):
        order = generator.permutation(len(row))
        places = (row, column, level[order]) if shuffle == "levels" else (row, column[order], level)
        yield array_at(sample.empty, places, np.ones(len(row)))


def _check_draws(draws: int) -> None:
    if draws < 1:
        raise InputError(problem("", None, "draws", draws, "expected a number from 1 up"))
