"""Reads the rows of a study's table that a spreadsheet wrote, and says what it did to the file."""

import csv
import re
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import NamedTuple

from analysis.errors import InputError, counted, problem
from analysis.tables.canonical import LONGEST_CELL
from analysis.tables.code_pages import code_page, odd_words
from analysis.tables.csv_text import cells_up_to, csv_reader, decoded, odd_byte
from analysis.tables.delimited import HINT, find_delimiter

SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright strokes"}


class Trace(NamedTuple):
    """What a spreadsheet left in a file; `harmless` where a row in the canonical form fits in."""

    told: str
    harmless: bool = False
    ending: str = ", as spreadsheets write; read without (check --fix)"


class Rows(NamedTuple):
    """A header, the rows below it as a spreadsheet counts them, and the traces of one."""

    header: list[str]
    rows: dict[int, list[str]]
    traces: list[Trace]


def spreadsheet_rows(file: str, raw: bytes, names: list[str]) -> Rows:
    """Return the rows of a file's bytes; `names` are its fields, which tell what parts cells.

    Rows and columns without any value are left out. Raises `InputError` for what is no table.
    """
    text, traces = _text(file, raw)
    hint = HINT.match(text)
    text = text[hint.end() :] if hint else text
    sign = hint[1] if hint else find_delimiter(text, set(names))
    if sign in SEPARATORS:
        traces.append(Trace(f"{SEPARATORS[sign]} between cells"))
    sign = sign if sign in SEPARATORS else ","
    tight = _without_spaces_beside_quotes(text, sign)
    traces += [Trace("spaces beside quotes")] if tight != text else []
    header, *rows = _records(file, tight, sign)
    numbered = {number: row for number, row in enumerate(rows, 2 + bool(hint)) if row}
    return _filled(file, header, numbered, traces)


def _text(file: str, raw: bytes) -> tuple[str, list[Trace]]:
    text, traces = _decoded(file, raw)
    if "\r\n" in text:
        traces.append(Trace("Windows line ends", True))
    elif "\r" in text and "\n" not in text:
        text = text.replace("\r", "\n")
        traces.append(Trace("line ends of an old Macintosh"))
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
        told = "letters written as letter and accent apart"
        traces.append(Trace(told, True, "; read as one letter"))
    return text, traces


def _decoded(file: str, raw: bytes) -> tuple[str, list[Trace]]:
    wide = raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    try:
        text = decoded(raw)
    except UnicodeDecodeError as error:
        page = None if wide else code_page(raw)
        if page is None:
            raise InputError(_no_text(file, error)) from None
        text = raw.decode(page)
        words = ", ".join(map(repr, odd_words(text)))
        return text, [Trace(f"letters in the code page {page}, such as {words}")]
    if wide:
        return text, [Trace("letters in UTF-16")]
    return text, [Trace("a byte order mark", True)] if raw.startswith(BOM_UTF8) else []


def _no_text(file: str, error: UnicodeDecodeError):
    row, byte = odd_byte(error)
    expected = "expected the file in UTF-8 (in a spreadsheet: save as 'CSV UTF-8')"
    wrong = f"byte {byte} is not {error.encoding.upper()}"
    return problem(file, row, wrong=wrong, expectation=expected, alone=True)


def _without_spaces_beside_quotes(text: str, sign: str) -> str:
    """Return the text without the spaces between a quoted cell and what parts it from others."""
    if not re.search(rf'[{sign}\n] +"|" +(?:[{sign}\r\n]|\Z)', text):
        return text
    cell = rf'(^|[{sign}\n]) *("(?:[^"]|"")*") *(?=[{sign}\r\n]|\Z)'
    return re.sub(cell, r"\1\2", text)


def _records(file: str, text: str, sign: str) -> list[list[str]]:
    records: list[list[str]] = []
    try:
        with cells_up_to(LONGEST_CELL):
            records.extend(csv_reader(text, sign, newline="\n"))
    except csv.Error as error:
        wrong = f"not CSV ({error}, from row {len(records) + 1} on)"
        expected = "expected commas between cells, quotes closed"
        raise InputError(problem(file, wrong=wrong, expectation=expected)) from None
    if not any(records[:1]) or not any(records[0]):
        wrong, expected = "the file is empty", "expected a header row"
        raise InputError(problem(file, wrong=wrong, expectation=expected))
    return records


def _filled(file: str, header: list[str], rows: dict[int, list[str]], traces: list[Trace]) -> Rows:
    """Return the rows of the width of the header, without rows and columns that hold nothing."""
    filled = {number: row for number, row in rows.items() if any(map(str.strip, row))}
    names = [name.strip() for name in header]
    width = max((place for place, name in enumerate(names, 1) if name), default=0)
    used = max((_width(row) for row in filled.values()), default=0)
    if used <= width:  # what is beyond holds nothing
        names = names[:width]
        wide = [row for row in filled.values() if len(row) > width]
        filled = {number: row[:width] for number, row in filled.items()}
        if wide or len(header) > width:
            traces.append(Trace("empty cells behind the last column"))
    if len(filled) < len(rows):
        traces.append(Trace(counted(len(rows) - len(filled), "empty row")))
    if names != [name for name in header[: len(names)]]:
        traces.append(Trace("spaces around names of fields"))
    return Rows(names, filled, traces)


def _width(row: list[str]) -> int:
    return max((place for place, cell in enumerate(row, 1) if cell.strip()), default=0)
