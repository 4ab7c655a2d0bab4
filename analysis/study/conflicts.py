"""Finds figures of one thing that cannot all be true, each taken within its precision."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import combinations

import pandas as pd

KEYS = ["indicator", "period", "entity", "counterpart", "basis"]
INFINITE = Decimal("Infinity")


def conflicting_figures(table: pd.DataFrame) -> Iterator[tuple[int, str, str]]:
    """Yield the row and value of each figure that contradicts one before it, and what that is.

    `table` holds the indicators as texts. An `exact` figure is known to half a unit of its last
    digit, one that is `about` right to half a unit of its last digit that is not a zero; `above`
    and `below` are bounds. What is planned contradicts nothing.
    """
    columns = [*KEYS, "value", "precision", "status", "document_id"]
    lines = table.reindex(columns=columns, fill_value="")
    for _, group in lines[lines["status"] != "planned"].groupby(KEYS, sort=False):
        told = {}
        for one, other in combinations(group.itertuples(), 2):
            if other.Index not in told and not _agree(one, other):
                told[other.Index] = f"{one.value!r} in row {one.Index}"
                yield other.Index, other.value, told[other.Index]


def _agree(one, other) -> bool:
    (low, high), (least, most) = (bounds(each.value, each.precision) for each in (one, other))
    return low <= most and least <= high


def bounds(value: str, precision: str) -> tuple[Decimal, Decimal]:
    """Return between what a figure lies, by how it is written and how sure it is.

    >>> [tuple(map(str, bounds(*each))) for each in (("28.7", "exact"), ("30", "about"))]
    [('28.65', '28.75'), ('25', '35')]
    """
    try:
        number = Decimal(value)
    except InvalidOperation:
        return -INFINITE, INFINITE
    if precision == "above":
        return number, INFINITE
    if precision == "below":
        return -INFINITE, number
    written = number.normalize() if precision == "about" and number else number
    half = Decimal(1).scaleb(int(written.as_tuple().exponent)) / 2
    return number - half, number + half
