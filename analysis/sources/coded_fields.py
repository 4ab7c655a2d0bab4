"""Reads a column of other people's coding as the field it is mapped to."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

import pandas as pd

from analysis.errors import Problem, problem
from analysis.sources.meanings import (
    Values,
    filled,
    matched,
    replaced,
    sides_offered,
    unknown_words,
)
from analysis.sources.splits import parted
from analysis.tables.columns import TEXTS, numeral_note, read_column
from analysis.tables.raw import capped
from analysis.tables.sheets import Table
from analysis.tables.vague_dates import read_dates, unit_of


class Choices(NamedTuple):
    """How fields are to be read: the arguments of `read_coded`."""

    columns: Mapping[str, str]
    numbers: Collection[str]
    booleans: Collection[str]
    values: Values
    split: Mapping[str, str]
    date_format: str | None

    def used(self) -> set[str]:
        """Return the fields that count; what is wrong in others nobody needs to know."""
        asked = (self.columns, self.numbers, self.booleans, self.values, self.split)
        return {*TEXTS, "date", "date_precision", *(name for names in asked for name in names)}


class Field(NamedTuple):
    """A field as it was read: values, faults and notes, a line each, and units of dates."""

    values: pd.Series
    problems: list[Problem]
    notes: list[str]
    units: pd.Series


def label(field: str, name: str) -> str:
    """Return what messages call a field, with its column's name where that differs."""
    return f"field {field}" if field == name else f"field {field} ({name})"


def read_field(table: Table, field: str, name: str, choices: Choices) -> Field:
    """Return a column read as a field, with the values given for its texts."""
    place = f"{table.file}, {label(field, name)}"
    meanings = choices.values.get(field, {})
    found, nowhere = matched(table.cells[name], meanings)
    notes = [f"{place}: no cell is {text!r}, which values names" for text in nowhere]
    column = _prepared(table.cells[name], field, found, choices)
    units = pd.Series(dtype="str")
    if field == "date":
        values, faults, note, units = read_dates(column, choices.date_format)
    else:
        values, faults, note = read_column(column, field, choices.numbers, choices.booleans, None)
    note = note if field in choices.used() else ""
    notes += [f"{place}: {told}" for told in [note, *_notes(values, units, field, choices)] if told]
    no_number = field in choices.numbers and len(faults) > 1 and not values.notna().any()
    problems = (
        _problems(table, field, name, faults, choices, no_number) if field in choices.used() else []
    )
    if field in choices.numbers:
        values = filled(values, found, meanings)
    if field in choices.split:
        values = parted(values, choices.split[field])
        if not values.map(lambda names: isinstance(names, list) and len(names) > 1).any():
            notes.append(f"{place}: no cell is split at {choices.split[field]!r}")
    return Field(values, problems, notes, units)


def fault_lines(file: str, field: str, name: str, found: list[tuple]) -> list[Problem]:
    """Return a line for each faulty cell, given as row, text and what was expected."""
    named = label(field, name)
    lines = [
        problem(file, row, field, text, expected, named=named, alone=True)
        for row, text, expected in found
    ]
    return capped(lines, f"{file}, {named}")


def _prepared(column: pd.Series, field: str, found: pd.Series, choices: Choices) -> pd.Series:
    """Return a column without the texts that have a meaning, or with that in their place."""
    if field not in choices.numbers:
        return replaced(column, found, choices.values.get(field, {}))
    return column.mask(column.index.isin(found.index)) if len(found) else column


def _notes(values: pd.Series, units: pd.Series, field: str, choices: Choices) -> list[str]:
    known = {*TEXTS, *choices.numbers, *choices.booleans}
    notes = [numeral_note(values, field)] if field in {*choices.columns} - known else []
    said = choices.date_format and unit_of(choices.date_format) != "day"
    if len(units) and not said:
        counts = {unit: (units == unit).sum() for unit in ("month", "year")}
        told = " and ".join(f"{count} to the {unit}" for unit, count in counts.items() if count)
        notes.append(f"dates known no closer than by date_precision: {told}")
    return notes


def _problems(
    table: Table,
    field: str,
    name: str,
    faults: list[tuple],
    choices: Choices,
    no_number: bool,
) -> list[Problem]:
    """Return what is wrong with a field; words for numbers are told once, with what to pass."""
    unread = {
        row: (row, text, told) for row, text, told in table.unread[name] if row in table.cells.index
    }
    words, offer = set(), ""
    if field in {*choices.numbers, *choices.booleans}:
        texts = dict.fromkeys(text for row, text, _ in faults if row not in unread)
        words, offer = sides_offered(
            field, texts, choices.values, boolean=field in choices.booleans
        )
        if not offer and no_number and (offer := unknown_words(field, texts, choices.values)):
            words = set(texts)
    others = [fault for fault in faults if fault[0] not in unread and fault[1] not in words]
    if offer:  # another word is told at its first row
        others = list({text: (row, text, told) for row, text, told in others[::-1]}.values())
    cells = sorted([*unread.values(), *others], key=lambda fault: fault[0])
    lines = fault_lines(table.file, field, name, cells)
    if not offer:
        return lines
    text = f"{table.file}, {label(field, name)}: {offer}"
    return [Problem(text, file=table.file, field=field, expectation=offer), *lines]
