"""Draws networks that might have been: from other documents, or from chance.

Each draw is an array of cells with the axes of the observed one, for any statistic to be computed
on.
"""

import warnings
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError, InputNote, one_of
from analysis.networks.arrays import Array, Places, placed
from analysis.networks.cells import Source, scoped

UNITS = ("family", "document_id")
SHUFFLED = ("levels", "columns")


class Coded(NamedTuple):
    """Statements as places on the axes of an array, in the order of `once` and of their date.

    `once` numbers those of which one is kept; `unit` is the place of the statement's unit in
    `units`, which has a line each: the id of the `unit` or, for a statement that has none and is a
    unit of its own, that of the `statement`; `copies` tells whether what is drawn twice counts
    twice.
    """

    places: Places
    unit: NDArray[np.intp]
    units: pd.DataFrame
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
    unit: str | None = "family",
) -> Coded:
    """Return the statements as codes, ready to be drawn from many times.

    `unit` is what is drawn as a whole: a `family` of documents, each `document_id` or, where None,
    each statement. A statement of which the unit is missing (empty or only spaces) is a unit of its
    own. Where no statement has a family, documents are drawn instead, and where none has a document
    statements; an `InputNote` says so. The other arguments are those of `networks.cells`.
    Raises `InputError` for another unit, and as `cells`.
    """
    if unit not in (*UNITS, None):
        raise InputError(f"unit: {unit!r}; {one_of(unit, UNITS)}")
    table = scoped(
        source, rows, columns, level, duplicates=duplicates, same_level=same_level, fields=UNITS
    )
    table = table.sort_values("once", kind="stable")
    empty, places = placed(table, rows, columns, level, blind=not same_level)
    unit = _at_hand(table, unit)
    within = {"include": True, "document": unit is not None, "family": unit == "family"}
    code, units = _units(table, unit)
    once = table["once"].to_numpy()
    return Coded(places, code, units, once, within.get(duplicates, False), empty)


def observed(statements: Coded) -> Array:
    """Return the array of the statements as they are, which is that of `networks.arrays.count`."""
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
    """Yield the arrays without one unit each, in the order of `units`."""
    for place in range(len(statements.units)):
        yield _counted(statements, np.arange(len(statements.units)) != place)


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


def _at_hand(table: pd.DataFrame, unit: str | None) -> str | None:
    """Return the unit wanted, or else the next smaller one that any statement has."""
    if unit is None or table.empty:
        return unit
    smaller = UNITS[UNITS.index(unit) :]
    there = [field for field in smaller if field in table and table[field].notna().any()]
    found = there[0] if there else None
    if found != unit:
        instead = "each document is" if found else "each statement is"
        absent = " and ".join(repr(field) for field in smaller if field not in there)
        note = f"unit: no statement has a field {absent}; {instead} drawn as a unit of its own"
        warnings.warn(note, InputNote, stacklevel=4)
    return found


def _units(table: pd.DataFrame, unit: str | None) -> tuple[NDArray[np.intp], pd.DataFrame]:
    """Return the place of each statement's unit, and the units: those with an id come first."""
    shared = table[unit] if unit in table else pd.Series(None, table.index, "str")
    code, ids = pd.factorize(shared, sort=True)
    alone = code < 0
    own, statements = pd.factorize(table.loc[alone, "statement"], sort=True)
    code[alone] = len(ids) + np.where(own < 0, len(statements) + np.arange(len(own)), own)
    size = range(code.max(initial=-1) + 1)
    lines = {
        "unit": pd.Series(ids),
        "statement": pd.Series(statements, len(ids) + np.arange(len(statements))),
    }
    whole = {
        name: line.astype("Int64")
        for name, line in lines.items()
        if pd.api.types.is_integer_dtype(line)
    }
    return code, pd.DataFrame({name: line.reindex(size) for name, line in (lines | whole).items()})


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
