"""Reads a table of a study from CSV, in its canonical form or as a spreadsheet has written it."""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.errors import InputError, Problem, counted, one_of, problem, shown, tell
from analysis.tables.canonical import canonical_cells
from analysis.tables.restored import restored
from analysis.tables.spreadsheet_rows import Trace, spreadsheet_rows

KEPT = 50  # tables: those of a few studies, or of one as it is edited
LARGE = 2_000_000  # bytes of a table that is read anew and not held


class Read(NamedTuple):
    """A table's cells in their canonical form, and the traces of a spreadsheet in its file.

    `cells` is a DataFrame of strings, its index the row as a spreadsheet counts it (the header is
    row 1), or None where `problems` say why the file cannot be read as such a table.
    """

    cells: pd.DataFrame | None
    problems: list[Problem]
    traces: list[Trace]


def read_cells(path: Path, schema: dict) -> tuple[pd.DataFrame | None, list[Problem]]:
    """Return the cells of a table with the fields of a schema, and the problems found.

    Fields come in the order of the schema, whatever their order in the file. An `InputNote` tells
    what a spreadsheet has left in the file, if anything.
    """
    cells, problems, traces = read_table(path, schema)
    for ending in dict.fromkeys(trace.ending for trace in traces):
        *most, last = [trace.told for trace in traces if trace.ending == ending]
        told = f"{', '.join(most)} and {last}" if most else last
        tell(f"{path.name}: has {told}{ending}")
    return cells if cells is None else cells[_names(schema)], problems


def read_table(path: Path, schema: dict) -> Read:
    """Return a table's cells in their canonical form, and what was not in that form.

    The same bytes are read once: of a study that is edited one table changes, and a dozen do not.
    """
    try:
        raw = _bytes(path)
    except InputError as error:
        return Read(None, error.problems, [])
    read = _read if len(raw) < LARGE else _read.__wrapped__
    cells, problems, traces = read(path.name, raw, json.dumps(schema))
    own = cells if cells is None else cells.copy(deep=False)
    return Read(own, [*problems], [*traces])


@lru_cache(KEPT)
def _read(file: str, raw: bytes, schema_text: str) -> Read:
    schema = json.loads(schema_text)
    try:
        cells, traces = _cells(file, raw, _names(schema))
    except InputError as error:
        return Read(None, error.problems, [])
    cells, more = restored(cells, schema)
    return Read(cells, [], traces + more)


def _names(schema: dict) -> list[str]:
    return [field["name"] for field in schema["fields"]]


def _cells(file: str, raw: bytes, names: list[str]) -> tuple[pd.DataFrame, list[Trace]]:
    cells, traces = canonical_cells(raw), []
    if cells is None:
        header, rows, traces = spreadsheet_rows(file, raw, names)
        if problems := [*_header_problems(file, header, names)]:
            raise InputError(problems)
        if problems := [*_ragged(file, header, rows)]:
            raise InputError(problems)
        cells = pd.DataFrame(rows.values(), rows.keys(), header, dtype="str")
    elif problems := [*_header_problems(file, [*cells], names)]:
        raise InputError(problems)
    return cells, traces


def _bytes(path: Path) -> bytes:
    try:
        if path.is_file():
            return path.read_bytes()
        wrong = f"no such file in {path.parent}"
    except OSError as error:
        wrong = f"could not be read ({error.strerror})"
    raise InputError(problem(path.name, wrong=wrong))


def _ragged(file: str, header: list[str], rows: dict[int, list[str]]) -> Iterator[Problem]:
    for number, row in rows.items():
        if len(row) != len(header):
            wrong, expected = counted(len(row), "cell"), f"expected {len(header)}"
            yield problem(file, number, wrong=wrong, expectation=expected)


def _header_problems(file: str, header: list[str], names: list[str]) -> Iterator[Problem]:
    every = f"expected the fields {', '.join(names)}"
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
