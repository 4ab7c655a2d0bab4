"""Brings in the coded data of other people: a table of statements from CSV, XLSX or Parquet."""

import csv
import re
import warnings
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from io import BytesIO, StringIO
from itertools import islice
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
from pyarrow.parquet import ParquetFile

from analysis.errors import InputError, InputNote, one_of
from analysis.tables import cell_problems

ENDINGS = ("csv", "tsv", "txt", "xlsx", "xlsm", "parquet")
TEXTS = ("statement_id", "document_id", "family", "speaker", "actor", "target", "sector",
         "relation", "coder")  # fmt: skip
"""Fields that are text in every study, even where a file holds numbers in them."""

ISO = "%Y-%m-%d"
FORMS = (ISO, *(f"%{a}{sign}%{b}{sign}%Y" for sign in "./-" for a, b in ("dm", "md")),
         "%Y/%m/%d", "%Y.%m.%d")  # fmt: skip
ISO_SHAPE = (r"(?a)(\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?)"
             r"((?<=:\d\d)\.\d+)?(Z|[+-]\d\d:?\d\d)?")  # fmt: skip

WHOLE, COMMA, THOUSANDS = r"[+-]?[0-9]+", r"[+-]?[0-9]*,[0-9]+", r"[+-]?[1-9][0-9]{0,2},[0-9]{3}"
NUMBER = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"
WORDS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}

KINDS = {"boolean": "boolean", "integer": "Int64", "floating": "Float64", "decimal": "Float64",
         "mixed-integer-float": "Float64", "datetime": "datetime64[s]"}  # fmt: skip
PLAIN = {"boolean": "bool", "Int64": "int64", "Float64": "float64"}
FORMULA_ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
OLE = b"\xd0\xcf\x11\xe0"  # how workbooks begin that are old or encrypted
TOLD = 20  # lines a field, lest a column mapped by mistake tells each of its rows

Reading = tuple[pd.Series, dict[str, str], str]
"""The values of distinct texts, what was expected instead of wrong ones, and what to tell."""


def read_coded(
    path: str | Path,
    columns: dict[str, str],
    *,
    numbers: Collection[str] = ("stance",),
    booleans: Collection[str] = (),
    date_format: str | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
) -> pd.DataFrame:
    """Read a table of statements from a file that other people made.

    `columns` names the file's column for each of our fields, as in `{"actor": "Organisation",
    "sector": "Concept", "stance": "Agreement", "date": "Datum", "document_id": "Source"}`; other
    columns keep their names. There has to be an `actor`. The file is CSV (between commas,
    semicolons, tabs or bars; in UTF-8, UTF-16 or the `encoding` given), XLSX (its first sheet or
    the `sheet` given; a formula counts by its kept result) or Parquet. Row 1 holds the names of the
    columns; rows without any value are passed over.

    The result has one line a row, in their order, and first the column `statement_id`: the number
    of the row, filled with zeros, when the file has none. It is a table of statements for `cells`,
    `two_mode` and `one_mode`. Text is trimmed, and what is empty is missing.

    - `date` becomes a datetime, to the second. Dates are ISO 8601, of which a time zone is left
      off, or have one other form throughout, such as 27.11.2024. When the column does not tell days
      from months, or the form is yet another, `date_format` gives it, as for `datetime.strptime`.
    - Fields in `numbers` become numbers; a decimal comma is one when no number has a point.
    - Fields in `booleans` become booleans: yes, true, 1 and no, false, 0.
    - All others are text, unless an XLSX or Parquet file itself holds nothing but numbers, booleans
      or dates in a column; fields in `TEXTS` are text even then.

    An `InputNote` tells of dates and numbers read in another form than the international one, and
    of fields in `columns` that hold numbers only but stay text. Raises `InputError` with every
    problem found, one line each: file, row, field, value, expected.
    """
    path = Path(path)
    cells = _cells(path, {*columns.values(), *TEXTS, *numbers, "date"}, sheet, encoding)
    fields = columns | {name: name for name in cells if name not in columns.values()}
    problems = [*_mapping_problems(path.name, [*cells], columns, fields),
                *_kind_problems("numbers", numbers, [*fields, "stance"]),
                *_kind_problems("booleans", booleans, fields),
                *_format_problems(date_format)]  # fmt: skip
    if problems:
        raise InputError(problems)
    table, notes = {}, []
    for field, name in fields.items():
        table[field], found, note = _read(cells[name], field, numbers, booleans, date_format)
        label = f"field {field}" if field == name else f"field {field} ({name})"
        if field in {*columns, *TEXTS, *numbers, *booleans, "date"}:  # not in a column nobody uses
            problems += _fault_lines(path.name, label, found)
        if field in columns and field not in {*TEXTS, *numbers, *booleans}:
            note = note or _numeral_note(table[field], field)
        notes += [f"{path.name}, {label}: {note}"] if note else []
    statements = _with_ids(pd.DataFrame(table, cells.index))
    problems += _id_problems(path.name, statements["statement_id"])
    if problems:
        raise InputError(problems)
    for note in notes:
        warnings.warn(note, InputNote, stacklevel=2)
    return statements.reset_index(drop=True)


def _cells(path: Path, wanted: set[str], sheet: str | None, encoding: str | None) -> pd.DataFrame:
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
    names = [_as_text(name).strip() for name in header]
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
        delimiter = max(",;\t|", key=lambda sign: _delimits(text, sign, wanted))
        rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
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
        raise InputError(_capped(problems, path.name))
    named = pd.DataFrame(columns=range(len(header)), dtype="str")
    return header, _trimmed(pd.concat([named, *parts]))


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
        raise InputError(_capped(merged, path.name))
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


def _mapping_problems(
    file: str, header: list[str], columns: dict[str, str], fields: dict[str, str]
) -> Iterator[str]:
    for field, name in columns.items():
        if name not in header:
            yield f"{file}: no column {name!r} for field {field}; {one_of(name, header)}"
    for name in dict.fromkeys(columns.values()):
        if len(named := [field for field in columns if columns[field] == name]) > 1:
            yield f"columns: {name!r} is given for {' and '.join(named)}; expected it for one field"
    if "actor" not in fields:
        yield f"columns: no column is given for actor; {one_of('actor', header)}"
    ours = {name: field for field, name in columns.items()}
    first: dict[str, str] = {} if "statement_id" in fields else {"statement_id": "statement_id"}
    for name in header:
        field = ours.get(name, name)
        earlier = first.setdefault(field.casefold(), name)
        if earlier != name:  # a query would take the one for the other
            yield (f"{file}: column {name!r} would be field {field!r} beside {earlier!r}; expected "
                   "names that differ by more than capitals: map it to another field")  # fmt: skip


def _kind_problems(argument: str, names: Collection[str], known: Collection[str]) -> Iterator[str]:
    if isinstance(names, str):
        yield f"{argument}: {names!r}; expected a list, such as [{names!r}]"
        return
    for name in names:
        if name not in known:
            yield f"{argument}: {name!r} is no field; {one_of(name, known)}"


def _format_problems(date_format: str | None) -> Iterator[str]:
    try:
        pd.to_datetime(pd.Series(["?"]), format=date_format or ISO, errors="coerce")
        right = not date_format or re.search("%[yY]", date_format)
        right = right and not re.search("%[zZ]", date_format or "")
    except ValueError:
        right = False
    if not right:
        yield (f"date_format: {date_format!r}; expected a form with the year and without a time "
               "zone, such as '%d.%m.%Y'")  # fmt: skip


def _read(
    column: pd.Series, field: str, numbers: Collection[str], booleans: Collection[str],
    date_format: str | None,
) -> tuple[pd.Series, list[tuple], str]:  # fmt: skip
    """Return the column's values, the faults found (row, text, what was expected), and a note."""
    kind = KINDS.get(pd.api.types.infer_dtype(column, skipna=True).removesuffix("64"))
    if field in booleans:
        return _through_text(column, _booleans)
    if field in numbers:
        return _through_text(column, _numbers)
    if field == "date" and kind != KINDS["datetime"]:
        return _through_text(column, lambda texts: _dates(texts, date_format))
    if kind is None or field in TEXTS:
        return _through_text(column, _texts)
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        column = column.dt.tz_localize(None)
    return _plain(column.astype(kind)), [], ""


def _through_text(column: pd.Series, read: Callable[[pd.Series], Reading]) -> tuple:
    """Read each distinct text once, for a column repeats few of them many times."""
    filled = column.dropna()
    texts = filled if column.dtype == "str" else filled.astype(object).map(_as_text).astype("str")
    codes, distinct = texts.reindex(column.index).factorize()
    values, faults, note = read(pd.Series(distinct, dtype="str"))
    wrong = texts[texts.isin(list(faults))]
    found = [(row, text, faults[text]) for row, text in wrong.items()]
    taken = pd.api.extensions.take(values.array, codes, allow_fill=True)
    return _plain(pd.Series(taken, column.index)), found, note


def _as_text(cell: object) -> str:
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


def _plain(column: pd.Series) -> pd.Series:
    """Return NumPy's plain dtype, which callers know, unless a value is missing."""
    plain = PLAIN.get(str(column.dtype))
    return column.astype(plain) if plain and not column.hasnans else column


def _texts(texts: pd.Series) -> Reading:
    wrong = texts[texts.isin(FORMULA_ERRORS)]
    return texts, dict.fromkeys(wrong, "a formula failed; expected a value, or none"), ""


def _booleans(texts: pd.Series) -> Reading:
    values = texts.str.casefold().map(WORDS).astype("boolean")
    return values, dict.fromkeys(texts[values.isna()], f"expected one of: {', '.join(WORDS)}"), ""


def _numbers(texts: pd.Series) -> Reading:
    whole, comma = texts.str.fullmatch(WHOLE), texts.str.fullmatch(COMMA)
    point = texts.str.fullmatch(NUMBER) & ~whole
    values = texts.where(whole | comma | point).str.replace(",", ".").astype("float64")
    values = values.mask(np.isinf(values))
    faults = dict.fromkeys(texts[values.isna()], "expected a number such as -1 or 0.5")
    if comma.any() and point.any():
        fewer = comma if comma.sum() <= point.sum() else point
        faults |= dict.fromkeys(texts[fewer], "expected one decimal sign in the whole column")
    elif comma.any() and texts[comma].str.fullmatch(THOUSANDS).all():
        faults |= dict.fromkeys(texts[comma], "thousands or decimals? expected such as 1234 or 1.2")
    if not len(texts) or (whole.all() and values.abs().max() < 2**53):
        return values.astype("Int64"), faults, ""
    note = f"a decimal comma, as in {texts[comma].iloc[0]}" if comma.any() else ""
    return values.astype("Float64"), faults, note


def _dates(texts: pd.Series, date_format: str | None) -> Reading:
    if date_format:
        dates = _parsed(texts, date_format)
        dates = dates.fillna(_parsed(texts, ISO))
        told = f"expected the form {date_format!r} of date_format, or year-month-day"
        return dates, dict.fromkeys(texts[dates.isna()], told), ""
    tried = {form: _parsed(texts, form) for form in FORMS}
    best = max(tried, key=lambda form: tried[form].notna().sum())
    dates = tried[best]
    if dates.isna().any():
        told = "expected a date such as 2024-11-27, or date_format= for another form"
        if dates.notna().any():
            sample = datetime(2024, 11, 27).strftime(best)
            told = f"expected the form of the others, such as {sample}, or date_format="
        return dates, dict.fromkeys(texts[dates.isna()], told), ""
    faults = {}
    for form in FORMS:
        rival = tried[form]
        if rival.notna().all():
            told = f"day or month first? expected date_format={best!r} or {form!r}"
            faults |= dict.fromkeys(texts[rival != dates], told)
    return dates, faults, "" if best == ISO else f"dates of the form {best}, as in {texts.iloc[0]}"


def _parsed(texts: pd.Series, form: str) -> pd.Series:
    if form == ISO:
        shaped = [match[1] if (match := re.fullmatch(ISO_SHAPE, text)) else None for text in texts]
        texts, form = pd.Series(shaped, texts.index, dtype="str"), "ISO8601"
    return pd.to_datetime(texts, format=form, errors="coerce").astype("datetime64[s]")


def _fault_lines(file: str, label: str, found: list[tuple]) -> list[str]:
    return _capped([f"{file}, row {row}, {label}: {text!r}; {expected}"
                    for row, text, expected in found], f"{file}, {label}")  # fmt: skip


def _capped(lines: list[str], place: str) -> list[str]:
    more = len(lines) - TOLD
    return [*lines[:TOLD], f"{place}: {more} more like these"] if more > 0 else lines


def _numeral_note(column: pd.Series, field: str) -> str:
    """Levels that are text match or do not, which nobody expects of numbers."""
    texts = column.dropna().unique() if column.dtype == "str" else []
    if not len(texts) or not all(re.fullmatch(NUMBER, text) for text in texts):
        return ""
    return f"only numbers, read as text; expected numbers=[{field!r}] if they are to count as such"


def _with_ids(table: pd.DataFrame) -> pd.DataFrame:
    if "statement_id" in table:
        ids = table.pop("statement_id")
    else:
        ids = table.index.astype("str").str.zfill(len(str(table.index.max())))
    table.insert(0, "statement_id", ids)
    return table


def _id_problems(file: str, ids: pd.Series) -> list[str]:
    if ids.is_unique and not ids.hasnans:
        return []
    rules = {"name": "statement_id", "type": "string", "constraints": {"required": True}}
    schema = {"fields": [rules], "primaryKey": "statement_id"}
    cells = ids.fillna("").to_frame("statement_id")
    return _capped([*cell_problems(file, cells, schema)], f"{file}, field statement_id")
