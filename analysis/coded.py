"""Brings in the coded data of other people: a table of statements from CSV, XLSX or Parquet."""

import re
import warnings
from collections.abc import Collection, Iterator
from pathlib import Path

import pandas as pd

from analysis.columns import ISO, TEXTS, numeral_note, read_column
from analysis.errors import InputError, InputNote, one_of
from analysis.sheets import capped, table_cells
from analysis.tables import cell_problems


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

    - `date` becomes a datetime, to the second. Dates are ISO 8601 (20241127 too), or have one
      other form throughout, such as 27.11.2024. Of a time the zone is left off: what counts is the
      clock on the wall, as `analysis.cells.kept` has it. When the column does not tell days
      from months, or the form is yet another, `date_format` gives it, as for `datetime.strptime`.
    - Fields in `numbers` become numbers; a decimal comma is one when no number has a point.
    - Fields in `booleans` become booleans: yes, true, 1 and no, false, 0.
    - Names and ids, the fields in `TEXTS`, are text in one form of Unicode (`analysis.normal`).
    - All others are text, unless an XLSX or Parquet file itself holds nothing but numbers, booleans
      or dates in a column; fields in `TEXTS` are text even then.

    An `InputNote` tells of dates and numbers read in another form than the international one, and
    of fields in `columns` that hold numbers only but stay text. Raises `InputError` with every
    problem found, one line each: file, row, field, value, expected.
    """
    path = Path(path)
    cells = table_cells(path, {*columns.values(), *TEXTS, *numbers, "date"}, sheet, encoding)
    fields = columns | {name: name for name in cells if name not in columns.values()}
    problems = [*_mapping_problems(path.name, [*cells], columns, fields),
                *_kind_problems("numbers", numbers, [*fields, "stance"]),
                *_kind_problems("booleans", booleans, fields),
                *_format_problems(date_format)]  # fmt: skip
    if problems:
        raise InputError(problems)
    table, notes = {}, []
    for field, name in fields.items():
        table[field], found, note = read_column(cells[name], field, numbers, booleans, date_format)
        label = f"field {field}" if field == name else f"field {field} ({name})"
        if field in {*columns, *TEXTS, *numbers, *booleans, "date"}:  # not in a column nobody uses
            problems += _fault_lines(path.name, label, found)
        if field in columns and field not in {*TEXTS, *numbers, *booleans}:
            note = note or numeral_note(table[field], field)
        notes += [f"{path.name}, {label}: {note}"] if note else []
    statements = _with_ids(pd.DataFrame(table, cells.index))
    problems += _id_problems(path.name, statements["statement_id"])
    if problems:
        raise InputError(problems)
    for note in notes:
        warnings.warn(note, InputNote, stacklevel=2)
    return statements.reset_index(drop=True)


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


def _fault_lines(file: str, label: str, found: list[tuple]) -> list[str]:
    return capped([f"{file}, row {row}, {label}: {text!r}; {expected}"
                   for row, text, expected in found], f"{file}, {label}")  # fmt: skip


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
    return capped([*cell_problems(file, cells, schema)], f"{file}, field statement_id")
