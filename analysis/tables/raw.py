"""Cells of a table as they stand in a file, before they are read as fields."""

from datetime import datetime
from typing import NamedTuple

import pandas as pd

from analysis.errors import Problem, once_a_value

TOLD = 20  # lines a field, lest a column mapped by mistake tells each of its rows

Texts = dict[int, dict[int, str]]
"""Texts by place of the column and by row."""


class Raw(NamedTuple):
    """A header, and the cells below it by row (the header is row 1) and by place of the column.

    `shown` holds what a sheet shows where `as_text` of the value would differ; `coarse` the dates
    of which a sheet shows the month or year only; `unread` the cells that could not be read, each
    as row, place, text and what was expected; `places` the letters of a workbook's columns.
    """

    header: list[str]
    cells: pd.DataFrame
    shown: Texts
    coarse: Texts
    unread: list[tuple[int, int, str, str]]
    notes: list[str]
    places: list[str]

    def place(self, number: int) -> str:
        """Return what people call a column's place: a letter in a workbook, or its number."""
        return self.places[number] if self.places else str(number + 1)


def plain_raw(header: list[str], cells: pd.DataFrame) -> Raw:
    """Return cells that are but what they are, as in files without formats."""
    return Raw(header, cells, {}, {}, [], [], [])


def as_text(cell: object) -> str:
    """Write a cell as a spreadsheet shows it.

    >>> as_text(7.0), as_text(True), as_text(None)
    ('7', 'TRUE', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds").removesuffix(" 00:00:00")
    return str(cell)


def capped(lines: list[Problem], place: str) -> list[Problem]:
    """Return the lines once for each value; the first of them, and of many more their number."""
    lines = once_a_value(lines)
    more = len(lines) - TOLD
    if more <= 0:
        return lines
    file, field = lines[0].file, lines[0].field
    return [*lines[:TOLD], Problem(f"{place}: {more} more like these", file=file, field=field)]


def trimmed(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells without spaces around them, those of nothing else missing, by place."""
    columns = {place: _trim(column) for place, (_, column) in enumerate(cells.items())}
    return pd.DataFrame(columns, cells.index)


def _trim(column: pd.Series) -> pd.Series:
    if isinstance(column.dtype, pd.SparseDtype):
        column = column.sparse.to_dense()
    if isinstance(column.dtype, (pd.StringDtype, pd.ArrowDtype)) and column.dtype != "str":
        column = column.astype(object)
    if column.dtype == "str":
        column = column.str.strip()
        return column.mask(column == "")
    if column.dtype == object or isinstance(column.dtype, pd.CategoricalDtype):
        cells = [cell.strip() or None if isinstance(cell, str) else cell for cell in column]
        return pd.Series(cells, column.index, dtype=object)
    return column
