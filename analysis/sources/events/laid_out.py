"""How a file of events is laid out, as its first lines and its bytes tell."""

import csv
from collections import Counter
from typing import NamedTuple

import pyarrow as pa
from pyarrow.parquet import read_schema

from analysis.errors import InputError, Problem, counted, one_of, problem
from analysis.sources.events.cleaned import cleaned
from analysis.sources.events.files import File
from analysis.sources.events.published import (
    FORMS,
    MENTIONS,
    NEEDED_REDUCED,
    POLECAT,
    REDUCED,
    known_as,
)

HEAD = 1 << 20  # bytes in which the form shows
LINES = 200
GZIP = b"\x1f\x8b"
FEW = 1000
"""Text has at most one byte of nothing among so many."""
BEYOND = "beyond "
"""What a column is called that a header or a row has beyond those of its form."""


class Layout(NamedTuple):
    """A file with the columns of its rows; `sign` stands between cells, nothing in Parquet."""

    file: File
    form: str
    columns: tuple[str, ...]
    sign: str = "\t"
    skip: int = 0


def lay_out(files: list[File], form: str) -> list[Layout]:
    """Return how each file of a form is laid out; files of mentions are another matter.

    Raises `InputError` with a line for each file that is of another form, or lacks a column.
    """
    found, problems = [], []
    for file in files:
        try:
            found.append(layout_of(file, form))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return found


def layout_of(file: File, form: str) -> Layout:
    """Return how one file is laid out, of the form or of mentions."""
    if file.path.suffix.lower() == ".parquet":
        return _checked(file, form, _of_parquet(file))
    lines = _head(file)
    sign = "," if lines[0].count("\t") < lines[0].count(",") else "\t"
    rows = _cells(lines, sign, file)
    kind, layout = _recognised(rows[0])
    headed = bool(kind)
    if not headed:
        kind, layout = _by_width(rows)
    if not kind:
        raise InputError(_not_of(file, form, f"has rows of {counted(_width(rows), 'cell')}"))
    columns = _columns(rows, kind, layout) if headed else layout
    clean = File(cleaned(file.path), file.name)
    return _checked(file, form, Layout(clean, kind, columns, sign, int(headed)))


def _cells(lines: list[str], sign: str, file: File) -> list[list[str]]:
    """Return the cells of lines; between tabs a quote is text."""
    if sign == "\t":
        return [line.split(sign) for line in lines]
    try:
        return [*csv.reader(lines)]
    except csv.Error as error:
        raise InputError(problem(file.name, wrong=f"cannot be read as text ({error})")) from None


def _head(file: File) -> list[str]:
    with file.path.open("rb") as opened:
        raw = opened.read(HEAD)
    if raw.count(0) > len(raw) / FEW or raw.startswith(GZIP):
        expected = "expected lines of UTF-8 or Latin-1, packed as .zip or not at all"
        raise InputError(problem(file.name, wrong="is no text", expectation=expected))
    text = raw.decode("utf-8-sig", "replace")
    whole = text if len(raw) < HEAD else text[: text.rfind("\n")]
    lines = [line.rstrip("\r") for line in whole.split("\n")[:LINES] if line.strip()]
    if not lines:
        raise InputError(problem(file.name, wrong="is empty", expectation="expected rows"))
    return lines


def _layouts() -> dict[str, list[tuple[str, ...]]]:
    every = {form: [*FORMS[form].layouts] for form in FORMS}
    return every | {"mentions": [MENTIONS]}


def _recognised(header: list[str]) -> tuple[str, tuple[str, ...]]:
    """Return the form and the columns whose names a first row holds; none of a row of data."""
    every = [(form, layout) for form, layouts in _layouts().items() for layout in layouts]
    form, layout = max(every, key=lambda each: len(known_as(header, each[1])))
    return (form, layout) if len(known_as(header, layout)) > 2 else ("", ())


def _columns(rows: list[list[str]], form: str, layout: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns below a header: those of its names, or of their places in POLECAT.

    A header of POLECAT may hold names for which no row has a cell, so that of a whole one only
    the number of cells counts; what a row has beyond is nothing.
    """
    header = [name.strip() for name in rows[0]]
    found = {theirs: ours for ours, theirs in known_as(header, layout).items()}
    width = max(len(row) for row in rows[1:] or rows)
    if form == "polecat" and len(found) == len(POLECAT):
        return (*POLECAT, *(f"{BEYOND}{place}" for place in range(len(POLECAT), width)))
    named = [found.get(name, name) for name in header]
    return tuple(
        name if name and named.index(name) == place else f"{name} {place + 1}"
        for place, name in enumerate(named)
    )


def _by_width(rows: list[list[str]]) -> tuple[str, tuple[str, ...]]:
    """Return the form and the columns of rows without a header, or none."""
    for form, layouts in _layouts().items():
        for layout in layouts:
            if len(layout) == _width(rows):
                return form, layout
    return "", ()


def _width(rows: list[list[str]]) -> int:
    return Counter(len(row) for row in rows).most_common(1)[0][0]


def _of_parquet(file: File) -> Layout:
    try:
        names = read_schema(file.path).names
    except (pa.ArrowException, OSError) as error:
        why = " ".join(str(error).split())
        raise InputError(problem(file.name, wrong=f"not a readable Parquet file ({why})")) from None
    form, _ = _recognised(names)
    return Layout(file, form, tuple(names), sign="")


def _checked(file: File, form: str, layout: Layout) -> Layout:
    """Refuse a file of another form, or without a column that no row can do without."""
    same_names = {layout.form, form} == {"gdelt1", "gdelt2"} and not layout.sign
    if layout.form == "mentions" and form == "gdelt2":
        return layout
    if layout.form != form and not same_names:
        raise InputError(_not_of(file, form, _told(layout.form)))
    if lines := missing(file.name, form, list(layout.columns)):
        raise InputError(lines)
    return layout._replace(form=form)


def _told(form: str) -> str:
    if form == "mentions":
        return "holds mentions, which 'gdelt2' alone has"
    return f"is of form {form!r}" if form in FORMS else "is of no such form"


def _not_of(file: File, form: str, wrong: str) -> Problem:
    widths = " or ".join(str(len(layout)) for layout in FORMS[form].layouts)
    expected = f"expected form {form!r}: rows of {widths} cells between tabs"
    return problem(file.name, wrong=wrong, expectation=expected)


def missing(name: str, form: str, columns: list[str]) -> list[Problem]:
    """Return a line for each column that the rows of a form cannot do without and do not have."""
    is_reduced = "NumEvents" in columns and form == "gdelt1"
    needed = NEEDED_REDUCED if is_reduced else FORMS[form].needed
    layout = REDUCED if is_reduced else FORMS[form].layouts[0]
    there = known_as(columns, layout)
    lacks = [each for each in needed if each not in there]
    if form == "icews" and not {"CAMEO Code", "Event Text"} & set(there):
        lacks.append("CAMEO Code")
    return [
        problem(name, wrong=f"no column {each!r}", expectation=one_of(each, columns))
        for each in lacks
    ]
