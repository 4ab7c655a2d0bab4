"""The statements of a DNA 3 database, its documents, and what stands above actors and concepts."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from analysis.errors import InputError, one_of, problem, tell
from analysis.sources.dna import entities_in, statements_in, types_in
from analysis.sources.dna_file import EVERY_TABLE, opened
from analysis.sources.dna_server import name_of

USUAL = {
    "actor": "organization",
    "sector": "concept",
    "stance": "agreement",
    "speaker": "person",
    "document": "document_id",
    "date": "date",
    "title": "title",
    "publisher": "source",
    "coder": "coder",
}
"""Where the fields stand in the type of statement that DNA makes in a new database."""

USUAL_TYPE = "DNA Statement"
OF_DOCUMENT = ("author", "section")


def read_dna_record(
    path: str | Path, columns: Mapping[str, str], *, statement_type: str | None = None
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return statements with the fields of their documents, and what is told of the entities.

    `path` is a file or an address. `columns` names variables, or columns of `read_dna`; those left
    out are the usual ones, where the type has them. Raises `InputError` as `read_dna` does, where
    there is no statement of the type, and where a variable is not there.
    """
    file = name_of(path)
    with opened(path, EVERY_TABLE) as base:  # once: of a server all tables are copied
        kind = _type_of(base, file, statement_type)
        table = statements_in(base, file, kind)
        if table.empty:
            told = kind or next((label for _, label, _ in types_in(base)), "any type")
            wrong = f"holds no statement of {told!r}"
            raise InputError(problem(file, wrong=wrong, expectation="expected one at least"))
        named = _named(file, table, columns)
        ends = [_entities(base, file, named[field], kind) for field in ("actor", "sector")]
    return _fields(table, named), *ends


def _type_of(base: sqlite3.Connection, file: str, given: str | None) -> str | None:
    """Return the type of statements asked for; where none is, the usual one of several, told."""
    types = types_in(base)
    if given is not None or [label for _, label, _ in types].count(USUAL_TYPE) != 1:
        return given
    others = [f"{label!r} ({count})" for _, label, count in types if label != USUAL_TYPE and count]
    if others:
        told = f"statements of type {USUAL_TYPE!r} read; there are also {', '.join(others)}"
        tell(f"{file}: {told}, for which say statement_type=")
    return USUAL_TYPE


def _named(file: str, table: pd.DataFrame, columns: Mapping[str, str]) -> dict[str, str]:
    """Return the column of each field, those asked for and else the usual ones."""
    usual = {field: name for field, name in USUAL.items() if name in table}
    named = {**usual, **columns}
    wrong = [
        problem(file, None, field, name, one_of(name, [*table]), wrong="is no variable")
        for field, name in named.items()
        if name not in table
    ]
    wrong += [
        problem(
            file,
            wrong=f"{field}: no variable is given",
            expectation=one_of("", [*table]),
        )
        for field in ("actor", "sector")
        if field not in named
    ]
    if wrong:
        raise InputError(wrong)
    return named


def _fields(table: pd.DataFrame, named: Mapping[str, str]) -> pd.DataFrame:
    others = {name: name for name in OF_DOCUMENT if name in table and name not in named.values()}
    fields = {"statement_id": "statement_id", **named, **others}
    found = pd.DataFrame({field: table[name] for field, name in fields.items()})
    found = found.rename(columns={"document": "document_id"})
    if "date" in table:
        found["document_date"] = table["date"]
    ids = [name for name in ("statement_id", "document_id") if name in found]
    return found.assign(**{name: found[name].astype("str") for name in ids})


def _entities(
    base: sqlite3.Connection, file: str, variable: str, statement_type: str | None
) -> pd.DataFrame:
    """Return what stands above each entity, and its attributes, by its text."""
    try:
        table = entities_in(base, file, variable, statement_type)
    except InputError as error:
        if any("is no short text" in line for line in error.problems):
            return pd.DataFrame()  # a field of the document or another kind of variable
        raise
    told = table.set_index(variable).rename(columns={"child_of": "part_of"})
    return told.drop(columns="entity_id")
