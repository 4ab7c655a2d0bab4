"""Brings in matrices of actors by concepts as a table of statements."""

import warnings
from pathlib import Path
from typing import Literal, get_args

import pandas as pd
from openpyxl.utils import get_column_letter

from analysis.columns import read_column
from analysis.errors import InputError, InputNote, one_of
from analysis.raw import Raw, as_text, capped
from analysis.sheets import as_shown, check_names, name_of, one_line, raw_cells

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
      many of them.
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
    if cells not in get_args(Cells):
        raise InputError(f"cells: {cells!r}; {one_of(cells, get_args(Cells))}")
    file = name_of(source)
    raw = raw_cells(_with_names(source), {}, sheet, encoding)
    table, notes = _values(file, raw, cells)
    for note in [*raw.notes, *notes]:
        warnings.warn(note, InputNote, stacklevel=2)
    return _statements(file, table, cells).rename(columns={"row": rows, "column": columns})


def _with_names(source: str | Path | pd.DataFrame) -> str | Path | pd.DataFrame:
    """Return a frame with the names of its rows as the first column."""
    if not isinstance(source, pd.DataFrame):
        return source
    numbered = isinstance(source.index, pd.RangeIndex) and source.index.name is None
    if numbered and source.shape[1] and not pd.api.types.is_numeric_dtype(source.dtypes.iloc[0]):
        return source
    frame = source.set_axis([as_text(name) for name in source.columns], axis=1)
    frame.insert(0, "", source.index.astype(object), allow_duplicates=True)
    return frame.reset_index(drop=True)


def _values(file: str, raw: Raw, cells: str) -> tuple[pd.DataFrame, list[str]]:
    """Return the cells that are statements: row and column, its place in the file and the value."""
    names = [one_line(name) for name in raw.header]
    if len(names) < 2:
        raise InputError(f"{file}: one column; expected names of rows, and a column each concept")
    check_names(file, names[1:])
    problems = [*_name_problems(file, raw, names), *_unread(file, raw, names)]
    actors = as_shown(raw, 0).map(one_line, na_action="ignore")
    parts, notes = [], []
    for place, name in enumerate(names[1:], 1):
        values, faults, note = read_column(raw.cells[place], name, [name], (), None)
        faults += _count_faults(values) if cells == "counts" else []
        problems += [f"{file}, row {row}, column {name!r}: {text!r}; {told}"
                     for row, text, told in faults]  # fmt: skip
        notes += [f"{file}, column {name!r}: {note}"] if note else []
        kept = values[values.notna() & (values != 0)]
        letter = raw.places[place] if raw.places else get_column_letter(place + 1)
        parts.append(pd.DataFrame({"row": actors.reindex(kept.index), "column": name,
                                   "place": letter, "value": kept}))  # fmt: skip
    if problems:
        raise InputError(capped(problems, file))
    return pd.concat(parts), notes


def _name_problems(file: str, raw: Raw, names: list[str]) -> list[str]:
    actors = as_shown(raw, 0).map(one_line, na_action="ignore")
    rows = raw.cells.iloc[:, 1:].notna().any(axis=1)
    problems = [f"{file}: column {raw.place(place)} has no name; expected one in row 1"
                for place, name in enumerate(names)
                if place and not name and raw.cells[place].notna().any()]  # fmt: skip
    problems += [f"{file}, row {row}: has no name; expected one in its first cell"
                 for row in actors.index[actors.isna() & rows]]  # fmt: skip
    first: dict[str, int] = {}
    for row, name in actors.dropna().items():
        if first.setdefault(name, row) != row:
            problems.append(f"{file}, row {row}: {name!r} stands in row {first[name]} too; "
                            "expected each name once")  # fmt: skip
    return problems


def _unread(file: str, raw: Raw, names: list[str]) -> list[str]:
    return [f"{file}, row {row}, column {names[place]!r}: {text!r}; {told}"
            for row, place, text, told in raw.unread if place == 0]  # fmt: skip


def _count_faults(values: pd.Series) -> list[tuple[int, str, str]]:
    odd = values[values.notna()]
    odd = odd[(odd < 0) | (odd % 1 != 0)]
    return [(row, as_text(value), "expected a count such as 0 or 2, or cells='stances'")
            for row, value in odd.items()]  # fmt: skip


def _statements(file: str, table: pd.DataFrame, cells: str) -> pd.DataFrame:
    table = table.sort_index(kind="stable")
    ids = table["place"] + table.index.astype("str")
    if cells == "stances":
        found = table[["row", "column"]].assign(stance=table["value"])
        return _placed(found, ids)
    counts = table["value"].astype("int64")
    if counts.sum() > MOST:
        raise InputError(f"{file}: its cells count {counts.sum()} statements; expected at most "
                         f"{MOST}")  # fmt: skip
    positions = pd.RangeIndex(len(table)).repeat(counts)
    again = table[["row", "column"]].iloc[positions]
    number = pd.Series(positions).groupby(positions).cumcount() + 1
    several = counts.iloc[positions].to_numpy() > 1
    numbered = ids.take(positions).to_series(index=number.index)
    return _placed(again, numbered.mask(several, numbered + "." + number.astype("str")))


def _placed(statements: pd.DataFrame, ids) -> pd.DataFrame:
    statements = statements.reset_index(drop=True).astype({"row": "str", "column": "str"})
    statements.insert(0, "statement_id", pd.array([*ids], dtype="str"))
    return statements
