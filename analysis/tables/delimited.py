"""Reads a table from CSV and its kin into cells as they stand, by the row of a spreadsheet."""

import csv
import re
from collections.abc import Callable, Collection
from functools import partial
from itertools import islice
from pathlib import Path

import pandas as pd

from analysis.errors import InputError, Problem, counted, problem
from analysis.tables.code_pages import candidates
from analysis.tables.csv_text import WHOLE_DOCUMENT, cells_up_to, csv_reader, decoded, odd_byte
from analysis.tables.raw import Raw, capped, plain_raw, trimmed

HINT = re.compile(r'"?sep=([^"\r\n])"?[ ,;\t|]*(\r\n|\r|\n)', re.I)
"""The first line of some files, which says the delimiter and which a spreadsheet does not show."""

QUOTED_NAMES = re.compile(r'"[^"\r\n]*"( "[^"\r\n]*")+[\r\n]')  # R's write.table
DRAWN = 10_000  # rows at a time: all at once would take thrice the memory


def read_delimited(path: Path, wanted: Collection[str], encoding: str | None) -> Raw:
    """Return the cells of a CSV file; `wanted` are names of columns, which tell its delimiter.

    Raises `InputError` for a file that is no text, no CSV, or has rows of another width.
    """
    text = _text(path, encoding)
    with cells_up_to(WHOLE_DOCUMENT):
        hint = HINT.match(text)
        text = text[hint.end() :] if hint else text
        delimiter = hint[1] if hint else find_delimiter(text, set(wanted))
        return _table(path.name, partial(_rows, path.name, text, delimiter))


def _rows(file: str, text: str, delimiter: str):
    reader = csv_reader(text, delimiter)
    try:
        yield from reader
    except csv.Error as error:
        wrong = f"not CSV ({error}) in line {reader.line_num}"
        raise InputError(problem(file, wrong=wrong, expectation="expected quotes closed")) from None


def _table(file: str, rows: Callable) -> Raw:
    """Return the cells, also where all rows are a cell wider than the header."""
    given = rows()
    header = next(given, [])
    first = next((row for row in given if row), header)
    if any(header) and len(first) == len(header) + 1:
        cells, problems = _cells(file, rows(), len(header) + 1)
        if not problems and (end := _row_names(cells)) is not None:
            return plain_raw([*header, ""] if end else ["", *header], cells)
    cells, problems = _cells(file, rows(), len(header))
    if problems and any(header):
        raise InputError(capped(problems, file))
    return plain_raw(header, cells)


def _row_names(cells: pd.DataFrame) -> bool | None:
    """Tell whether the column without a name is the last, not the first; None when either can be.

    Rows that end with a delimiter have an empty last cell; R writes names of rows without a header.
    """
    last_empty = cells.iloc[:, -1].isna().all()
    numbered = cells.iloc[:, 0].tolist() == [str(number) for number in range(1, len(cells) + 1)]
    return None if last_empty and numbered else bool(last_empty)


def _cells(file: str, rows, width: int) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the cells below the header, and the rows that are of another width."""
    parts, problems, start = [], [], 2
    next(rows, None)
    while part := list(islice(rows, DRAWN)):
        problems += [
            problem(
                file,
                number,
                wrong=counted(len(row), "cell"),
                expectation=f"expected {width}",
                alone=True,
            )
            for number, row in enumerate(part, start)
            if row and len(row) != width
        ]
        if not problems:
            part = [row or [""] * width for row in part]
            parts.append(pd.DataFrame(part, range(start, start + len(part)), dtype="str"))
        start += len(part)
    named = pd.DataFrame(columns=range(width), dtype="str")
    return trimmed(pd.concat([named, *parts])), problems


def find_delimiter(text: str, wanted: set[str]) -> str:
    """Return the sign that parts the cells of a text best; `wanted` are names of columns."""
    sign = max(",;\t|", key=lambda sign: _parted(text, sign, wanted))
    alone = _parted(text, sign, wanted)[1] < 2
    return " " if alone and QUOTED_NAMES.match(text) else sign


def _parted(text: str, sign: str, wanted: set[str]) -> tuple[int, int]:
    """Return how well a sign parts the header: wanted names found, and cells."""
    try:
        header = next(csv_reader(text[:1_000_000], sign, strict=False), [])
    except csv.Error:
        return 0, 0
    return len(wanted & {name.strip() for name in header}), len(header)


def _text(path: Path, encoding: str | None) -> str:
    raw = path.read_bytes()
    try:
        text = decoded(raw, encoding)
    except LookupError:
        expected = "expected a name such as 'cp1251' or 'cp1252'"
        raise InputError(
            problem("", None, "encoding", encoding, expected, wrong="is unknown")
        ) from None
    except UnicodeDecodeError as error:
        raise InputError(_no_text(path.name, raw, error)) from None
    if "\0" in text:
        expected = "expected CSV, or the ending of what it is"
        raise InputError(problem(path.name, wrong="not text", expectation=expected))
    if not text.strip():
        raise InputError(
            problem(path.name, wrong="the file is empty", expectation="expected a header row")
        )
    return text


def _no_text(file: str, raw: bytes, error: UnicodeDecodeError) -> Problem:
    row, byte = odd_byte(error)
    seen = re.split(rb"[\r\n\t,;|\"]", raw[error.start :][:20])[0]
    wrong = f"byte {byte} is not {error.encoding}"
    first, *others = candidates(raw)
    told = repr(seen.decode(first, "replace"))
    expected = f"expected UTF-8, or encoding={first!r} if this is {told}"
    expected += "".join(f", {each!r} if it is {seen.decode(each, 'replace')!r}" for each in others)
    text = f"{file}, line {row}: {wrong}; {expected}"
    return Problem(text, file=file, row=row, wrong=wrong, expectation=expected)
