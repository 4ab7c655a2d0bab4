"""Gives cells that a spreadsheet has written in its country's way their canonical form back.

What a cell means is told by its whole column: an order of day and month is taken when every cell
fits it and one at least excludes the other, and so is a decimal comma. Otherwise cells stay as they
are, which is an error.
"""

import re
from collections.abc import Collection
from typing import NamedTuple

import pandas as pd

from analysis.errors import counted, shown
from analysis.tables.arrow_text import spaced_texts
from analysis.tables.columns import COMMA, ISO, THOUSANDS, WHOLE, date_reading
from analysis.tables.constraints import is_date
from analysis.tables.spreadsheet_rows import Trace
from analysis.tables.vague_dates import first_days

PRECISION = "date_precision"
SIGNS = {"%d": "day", "%m": "month", "%Y": "year"}


class Form(NamedTuple):
    """How a column's cells are written: each text's canonical form, what is told of it, and for
    texts of which the form is not certain what was expected."""

    read: dict[str, str] = {}  # noqa: RUF012
    told: str = ""
    doubts: dict[str, str] = {}  # noqa: RUF012


def restored(cells: pd.DataFrame, schema: dict) -> tuple[pd.DataFrame, list[Trace]]:
    """Return cells in their canonical form, without empty rows, and what was not in it."""
    cells, traces = _trimmed(cells)
    for field in schema["fields"]:
        name = field["name"]
        if field["type"] in FORMS and name in cells:
            form = column_form(cells[name].unique(), field)
            if form.read:
                cells = cells.assign(**{name: cells[name].replace(form.read)})
                traces.append(Trace(f"{form.told.format(name)}"))
    cells, more = _with_first_days(cells)
    return cells, traces + more


def column_form(texts: Collection[str], field: dict) -> Form:
    """Return the form in which a field's distinct cells are written.

    >>> column_form(["27.11.2024", "3.5.2024"], {"type": "date"}).read
    {'27.11.2024': '2024-11-27', '3.5.2024': '2024-05-03'}
    >>> column_form(["12,5", "7"], {"type": "number"}).read
    {'12,5': '12.5'}
    >>> column_form(["1,234"], {"type": "number"}).doubts
    {'1,234': 'thousands or decimals? expected such as 1234 or 1.2'}
    """
    filled = [text for text in texts if text]
    return FORMS[field["type"]](filled) if filled and field["type"] in FORMS else Form()


def _dates(texts: list[str]) -> Form:
    if all(map(is_date, texts)):
        return Form()
    told = pd.Series(texts, dtype="str")
    texts = [*told[~told.isin(first_days(told).index)]]  # a month or a year fits every order
    if not texts:
        return Form()
    dates, faults, note = date_reading(pd.Series(texts, dtype="str"), None)
    if faults:
        return Form(doubts=_unclear(texts, faults))
    if not note:  # ISO 8601, but not as year-month-day
        return Form()
    read = dict(zip(texts, dates.dt.strftime(ISO), strict=True))
    return Form(read, f"dates of field {{}} written such as {texts[0]}")


def _unclear(texts: list[str], faults: dict[str, str]) -> dict[str, str]:
    """Say of days that could be read if others did not stand in the way what these are."""
    either = [text for text, fault in faults.items() if fault.startswith("day or month")]
    if either:
        told = "day or month first? expected year-month-day, such as 2024-11-27"
        return dict.fromkeys(either, told)
    odd = next(iter(faults))
    told = f"expected year-month-day, for no order of day and month fits {shown(odd)} too"
    return {text: told for text in texts if text not in faults and not is_date(text)}


def _with_first_days(cells: pd.DataFrame) -> tuple[pd.DataFrame, list[Trace]]:
    """Return cells whose dates of a month or a year, and known to it, are its first day."""
    if not {"date", PRECISION} <= {*cells}:
        return cells, []
    known = first_days(pd.Series(cells["date"].unique(), dtype="str"))
    if known.empty:
        return cells, []
    fits = cells["date"].isin(known.index)
    fits[fits] = cells.loc[fits, "date"].map(known["unit"]) == cells.loc[fits, PRECISION]
    if not fits.any():
        return cells, []
    days = cells["date"].map(known["date"].dt.strftime(ISO))
    told = f"dates that tell a month or a year alone, such as {cells.loc[fits, 'date'].iloc[0]}"
    traces = [Trace(told, ending="; read as its first day (check --fix)")]
    return cells.assign(date=cells["date"].where(~fits, days)), traces


def _numbers(texts: list[str]) -> Form:
    comma = [text for text in texts if re.fullmatch(COMMA, text)]
    if not comma or not all(re.fullmatch(f"{COMMA}|{WHOLE}", text) for text in texts):
        return Form()
    if all(re.fullmatch(THOUSANDS, text) for text in comma):
        told = "thousands or decimals? expected such as 1234 or 1.2"
        return Form(doubts=dict.fromkeys(comma, told))
    read = {text: re.sub(r"(?<![0-9])\.", "0.", text.replace(",", ".")) for text in comma}
    return Form(read, f"decimal commas in field {{}}, such as {comma[0]}")


FORMS = {"date": _dates, "number": _numbers}


def _trimmed(cells: pd.DataFrame) -> tuple[pd.DataFrame, list[Trace]]:
    """Return cells without spaces around them, and without the rows that hold none."""
    traces, columns, rows = [], {}, set()
    for name, column in cells.items():
        if spaced := {text: text.strip() for text in spaced_texts(column)}:
            rows |= {*column.index[column.isin([*spaced])]}
            columns[name] = column.replace(spaced)
    if columns:
        cells = cells.assign(**columns)
        shown = ", ".join(map(str, sorted(rows)[:3])) + (" ..." if len(rows) > 3 else "")
        traces.append(Trace(f"spaces around cells of {counted(len(rows), 'row')} ({shown})"))
    if len(cells.columns) and (cells.iloc[:, 0] == "").any():
        empty = (cells == "").all(axis=1)
        if empty.any():
            cells = cells[~empty]
            traces.append(Trace(counted(int(empty.sum()), "empty row")))
    return cells, traces
