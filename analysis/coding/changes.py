"""What becomes of single rows of a CSV table; all others keep their bytes."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import NamedTuple

from analysis.errors import InputError
from analysis.tables.csv_text import MARK, WHOLE_DOCUMENT, cells_up_to, csv_reader

Row = dict[str, str]
Key = tuple[str, ...]


class Change(NamedTuple):
    """What becomes of one row of a table: none before is a new row, none after one taken out."""

    table: str
    before: Row | None
    after: Row | None


def inverse(changes: Iterable[Change]) -> list[Change]:
    """Return the changes that take others back, the last one first.

    >>> inverse([Change("a.csv", None, {"id": "x"})])
    [Change(table='a.csv', before={'id': 'x'}, after=None)]
    """
    return [Change(each.table, each.after, each.before) for each in reversed(list(changes))]


def differences(
    table: str, before: Mapping[Key, Row], after: Iterable[Row], key: Sequence[str]
) -> list[Change]:
    """Return what makes of the rows known the rows that are there.

    >>> differences("a.csv", {("x",): {"id": "x"}}, [], ["id"])
    [Change(table='a.csv', before={'id': 'x'}, after=None)]
    """
    there = {keyed(row, key): row for row in after}
    gone = [Change(table, row, None) for name, row in before.items() if name not in there]
    rest = [
        Change(table, before.get(name), row)
        for name, row in there.items()
        if before.get(name) != row
    ]
    return gone + rest


def records(text: str) -> list[tuple[list[str], str]]:
    """Return the cells of each record, the header first, and the text in which it stands."""
    mark = MARK if text.startswith(MARK) else ""
    text = text.removeprefix(MARK)
    lines = list(StringIO(text, newline=""))  # as the reader counts them
    found, start = [], 0
    with cells_up_to(WHOLE_DOCUMENT):
        reader = csv_reader(text)
        for cells in reader:
            found.append((cells, mark + "".join(lines[start : reader.line_num])))
            start, mark = reader.line_num, ""
    return found


def rows_of(text: str) -> list[Row]:
    """Return the rows of a table as dictionaries; what is blank is no row.

    >>> rows_of("id,name\\na,Oil\\n\\n")
    [{'id': 'a', 'name': 'Oil'}]
    """
    (header, _), *rest = records(text)
    return [dict(zip(header, cells, strict=False)) for cells, _ in rest if cells]


def keyed(row: Mapping[str, str], key: Sequence[str]) -> Key:
    """Return the key of a row."""
    return tuple(row.get(name, "") for name in key)


def changed(text: str, key: Sequence[str], changes: Iterable[Change]) -> str:
    """Return the text of a table with the changes made, each row found by its key.

    A new row stands behind the last of its document, in the order of the keys, with the quotes that
    it needs and the line ends of the header. Raises `InputError` when a row is no longer as it was
    before, or stands twice, and when a new one is there already.
    """
    (header, first), *rest = records(text)
    end = "\r\n" if first.endswith("\r\n") else "\n"
    names = [_name(header, cells, key) for cells, _ in rest]
    places: dict[Key, list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(name, []).append(place)
    lines: list[str | None] = [line for _, line in rest]
    new: list[Row] = []
    for _, before, after in changes:
        place = None
        if before is not None:
            place = _found(places, header, rest, keyed(before, key), before)
            lines[place] = None
        if after is not None and before is not None and keyed(before, key) == keyed(after, key):
            lines[place or 0] = _record([after.get(name, "") for name in header], end)
        elif after is not None:
            new.append(after)
    kept = [(name, line) for name, line in zip(names, lines, strict=True) if line is not None]
    for row in new:
        kept = _with(kept, keyed(row, key), _record([row.get(name, "") for name in header], end))
    return "".join([first, *(line for _, line in kept)])


def told(name: Key) -> str:
    """Return a key as a message tells it."""
    return ", ".join(part for part in name if part)


def _name(header: list[str], cells: list[str], key: Sequence[str]) -> Key:
    return keyed(dict(zip(header, cells, strict=False)), key) if cells else ()


def _found(
    places: dict[Key, list[int]],
    header: list[str],
    rest: list[tuple[list[str], str]],
    name: Key,
    before: Row,
) -> int:
    there = places.get(name, [])
    if len(there) == 1:
        now = dict(zip(header, rest[there[0]][0], strict=False))
        if all(now.get(column, "") == value for column, value in before.items()):
            return there[0]
    raise InputError(f"{told(name)}: no longer stands there as it was; left as it is")


def _record(cells: list[str], end: str) -> str:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(cells)  # quotes a cell with either sign
    return text.getvalue().removesuffix("\r\n") + end


def _with(kept: list[tuple[Key, str]], new: Key, line: str) -> list[tuple[Key, str]]:
    """Put a line behind the last of its document, else before that of a later key."""
    if any(name == new for name, _ in kept):
        raise InputError(f"{told(new)}: is there already; expected another")
    document = _document(new)
    same = [place for place, (name, _) in enumerate(kept) if name and _document(name) == document]
    whole = _natural("\0".join(new))
    later = (at for at, (name, _) in enumerate(kept) if name and _natural("\0".join(name)) > whole)
    place = same[-1] + 1 if same else next(later, len(kept))
    return [*kept[:place], (new, line), *kept[place:]]


def _document(name: Key) -> str | None:
    """Return what the ids of one document begin with; None for an id that stands alone."""
    document, dash, _ = name[-1].rpartition("-")
    return document if dash else "\0".join(name)


def _natural(text: str) -> list[tuple[int, str]]:
    """Return a key by which D2 comes before D10."""
    parts = re.split(r"([0-9]+)", text)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
