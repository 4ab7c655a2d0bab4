"""What a camp says: for each camp and concept, the share of its families that agree.

Of the statements of camp c on concept j, off the middle μ of the scale, those of level k > μ agree
and those of k < μ disagree. In each family p_cjf is the share agreeing; `share` is the mean of
these, so that each source counts once, and `share_of_statements` the share among all statements.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.measures.stance import FEW
from analysis.networks.sample import Sample
from analysis.networks.slices import Kept, kept_in, over
from analysis.networks.statements import Scale


class Counted(NamedTuple):
    """Statements that agree and that disagree, by unit, camp and concept, and the names."""

    agree: NDArray[np.float64]
    disagree: NDArray[np.float64]
    camps: pd.Index
    columns: pd.Index


def counted(sample: Sample, camps: pd.Series, scale: Scale | None = None) -> Counted:
    """Return the statements of each camp that agree and disagree, by unit and concept.

    `camps` gives the camp of each row by its id; rows without one do not count. The scale is that
    of the sample, or else given; booleans are true or false, and need none.
    Raises `InputError` for levels without a scale or that are text, and camps of no row.
    """
    return counted_in(kept_in(sample, np.ones((1, len(sample.once)))), sample, camps, scale)


def counted_in(kept: Kept, sample: Sample, camps: pd.Series, scale: Scale | None = None) -> Counted:
    """Return what `counted` does, of the kept statements of a sample, whatever their levels."""
    sides = _sides(sample, scale)
    member = pd.Series(camps).reindex(sample.empty.rows)
    code, names = pd.factorize(member, sort=True)
    if not len(names):
        raise InputError("camps: of no row of the record; expected the camp of its rows, by id")
    camp, side = code[kept.row], sides[kept.level]
    shape = len(sample.units), len(names), len(sample.empty.columns)

    def number(sign: int) -> NDArray[np.float64]:
        some = (camp >= 0) & (side == sign)
        flat = np.ravel_multi_index((kept.unit[some], camp[some], kept.column[some]), shape)
        return np.bincount(flat, minlength=int(np.prod(shape))).reshape(shape).astype(float)

    return Counted(number(1), number(-1), pd.Index(names, name="camp"), sample.empty.columns)


def shares(counted: Counted, times: NDArray[np.number] | None = None) -> NDArray[np.float64]:
    """Return the share agreeing by camp and concept, missing without a family; units so often."""
    number = counted.agree + counted.disagree
    spoke = (number > 0).astype(float)
    if times is None:
        times = np.ones(len(number))
    sums = np.tensordot(times, over(counted.agree, number), 1)
    families = np.tensordot(times, spoke, 1)
    return np.divide(sums, families, out=np.full(sums.shape, np.nan), where=families > 0)


def profile(counted: Counted) -> pd.DataFrame:
    """Return a line for each camp and concept, in the order of both.

    Columns: `camp`, `column`, `share` (of the families, missing without any),
    `share_of_statements`, `statements`, `families` and `thin` (fewer than five families).
    """
    number = counted.agree + counted.disagree
    statements, families = number.sum(axis=0), (number > 0).sum(axis=0)
    agree = counted.agree.sum(axis=0)
    of_statements = np.divide(
        agree, statements, out=np.full(agree.shape, np.nan), where=statements > 0
    )
    axes = pd.MultiIndex.from_product([counted.camps, counted.columns], names=["camp", "column"])
    table = {
        "share": shares(counted).ravel(),
        "share_of_statements": of_statements.ravel(),
        "statements": statements.ravel().astype(int),
        "families": families.ravel().astype(int),
    }
    found = pd.DataFrame(table, axes).reset_index()
    return found.assign(thin=found["families"] < FEW)


class Apart(NamedTuple):
    """How far two camps are apart over the concepts that both address, and how many these are.

    `distance` is Σ π_j |share_0j − share_1j|, π_j in proportion to the families of both on j;
    `unweighted` the plain mean; `covered` the share of the families on concepts that both address:
    without it the distance hides that camps talk past each other.
    """

    distance: float
    unweighted: float
    covered: float
    concepts: int


def apart(counted: Counted, one: int, other: int, times: NDArray[np.number] | None = None) -> Apart:
    """Return the distance of two camps, by their places; zeros where they share no concept."""
    if times is None:
        times = np.ones(len(counted.agree))
    said = shares(counted, times)
    spoke = (counted.agree + counted.disagree > 0).astype(float)
    families = np.tensordot(times, spoke, 1)
    both = (families[one] > 0) & (families[other] > 0)
    weights = families[one] + families[other]
    if not both.any():
        return Apart(0.0, 0.0, 0.0, 0)
    gaps = np.abs(said[one] - said[other])[both]
    shared = weights[both].sum()
    distance = float(gaps @ weights[both] / shared)
    return Apart(distance, float(gaps.mean()), float(shared / weights.sum()), int(both.sum()))


def _sides(sample: Sample, scale: Scale | None) -> NDArray[np.intp]:
    """Return 1 for each level that agrees, -1 for one that disagrees, 0 for the middle."""
    levels = sample.empty.levels
    if levels.name is None:
        raise InputError("level: missing; expected a field with levels, such as 'stance'")
    if levels.dtype == bool:
        return np.where(levels.to_numpy(), 1, -1)
    if not pd.api.types.is_numeric_dtype(levels):
        raise InputError(f"level: {levels.name!r} is text; expected numbers")
    scale = sample.empty.scale if scale is None else scale
    if scale is None:
        raise InputError("scale: missing; expected the declared range of the level, as (-1, 1)")
    return np.sign(levels.to_numpy(float) - (scale[0] + scale[1]) / 2).astype(int)
