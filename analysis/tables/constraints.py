"""What a field's type and constraints ask of a cell, as Table Schema defines them."""

import math
import re
from collections.abc import Iterable
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from analysis.errors import one_of

FORMS = {
    "integer": "a whole number such as -1",
    "number": "a number such as 12.5",
    "date": "a date as year-month-day, such as 2024-11-27",
}
TYPES = ("string", *FORMS)
RULES = ("required", "unique", "enum", "pattern", "minimum", "maximum")

HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b\ufeff\ufffe\uffff\ud800-\udfff]")
PLAIN = "expected one line of text without control or invisible characters"


def faults(cells: Iterable[str], field: dict) -> dict[str, str]:
    """Return what was expected instead of each of the cells that is not right.

    >>> faults(["1", "x"], {"name": "n", "type": "integer"})
    {'x': 'expected a whole number such as -1'}
    """
    cells = list(dict.fromkeys(cells))
    pattern = field.get("constraints", {}).get("pattern")
    formless = misfits(pattern, cells) if pattern is not None else frozenset()
    told = ((cell, _fault(cell, field, cell in formless)) for cell in cells)
    return {cell: fault for cell, fault in told if fault}


def _fault(cell: str, field: dict, formless: bool) -> str:
    rules, kind = field.get("constraints", {}), field["type"]
    if cell == "":
        return "expected a value" if rules.get("required") else ""
    if is_hidden(cell):
        return PLAIN
    if cell != cell.strip():
        return "expected no space before or after the value"
    if not _has_form(cell, kind):
        return f"expected {FORMS[kind]}"
    if "enum" in rules and cell not in map(str, rules["enum"]):
        return one_of(cell, rules["enum"])
    if formless:
        return f"expected the form {rules['pattern']}"
    return _range_fault(cell, rules) or _size_fault(cell, kind)


def is_hidden(text: str) -> bool:
    """Tell whether a text holds line breaks, control characters or what nobody can see.

    The joiners that Persian and Hindi are written with are seen.

    >>> is_hidden("a\\nb"), is_hidden("a b")
    (True, False)
    """
    return HIDDEN.search(text) is not None


def is_period(text: str) -> bool:
    """Tell whether a text is a day, month or year in ISO 8601.

    >>> is_period("2022-02"), is_period("2022-02-30")
    (True, False)
    """
    return re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text) is not None and is_date(
        text + "-01" * ((10 - len(text)) // 3)
    )


def is_date(cell: str) -> bool:
    """Tell whether a text is a day as year-month-day."""
    try:
        return date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


def misfits(pattern: str, cells: Iterable[str]) -> set[str]:
    """Return the cells that do not have a pattern's form from end to end.

    It takes a time that grows with their length, whatever the pattern.

    >>> misfits("(a+)+", ["a" * 5000 + "b", "aa"]) == {"a" * 5000 + "b"}
    True
    """
    column = pa.array(list(cells), pa.string())
    formed = pc.match_substring_regex(column, rf"\A(?:{pattern})\z").to_pylist()
    # RE2 takes for \S what is no space in ASCII; a space of another script is one too.
    strict = "\\S" in pattern
    return {
        cell
        for cell, whole in zip(column.to_pylist(), formed, strict=True)
        if not whole or (strict and re.search(r"\s", cell))
    }


def pattern_fault(pattern: str) -> str:
    """Return why a text is no pattern that RE2 knows, or an empty string."""
    try:
        pc.match_substring_regex(pa.array([""]), pattern)
        misfits(pattern, [""])
    except pa.ArrowInvalid as error:
        return str(error).removeprefix("Invalid regular expression: ").splitlines()[0]
    return ""


def _has_form(cell: str, kind: str) -> bool:
    if kind == "date":
        return is_date(cell)
    if kind == "integer":
        return re.fullmatch(r"[+-]?[0-9]+", cell) is not None
    if kind == "number":
        return re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", cell) is not None
    return True


def _range_fault(cell: str, rules: dict) -> str:
    low, high = rules.get("minimum"), rules.get("maximum")
    if (low is None or float(cell) >= low) and (high is None or float(cell) <= high):
        return ""
    if low is None or high is None:
        return f"expected at most {high}" if low is None else f"expected at least {low}"
    return f"expected a value from {low} to {high}"


def _size_fault(cell: str, kind: str) -> str:
    """Tell a number that no column of whole or of decimal numbers could hold."""
    if kind == "integer" and abs(float(cell)) >= 2**63:
        return "expected a whole number of at most 18 digits"
    if kind == "number" and not math.isfinite(float(cell)):
        return "expected a finite number"
    return ""
