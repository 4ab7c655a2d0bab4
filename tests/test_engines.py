"""The same expressions run where a table lives: they compile for each engine, and run alike.

Compiling needs no server, but for Spark, which asks its session. Polars stands for an engine
without window functions.
"""

import ibis
import pytest
from engine_cases import FILES, KINDS, differing, mentions, rows
from ibis.backends.sql import compilers

from analysis.measures.dyads import by_direction, by_month, by_target
from analysis.sources.events.event_rows import statements_of, with_types
from analysis.sources.events.mentions import mentions_of, with_mentions
from analysis.sources.events.once import identified, once_daily, without_repeats
from analysis.sources.events.published import MENTIONS

pytestmark = pytest.mark.slow

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
    every = statements_of(ibis.table(KINDS, name="events"), "gdelt1")
    events = without_repeats(identified(every.filter(every.date.notnull())))
    pair = events.filter(events.actor.isin(["KAZ", "RUS"]), events.target.isin(["KAZ", "RUS"]))
    mentions = mentions_of(ibis.table(dict.fromkeys(MENTIONS, "string"), name="mentions"))
    return {
        "statements": every,
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


@pytest.mark.long
@pytest.mark.parametrize("name", ENGINES)
def test_nine_expressions_compile_for_an_engine(name):
    compiler = getattr(compilers, f"{name}Compiler")()
    told = {
        each: compiler.to_sqlglot(table.unbind()).sql(compiler.dialect)
        for each, table in NINE.items()
    }
    assert len(told) == 9 and all(text.startswith(("SELECT", "WITH")) for text in told.values())
    assert not any(" OVER " in text for text in told.values()), "no window is needed"


QUICK = ("typed", "icews2017", "polecat")
LONG = [pytest.param(case, marks=pytest.mark.long) for case in FILES if case not in QUICK]


@pytest.mark.long
@pytest.mark.parametrize("case", [*QUICK, *LONG])
def test_polars_reads_and_counts_as_duckdb_does(case):
    pytest.importorskip("polars")
    assert differing(ibis.polars.connect(), case) == []


def test_the_cases_are_not_empty():
    assert all(len(rows(case)) > 10 for case in FILES) and len(mentions()) > 10
