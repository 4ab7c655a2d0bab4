"""Codes redrawn from what two coders confuse, each actor by its own distribution.

z_s ~ P(z) ∝ ρ_iz T_zk and ρ_i ~ Dirichlet(½ + counts of z), in turn (data augmentation: Tanner and
Wong 1987, doi:10.1080/01621459.1987.10478458). To redraw from the rows of T, which hold the pooled
distribution of codes, would draw actors who differ to the middle: intervals of half the cover.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.measures.confusion import truth
from analysis.measures.draws import drawn_places
from analysis.networks.arrays import Array
from analysis.networks.sample import Sample, array_at, firsts

BURN_IN = 30
"""Turns of the chain behind each draw, which begins anew; it settles within a few."""


class Statements(NamedTuple):
    """Kept statements, a line each: places of row, column and level, and how often they count."""

    row: NDArray[np.intp]
    column: NDArray[np.intp]
    level: NDArray[np.intp]
    weight: NDArray[np.float64]


def redrawn(
    sample: Sample,
    confusion: pd.DataFrame,
    *,
    families: bool = True,
    draws: int = 1000,
    seed: int = 1,
) -> Iterator[Array]:
    """Yield arrays of cells whose codes are redrawn, of units drawn with replacement before that.

    `confusion` counts pairs of codes (`measures.confusion.confusion`); what two coders found of so
    many units is uncertain itself, so that these too are drawn with replacement (half a unit added
    to each pair, as in Dirichlet(N + ½), would add errors that none made: intervals then hold more
    than they say). With `families` false all units stay, and only the coding varies. The scale of
    the sample has to hold the codes.
    Raises `InputError` for levels of the sample that the confusion does not have, and as
    `measures.confusion.truth`.
    """
    truth(confusion)  # which refuses what has no root
    places, codes = _codes(sample.empty.levels, confusion)
    empty = sample.empty._replace(levels=codes, x=_axes(sample.empty, codes))
    generator = np.random.default_rng(seed)
    size = len(sample.units)
    for drawn in drawn_places(size, draws=draws, seed=seed):
        times = np.bincount(drawn, minlength=size) if families else np.ones(size)
        said = _said(sample, times, places)
        level = _truths(said, len(empty.rows), _kernel(confusion, generator), generator)
        yield array_at(empty, (said.row, said.column, level), said.weight)


def _said(sample: Sample, times: NDArray[np.number], places: NDArray[np.intp]) -> Statements:
    """Return the statements of a draw, one drawn twice as two, for each may be miscoded anew."""
    weight = times[sample.unit]
    first = firsts(sample.once, weight > 0)
    often = weight[first].astype(int) if sample.copies else np.ones(first.sum(), int)
    row, column, level = (np.repeat(place[first], often) for place in sample.places)
    return Statements(row, column, places[level], np.ones(len(row)))


def _kernel(confusion: pd.DataFrame, generator: np.random.Generator) -> NDArray[np.float64]:
    """Return T of the units drawn anew; where those have no root, of the units as they are."""
    counts = confusion.to_numpy(float)
    number, shares = int(counts.sum()), counts.ravel() / counts.sum()
    for _ in range(20):
        units = generator.multinomial(number, shares).reshape(counts.shape)
        try:
            drawn = truth(pd.DataFrame(units, confusion.index, confusion.index))
        except InputError:
            continue
        return drawn.to_numpy()
    return truth(confusion).to_numpy()


def _truths(
    said: Statements, rows: int, kernel: NDArray[np.float64], generator: np.random.Generator
) -> NDArray[np.intp]:
    """Return a true code for each statement, from the last turn of an own chain."""
    codes = len(kernel)
    level = said.level
    # P(code k | truth z): T is P(truth | code) and, by reversibility, P(code | truth).
    likely = kernel[:, said.level].T
    for _ in range(BURN_IN):
        counts = np.bincount(said.row * codes + level, minlength=rows * codes).reshape(rows, codes)
        own = generator.standard_gamma(counts + 0.5)
        chance = own[said.row] * likely
        edges = chance.cumsum(axis=1)
        level = (edges < generator.random(len(level))[:, None] * edges[:, -1:]).sum(axis=1)
    return level


def _codes(levels: pd.Index, confusion: pd.DataFrame) -> tuple[NDArray[np.intp], pd.Index]:
    """Return the place of each level among the codes, and the codes."""
    codes = pd.Index(confusion.index, name=levels.name)
    places = codes.get_indexer(levels)
    if (places < 0).any():
        missing = ", ".join(str(each) for each in levels[places < 0])
        raise InputError(f"coding: no code {missing} in the confusion; expected every level")
    return places, codes


def _axes(empty: Array, codes: pd.Index) -> NDArray[np.float64]:
    return np.zeros((*empty.x.shape[:2], len(codes)))
