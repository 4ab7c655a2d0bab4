"""Reads a table from CSV, XLSX or Parquet into cells as they stand, by the row of a spreadsheet."""

import csv
import re
import warnings
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from datetime import datetime
from io import BytesIO, StringIO
from itertools import islice
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
from pyarrow.parquet import ParquetFile

from analysis.errors import InputError, one_of

ENDINGS = ("csv", "tsv", "txt", "xlsx", "xlsm", "parquet")
OLE = b"\xd0\xcf\x11\xe0"  # how workbooks begin that are old or encrypted
TOLD = 20  # lines a field, lest a column mapped by mistake tells each of its rows


def table_cells(
    path: Path, wanted: set[str], sheet: str | None, encoding: str | None
) -> pd.DataFrame:
    """Return the cells as they stand, trimmed, by the row that a spreadsheet counts."""
    ending = path.suffix.removeprefix(".").lower()
    if not path.is_file():
        there = "a folder; expected a file" if path.is_dir() else f"no such file in {path.parent}"
        raise InputError(f"{path.name}: {there}")
    if ending not in ENDINGS:
        raise InputError(f"{path.name}: ending {path.suffix!r}; {one_of(ending, ENDINGS)}")
    if sheet is not None and ending not in ("xlsx", "xlsm"):
        raise InputError(f"sheet: {sheet!r}, but {path.name} has no sheets; expected none given")
    if encoding is not None and ending not in ("csv", "tsv", "txt"):
        raise InputError(f"encoding: {encoding!r}, but {path.name} is no CSV; expected none given")
    if not path.stat().st_size:
        raise InputError(f"{path.name}: the file is empty; expected a header row")
    if ending == "parquet":
        header, cells = _from_parquet(path)
    elif ending in ("xlsx", "xlsm"):
        header, cells = _from_sheet(path, sheet)
    else:
        header, cells = _from_text(path, wanted, encoding)
    return _named(path.name, header, cells)


def _named(file: str, header: list, cells: pd.DataFrame) -> pd.DataFrame:
    """Give the columns their names; one without a name and without a value is none."""
    names = [as_text(name).strip() for name in header]
    kept = [place for place, name in enumerate(names) if name or cells.iloc[:, place].notna().any()]
    if not kept:
        raise InputError(f"{file}: row 1 is empty; expected the names of the columns")
    problems = [f"{file}: column {place + 1} has no name; expected one in row 1"
                for place in kept if not names[place]]  # fmt: skip
    problems += [f"{file}: column {name!r} stands more than once; expected it once"
                 for name in dict.fromkeys(names) if name and names.count(name) > 1]  # fmt: skip
    if problems:
        raise InputError(problems)
    return cells.iloc[:, kept].set_axis([names[place] for place in kept], axis=1).dropna(how="all")


def _from_text(path: Path, wanted: set[str], encoding: str | None) -> tuple[list, pd.DataFrame]:
    text = _decoded(path, encoding)
    limit = csv.field_size_limit(2**31 - 1)  # a cell may hold a whole document
    try:
        sign = delimiter(text, wanted)
        rows = csv.reader(StringIO(text, newline=""), delimiter=sign, strict=True)
        header, parts, problems, start = next(rows), [], [], 2
        while part := list(islice(rows, 10_000)):  # all at once would take thrice the memory
            problems += _ragged(path.name, start, part, len(header))
            if not problems:
                part = [row or [""] * len(header) for row in part]
                parts.append(pd.DataFrame(part, range(start, start + len(part)), dtype="str"))
            start += len(part)
    except csv.Error as error:
        raise InputError(f"{path.name}: not CSV ({error}); expected quotes closed") from None
    finally:
        csv.field_size_limit(limit)
    if problems and any(header):
        raise InputError(capped(problems, path.name))
    named = pd.DataFrame(columns=range(len(header)), dtype="str")
    return header, _trimmed(pd.concat([named, *parts]))


def delimiter(text: str, wanted: set[str]) -> str:
    """Return the sign between cells: the one that finds most of the names in the header."""
    return max(",;\t|", key=lambda sign: _delimits(text, sign, wanted))


def _delimits(text: str, sign: str, wanted: set[str]) -> tuple[int, int]:
    """Return how well a sign parts the header: wanted names found, and cells."""
    try:
        header = next(csv.reader(StringIO(text[:1_000_000], newline=""), delimiter=sign), [])
    except csv.Error:
        return 0, 0
    return len(wanted & {name.strip() for name in header}), len(header)


def _ragged(file: str, start: int, rows: list[list[str]], width: int) -> list[str]:
    return [f"{file}, row {number}: {len(row)} cells; expected {width}"
            for number, row in enumerate(rows, start) if row and len(row) != width]  # fmt: skip


def _decoded(path: Path, encoding: str | None) -> str:
    raw = path.read_bytes()
    utf16 = raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    try:
        text = raw.decode(encoding or ("utf-16" if utf16 else "utf-8")).removeprefix("\ufeff")
    except LookupError:
        raise InputError(f"encoding: {encoding!r} is unknown; expected a name such as "
                         "'cp1251' or 'cp1252'") from None  # fmt: skip
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        seen = re.match(rb"[^\r\n\t,;|\"]{0,20}", raw[error.start :])[0]
        raise InputError(
            f"{path.name}, line {line}: byte {raw[error.start]:#04x} is not {error.encoding}; "
            f"expected UTF-8, or encoding='cp1251' if this is {seen.decode('cp1251', 'replace')!r},"
            f" 'cp1252' if it is {seen.decode('cp1252', 'replace')!r}"
        ) from None
    if "\0" in text:
        raise InputError(f"{path.name}: not text; expected CSV, or the ending of what it is")
    if not text.strip():
        raise InputError(f"{path.name}: the file is empty; expected a header row")
    return text


def _from_sheet(path: Path, sheet: str | None) -> tuple[list, pd.DataFrame]:
    sheets = {each.title: each for each in _workbook(path).worksheets}
    if sheet is not None and sheet not in sheets:
        raise InputError(f"sheet: {sheet!r} is not in {path.name}; {one_of(sheet, sheets)}")
    if not sheets:
        raise InputError(f"{path.name}: holds no sheet of cells; expected one")
    page = sheets[sheet] if sheet is not None else next(iter(sheets.values()))
    # A merged cell is one value over several rows, of which all but the first would be missing.
    merged = [f"{path.name}: cells {span.coord} are merged; expected a value in each"
              for span in sorted(page.merged_cells.ranges, key=lambda span: span.bounds[1::-1])
              if page.cell(span.min_row, span.min_col).value is not None]  # fmt: skip
    if merged:
        raise InputError(capped(merged, path.name))
    header, *rows = [*page.values] or [()]
    cells = pd.DataFrame(rows, range(2, 2 + len(rows)), range(len(header)), dtype=object)
    return list(header), _trimmed(cells)


def _workbook(path: Path) -> openpyxl.Workbook:
    raw = path.read_bytes()
    if raw.startswith(OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in raw
        how = "encrypted; expected it saved without a password" if encrypted else (
            "a workbook of the old kind, XLS; expected it saved as XLSX")  # fmt: skip
        raise InputError(f"{path.name}: {how}")
    try:
        with warnings.catch_warnings(action="ignore"):  # of styles and rules, which are not read
            return openpyxl.load_workbook(BytesIO(raw), data_only=True)
    except Exception as error:  # openpyxl lets through whatever a damaged file brings about
        raise InputError(f"{path.name}: not a readable XLSX workbook ({type(error).__name__}); "
                         "expected one that a spreadsheet opens") from None  # fmt: skip


def _from_parquet(path: Path) -> tuple[list, pd.DataFrame]:
    try:
        table = ParquetFile(path).read()
        header = table.column_names
        table.validate(full=True)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        why = " ".join(str(error).split())
        raise InputError(f"{path.name}: not a readable Parquet file ({why})") from None
    odd = [f"{path.name}: column {field.name!r} holds {field.type}; expected text, numbers, "
           "booleans or dates" for field in table.schema
           if pa.types.is_nested(field.type) or pa.types.is_binary(field.type)]  # fmt: skip
    if odd:
        raise InputError(odd)
    cells = table.rename_columns([str(place) for place in range(len(header))]).to_pandas(
        ignore_metadata=True, date_as_object=False, integer_object_nulls=True
    )
    return header, _trimmed(cells.set_axis(range(2, 2 + len(cells))))


def _trimmed(cells: pd.DataFrame) -> pd.DataFrame:
    columns = {place: _trim(column) for place, (_, column) in enumerate(cells.items())}
    return pd.DataFrame(columns, cells.index)


def _trim(column: pd.Series) -> pd.Series:
    if column.dtype == "str":
        column = column.str.strip()
        return column.mask(column == "")
    if column.dtype == object or isinstance(column.dtype, pd.CategoricalDtype):
        trimmed = [cell.strip() or None if isinstance(cell, str) else cell for cell in column]
        return pd.Series(trimmed, column.index, dtype=object)
    return column


def as_text(cell: object) -> str:
    """Write a cell as a spreadsheet shows it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds").removesuffix(" 00:00:00")
    return str(cell)


def capped(lines: list[str], place: str) -> list[str]:
    """Return the first lines, and of many more only their number."""
    more = len(lines) - TOLD
    return [*lines[:TOLD], f"{place}: {more} more like these"] if more > 0 else lines
