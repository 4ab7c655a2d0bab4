"""Attributes as values that every file can hold: text, truth, numbers, and lists of text."""

import math
import re
from collections.abc import Mapping
from datetime import date
from enum import Enum

import numpy as np
import pandas as pd

from analysis.errors import tell

Value = str | bool | int | float | tuple[str, ...]
Record = dict[str, Value]

UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0, and with it GEXF, GraphML and XLSX, cannot hold however it is escaped."""


def values(what: str, attributes: Mapping, problems: list[str]) -> Record:
    """Return attributes as values; a missing one is left out.

    A list, tuple or set becomes a tuple of text, a date text in ISO 8601. Of each that cannot be
    held, and of a second name that is the same text, `problems` gets a line that begins with
    `what`.
    """
    record = {}
    for name, given in attributes.items():
        if _is_missing(given):
            continue
        value = _value(given)
        fault = unholdable(value) or unholdable(str(name))
        if str(name) in record:
            fault = "two attributes have this name; expected a name of its own"
        if fault:
            problems.append(f"{what}: {name}: {fault}")
        else:
            record[str(name)] = value
    return record


def as_text_beyond(records: list[Record], most: int, what: str) -> list[Record]:
    """Return the records with each attribute as text that holds a whole number beyond `most`.

    A note tells which. Weights stay numbers, of which programs read the first 16 digits.
    """
    great = {
        name
        for record in records
        for name, value in record.items()
        if name != "weight" and type(value) is int and not -most - 1 <= value <= most
    }
    if not great:
        return records
    told = f"{what}: {', '.join(sorted(great))}: whole numbers beyond {most}, written as text"
    tell(told)
    return [
        {name: text(value) if name in great else value for name, value in record.items()}
        for record in records
    ]


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

    Whole numbers become decimal ones beside decimal ones, everything else becomes text; so do whole
    numbers that no decimal one is equal to, unless they are weights.

    >>> alike([{"a": 1, "b": "x"}, {"a": 0.5, "b": 2}])
    [{'a': 1.0, 'b': 'x'}, {'a': 0.5, 'b': '2'}]
    """
    found: dict[str, list[Value]] = {}
    for record in records:
        for name, value in record.items():
            found.setdefault(name, []).append(value)
    kinds = {name: {type(value) for value in held} for name, held in found.items()}
    made = {
        name: float if kinds[name] == {int, float} and (name == "weight" or _exact(held)) else text
        for name, held in found.items()
        if len(kinds[name]) > 1
    }
    return [
        {name: made[name](value) if name in made else value for name, value in record.items()}
        for record in records
    ]


def _exact(numbers: list[Value]) -> bool:
    return all(abs(number) <= 2**53 for number in numbers if type(number) is int)


def _is_missing(given: object) -> bool:
    if isinstance(given, dict):
        return not given  # NetworkX leaves empty ones in what it reads
    if isinstance(given, float | np.floating):
        return math.isnan(given)
    if isinstance(given, np.datetime64 | np.timedelta64):
        return bool(np.isnat(given))
    return given is None or given is pd.NA or given is pd.NaT


def _value(given: object) -> object:
    if isinstance(given, np.datetime64):
        given = pd.Timestamp(given)  # as an item, NumPy's may be a bare number
    if isinstance(given, np.generic) and not isinstance(given, np.timedelta64):
        given = given.item()
    if isinstance(given, Enum):
        given = given.value
    if isinstance(given, set | frozenset):
        given = sorted(given, key=str)  # a set has no order of its own
    if isinstance(given, list | tuple | np.ndarray):
        return _list([_value(each) for each in given])
    return given.isoformat() if isinstance(given, date) else given


def _list(items: list[object]) -> object:
    """Return the items as text, or as they are for what is none of them to be told."""
    plain = all(isinstance(item, str | bool | int | float) for item in items)
    finite = all(math.isfinite(item) for item in items if isinstance(item, float))
    return tuple(map(text, items)) if plain and finite else items
