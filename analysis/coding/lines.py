"""Puts one record into the text of a CSV table or takes it out, and leaves the others alone."""

import csv
import re
from io import StringIO

from analysis.errors import InputError
from analysis.tables.csv_text import MARK, csv_reader


def records(text: str) -> list[tuple[list[str], str]]:
    """Return the cells of each record, the header first, and the text in which it stands."""
    mark = MARK if text.startswith(MARK) else ""
    text = text.removeprefix(MARK)
    lines = list(StringIO(text, newline=""))  # as the reader counts them
    reader, found, start = csv_reader(text), [], 0
    for cells in reader:
        found.append((cells, mark + "".join(lines[start : reader.line_num])))
        start, mark = reader.line_num, ""
    return found


def insert(text: str, row: dict[str, str]) -> str:
    """Return the text with the row after the last of its document, in the order of the ids.

    The row has the quotes that it needs, and the line ends of the header.
    """
    (header, first), *rest = records(text)
    record = _record([row[name] for name in header], "\r\n" if first.endswith("\r\n") else "\n")
    column = header.index("statement_id")
    place = _place([cells[column] if cells else "" for cells, _ in rest], row["statement_id"])
    lines = [line for _, line in rest]
    return "".join([first, *lines[:place], record, *lines[place:]])


def remove(text: str, row: dict[str, str]) -> str:
    """Return the text without the row, or raise `InputError` when it is not there unchanged."""
    (header, first), *rest = records(text)
    wanted = [row[name] for name in header]
    places = [place for place, (cells, _) in enumerate(rest) if cells == wanted]
    if len(places) != 1:
        raise InputError(
            f"{row['statement_id']}: no longer stands there as it was added; left as it is"
        )
    lines = [line for _, line in rest]
    return "".join([first, *lines[: places[0]], *lines[places[0] + 1 :]])


def _record(cells: list[str], end: str) -> str:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(cells)  # quotes a cell with either sign
    return text.getvalue().removesuffix("\r\n") + end


def _place(ids: list[str], new: str) -> int:
    """Return the place of a new id: behind its document's last, else before a later document's."""
    document = _document(new)
    same = [place for place, known in enumerate(ids) if known and _document(known) == document]
    later = (place for place, known in enumerate(ids) if known and _document(known) > document)
    return same[-1] + 1 if same else next(later, len(ids))


def _document(statement_id: str) -> list[tuple[int, str]]:
    """Return the place of a statement's document among others: D2 comes before D10."""
    document = statement_id.rpartition("-")[0]
    parts = re.split(r"([0-9]+)", document)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
