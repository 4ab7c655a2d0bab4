"""Reads a table from CSV, XLSX, Parquet or a DataFrame into named cells as they stand."""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
from pyarrow.parquet import ParquetFile

from analysis.errors import InputError, Problem, one_of, problem
from analysis.tables.delimited import read_delimited
from analysis.tables.raw import Raw, as_text, plain_raw, trimmed

TEXT_ENDINGS, SHEET_ENDINGS = ("csv", "tsv", "txt"), ("xlsx", "xlsm")
ENDINGS = (*TEXT_ENDINGS, *SHEET_ENDINGS, "parquet")
SINGLE = "expected text, numbers, booleans or dates"
NAMELESS = re.compile(r"|Unnamed: [0-9]+(_level_[0-9]+)?|__index_level_[0-9]+__")
"""Names that pandas gives to a column without one; the first is the empty name."""


class Table(NamedTuple):
    """Cells by name and row, those of them that could not be read by name, and what to tell.

    `file` is what messages call the table.
    """

    file: str
    cells: pd.DataFrame
    unread: dict[str, list[tuple[int, str, str]]]
    notes: list[str]


def table_cells(
    source: str | Path | pd.DataFrame,
    roles: Mapping[str, str],
    sheet: str | None = None,
    encoding: str | None = None,
) -> Table:
    """Return the cells as they stand, trimmed, by the row that a spreadsheet counts.

    `roles` gives for the names of columns how a workbook's cells are taken: as `text` shown, by
    their `value`, or as a `date`. Columns without a name are passed over, with a note.
    """
    file = name_of(source)
    raw = raw_cells(source, roles, sheet, encoding)
    names = [one_line(name) for name in raw.header]
    passed = [
        place for place, name in enumerate(names) if NAMELESS.fullmatch(name) and name not in roles
    ]
    kept = [place for place in range(len(names)) if place not in passed]
    if not kept:
        expected = "expected the names of the columns"
        raise InputError(problem(file, wrong="row 1 is empty", expectation=expected))
    check_names(file, [names[place] for place in kept])
    columns = {names[place]: _taken(raw, place, roles.get(names[place], "")) for place in kept}
    unread: dict[str, list[tuple[int, str, str]]] = {names[place]: [] for place in kept}
    for row, place, text, told in raw.unread:
        if place in kept:
            unread[names[place]].append((row, text, told))
    notes = [*raw.notes, *_passed_notes(file, raw, passed), *_shown_notes(file, raw, names, roles)]
    return Table(file, pd.DataFrame(columns, raw.cells.index).dropna(how="all"), unread, notes)


def raw_cells(
    source: str | Path | pd.DataFrame,
    wanted: Mapping[str, str],
    sheet: str | None = None,
    encoding: str | None = None,
) -> Raw:
    """Return a table's header and its cells by place, trimmed.

    `wanted` are names of columns, by which the delimiter of a CSV file is found.
    """
    if isinstance(source, pd.DataFrame):
        _check_choices("the DataFrame", "", sheet, encoding)
        return _from_frame(source)
    path = Path(source)
    ending = path.suffix.removeprefix(".").lower()
    _check_file(path, ending)
    _check_choices(path.name, ending, sheet, encoding)
    if ending == "parquet":
        return _from_parquet(path)
    if ending in SHEET_ENDINGS:
        from analysis.tables.workbooks import read_sheet  # loads openpyxl, which few tables need

        return read_sheet(path, sheet)
    return read_delimited(path, wanted, encoding)


def name_of(source: str | Path | pd.DataFrame) -> str:
    """Return what messages call a table; raises `InputError` for what is none."""
    if isinstance(source, pd.DataFrame):
        return "the DataFrame"
    if not isinstance(source, (str, Path)):
        wrong, expected = f"source: {type(source).__name__}", "expected a path or a DataFrame"
        raise InputError(problem(wrong=wrong, expectation=expected))
    return Path(source).name


def one_line(name: object) -> str:
    """Return a name in one form of Unicode and without line breaks or doubled spaces.

    >>> one_line(" Code\\n(-1/1) ")
    'Code (-1/1)'
    """
    return unicodedata.normalize("NFC", " ".join(as_text(name).split()))


def check_names(file: str, names: list[str]) -> None:
    """Raise `InputError` where a name stands more than once."""
    problems = [
        problem(
            file, wrong=f"column {name!r} stands more than once", expectation="expected it once"
        )
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]
    if problems:
        raise InputError(problems)


def as_shown(raw: Raw, place: int) -> pd.Series:
    """Return a column as its sheet shows it."""
    return _replaced(raw.cells[place], raw.shown.get(place, {}))


def _check_file(path: Path, ending: str) -> None:
    if not path.is_file():
        there = "a folder; expected a file" if path.is_dir() else f"no such file in {path.parent}"
        raise InputError(problem(path.name, wrong=there))
    if ending not in ENDINGS:
        wrong, expected = f"ending {path.suffix!r}", one_of(ending, ENDINGS)
        raise InputError(problem(path.name, wrong=wrong, expectation=expected))
    if not path.stat().st_size:
        raise InputError(
            problem(path.name, wrong="the file is empty", expectation="expected a header row")
        )


def _check_choices(file: str, ending: str, sheet: str | None, encoding: str | None) -> None:
    if sheet is not None and ending not in SHEET_ENDINGS:
        raise InputError(_needless("sheet", sheet, f"{file} has no sheets"))
    if encoding is not None and ending not in TEXT_ENDINGS:
        raise InputError(_needless("encoding", encoding, f"{file} is no CSV"))


def _needless(argument: str, value: str, why: str) -> Problem:
    expected = "expected none given"
    text = f"{argument}: {value!r}, but {why}; {expected}"
    return Problem(text, field=argument, value=value, wrong=why, expectation=expected)


def _from_parquet(path: Path) -> Raw:
    try:
        table = ParquetFile(path).read()
        header = table.column_names
        table.validate(full=True)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        why = " ".join(str(error).split())
        raise InputError(problem(path.name, wrong=f"not a readable Parquet file ({why})")) from None
    return _from_arrow(path.name, table, header)


def _from_arrow(file: str, table: pa.Table, header: list[str]) -> Raw:
    odd = [
        problem(file, wrong=f"column {field.name!r} holds {field.type}", expectation=SINGLE)
        for field in table.schema
        if pa.types.is_nested(field.type) or pa.types.is_binary(field.type)
    ]
    if odd:
        raise InputError(odd)
    cells = table.rename_columns([str(place) for place in range(len(header))]).to_pandas(
        ignore_metadata=True, date_as_object=False, integer_object_nulls=True
    )
    return plain_raw(header, trimmed(cells.set_axis(range(2, 2 + len(cells)))))


def _from_frame(frame: pd.DataFrame) -> Raw:
    """Return a frame's cells by the rows of its CSV; an index with names is columns of it."""
    named = [name for name in frame.index.names if name is not None]
    frame = frame.reset_index(named, allow_duplicates=True) if named else frame
    header = [as_text(name) for name in frame.columns]
    cells = frame.set_axis(range(2, 2 + len(frame))).set_axis(range(len(header)), axis=1)
    odd = [
        problem("the DataFrame", wrong=f"column {header[place]!r} holds {kind}", expectation=SINGLE)
        for place, column in cells.items()
        if (kind := _nested(column))
    ]
    if odd:
        raise InputError(odd)
    return plain_raw(header, trimmed(cells))


def _nested(column: pd.Series) -> str:
    """Return the type of the first cell that is no single value."""
    cells = column if isinstance(column.dtype, pd.ArrowDtype) or column.dtype == object else ()
    odd = (cell for cell in cells if isinstance(cell, bytes) or pd.api.types.is_list_like(cell))
    return type(cell).__name__ if (cell := next(odd, None)) is not None else ""


def _taken(raw: Raw, place: int, role: str) -> pd.Series:
    """Return a column as its role asks: as shown, by value, or dates as closely as shown."""
    column, shown = raw.cells[place], raw.shown.get(place, {})
    if role == "date":
        return _replaced(column, _known(column, raw.coarse.get(place, {})))
    if role == "value" or not shown:
        return column
    coded = any(_is_code(text, column[row]) for row, text in shown.items() if row > 1)
    mixed = coded or any(isinstance(cell, str) for cell in column)
    return as_shown(raw, place) if role == "text" or mixed else column


def _is_code(text: str, value: object) -> bool:
    """Tell whether a number is shown filled with zeros, as codes are."""
    return text[:1] == "0" and text != as_text(value) and text.lstrip("0") == as_text(value)


def _known(column: pd.Series, coarse: dict[int, str]) -> dict[int, str]:
    """Return the months and years shown, unless one of them is of another day than the first."""
    known = {row: text for row, text in coarse.items() if row > 1}
    first = all(f"{column[row]:%Y-%m-%d}" == (text + "-01-01")[:10] for row, text in known.items())
    return known if first else {}


def _replaced(column: pd.Series, texts: dict[int, str]) -> pd.Series:
    if not texts:
        return column
    return column.astype(object).where(~column.index.isin([*texts]), pd.Series(texts))


def _passed_notes(file: str, raw: Raw, passed: list[int]) -> list[str]:
    notes = []
    for place in passed:
        values = raw.cells[place].dropna().head(3)
        if len(values):
            first = ", ".join(as_text(value) for value in values)
            notes.append(
                f"{file}: column {raw.place(place)} has no name, and is passed over; "
                f"it begins {first}"
            )
    return notes


def _shown_notes(file: str, raw: Raw, names: list[str], roles: Mapping[str, str]) -> list[str]:
    """Tell where different numbers are shown as one."""
    notes = []
    for place, texts in raw.shown.items():
        pairs = {(text, raw.cells[place][row]) for row, text in texts.items() if row > 1}
        values = [text for text, _ in pairs]
        if roles.get(names[place]) == "text" and len(set(values)) < len(values):
            text = max(values, key=values.count)
            found = ", ".join(sorted(as_text(value) for same, value in pairs if same == text)[:3])
            notes.append(
                f"{file}, column {names[place]!r}: {found} are shown as {text!r}, and read as one"
            )
    return notes
