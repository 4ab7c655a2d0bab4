"""The tables on which a coder's rows rest, the check of one row, and the number it gets."""

import re
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.errors import InputError, InputNote, Problem, check_choice, fault, problem
from analysis.measures.agreement import coded_schema
from analysis.places import PACKAGE_FILE
from analysis.study.load import contradictions, read_package
from analysis.tables.schema import cell_problems, reference_problems
from analysis.tables.study_tables import read_cells, read_table

LISTS = ("documents", "actors", "sectors", "relations")
NO_KEY = "id"  # of a list that the study does not have


class Tables(NamedTuple):
    """A coder's table and the lists it points to, as cells; `schema` is that of the table."""

    path: Path
    files: list[Path]
    schema: dict
    statements: pd.DataFrame
    documents: pd.DataFrame
    actors: pd.DataFrame
    sectors: pd.DataFrame
    relations: pd.DataFrame


def read(folder: Path, coder: str) -> Tables:
    """Read and check the lists of a study, and the table that a coder adds to.

    Raises `InputError` with every problem found, one line each.
    """
    package = read_package(folder)
    resources = {resource["name"]: resource for resource in package["resources"]}
    path = table_of(folder, coder, package)
    schema = coded_schema(path, resources["statements"]["schema"])
    resources["statements"] |= {"schema": schema}
    there = [name for name in LISTS if name in resources]
    paths = {name: folder / resources[name]["path"] for name in there} | {"statements": path}
    cells, problems = _cells(paths, resources)
    problems += _unlike(path, schema)
    for name, table in cells.items():
        file, its = paths[name].name, resources[name]["schema"]
        problems += cell_problems(file, table, its)
        problems += reference_problems(file, table, its, cells | {"": table})
    problems += contradictions(cells, resources | {"statements": {"path": path.name}})
    if problems:
        raise InputError(problems)
    empty = {name: pd.DataFrame(columns=[NO_KEY], dtype="str") for name in LISTS}
    return Tables(path, [folder / PACKAGE_FILE, *paths.values()], schema, **(empty | cells))


def table_of(folder: Path, coder: str, package: dict | None = None) -> Path:
    """Return the table that a coder adds to, behind a link too.

    It is `statements`, or `codings/<coder>.csv` when the coder has one: a second coding is made
    without a look at the first.
    """
    own = folder / "codings" / f"{coder}.csv"
    resources = (package or read_package(folder))["resources"]
    first = next(each["path"] for each in resources if each["name"] == "statements")
    return (own if own.is_file() else folder / first).resolve()


def check(row: dict[str, str], tables: Tables) -> dict[str, str]:
    """Return what is wrong with a row, field by field; nothing when it can be added.

    It is held to what `statements` are held to.
    """
    return check_rows([row], tables)


def check_rows(rows: list[dict[str, str]], tables: Tables) -> dict[str, str]:
    """Return what is wrong with rows of a coder's table: the first fault of each field."""
    fields = [field["name"] for field in tables.schema["fields"]]
    cells = pd.DataFrame(rows, columns=fields, dtype="str").fillna("")
    told = [
        *cell_problems("row", cells, tables.schema),
        *reference_problems("row", cells, tables.schema, _lists(tables)),
        *contradictions({"statements": cells}, {"statements": {"path": "row"}}),
    ]
    return _by_field(told, fields)


def table_problems(file: str, cells: pd.DataFrame, tables: Tables) -> list[Problem]:
    """Return what is wrong with a table of new rows, row by row; it may have fewer fields."""
    there = [field for field in tables.schema["fields"] if field["name"] in cells]
    schema = tables.schema | {"fields": there}
    return [
        *cell_problems(file, cells, schema),
        *reference_problems(file, cells, schema, _lists(tables)),
        *contradictions({"statements": cells}, {"statements": {"path": file}}),
    ]


def check_table_row(
    name: str, row: dict[str, str], tables: Tables, package: dict
) -> dict[str, str]:
    """Return what is wrong with a new row of `documents`, `actors` or `sectors`, field by field."""
    resource = next(each for each in package["resources"] if each["name"] == name)
    schema, fields = resource["schema"], [each["name"] for each in resource["schema"]["fields"]]
    there = getattr(tables, name)
    cells = pd.DataFrame([row], columns=fields, dtype="str").fillna("")
    both = pd.concat([there.reindex(columns=fields), cells], ignore_index=True)
    told = [
        *cell_problems(name, cells, schema),
        *reference_problems(name, cells, schema, _lists(tables) | {"": both}),
        *contradictions({name: cells}, {name: {"path": name}}),
        *(line for line in cell_problems(name, both, schema) if "stands in row" in line.wrong),
    ]
    ids = {value for each in ("actors", "sectors") for value in _ids(getattr(tables, each))}
    found = _by_field(told, fields)
    if name in ("actors", "sectors") and row.get(fields[0]) in ids:
        found.setdefault(fields[0], f"{row[fields[0]]!r} is a code already; expected another")
    return found


def _ids(table: pd.DataFrame) -> list[str]:
    return table[table.columns[0]].tolist()


def _lists(tables: Tables) -> dict[str, pd.DataFrame]:
    lists = {name: getattr(tables, name) for name in LISTS}
    return {name: table for name, table in lists.items() if NO_KEY not in table}


def _by_field(told: list[Problem], fields: list[str]) -> dict[str, str]:
    faults: dict[str, str] = {}
    for line in told:
        faults.setdefault(line.field, _fault(line))
    return {field: faults[field] for field in fields if field in faults}


def _fault(line: Problem) -> str:
    """Return what is wrong, as it is told beside the field; an empty one shows itself."""
    seen = line.value != "" or line.wrong != ""
    return fault(line.value, line.wrong, line.expectation, shows_value=seen)


def next_id(document: str, ids: Iterable[str]) -> str:
    """Return the id of a document's next statement: one above its highest, since none is reused.

    >>> next_id("D000", ["D000-01", "D000-99", "D001-05"])
    'D000-100'
    """
    ends = [known.removeprefix(f"{document}-") for known in ids if known.startswith(f"{document}-")]
    numbers = [int(end) for end in ends if end.isascii() and end.isdecimal()]
    return f"{document}-{max(numbers, default=0) + 1:02d}"


def check_coder(coder: str) -> None:
    """Raise `InputError` for what cannot name a coder."""
    if not (isinstance(coder, str) and re.fullmatch(r"[a-z][a-z0-9]*", coder)):
        raise InputError(
            f"coder: {coder!r}; expected a short name of small letters and digits, such as c1"
        )


def check_document(document: str, tables: Tables) -> None:
    """Raise `InputError` for a document that the study does not list."""
    known = tables.documents.get("document_id", pd.Series()).tolist()
    check_choice("document", document, known, wrong="is not in documents")


def _unlike(path: Path, schema: dict) -> list[Problem]:
    """Tell a table of a form in which a row that is added would not fit."""
    traces = [trace.told for trace in read_table(path, schema).traces if not trace.harmless]
    wrong, expected = f"has {', '.join(traces)}", "expected canonical CSV, as check --fix writes it"
    return [problem(path.name, wrong=wrong, expectation=expected)] if traces else []


def title_of(tables: Tables, document: str) -> str:
    """Return the title of a document, or nothing where documents have none."""
    return tables.documents.set_index("document_id").get("title", {}).get(document, "")


def _cells(
    paths: dict[str, Path], resources: dict
) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    found: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", InputNote)  # its form is kept, so there is nothing to tell
        for name, path in paths.items():
            table, wrong = read_cells(path, resources[name]["schema"])
            problems += wrong
            found |= {} if table is None else {name: table}
    return found, problems
