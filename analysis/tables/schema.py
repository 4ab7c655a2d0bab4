"""Reads a CSV table against its Table Schema and tells every mistake by row, field and value.

The schema is the one of the Frictionless Data Package, so `frictionless validate` agrees. The
reading is our own because a coder needs the row, the value and the nearest right answer, all at
once, in a fraction of the time.
"""

import csv
import re
import warnings
from codecs import BOM_UTF8
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import pandas as pd

from analysis.errors import InputNote, one_of

DTYPES = {"string": "str", "integer": "Int64", "number": "Float64", "date": "datetime64[s]"}
FORMS = {
    "integer": "a whole number such as -1",
    "number": "a number such as 12.5",
    "date": "a date as year-month-day, such as 2024-11-27",
}


def read_cells(path: Path, names: list[str]) -> tuple[pd.DataFrame | None, list[str]]:
    """Read a table's cells as they stand.

    Returns a DataFrame of strings with the columns `names`, its index the row as a spreadsheet
    counts it (the header is row 1), or None when the file cannot be read as such a table; and the
    problems found, a line each.
    """
    text, problem = _text(path)
    if problem:
        return None, [problem]
    header, *records = csv.reader(StringIO(text), strict=True)
    if problems := list(_header_problems(path, header, names)):
        return None, problems
    numbered = {number: record for number, record in enumerate(records, 2) if record}
    ragged = [
        f"{path.name}, row {number}: {len(record)} cells; expected {len(header)}"
        for number, record in numbered.items()
        if len(record) != len(header)
    ]
    if ragged:
        return None, ragged
    cells = pd.DataFrame(numbered.values(), numbered.keys(), header, dtype="str")
    return cells[names], []


def cell_problems(file: str, cells: pd.DataFrame, schema: dict) -> Iterator[str]:
    """Yield a line for each cell that breaks its field's type or a rule, and each repeated key."""
    for field in schema["fields"]:
        column = cells[field["name"]].tolist()
        faults = {value: fault for value in set(column) if (fault := _fault(value, field))}
        for row, value in zip(cells.index, column, strict=True) if faults else ():
            if value in faults:
                yield f"{file}, row {row}, field {field['name']}: {value!r}; {faults[value]}"
    for names in _keys(schema):
        yield from _repeats(file, cells[names], names)


def reference_problems(
    file: str, cells: pd.DataFrame, schema: dict, tables: dict[str, pd.DataFrame]
) -> Iterator[str]:
    """Yield a line for each cell that points to a row that its table does not hold.

    `tables` holds the cells of the tables that could be read, this one under the name "".
    """
    for foreign in schema.get("foreignKeys", []):
        field, target = foreign["fields"], foreign["reference"]
        if target["resource"] not in tables:
            continue
        known = tables[target["resource"]][target["fields"]]
        column = cells[field]
        for row, value in column[(column != "") & ~column.isin(known)].items():
            place = target["resource"] or "this table"
            yield (
                f"{file}, row {row}, field {field}: {value!r} is not in {place}; "
                f"{one_of(value, known)}"
            )


def is_period(text: str) -> bool:
    """Tell whether a text is a day, month or year in ISO 8601.

    >>> is_period("2022-02"), is_period("2022-02-30")
    (True, False)
    """
    return re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text) is not None and _is_date(
        text + "-01" * ((10 - len(text)) // 3)
    )


def typed(cells: pd.DataFrame, schema: dict) -> pd.DataFrame:
    """Turn cells without problems into columns of the schema's types; an empty cell is missing."""
    missing = cells == ""
    filled, holes = cells.mask(missing), missing.any()
    columns = {
        field["name"]: _column(filled[field["name"]], field["type"], holes[field["name"]])
        for field in schema["fields"]
    }
    return pd.DataFrame(columns).reset_index(drop=True)


def _text(path: Path) -> tuple[str, str]:
    if not path.is_file():
        return "", f"{path.name}: no such file in {path.parent}"
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
        header = next(csv.reader(StringIO(text), strict=True), [])
        list(csv.reader(StringIO(text), strict=True))
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        return "", (
            f"{path.name}, row {row}: byte {raw[error.start]:#04x} is not UTF-8; "
            "expected the file in UTF-8 (in a spreadsheet: save as 'CSV UTF-8')"
        )
    except csv.Error as error:
        return "", f"{path.name}: not CSV ({error}); expected commas between cells, quotes closed"
    if not any(header):
        return "", f"{path.name}: the file is empty; expected a header row"
    _tell_spreadsheet(path, raw)
    return text, ""


def _tell_spreadsheet(path: Path, raw: bytes) -> None:
    traces = {"a byte order mark": raw.startswith(BOM_UTF8), "Windows line ends": b"\r\n" in raw}
    if found := [trace for trace, there in traces.items() if there]:
        told = f"{path.name}: has {' and '.join(found)}, as spreadsheets write; read without"
        warnings.warn(told, InputNote, stacklevel=2)


def _header_problems(path: Path, header: list[str], names: list[str]) -> Iterator[str]:
    if len(header) == 1 and ";" in header[0]:
        yield f"{path.name}: cells are separated by semicolons; expected commas"
        return
    for name in names:
        if name not in header:
            yield f"{path.name}: field {name!r} is missing; expected the fields {', '.join(names)}"
    for name in dict.fromkeys(header):
        if name not in names:
            yield f"{path.name}: unknown field {name!r}; {one_of(name, names)}"
        elif header.count(name) > 1:
            yield f"{path.name}: field {name!r} stands more than once; expected it once"


def _fault(cell: str, field: dict) -> str:
    """Return what was expected instead of the cell, or an empty string when it is right."""
    rules, kind = field.get("constraints", {}), field["type"]
    if cell == "":
        return "expected a value" if rules.get("required") else ""
    if cell != cell.strip():
        return "expected no space before or after the value"
    if not _has_form(cell, kind):
        return f"expected {FORMS[kind]}"
    if "enum" in rules and cell not in map(str, rules["enum"]):
        return one_of(cell, rules["enum"])
    if "pattern" in rules and not re.fullmatch(rules["pattern"], cell):
        return f"expected the form {rules['pattern']}"
    return _range_fault(cell, rules)


def _has_form(cell: str, kind: str) -> bool:
    if kind == "date":
        return _is_date(cell)
    if kind == "integer":
        return re.fullmatch(r"[+-]?[0-9]+", cell) is not None
    if kind == "number":
        return re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", cell) is not None
    return True


def _is_date(cell: str) -> bool:
    try:
        return date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


def _range_fault(cell: str, rules: dict) -> str:
    low, high = rules.get("minimum"), rules.get("maximum")
    if (low is None or float(cell) >= low) and (high is None or float(cell) <= high):
        return ""
    if low is None or high is None:
        return f"expected at most {high}" if low is None else f"expected at least {low}"
    return f"expected a value from {low} to {high}"


def _keys(schema: dict) -> list[list[str]]:
    primary = schema.get("primaryKey", [])
    keys = [[primary] if isinstance(primary, str) else primary] if primary else []
    unique = [[f["name"]] for f in schema["fields"] if f.get("constraints", {}).get("unique")]
    return keys + [key for key in unique if key not in keys]


def _repeats(file: str, cells: pd.DataFrame, names: list[str]) -> Iterator[str]:
    first: dict[tuple, int] = {}
    if not cells.duplicated().any():
        return
    for row, *values in cells[~(cells == "").all(axis=1)].itertuples():
        earlier = first.setdefault(tuple(values), row)
        if earlier != row:
            yield (
                f"{file}, row {row}, field {', '.join(names)}: {', '.join(values)!r} stands in "
                f"row {earlier} too; expected each value once"
            )


def _column(cells: pd.Series, kind: str, holes: bool) -> pd.Series:
    if kind == "string":
        return cells
    if kind == "date":
        return cells.astype(DTYPES[kind])
    # NumPy's plain dtypes are what callers know; the nullable ones only where a cell is missing.
    column = cells.str.removeprefix("+").astype(DTYPES[kind])
    return column if holes else column.astype(DTYPES[kind].lower())
