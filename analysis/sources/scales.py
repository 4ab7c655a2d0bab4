"""The scale of a column of stances: as declared, or as the data show it, which is told."""

import pandas as pd

from analysis.errors import InputError, Problem, problem, tell
from analysis.tables.raw import as_text, capped

Scale = tuple[float, float]

BOTH = (-1.0, 1.0)


def stances(column: pd.Series) -> pd.Series:
    """Return stances as whole numbers where all are, -1 and 1 for truth values.

    Where some are missing they are float64, as those of a study that is loaded.

    >>> stances(pd.Series([True, False])).tolist()
    [1, -1]
    """
    if pd.api.types.is_bool_dtype(column.dtype):
        column = column.astype("Float64") * 2 - 1
    numbers = column.astype("Float64")
    if numbers.hasnans:
        return numbers.astype("float64")
    numbers = numbers.astype("float64")
    return numbers.astype("int64") if (numbers % 1 == 0).all() else numbers


def check_scale(scale: object) -> Scale | None:
    """Return a scale that a user gives; raises `InputError` for what is no two numbers in order."""
    if scale is None:
        return None
    try:
        low, high = (float(end) for end in scale)  # type: ignore[union-attr]
    except (TypeError, ValueError):
        low = high = 0.0
    if not low < high or high - low == float("inf"):
        raise InputError(problem("", None, "scale", scale, "expected two numbers, such as (-1, 1)"))
    return low, high


def scale_of(file: str, column: pd.Series, given: Scale | None) -> Scale:
    """Return the scale given, on which each stance has to be, or the one that the stances show.

    Those of -1, 0 and 1 with one below 0, or of nothing else than one side, are from -1 to 1;
    others from the least to the greatest seen, which an `InputNote` tells.
    """
    seen = column.dropna()
    low, high = float(seen.min()), float(seen.max())
    if given is not None:
        if off := [*_off(file, column, given)]:
            raise InputError(off)
        return given
    if {*map(float, (low, high))} <= {-1.0, 0.0, 1.0} and (low == -1 or low == high):
        return BOTH
    far = max(1.0, abs(high))
    ends = (low, high) if low < high else (-far, far)
    told = f"from {as_text(low)} to {as_text(high)}" if low < high else f"only {as_text(low)}"
    more = ""
    if ends == (0.0, 1.0) and (seen % 1 == 0).all():
        more = ", and a 0 is then neither; where it says no, expected values={'stance': {'0': -1}}"
    tell(
        f"{file}, field stance: {told} is seen, and taken for the scale "
        f"{as_text(ends[0])} to {as_text(ends[1])}; expected scale= where it is another{more}"
    )
    return ends


def _off(file: str, column: pd.Series, scale: Scale) -> list[Problem]:
    low, high = scale
    wrong = column[(column < low) | (column > high)]
    expected = f"expected a value from {as_text(low)} to {as_text(high)}"
    lines = [
        problem(file, None, "stance", as_text(value), expected, named=f"statement {name}, stance")
        for name, value in wrong.items()
    ]
    return capped(lines, f"{file}, field stance")
