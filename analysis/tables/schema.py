"""Reads a CSV table against its Table Schema and tells every mistake by row, field and value.

The schema is the one of the Frictionless Data Package, so `frictionless validate` agrees. The
reading is our own because a coder needs the row, the value and the nearest right answer, all at
once, in a fraction of the time.
"""

import csv
import unicodedata
import warnings
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis.errors import InputNote, Problem, counted, one_of, problem, shown
from analysis.tables.constraints import faults
from analysis.tables.csv_text import cells_up_to, csv_reader, decoded, odd_byte

LONGEST_CELL = 131_072  # letters, whatever else in this process has set
DTYPES = {"string": "str", "integer": "Int64", "number": "Float64", "date": "datetime64[s]"}
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright strokes"}
NEAREST = 20
"""For so many values that a table lacks the nearest one is looked up."""


def read_cells(path: Path, names: list[str]) -> tuple[pd.DataFrame | None, list[Problem]]:
    """Read a table's cells as they stand.

    Returns a DataFrame of strings with the columns `names`, its index the row as a spreadsheet
    counts it (the header is row 1), or None when the file cannot be read as such a table; and the
    problems found, a line each.
    """
    text, wrong = _text(path)
    records, wrong = ([], wrong) if wrong else _records(path.name, text)
    if wrong:
        return None, [wrong]
    header, *rows = records
    if problems := list(_header_problems(path.name, header, names)):
        return None, problems
    numbered = {number: record for number, record in enumerate(rows, 2) if record}
    if ragged := [
        problem(
            path.name,
            number,
            wrong=counted(len(record), "cell"),
            expectation=f"expected {len(header)}",
        )
        for number, record in numbered.items()
        if len(record) != len(header)
    ]:
        return None, ragged
    cells = pd.DataFrame(numbered.values(), numbered.keys(), header, dtype="str")
    return cells[names], []


def cell_problems(file: str, cells: pd.DataFrame, schema: dict) -> Iterator[Problem]:
    """Yield a line for each cell that breaks its field's type or a rule, and each repeated key."""
    for field in schema["fields"]:
        column = cells[field["name"]].tolist()
        wrong = faults(column, field)
        for row, value in zip(cells.index, column, strict=True) if wrong else ():
            if value in wrong:
                yield problem(file, row, field["name"], value, wrong[value])
    for names in _keys(schema):
        yield from _repeats(file, cells[names], names)


def reference_problems(
    file: str, cells: pd.DataFrame, schema: dict, tables: dict[str, pd.DataFrame]
) -> Iterator[Problem]:
    """Yield a line for each cell that points to a row that its table does not hold.

    `tables` holds the cells of the tables that could be read, this one under the name "".
    """
    for foreign in schema.get("foreignKeys", []):
        field, target = _only(foreign["fields"]), foreign["reference"]
        if target["resource"] not in tables:
            continue
        known = tables[target["resource"]][_only(target["fields"])]
        column = cells[field]
        lost = column[(column != "") & ~column.isin(known)]
        place = target["resource"] or "this table"
        home = f"{target['resource']}.csv" if target["resource"] else file
        expected = _expected(lost, known)
        for row, value in lost.items():
            yield problem(
                file,
                row,
                field,
                value,
                expected[value],
                wrong=f"is not in {place}",
                missing_in=home,
            )


def _expected(lost: pd.Series, known: pd.Series) -> dict[str, str]:
    """Say what was expected instead of each value; of very many, that of the first."""
    values, names = lost.unique().tolist(), known.tolist()
    near = {value: one_of(value, names) for value in values[:NEAREST]}
    return dict.fromkeys(values, f"expected one of {len(names)} known ids") | near


def _only(names: str | list[str]) -> str:
    return names if isinstance(names, str) else names[0]


def typed(cells: pd.DataFrame, schema: dict) -> pd.DataFrame:
    """Turn cells without problems into columns of the schema's types; an empty cell is missing."""
    missing = cells == ""
    filled, holes = cells.mask(missing), missing.any()
    columns = {
        field["name"]: _column(filled[field["name"]], field["type"], holes[field["name"]])
        for field in schema["fields"]
    }
    return pd.DataFrame(columns).reset_index(drop=True)


def _text(path: Path) -> tuple[str, Problem | None]:
    """Return a file's text in the one normal form of Unicode, or what is wrong with the file."""
    try:
        raw = path.read_bytes() if path.is_file() else None
    except OSError as error:
        return "", problem(path.name, wrong=f"could not be read ({error.strerror})")
    if raw is None:
        return "", problem(path.name, wrong=f"no such file in {path.parent}")
    try:
        text = decoded(raw, "utf-8")
    except UnicodeDecodeError as error:
        row, byte = odd_byte(error)
        expected = "expected the file in UTF-8 (in a spreadsheet: save as 'CSV UTF-8')"
        wrong = f"byte {byte} is not UTF-8"
        return "", problem(path.name, row, wrong=wrong, expectation=expected, alone=True)
    _tell_spreadsheet(path, raw)
    return _composed(path, text), None


def _composed(path: Path, text: str) -> str:
    if unicodedata.is_normalized("NFC", text):
        return text
    told = f"{path.name}: has letters written as letter and accent apart; read as one letter"
    warnings.warn(told, InputNote, stacklevel=2)
    return unicodedata.normalize("NFC", text)


def _records(file: str, text: str) -> tuple[list[list[str]], Problem | None]:
    records: list[list[str]] = []
    try:
        with cells_up_to(LONGEST_CELL):
            records.extend(csv_reader(text, newline="\n"))
    except csv.Error as error:
        wrong = f"not CSV ({error}, from row {len(records) + 1} on)"
        expected = "expected commas between cells, quotes closed"
        return [], problem(file, wrong=wrong, expectation=expected)
    if not any(records[:1]) or not any(records[0]):
        return [], problem(file, wrong="the file is empty", expectation="expected a header row")
    return records, None


def _tell_spreadsheet(path: Path, raw: bytes) -> None:
    traces = {"a byte order mark": raw.startswith(BOM_UTF8), "Windows line ends": b"\r\n" in raw}
    if found := [trace for trace, there in traces.items() if there]:
        told = f"{path.name}: has {' and '.join(found)}, as spreadsheets write; read without"
        warnings.warn(told, InputNote, stacklevel=2)


def _header_problems(file: str, header: list[str], names: list[str]) -> Iterator[Problem]:
    every = f"expected the fields {', '.join(names)}"
    for sign, called in SEPARATORS.items():
        if len(header) == 1 and sign in header[0]:
            wrong = f"cells are separated by {called}"
            yield problem(file, wrong=wrong, expectation="expected commas")
            return
    if set(header).isdisjoint(names):
        wrong = f"row 1 is no header: {shown(', '.join(header))}"
        yield problem(file, wrong=wrong, expectation=every)
        return
    if missing := [name for name in names if name not in header]:
        are = f"s {missing} are" if len(missing) > 1 else f" {missing[0]!r} is"
        yield problem(file, wrong=f"field{are} missing", expectation=every)
    for name in dict.fromkeys(header):
        if name not in names:
            wrong = f"unknown field {shown(name)}"
            yield problem(file, wrong=wrong, expectation=one_of(name, names))
        elif header.count(name) > 1:
            wrong = f"field {name!r} stands more than once"
            yield problem(file, wrong=wrong, expectation="expected it once")


def _keys(schema: dict) -> list[list[str]]:
    primary = schema.get("primaryKey", [])
    keys = [[primary] if isinstance(primary, str) else primary] if primary else []
    unique = [[f["name"]] for f in schema["fields"] if f.get("constraints", {}).get("unique")]
    return keys + [key for key in unique if key not in keys]


def _repeats(file: str, cells: pd.DataFrame, names: list[str]) -> Iterator[Problem]:
    first: dict[tuple, int] = {}
    if not cells.duplicated().any():
        return
    for row, *values in cells[~(cells == "").all(axis=1)].itertuples():
        earlier = first.setdefault(tuple(values), row)
        if earlier != row:
            wrong = f"stands in row {earlier} too"
            key, value = ", ".join(names), ", ".join(values)
            yield problem(file, row, key, value, "expected each value once", wrong=wrong)


def _column(cells: pd.Series, kind: str, holes: bool) -> pd.Series:
    if kind == "string":
        return cells
    if kind == "date":
        return cells.astype(DTYPES[kind])
    # NumPy's plain dtypes are what callers know; the nullable ones only where a cell is missing.
    column = cells.str.removeprefix("+").astype(DTYPES[kind])
    return column if holes else column.astype(DTYPES[kind].lower())
