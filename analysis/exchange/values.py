"""Attributes as values that every file can hold: text, truth, numbers, and lists of text."""

import math
import re
from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

Value = str | bool | int | float | tuple[str, ...]
Record = dict[str, Value]

UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0, and with it GEXF, GraphML and XLSX, cannot hold however it is escaped."""


def values(what: str, attributes: Mapping, problems: list[str]) -> Record:
    """Return attributes as values; a missing one is left out.

    A list, tuple or set becomes a tuple of text, a date text in ISO 8601. Of each that cannot be
    held `problems` gets a line, which begins with `what`.
    """
    record = {}
    for name, given in attributes.items():
        if _is_missing(given):
            continue
        value = _value(given)
        fault = unholdable(value) or unholdable(str(name))
        if fault:
            problems.append(f"{what}: {name}: {fault}")
        else:
            record[str(name)] = value
    return record


def unholdable(value: object) -> str:
    """Say why a value cannot stand in a file, or return an empty string when it can.

    >>> unholdable("a\\0b")
    "'a\\\\x00b' holds the control character '\\\\x00'; expected text without"
    """
    if isinstance(value, float) and not math.isfinite(value):
        return f"{value}; expected a finite number"
    if not isinstance(value, str | bool | int | float | tuple):
        return f"{value!r}; expected text, a number, a truth value, a date or a list of these"
    found = UNWRITABLE.search(text(value))
    if not found:
        return ""
    return f"{text(value)!r} holds the control character {found[0]!r}; expected text without"


def text(value: Value) -> str:
    """Write a value as text: a list between spaces, truth as XML does, numbers in full precision.

    >>> text(("D1-01", "D1-02")), text(True), text(0.1)
    ('D1-01 D1-02', 'true', '0.1')
    """
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(value) if isinstance(value, tuple) else str(value)


def alike(records: list[Record]) -> list[Record]:
    """Return the records with one type of value to an attribute, as the columns of a table have.

    Whole numbers become decimal ones beside decimal ones, everything else becomes text.

    >>> alike([{"a": 1, "b": "x"}, {"a": 0.5, "b": 2}])
    [{'a': 1.0, 'b': 'x'}, {'a': 0.5, 'b': '2'}]
    """
    kinds: dict[str, set[type]] = {}
    for record in records:
        for name, value in record.items():
            kinds.setdefault(name, set()).add(type(value))
    made = {
        name: float if found == {int, float} else text
        for name, found in kinds.items()
        if len(found) > 1
    }
    return [
        {name: made[name](value) if name in made else value for name, value in record.items()}
        for record in records
    ]


def _is_missing(given: object) -> bool:
    if isinstance(given, dict):
        return not given  # NetworkX leaves empty ones in what it reads
    if isinstance(given, float | np.floating):
        return math.isnan(given)
    return given is None or given is pd.NA or given is pd.NaT


def _value(given: object) -> object:
    if isinstance(given, np.generic):
        given = given.item()
    if isinstance(given, set | frozenset):
        given = sorted(given, key=str)  # a set has no order of its own
    if isinstance(given, list | tuple | np.ndarray):
        return tuple(text(_value(each)) for each in given)
    return given.isoformat() if isinstance(given, date) else given
