"""Draws networks that might have been: from other documents, or from chance.

Each draw is an array of cells with the axes of the observed one, for any statistic to be computed
on.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError, one_of
from analysis.networks.arrays import Array, Places, placed
from analysis.networks.cells import Source, scoped

UNITS = ("family", "document_id")
SHUFFLED = ("levels", "columns")


class Coded(NamedTuple):
    """Statements as places on the axes of an array, in the order of `once` and of their date.

    `once` numbers those of which one is kept; `unit` is the place of the statement's unit in
    `units`; `copies` tells whether what is drawn twice counts twice.
    """

    places: Places
    unit: NDArray[np.intp]
    units: pd.Index
    once: NDArray[np.intp]
    copies: bool
    empty: Array


def coded(
    source: Source,
    rows: str = "actor",
    columns: str = "sector",
    level: str | None = "stance",
    *,
    duplicates: str = "include",
    same_level: bool = True,
    unit: str = "family",
) -> Coded:
    """Return the statements as codes, ready to be drawn from many times.

    `unit` is what is drawn as a whole: a `family` of documents, or each `document_id`. The other
    arguments are those of `analysis.networks.cells.cells`.
    """
    if unit not in UNITS:
        raise InputError(f"unit: {unit!r}; {one_of(unit, UNITS)}")
    table = scoped(source, rows, columns, level, duplicates=duplicates, same_level=same_level,
                   fields=[unit])  # fmt: skip
    table = table.sort_values("once", kind="stable")
    empty, places = placed(table, rows, columns, level, blind=not same_level)
    within = {"include": True, "document": True, "family": unit == "family"}
    code, units = pd.factorize(table[unit], sort=True)
    once = table["once"].to_numpy()
    return Coded(places, code, pd.Index(units), once, within.get(duplicates, False), empty)


def observed(statements: Coded) -> Array:
    """Return the array of the statements as they are, which is that of `analysis.networks.arrays.count`."""
    return _counted(statements, np.ones(len(statements.units)))


def bootstrapped(statements: Coded, draws: int = 1000, seed: int = 1) -> Iterator[Array]:
    """Yield arrays of as many units drawn with replacement (Efron and Tibshirani 1993, ch. 13).

    Statements of a unit stay together. The duplicates rule is applied to each draw: within a unit
    that is drawn twice what is kept counts twice; across units (`week`, `month`, `year`,
    `acrossrange`) once.
    """
    _check_draws(draws)
    generator, size = np.random.default_rng(seed), len(statements.units)
    for _ in range(draws):
        drawn = generator.integers(size, size=size) if size else np.zeros(0, int)
        yield _counted(statements, np.bincount(drawn, minlength=size))


def left_one_out(statements: Coded) -> Iterator[Array]:
    """Yield the arrays without one unit each, in the order of the units' ids."""
    for unit in statements.units:
        yield _counted(statements, (statements.units != unit).astype(float))


def shuffled(
    statements: Coded, shuffle: str = "levels", draws: int = 1000, seed: int = 1
) -> Iterator[Array]:
    """Yield arrays in which the kept statements have exchanged their levels or their columns.

    `levels` leaves who speaks how often on what, and lets chance decide how friendly: what is then
    left of congruence comes from activity alone. `columns` leaves each row its number of statements
    and levels, each column its number of statements, and lets chance decide what a row speaks of: a
    null model that keeps the strengths of both modes. Statements are exchanged one by one, whatever
    their unit. Raises `InputError` for anything else.
    """
    if shuffle not in SHUFFLED:
        raise InputError(f"shuffle: {shuffle!r}; {one_of(shuffle, SHUFFLED)}")
    _check_draws(draws)
    generator = np.random.default_rng(seed)
    first = _first(statements.once, np.ones(len(statements.once), bool))
    row, column, level = (place[first] for place in statements.places)
    for _ in range(draws):
        order = generator.permutation(len(row))
        places = (row, column, level[order]) if shuffle == "levels" else (row, column[order], level)
        yield _array(statements.empty, places, np.ones(len(row)))


def _check_draws(draws: int) -> None:
    if draws < 1:
        raise InputError(f"draws: {draws}; expected a number from 1 up")


def _counted(statements: Coded, times: NDArray[np.float64]) -> Array:
    """Return the array in which each unit stands as many times as told."""
    weight = times[statements.unit]
    first = _first(statements.once, weight > 0)
    kept = weight[first] if statements.copies else np.ones(first.sum())
    return _array(statements.empty, tuple(place[first] for place in statements.places), kept)


def _array(empty: Array, places: tuple, weight: NDArray[np.float64]) -> Array:
    flat = np.ravel_multi_index(places, empty.x.shape) if empty.x.size else np.zeros(0, int)
    counted = np.bincount(flat, weight, minlength=empty.x.size)
    return empty._replace(x=counted.reshape(empty.x.shape))


def _first(once: NDArray[np.intp], present: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which are the first present ones of their number; `once` is in order."""
    place = np.flatnonzero(present)
    number = once[place]
    found = np.zeros(len(once), bool)
    found[place[np.r_[True, number[1:] != number[:-1]][: len(place)]]] = True
    return found
