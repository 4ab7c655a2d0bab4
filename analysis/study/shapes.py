"""The form of a data package: which values stand where, for whatever reads them to rely on."""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from analysis.errors import Problem, shown
from analysis.tables.constraints import RULES, TYPES, pattern_fault

LARGEST = 1e15  # above it not every whole number is one of its own


class Kind(NamedTuple):
    """What a value has to be, in words and as a test."""

    told: str
    holds: Callable[[object], bool]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value.strip() == value != ""


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) <= LARGEST  # which no infinity is, nor what is no number


def _is_name(value: object) -> bool:
    form = r"[a-z0-9]+([._-]+[a-z0-9]+)*"
    return isinstance(value, str) and len(value) <= 100 and re.fullmatch(form, value) is not None


def _is_size(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST


def _is_hash(value: object) -> bool:
    kind, colon, digits = value.rpartition(":") if isinstance(value, str) else ("", "", "")
    digits_of = {"md5": 32, "sha1": 40, "sha256": 64, "sha512": 128}
    known = digits_of.get(kind if colon else "md5")
    return known == len(digits) and re.fullmatch("[0-9a-fA-F]+", digits) is not None


def _one(value: object) -> bool:
    return _is_text(value) or (isinstance(value, list) and len(value) == 1 and _is_text(value[0]))


def _only(*choices: object) -> Kind:
    return Kind(f"one of: {', '.join(map(repr, choices))}", lambda value: value in choices)


TEXT = Kind("text", _is_text)
ANY_TEXT = Kind("text", lambda value: isinstance(value, str))
NUMBER = Kind("a finite number", _is_number)
FLAG = Kind("true or false", lambda value: isinstance(value, bool))
NAME = Kind("small letters, digits and hyphens, such as france-japan", _is_name)
SIZE = Kind("a number of bytes", _is_size)
HASH = Kind("md5, sha1, sha256 or sha512, a colon and its hexadecimal digits", _is_hash)
FIELD = Kind("the name of one field", _one)
FIELDS = Kind(
    "the names of fields",
    lambda value: (
        _is_text(value) or (isinstance(value, list) and value != [] and all(map(_is_text, value)))
    ),
)
CHOICES = Kind(
    "a list of texts or numbers",
    lambda value: (
        isinstance(value, list) and value != [] and all(_is_text(v) or _is_number(v) for v in value)
    ),
)
PATTERN = Kind(
    "a regular expression that looks neither ahead nor back",
    lambda value: isinstance(value, str) and not pattern_fault(value),
)
FIELD_SHAPE = {
    "name": TEXT,
    "type": _only(*TYPES),
    "format?": _only("default", "uri"),
    "constraints?": {
        "required?": FLAG,
        "unique?": FLAG,
        "enum?": CHOICES,
        "pattern?": PATTERN,
        "minimum?": NUMBER,
        "maximum?": NUMBER,
        **dict.fromkeys(
            ("minLength?", "maxLength?", "exclusiveMinimum?", "exclusiveMaximum?", "jsonSchema?"),
            Kind(f"one of: {', '.join(RULES)}", lambda _: False),
        ),
    },
    **dict.fromkeys(
        (
            "decimalChar?",
            "groupChar?",
            "bareNumber?",
            "missingValues?",
            "trueValues?",
            "falseValues?",
        ),
        Kind("none, for plain numbers are read", lambda _: False),
    ),
}
FOREIGN_KEY = {"fields": FIELD, "reference": {"resource": ANY_TEXT, "fields": FIELD}}
RESOURCE = {
    "name": TEXT,
    "path": TEXT,
    "bytes?": SIZE,
    "hash?": HASH,
    "format?": _only("csv"),
    "encoding?": _only("utf-8", "utf8", "UTF-8"),
    "dialect?": {
        "delimiter?": _only(","),
        "quoteChar?": _only('"'),
        "doubleQuote?": _only(True),
        "header?": _only(True),
        "skipInitialSpace?": _only(False),
    },
    "schema?": {
        "fields": [FIELD_SHAPE],
        "missingValues?": _only([""]),
        "primaryKey?": FIELDS,
        "foreignKeys?": [FOREIGN_KEY],
    },
}
PACKAGE = {
    "name": NAME,
    "title": TEXT,
    "version": TEXT,
    "description?": ANY_TEXT,
    "keywords?": [TEXT],
    "resources": [RESOURCE],
}


def misshapen(value: Any, shape: dict | list | Kind, place: str) -> Iterator[Problem]:
    """Yield a line for each value that is not of its kind; a key that ends in `?` may be left out.

    >>> list(misshapen({"a": [1, "x"]}, {"a": [NUMBER], "b?": TEXT}, "c.json"))
    ["c.json: a[1]: 'x'; expected a finite number"]
    """
    if isinstance(shape, Kind):
        if not shape.holds(value):
            yield _line(place, value, f"expected {shape.told}")
    elif not isinstance(value, type(shape)):
        kind = "an object" if isinstance(shape, dict) else "a list"
        yield _line(place, value, f"expected {kind}")
    elif isinstance(shape, list):
        for number, each in enumerate(value):
            yield from misshapen(each, shape[0], f"{place}[{_label(each, number)}]")
    else:
        yield from _misshapen_object(value, shape, place)


def _misshapen_object(value: Any, shape: dict, place: str) -> Iterator[Problem]:
    step = "." if ": " in place else ": "
    for key, inner in shape.items():
        name = key.removesuffix("?")
        if name in value:
            yield from misshapen(value[name], inner, f"{place}{step}{name}")
        elif name == key:
            expected = f"expected {inner.told}" if isinstance(inner, Kind) else ""
            told = f"; {expected}" if expected else ""
            file, _, path = f"{place}{step}{name}".partition(": ")
            text, wrong = f"{file}: {path} is missing{told}", "is missing"
            yield Problem(text, file=file, field=path, wrong=wrong, expectation=expected)


def _line(place: str, value: object, expectation: str) -> Problem:
    file, _, path = place.partition(": ")
    text = f"{place}: {shown(value)}; {expectation}"
    return Problem(text, file=file, field=path, value=value, expectation=expectation)


def _label(value: object, number: int) -> object:
    name = value.get("name") if isinstance(value, dict) else None
    return name if isinstance(name, str) and name else number
