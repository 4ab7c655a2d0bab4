"""How many statements, or acts, are friendly or strained, row by row, with intervals."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.draws import bounds
from analysis.measures.stance import FEW, unseen
from analysis.networks.arrays import Array
from analysis.networks.matrices import check_numbers
from analysis.networks.sample import Sample, firsts, observed
from analysis.uncertainty.resampling import bootstrapped, drawn_times

SIGNS = ("friendly", "neutral", "strained")
SHARES = {"friendly": (0, (0, 1, 2)), "strained": (2, (0, 1, 2)), "rate": (2, (0, 2))}
"""Which sign is divided by which: `rate` is the strained share of what takes a side."""


def sign_shares(sample: Sample, *, draws: int = 1000, seed: int = 1) -> pd.DataFrame:
    """Return for each row of a sample how many are of each sign, and their shares with intervals.

    Columns: the counts `friendly`, `neutral` and `strained`; `rate`, the strained share of those
    that take a side; for `friendly`, `strained` and `rate` the ends `_low` and `_high` of the share
    in 95 % of bootstrap draws over units (families), and where all units agree as far as 95 % of
    such samples would allow (`measures.stance.unseen`); `families` and `sided`, the units
    behind all and behind those that take a side; `thin` marks fewer than five of the latter. In a
    further line, `None`, is the whole. Draws without a statement of a row are passed over.
    Raises `InputError` for levels that are no numbers.

    >>> from analysis.networks.sample import sample
    >>> said = pd.DataFrame({
    ...     "sector": ["oil", "oil", "gas"], "stance": [1, -1, 0], "family": ["a", "b", "b"],
    ... })
    >>> sign_shares(sample(said, "sector", "sector"))[["friendly", "neutral", "strained", "rate"]]
          friendly  neutral  strained  rate
    gas          0        1         0   NaN
    oil          1        0         1   0.5
    None         1        1         1   0.5
    """
    check_numbers(sample.empty.levels.dtype, sample.empty.levels.name)
    counts = _signs(observed(sample))
    drawn = _drawn(sample, draws, seed)
    index = pd.Index([*sample.empty.rows, None], dtype=object)
    table = pd.DataFrame(counts.astype(int), index, SIGNS)
    table["rate"] = _share(counts, *SHARES["rate"])
    families, sided = _behind(sample)
    for name, (sign, of) in SHARES.items():
        ends = [bounds(value) for value in _share(drawn, sign, of).T]
        low, high = np.array(ends).reshape(-1, 2).T
        room = unseen(sided if name == "rate" else families)
        share = _share(counts, sign, of)
        table[f"{name}_low"] = np.where((share == 1) & (low == 1), 1 - room, low)
        table[f"{name}_high"] = np.where((share == 0) & (high == 0), room, high)
    return table.assign(families=families, sided=sided, thin=sided < FEW)


def _drawn(sample: Sample, draws: int, seed: int) -> NDArray[np.float64]:
    """Return the counts of `_signs` in each draw.

    Where what counts as one stays within its unit, a draw is the sum of the units drawn.
    """
    if not (sample.copies and _within_units(sample)):
        return np.array([_signs(each) for each in bootstrapped(sample, draws=draws, seed=seed)])
    each = _signs_by_unit(sample)
    times = np.array([*drawn_times(sample, draws=draws, seed=seed)], float)
    rows = np.tensordot(times, each, axes=1)
    return np.concatenate([rows, rows.sum(axis=1, keepdims=True)], axis=1)


def _signs_by_unit(sample: Sample) -> NDArray[np.float64]:
    """Return the number of each sign by unit and row, what counts as one being counted once."""
    rows, _, level = sample.places
    first = firsts(sample.once, np.ones(len(rows), bool))
    sign = 1 - np.sign(_values(sample.empty.levels)).astype(int)[level]
    shape = (len(sample.units), len(sample.empty.rows), len(SIGNS))
    counted = np.zeros(shape)
    np.add.at(counted, tuple(place[first] for place in (sample.unit, rows, sign)), 1)
    return counted


def _within_units(sample: Sample) -> bool:
    """Tell whether statements that count as one, which stand together, are of one unit."""
    again = sample.once[1:] == sample.once[:-1]
    return bool((sample.unit[1:] == sample.unit[:-1])[again].all())


def _signs(array: Array) -> NDArray[np.float64]:
    """Return the number of each sign by row, and of all rows in a further line."""
    level = _values(array.levels)
    parts = [array.x[:, :, each].sum(axis=(1, 2)) for each in (level > 0, level == 0, level < 0)]
    rows = np.stack(parts, axis=1)
    return np.vstack([rows, rows.sum(axis=0)])


def _values(levels: pd.Index) -> NDArray:
    values = levels.to_numpy()
    return np.where(values, 1, -1) if levels.dtype == bool else values


def _share(counts: NDArray[np.float64], sign: int, of: tuple[int, ...]) -> NDArray[np.float64]:
    total = counts[..., list(of)].sum(axis=-1)
    return np.divide(counts[..., sign], total, out=np.full(total.shape, np.nan), where=total > 0)


def _behind(sample: Sample) -> list[NDArray[np.int64]]:
    """Return the units behind each row and all: of all statements, and of those with a side."""
    rows, _, level = sample.places
    size, units = len(sample.empty.rows), len(sample.units)
    there = np.zeros((2, units, size + 1), bool)
    takes = _values(sample.empty.levels)[level] != 0
    for part, kept in enumerate((np.ones(len(rows), bool), takes)):
        there[part, sample.unit[kept], rows[kept]] = True
    there[:, :, size] = there.any(axis=2)
    return [*there.sum(axis=1)]
