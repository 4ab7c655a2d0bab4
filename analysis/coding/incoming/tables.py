"""Codes as a table or as JSON: a row a code, with its document, its place, and its fields."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from analysis.coding.incoming.passage import Passage, shown
from analysis.errors import InputError, problem
from analysis.tables.csv_text import decoded
from analysis.tables.sheets import table_cells

DOCUMENT = ("document_id", "document", "file")
QUOTE = ("quote", "words", "text")
PLACES = (*DOCUMENT, *QUOTE, "span", "start", "end")
NESTED = ("fields", "codes", "span")
NUMBERS = re.compile(r"\D*(\d+)\D+(\d+)\D*")


def read_rows(path: Path, fields: Mapping[str, str]) -> list[Passage]:
    """Return the codes of a CSV, XLSX or Parquet file; `fields` names their columns."""
    table = table_cells(path, dict.fromkeys([*PLACES, *fields.values()], "text"))
    cells = table.cells.astype(object).where(table.cells.notna(), None)
    rows = zip(cells.index, cells.to_dict("records"), strict=True)
    return _passages(path, rows, fields)


def read_records(path: Path, told: object, fields: Mapping[str, str]) -> list[Passage]:
    """Return the codes of JSON: a list of objects, or an object that holds one such list."""
    lists = [each for each in told.values() if isinstance(each, list)] if _is(told) else [told]
    records = lists[0] if len(lists) == 1 else None
    if not isinstance(records, list) or not all(map(_is, records)):
        expected = "expected a list of objects, each a code with its document"
        raise InputError(problem(path.name, wrong="is no list of codes", expectation=expected))
    return _passages(path, ((row, _flat(each)) for row, each in enumerate(records, 1)), fields)


def json_of(path: Path) -> object:
    """Return what a file of JSON, or of a line of JSON a code, tells."""
    try:
        text = decoded(path.read_bytes())
        if path.suffix.lower() == ".jsonl":
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        return json.loads(text)
    except OSError as error:
        raise InputError(problem(path.name, wrong=error.strerror or str(error))) from None
    except (ValueError, RecursionError) as error:
        wrong = f"is no JSON ({error})"
        raise InputError(problem(path.name, wrong=wrong, expectation="expected some")) from None


def _is(told: object) -> bool:
    return isinstance(told, dict)


def _flat(record: Mapping) -> dict:
    """Return a record with what stands in objects of it beside the rest, and its span as two."""
    inner = [record[name] for name in NESTED if _is(record.get(name))]
    flat = {name: value for name, value in record.items() if not _is(value)}
    for each in inner:
        flat |= each
    if isinstance(record.get("span"), list):
        flat["span"] = "-".join(map(str, record["span"]))
    return flat


def _passages(
    path: Path, rows: Iterator[tuple[int, Mapping]], fields: Mapping[str, str]
) -> list[Passage]:
    found, wrong = [], []
    for row, told in rows:
        cells = {str(name): shown(value) for name, value in told.items()}
        start, end = _span(cells)
        named = {ours: cells.get(theirs, "") for ours, theirs in fields.items()}
        rest = {name: value for name, value in cells.items() if name not in PLACES}
        document = named.get("document_id") or _first(cells, DOCUMENT)
        if not document:
            expected = "expected the id of a document, or the name of its file"
            wrong.append(problem(path.name, row, "document", "", expected))
        quote = _first(cells, QUOTE)
        found.append(Passage(row, document, rest | named, start, end, quote))
    if wrong:
        raise InputError(wrong)
    return found


def _first(cells: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((cells[name] for name in names if cells.get(name)), "")


def _span(cells: Mapping[str, str]) -> tuple[int | None, int | None]:
    ends = [cells.get("start", ""), cells.get("end", "")]
    if match := NUMBERS.fullmatch(cells.get("span", "")):
        ends = [*match.groups()]
    whole = [pd.to_numeric(end, errors="coerce") for end in ends]
    if not all(pd.notna(end) and float(end).is_integer() and end >= 0 for end in whole):
        return None, None
    return int(whole[0]), int(whole[1])
