"""Brings in matrices of actors by concepts as a table of statements."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args

import pandas as pd
from openpyxl.utils import get_column_letter

from analysis.errors import InputError, Problem, check_choice, counted, problem, tell
from analysis.tables.columns import read_column
from analysis.tables.raw import Raw, as_text, capped
from analysis.tables.sheets import as_shown, check_names, name_of, one_line, raw_cells

Cells = Literal["counts", "stances"]
MOST = 10_000_000  # statements, which take a gigabyte


def read_incidence(
    source: str | Path | pd.DataFrame,
    *,
    cells: Cells = "counts",
    rows: str = "actor",
    columns: str = "sector",
    sheet: str | None = None,
    encoding: str | None = None,
) -> pd.DataFrame:
    """Read an incidence matrix, such as actors by concepts, as a table of statements.

    The file (CSV, XLSX or Parquet, as for `read_coded`) has names of concepts in row 1 and the name
    of an actor first in each row below; a DataFrame has them as its columns and its index, as
    `two_mode` returns them. `rows` and `columns` name the fields that they become.

    - `cells="counts"`: a cell holds the number of statements, such as 0, 1 or 3, and becomes as
      many of them, which `two_mode` counts again with `level=None`.
    - `cells="stances"`: a cell holds the stance of one statement, such as -1, 1 or 0.5, which
      becomes its `stance`.

    An empty cell and 0 are no statement. The `statement_id` is the cell, as in B2, with a number
    where that makes several: B2.1, B2.2. Raises `InputError` with every problem found, one line
    each, among them names that stand twice and counts that are none.

    >>> matrix = pd.DataFrame({"oil": [1, 0], "gas": [2, 1]}, ["A", "B"])
    >>> read_incidence(matrix)
      statement_id actor sector
    0           B2     A    oil
    1         C2.1     A    gas
    2         C2.2     A    gas
    3           C3     B    gas
    """
    check_choice("cells", cells, get_args(Cells))
    if len({rows, columns, "statement_id", "stance"}) < 4:
        raise InputError(
            f"rows, columns: {rows!r} and {columns!r}; expected two fields that are "
            "neither statement_id nor stance"
        )
    file = name_of(source)
    raw = raw_cells(_with_names(source), {}, sheet, encoding)
    table, notes = _filled(file, raw, cells)
    for note in [*raw.notes, *notes]:
        tell(note)
    return _statements(file, table, cells).rename(columns={"row": rows, "column": columns})


def _with_names(source: str | Path | pd.DataFrame) -> str | Path | pd.DataFrame:
    """Return a frame with the names of its rows as the first column."""
    if not isinstance(source, pd.DataFrame):
        return source
    numbered = isinstance(source.index, pd.RangeIndex) and source.index.name is None
    if numbered and source.shape[1] and not pd.api.types.is_numeric_dtype(source.dtypes.iloc[0]):
        return source
    frame = source.set_axis([as_text(name) for name in source.columns], axis=1)
    frame = frame.reset_index(drop=True)
    frame.insert(0, "", source.index.astype(object), allow_duplicates=True)
    return frame


def _filled(file: str, raw: Raw, cells: str) -> tuple[pd.DataFrame, list[str]]:
    """Return the cells that are statements, as row, column, id and value, and what to tell."""
    names = {
        place: one_line(name)
        for place, name in enumerate(raw.header)
        if place and (one_line(name) or raw.cells[place].notna().any())
    }
    if not names:
        expected = "expected their names in row 1, from the second column on"
        raise InputError(problem(file, wrong="no concepts", expectation=expected))
    check_names(file, [name for name in names.values() if name])
    actors = as_shown(raw, 0).map(one_line, na_action="ignore")
    problems = [*_name_problems(file, raw, names, actors)]
    parts, notes, zeros, blank = [], [], 0, False
    for place, name in names.items():
        values, faults, note = _column(raw, place, name, cells)
        problems += [
            problem(file, row, name, text, expected, named=f"column {name!r}", alone=True)
            for row, text, expected in faults
        ]
        notes += [f"{file}, column {name!r}: {note}"] if note else []
        zeros, blank = zeros + int((values == 0).sum()), blank or bool(values.isna().any())
        kept = values[values.notna() & (values != 0)]
        cell = (raw.places[place] if raw.places else get_column_letter(place + 1)) + (
            kept.index.astype("str")
        )
        parts.append(
            pd.DataFrame(
                {"row": actors.reindex(kept.index), "column": name, "cell": cell, "value": kept}
            )
        )
    if problems:
        raise InputError(capped(problems, file))
    if cells == "stances" and zeros and blank:  # where both stand, 0 may be meant as a stance
        told = f"{counted(zeros, 'cell')} of 0 read as no statement, as empty ones are"
        notes.append(f"{file}: {told}")
    return pd.concat(parts).sort_index(kind="stable"), notes


def _name_problems(
    file: str, raw: Raw, names: dict[int, str], actors: pd.Series
) -> Iterator[Problem]:
    for place, name in names.items():
        if not name:
            wrong = f"column {raw.place(place)} has no name"
            yield problem(file, wrong=wrong, expectation="expected one in row 1")
    for row, _, text, told in (each for each in raw.unread if each[1] == 0):
        yield problem(file, row, "", text, told, alone=True)
    for row in actors.index[actors.isna() & raw.cells.iloc[:, 1:].notna().any(axis=1)]:
        expected = "expected one in its first cell"
        yield problem(file, row, wrong="has no name", expectation=expected, alone=True)
    first: dict[str, int] = {}
    for row, name in actors.dropna().items():
        if first.setdefault(name, row) != row:
            wrong = f"stands in row {first[name]} too"
            yield problem(file, row, "", name, "expected each name once", wrong=wrong, alone=True)


def _column(raw: Raw, place: int, name: str, cells: str) -> tuple[pd.Series, list[tuple], str]:
    """Return a column's numbers, its faults (row, text, what was expected), and a note."""
    column = raw.cells[place]
    column = column.astype("int64") if column.dtype == bool else column
    values, faults, note = read_column(column, name, [name], (), None)
    unread = {row: (row, text, told) for row, at, text, told in raw.unread if at == place}
    faults = [*unread.values(), *(fault for fault in faults if fault[0] not in unread)]
    if cells == "counts":
        known = values[values.notna()]
        faults += [
            (row, as_text(value), "expected a count such as 0 or 2, or cells='stances'")
            for row, value in known[(known < 0) | (known % 1 != 0)].items()
        ]
    return values, faults, note


def _statements(file: str, table: pd.DataFrame, cells: str) -> pd.DataFrame:
    """Return a line for each statement that the cells hold."""
    table = table.reset_index(drop=True)
    counts = table["value"].astype("int64") if cells == "counts" else table["value"] * 0 + 1
    if (total := int(counts.sum())) > MOST:
        wrong, expected = f"its cells count {total} statements", f"expected at most {MOST}"
        raise InputError(problem(file, wrong=wrong, expectation=expected))
    again = table.loc[table.index.repeat(counts)]
    number = again.groupby(level=0).cumcount() + 1
    ids = again["cell"].where(
        counts.loc[again.index] == 1, again["cell"] + "." + number.astype("str")
    )
    found = pd.DataFrame({"statement_id": ids, "row": again["row"], "column": again["column"]})
    found = found.astype("str").reset_index(drop=True)
    return found if cells == "counts" else found.assign(stance=table["value"])
