"""CSV that an engine reads as a person does: every cell as text, quotes and line ends in order."""

import csv
import mmap
import re
from collections.abc import Iterator
from glob import escape
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import ibis
import pandas as pd

from analysis.tables.csv_text import WHOLE_DOCUMENT, cells_up_to, csv_reader
from analysis.tables.delimited import find_delimiter

HEAD = 1_000_000  # bytes, in which the header has to be
BESIDE_QUOTES = re.compile(rb'[,;|\t\r\n] +"|" +[,;|\t\r\n]')  # on which readers do not agree
PART = 100_000


class Delimited(NamedTuple):
    """A file of cells, the sign between them and the names in its header."""

    path: Path
    sign: str
    header: list[str]


def delimited(path: Path, wanted: set[str]) -> Delimited | None:
    """Return how the file is to be read, or None unless every reader of CSV reads it alike.

    What it looks for costs no more than a glance at the bytes; ragged rows and quotes that are not
    closed are told by the engine.
    """
    if path.suffix.lower() not in (".csv", ".tsv", ".txt") or not path.is_file():
        return None
    if not path.stat().st_size:
        return None
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as raw:
        if raw.find(b"\0") >= 0 or (raw.find(b'"') >= 0 and BESIDE_QUOTES.search(raw)):
            return None
        head = raw[:HEAD].decode("utf-8-sig", "ignore")
    sign = find_delimiter(head, wanted)
    header = [name.strip() for name in _first_row(head, sign)]
    distinct = len({name.casefold() for name in header}) == len(header)
    told = header and all(header) and distinct and not header[0].lower().startswith("sep=")
    if sign == " " or not told:
        return None
    return Delimited(path, sign, header)


def text_table(file: Delimited) -> ibis.Table:
    """Return the file as a table of text, which DuckDB reads when it is asked."""
    return ibis.read_csv(
        escape(str(file.path)),
        columns=dict.fromkeys(file.header, "string"),
        delim=file.sign,
        quote='"',
        escape='"',
        hive_partitioning=False,
    )


def text_columns(file: Delimited, field: str) -> Iterator[pd.Series]:
    """Yield the cells of a field part by part, by the row that a spreadsheet counts."""
    place, start = file.header.index(field), 2
    opened = file.path.open(encoding="utf-8-sig", newline="")
    with opened as lines, cells_up_to(WHOLE_DOCUMENT):
        rows = csv_reader(lines, file.sign, strict=False)
        next(rows)
        while part := [row[place] if row else "" for row in islice(rows, PART)]:
            yield pd.Series(part, range(start, start + len(part)), dtype="str")
            start += len(part)


def _first_row(head: str, sign: str) -> list[str]:
    try:
        return next(csv_reader(head, sign), [])
    except csv.Error:
        return []
