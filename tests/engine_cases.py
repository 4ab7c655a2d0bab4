"""Rows of every form in tables of an engine, and whether it makes of them what DuckDB does."""

from functools import cache
from typing import Any

import ibis
import pandas as pd
from event_cells import FOLDER

import analysis
from analysis.sources.events.event_rows import raw_of
from analysis.sources.events.files import find_files
from analysis.sources.events.laid_out import lay_out
from analysis.sources.events.published import GDELT1
from analysis.sources.events.text import raw_table

WHOLE = ("GLOBALEVENTID", "SQLDATE", "IsRootEvent", "QuadClass", "NumSources", "NumMentions")
KINDS = dict.fromkeys(GDELT1, "string") | dict.fromkeys([*WHOLE, "DATEADDED"], "int64")
KINDS |= {"GoldsteinScale": "float64"}
"""The types that columns of GDELT have in a database."""

FILES = {
    "gdelt1": ("gdelt1", "gdelt1"),
    "typed": ("gdelt1", "gdelt1/20240115.export.CSV"),
    "backfile": ("gdelt1", "gdelt1_backfile/201203.zip"),
    "reduced": ("gdelt1", "gdelt1_backfile/GDELT.MASTERREDUCEDV2.TXT"),
    "gdelt2": ("gdelt2", "gdelt2"),
    "mentions": ("gdelt2", "gdelt2"),
    "icews": ("icews", "icews"),
    "icews2017": ("icews", "icews_2017form"),
    "polecat": ("polecat", "polecat"),
}
"""The cases by name: the form, and the files from which their rows come."""

SINGLE = ("gdelt1", "typed", "backfile", "gdelt2")


@cache
def rows(case: str) -> pd.DataFrame:
    """Return the rows of a case as they stand in its files, or with the types of a database."""
    form, path = FILES[case]
    table = raw_of(FOLDER / path, form)[0].execute()
    return _typed(table) if case == "typed" else table


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    table = table[table["QuadClass"] != ""].reset_index(drop=True)
    for name, kind in KINDS.items():
        if kind != "string":
            numbers = pd.to_numeric(table[name])
            table[name] = numbers.astype("int64") if kind == "int64" else numbers
    return table


@cache
def mentions() -> pd.DataFrame:
    """Return the rows of the files of mentions."""
    layouts = lay_out(find_files(FOLDER / "gdelt2"), "gdelt2")
    return raw_table([each for each in layouts if each.form == "mentions"]).execute()


def differing(engine: Any, case: str) -> list[str]:
    """Return which readings and counts of a case an engine makes otherwise than DuckDB does."""
    tables = {"events": rows(case)} | ({"mentions": mentions()} if case == "mentions" else {})
    there = {name: engine.create_table(f"{case}_{name}", each) for name, each in tables.items()}
    here = {name: ibis.memtable(each) for name, each in tables.items()}
    wrong = []
    for options in _options(case):
        found, expected = (_told(each, FILES[case][0], options) for each in (there, here))
        wrong += [f"{options} {name}" for name in found if not found[name].equals(expected[name])]
    return wrong


def _options(case: str) -> list[dict[str, Any]]:
    options = [{}, {"once_a_day": True, "between": ("KAZ", "RUS")}]
    if case in SINGLE:
        options.append({"root_only": True, "min_sources": 2})
    return options


def _told(tables: dict[str, ibis.Table], form: str, options: dict) -> dict[str, pd.DataFrame]:
    """Return the events, the dyad and the attention that a reading gives, as plain values."""
    more = {"mentions": tables["mentions"]} if "mentions" in tables else {}
    events = analysis.read_events(tables["events"], form, **more, **options)
    found = {
        "events": events.execute(),
        "dyad": analysis.dyad(events, "KAZ", "RUS", by="quarter"),
        "attention": analysis.attention(events, "KAZ", by="year"),
    }
    return {name: _plain(table) for name, table in found.items()}


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table as text in one order, for engines differ in types of what is missing."""
    days = table.columns.intersection(["date", "added"])
    table = table.astype(dict.fromkeys(days, "datetime64[ns]"))
    for name in table.columns.difference(["actor", "target", "period"]):
        if name not in days and (table[name].isna().all() or table[name].dtype.kind in "iuf"):
            table[name] = table[name].astype("float64").round(9)
    table = table.astype("object").where(table.notna(), None)
    return table.astype("str").sort_values([*table], ignore_index=True)
