"""A table as an XLSX workbook, in which text stays text and a date a date."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from numbers import Integral
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell

from analysis.errors import InputError
from analysis.exchange.values import unholdable

EXACT = 10**15
"""From here on a spreadsheet changes the last digits of a whole number."""

LONGEST = 32_767
"""The characters that a cell holds; openpyxl cuts off what goes beyond."""

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384


def xlsx(table: pd.DataFrame, sheet: str) -> bytes:
    """Return a table as a workbook of one sheet: a header, then a line a row; no index.

    Dates become dates, those before 1900 or with a time zone text in ISO 8601; whole numbers of
    more than 15 digits become text, for a sheet would change the last; missing values become empty
    cells; text that begins like a formula stays text.
    The same table gives the same bytes on the same machine: the workbook tells no time of writing.
    Raises `InputError`, a line each, for text with control characters or of more than 32,767
    characters, infinite numbers, and more rows or columns than a sheet holds.
    """
    if problems := list(_problems(table)):
        raise InputError(problems)
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    page.freeze_panes = "A2"
    page.append([_cell(page, str(name)) for name in table.columns])
    for row in table.astype(object).itertuples(index=False):
        page.append([_cell(page, value) for value in row])
    file = BytesIO()
    book.save(file)
    return _undated(file.getvalue())


def _cell(page: object, value: object) -> Cell | None:
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        value = _date(value)
    if isinstance(value, Integral) and not isinstance(value, bool) and abs(value) >= EXACT:
        value = str(value)
    cell = WriteOnlyCell(page, value)
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl takes "=..." for a formula and "#N/A" for an error
        cell.quotePrefix = value[:1] in {"=", "+", "-", "@"}  # so that it stays text when edited
    return cell


def _date(value: pd.Timestamp) -> date | datetime | str:
    if value.tzinfo is not None:
        return value.isoformat()
    day = value.date() if value == value.normalize() else value.to_pydatetime()
    return day if value.year >= 1900 else day.isoformat()  # before, a spreadsheet has no dates


def _problems(table: pd.DataFrame) -> Iterator[str]:
    if len(table) >= MOST_ROWS:
        yield f"table: {len(table)} rows; a sheet holds {MOST_ROWS - 1} below its header"
    if len(table.columns) > MOST_COLUMNS:
        yield f"table: {len(table.columns)} columns; a sheet holds {MOST_COLUMNS}"
    for name in filter(_fault, map(str, table.columns)):
        yield f"column {name!r}: {_fault(name)}"
    for name, column in table.items():
        for row, value in zip(table.iloc[:, 0], column, strict=True):
            if isinstance(value, str | float) and not pd.isna(value) and (fault := _fault(value)):
                yield f"row {row!r}: {name}: {fault}"


def _fault(value: str | float) -> str:
    if isinstance(value, str) and len(value) > LONGEST:
        return f"{len(value)} characters; a cell holds {LONGEST}"
    return unholdable(value)


def _undated(book: bytes) -> bytes:
    """Return a workbook without the time of writing, and with carriage returns as they were."""
    file = BytesIO()
    with ZipFile(BytesIO(book)) as dated, ZipFile(file, "w") as undated:
        for name in dated.namelist():
            content = dated.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z", b"1980-01-01T00:00:00Z", content)
            if name.startswith("xl/worksheets/") or name == "xl/sharedStrings.xml":
                content = content.replace(b"\r", b"&#13;")  # a reader takes it for "\n" otherwise
            undated.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return file.getvalue()
