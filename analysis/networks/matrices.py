"""Cells to two-mode and one-mode matrices.

The vocabulary is that of discourse network analysis (Leifeld 2017,
doi:10.1093/oxfordhb/9780190228217.013.25). Rows and columns come in the order of their ids.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError, check_choice
from analysis.networks.arrays import Array, count
from analysis.networks.asked import STANCE
from analysis.networks.exact import as_array, exact, over_one, quotient, signed, summed
from analysis.networks.statements import Scale, Source

AGGREGATIONS = ("ignore", "subtract")
"""Those that give a tie one width: the number of statements, or the sum of their levels."""

TWO_MODE = (*AGGREGATIONS, "combine")
TWO_MODE_NORMALIZATION = ("none", "activity", "prominence")
ONE_MODE = ("ignore", "congruence", "conflict", "subtract")
ONE_MODE_NORMALIZATION = ("none", "average", "jaccard", "cosine")


def two_mode(
    source: Source,
    rows: str = "actor",
    columns: str = "sector",
    *,
    level: str | None = STANCE,
    aggregation: str = "ignore",
    normalization: str = "none",
    duplicates: str = "include",
) -> pd.DataFrame:
    """Return the matrix of rows by columns that `two_mode_of` makes of a table of statements.

    `source`, `rows`, `columns`, `level` and `duplicates` are those of `networks.cells`; with
    the aggregation `ignore` statements are taken for repeated whatever their level. The level is
    the stance, or None by default where the source has none.
    Raises `InputError` for an unknown field, aggregation, normalization or rule.

    >>> said = pd.DataFrame({
    ...     "actor": ["a", "a", "b", "b", "c"],
    ...     "sector": ["oil", "oil", "oil", "gas", "oil"],
    ...     "stance": [1, 1, -1, 1, -1],
    ... })
    >>> two_mode(said).to_dict("index")
    {'a': {'gas': 0.0, 'oil': 2.0}, 'b': {'gas': 1.0, 'oil': 1.0}, 'c': {'gas': 0.0, 'oil': 1.0}}
    """
    check_two_mode(aggregation, normalization, level)
    array = count(
        source, rows, columns, level, duplicates=duplicates, same_level=aggregation != "ignore"
    )
    return two_mode_of(array, aggregation=aggregation, normalization=normalization)


def two_mode_of(
    array: Array, *, aggregation: str = "ignore", normalization: str = "none"
) -> pd.DataFrame:
    """Return the matrix of rows by columns of counted cells.

    Aggregation `ignore` counts the statements, Σ_k x_ijk; `subtract` weighs them by their level,
    Σ_k k·x_ijk (on a boolean level: positive minus negative); `combine` gives the set of levels
    that occur as a sum of 2^p, p being the level's place from the greatest (0) down. Normalization
    `activity` divides by the row's number of statements, `prominence` by the column's: of counts
    the first gives shares from 0 to 1 that sum to 1 in each row, the second in each column. A row
    or column without statements is all zero.
    Raises `InputError` for a wrong choice, and to subtract levels that are text.
    """
    check_two_mode(aggregation, normalization, array.levels.name)
    _check_duplicates(array, aggregation)
    sums, denominator = _aggregate(array, aggregation)
    counts: NDArray | float = 1.0
    if normalization != "none":
        axis = 1 if normalization == "activity" else 0
        counts = array.x.sum(axis=2).sum(axis=axis, keepdims=True)
    matrix = quotient(sums, denominator, counts)
    return pd.DataFrame(matrix, array.rows, array.columns, copy=False)


def one_mode(
    source: Source,
    rows: str = "actor",
    columns: str = "sector",
    *,
    level: str | None = STANCE,
    aggregation: str = "congruence",
    normalization: str = "none",
    duplicates: str = "include",
    scale: Scale | None = None,
) -> pd.DataFrame:
    """Return the matrix of rows by rows that `one_mode_of` makes of a table of statements.

    `source`, `rows`, `columns`, `level` and `duplicates` are those of `networks.cells`; with
    the aggregation `ignore` statements are taken for repeated whatever their level. The level is
    the stance, or None by default where the source has none. To tie columns through rows, exchange
    the two. `scale` is the declared range of a numeric level; a study knows
    that of its stances.
    Raises `InputError` for an unknown field, choice or rule, a numeric level without a scale, and a
    level off the scale.

    >>> said = pd.DataFrame({
    ...     "actor": ["a", "a", "b", "b", "c"],
    ...     "sector": ["oil", "oil", "oil", "gas", "oil"],
    ...     "stance": [1, 1, -1, 1, -1],
    ... })
    >>> one_mode(said, scale=(-1, 1)).loc["b"].to_dict()
    {'a': 0.0, 'b': 0.0, 'c': 1.0}
    """
    check_one_mode(aggregation, normalization, level)
    same_level = aggregation != "ignore"
    array = count(
        source, rows, columns, level, duplicates=duplicates, same_level=same_level, scale=scale
    )
    return one_mode_of(array, aggregation=aggregation, normalization=normalization)


def one_mode_of(
    array: Array,
    *,
    aggregation: str = "congruence",
    normalization: str = "none",
    scale: Scale | None = None,
) -> pd.DataFrame:
    """Return the symmetric matrix of rows by rows, tied through the columns; its diagonal is zero.

    Aggregation `ignore` counts pairs of statements on the same column, Σ_j X_ij X_i'j; `congruence`
    weighs each pair by the closeness of its levels, Σ_j Σ_kl x_ijk x_i'jl (1 − |k−l|/R), `conflict`
    by their distance |k−l|/R; `subtract` is congruence minus conflict. R is the width of `scale`,
    the declared range of a numeric level, by default that of the array; levels of any other kind
    match or do not.
    Normalization `average` divides by the mean number of statements of the two rows (above 1 where
    they meet several times on a column); `jaccard` by the statements in cells where only one of the
    two is active plus the product of both where both are; `cosine` by the product of the lengths of
    their vectors of cells. The last two are 1 for rows that share every cell, and above 1 where
    different levels on the same column are close enough to count as well.
    Raises `InputError` for a wrong choice, a numeric level without a scale, and a level off it.
    """
    check_one_mode(aggregation, normalization, array.levels.name)
    _check_duplicates(array, aggregation)
    counts = array.x.sum(axis=2)
    sums, denominator = summed(
        lambda weights: _pairs(array.x, weights),
        *pair_weights(array.levels, aggregation, array.scale if scale is None else scale),
        most=(counts**2).sum(axis=1).max(initial=0),
    )
    matrix = _normalized(sums, denominator, array.x, normalization)
    np.fill_diagonal(matrix, 0)
    return pd.DataFrame(matrix, array.rows, array.rows, copy=False)


def _aggregate(array: Array, aggregation: str) -> tuple[NDArray, int]:
    """Return sums over the levels and what they are to be divided by."""
    if aggregation == "ignore":
        return array.x.sum(axis=2), 1
    if aggregation == "combine":
        places = np.arange(len(array.levels))[::-1]
        return np.asarray((array.x > 0) @ 2.0**places, float), 1
    check_numbers(array.levels.dtype, array.levels.name)
    most = array.x.sum(axis=2).max(initial=0)
    return summed(lambda weights: array.x @ weights, *signed(array.levels), most=most)


def pair_weights(levels: pd.Index, aggregation: str, scale: Scale | None) -> tuple[NDArray, int]:
    """Return how much a pair of levels counts: whole numbers by levels, and their denominator."""
    if aggregation == "ignore":
        return np.ones((len(levels), len(levels)), int), 1
    distance, width = _distance(levels, scale)
    return {"congruence": width - distance, "conflict": distance, "subtract": width - 2 * distance}[
        aggregation
    ], width


def _distance(levels: pd.Index, scale: Scale | None) -> tuple[NDArray, int]:
    """Return |k−l| and R for numeric levels; 0 for the same, 1 for another of any other kind."""
    if levels.dtype == bool or not pd.api.types.is_numeric_dtype(levels):
        return 1 - np.eye(len(levels), dtype=int), 1
    if scale is None:
        raise InputError(
            "scale: missing; expected the declared range of the level, such as (-1, 1)"
        )
    low, high = map(exact, _ends(scale))
    off = [str(level) for level in levels.to_numpy() if not low <= exact(level) <= high]
    if off or low >= high:
        raise InputError(
            f"scale: {scale} does not hold level {', '.join(off)}; expected a range "
            "from the least level to the greatest"
        )
    (least, greatest, *wholes), _ = over_one([low, high, *map(exact, levels.to_numpy())])
    values = as_array([each - least for each in wholes])
    return np.abs(values[:, None] - values[None, :]), greatest - least


def _ends(scale: Scale) -> tuple[float, float]:
    try:
        low, high = map(float, scale)
    except (TypeError, ValueError):
        low, high = np.nan, np.nan
    if isinstance(scale, str) or not np.isfinite([low, high]).all():
        raise InputError(f"scale: {scale!r}; expected two finite numbers, such as (-1, 1)")
    return low, high


def _pairs(x: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return Σ_j Σ_kl x_ijk x_i'jl w_kl, as one matrix product."""
    size = x.shape[0], x.shape[1] * x.shape[2]
    return x.reshape(size) @ (x @ weights).reshape(size).T


def _normalized(
    sums: NDArray, denominator: int, x: NDArray[np.float64], normalization: str
) -> NDArray[np.float64]:
    """Return sums divided by their own denominator and that of the normalization at once."""
    if normalization == "none":
        return quotient(sums, denominator)
    n = x.reshape(x.shape[0], x.shape[1] * x.shape[2])
    if normalization == "average":
        own = n.sum(axis=1)
        return quotient(2 * sums, denominator, np.add.outer(own, own))
    if normalization == "cosine":
        lengths = (n**2).sum(axis=1)
        squares = quotient(sums**2, denominator**2, np.outer(lengths, lengths))
        return np.sign(sums).astype(float) * np.sqrt(squares)
    alone = n @ (n == 0).T.astype(float)
    return quotient(sums, denominator, alone + alone.T + n @ n.T)


def check_numbers(kind: object, level: str | None) -> None:
    """Raise `InputError` for a level that cannot be summed, given its type."""
    if not pd.api.types.is_numeric_dtype(kind):
        raise InputError(f"level: {level!r} is text; aggregation 'subtract' expects numbers")


def check_level(aggregation: str, level: str | None) -> None:
    """Raise `InputError` for an aggregation that looks at levels where there is none."""
    if level is None and aggregation != "ignore":
        raise InputError(
            f"level: missing; aggregation {aggregation!r} expects a field with levels, such as "
            "'stance', or take aggregation 'ignore'"
        )


def check_two_mode(aggregation: str, normalization: str, level: str | None) -> None:
    check_choice("aggregation", aggregation, TWO_MODE)
    check_choice("normalization", normalization, TWO_MODE_NORMALIZATION)
    check_level(aggregation, level)


def check_one_mode(aggregation: str, normalization: str, level: str | None) -> None:
    check_choice("aggregation", aggregation, ONE_MODE)
    check_choice("normalization", normalization, ONE_MODE_NORMALIZATION)
    check_level(aggregation, level)


def _check_duplicates(array: Array, aggregation: str) -> None:
    if array.blind and aggregation != "ignore":
        raise InputError(
            f"aggregation: {aggregation!r} of cells that were counted with same_level=False; "
            "expected 'ignore', or cells counted with same_level=True"
        )
