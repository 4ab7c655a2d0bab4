"""Sums of levels in whole numbers, so that what cancels in exact arithmetic is exactly zero.

A level such as 0.1 is no binary fraction, and 0.1 + 0.2 − 0.3 is not zero in floating point. Levels
are therefore taken for the decimals that they are written as, and put over one denominator; what is
summed are whole numbers, and the division comes last. As it is the only rounding, results that are
equal in exact arithmetic are equal too.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError

WHOLE = 2**53
"""Whole numbers below this are exact as floats."""

SIMPLE = 1000
"""The greatest denominator that a level of too many digits is taken to have: 1/3, not a decimal."""

Sums = Callable[[NDArray[np.float64]], NDArray[np.float64]]


@lru_cache(maxsize=2**16, typed=True)
def exact(value: float) -> Fraction:
    """Return a number as the fraction that it is written as.

    A float of more digits than any decimal keeps (15, or 6 where there are but 32 bits) was
    computed: it is the fraction of a denominator up to 1,000 that lies within its rounding, such as
    1/3, if there is one. Raises `InputError` for a number that is missing or infinite.

    >>> exact(0.1), exact(1 / 3), exact(4 / 3 - 1)
    (Fraction(1, 10), Fraction(1, 3), Fraction(1, 3))
    """
    try:
        decimal = Decimal(str(value))
        written = Fraction(decimal)
    except (ArithmeticError, ValueError):
        raise InputError(f"level: {value}; expected a finite number") from None
    rules = np.finfo(value.dtype if isinstance(value, np.floating) else float)
    digits = len(decimal.normalize().as_tuple().digits)
    if isinstance(value, int | np.integer) or digits <= rules.precision:
        return written
    simple = written.limit_denominator(SIMPLE)
    near = abs(simple - written) <= 4 * float(rules.eps) * max(1, abs(written))
    return simple if near else written


def over_one(values: Iterable[float | Fraction]) -> tuple[list[int], int]:
    """Return numbers as whole numbers over their least common denominator.

    >>> over_one([0.1, 0.25, -1])
    ([2, 5, -20], 20)
    """
    fractions = [each if isinstance(each, Fraction) else exact(each) for each in values]
    denominator = lcm(*(each.denominator for each in fractions))
    return [each.numerator * (denominator // each.denominator) for each in fractions], denominator


def as_array(wholes: list[int]) -> NDArray:
    """Return whole numbers as an array, of Python's own where many of them could overflow."""
    kind = np.int64 if max(map(abs, wholes), default=0) < 2**40 else object
    return np.array(wholes, kind)


def signed(levels: pd.Index) -> tuple[list[int], int]:
    """Return levels as whole numbers over one denominator: true and false as 1 and −1."""
    if levels.dtype == bool:
        return [1 if level else -1 for level in levels], 1
    return over_one(levels.to_numpy())


def summed(
    sums: Sums, weights: NDArray | list[int], denominator: int, most: float
) -> tuple[NDArray, int]:
    """Return exact sums of whole weights, to be divided by `quotient`, and their denominator.

    `sums` adds up weights, at most `most` of them, a repeated one counted anew. Where that could
    pass what floats hold exactly, the weights are summed digit by digit, in digits that are small
    enough, and the sums are Python's own whole numbers.
    """
    weights = weights if isinstance(weights, np.ndarray) else np.array(weights, object)
    size, often = np.abs(weights), max(int(most), 1)
    if max(int(size.max(initial=0)) * often, denominator) < WHOLE:
        return np.asarray(sums(weights.astype(float))), denominator
    size, signs = size.astype(object), np.sign(weights).astype(object)
    base, total, unit = max(WHOLE // often, 2), 0, 1
    while unit == 1 or size.any():
        digits = sums((signs * (size % base)).astype(float))
        total = total + _wholes(digits) * unit
        size, unit = size // base, unit * base
    return np.asarray(total, object), denominator


def quotient(sums: NDArray, denominator: int, counts: NDArray | float = 1.0) -> NDArray[np.float64]:
    """Return sums over a denominator times counts, rounded once, and zero where counts are.

    >>> quotient(np.array([1.0, 3.0]), 10, np.array([1.0, 0.0]))
    array([0.1, 0. ])
    """
    if sums.dtype == object:
        by = _wholes(counts) * denominator
        return np.asarray(np.frompyfunc(lambda a, b: a / b if b else 0.0, 2, 1)(sums, by), float)
    by = np.asarray(counts * float(denominator))
    if by.ndim == 0 and by == 1:
        return sums
    return np.divide(sums, by, out=np.zeros_like(sums, dtype=float), where=by != 0)


def _wholes(numbers: NDArray | float) -> NDArray:
    """Return whole numbers as Python's own, which never overflow."""
    return np.asarray(np.frompyfunc(int, 1, 1)(numbers), object)


def mean(levels: pd.Index, times: NDArray[np.float64]) -> float:
    """Return the mean of levels, each taken so many times; 0 where none is taken.

    >>> mean(pd.Index([0.1, 0.2, -0.3]), np.ones(3))
    0.0
    """
    total = times.sum()
    if not total:
        return 0.0
    sums, denominator = summed(
        lambda weights: times @ weights, *over_one(levels.to_numpy() * 1), most=total
    )
    return float(quotient(sums, denominator, total))
