"""The same expressions run where a table lives: they compile for each engine, and run alike.

Compiling needs no server, but for Spark, which asks its session. Polars stands for an engine
without window functions.
"""

import ibis
import pandas as pd
import pytest
from event_cells import FOLDER
from ibis.backends.sql import compilers

import analysis
from analysis.measures.dyads import by_direction, by_month, by_target
from analysis.sources.events.forms import GDELT1, MENTIONS
from analysis.sources.events.mentions import mentions_of, with_mentions
from analysis.sources.events.once import identified, once_daily, without_repeats
from analysis.sources.events.rows import statements_of, with_types

WHOLE = ("GLOBALEVENTID", "SQLDATE", "IsRootEvent", "QuadClass", "NumSources", "NumMentions")
KINDS = dict.fromkeys(GDELT1, "string") | dict.fromkeys([*WHOLE, "DATEADDED"], "int64")
KINDS |= {"GoldsteinScale": "float64"}
ENGINES = (
    "Athena",
    "BigQuery",
    "ClickHouse",
    "DataFusion",
    "Databricks",
    "DuckDB",
    "Materialize",
    "Postgres",
    "Snowflake",
    "Trino",
)


def expressions() -> dict[str, ibis.Table]:
    """Return the expressions of events over a table that is nowhere, by their name."""
    rows = statements_of(ibis.table(KINDS, name="events"), "gdelt1")
    events = without_repeats(identified(rows.filter(rows.date.notnull())))
    pair = events.filter(events.actor.isin(["KAZ", "RUS"]), events.target.isin(["KAZ", "RUS"]))
    mentions = mentions_of(ibis.table(dict.fromkeys(MENTIONS, "string"), name="mentions"))
    return {
        "statements": rows,
        "once": events,
        "types": with_types(events),
        "once a day": with_types(once_daily(events)),
        "a dyad": by_direction(pair),
        "attention": by_target(events.filter(events.actor == "KAZ")),
        "events of a month": by_month(events),
        "mentions": mentions,
        "events with mentions": with_mentions(events, mentions),
    }


NINE = expressions()


@pytest.mark.parametrize("name", ENGINES)
def test_nine_expressions_compile_for_an_engine(name):
    compiler = getattr(compilers, f"{name}Compiler")()
    told = {
        each: compiler.to_sqlglot(table.unbind()).sql(compiler.dialect)
        for each, table in NINE.items()
    }
    assert len(told) == 9 and all(text.startswith(("SELECT", "WITH")) for text in told.values())
    assert not any(" OVER " in text for text in told.values()), "no window is needed"


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    """Rows of GDELT with the types that they have in a database."""
    path = FOLDER / "gdelt1" / "20240115.export.CSV"
    table = pd.read_csv(
        path, sep="\t", header=None, names=GDELT1, dtype="str", quoting=3, keep_default_na=False
    )
    table = table[table["QuadClass"] != ""]
    for name, kind in KINDS.items():
        if kind != "string":
            numbers = pd.to_numeric(table[name])
            table[name] = numbers.astype("int64") if kind == "int64" else numbers
    return table


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"once_a_day": True},
        {"root_only": True, "min_sources": 2},
        {"between": ("KAZ", "RUS")},
    ],
    ids=str,
)
def test_polars_counts_as_duckdb_does(rows, options):
    pytest.importorskip("polars")
    there = ibis.polars.connect().create_table("events", rows)
    found = [
        analysis.dyad(analysis.read_events(table, "gdelt1", **options), "KAZ", "RUS", by="month")
        for table in (there, rows)
    ]
    pd.testing.assert_frame_equal(*found)
    assert found[0]["events"].sum() > 10


def test_attention_is_the_same_on_polars(rows):
    pytest.importorskip("polars")
    there = ibis.polars.connect().create_table("events", rows)
    found = [
        analysis.attention(analysis.read_events(table, "gdelt1"), "KAZ", by="year")
        for table in (there, rows)
    ]
    pd.testing.assert_frame_equal(*found)
