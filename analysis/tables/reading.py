"""Opens a table of statements by any door: a DataFrame, a file by its path, an Ibis table.

Nothing is guessed from a sample: CSV is text from the first row to the last, and what a cell means
is told by the field in which it stands.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from glob import escape
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfoNotFoundError

import duckdb
import ibis
import pandas as pd
import pyarrow as pa
from ibis.common.exceptions import IbisError
from pyarrow.parquet import ParquetFile

from analysis.errors import InputError, Problem, problem, tell
from analysis.tables.columns import TEXTS
from analysis.tables.frames import name_problems, storable
from analysis.tables.raw import as_text, capped
from analysis.tables.sheets import table_cells
from analysis.tables.text_tables import Delimited, delimited, text_columns, text_table

Source = pd.DataFrame | str | Path | ibis.Table
ENGINES = (
    duckdb.Error,
    pa.ArrowException,
    IbisError,
    OSError,
    UnicodeError,
    OverflowError,
    ZoneInfoNotFoundError,
)

Result = TypeVar("Result")


class Opened(NamedTuple):
    """A table as an engine sees it, its cells as they stand.

    `file` is its name, or empty; `zones` are the time zones of columns of which the engine does not
    know them; `cells` gives the cells of a field, part by part, by the row that a person counts;
    `frame` is the table itself where it is in memory.
    """

    table: ibis.Table
    file: str = ""
    zones: dict[str, str] = {}  # noqa: RUF012
    cells: Callable[[str], Iterator[pd.Series]] | None = None
    frame: pd.DataFrame | None = None


def through(
    source: Source, used: set[str], work: Callable[[Opened], Result], *, whole: bool = False
) -> Result:
    """Return what `work` makes of the opened table, of which it needs the fields `used`.

    With `whole` every cell of CSV is looked at once, for a query that runs later tells no row.
    What an engine raises becomes an `InputError` of a line. A file of CSV with which the engine
    cannot deal is read row by row, as `read_coded` does, which tells the row that is wrong.
    """
    if isinstance(source, pd.DataFrame | ibis.Table):
        with _told("the table"):
            return work(_checked(_of_memory(source, used), used))
    path = _path(source)
    wanted = {*used, *TEXTS, "stance", "date"}
    with _told(path.name):
        if plain := delimited(path, wanted):
            try:
                return work(_of_text(plain, whole))
            except ENGINES:
                pass
        parquet = path.suffix.lower() == ".parquet" and path.is_file() and path.stat().st_size
        opened = _of_parquet(path) if parquet else _by_row(path, wanted, used)
        return work(_checked(opened, used))


def fault_lines(opened: Opened, field: str, faults: dict[str, str]) -> list[Problem]:
    """Return a line for each cell of the field that is wrong; `faults` says why, by its text."""
    label = f"{opened.file}, field {field}" if opened.file else f"field {field}"
    named, lines = f"field {field}", []
    if opened.cells is None:
        lines = [
            problem(opened.file, None, field, text, expected, named=named)
            for text, expected in faults.items()
        ]
        return capped(lines, label)
    there = [field] if field in opened.table.columns else ["actor", "target"]  # the two parties
    for part in chain(*(opened.cells(name) for name in there)):
        texts = part.dropna().astype(object).map(as_text).str.strip()
        lines += [
            problem(opened.file, row, field, text, faults[text], alone=True)
            for row, text in texts[texts.isin(list(faults))].items()
        ]
    return capped(lines, label)


@contextmanager
def _told(place: str) -> Iterator[None]:
    try:
        yield
    except ENGINES as error:
        why = str(error).strip().partition("\n")[0] or type(error).__name__
        raise InputError(problem(place, wrong=why)) from None


def _checked(opened: Opened, used: set[str]) -> Opened:
    """Refuse cells that hold more than one value, or bytes."""
    kinds = {name: kind for name, kind in opened.table.schema().items() if name in used}
    odd = [
        problem(
            opened.file,
            wrong=f"column {name!r} holds {kind}",
            expectation="expected text, numbers, booleans or dates",
        )
        for name, kind in kinds.items()
        if kind.is_nested() or kind.is_binary() or kind.is_json()
    ]
    if odd:
        raise InputError(odd)
    return opened


def _path(source: str | Path) -> Path:
    try:
        path = Path(source)
    except TypeError:
        text = f"source: {type(source).__name__}"
        expected = "expected a DataFrame, a path or an Ibis table"
        raise InputError(
            Problem(f"{text}; {expected}", field="source", value=source, expectation=expected)
        ) from None
    if not path.exists():
        expected = "expected a table as CSV or Parquet"
        raise InputError(problem(str(path), wrong="no such file", expectation=expected))
    return path


def _of_memory(source: pd.DataFrame | ibis.Table, used: set[str]) -> Opened:
    if isinstance(source, ibis.Table):
        return Opened(source)
    frame = storable(source, used)
    return Opened(ibis.memtable(frame), cells=lambda field: iter([frame[field]]), frame=frame)


def _of_text(file: Delimited, whole: bool) -> Opened:
    table = text_table(file)
    if whole:
        table.aggregate(**{name: table[name].max() for name in table.columns}).execute()
    return Opened(table, file.path.name, cells=partial(text_columns, file))


def _by_row(path: Path, wanted: set[str], used: set[str]) -> Opened:
    roles = dict.fromkeys(wanted, "") | dict.fromkeys(TEXTS, "text")
    table = table_cells(path, roles | {"stance": "value", "date": "date"})
    unread = [
        problem(path.name, row, name, text, told, alone=True)
        for name, cells in table.unread.items()
        if name in used
        for row, text, told in cells
    ]
    if unread:
        raise InputError(capped(unread, path.name))
    for note in table.notes:
        tell(note)
    if problems := [*name_problems(table.cells.columns, path.name)]:
        raise InputError(problems)
    cells = storable(table.cells)
    return Opened(ibis.memtable(cells), path.name, cells=lambda field: iter([cells[field]]))


def _of_parquet(path: Path) -> Opened:
    try:
        schema = ParquetFile(path).schema_arrow
    except (pa.ArrowException, OSError, UnicodeError) as error:
        why = " ".join(str(error).split())
        raise InputError(problem(path.name, wrong=f"not a readable Parquet file ({why})")) from None
    if problems := [*name_problems(schema.names, path.name)]:
        raise InputError(problems)
    zones = {
        each.name.strip(): each.type.tz
        for each in schema
        if pa.types.is_timestamp(each.type) and each.type.tz
    }
    table = ibis.read_parquet(escape(str(path)), hive_partitioning=False)
    table = table.rename({name.strip(): name for name in schema.names if name != name.strip()})
    return Opened(table, path.name, zones, partial(_parquet_cells, path))


def _parquet_cells(path: Path, field: str) -> Iterator[pd.Series]:
    file, start = ParquetFile(path), 2
    name = next(name for name in file.schema_arrow.names if name.strip() == field)
    for batch in file.iter_batches(columns=[name]):
        cells = batch.column(0).to_pandas()
        yield cells.set_axis(range(start, start + len(cells)))
        start += len(cells)
