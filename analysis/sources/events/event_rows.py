"""Rows of files or tables of any form as statements."""

from pathlib import Path

import ibis
import pandas as pd

from analysis.errors import InputError, problem
from analysis.sources.events.codes import plover_of, plover_type, quad_of_type
from analysis.sources.events.files import find_files
from analysis.sources.events.gdelt import gdelt, reduced
from analysis.sources.events.icews import icews
from analysis.sources.events.laid_out import Layout, lay_out, missing
from analysis.sources.events.once import identified
from analysis.sources.events.polecat import polecat
from analysis.sources.events.published import FORMS, GDELT2, REDUCED, known_as, plain
from analysis.sources.events.text import raw_tables, renamed

Source = str | Path | pd.DataFrame | ibis.Table

COLUMNS = (
    "statement_id",
    "document_id",
    "date",
    "actor",
    "target",
    "actor_name",
    "target_name",
    "actor_roles",
    "target_roles",
    "actor_written",
    "target_written",
    "event",
    "cameo",
    "plover",
    "sector",
    "quad",
    "plover_quad",
    "stance",
    "mentions",
    "sources",
    "is_root",
    "added",
    "address",
)
ADDED = ("sure", "confidence")


def every_row(source: Source, form: str) -> ibis.Table:
    """Return all rows of a country or none that have a day, those told again too."""
    return dated(as_one(raw_of(source, form), form))


def dated(table: ibis.Table) -> ibis.Table:
    """Return the rows that have a day, for one such as 30 February is none."""
    return table.filter(table.date.notnull())


def as_one(raws: list[ibis.Table], form: str) -> ibis.Table:
    """Return the rows of several tables of a form, with a day or none, as statements with an id."""
    parts = [statements_of(raw, form) for raw in raws]
    table = ibis.union(*parts) if len(parts) > 1 else parts[0]
    return table if has_ids(raws) else identified(table)


def has_ids(raws: list[ibis.Table]) -> bool:
    """Tell whether rows have ids, or make them: those of the reduced file are numbered."""
    return all(
        is_reduced(raw) or {"eventid", "globaleventid"} & {*map(plain, raw.columns)} for raw in raws
    )


def with_types(table: ibis.Table, sanction: int = 4) -> ibis.Table:
    """Return events with their types of PLOVER, which are looked up for those left alone."""
    known = "kind" in table.columns
    plover = plover_type(table["kind"]) if known else plover_of(table.cameo)
    table = table.mutate(plover=plover)
    made = {
        "sector": ibis.coalesce(table.plover, table.cameo.substr(0, 2)),
        "plover_quad": quad_of_type(table.plover, sanction),
    }
    columns = [name for name in (*COLUMNS, *ADDED) if name in {*table.columns, *made}]
    return table.select(**{name: made[name] if name in made else table[name] for name in columns})


def raw_of(source: Source, form: str) -> list[ibis.Table]:
    if isinstance(source, pd.DataFrame):
        source = ibis.memtable(source)
    if isinstance(source, ibis.Table):
        if problems := missing("the table", form, list(source.columns)):
            raise InputError(problems)
        return [source]
    if not isinstance(source, str | Path):
        expected = "expected a path, a DataFrame or an Ibis table"
        raise InputError(problem(wrong=f"source: {type(source).__name__}", expectation=expected))
    return raw_tables(event_layouts(source, form))


def _check_codes(raw: ibis.Table) -> None:
    """Refuse codes that are numbers, which have lost the 0 with which they begin."""
    expected = "expected text, for codes begin with 0"
    lines = [
        problem(
            "the table", wrong=f"column {name!r} holds {raw[name].type()}", expectation=expected
        )
        for name in ("EventCode", "CAMEO Code", "CAMEOCode")
        if name in raw.columns and raw[name].type().is_numeric()
    ]
    if lines:
        raise InputError(lines)


def event_layouts(source: str | Path, form: str) -> list[Layout]:
    """Return the files of events of a source, those of mentions beside them left aside."""
    found = [each for each in lay_out(find_files(source), form) if each.form == form]
    if not found:
        expected = "expected files of events; mentions=... reads these"
        raise InputError(problem(str(source), wrong="holds mentions alone", expectation=expected))
    kinds = {"NumEvents" in each.columns for each in found}
    if len(kinds) > 1:
        raise InputError(
            problem(
                each.file.name,
                wrong="counts in sums what other files beside it tell event by event",
                expectation="expected files of one kind",
            )
            for each in found
            if "NumEvents" in each.columns
        )
    return found


def named_in(raw: ibis.Table, form: str) -> ibis.Table:
    """Return a table with the columns that a form has, named as its files name them."""
    if form in ("gdelt1", "gdelt2"):
        return renamed(raw, REDUCED if is_reduced(raw) else GDELT2)
    return renamed(raw, FORMS[form].layouts[0])


def is_reduced(raw: ibis.Table) -> bool:
    """Tell whether rows are those of GDELT's reduced file, each the sum of several events."""
    return "NumEvents" in known_as(list(raw.columns), REDUCED)


def statements_of(raw: ibis.Table, form: str) -> ibis.Table:
    """Return the rows of a table as statements, with a date or without."""
    named = named_in(raw, form)
    _check_codes(named)
    if form in ("gdelt1", "gdelt2"):
        table = reduced(named) if is_reduced(named) else gdelt(named)
    else:
        table = icews(named) if form == "icews" else polecat(named)
    return table.select(*(name for name in (*COLUMNS, "kind") if name in table.columns))
