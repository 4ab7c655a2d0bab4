"""Brings in the coded data of other people: a table of statements from CSV, XLSX or Parquet."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import pandas as pd

from analysis.errors import InputError, Problem, one_of, problem, tell
from analysis.sources.coded_fields import Choices, Field, fault_lines, read_field
from analysis.sources.meanings import Values, kinds_given, values_problems
from analysis.sources.splits import split_problems, spread
from analysis.tables.columns import TEXTS
from analysis.tables.raw import capped
from analysis.tables.schema import cell_problems
from analysis.tables.sheets import Table, one_line, table_cells
from analysis.tables.vague_dates import agreed, format_problems


def read_coded(
    source: str | Path | pd.DataFrame,
    columns: Mapping[str, str],
    *,
    numbers: Collection[str] = ("stance",),
    booleans: Collection[str] = (),
    values: Values | None = None,
    split: Mapping[str, str] | None = None,
    date_format: str | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
) -> pd.DataFrame:
    """Read a table of statements from a file that other people made, or from a DataFrame.

    `columns` names the file's column for each of our fields, as in `{"actor": "Organisation",
    "sector": "Concept", "stance": "Agreement", "date": "Datum", "document_id": "Source"}`; other
    columns keep their names, in one line. There has to be an `actor`. The file is CSV (between
    commas, semicolons, tabs or bars, or as its first line `sep=;` says; in UTF-8, UTF-16 or the
    `encoding` given), XLSX (its first sheet that is not hidden or the `sheet` given; a formula
    counts by its kept result) or Parquet. Row 1 holds the names of the columns, and the first row
    of a DataFrame is row 2; rows without any value are passed over, and so are, with a note,
    columns without a name, which hold the row numbers of pandas and R.

    The result has one line a row, in their order, and first the column `statement_id`: the number
    of the row, filled with zeros, when the file has none. It is a table of statements for `cells`,
    `two_mode` and `one_mode`. Text is trimmed, and what is empty is missing. Ids and names are as
    a sheet shows them, such as 007; dates and numbers are by their value.

    - `date` becomes a datetime, to the second. Dates are ISO 8601 (20241127 too), or have one
      other form throughout, such as 27.11.2024. Of a time the zone is left off: what counts is the
      clock on the wall, as `networks.cells.kept` has it. When the column does not tell days
      from months, or the form is yet another, `date_format` gives it, as for `datetime.strptime`.
      Where a date is of a month or year only (2024, 2024-11, 11.2024 or 11/2024, a `date_format`
      without a day or month, or a cell of a workbook shown so), the date is the first day and the
      field `date_precision` says `month` or `year`, and `day` for others.
    - Fields in `numbers` become numbers; a decimal comma is one when no number has a point.
    - Fields in `booleans` become booleans: yes, true, 1 and no, false, 0.
    - Names and ids, the fields in `TEXTS`, are text in one form of Unicode (`tables.normal`).
    - All others are text, unless an XLSX or Parquet file itself holds nothing but numbers, booleans
      or dates in a column; fields in `TEXTS` are text even then.

    `values` gives for fields what texts stand for, as in `{"stance": {"+": 1, "-": -1}}`, or None
    for what is missing; a text not in it is read as above. A field whose values are all numbers or
    all booleans becomes such. `split` gives the sign between several names in a cell, as in
    `{"actor": ";"}`: each makes a statement of its own, which counts, and with two such fields each
    pair does. Their ids are the row's with a number, such as 0003.1 and 0003.2.

    An `InputNote` tells of dates and numbers read in another form than the international one, of
    fields in `columns` that hold numbers only but stay text, and of what was passed over. Raises
    `InputError` with every problem found, one line each: file, row, field, value, expected.

    >>> table = pd.DataFrame({"Who": ["A; B", "C"], "Says": ["yes", "no"]})
    >>> read_coded(table, {"actor": "Who", "stance": "Says"}, split={"actor": ";"},
    ...            values={"stance": {"yes": 1, "no": -1}})
      statement_id actor  stance
    0          2.1     A       1
    1          2.2     B       1
    2            3     C      -1
    """
    columns = {field: one_line(name) for field, name in columns.items()}
    table = table_cells(source, roles_of(columns, numbers, booleans), sheet, encoding)
    return coded_statements(
        table, columns, numbers, booleans, values=values, split=split, date_format=date_format
    )


def coded_statements(
    table: Table,
    columns: Mapping[str, str],
    numbers: Collection[str] = ("stance",),
    booleans: Collection[str] = (),
    *,
    values: Values | None = None,
    split: Mapping[str, str] | None = None,
    date_format: str | None = None,
) -> pd.DataFrame:
    """Return what `read_coded` does, of a table whose cells are read."""
    fields = {**columns, **{name: name for name in table.cells if name not in columns.values()}}
    problems = [
        *_mapping_problems(table.file, [*table.cells], columns, fields),
        *_kind_problems("numbers", numbers, [*fields, "stance"]),
        *_kind_problems("booleans", booleans, fields),
        *values_problems(values, fields, numbers),
        *split_problems(split, fields, {"statement_id", "date", *numbers, *booleans}),
        *format_problems(date_format),
    ]
    if problems:
        raise InputError([*problems, *_matrix_hint(table)])
    counted, true = kinds_given(values, TEXTS)
    choices = Choices(
        columns, {*numbers, *counted}, {*booleans, *true}, values or {}, split or {}, date_format
    )
    read = {field: read_field(table, field, name, choices) for field, name in fields.items()}
    statements, problems = _statements(table, read, fields, choices)
    if problems:
        raise InputError(problems)
    for note in [*table.notes, *(note for each in read.values() for note in each.notes)]:
        tell(note)
    return statements.reset_index(drop=True)


def _statements(
    table: Table, read: dict[str, Field], fields: Mapping[str, str], choices: Choices
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the fields as a table of statements, and all that is wrong in it."""
    problems = [line for each in read.values() for line in each.problems]
    values = {field: each.values for field, each in read.items()}
    statements = _with_ids(pd.DataFrame(values, table.cells.index))
    if "date" in read:
        given = statements.get("date_precision")
        known, faults = agreed(given, read["date"].units, statements["date"])
        if given is None and known is not None:
            statements.insert(statements.columns.get_loc("date") + 1, "date_precision", known)
        elif given is not None:
            statements["date_precision"] = known
            name = fields["date_precision"]
            problems += fault_lines(table.file, "date_precision", name, faults)
    problems += _id_problems(table.file, statements["statement_id"], choices.columns)
    if choices.split and not problems:
        statements = spread(statements, [*choices.split])
        problems = _id_problems(table.file, statements["statement_id"], choices.columns)
    return statements, problems


def roles_of(
    columns: Mapping[str, str], numbers: Collection[str], booleans: Collection[str]
) -> dict[str, str]:
    """Return how cells of a workbook are taken, by the name of their column."""
    roles = dict.fromkeys(columns.values(), "")
    kinds = {"text": TEXTS, "value": [*numbers, *booleans], "date": ["date"]}
    return roles | {
        columns.get(field, field): role for role, fields in kinds.items() for field in fields
    }


def missing_columns(file: str, header: list[str], columns: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a line for each column that is given for a field and not there."""
    for field, name in columns.items():
        if name not in header:
            text = f"{file}: no column {name!r} for field {field}"
            expected = one_of(name, header)
            yield Problem(f"{text}; {expected}", file=file, field=field, expectation=expected)


def _mapping_problems(
    file: str, header: list[str], columns: Mapping[str, str], fields: Mapping[str, str]
) -> Iterator[Problem]:
    yield from missing_columns(file, header, columns)
    for name in dict.fromkeys(columns.values()):
        if len(named := [field for field in columns if columns[field] == name]) > 1:
            wrong, expected = f"is given for {' and '.join(named)}", "expected it for one field"
            yield problem("", None, "columns", name, expected, wrong=wrong)
    if "actor" not in fields:
        text, expected = "columns: no column is given for actor", one_of("actor", header)
        yield Problem(f"{text}; {expected}", field="columns", expectation=expected)
    ours = {name: field for field, name in columns.items()}
    first: dict[str, str] = {} if "statement_id" in fields else {"statement_id": "statement_id"}
    for name in header:
        field = ours.get(name, name)
        earlier = first.setdefault(field.casefold(), name)
        if earlier != name:  # a query would take the one for the other
            wrong = f"column {name!r} would be field {field!r} beside {earlier!r}"
            expected = "expected names that differ by more than capitals: map it to another field"
            yield problem(file, wrong=wrong, expectation=expected)


def _kind_problems(
    argument: str, names: Collection[str], known: Collection[str]
) -> Iterator[Problem]:
    if isinstance(names, str):
        yield problem("", None, argument, names, f"expected a list, such as [{names!r}]")
        return
    for name in names:
        if name not in known:
            yield problem("", None, argument, name, one_of(name, known), wrong="is no field")


def _matrix_hint(table: Table) -> list[Problem]:
    """Say how to read actors by concepts where a table looks like that and lacks an actor."""
    if not is_matrix(table):
        return []
    wrong = "looks like a matrix of actors by concepts"
    return [problem(table.file, wrong=wrong, expectation="expected such in read_incidence")]


def is_matrix(table: Table) -> bool:
    """Tell whether a table looks like a matrix of actors by concepts: numbers beside names."""
    kinds = [_is_numeric(column) for _, column in table.cells.items()]
    return sum(kinds) > 1 and all(kinds[1:]) and not table.cells.empty


def _is_numeric(column: pd.Series) -> bool:
    dated = pd.api.types.infer_dtype(column, skipna=True).startswith(("date", "time"))
    return not dated and pd.to_numeric(column.dropna(), errors="coerce").notna().all()


def _with_ids(table: pd.DataFrame) -> pd.DataFrame:
    if "statement_id" in table:
        ids = table.pop("statement_id")
    else:
        ids = table.index.astype("str").str.zfill(len(str(table.index.max())))
    table.insert(0, "statement_id", ids)
    return table


def _id_problems(file: str, ids: pd.Series, columns: Mapping[str, str]) -> list[Problem]:
    if ids.is_unique and not ids.hasnans:
        return []
    rules = {"name": "statement_id", "type": "string", "constraints": {"required": True}}
    schema = {"fields": [rules], "primaryKey": "statement_id"}
    cells = ids.fillna("").to_frame("statement_id")
    name = columns.get("statement_id", "statement_id")
    others = {field: column for field, column in columns.items() if field != "statement_id"}
    expected = f"to number the rows instead, expected columns={others | {'given_id': name}}"
    way = Problem(
        f"{file}, field statement_id: {expected}",
        file=file,
        field="statement_id",
        expectation=expected,
        alone=False,  # told after the faults of rows
    )
    return [*capped([*cell_problems(file, cells, schema)], f"{file}, field statement_id"), way]
