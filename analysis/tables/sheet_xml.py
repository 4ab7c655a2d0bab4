"""Reads the cells of a workbook's sheet: values, what the sheet shows, what cannot be read.

The XML is read here, by openpyxl's rules of dates and formats. openpyxl's own reader drops what has
to be told (a formula without a kept result, a shared text that is not there, a date out of the
calendar) and goes through every cell up to the last formatted one. calamine is faster but knows no
number formats: 007 comes as 7.
"""

import math
import re
from datetime import date, datetime, time
from functools import cache
from io import BytesIO
from typing import NamedTuple
from xml.etree.ElementTree import Element, iterparse

from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape

from analysis.tables.number_formats import general, shown_date, shown_number, shown_text, unit_shown
from analysis.tables.packages import Package, own_name, written
from analysis.tables.raw import Texts, as_text

NO_RESULT = "a formula without a kept result; expected the file saved by a spreadsheet"
NO_VALUE = "a cell that cannot be read; expected one that a spreadsheet shows"
TRUE = ("1", "true")


class Grid(NamedTuple):
    """What a sheet holds, by column and row, both from 1; ranges merged, rows and columns hidden.

    The rest is as in `analysis.tables.raw.Raw`.
    """

    values: dict[int, dict[int, object]]
    shown: Texts
    coarse: Texts
    unread: dict[tuple[int, int], tuple[str, str]]
    merged: list[str]
    rows: list[int]
    columns: list[tuple[int, int]]


def read_grid(xml: bytes, package: Package) -> Grid:
    """Return what the XML of a sheet holds; memory is taken for cells with content only."""
    grid = Grid({}, {}, {}, {}, [], [], [])
    row, data = 0, None
    for event, element in iterparse(BytesIO(without_empty_end(xml)), ("start", "end")):
        name = own_name(element)
        if name == "sheetData":
            data = element if event == "start" else None
        elif event == "start":
            continue
        elif name == "row" and data is not None:
            row = int(element.get("r") or row + 1)
            _read_row(element, row, package, grid)
            data.clear()
        elif name == "col" and element.get("hidden") in TRUE:
            grid.columns.append((int(element.get("min", 1)), int(element.get("max", 1))))
        elif name == "mergeCell":
            grid.merged.append(element.get("ref", ""))
    return grid


def without_empty_end(xml: bytes) -> bytes:
    """Return the XML of a sheet without the rows after its last content, which may be a million."""
    end = xml.rfind(b"</sheetData>")
    last = max(xml.rfind(tag, 0, end) for tag in (b"<v", b"<f", b"<is")) if end > 0 else -1
    row = xml.find(b"</row>", last, end) if last > 0 else -1
    return xml if row < 0 else xml[: row + len(b"</row>")] + xml[end:]


def _read_row(element: Element, row: int, package: Package, grid: Grid) -> None:
    place, filled = 0, False
    for cell in element:
        place = _place(cell.get("r"), row, place + 1)
        if len(cell):  # one without content is but formatted
            filled |= _read_cell(cell, row, place, package, grid)
    if filled and element.get("hidden") in TRUE:
        grid.rows.append(row)


def _place(reference: str | None, row: int, following: int) -> int:
    if not reference:
        return following
    letters = reference.rstrip("0123456789")
    if reference[len(letters) :] != str(row):
        raise ValueError(f"{reference} in row {row}")
    return column_index_from_string(letters)


def _read_cell(cell: Element, row: int, place: int, package: Package, grid: Grid) -> bool:
    """Put a cell into the grid, and tell whether it holds something."""
    code = package.code(cell.get("s"))
    value, told = _value(cell, code, package)
    if value is None or (isinstance(value, str) and not value.strip()):
        return False
    column = grid.values.setdefault(place, {})
    if row in column:
        raise ValueError(f"row {row} holds a cell twice")
    column[row] = value
    if told:
        grid.unread[row, place] = (str(value), told)
    elif (text := _shown(value, code)) and text != as_text(value):
        grid.shown.setdefault(place, {})[row] = text
    if isinstance(value, datetime) and (unit := unit_shown(code)) != "day":
        known = f"{value:%Y-%m}" if unit == "month" else f"{value:%Y}"
        grid.coarse.setdefault(place, {})[row] = known
    return True


def _value(cell: Element, code: str, package: Package) -> tuple[object, str]:
    """Return a cell's value, and what was expected when it cannot be read."""
    parts = {own_name(part): part for part in cell}
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return written(parts["is"]) if "is" in parts else None, ""
    text = (parts["v"].text or "") if "v" in parts else ""
    if "f" in parts and not text and kind != "str":
        return f"={parts['f'].text or ''}", NO_RESULT
    if kind == "str" or not text.strip():
        return unescape(text), ""
    try:
        return _typed(kind, text.strip(), code, package), ""
    except (ValueError, LookupError, OverflowError):
        return text, NO_VALUE


def _typed(kind: str, text: str, code: str, package: Package) -> object:
    if kind == "s":
        return package.texts[int(text) if text.isdecimal() else len(package.texts)]
    if kind == "b":
        return {"1": True, "true": True, "0": False, "false": False}[text.lower()]
    if kind == "d":
        return datetime.fromisoformat(text).replace(tzinfo=None)
    if kind != "n":
        return text  # an error, such as #REF!
    number = int(text) if re.fullmatch(r"[+-]?[0-9]+", text) else float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    dated, lasting = _dated(code)
    return from_excel(number, package.epoch, timedelta=lasting) if dated else number


@cache
def _dated(code: str) -> tuple[bool, bool]:
    dated = code.lower() != "general" and is_date_format(code)
    return dated, dated and is_timedelta_format(code)


def _shown(value: object, code: str) -> str | None:
    if isinstance(value, bool) or (code == "General" and not isinstance(value, float)):
        return None
    if isinstance(value, str):
        return shown_text(value, code) if "@" in code and code != "@" else None
    if isinstance(value, (int, float)):
        return shown_number(value, code) or general(value)
    return shown_date(value, code) if isinstance(value, (datetime, date, time)) else None
